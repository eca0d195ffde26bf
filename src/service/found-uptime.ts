import { type CalendarPart, type CalendarUnit, calendarParts } from "../core/calendar-parts.ts";
import type { Range } from "../core/instant.ts";
import type { Method } from "../core/method.ts";
import { PartTotals } from "../core/part-totals.ts";
import type { Timeline } from "../core/timeline.ts";
import type { Totals } from "../core/totals.ts";
import { type ZoneClock, ZoneClocks } from "../core/zone-clock.ts";
import type { FiguresPlan } from "./figures-plan.ts";
import type { StoreInList } from "./found-outages.ts";

/** A store, and how its open time splits in the parts of a range. */
export interface StoreParts extends StoreInList {
	/** By its own calendar, in order: they adjoin each other from the beginning of the range to its end. */
	readonly parts: readonly CalendarPart[];
	/** Of the parts, in their order. */
	readonly totals: readonly Totals[];
}

/** The uptime of many stores, by the order of their ids, wherever it was found. */
export interface FoundUptime {
	readonly plan: FiguresPlan;
	readonly by: CalendarUnit;
	readonly batches: Iterable<readonly StoreParts[]> | AsyncIterable<readonly StoreParts[]>;
	/** How it came about; to be asked once all batches were taken. */
	method(): Method;
}

/** Folds stores' timelines into totals of the parts of a range, which are found once for each clock. */
export class PartFolder {
	readonly #range: Range;
	readonly #by: CalendarUnit;
	readonly #clocks: ZoneClocks;
	readonly #parts = new Map<ZoneClock, readonly CalendarPart[]>();

	constructor(range: Range, by: CalendarUnit) {
		this.#range = range;
		this.#by = by;
		this.#clocks = new ZoneClocks(range);
	}

	/** The store with its parts. Its timeline must reach over the range. */
	fold(store: StoreInList, timeline: Timeline): StoreParts {
		const { storeId, name, group, zone, salesPerHour } = store;
		const parts = this.#partsBy(this.#clocks.of(zone));
		const sums = new PartTotals(parts);
		sums.add(timeline);
		const totals = parts.map((_, i) => sums.totals(i));
		return { storeId, name, group, zone, salesPerHour, parts, totals };
	}

	#partsBy(clock: ZoneClock): readonly CalendarPart[] {
		const known = this.#parts.get(clock);
		if (known !== undefined) return known;
		const parts = calendarParts(this.#range, this.#by, clock);
		this.#parts.set(clock, parts);
		return parts;
	}
}
