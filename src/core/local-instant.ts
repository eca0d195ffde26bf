import { formatOffset } from "./calendar-parts.ts";
import { formatInstant, type Instant } from "./instant.ts";
import type { ZoneClock } from "./zone-clock.ts";

/**
 * An instant as a zone's clock shows it, with its offset: `2023-01-25T12:13:22.479-06:00`. So the two
 * readings of an hour that the clock repeats differ. The clock must cover the instant.
 */
export function formatLocalInstant(instant: Instant, clock: ZoneClock): string {
	const offset = clock.offsetAt(instant);
	return `${formatInstant(instant + offset).slice(0, -1)}${formatOffset(offset)}`;
}
