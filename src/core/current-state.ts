import type { Schedule } from "./business-hours.ts";
import { DAY_MS, type DurationMs, EARLIEST_POLL, type Instant } from "./instant.ts";
import { IntervalBuilder, type Intervals } from "./intervals.ts";
import { openTime } from "./open-time.ts";
import { firstPollAtOrAfter, INACTIVE, instantOf, type PollSeries, statusOf } from "./poll.ts";
import type { StoreHistory } from "./report.ts";
import type { Rules } from "./rules.ts";
import { type StoreState, stateName } from "./store-state.ts";
import { DOWN, type State, sweep, Timeline, UNKNOWN, UP } from "./timeline.ts";
import { type ZoneClock, ZoneClocks } from "./zone-clock.ts";

/** What a store is in as of an instant, and since when. */
export interface CurrentState {
	readonly state: StoreState;
	/**
	 * The first instant of the stretch of open time in this state that holds as of. Closed time does not
	 * end it; another state does, and so does a poll that counts in closed time and found otherwise.
	 *
	 * Of a closed store, when it closed; `undefined` when it was not open for {@link CLOSED_MS_MAX}. Of
	 * one in unknown state, `undefined` when nothing was ever known of it. Of one that is up, `undefined`
	 * when it is so for longer than was to be looked for.
	 */
	readonly since: Instant | undefined;
	/** The open time of that stretch up to as of, of a store that is down. */
	readonly downMs: DurationMs | undefined;
	/** When a closed store opens next; `undefined` when it does not within {@link OPENS_WITHIN_MS}. */
	readonly opensAt: Instant | undefined;
}

/** How far back it is looked for when a store closed. */
export const CLOSED_MS_MAX: DurationMs = 366 * DAY_MS;

/** How far ahead it is looked for when a store opens. */
export const OPENS_WITHIN_MS: DurationMs = 30 * DAY_MS;

/** Nearly every store that is closed was open, and will be, within so long. */
const FIRST_LOOK_MS: DurationMs = 2 * DAY_MS;

/**
 * Finds out what stores are in as of one instant: a fold over the end of their timelines. Keeps its
 * buffers from store to store.
 *
 * A poll sets the state from its own instant on; so the state as of an instant is that of the segment
 * which holds it, and polls after it do not exist.
 */
export class StateSweeper {
	readonly #asOf: Instant;
	readonly #rules: Rules;
	readonly #upSinceMin: Instant;
	readonly #clocks: ZoneClocks;
	readonly #timeline = new Timeline();
	readonly #builder = new IntervalBuilder();

	/**
	 * `upMsMax` is how far back it is looked for when a store came up; without it, as far as it takes. Most
	 * stores are up, and have been for as long as there are polls: all of these would have to be read.
	 */
	constructor(
		{ asOf, rules }: { readonly asOf: Instant; readonly rules: Rules },
		upMsMax: DurationMs = Number.POSITIVE_INFINITY,
	) {
		this.#asOf = asOf;
		this.#rules = rules;
		this.#upSinceMin = asOf - upMsMax;
		this.#clocks = new ZoneClocks({
			from: Math.min(EARLIEST_POLL, asOf - CLOSED_MS_MAX),
			to: asOf + OPENS_WITHIN_MS,
		});
	}

	/** The state of a store that is closed as of then, for which no poll is needed; else `undefined`. */
	closedState({ schedule, zone }: Omit<StoreHistory, "polls">): CurrentState | undefined {
		const clock = this.#clocks.of(zone);
		const closedAt = this.#lastOpen(schedule, clock);
		if (closedAt !== undefined && closedAt > this.#asOf) return undefined;
		const opensAt = this.#nextOpen(schedule, clock);
		return { state: "closed", since: closedAt, downMs: undefined, opensAt };
	}

	/**
	 * The state of a store that is open as of then. `undefined` when polls from before `polledFrom`, from
	 * which on its polls are given, could change it; never without `polledFrom`, when all are given.
	 */
	openState(
		{ polls, schedule, zone }: StoreHistory,
		polledFrom: Instant | undefined,
	): CurrentState | undefined {
		const first = polls.length === 0 ? this.#asOf : instantOf(polls[0] as number);
		const range = { from: Math.min(polledFrom ?? first, this.#asOf), to: this.#asOf + 1 };
		const open = openTime(schedule, this.#clocks.of(zone), range, this.#rules, this.#builder);
		sweep(polls, open, range.to, this.#rules, this.#timeline);
		const stretch = this.#lastStretch(polls);
		// Whatever earlier polls there are, it came up then or before.
		const isUpForLong = stretch.state === UP && stretch.from < this.#upSinceMin;
		if (polledFrom !== undefined && !isUpForLong && !this.#isDecided(stretch, polledFrom))
			return undefined;
		const isKnown = this.#timeline.firstCountedAt <= this.#asOf;
		return {
			state: stateName(stretch.state),
			since: isKnown && !isUpForLong ? stretch.from : undefined,
			downMs: stretch.state === DOWN ? stretch.openMs : undefined,
			opensAt: undefined,
		};
	}

	/** The end of the last open time up to as of, which is after as of for a store that is open. */
	#lastOpen(schedule: Schedule, clock: ZoneClock): Instant | undefined {
		const to = this.#asOf + 1;
		return lookFurther(CLOSED_MS_MAX, (lookMs) => {
			const open = this.#openTime(schedule, clock, { from: to - lookMs, to });
			return open.count === 0 ? undefined : open.to(open.count - 1);
		});
	}

	#nextOpen(schedule: Schedule, clock: ZoneClock): Instant | undefined {
		const from = this.#asOf;
		return lookFurther(OPENS_WITHIN_MS, (lookMs) => {
			const open = this.#openTime(schedule, clock, { from, to: from + lookMs });
			return open.count === 0 ? undefined : open.from(0);
		});
	}

	#openTime(
		schedule: Schedule,
		clock: ZoneClock,
		range: { from: Instant; to: Instant },
	): Intervals {
		return openTime(schedule, clock, range, this.#rules, this.#builder);
	}

	/** Goes back over the timeline for as long as the state is the one that it ends in. */
	#lastStretch(polls: PollSeries): LastStretch {
		const timeline = this.#timeline;
		let index = timeline.count - 1;
		const state = timeline.state(index);
		let openMs = this.#asOf - timeline.from(index);
		for (; index > 0; index--) {
			if (timeline.state(index - 1) !== state) break;
			const closed = { from: timeline.to(index - 1), to: timeline.from(index) };
			if (this.#rules.outsidePolls === "use" && findsOtherwise(polls, closed, state)) {
				return { state, from: timeline.from(index), openMs, before: undefined, isEnded: true };
			}
			openMs += timeline.to(index - 1) - timeline.from(index - 1);
		}
		const from = timeline.from(index);
		if (index === 0) return { state, from, openMs, before: undefined, isEnded: false };
		const before = { state: timeline.state(index - 1), to: timeline.to(index - 1) };
		return { state, from, openMs, before, isEnded: before.state !== UNKNOWN };
	}

	/** Whether the stretch began where it seems to, whatever earlier polls there are. */
	#isDecided({ before, isEnded }: LastStretch, polledFrom: Instant): boolean {
		if (isEnded) return true;
		if (before === undefined) return false;
		// Time before it seems unknown. It is, when a poll that counted has ceased to vouch for it, or when
		// any earlier one would have.
		const { maxGapMs } = this.#rules;
		return (
			this.#timeline.firstCountedAt < before.to ||
			(maxGapMs !== undefined && polledFrom + maxGapMs <= before.to)
		);
	}
}

/** The stretch of one state that a timeline ends in, as far as the timeline goes back. */
interface LastStretch {
	readonly state: State;
	readonly from: Instant;
	/** Its open time up to as of. */
	readonly openMs: DurationMs;
	/** The segment before it, which is in another state. */
	readonly before: { readonly state: State; readonly to: Instant } | undefined;
	/** Whether something known comes before it, beyond which it cannot go back. */
	readonly isEnded: boolean;
}

/** Whether one of the polls in closed time, where they count too, found another state than this. */
function findsOtherwise(
	polls: PollSeries,
	closed: { readonly from: Instant; readonly to: Instant },
	state: State,
): boolean {
	const end = firstPollAtOrAfter(polls, closed.to);
	for (let i = firstPollAtOrAfter(polls, closed.from); i < end; i++) {
		const found = statusOf(polls[i] as number) === INACTIVE ? DOWN : UP;
		if (found !== state) return true;
	}
	return false;
}

/** Looks further and further until something is found, or the limit was reached. */
function lookFurther<Found>(
	limitMs: DurationMs,
	look: (lookMs: DurationMs) => Found | undefined,
): Found | undefined {
	for (let lookMs = FIRST_LOOK_MS; ; lookMs *= 4) {
		const found = look(Math.min(lookMs, limitMs));
		if (found !== undefined || lookMs >= limitMs) return found;
	}
}
