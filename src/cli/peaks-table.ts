import { WEEKDAY_NAMES } from "../contract/weekdays.ts";
import { formatInstant, HOUR_MS } from "../core/instant.ts";
import {
	downMilliPercent,
	hoursOfDay,
	type PeakCells,
	peakByDowntime,
	peakByRate,
	weekdays,
} from "../core/peaks.ts";
import { formatInUnit, formatPercent, openMs, type Totals } from "../core/totals.ts";
import type { Peaks, StorePeaks } from "../service/peaks.ts";
import { alignedTable } from "./table.ts";

const CELL_WIDTH = "100.000".length;

/**
 * Peaks for people: the share of known time that was down, in percent, for each hour of the week; nothing
 * where none was open, a dash where nothing is known. Hours go down, for a terminal to be wide enough.
 */
export function peaksTable(peaks: Peaks | StorePeaks): string {
	const { cells, totals, range } = peaks;
	const whose = "storeId" in peaks ? `store ${peaks.storeId}, ${peaks.zone}` : "all by local time";
	const ofHours = hoursOfDay(cells);
	const ofDays = weekdays(cells);
	const rows = Array.from({ length: 24 }, (_, hour) => [
		formatHour(hour),
		...WEEKDAY_NAMES.map((__, weekday) => share(cells.totals(weekday * 24 + hour))),
		share(ofHours.totals(hour)),
	]);
	const all = ["all", ...WEEKDAY_NAMES.map((_, weekday) => share(ofDays.totals(weekday)))];
	return [
		`Down in percent of known time, ${formatInstant(range.from)} to ${formatInstant(range.to)} (${whose})\n`,
		alignedTable(
			["hour", ...WEEKDAY_NAMES.map((name) => name.slice(0, 3)), "all"].map((text, column) =>
				column === 0 ? text : text.padStart(CELL_WIDTH),
			),
			[...rows, [...all, share(totals)]],
		),
		peaksNamed(cells),
	].join("\n");
}

function share(totals: Totals): string {
	const text = openMs(totals) === 0 ? "" : formatPercent(downMilliPercent(totals)) || "–";
	return text.padStart(CELL_WIDTH);
}

function peaksNamed(cells: PeakCells): string {
	const day = (weekday: number) => WEEKDAY_NAMES[weekday] as string;
	return alignedTable(
		["peak", "by", "when", "down %", "down hours", "outages begun"],
		[
			...namedRows("hour of the day", hoursOfDay(cells), formatHour),
			...namedRows("weekday", weekdays(cells), day),
			...namedRows(
				"hour of the week",
				cells,
				(cell) => `${day(Math.floor(cell / 24))} ${formatHour(cell % 24)}`,
			),
		],
	);
}

function namedRows(of: string, cells: PeakCells, name: (cell: number) => string): string[][] {
	const row = (by: string, peak: number | undefined) => {
		if (peak === undefined) return [of, by, "none"];
		const totals = cells.totals(peak);
		return [
			of,
			by,
			name(peak),
			formatPercent(downMilliPercent(totals)),
			formatInUnit(totals.downMs, HOUR_MS),
			String(cells.outagesBegun[peak]),
		];
	};
	return [row("rate", peakByRate(cells)), row("downtime", peakByDowntime(cells))];
}

function formatHour(hour: number): string {
	return `${String(hour).padStart(2, "0")}:00`;
}
