import type { ServiceContext } from "./context.ts";
import { finishReport } from "./finish-report.ts";
import { Refusal } from "./refusal.ts";
import { reportWithId } from "./report-resource.ts";

/**
 * Cancels a report that is not finished: nothing more is computed for it, wherever that was, once the
 * batch of stores at hand is done.
 *
 * Refuses as not found when there is none with this id, and as a conflict when it is finished.
 */
export async function cancelReport(context: ServiceContext, reportId: string): Promise<void> {
	await reportWithId(context, reportId);
	const ended = await context.database.transaction((tx) =>
		finishReport(context, tx, reportId, { state: "cancelled" }),
	);
	if (ended !== undefined) {
		context.observations.reportEnded(ended);
		context.queue.wake();
	}
	// Looked up only now: somebody else may have cancelled it at the same time.
	else if ((await reportWithId(context, reportId)).state !== "cancelled")
		throw new Refusal("conflict", "The report is finished; it cannot be cancelled, only deleted.");
}
