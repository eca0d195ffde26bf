import type { Instant, Range } from "../core/instant.ts";
import type { LostSales, SalesPerHour } from "../core/lost-sales.ts";
import {
	addLostSales,
	knownLostSales,
	type LostSalesSum,
	lostSalesOfStore,
	NO_STORES,
} from "../core/lost-sales-sum.ts";
import type { Method } from "../core/method.ts";
import type { StoreId } from "../core/store-id.ts";
import {
	addTotals,
	type MilliPercent,
	NO_TIME,
	type Totals,
	totalsOf,
	uptimeMilliPercent,
} from "../core/totals.ts";
import { uptimeChange } from "../core/uptime-change.ts";
import type { ServiceContext } from "./context.ts";
import { limitsOf, planFigures, type RequestedFigures } from "./figures-plan.ts";
import { FIGURES, ReadingKind } from "./fleet-readings.ts";
import { type FleetTask, foldFleet } from "./fold-fleet.ts";

/** The figures of a million stores are some hundred megabytes. */
const TABLES = new ReadingKind<FleetTable>({ ...FIGURES, atOnceMax: 1, keptMax: 4 });

const LIMITS = limitsOf(92);

/** Over what the figures of stores are asked for, next to each other. */
export interface FleetTableRequest extends Omit<RequestedFigures, "by"> {
	/** Only the stores of this group. */
	readonly group?: string | undefined;
}

/** The figures of a store, or of several together. */
export interface RowFigures {
	readonly totals: Totals;
	/** Of the period before; `undefined` when nobody asked for it. */
	readonly totalsBefore: Totals | undefined;
	readonly lostSales: LostSalesSum;
}

/** A store and its figures. */
export interface StoreRow extends RowFigures {
	readonly storeId: StoreId;
	readonly name: string | undefined;
	readonly group: string | undefined;
	readonly city: string | undefined;
	/** The zone that it is in at the end of the range: its own, or the default. */
	readonly zone: string;
	readonly salesPerHour: SalesPerHour | undefined;
}

/** The figures of many stores over one range, store by store. */
export interface FleetTable {
	/** By their ids, byte by byte. */
	readonly rows: readonly StoreRow[];
	/** Of all of them together. */
	readonly sum: RowFigures;
	readonly range: Range;
	/** The period before; `undefined` when nobody asked for it. */
	readonly before: Range | undefined;
	readonly method: Method;
	/** The wall clock when it began to be computed. */
	readonly computedAt: Instant;
}

/**
 * The figures of all stores that were polled by as of, or of those of a group, store by store. Computed once
 * for all who ask for the same, and kept for a short while.
 *
 * Law: the sum is what `fleetUptime` says of the same range.
 *
 * Refuses what {@link planFigures} refuses, and as unavailable when too many are being computed. Throws the
 * signal's reason when that says that nobody wants it any more.
 */
export async function fleetTable(
	context: ServiceContext,
	request: FleetTableRequest,
	signal: AbortSignal,
): Promise<FleetTable> {
	const group = request.group?.trim();
	const plan = await planFigures(context, request, LIMITS);
	return context.fleetReadings
		.of(TABLES)
		.get(
			JSON.stringify({ plan, group }),
			(abandoned) => computeTable(context, { plan, group }, abandoned),
			signal,
		);
}

async function computeTable(
	context: ServiceContext,
	task: FleetTask,
	signal: AbortSignal,
): Promise<FleetTable> {
	const [range, before] = task.plan.ranges;
	const rows: StoreRow[] = [];
	const folded = await foldFleet(
		context,
		task,
		async (polled, page) => {
			const found = await polled.find(page, (store, timeline): StoreRow => {
				const { storeId, name, group, city, salesPerHour } = store;
				const { zone } = store.zone.at(range.to - 1);
				const totals = totalsOf(timeline, range);
				const totalsBefore = before && totalsOf(timeline, before);
				const lostSales = lostSalesOfStore(totals.downMs, salesPerHour);
				const figures = { totals, totalsBefore, lostSales };
				return { storeId, name, group, city, zone, salesPerHour, ...figures };
			});
			rows.push(...found);
		},
		signal,
	);
	const sum = rows.reduce(addFigures, noFigures(before !== undefined));
	return { ...folded, rows, sum, range, before };
}

/** The figures of no store at all. */
export function noFigures(comparesBefore: boolean): RowFigures {
	return {
		totals: NO_TIME,
		totalsBefore: comparesBefore ? NO_TIME : undefined,
		lostSales: NO_STORES,
	};
}

/** The figures of different stores taken together; both or neither tell of the period before. */
export function addFigures(a: RowFigures, b: RowFigures): RowFigures {
	const { totalsBefore: before } = a;
	return {
		totals: addTotals(a.totals, b.totals),
		totalsBefore: before && b.totalsBefore && addTotals(before, b.totalsBefore),
		lostSales: addLostSales(a.lostSales, b.lostSales),
	};
}

/** What figures can be sorted by. */
export type FigureOrder = "uptime" | "downtime" | "lost_sales" | "change";

/** What figures are sorted by; `null` when that is not known. */
export function figureKey(
	{ totals, totalsBefore, lostSales }: RowFigures,
	by: FigureOrder,
): MilliPercent | LostSales | null {
	switch (by) {
		case "uptime":
			return uptimeMilliPercent(totals) ?? null;
		case "downtime":
			return totals.downMs;
		case "lost_sales":
			return knownLostSales(lostSales) ?? null;
		case "change":
			return (totalsBefore && uptimeChange(totalsBefore, totals)) ?? null;
	}
}
