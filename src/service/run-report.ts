import type { ReportPlan } from "../core/report.ts";
import { beginReport, failReport, manyUnfinishedReports } from "../database/reports.ts";
import { asRefusal } from "./as-refusal.ts";
import { computeReport } from "./compute-report.ts";
import type { ServiceContext } from "./context.ts";
import { Refusal } from "./refusal.ts";

/** The reports that were accepted and are not finished, in the order in which they were asked for. */
export async function unfinishedReports({ database }: ServiceContext): Promise<string[]> {
	return (await manyUnfinishedReports(database)).map(({ reportId }) => reportId);
}

const MISTAKE_OF_OURS =
	"The report could not be computed because of a mistake in the program. Its log tells more under the report's id; please report it.";

/**
 * Computes a report that was accepted. May be called any number of times, also at once: only the
 * newest attempt has an effect, and a finished report stays as it is.
 *
 * When the signal asks it to stop, the report is left to be run again. Refuses as unavailable when
 * the database does not play its part: running it again later will do. Anything else that goes wrong
 * is a mistake of ours; it ends the report as failed, and is thrown on for the log.
 */
export async function runReport(
	context: ServiceContext,
	reportId: string,
	signal: AbortSignal,
): Promise<void> {
	const { database, now } = context;
	try {
		const report = await database.transaction((tx) => beginReport(tx, reportId, now()));
		if (report === undefined) return;
		const attempt = { reportId, attempt: report.attempts };
		try {
			await computeReport(context, report.parameters as ReportPlan, attempt, signal);
		} catch (error) {
			if (!(asRefusal(error) instanceof Refusal))
				await failReport(database, attempt, { failure: MISTAKE_OF_OURS, finishedAt: now() });
			throw error;
		}
	} catch (error) {
		throw asRefusal(error);
	}
}
