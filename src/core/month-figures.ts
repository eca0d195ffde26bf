import { DAY_MS, type DurationMs, type Instant, type Range } from "./instant.ts";
import { IntervalBuilder } from "./intervals.ts";
import { type LocalMonth, monthRange } from "./local-month.ts";
import { openTime } from "./open-time.ts";
import type { StoreHistory } from "./report.ts";
import type { Rules } from "./rules.ts";
import type { StoreZone } from "./store-zone.ts";
import type { Timeline } from "./timeline.ts";
import { addTotals, NO_TIME, type Totals, totalsOf } from "./totals.ts";
import { type ZoneClock, ZoneClocks } from "./zone-clock.ts";

/** What a month has come to as of an instant, and what of it is still to come; of one store or of many. */
export interface MonthFigures {
	/** Of the month's open time up to as of. */
	readonly totals: Totals;
	/** The month's open time from as of on, as it is planned now. */
	readonly aheadMs: DurationMs;
}

export const NO_MONTH: MonthFigures = { totals: NO_TIME, aheadMs: 0 };

/** The figures of two stores taken together. */
export function addMonthFigures(a: MonthFigures, b: MonthFigures): MonthFigures {
	return { totals: addTotals(a.totals, b.totals), aheadMs: a.aheadMs + b.aheadMs };
}

/** No zone is further from UTC than this, nor any two from each other than twice this. */
const ZONE_MS_MAX: DurationMs = DAY_MS;

/**
 * Folds stores' timelines into the figures of one month, each store's by its own calendar.
 *
 * Law: the open time of the totals and the open time ahead are the open time of the whole month. A month that
 * is over has nothing ahead, one that has not begun has nothing else.
 */
export class MonthFold {
	readonly #month: LocalMonth;
	readonly #asOf: Instant;
	readonly #rules: Rules;
	readonly #clocks: ZoneClocks;
	readonly #ranges = new Map<ZoneClock, Range>();
	readonly #builder = new IntervalBuilder();
	/** What timelines must reach over: the month in every zone, as far as it has passed. May be empty. */
	readonly span: Range;

	constructor(month: LocalMonth, { asOf, rules }: { asOf: Instant; rules: Rules }) {
		const from = month.firstDay * DAY_MS - ZONE_MS_MAX;
		const to = month.nextFirstDay * DAY_MS + ZONE_MS_MAX;
		this.#month = month;
		this.#asOf = asOf;
		this.#rules = rules;
		this.#clocks = new ZoneClocks({ from, to });
		this.span = { from, to: Math.max(Math.min(to, asOf), from) };
	}

	/** When a store has the month, by its zones. */
	rangeIn(zone: StoreZone): Range {
		const clock = this.#clocks.of(zone);
		let range = this.#ranges.get(clock);
		if (range === undefined) {
			range = monthRange(this.#month, clock);
			this.#ranges.set(clock, range);
		}
		return range;
	}

	/** When the month begins in the first of those zones that were asked for; infinity before any. */
	get earliest(): Instant {
		return Math.min(...this.#ranges.values().map(({ from }) => from));
	}

	/** The figures of a store whose timeline reaches over {@link span}. */
	figures(store: Omit<StoreHistory, "polls">, timeline: Timeline): MonthFigures {
		const { from, to } = this.rangeIn(store.zone);
		const passed = { from, to: Math.min(to, this.#asOf) };
		const totals = passed.to > from ? totalsOf(timeline, passed) : NO_TIME;
		return { totals, aheadMs: this.#aheadMs(store) };
	}

	#aheadMs({ schedule, zone }: Omit<StoreHistory, "polls">): DurationMs {
		const { from, to } = this.rangeIn(zone);
		const ahead = { from: Math.max(from, this.#asOf), to };
		if (ahead.to <= ahead.from) return 0;
		return openTime(schedule, this.#clocks.of(zone), ahead, this.#rules, this.#builder).totalMs();
	}
}
