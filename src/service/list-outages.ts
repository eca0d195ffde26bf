import { formatCount } from "../core/format-count.ts";
import type { Instant, Range } from "../core/instant.ts";
import type { LostSalesSum } from "../core/lost-sales-sum.ts";
import type { Method } from "../core/method.ts";
import type { OutageSummary } from "../core/outage-summary.ts";
import type { Totals } from "../core/totals.ts";
import type { ServiceContext } from "./context.ts";
import { fleetOutages } from "./fleet-outages.ts";
import type { FleetTask } from "./fold-fleet.ts";
import type { OutageFilter, OutageOfStore } from "./found-outages.ts";
import {
	OUTAGE_TABLES,
	OUTAGES_MAX,
	type OutagePlace,
	type OutageSort,
	type OutageTable,
	type SelectedOutages,
	tableOfOutages,
} from "./outage-table.ts";
import { planOutages, type RequestedOutages } from "./outages-plan.ts";

/** As far as figures of all stores are computed while somebody waits. */
const LIMITS = { rangeDays: 31, reachDays: 92 };

/** Which outages are asked for of all stores, and in which order. */
export interface RequestedSelection extends RequestedOutages, OutageFilter {
	/** Only the stores of this group. */
	readonly group?: string | undefined;
	readonly sort: OutageSort;
}

/** Which page of a list of outages is wanted. */
export interface OutagePageRequest {
	readonly sort: OutageSort;
	readonly limit: number;
	/** Where the page before ended. */
	readonly after?: OutagePlace | undefined;
}

/** What is asked of all stores. */
export interface OutageListRequest extends RequestedSelection, OutagePageRequest {}

/** Outages that are wanted, and where the next page goes on; `undefined` when these were the last. */
export interface OutageList {
	readonly outages: readonly OutageOfStore[];
	readonly next: OutagePlace | undefined;
	/** How many are wanted, on all pages. */
	readonly total: number;
	/** Of all that are wanted. */
	readonly summary: OutageSummary<OutageOfStore>;
	/** What the downtime of all that are wanted may have cost inside the range. */
	readonly lostSales: LostSalesSum;
	readonly range: Range;
	/** Of all stores over the whole range, whatever outages were left out. */
	readonly totals: Totals;
	readonly method: Method;
	/** The wall clock when it began to be computed. */
	readonly computedAt: Instant;
}

/**
 * Lists outages of all stores that were polled by as of, or of those of a group.
 *
 * They are computed once for all requests over the same range as of the same instant, whatever filter,
 * order and page, and kept for a short while; after that they are computed again.
 *
 * Law: page after page as of one instant, every outage comes once, in order.
 *
 * Refuses what {@link planOutages} refuses, ranges with more outages than can be kept, and as unavailable
 * when too many are being computed. Throws the signal's reason when that says that nobody wants it any more.
 */
export async function listOutages(
	context: ServiceContext,
	request: OutageListRequest,
	signal: AbortSignal,
): Promise<OutageList> {
	return outagePageOf(await selectOutages(context, request, signal), request);
}

/** All outages of which {@link listOutages} lists a page; it refuses and throws what that does. */
export async function selectOutages(
	context: ServiceContext,
	request: RequestedSelection,
	signal: AbortSignal,
): Promise<SelectedOutages> {
	const group = request.group?.trim();
	const plan = await planOutages(context, request, LIMITS);
	const table = await context.fleetReadings
		.of(OUTAGE_TABLES)
		.get(
			JSON.stringify({ plan, group }),
			(abandoned) => computeTable(context, { plan, group }, abandoned),
			signal,
		);
	return { table, selection: await table.select(request, request.sort) };
}

function computeTable(
	context: ServiceContext,
	task: FleetTask,
	signal: AbortSignal,
): Promise<OutageTable> {
	const tooMany = `there are more than ${formatCount(OUTAGES_MAX)} outages in this range; ask for a shorter one, or for a group`;
	const found = fleetOutages(context, task, signal);
	return tableOfOutages(found, { computedAt: context.now(), tooMany }, signal);
}

/** A page of outages that were put in order. */
export function outagePageOf(
	{ table, selection }: SelectedOutages,
	{ sort, limit, after }: OutagePageRequest,
): OutageList {
	const { indices, summary, lostSales } = selection;
	const begin = after === undefined ? 0 : table.firstAfter(selection, sort, after);
	const page = indices.subarray(begin, begin + limit);
	const last = begin + limit < indices.length ? page.at(-1) : undefined;
	const { range, totals, method, computedAt } = table;
	return {
		outages: [...page].map((index) => table.outage(index)),
		next: last === undefined ? undefined : table.place(last, sort),
		total: indices.length,
		summary,
		lostSales,
		range,
		totals,
		method,
		computedAt,
	};
}
