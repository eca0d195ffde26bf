import type { Instant } from "../core/instant.ts";
import type { ReportPlan } from "../core/report.ts";
import { type Totals, totalsOf } from "../core/totals.ts";
import { writeReportRows } from "../database/report-rows.ts";
import type { BegunSlice } from "../database/report-slices.ts";
import type { StoreKey, StoreSelection } from "../database/stores.ts";
import type { ServiceContext } from "./context.ts";
import { PolledStores } from "./polled-stores.ts";
import type { NotedClosure } from "./store-histories.ts";
import { StoreTally, type TallyCounts } from "./store-tally.ts";

/** What of a slice the method counts. */
export interface SliceCounts extends TallyCounts {
	/** The zone data of the program that computed it. */
	readonly zoneDataVersion: string;
}

/** What a slice is computed by: the same for all slices of a report. */
export interface SliceTask {
	readonly plan: ReportPlan;
	readonly selection: StoreSelection;
	/** The planned closures of all stores. */
	readonly closuresOfAll: readonly NotedClosure[];
	/** When any of the report's stores was first polled. */
	readonly earliestPoll: Instant;
	readonly slice: BegunSlice;
}

/**
 * Computes a slice of a report from the database and writes its rows, page by page.
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
	const { plan, slice } = task;
	const polled = new PolledStores(database, { ...task, bounds: slice });
	const tally = new StoreTally(plan);
	for await (const page of polled.pages()) {
		if (signal.aborted) return undefined;
		const totals = new Map<StoreKey, Totals[]>();
		await polled.sweep(page, ({ storeKey }, timeline) => {
			totals.set(
				storeKey,
				plan.ranges.map((range) => totalsOf(timeline, range)),
			);
		});
		const rows = page.stores.map(({ storeId, storeKey }) => ({
			storeId,
			totals: totals.get(storeKey) as Totals[],
		}));
		const position = tally.counts.stores;
		tally.add(page.stores, page.newestPoll);
		const isOurs = await database.transaction((tx) =>
			writeReportRows(tx, slice, { position, rows }),
		);
		if (!isOurs) return undefined;
	}
	return { ...tally.counts, zoneDataVersion };
}
