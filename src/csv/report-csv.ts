import { HOUR_MS, MINUTE_MS } from "../core/instant.ts";
import { isStandardRange, type ReportRange, type ReportRow } from "../core/report.ts";
import {
	coverageMilliPercent,
	formatInUnit,
	formatPercent,
	openMs,
	type Totals,
	uptimeMilliPercent,
} from "../core/totals.ts";
import { formatCell, LINE_END } from "./cell.ts";

/** The way a report is written as CSV. Both ends of every line belong to the writer. */
export interface ReportCsv {
	readonly header: string;
	row(row: ReportRow): string;
}

/** The plain CSV: up and down time of the last hour in minutes, of day and week in hours. */
export const PLAIN_CSV: ReportCsv = {
	header: `store_id,${["uptime", "downtime"]
		.flatMap((figure) => ["hour", "day", "week"].map((unit) => `${figure}_last_${unit}`))
		.join(",")}${LINE_END}`,
	row({ storeId, totals }) {
		const [hour, day, week] = totals as [Totals, Totals, Totals];
		const cells = [
			formatInUnit(hour.upMs, MINUTE_MS),
			formatInUnit(day.upMs, HOUR_MS),
			formatInUnit(week.upMs, HOUR_MS),
			formatInUnit(hour.downMs, MINUTE_MS),
			formatInUnit(day.downMs, HOUR_MS),
			formatInUnit(week.downMs, HOUR_MS),
		];
		return `${formatCell(storeId)},${cells.join(",")}${LINE_END}`;
	},
};

/**
 * The CSV of ranges of the caller's choice: hours, and shares that are empty where there is nothing to
 * share. The columns of several ranges begin with the ranges' names.
 */
function rangesCsv(ranges: readonly ReportRange[]): ReportCsv {
	return perRange(ranges, ranges.length > 1, {
		open_hours: (total) => formatInUnit(openMs(total), HOUR_MS),
		uptime_hours: (total) => formatInUnit(total.upMs, HOUR_MS),
		downtime_hours: (total) => formatInUnit(total.downMs, HOUR_MS),
		unknown_hours: (total) => formatInUnit(total.unknownMs, HOUR_MS),
		uptime_percent: (total) => formatPercent(uptimeMilliPercent(total)),
		coverage_percent: (total) => formatPercent(coverageMilliPercent(total)),
	});
}

/** All there is to know, exactly: milliseconds and shares, for every range by its name. */
export function extendedCsv(ranges: readonly ReportRange[]): ReportCsv {
	return perRange(ranges, true, {
		open_ms: (total) => String(openMs(total)),
		up_ms: (total) => String(total.upMs),
		down_ms: (total) => String(total.downMs),
		unknown_ms: (total) => String(total.unknownMs),
		uptime_percent: (total) => formatPercent(uptimeMilliPercent(total)),
		coverage_percent: (total) => formatPercent(coverageMilliPercent(total)),
	});
}

function perRange(
	ranges: readonly ReportRange[],
	withNames: boolean,
	columns: Readonly<Record<string, (total: Totals) => string>>,
): ReportCsv {
	const names = ranges.flatMap(({ name }) =>
		Object.keys(columns).map((column) => (withNames ? `${name}_${column}` : column)),
	);
	const cells = Object.values(columns);
	return {
		header: `store_id,${names.join(",")}${LINE_END}`,
		row: ({ storeId, totals }) =>
			`${formatCell(storeId)},${totals.flatMap((total) => cells.map((cell) => cell(total))).join(",")}${LINE_END}`,
	};
}

/** The CSV that fits a plan: the plain one for the standard ranges, else the one of its ranges. */
export function csvFor(ranges: readonly ReportRange[]): ReportCsv {
	return ranges.every(({ name }) => isStandardRange(name)) ? PLAIN_CSV : rangesCsv(ranges);
}
