import type { Instant } from "../core/instant.ts";
import type { ReportPlan, ReportRow } from "../core/report.ts";
import { totalsOf } from "../core/totals.ts";
import { writeReportOutages } from "../database/report-outages.ts";
import { writeReportRows } from "../database/report-rows.ts";
import type { BegunSlice } from "../database/report-slices.ts";
import type { StoreSelection } from "../database/stores.ts";
import type { ServiceContext } from "./context.ts";
import { type StoreOutages, sweptStoreOutages } from "./found-outages.ts";
import { keptOutages } from "./kept-outages.ts";
import { PolledStores, type PolledStoresPage } from "./polled-stores.ts";
import type { NotedClosure } from "./store-histories.ts";
import { StoreTally, type TallyCounts } from "./store-tally.ts";
import { sweepingForOutages } from "./sweeping.ts";

/** What of a slice the method counts. */
export interface SliceCounts extends TallyCounts {
	/** The zone data of the program that computed it. */
	readonly zoneDataVersion: string;
}

/** What a slice is computed by: the same for all slices of a report. */
export interface SliceTask {
	readonly plan: ReportPlan;
	/** Whether the outages over the span of its ranges are written too. */
	readonly includesOutages: boolean;
	readonly selection: StoreSelection;
	/** The planned closures of all stores. */
	readonly closuresOfAll: readonly NotedClosure[];
	/** When any of the report's stores was first polled. */
	readonly earliestPoll: Instant;
	readonly slice: BegunSlice;
}

/**
 * Computes a slice of a report from the database and writes its rows, page by page, and with each page the
 * outages of its stores where the report was asked for them.
 *
 * Returns what the method counts; `undefined`, and leaves the slice as it is, when the signal asks for
 * it, and when the attempt has no effect any more: the report was cancelled, failed or deleted, or the
 * slice begun anew by somebody else.
 */
export async function computeSlice(
	{ database, zoneDataVersion }: Pick<ServiceContext, "database" | "zoneDataVersion">,
	task: SliceTask,
	signal: AbortSignal,
): Promise<SliceCounts | undefined> {
	const { plan, slice, includesOutages } = task;
	const sweeping = includesOutages ? sweepingForOutages(plan) : undefined;
	const polled = new PolledStores(database, { ...task, bounds: slice, sweeping });
	const tally = new StoreTally(plan);
	for await (const page of polled.pages()) {
		if (signal.aborted) return undefined;
		const computed = await computePage(polled, page, task);
		const rows = computed.map(({ row }) => row);
		const kept = computed.flatMap(({ outages }) => outages ?? []).map(keptOutages);
		const position = tally.counts.stores;
		tally.add(page.stores, page.newestPoll);
		const isOurs = await database.transaction(async (tx) => {
			if (!(await writeReportRows(tx, slice, { position, rows }))) return false;
			if (includesOutages) await writeReportOutages(tx, slice, { position, stores: kept });
			return true;
		});
		if (!isOurs) return undefined;
	}
	return { ...tally.counts, zoneDataVersion };
}

/** What is written of a store; no outages where they were not asked for. */
interface ComputedStore {
	readonly row: ReportRow;
	readonly outages: StoreOutages | undefined;
}

function computePage(
	polled: PolledStores,
	page: PolledStoresPage,
	{ plan, includesOutages }: SliceTask,
): Promise<ComputedStore[]> {
	return polled.find(page, (store, timeline) => ({
		row: {
			storeId: store.storeId,
			totals: plan.ranges.map((range) => totalsOf(timeline, range)),
		},
		outages: includesOutages ? sweptStoreOutages(store, timeline, plan) : undefined,
	}));
}
