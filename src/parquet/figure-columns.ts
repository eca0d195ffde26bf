import type { Figures } from "../contract/report.ts";
import { type Column, integer, maybeNumber } from "./column.ts";

/**
 * How open time splits, as columns. A percentage is a whole number of thousandths: the nearest float has
 * exactly its three decimals when it is printed, and tools compute with it, which few do with decimals.
 */
export function figureColumns<Row>(of: (row: Row) => Figures): Column<Row>[] {
	return [
		integer("open_ms", (row) => of(row).open_ms),
		integer("up_ms", (row) => of(row).up_ms),
		integer("down_ms", (row) => of(row).down_ms),
		integer("unknown_ms", (row) => of(row).unknown_ms),
		maybeNumber("uptime_percent", (row) => of(row).uptime_percent),
		maybeNumber("coverage_percent", (row) => of(row).coverage_percent),
	];
}
