import { addTotals, NO_TIME, type Totals } from "../core/totals.ts";
import { csvFor, extendedCsv, type ReportCsv } from "../csv/report-csv.ts";
import type { ReportRangeRow } from "../parquet/report-columns.ts";
import type { FilePiece } from "./output-file.ts";
import {
	figures,
	figuresByRange,
	methodDocument,
	namedRangeDocument,
	storeFigures,
} from "./report-document.ts";
import type { Report, RowBatches } from "./report-plan.ts";

/** The forms that a report can be written in. */
export const REPORT_FORMATS = ["csv", "extended-csv", "json", "ndjson", "parquet"] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/**
 * Raised whenever a report would be written in other bytes than before, in any form: whoever has a copy of
 * the bytes before must not take it for a part of those after.
 */
export const WRITER_VERSION = 2;

/** Writes a report in pieces, one for each batch of its rows. */
export function writeReport(report: Report, format: ReportFormat): AsyncGenerator<FilePiece> {
	const { ranges } = report.method;
	switch (format) {
		case "csv":
			return writeCsv(report, csvFor(ranges));
		case "extended-csv":
			return writeCsv(report, extendedCsv(ranges));
		case "json":
			return writeJson(report);
		case "ndjson":
			return writeNdjson(report);
		case "parquet":
			return writeParquetReport(report);
	}
}

async function* writeCsv({ batches }: Report, csv: ReportCsv): AsyncGenerator<string> {
	yield csv.header;
	for await (const rows of batches) yield rows.map((row) => csv.row(row)).join("");
}

/** A store a line, and nothing else: for programs that read line by line. */
async function* writeNdjson({ method, batches }: Report): AsyncGenerator<string> {
	for await (const rows of batches)
		yield rows.map((row) => `${JSON.stringify(storeFigures(method.ranges, row))}\n`).join("");
}

/** One document, a store a line, so that it can be streamed and read by people too. */
async function* writeJson({ method, batches }: Report): AsyncGenerator<string> {
	const { ranges } = method;
	const fleet: Totals[] = ranges.map(() => NO_TIME);
	let separator = "\n";
	yield `{"method":${JSON.stringify(methodDocument(method))},\n"stores":[`;
	for await (const rows of batches) {
		let piece = "";
		for (const row of rows) {
			piece += separator + JSON.stringify(storeFigures(ranges, row));
			separator = ",\n";
			for (const [i, sum] of fleet.entries()) fleet[i] = addTotals(sum, row.totals[i] as Totals);
		}
		yield piece;
	}
	yield `\n],\n"fleet":${JSON.stringify(figuresByRange(ranges, fleet))}}\n`;
}

async function* writeParquetReport({ method, batches }: Report): AsyncGenerator<Uint8Array> {
	// Loaded when it is asked for: the other forms need not wait for it.
	const { REPORT_COLUMNS } = await import("../parquet/report-columns.ts");
	const { writeParquet } = await import("../parquet/write-parquet.ts");
	yield* writeParquet({
		columns: REPORT_COLUMNS,
		batches: rangeRows(method.ranges, batches),
		metadata: () => ({ method: methodDocument(method) }),
	});
}

/** Store by store, its ranges one after the other. */
async function* rangeRows(
	ranges: Report["method"]["ranges"],
	batches: RowBatches,
): AsyncGenerator<readonly ReportRangeRow[]> {
	const documents = ranges.map(namedRangeDocument);
	for await (const rows of batches)
		for (const { storeId, totals } of rows)
			yield documents.map(({ name, from, to }, i) => ({
				store_id: storeId,
				range: name,
				from,
				to,
				figures: figures(totals[i] as Totals),
			}));
}
