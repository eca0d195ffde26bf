import type { Schedule } from "./business-hours.ts";
import { DAY_MS, type DurationMs, type Instant } from "./instant.ts";
import { openTime } from "./open-time.ts";
import type { Rules } from "./rules.ts";
import type { ZoneClock } from "./zone-clock.ts";

/** How far ahead it is looked for when a store closes. */
export const CLOSES_WITHIN_MS: DurationMs = 8 * DAY_MS;

/**
 * When the opening ends that holds an instant: at closing time, or when a planned closure begins. Openings
 * that touch are one. `undefined` for a store that is closed then, and for one that does not close within
 * {@link CLOSES_WITHIN_MS}.
 *
 * The clock must cover the instant and that long after it.
 */
export function closesAt(
	schedule: Schedule,
	clock: ZoneClock,
	at: Instant,
	rules: Rules,
): Instant | undefined {
	const range = { from: at, to: at + CLOSES_WITHIN_MS };
	const open = openTime(schedule, clock, range, rules);
	if (open.count === 0 || open.from(0) > at || open.to(0) === range.to) return undefined;
	return open.to(0);
}
