import type { components } from "../../src/contract/api.ts";
import { addDays, type InstantText, localDay, startOfDay } from "../text/instant.ts";
import type { StateName } from "../text/words.ts";

type Segment = components["schemas"]["Segment"];
type Outage = components["schemas"]["Outage"];

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A day on which the clocks do not change. */
export const DAY_MS = 24 * HOUR_MS;

/** The longest range that is one row: two local days, of which one may have 25 hours. */
const ONE_ROW_MS_MAX = 2 * DAY_MS + HOUR_MS;

/** What ticks may be apart, in minutes of the clock. */
const TICK_STEPS_MIN = [1, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440] as const;

/** A stretch of a row, in milliseconds since the row begins; half-open. */
export interface RowStretch {
	readonly fromMs: number;
	readonly toMs: number;
}

/** A part of a segment that lies in one row. */
export interface RowSegment extends RowStretch {
	readonly state: StateName;
}

/** A full hour (or another round time) of the zone's clock on a row. */
export interface RowTick {
	/** Since the row begins, in milliseconds. */
	readonly atMs: number;
	/** Of the local day, in minutes: 0 is midnight. */
	readonly minuteOfDay: number;
}

/**
 * A row of a timeline. It is to scale of elapsed time from its beginning, and all rows of a timeline are to one scale:
 * a day on which the clocks change is an hour shorter or longer than the others, and its hours stand where they were.
 */
export interface TimelineRow {
	/** The local day; null for the one row of a short range. */
	readonly day: string | null;
	/** The instant at which it begins, in milliseconds since 1970: the day's first, or the range's. */
	readonly startMs: number;
	/** How long the day, or the range, is. */
	readonly lengthMs: number;
	/** In order. They leave out what of the day is outside the range. */
	readonly segments: readonly RowSegment[];
}

/** A part of an outage that lies in one row. */
export interface OutagePiece extends RowStretch {
	readonly row: number;
	/** Of the outages that were given. */
	readonly outage: number;
}

/** A range of a store, as the API gives it. */
export interface TimelineRange {
	readonly from: InstantText;
	readonly to: InstantText;
	readonly zone: string;
}

/**
 * The rows of a range: one for up to two days, else one for each local day that it touches. The stretches of all rows
 * together are the segments, to the millisecond.
 */
export function timelineRows(segments: readonly Segment[], range: TimelineRange): TimelineRow[] {
	const starts = rowStarts(range);
	const rows = starts.map(({ day, startMs, endMs }) => ({
		day,
		startMs,
		lengthMs: endMs - startMs,
		segments: [] as RowSegment[],
	}));
	let first = 0;
	for (const { from, to, state } of segments) {
		const fromMs = Date.parse(from);
		const toMs = Date.parse(to);
		while (first < rows.length && endOf(rows[first]) <= fromMs) first += 1;
		for (let at = first; at < rows.length && (rows[at]?.startMs ?? toMs) < toMs; at += 1) {
			const row = rows[at];
			if (row) row.segments.push({ state, ...inRow(row, { fromMs, toMs }) });
		}
	}
	return rows;
}

/**
 * The parts of outages on each row, in order of the outages: from its first to its last instant in the range, closed
 * time between its parts included. One that goes on reaches to the end of the range.
 */
export function outagePieces(
	outages: readonly Outage[],
	rows: readonly TimelineRow[],
	range: TimelineRange,
): OutagePiece[] {
	const rangeFromMs = Date.parse(range.from);
	const rangeToMs = Date.parse(range.to);
	return outages.flatMap(({ start, end }, outage) => {
		const fromMs = Math.max(Date.parse(start), rangeFromMs);
		const toMs = end === null ? rangeToMs : Math.min(Date.parse(end), rangeToMs);
		return rows.flatMap((row, at) =>
			row.startMs < toMs && endOf(row) > fromMs
				? [{ row: at, outage, ...inRow(row, { fromMs, toMs }) }]
				: [],
		);
	});
}

/**
 * The ticks of a row by the zone's clock, so many minutes apart. Where the clocks go back the hour that they repeat has
 * two, and one that they skip has none.
 */
export function clockTicks(row: TimelineRow, zone: string, stepMin: number): RowTick[] {
	const endMs = endOf(row);
	const stepMs = stepMin * MINUTE_MS;
	const offsets = [...new Set([offsetMsAt(row.startMs, zone), offsetMsAt(endMs, zone)])];
	const ticks = offsets.flatMap((offsetMs) => {
		const found: RowTick[] = [];
		const firstMs = Math.ceil((row.startMs + offsetMs) / stepMs) * stepMs - offsetMs;
		for (let atMs = firstMs; atMs <= endMs; atMs += stepMs)
			if (offsets.length === 1 || offsetMsAt(atMs, zone) === offsetMs)
				found.push({
					atMs: atMs - row.startMs,
					minuteOfDay: ((atMs + offsetMs) % DAY_MS) / MINUTE_MS,
				});
		return found;
	});
	return ticks.sort((one, other) => one.atMs - other.atMs);
}

/** The least step in minutes with which a length has at most so many ticks; a day at most. */
export function tickStep(lengthMs: number, ticksMax: number): number {
	return TICK_STEPS_MIN.find((step) => lengthMs / (step * MINUTE_MS) <= ticksMax) ?? 1440;
}

function rowStarts({ from, to, zone }: TimelineRange) {
	const fromMs = Date.parse(from);
	const toMs = Date.parse(to);
	if (toMs - fromMs <= ONE_ROW_MS_MAX) return [{ day: null, startMs: fromMs, endMs: toMs }];
	const starts: { day: string; startMs: number; endMs: number }[] = [];
	let day = localDay(from, zone);
	let startMs = Date.parse(startOfDay(day, zone));
	while (startMs < toMs) {
		const next = addDays(day, 1);
		const endMs = Date.parse(startOfDay(next, zone));
		// A day that a zone left out, when it crossed the date line, has no time.
		if (endMs > startMs) starts.push({ day, startMs, endMs });
		[day, startMs] = [next, endMs];
	}
	return starts;
}

function endOf(row: Pick<TimelineRow, "startMs" | "lengthMs"> | undefined): number {
	return row === undefined ? Number.POSITIVE_INFINITY : row.startMs + row.lengthMs;
}

function inRow(row: Pick<TimelineRow, "startMs" | "lengthMs">, at: RowStretch): RowStretch {
	return {
		fromMs: Math.max(at.fromMs - row.startMs, 0),
		toMs: Math.min(at.toMs - row.startMs, row.lengthMs),
	};
}

function offsetMsAt(instantMs: number, zone: string): number {
	const local = Temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(zone);
	return local.offsetNanoseconds / 1_000_000;
}
