import type { Method } from "../core/method.ts";
import type { Transaction } from "../database/engine/database.ts";
import type { Report } from "../database/reports.ts";
import type { SliceCounts } from "./compute-slice.ts";
import type { ServiceContext } from "./context.ts";
import { finishReport } from "./finish-report.ts";
import { whyPollsAreMissing } from "./kept-polls.ts";
import { methodCounts } from "./method-counts.ts";
import type { EndedReport } from "./observations.ts";
import type { ReportParameters, SettledFacts } from "./report-parameters.ts";

/**
 * Completes a report of which all slices are done, with the method that they add up to. One whose polls
 * were dropped while it was computed has failed instead. Returns what `finishReport` returns.
 */
export async function completeReport(
	context: ServiceContext,
	tx: Transaction,
	report: Pick<Report, "reportId" | "parameters" | "settled">,
	slices: readonly SliceCounts[],
): Promise<EndedReport | undefined> {
	const parameters = report.parameters as ReportParameters;
	const failure = await whyPollsAreMissing(tx, parameters);
	if (failure !== undefined) {
		return finishReport(context, tx, report.reportId, { state: "failed", failure });
	}
	const { asOf, ranges, rules, storeIds, group } = parameters;
	const { closuresOfAll } = report.settled as SettledFacts;
	const versions = new Set(slices.map(({ zoneDataVersion }) => zoneDataVersion));
	const plan = { asOf, ranges, rules };
	const method: Method = {
		...plan,
		...methodCounts(plan, slices, closuresOfAll),
		// Workers on machines with different zone data: a reader should see it.
		zoneDataVersion: [...versions].sort().join(", ") || context.zoneDataVersion,
		selection: group !== undefined ? "group" : storeIds === undefined ? "all" : "listed",
		group,
	};
	return finishReport(context, tx, report.reportId, { state: "complete", method });
}
