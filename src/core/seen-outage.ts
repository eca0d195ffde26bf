import type { DurationMs, Instant, Range } from "./instant.ts";
import { outagesOf, type SweptStore } from "./outages.ts";
import { ACTIVE, firstPollAtOrAfter, instantOf, statusOf } from "./poll.ts";
import { UP } from "./timeline.ts";

/** An outage that was seen going on once, as the polls of now tell it. */
export interface SeenOutage {
	readonly start: Instant;
	/** As {@link Outage} has it; `undefined` when it still goes on. */
	readonly end: Instant | undefined;
	/** All of its downtime: open time only. */
	readonly downMs: DurationMs;
	/**
	 * The first poll after it that counts and found the store active; `undefined` when there is none, and
	 * then it ended because nothing is known any more, if it ended.
	 */
	readonly activePollAt: Instant | undefined;
}

/**
 * Finds an outage again that was seen before: the last one that began at or before the end of `seen`, which
 * goes from its start as it was known to the last instant as of which it went on. Polls that came in late may
 * have moved its start or its end. `undefined` when they, or hours or closures that were changed, tell that the
 * store was not down then at all.
 *
 * The timeline must reach as {@link outagesOf} needs it, for the range from the start of `seen` to as of.
 */
export function seenOutage(
	store: SweptStore,
	{ seen, asOf }: { readonly seen: Range; readonly asOf: Instant },
): SeenOutage | undefined {
	const outages = outagesOf(store, { range: { from: seen.from, to: asOf }, asOf });
	const outage = outages.findLast(({ start }) => start <= seen.to);
	if (outage === undefined) return undefined;
	const { start, end, downMs } = outage;
	const activePollAt = end === undefined ? undefined : activePollFrom(store, { from: end, asOf });
	return { start, end, downMs, activePollAt };
}

function activePollFrom(
	{ timeline, polls, rules }: SweptStore,
	{ from, asOf }: { readonly from: Instant; readonly asOf: Instant },
): Instant | undefined {
	if (rules.outsidePolls === "use") {
		const end = firstPollAtOrAfter(polls, asOf + 1);
		for (let i = firstPollAtOrAfter(polls, from); i < end; i++)
			if (statusOf(polls[i] as number) === ACTIVE) return instantOf(polls[i] as number);
		return undefined;
	}
	// Where polls of closed time do not count, the first time that it is up begins with the poll that says so.
	for (let i = 0; i < timeline.count && timeline.from(i) <= asOf; i++)
		if (timeline.from(i) >= from && timeline.state(i) === UP) return timeline.from(i);
	return undefined;
}
