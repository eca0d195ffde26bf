import type { ServiceContext } from "./context.ts";
import { finishReport } from "./finish-report.ts";

const REASONS = {
	mistake:
		"The report could not be begun because of a mistake in the program. Its log tells more under the report's id; please report it.",
	workers_died:
		"Whichever worker took this report up came to an end before it was done, again and again: it was killed, or ran out of memory. Look at the workers' logs, then trigger the report again.",
} as const;

/** Ends a report that is not finished as failed, because trying again is of no use. */
export async function giveUpReport(
	context: ServiceContext,
	reportId: string,
	reason: keyof typeof REASONS,
): Promise<void> {
	const ended = await context.database.transaction((tx) =>
		finishReport(context, tx, reportId, { state: "failed", failure: REASONS[reason] }),
	);
	if (ended !== undefined) context.observations.reportEnded(ended);
	context.queue.wake();
}
