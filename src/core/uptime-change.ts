import type { Range } from "./instant.ts";
import { type MilliPercent, type Totals, uptimeMilliPercent } from "./totals.ts";

/**
 * The range of the same length that ends where this one begins. Lengths are elapsed time: before a week in
 * which the clocks change it begins an hour earlier or later by the clock.
 */
export function rangeBefore({ from, to }: Range): Range {
	return { from: from - (to - from), to: from };
}

/**
 * By how much the uptime changed from one range to another, in thousandths of a percentage point: negative
 * when it fell. `undefined` when either is unknown.
 *
 * Law: it is the difference of the two percentages as they are shown, each of them cut.
 */
export function uptimeChange(before: Totals, after: Totals): MilliPercent | undefined {
	const [from, to] = [uptimeMilliPercent(before), uptimeMilliPercent(after)];
	return from === undefined || to === undefined ? undefined : to - from;
}
