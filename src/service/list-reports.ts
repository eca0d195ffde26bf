import { manyReports, type ReportCursor, type ReportState } from "../database/reports.ts";
import type { ServiceContext } from "./context.ts";
import { type ReportResource, resourceOf } from "./report-resource.ts";

export type { ReportCursor } from "../database/reports.ts";

/** Reports, newest first, and where the next page goes on; `undefined` when these were the last. */
export interface ReportPage {
	readonly reports: readonly ReportResource[];
	readonly next: ReportCursor | undefined;
}

/** Lists reports, those that were asked for last first; of one state only, when one is given. */
export async function listReports(
	{ database, now }: ServiceContext,
	page: {
		readonly state?: ReportState | undefined;
		readonly after?: ReportCursor | undefined;
		readonly limit: number;
	},
): Promise<ReportPage> {
	const reports = await manyReports(database, page);
	const last = reports.at(-1);
	const { requestedAt, reportId } = last ?? { requestedAt: 0, reportId: "" };
	return {
		reports: reports.map((report) => resourceOf(report, now())),
		next: reports.length < page.limit ? undefined : { requestedAt, reportId },
	};
}
