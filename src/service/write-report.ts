import { addTotals, NO_TIME, type Totals } from "../core/totals.ts";
import { csvFor } from "../csv/report-csv.ts";
import { figuresByRange, methodDocument } from "./report-document.ts";
import type { Report } from "./report-plan.ts";

/** The forms that a report can be written in. */
export type ReportFormat = "csv" | "json";

/** Writes a report in pieces, one for each batch of its rows. */
export async function* writeReport(
	report: Report,
	format: ReportFormat,
): AsyncGenerator<string, void, undefined> {
	yield* format === "csv" ? writeCsv(report) : writeJson(report);
}

async function* writeCsv({ method, batches }: Report): AsyncGenerator<string> {
	const csv = csvFor(method.ranges);
	yield csv.header;
	for await (const rows of batches) yield rows.map((row) => csv.row(row)).join("");
}

/** One document, a store a line, so that it can be streamed and read by people too. */
async function* writeJson({ method, batches }: Report): AsyncGenerator<string> {
	const { ranges } = method;
	const fleet: Totals[] = ranges.map(() => NO_TIME);
	const figures = (totals: readonly Totals[]) => figuresByRange(ranges, totals);
	let separator = "\n";
	yield `{"method":${JSON.stringify(methodDocument(method))},\n"stores":[`;
	for await (const rows of batches) {
		let piece = "";
		for (const { storeId, totals } of rows) {
			piece += separator + JSON.stringify({ store_id: storeId, figures: figures(totals) });
			separator = ",\n";
			for (const [i, sum] of fleet.entries()) fleet[i] = addTotals(sum, totals[i] as Totals);
		}
		yield piece;
	}
	yield `\n],\n"fleet":${JSON.stringify(figures(fleet))}}\n`;
}
