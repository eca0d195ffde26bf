import type { Figures } from "../contract/report.ts";
import type { UptimeRows } from "../contract/uptime.ts";
import { formatCell, LINE_END } from "./cell.ts";

/** The way that uptime is written as CSV. Both ends of every line belong to the writer. */
export interface UptimeCsv<Row> {
	readonly header: string;
	row(row: Row): string;
}

function uptimeCsv<Row extends { readonly figures: Figures }>(
	columns: Readonly<Record<string, (row: Row) => string>>,
): UptimeCsv<Row> {
	const names = [...Object.keys(columns), ...FIGURES.map(([name]) => name)];
	const cells = Object.values(columns);
	return {
		header: names.join(",") + LINE_END,
		row: (row) =>
			[
				...cells.map((cell) => cell(row)),
				...FIGURES.map(([name, cell]) => cell(row.figures[name])),
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

/** A percentage is a whole number of thousandths, so that its three decimals are all that it has. */
function percentCell(percent: number | null): string {
	return percent === null ? "" : percent.toFixed(3);
}

/** Uptime as CSV, by whose it is: a part of the calendar of a store, a group or the fleet a line. */
export const UPTIME_CSV: { readonly [Per in keyof UptimeRows]: UptimeCsv<UptimeRows[Per]> } = {
	store: uptimeCsv({
		store_id: (row) => formatCell(row.store_id),
		name: (row) => formatCell(row.name ?? ""),
		group: (row) => formatCell(row.group ?? ""),
		timezone: (row) => formatCell(row.timezone),
		local: (row) => row.local,
		from_utc: (row) => row.from,
		to_utc: (row) => row.to,
	}),
	group: uptimeCsv({
		group: (row) => formatCell(row.group ?? ""),
		local: (row) => row.local,
	}),
	fleet: uptimeCsv({ local: (row) => row.local }),
};
