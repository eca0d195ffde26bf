import type { ReportPlan, ReportRow } from "../core/report.ts";
import { StoreSweeper } from "../core/report.ts";
import type { FleetFiles } from "./fleet-files.ts";
import { planReport, type Report, type ReportRequest } from "./report-plan.ts";
import { type StoreInFiles, StoresInFiles } from "./stores-in-files.ts";

/**
 * Computes a report from files alone, without any database.
 *
 * `zoneDataVersion` is that of the running program, for the method.
 */
export function reportFromFiles(
	files: FleetFiles,
	request: ReportRequest,
	zoneDataVersion: string,
): Report {
	const inFiles = new StoresInFiles(files);
	const plan = planReport(request, inFiles.newestPoll);
	const stores = inFiles.polledBy(plan.asOf);
	return {
		method: inFiles.methodOfAll(plan, stores, zoneDataVersion),
		batches: sweepStores(inFiles, stores, plan),
	};
}

/** Rows that are written at a time. */
const BATCH_ROWS = 1_000;

function* sweepStores(
	inFiles: StoresInFiles,
	stores: readonly StoreInFiles[],
	plan: ReportPlan,
): Generator<ReportRow[]> {
	const sweeper = new StoreSweeper(plan, inFiles.maybeEarliestPoll(stores) ?? plan.asOf);
	let batch: ReportRow[] = [];
	for (const store of stores) {
		const totals = sweeper.totals(inFiles.history(store, plan));
		if (batch.push({ storeId: store.id, totals }) < BATCH_ROWS) continue;
		yield batch;
		batch = [];
	}
	yield batch;
}
