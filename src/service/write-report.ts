import { figuresByRange, methodDocument } from "../contract/report.ts";
import { addTotals, NO_TIME, type Totals } from "../core/totals.ts";
import { csvFor } from "../csv/report-csv.ts";
import type { Report } from "./report-plan.ts";

/** The forms that a report can be written in. */
export const REPORT_FORMATS = ["csv", "json"] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** Text is handed on in pieces of about this length, not row by row. */
const PIECE_LENGTH = 64 << 10;

/** Writes a report, in pieces, as its rows come. */
export function* writeReport(report: Report, format: ReportFormat): Generator<string> {
	let piece = "";
	for (const text of format === "csv" ? csvLines(report) : jsonParts(report)) {
		piece += text;
		if (piece.length < PIECE_LENGTH) continue;
		yield piece;
		piece = "";
	}
	yield piece;
}

function* csvLines({ method, rows }: Report): Generator<string> {
	const csv = csvFor(method.ranges);
	yield csv.header;
	for (const row of rows) yield csv.row(row);
}

/** One document, a store a line, so that it can be streamed and read by people too. */
function* jsonParts({ method, rows }: Report): Generator<string> {
	const { ranges } = method;
	let fleet: readonly Totals[] = ranges.map(() => NO_TIME);
	yield `{"method":${JSON.stringify(methodDocument(method))},\n"stores":[`;
	let separator = "\n";
	for (const { storeId, totals } of rows) {
		const store = { store_id: storeId, figures: figuresByRange(ranges, totals) };
		yield separator + JSON.stringify(store);
		separator = ",\n";
		fleet = fleet.map((sum, i) => addTotals(sum, totals[i] as Totals));
	}
	yield `\n],\n"fleet":${JSON.stringify(figuresByRange(ranges, fleet))}}\n`;
}
