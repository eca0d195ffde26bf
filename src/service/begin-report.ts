import { manyClosuresOfAll } from "../database/closures.ts";
import { insertSlices } from "../database/report-slices.ts";
import { settleReport, takeQueuedReport } from "../database/reports.ts";
import { maybeCutFleet } from "../database/stores.ts";
import { completeReport } from "./complete-report.ts";
import type { ServiceContext } from "./context.ts";
import { finishReport } from "./finish-report.ts";
import { whyPollsAreMissing } from "./kept-polls.ts";
import { type ReportParameters, type SettledFacts, selectionOf } from "./report-parameters.ts";

/**
 * Begins a report: settles what is the same for all of its slices, cuts the fleet in these, and puts
 * them in line, all or nothing. A report that is not waiting any more stays as it is; one whose polls
 * were dropped while it waited has failed.
 */
export async function beginReport(context: ServiceContext, reportId: string): Promise<void> {
	const { database, queue, now, sliceStores } = context;
	const ended = await database.transaction(async (tx) => {
		const report = await takeQueuedReport(tx, reportId, now());
		if (report === undefined) return undefined;
		const parameters = report.parameters as ReportParameters;
		const failure = await whyPollsAreMissing(tx, parameters);
		if (failure !== undefined)
			return finishReport(context, tx, reportId, { state: "failed", failure });
		const stores = { asOf: parameters.asOf, selection: selectionOf(parameters) };
		const fleet = await maybeCutFleet(tx, stores, sliceStores);
		const closures = await manyClosuresOfAll(tx);
		const settled: SettledFacts = {
			closuresOfAll: closures.map(({ store, ...closure }) => closure),
			earliestPoll: fleet?.earliestPoll ?? parameters.asOf,
		};
		const storesTotal = fleet?.storesTotal ?? 0;
		await settleReport(tx, reportId, { settled, storesTotal });
		if (fleet === undefined) return completeReport(context, tx, { ...report, settled }, []);
		await insertSlices(tx, reportId, fleet.slices);
		await queue.add(
			tx,
			fleet.slices.map((_, slice) => ({ kind: "compute-slice", reportId, slice })),
		);
		return undefined;
	});
	if (ended !== undefined) context.observations.reportEnded(ended);
	queue.wake();
}
