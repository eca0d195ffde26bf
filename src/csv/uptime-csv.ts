import type { UptimeRows } from "../contract/uptime.ts";
import { formatCell } from "./cell.ts";
import { figureColumns, LOST_SALES_SUM_COLUMNS, type RowCsv, rowCsv } from "./columns.ts";

/** Uptime as CSV, by whose it is: a part of the calendar of a store, a group or the fleet a line. */
export const UPTIME_CSV: { readonly [Per in keyof UptimeRows]: RowCsv<UptimeRows[Per]> } = {
	store: rowCsv<UptimeRows["store"]>({
		store_id: (row) => formatCell(row.store_id),
		name: (row) => formatCell(row.name ?? ""),
		group: (row) => formatCell(row.group ?? ""),
		timezone: (row) => formatCell(row.timezone),
		local: (row) => row.local,
		from_utc: (row) => row.from,
		to_utc: (row) => row.to,
		...figureColumns((row) => row.figures),
		lost_sales_estimate: (row) => row.lost_sales_estimate ?? "",
	}),
	group: rowCsv<UptimeRows["group"]>({
		group: (row) => formatCell(row.group ?? ""),
		local: (row) => row.local,
		...figureColumns((row) => row.figures),
		...LOST_SALES_SUM_COLUMNS,
	}),
	fleet: rowCsv<UptimeRows["fleet"]>({
		local: (row) => row.local,
		...figureColumns((row) => row.figures),
		...LOST_SALES_SUM_COLUMNS,
	}),
};
