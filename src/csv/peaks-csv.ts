import type { PeakCells } from "../core/peaks.ts";
import { openMs } from "../core/totals.ts";
import { LINE_END } from "./cell.ts";

const COLUMNS = [
	"weekday",
	"hour",
	"open_ms",
	"up_ms",
	"down_ms",
	"unknown_ms",
	"outages_begun",
] as const;

/** The matrix of weekday × hour as CSV, an hour of the week a line; weekday 0 is Monday. */
export function peaksCsv(cells: PeakCells): string {
	const lines = Array.from({ length: cells.count }, (_, cell) => {
		const totals = cells.totals(cell);
		return [
			Math.floor(cell / 24),
			cell % 24,
			openMs(totals),
			totals.upMs,
			totals.downMs,
			totals.unknownMs,
			cells.outagesBegun[cell],
		].join(",");
	});
	return [COLUMNS.join(","), ...lines, ""].join(LINE_END);
}
