import * as reports from "../database/reports.ts";
import type { ServiceContext } from "./context.ts";
import { reportWithId } from "./report-resource.ts";

/**
 * Deletes a report with its rows, whatever its state; one that is running stops.
 *
 * Refuses as not found when there is none with this id.
 */
export async function deleteReport(context: ServiceContext, reportId: string): Promise<void> {
	await reportWithId(context, reportId);
	await reports.deleteReport(context.database, reportId);
}

/** Reports are deleted some at a time: each takes its rows along. */
const BATCH_REPORTS = 20;

/** Deletes the reports that are past their time; returns how many. */
export async function deleteExpiredReports({ database, now }: ServiceContext): Promise<number> {
	let deleted = 0;
	for (;;) {
		const expired = await reports.manyExpiredReports(database, now(), BATCH_REPORTS);
		for (const reportId of expired) if (await reports.deleteReport(database, reportId)) deleted++;
		if (expired.length < BATCH_REPORTS) return deleted;
	}
}
