import type { DurationMs } from "./instant.ts";
import type { Outage } from "./outages.ts";
import type { Totals } from "./totals.ts";

/**
 * What the outages of a range come to, of one store or of many. All of it is about the range: an outage
 * counts with its downtime inside.
 */
export interface OutageSummary<Found extends Outage = Outage> {
	/** The outages with downtime inside the range. */
	readonly count: number;
	/** Those of them that began inside it. */
	readonly begun: number;
	/** Those of them that are going on as of. */
	readonly goingOn: number;
	/**
	 * The one with the most downtime inside the range; of several, the one with the most in all, then the
	 * one that began first, then the first in the order given. `undefined` when there is none.
	 */
	readonly longest: Found | undefined;
	/** Their downtime inside the range: that of its totals, unless short outages were left out. */
	readonly downMs: DurationMs;
	/** The up time of the range. */
	readonly upMs: DurationMs;
}

/** Sums up the outages of a range, whose totals are those of the stores that had them. */
export function outageSummary<Found extends Outage>(
	outages: readonly Found[],
	{ upMs }: Totals,
): OutageSummary<Found> {
	return {
		count: outages.length,
		begun: outages.filter(({ beganBefore }) => !beganBefore).length,
		goingOn: outages.filter(({ end }) => end === undefined).length,
		longest: outages.reduce<Found | undefined>(longer, undefined),
		downMs: outages.reduce((sum, { downInRangeMs }) => sum + downInRangeMs, 0),
		upMs,
	};
}

/**
 * The summaries of different stores over one range taken together.
 *
 * Law: it is the summary of all their outages, in that order, with their totals added.
 */
export function addOutageSummaries<Found extends Outage>(
	a: OutageSummary<Found>,
	b: OutageSummary<Found>,
): OutageSummary<Found> {
	return {
		count: a.count + b.count,
		begun: a.begun + b.begun,
		goingOn: a.goingOn + b.goingOn,
		longest: b.longest === undefined ? a.longest : longer(a.longest, b.longest),
		downMs: a.downMs + b.downMs,
		upMs: a.upMs + b.upMs,
	};
}

/** The longer of two outages by what {@link OutageSummary.longest} says; the first when they are alike. */
function longer<Found extends Outage>(first: Found | undefined, second: Found): Found {
	if (first === undefined) return second;
	const difference =
		second.downInRangeMs - first.downInRangeMs ||
		second.downMs - first.downMs ||
		first.start - second.start;
	return difference > 0 ? second : first;
}

/** A mean in its exact parts, which add up over stores: `sumMs / count`. The count is never 0. */
export interface MeanDuration {
	readonly sumMs: DurationMs;
	readonly count: number;
}

/**
 * The mean downtime of an outage inside the range, which the field calls mean time to recovery: downtime
 * by outages that have any. `undefined` when there was none.
 */
export function meanDowntime({ downMs, count }: OutageSummary): MeanDuration | undefined {
	return count === 0 ? undefined : { sumMs: downMs, count };
}

/**
 * The mean up time from one outage to the next, which the field calls mean time between failures: up time
 * by outages that began inside the range. Closed and unknown time are no part of it. `undefined` when
 * none began.
 *
 * Law: its parts add up over adjoining ranges.
 */
export function meanUptimeBetween({ upMs, begun }: OutageSummary): MeanDuration | undefined {
	return begun === 0 ? undefined : { sumMs: upMs, count: begun };
}

/** A mean in whole milliseconds, cut and not rounded. */
export function wholeMean({ sumMs, count }: MeanDuration): DurationMs {
	return (sumMs - (sumMs % count)) / count;
}
