import type { Schedule } from "./business-hours.ts";
import { DAY_MS, type DurationMs, HOUR_MS, type Instant, type Range } from "./instant.ts";
import { IntervalBuilder } from "./intervals.ts";
import { openTime } from "./open-time.ts";
import { instantOf, type PollSeries } from "./poll.ts";
import type { Rules } from "./rules.ts";
import type { StoreId } from "./store-id.ts";
import type { StoreZone } from "./store-zone.ts";
import { sweep, Timeline } from "./timeline.ts";
import { type Totals, totalsOf } from "./totals.ts";
import { ZoneClocks } from "./zone-clock.ts";

/** A range with the name that columns, keys and the method know it by. */
export interface ReportRange extends Range {
	readonly name: string;
}

/** What a report is asked: everything that its figures depend on besides the data. */
export interface ReportPlan {
	/** The instant that the report calls now. Polls after it do not exist for the report. */
	readonly asOf: Instant;
	readonly ranges: readonly ReportRange[];
	readonly rules: Rules;
}

/** One line of a report: a store and its totals, one for each range of the plan, in its order. */
export interface ReportRow {
	readonly storeId: StoreId;
	readonly totals: readonly Totals[];
}

/** Last hour, last day, last week: the 1, 24 and 168 elapsed hours before as of. */
export function standardRanges(asOf: Instant): ReportRange[] {
	return [
		{ name: "last_hour", from: asOf - HOUR_MS, to: asOf },
		{ name: "last_day", from: asOf - DAY_MS, to: asOf },
		{ name: "last_week", from: asOf - 7 * DAY_MS, to: asOf },
	];
}

/** Whether a range of this name is one of {@link standardRanges}. */
export function isStandardRange(name: string): boolean {
	return name === "last_hour" || name === "last_day" || name === "last_week";
}

/** The name of the only range of the caller's choice. */
export const CUSTOM_RANGE = "custom";

/** The names that ranges of the caller's choice get: by themselves, or in the order given. */
export function customRangeName(index: number, count: number): string {
	return count === 1 ? CUSTOM_RANGE : `${CUSTOM_RANGE}_${index + 1}`;
}

/**
 * A range of the caller's choice. It ends at as of at the latest: time that has not passed yet
 * belongs to no figure. `undefined` when nothing of it is left.
 */
export function customRange(
	{ from, to, name }: ReportRange,
	asOf: Instant,
): ReportRange | undefined {
	const end = Math.min(to, asOf);
	return from < end ? { name, from, to: end } : undefined;
}

/**
 * How far before a range the sweep first looks for the poll that sets the state at its beginning. A
 * store that is open at all in a week and polled has one in eight days; for the others the sweep
 * looks further back.
 */
export const LOOKBACK_MS: DurationMs = 8 * DAY_MS;

/** The whole stretch that a plan's ranges lie in. */
export function spanOf(plan: ReportPlan): Range {
	return {
		from: Math.min(...plan.ranges.map(({ from }) => from)),
		to: Math.max(...plan.ranges.map(({ to }) => to)),
	};
}

/**
 * The last instant that a plan's ranges hold: the zone and the weekly hours that are valid then are those
 * that documents tell. So a range that ends with a month tells nothing of what the next one changes.
 */
export function lastInstantOf(plan: ReportPlan): Instant {
	return spanOf(plan).to - 1;
}

/** What the figures of one store are made of. */
export interface StoreHistory {
	readonly polls: PollSeries;
	readonly schedule: Schedule;
	readonly zone: StoreZone;
}

/**
 * Sweeps stores for one plan, each once, and folds the timeline into the totals of every range.
 * Keeps its buffers from store to store, so that memory does not grow with the fleet.
 */
export class StoreSweeper {
	readonly #plan: ReportPlan;
	readonly #span: Range;
	readonly #clocks: ZoneClocks;
	readonly #timeline = new Timeline();
	readonly #builder = new IntervalBuilder();

	/** `earliestPoll` is the first instant at which any of the stores was polled. */
	constructor(plan: ReportPlan, earliestPoll: Instant) {
		this.#plan = plan;
		this.#span = spanOf(plan);
		this.#clocks = new ZoneClocks({
			from: Math.min(earliestPoll, this.#span.from),
			to: this.#span.to,
		});
	}

	/**
	 * The store's timeline, at least over all ranges of the plan; good until the next call.
	 *
	 * Sweeps from some days before the first range, and from further back as long as no poll has
	 * counted by then: the last counting poll sets the state, however long ago it was.
	 */
	timeline({ polls, schedule, zone }: StoreHistory): Timeline {
		const { rules } = this.#plan;
		const clock = this.#clocks.of(zone);
		const earliest =
			polls.length > 0 ? Math.min(instantOf(polls[0] as number), this.#span.from) : this.#span.from;
		for (let lookbackMs = LOOKBACK_MS; ; lookbackMs *= 4) {
			const from = Math.max(earliest, this.#span.from - lookbackMs);
			const open = openTime(schedule, clock, { from, to: this.#span.to }, rules, this.#builder);
			sweep(polls, open, this.#span.to, rules, this.#timeline);
			if (from === earliest || this.#isDecided(lookbackMs)) return this.#timeline;
		}
	}

	/** The store's totals, one for each range of the plan, in its order. */
	totals(store: StoreHistory): Totals[] {
		const timeline = this.timeline(store);
		return this.#plan.ranges.map((range) => totalsOf(timeline, range));
	}

	/**
	 * Whether polls from before those given could not change the last store's figures: the state at
	 * the beginning is known, or any poll that early would have stopped vouching for it.
	 */
	isDecided(earliestGiven: Instant): boolean {
		return this.#isDecided(this.#span.from - earliestGiven);
	}

	#isDecided(lookbackMs: DurationMs): boolean {
		const { maxGapMs } = this.#plan.rules;
		return (
			this.#timeline.firstCountedAt <= this.#span.from ||
			(maxGapMs !== undefined && maxGapMs <= lookbackMs)
		);
	}
}
