import type { Figures } from "../contract/report.ts";
import { LINE_END, percentCell } from "./cell.ts";

/** The cells of a row by the names of their columns, in the order in which they are written. */
export type Columns<Row> = Readonly<Record<string, (row: Row) => string>>;

/** A way to write rows as CSV. Both ends of every line belong to the writer. */
export interface RowCsv<Row> {
	readonly header: string;
	row(row: Row): string;
}

/** The CSV that has these columns. */
export function rowCsv<Row>(columns: Columns<Row>): RowCsv<Row> {
	const cells = Object.values(columns);
	return {
		header: Object.keys(columns).join(",") + LINE_END,
		row: (row) => cells.map((cell) => cell(row)).join(",") + LINE_END,
	};
}

/** The columns of figures, exact: milliseconds and shares. With a prefix, their names begin with it. */
export function figureColumns<Row>(
	figuresOf: (row: Row) => Figures,
	prefix: "" | "before_" = "",
): Columns<Row> {
	const columns: Columns<Row> = {
		open_ms: (row) => String(figuresOf(row).open_ms),
		up_ms: (row) => String(figuresOf(row).up_ms),
		down_ms: (row) => String(figuresOf(row).down_ms),
		unknown_ms: (row) => String(figuresOf(row).unknown_ms),
		uptime_percent: (row) => percentCell(figuresOf(row).uptime_percent),
		coverage_percent: (row) => percentCell(figuresOf(row).coverage_percent),
	};
	return Object.fromEntries(
		Object.entries(columns).map(([name, cell]) => [`${prefix}${name}`, cell]),
	);
}

/** What the downtime of stores together may have cost. */
interface LostSalesSum {
	readonly lost_sales_estimate: string | null;
	readonly lost_sales_stores: number;
	readonly stores_with_downtime: number;
}

/** The columns of what downtime of many stores may have cost. */
export const LOST_SALES_SUM_COLUMNS: Columns<LostSalesSum> = {
	lost_sales_estimate: (row) => row.lost_sales_estimate ?? "",
	lost_sales_stores: (row) => String(row.lost_sales_stores),
	stores_with_downtime: (row) => String(row.stores_with_downtime),
};
