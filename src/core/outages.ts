import type { DurationMs, Instant, Range } from "./instant.ts";
import { ACTIVE, firstPollAtOrAfter, type PollSeries, statusOf } from "./poll.ts";
import type { Rules } from "./rules.ts";
import { DOWN, type Timeline } from "./timeline.ts";

/**
 * A longest stretch of open time in state down. Closed time between two parts does not end it; a poll
 * that counts and found the store active does, and so does open time of which nothing is known.
 */
export interface Outage {
	/** Its first down instant inside open time, as far back as the timeline goes. */
	readonly start: Instant;
	/**
	 * The end of its last down time inside open time, which does not belong to it. So one that was down when
	 * the store closed, and was not when it opened again, ended when it closed: closed time says nothing of
	 * when it was that it ended.
	 *
	 * `undefined` when it is going on as of, be the store open or closed then.
	 */
	readonly end: Instant | undefined;
	/** All of its downtime up to as of: open time only. */
	readonly downMs: DurationMs;
	/** The part of its downtime inside the range asked for. */
	readonly downInRangeMs: DurationMs;
	/** Whether it began before the range. */
	readonly beganBefore: boolean;
	/** Whether it had not ended when the range did. */
	readonly goesOnPast: boolean;
}

/** What outages are found in: a store's timeline, and what that was swept from. */
export interface SweptStore {
	readonly timeline: Timeline;
	readonly polls: PollSeries;
	readonly rules: Rules;
}

/** Where outages are looked for, and up to when anything is known of them. */
export interface OutageQuestion {
	/** It ends at as of at the latest. */
	readonly range: Range;
	readonly asOf: Instant;
}

/**
 * The outages of a store that have downtime inside a range, in order.
 *
 * The timeline must reach from some time before the range, for an outage that began there is seen only
 * as far back as it goes, to the instant after as of, for a poll at as of tells what goes on. What it
 * tells of later instants is passed over.
 *
 * Laws: their downtime inside the range adds up to `downMs` of its totals. They neither overlap nor
 * touch. Each begins inside one only of several adjoining ranges.
 */
export function outagesOf(store: SweptStore, { range, asOf }: OutageQuestion): Outage[] {
	const { timeline } = store;
	const outages: Outage[] = [];
	let stretch: DownStretch | undefined;
	for (let i = 0; i < timeline.count && timeline.from(i) <= asOf; i++) {
		const from = timeline.from(i);
		const isDown = timeline.state(i) === DOWN;
		if (stretch !== undefined && (!isDown || wasActiveAfter(stretch, store, from))) {
			if (stretch.downInRangeMs > 0) outages.push(outageOf(stretch, range, stretch.to));
			stretch = undefined;
		}
		if (!isDown) continue;
		stretch ??= { from, to: from, downMs: 0, downInRangeMs: 0 };
		stretch.to = Math.min(timeline.to(i), asOf);
		stretch.downMs += stretch.to - from;
		stretch.downInRangeMs += Math.max(
			0,
			Math.min(stretch.to, range.to) - Math.max(from, range.from),
		);
	}
	if (stretch !== undefined && stretch.downInRangeMs > 0) {
		const isOver = wasActiveAfter(stretch, store, asOf + 1);
		outages.push(outageOf(stretch, range, isOver ? stretch.to : undefined));
	}
	return outages;
}

/** An outage as far as the walk over the timeline has come. */
interface DownStretch {
	readonly from: Instant;
	to: Instant;
	downMs: DurationMs;
	downInRangeMs: DurationMs;
}

function outageOf(stretch: DownStretch, range: Range, end: Instant | undefined): Outage {
	return {
		start: stretch.from,
		end,
		downMs: stretch.downMs,
		downInRangeMs: stretch.downInRangeMs,
		beganBefore: stretch.from < range.from,
		goesOnPast: end === undefined || end > range.to,
	};
}

/**
 * Whether a poll of the closed time from a stretch of down time to an instant counts, and found the store
 * active: the timeline does not show that.
 */
function wasActiveAfter(
	{ to }: DownStretch,
	{ polls, rules }: SweptStore,
	until: Instant,
): boolean {
	if (rules.outsidePolls !== "use") return false;
	const end = firstPollAtOrAfter(polls, until);
	for (let i = firstPollAtOrAfter(polls, to); i < end; i++)
		if (statusOf(polls[i] as number) === ACTIVE) return true;
	return false;
}

/**
 * The outages with so much downtime in all; all of them when that is `undefined`. Leaves short ones out
 * of lists and counts, where it is set to ignore them; figures of time count them all the same.
 *
 * One that is going on is judged by its downtime so far.
 */
export function outagesOfAtLeast<Found extends Outage>(
	outages: readonly Found[],
	downMs: DurationMs | undefined,
): readonly Found[] {
	return downMs === undefined ? outages : outages.filter((outage) => outage.downMs >= downMs);
}
