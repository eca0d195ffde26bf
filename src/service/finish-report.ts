import type { Transaction } from "../database/engine/database.ts";
import { endReport, maybeReport, type ReportEnding } from "../database/reports.ts";
import type { ServiceContext } from "./context.ts";
import type { EndedReport } from "./observations.ts";
import { queueDeliveries } from "./queue-deliveries.ts";

/**
 * Ends a report that is waiting or running, whichever way, once, and puts in line that its webhooks are
 * told. Returns what there is to count once that is committed; `undefined` when it had ended, or is not
 * there.
 */
export async function finishReport(
	context: ServiceContext,
	tx: Transaction,
	reportId: string,
	ending: ReportEnding,
): Promise<EndedReport | undefined> {
	const finishedAt = context.now();
	const isEnded = await endReport(tx, reportId, {
		...ending,
		finishedAt,
		keepMs: context.keepReportsMs,
	});
	if (!isEnded) return undefined;
	await queueDeliveries(context, tx, reportId);
	const requestedAt = (await maybeReport(tx, reportId))?.requestedAt ?? finishedAt;
	return { state: ending.state, durationMs: Math.max(0, finishedAt - requestedAt) };
}
