import type { Figures } from "../contract/report.ts";
import { type Column, instant, text } from "./column.ts";
import { figureColumns } from "./figure-columns.ts";

/** The figures of a store over one range of a report. */
export interface ReportRangeRow {
	readonly store_id: string;
	/** The name of the range, and where it begins and ends. */
	readonly range: string;
	readonly from: string;
	readonly to: string;
	readonly figures: Figures;
}

/**
 * The columns of a report. A row is a store and a range, so that reports over whatever ranges have the same
 * columns, and files of many can be read as one table.
 */
export const REPORT_COLUMNS: readonly Column<ReportRangeRow>[] = [
	text("store_id", ({ store_id }) => store_id),
	text("range", ({ range }) => range),
	instant("from_utc", ({ from }) => from),
	instant("to_utc", ({ to }) => to),
	...figureColumns<ReportRangeRow>(({ figures }) => figures),
];
