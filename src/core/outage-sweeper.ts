import type { Instant, Range } from "./instant.ts";
import { IntervalBuilder } from "./intervals.ts";
import { openTime } from "./open-time.ts";
import { outagesOf } from "./outages.ts";
import { instantOf, type PollSeries } from "./poll.ts";
import { LOOKBACK_MS, type StoreHistory } from "./report.ts";
import type { Rules } from "./rules.ts";
import { sweep, Timeline, UNKNOWN } from "./timeline.ts";
import { ZoneClocks } from "./zone-clock.ts";

/** What stores are swept for. */
export interface OutagePlan {
	/** The stretch that all ranges asked for lie in. It ends at as of at the latest. */
	readonly span: Range;
	readonly asOf: Instant;
	readonly rules: Rules;
}

/**
 * Sweeps stores so that the outages of a span are seen whole: from before the first of them began, which
 * can be long before the span, to as of, where it is known whether the last goes on. Totals and peaks of
 * the span are folds over the same timeline. Keeps its buffers from store to store.
 */
export class OutageSweeper {
	readonly #plan: OutagePlan;
	readonly #clocks: ZoneClocks;
	readonly #timeline = new Timeline();
	readonly #builder = new IntervalBuilder();

	/** `earliestPoll` is the first instant at which any of the stores was polled. */
	constructor(plan: OutagePlan, earliestPoll: Instant) {
		this.#plan = plan;
		this.#clocks = new ZoneClocks({
			from: Math.min(earliestPoll, plan.span.from),
			to: plan.asOf + 1,
		});
	}

	/**
	 * The store's timeline; good until the next call. `undefined` when polls from before `polledFrom`,
	 * from which on its polls are given, could change the totals of the span or the beginning of one of
	 * its outages; never without `polledFrom`, when all are given.
	 */
	timeline(
		{ polls, schedule, zone }: StoreHistory,
		polledFrom: Instant | undefined,
	): Timeline | undefined {
		const { span, asOf, rules } = this.#plan;
		const clock = this.#clocks.of(zone);
		const first = polls.length === 0 ? span.from : instantOf(polls[0] as number);
		const earliest = Math.min(polledFrom ?? first, span.from);
		for (let lookbackMs = LOOKBACK_MS; ; lookbackMs *= 4) {
			const from = Math.max(earliest, span.from - lookbackMs);
			const to = asOf + 1;
			const open = openTime(schedule, clock, { from, to }, rules, this.#builder);
			sweep(polls, open, to, rules, this.#timeline);
			const unseenBefore = from === earliest ? polledFrom : from;
			if (unseenBefore === undefined || this.#isDecided(polls, unseenBefore)) return this.#timeline;
			if (from === earliest) return undefined;
		}
	}

	/** Whether polls from before an instant could change nothing. */
	#isDecided(polls: PollSeries, unseenBefore: Instant): boolean {
		const { span, asOf, rules } = this.#plan;
		const timeline = this.#timeline;
		const isVouchedFor = (at: Instant) =>
			unseenBefore + (rules.maxGapMs ?? Number.POSITIVE_INFINITY) > at;
		if (timeline.firstCountedAt > span.from && isVouchedFor(span.from)) return false;
		const [outage] = outagesOf({ timeline, polls, rules }, { range: span, asOf });
		if (outage === undefined) return true;
		let before = -1;
		while (timeline.to(before + 1) <= outage.start) before++;
		if (before < 0) return false;
		// Down time before it is another outage's, which a poll in closed time ended. Unknown time may only
		// seem so, unless no earlier poll would have vouched for it any more.
		return timeline.state(before) !== UNKNOWN || !isVouchedFor(timeline.to(before));
	}
}
