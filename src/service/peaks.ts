import { DAY_MS, type DurationMs, type Instant, type Range } from "../core/instant.ts";
import type { Method } from "../core/method.ts";
import type { PeakCells } from "../core/peaks.ts";
import type { StoreId } from "../core/store-id.ts";
import { addTotals, NO_TIME, type Totals } from "../core/totals.ts";
import type { RequestedFigures } from "./figures-plan.ts";

/** Over what peaks are asked for: four weeks before the end, where it is not said. */
export type RequestedPeaks = Omit<RequestedFigures, "by">;

/** When in the week stores were down. */
export interface Peaks {
	readonly method: Method;
	readonly range: Range;
	/** Over the whole range: what the cells add up to. */
	readonly totals: Totals;
	/** The matrix of weekday × hour, each store's by its own clock. */
	readonly cells: PeakCells;
}

export interface StorePeaks extends Peaks {
	readonly storeId: StoreId;
	/** The zone that it is in at the end of the range: its own, or the default. */
	readonly zone: string;
}

export interface FleetPeaks extends Peaks {
	/** The wall clock when it began to be computed. */
	readonly computedAt: Instant;
}

/** Of every weekday as many: a range with three Mondays and two Sundays would show Mondays. */
const RANGE_MS: DurationMs = 28 * DAY_MS;

/** The range that peaks are asked of, where now is known. */
export function peaksRange(
	{ from, to }: RequestedPeaks,
	asOf: Instant,
): { readonly from: Instant; readonly to: Instant } {
	const end = to ?? asOf;
	return { from: from ?? Math.min(end, asOf) - RANGE_MS, to: end };
}

/** Peaks of the cells that were summed up. */
export function peaksOf(method: Method, range: Range, cells: PeakCells): Peaks {
	let totals = NO_TIME;
	for (let cell = 0; cell < cells.count; cell++) totals = addTotals(totals, cells.totals(cell));
	return { method, range, totals, cells };
}
