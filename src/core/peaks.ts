import { type CalendarPart, calendarParts } from "./calendar-parts.ts";
import { DAY_MS, type DurationMs, HOUR_MS, MINUTE_MS, type Range } from "./instant.ts";
import { type LocalMs, localDayOf, weekdayOf } from "./local-time.ts";
import type { Outage } from "./outages.ts";
import { PartTotals } from "./part-totals.ts";
import type { Timeline } from "./timeline.ts";
import { addTotals, type MilliPercent, type Totals, uptimeMilliPercent } from "./totals.ts";
import type { ZoneClock } from "./zone-clock.ts";

const HOURS = 24;
const WEEKDAYS = 7;

/** A cell with less known open time is never named the peak: a minute's bad luck would be one. */
export const PEAK_KNOWN_MS_MIN: DurationMs = 30 * MINUTE_MS;

/**
 * Sums for each of some cells of the local week: integer milliseconds and counts. Of {@link PeakFold}
 * they are the matrix of weekday × hour, 168 cells in the order of the week: the cell of an hour is
 * `weekday * 24 + hour`, weekday 0 being Monday.
 */
export class PeakCells {
	readonly upMs: Float64Array;
	readonly downMs: Float64Array;
	readonly unknownMs: Float64Array;
	/** How many outages began in a cell. */
	readonly outagesBegun: Float64Array;

	constructor(count: number) {
		this.upMs = new Float64Array(count);
		this.downMs = new Float64Array(count);
		this.unknownMs = new Float64Array(count);
		this.outagesBegun = new Float64Array(count);
	}

	get count(): number {
		return this.upMs.length;
	}

	/** How the open time of a cell splits. */
	totals(cell: number): Totals {
		return {
			upMs: this.upMs[cell] as DurationMs,
			downMs: this.downMs[cell] as DurationMs,
			unknownMs: this.unknownMs[cell] as DurationMs,
		};
	}

	/** Adds time, and outages that began in it, to a cell. */
	add(cell: number, totals: Totals, outagesBegun: number): void {
		const sum = addTotals(this.totals(cell), totals);
		this.upMs[cell] = sum.upMs;
		this.downMs[cell] = sum.downMs;
		this.unknownMs[cell] = sum.unknownMs;
		this.outagesBegun[cell] = (this.outagesBegun[cell] as number) + outagesBegun;
	}
}

/**
 * Folds the timelines of stores of one zone into the matrix of a range, by what their clock shows: an
 * hour that it shows twice adds to one cell twice, one that it skips adds nothing. The clock must cover
 * the range.
 *
 * Laws: the cells add up to the totals of the range, and to the outages that began in it. The matrices of
 * stores, of whatever zones, and of ranges that do not overlap add up ({@link addPeaks}).
 */
export class PeakFold {
	readonly #clock: ZoneClock;
	readonly #hours: readonly CalendarPart[];
	readonly #totals: PartTotals;
	readonly #outagesBegun = new Float64Array(WEEKDAYS * HOURS);

	constructor(range: Range, clock: ZoneClock) {
		this.#clock = clock;
		this.#hours = calendarParts(range, "hour", clock);
		this.#totals = new PartTotals(this.#hours);
	}

	/**
	 * Adds a store: its timeline, which must reach over the range, and its outages of just this range, of
	 * which those count that began in it.
	 */
	add(timeline: Timeline, outages: readonly Outage[]): void {
		this.#totals.add(timeline);
		for (const { start, beganBefore } of outages) {
			if (beganBefore) continue;
			const cell = cellOf(this.#clock.localAt(start));
			this.#outagesBegun[cell] = (this.#outagesBegun[cell] as number) + 1;
		}
	}

	/** The matrix of what was added. */
	matrix(): PeakCells {
		const matrix = new PeakCells(WEEKDAYS * HOURS);
		matrix.outagesBegun.set(this.#outagesBegun);
		this.#hours.forEach(({ from }, i) => {
			matrix.add(cellOf(this.#clock.localAt(from)), this.#totals.totals(i), 0);
		});
		return matrix;
	}
}

function cellOf(local: LocalMs): number {
	const day = localDayOf(local);
	return weekdayOf(day) * HOURS + Math.floor((local - day * DAY_MS) / HOUR_MS);
}

/** The matrices of two stores, or of two ranges that do not overlap, taken together. */
export function addPeaks(a: PeakCells, b: PeakCells): PeakCells {
	return foldCells([a, b], a.count, (cell) => cell);
}

/** A matrix as the 24 hours of the day, over all weekdays. */
export function hoursOfDay(matrix: PeakCells): PeakCells {
	return foldCells([matrix], HOURS, (cell) => cell % HOURS);
}

/** A matrix as the 7 weekdays, 0 being Monday. */
export function weekdays(matrix: PeakCells): PeakCells {
	return foldCells([matrix], WEEKDAYS, (cell) => Math.floor(cell / HOURS));
}

function foldCells(
	all: readonly PeakCells[],
	count: number,
	place: (cell: number) => number,
): PeakCells {
	const folded = new PeakCells(count);
	for (const cells of all)
		for (let cell = 0; cell < cells.count; cell++)
			folded.add(place(cell), cells.totals(cell), cells.outagesBegun[cell] as number);
	return folded;
}

/** Down time as a share of the time whose state is known: the rate of a cell. */
export function downMilliPercent({ upMs, downMs, unknownMs }: Totals): MilliPercent | undefined {
	// Cut for itself: 100 % less the uptime, which is cut, would be rounded up.
	return uptimeMilliPercent({ upMs: downMs, downMs: upMs, unknownMs });
}

/**
 * The cell with the highest rate, compared exactly; of several, the earliest in the week or day.
 * `undefined` when no cell with enough known open time was ever down.
 */
export function peakByRate(cells: PeakCells): number | undefined {
	// Down by known time is higher just when down by up time is. A fleet's milliseconds multiplied go past
	// 2^53, where a float would round.
	return peak(
		cells,
		(a, b) => BigInt(a.downMs) * BigInt(b.upMs) > BigInt(b.downMs) * BigInt(a.upMs),
	);
}

/**
 * The cell with the most down time; of several, the earliest in the week or day. `undefined` when no cell
 * with enough known open time was ever down.
 */
export function peakByDowntime(cells: PeakCells): number | undefined {
	return peak(cells, (a, b) => a.downMs > b.downMs);
}

function peak(cells: PeakCells, isHigher: (a: Totals, b: Totals) => boolean): number | undefined {
	let highest: number | undefined;
	for (let cell = 0; cell < cells.count; cell++) {
		const totals = cells.totals(cell);
		if (totals.downMs === 0 || totals.upMs + totals.downMs < PEAK_KNOWN_MS_MIN) continue;
		if (highest === undefined || isHigher(totals, cells.totals(highest))) highest = cell;
	}
	return highest;
}
