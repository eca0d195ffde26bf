import { HOUR_MS, MINUTE_MS } from "../core/instant.ts";
import { CUSTOM_RANGE, type ReportRange, type ReportRow } from "../core/report.ts";
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

/** The CSV of one custom range: hours, and shares that are empty where there is nothing to share. */
export const RANGE_CSV: ReportCsv = {
	header: `store_id,open_hours,uptime_hours,downtime_hours,unknown_hours,uptime_percent,coverage_percent${LINE_END}`,
	row({ storeId, totals }) {
		const [total] = totals as [Totals];
		const cells = [
			formatInUnit(openMs(total), HOUR_MS),
			formatInUnit(total.upMs, HOUR_MS),
			formatInUnit(total.downMs, HOUR_MS),
			formatInUnit(total.unknownMs, HOUR_MS),
			formatPercent(uptimeMilliPercent(total)),
			formatPercent(coverageMilliPercent(total)),
		];
		return `${formatCell(storeId)},${cells.join(",")}${LINE_END}`;
	},
};

/** The CSV that fits a plan: the plain one for the standard ranges, else the one of a range. */
export function csvFor(ranges: readonly ReportRange[]): ReportCsv {
	return ranges.some(({ name }) => name === CUSTOM_RANGE) ? RANGE_CSV : PLAIN_CSV;
}
