import { type CalendarPart, type CalendarUnit, calendarParts } from "../core/calendar-parts.ts";
import type { Range } from "../core/instant.ts";
import type { Method } from "../core/method.ts";
import { PartTotals } from "../core/part-totals.ts";
import type { ReportPlan } from "../core/report.ts";
import type { StoreZone } from "../core/store-zone.ts";
import type { Timeline } from "../core/timeline.ts";
import type { Totals } from "../core/totals.ts";
import { type ZoneClock, ZoneClocks } from "../core/zone-clock.ts";
import type { FiguresPlan } from "./figures-plan.ts";
import type { StoreInList } from "./found-outages.ts";

/** A store, and how its open time splits in the parts of a range. */
export interface StoreParts extends StoreInList {
	/** By its own calendar, in order: they adjoin each other. */
	readonly parts: readonly CalendarPart[];
	/** Of the parts, in their order. */
	readonly totals: readonly Totals[];
}

/** Stores with their parts, by the order of their ids, and over what they were found. */
export interface UptimeOfStores {
	readonly plan: ReportPlan;
	readonly batches: Iterable<readonly StoreParts[]> | AsyncIterable<readonly StoreParts[]>;
}

/** The uptime of many stores, wherever it was found. */
export interface FoundUptime extends UptimeOfStores {
	readonly plan: FiguresPlan;
	readonly by: CalendarUnit;
	/** How it came about; to be asked once all batches were taken. */
	method(): Method;
}

/** Folds stores' timelines into totals of parts of their calendars, which are found once for each clock. */
export class PartFolder {
	readonly #cut: (clock: ZoneClock) => readonly CalendarPart[];
	readonly #clocks: ZoneClocks;
	readonly #parts = new Map<ZoneClock, readonly CalendarPart[]>();

	/** `cut` finds the parts by a clock, which covers a range. */
	constructor(range: Range, cut: (clock: ZoneClock) => readonly CalendarPart[]) {
		this.#cut = cut;
		this.#clocks = new ZoneClocks(range);
	}

	/** For the parts of a range by a unit. */
	static by(unit: CalendarUnit, range: Range): PartFolder {
		return new PartFolder(range, (clock) => calendarParts(range, unit, clock));
	}

	/** The store with its parts. Its timeline must reach over them. */
	fold(store: StoreInList, timeline: Timeline): StoreParts {
		const { storeId, name, group, zone, salesPerHour } = store;
		const parts = this.partsIn(zone);
		const sums = new PartTotals(parts);
		sums.add(timeline);
		const totals = parts.map((_, i) => sums.totals(i));
		return { storeId, name, group, zone, salesPerHour, parts, totals };
	}

	/** The parts by the clock of a store. */
	partsIn(zone: StoreZone): readonly CalendarPart[] {
		const clock = this.#clocks.of(zone);
		const parts = this.#parts.get(clock) ?? this.#cut(clock);
		this.#parts.set(clock, parts);
		return parts;
	}
}
