import type { Schedule } from "./business-hours.ts";
import { DAY_MS } from "./instant.ts";
import { IntervalBuilder, type Intervals } from "./intervals.ts";
import { openTime } from "./open-time.ts";
import { firstPollAtOrAfter, instantOf, type PackedPoll, type PollSeries } from "./poll.ts";
import { DEFAULT_RULES, type Rules } from "./rules.ts";
import type { ZoneClock } from "./zone-clock.ts";

/** Every way in which rules tell polls that count from those that do not, where not all polls do. */
const COUNTING_RULES: readonly Rules[] = (["midnight", "literal"] as const).flatMap((endOfDay) =>
	(["open", "closed"] as const).map((missingDay) => ({ ...DEFAULT_RULES, endOfDay, missingDay })),
);

/**
 * Finds what must be kept of a store's polls before a cut when all others are dropped: for each way in
 * which rules decide which polls count, the last one that does. These are five polls at most, and
 * mostly the very last one alone.
 *
 * Law: for every range that begins at or after the cut, and under all rules, the figures with these
 * polls are those with all polls.
 *
 * That is because a poll sets the state until the next one that counts; what was before the last one
 * has no say any more, and how long that one vouches is counted from its own instant. It holds for the
 * hours, closures and zone given: where they are changed later, another poll might have been the last
 * that counts.
 */
export class CarriedPolls {
	readonly #schedule: Schedule;
	readonly #clock: ZoneClock;
	readonly #builder: IntervalBuilder;
	readonly #found = new Set<PackedPoll>();
	#undecided = COUNTING_RULES;

	/** The clock must cover the time of the polls. Pass a `builder` to share its memory among stores. */
	constructor(
		{ schedule, clock }: { readonly schedule: Schedule; readonly clock: ZoneClock },
		builder: IntervalBuilder = new IntervalBuilder(),
	) {
		this.#schedule = schedule;
		this.#clock = clock;
		this.#builder = builder;
	}

	/**
	 * Looks through polls: first through those just before the cut, then through earlier ones, and so
	 * on, each time through all of a stretch.
	 */
	look(polls: PollSeries): void {
		if (polls.length === 0) return;
		// Where polls outside open time count too, it is simply the last one.
		if (this.#found.size === 0) this.#found.add(polls.at(-1) as PackedPoll);
		this.#undecided = this.#undecided.filter((rules) => {
			const last = this.#lastCounting(polls, rules);
			if (last !== undefined) this.#found.add(last);
			return last === undefined;
		});
	}

	/** Whether earlier polls make no difference any more. */
	get isComplete(): boolean {
		return this.#undecided.length === 0;
	}

	/** What was found, in order. */
	series(): PollSeries {
		return Float64Array.from(this.#found).sort();
	}

	/** The last poll in open time. It is nearly always within a day or two: longer stretches are rare. */
	#lastCounting(polls: PollSeries, rules: Rules): PackedPoll | undefined {
		const earliest = instantOf(polls[0] as PackedPoll);
		let end = polls.length;
		for (let lengthMs = DAY_MS; end > 0; lengthMs *= 4) {
			const to = instantOf(polls[end - 1] as PackedPoll) + 1;
			const from = Math.max(to - lengthMs, earliest);
			const open = openTime(this.#schedule, this.#clock, { from, to }, rules, this.#builder);
			const last = lastIn(open, polls);
			if (last !== undefined) return last;
			end = firstPollAtOrAfter(polls, from);
		}
		return undefined;
	}
}

function lastIn(open: Intervals, polls: PollSeries): PackedPoll | undefined {
	for (let i = open.count - 1; i >= 0; i--) {
		const poll = polls[firstPollAtOrAfter(polls, open.to(i)) - 1];
		if (poll !== undefined && instantOf(poll) >= open.from(i)) return poll;
	}
	return undefined;
}
