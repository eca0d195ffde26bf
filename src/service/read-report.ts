import { formatInstant } from "../core/instant.ts";
import type { Method } from "../core/method.ts";
import type { ReportRow } from "../core/report.ts";
import { manyReportRows } from "../database/report-rows.ts";
import { maybeReport } from "../database/reports.ts";
import type { ServiceContext } from "./context.ts";
import { Refusal } from "./refusal.ts";
import type { Report } from "./report-plan.ts";
import { type ReportFormat, writeReport } from "./write-report.ts";

/** How far a report is, and the way to its text once it is complete. */
export type ReportStatus =
	| { readonly state: "queued" }
	| { readonly state: "running" }
	| { readonly state: "failed" | "cancelled"; readonly detail: string }
	| {
			readonly state: "complete";
			/** What to call the file, without its ending. */
			readonly fileName: string;
			/** The report in pieces, read as they are asked for. */
			text(format: ReportFormat): AsyncIterable<string>;
	  };

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const BATCH_ROWS = 2_000;

/** Looks a report up. Refuses as not found when there is none with this id. */
export async function readReport(
	{ database }: ServiceContext,
	reportId: string,
): Promise<ReportStatus> {
	const report = UUID.test(reportId) ? await maybeReport(database, reportId) : undefined;
	if (report === undefined) throw new Refusal("not_found", "There is no report with this id.");
	const { state } = report;
	if (state === "queued" || state === "running") return { state };
	if (state === "failed") return { state, detail: report.failure as string };
	if (state === "cancelled") return { state, detail: "The report was cancelled." };
	const method = report.method as Method;
	const complete: Report = { method, batches: readRows(database, reportId) };
	return {
		state,
		fileName: `openhours-${formatInstant(method.asOf).slice(0, 19).replaceAll(":", "-")}Z`,
		text: (format) => writeReport(complete, format),
	};
}

async function* readRows(
	database: ServiceContext["database"],
	reportId: string,
): AsyncGenerator<ReportRow[]> {
	for (let position = 0; ; position += BATCH_ROWS) {
		const rows = await manyReportRows(database, reportId, { position, limit: BATCH_ROWS });
		yield rows;
		if (rows.length < BATCH_ROWS) return;
	}
}
