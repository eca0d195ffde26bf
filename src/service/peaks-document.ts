import type {
	FleetPeaksDocument,
	PeakFigures,
	PeaksDocument,
	PeaksNamed,
	StorePeaksDocument,
} from "../contract/peaks.ts";
import { formatInstant } from "../core/instant.ts";
import {
	downMilliPercent,
	hoursOfDay,
	type PeakCells,
	peakByDowntime,
	peakByRate,
	weekdays,
} from "../core/peaks.ts";
import { openMs } from "../core/totals.ts";
import type { FleetPeaks, Peaks, StorePeaks } from "./peaks.ts";
import { figures, methodDocument, rangeDocument } from "./report-document.ts";

/** One store's peaks as they go over the wire. */
export function storePeaksDocument(peaks: StorePeaks): StorePeaksDocument {
	return { store_id: peaks.storeId, timezone: peaks.zone, ...peaksDocument(peaks) };
}

/** The peaks of all stores together as they go over the wire. */
export function fleetPeaksDocument(peaks: FleetPeaks): FleetPeaksDocument {
	return { ...peaksDocument(peaks), computed_at: formatInstant(peaks.computedAt) };
}

/** Peaks as a document, without whose they are and when they were computed. */
export function peaksDocument({ method, range, totals, cells }: Peaks): PeaksDocument {
	return {
		...rangeDocument(range),
		figures: figures(totals),
		matrix: Array.from({ length: 7 }, (_, weekday) => ({
			weekday,
			hours: Array.from({ length: 24 }, (__, hour) => peakFigures(cells, weekday * 24 + hour)),
		})),
		peaks: peaksNamed(cells),
		method: methodDocument(method),
	};
}

function peaksNamed(cells: PeakCells): PeaksNamed {
	return {
		hour_of_day: named(hoursOfDay(cells), (hour) => ({ hour })),
		weekday: named(weekdays(cells), (weekday) => ({ weekday })),
		hour_of_week: named(cells, (cell) => ({ weekday: Math.floor(cell / 24), hour: cell % 24 })),
	};
}

function named<Place>(cells: PeakCells, placeOf: (cell: number) => Place) {
	const maybePeak = (cell: number | undefined) =>
		cell === undefined ? null : { ...placeOf(cell), figures: peakFigures(cells, cell) };
	return { by_rate: maybePeak(peakByRate(cells)), by_downtime: maybePeak(peakByDowntime(cells)) };
}

function peakFigures(cells: PeakCells, cell: number): PeakFigures {
	const totals = cells.totals(cell);
	const rate = downMilliPercent(totals);
	return {
		open_ms: openMs(totals),
		up_ms: totals.upMs,
		down_ms: totals.downMs,
		unknown_ms: totals.unknownMs,
		outages_begun: cells.outagesBegun[cell] as number,
		down_percent: rate === undefined ? null : rate / 1_000,
	};
}
