import type { Transaction } from "../database/engine/database.ts";
import { endReport, type ReportEnding } from "../database/reports.ts";
import type { ServiceContext } from "./context.ts";
import { queueDeliveries } from "./queue-deliveries.ts";

/**
 * Ends a report that is waiting or running, whichever way, once, and puts in line that its webhooks are
 * told. `false` when it had ended, or is not there.
 */
export async function finishReport(
	context: ServiceContext,
	tx: Transaction,
	reportId: string,
	ending: ReportEnding,
): Promise<boolean> {
	const isEnded = await endReport(tx, reportId, {
		...ending,
		finishedAt: context.now(),
		keepMs: context.keepReportsMs,
	});
	if (isEnded) await queueDeliveries(context, tx, reportId);
	return isEnded;
}
