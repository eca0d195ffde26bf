import type { Figures } from "../contract/report.ts";
import type { UptimeRows } from "../contract/uptime.ts";
import { formatCell, LINE_END, percentCell } from "./cell.ts";

/** The way that uptime is written as CSV. Both ends of every line belong to the writer. */
export interface UptimeCsv<Row> {
	readonly header: string;
	row(row: Row): string;
}

type Columns<Row> = Readonly<Record<string, (row: Row) => string>>;

/** The figures stand between what a row is about and what its downtime may have cost. */
function uptimeCsv<Row extends { readonly figures: Figures }>(
	about: Columns<Row>,
	lostSales: Columns<Row>,
): UptimeCsv<Row> {
	const figures = FIGURES.map(([name]) => name);
	const names = [...Object.keys(about), ...figures, ...Object.keys(lostSales)];
	const [cells, lastCells] = [Object.values(about), Object.values(lostSales)];
	return {
		header: names.join(",") + LINE_END,
		row: (row) =>
			[
				...cells.map((cell) => cell(row)),
				...FIGURES.map(([name, cell]) => cell(row.figures[name])),
				...lastCells.map((cell) => cell(row)),
			].join(",") + LINE_END,
	};
}

const FIGURES: readonly (readonly [keyof Figures, (figure: number | null) => string])[] = [
	["open_ms", String],
	["up_ms", String],
	["down_ms", String],
	["unknown_ms", String],
	["uptime_percent", percentCell],
	["coverage_percent", percentCell],
];

const LOST_SALES_SUM: Columns<UptimeRows["fleet"]> = {
	lost_sales_estimate: (row) => row.lost_sales_estimate ?? "",
	lost_sales_stores: (row) => String(row.lost_sales_stores),
	stores_with_downtime: (row) => String(row.stores_with_downtime),
};

/** Uptime as CSV, by whose it is: a part of the calendar of a store, a group or the fleet a line. */
export const UPTIME_CSV: { readonly [Per in keyof UptimeRows]: UptimeCsv<UptimeRows[Per]> } = {
	store: uptimeCsv(
		{
			store_id: (row) => formatCell(row.store_id),
			name: (row) => formatCell(row.name ?? ""),
			group: (row) => formatCell(row.group ?? ""),
			timezone: (row) => formatCell(row.timezone),
			local: (row) => row.local,
			from_utc: (row) => row.from,
			to_utc: (row) => row.to,
		},
		{ lost_sales_estimate: (row) => row.lost_sales_estimate ?? "" },
	),
	group: uptimeCsv<UptimeRows["group"]>(
		{
			group: (row) => formatCell(row.group ?? ""),
			local: (row) => row.local,
		},
		LOST_SALES_SUM,
	),
	fleet: uptimeCsv({ local: (row) => row.local }, LOST_SALES_SUM),
};
