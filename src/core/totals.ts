import type { DurationMs, Range } from "./instant.ts";
import { DOWN, type Timeline, UP } from "./timeline.ts";

/**
 * How a stretch of open time splits, in exact milliseconds.
 *
 * Law: `upMs + downMs + unknownMs` is the open time, and totals of adjoining ranges add up to the
 * totals of the whole.
 */
export interface Totals {
	readonly upMs: DurationMs;
	readonly downMs: DurationMs;
	readonly unknownMs: DurationMs;
}

export const NO_TIME: Totals = { upMs: 0, downMs: 0, unknownMs: 0 };

/** Folds a timeline over a range; segments that reach beyond it count with the part inside. */
export function totalsOf(timeline: Timeline, range: Range): Totals {
	let upMs = 0;
	let downMs = 0;
	let unknownMs = 0;
	for (let i = timeline.count - 1; i >= 0 && timeline.to(i) > range.from; i--) {
		const from = Math.max(timeline.from(i), range.from);
		const to = Math.min(timeline.to(i), range.to);
		if (to <= from) continue;
		const state = timeline.state(i);
		if (state === UP) upMs += to - from;
		else if (state === DOWN) downMs += to - from;
		else unknownMs += to - from;
	}
	return { upMs, downMs, unknownMs };
}

/** The totals of two stores, or of two ranges that do not overlap, taken together. */
export function addTotals(a: Totals, b: Totals): Totals {
	return {
		upMs: a.upMs + b.upMs,
		downMs: a.downMs + b.downMs,
		unknownMs: a.unknownMs + b.unknownMs,
	};
}

export function openMs({ upMs, downMs, unknownMs }: Totals): DurationMs {
	return upMs + downMs + unknownMs;
}

/**
 * A share in thousandths of a percent, 0 to 100,000, cut and not rounded: 100,000 means exactly all.
 * `undefined` when there is nothing to take a share of, which is neither 0 nor 100.
 */
export type MilliPercent = number;

/** Up time as a share of the time whose state is known. */
export function uptimeMilliPercent({ upMs, downMs }: Totals): MilliPercent | undefined {
	return share(upMs, upMs + downMs);
}

/** How much of the open time has a known state. */
export function coverageMilliPercent(totals: Totals): MilliPercent | undefined {
	return share(totals.upMs + totals.downMs, openMs(totals));
}

function share(part: DurationMs, whole: DurationMs): MilliPercent | undefined {
	if (whole === 0) return undefined;
	// A fleet's milliseconds times 100,000 go past 2^53, where a float would round.
	return Number((BigInt(part) * 100_000n) / BigInt(whole));
}

/** Writes a share as a percentage with three decimals; empty when there is none. */
export function formatPercent(share: MilliPercent | undefined): string {
	if (share === undefined) return "";
	return `${Math.floor(share / 1_000)}.${String(share % 1_000).padStart(3, "0")}`;
}

/**
 * Writes a duration in a unit with two decimals, rounded half up from the integer milliseconds. The
 * one place in the program where a figure is rounded. `unitMs` must be a multiple of 100.
 */
export function formatInUnit(durationMs: DurationMs, unitMs: DurationMs): string {
	const hundredths = Math.floor((durationMs + unitMs / 200) / (unitMs / 100));
	const cents = hundredths % 100;
	return `${(hundredths - cents) / 100}.${cents < 10 ? "0" : ""}${cents}`;
}
