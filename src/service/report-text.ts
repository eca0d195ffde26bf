import type { ReportRow } from "../core/report.ts";
import { type RowPlace, readReportRows } from "../database/report-rows.ts";
import type { ServiceContext } from "./context.ts";
import type { FilePiece } from "./output-file.ts";
import { Refusal } from "./refusal.ts";
import { methodOfComplete, type ReportResource } from "./report-resource.ts";
import { fileNameOf } from "./rows-file.ts";
import { type ReportFormat, writeReport } from "./write-report.ts";

const BATCH_ROWS = 2_000;

/**
 * The file of a complete report, in pieces that are read as they are asked for.
 *
 * Refuses as a conflict when the report is not complete, and as not found, half-way, when it is deleted
 * while it is read: what there is of it then must not pass for the whole.
 */
export function reportText(
	{ database }: ServiceContext,
	report: ReportResource,
	format: ReportFormat,
): AsyncIterable<FilePiece> {
	const method = methodOfComplete(report);
	const batches = readRows(database, { reportId: report.reportId, stores: method.stores });
	return writeReport({ method, batches }, format);
}

const ENDINGS: Readonly<Record<ReportFormat, string>> = {
	csv: "csv",
	"extended-csv": "csv",
	json: "json",
	ndjson: "ndjson",
	parquet: "parquet",
};

/** What to call the file of a report. */
export function reportFileName({ parameters }: ReportResource, format: ReportFormat): string {
	return fileNameOf([], parameters.asOf, ENDINGS[format]);
}

async function* readRows(
	database: ServiceContext["database"],
	{ reportId, stores }: { readonly reportId: string; readonly stores: number },
): AsyncGenerator<readonly ReportRow[]> {
	let from: RowPlace | undefined;
	let missing = stores;
	do {
		const page = await readReportRows(database, reportId, { from, limit: BATCH_ROWS });
		missing -= page.rows.length;
		from = page.next;
		if (from === undefined && missing > 0)
			throw new Refusal("not_found", "The report was deleted while it was read.");
		yield page.rows;
	} while (from !== undefined);
}
