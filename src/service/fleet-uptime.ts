import { calendarParts } from "../core/calendar-parts.ts";
import type { Instant, Range } from "../core/instant.ts";
import type { SalesPerHour } from "../core/lost-sales.ts";
import {
	addLostSales,
	type LostSalesSum,
	lostSalesOfStore,
	NO_STORES,
	PartLostSales,
} from "../core/lost-sales-sum.ts";
import type { Method } from "../core/method.ts";
import { PartTotals } from "../core/part-totals.ts";
import type { StoreZone } from "../core/store-zone.ts";
import type { Timeline } from "../core/timeline.ts";
import { addTotals, NO_TIME, type Totals } from "../core/totals.ts";
import { type ZoneClock, ZoneClocks } from "../core/zone-clock.ts";
import type { PeriodBefore } from "./change-document.ts";
import type { ServiceContext } from "./context.ts";
import { limitsOf, planFigures, type RangeLimits, type RequestedFigures } from "./figures-plan.ts";
import { FIGURES, ReadingKind } from "./fleet-readings.ts";
import { type FleetTask, foldFleet } from "./fold-fleet.ts";
import { type FleetPart, PartSums } from "./part-sums.ts";

const UPTIMES = new ReadingKind<FleetUptime>(FIGURES);

const LIMITS: RangeLimits = { ...limitsOf(92), hour: 31 };

/** What is asked of all stores together. */
export interface FleetUptimeRequest extends RequestedFigures {
	/** Only the stores of this group. */
	readonly group?: string | undefined;
}

/** How the open time of many stores splits over a range, weighed by time. */
export interface FleetUptime {
	readonly method: Method;
	readonly range: Range;
	readonly totals: Totals;
	readonly lostSales: LostSalesSum;
	/** `undefined` when nobody asked for it. */
	readonly before: PeriodBefore | undefined;
	/** In order, and adding up to the whole; `undefined` when the range was not cut. */
	readonly parts: readonly FleetPart[] | undefined;
	/** The wall clock when it began to be computed. */
	readonly computedAt: Instant;
}

/**
 * Figures of all stores that were polled by as of, or of those of a group: the sums of their figures. Parts
 * are by each store's own calendar: a day is its local date, wherever it is.
 *
 * Laws: the figures are those that a report's stores add up to. The parts' lost sales add up to the whole's.
 *
 * Refuses what {@link planFigures} refuses, and as unavailable when too many are being computed. Throws the
 * signal's reason when that says that nobody wants it any more.
 */
export async function fleetUptime(
	context: ServiceContext,
	request: FleetUptimeRequest,
	signal: AbortSignal,
): Promise<FleetUptime> {
	const { by } = request;
	const group = request.group?.trim();
	const plan = await planFigures(context, request, LIMITS);
	const key = JSON.stringify({ plan, by, group });
	return context.fleetReadings
		.of(UPTIMES)
		.get(key, (abandoned) => computeUptime(context, { plan, by, group }, abandoned), signal);
}

interface UptimeTask extends FleetTask, Pick<FleetUptimeRequest, "by"> {}

async function computeUptime(
	context: ServiceContext,
	task: UptimeTask,
	signal: AbortSignal,
): Promise<FleetUptime> {
	const sums = new FleetSums(task);
	const folded = await foldFleet(
		context,
		task,
		(polled, page) => polled.sweep(page, (store, timeline) => sums.add(store, timeline)),
		signal,
	);
	return { ...folded, range: task.plan.ranges[0], ...sums.result() };
}

/** Of the stores that go by one clock, by the parts of the range there. */
interface ClockSums {
	readonly locals: readonly string[];
	readonly totals: PartTotals;
	readonly lostSales: PartLostSales;
}

/** What is summed up of a store, besides its timeline. */
interface SummedStore {
	readonly zone: StoreZone;
	readonly salesPerHour: SalesPerHour | undefined;
}

/** Sums up stores' timelines, by the parts of the range by each one's clock. */
class FleetSums {
	readonly #range: Range;
	readonly #by: UptimeTask["by"];
	readonly #clocks: ZoneClocks;
	readonly #ofClocks = new Map<ZoneClock, ClockSums>();
	readonly #before: { readonly range: Range; readonly sums: PartTotals } | undefined;
	#lostSales = NO_STORES;

	constructor({ plan, by }: UptimeTask) {
		const [range, before] = plan.ranges;
		this.#range = range;
		this.#before = before && { range: before, sums: new PartTotals([before]) };
		this.#by = by;
		this.#clocks = new ZoneClocks(this.#range);
	}

	add({ zone, salesPerHour }: SummedStore, timeline: Timeline): void {
		const clock = this.#clocks.of(zone);
		let ofClock = this.#ofClocks.get(clock);
		if (ofClock === undefined) {
			ofClock = this.#partsOf(clock);
			this.#ofClocks.set(clock, ofClock);
		}
		ofClock.totals.add(timeline);
		const downMs = ofClock.lostSales.add(timeline, salesPerHour);
		this.#lostSales = addLostSales(this.#lostSales, lostSalesOfStore(downMs, salesPerHour));
		this.#before?.sums.add(timeline);
	}

	#partsOf(clock: ZoneClock): ClockSums {
		const parts =
			this.#by === undefined
				? [{ ...this.#range, local: "" }]
				: calendarParts(this.#range, this.#by, clock);
		return {
			locals: parts.map(({ local }) => local),
			totals: new PartTotals(parts),
			lostSales: new PartLostSales(parts),
		};
	}

	result(): Pick<FleetUptime, "totals" | "lostSales" | "before" | "parts"> {
		const parts = this.#parts();
		return {
			totals: parts.reduce((sum, part) => addTotals(sum, part.totals), NO_TIME),
			lostSales: this.#lostSales,
			before: this.#before && {
				range: this.#before.range,
				totals: this.#before.sums.totals(0),
			},
			parts: this.#by === undefined ? undefined : parts,
		};
	}

	/** The parts of all clocks, those of one name put together. */
	#parts(): FleetPart[] {
		const sums = new PartSums();
		for (const { locals, totals, lostSales } of this.#ofClocks.values())
			locals.forEach((local, i) => {
				sums.add({ local, totals: totals.totals(i), lostSales: lostSales.sum(i) });
			});
		return sums.parts();
	}
}
