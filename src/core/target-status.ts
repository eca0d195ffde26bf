import type { MonthFigures } from "./month-figures.ts";
import { type DowntimeLeft, downtimeLeft, targetVerdict } from "./target.ts";
import type { TargetInForce } from "./targets.ts";

/** How a store, a group or the fleet does in a month, held against its target. */
export interface TargetStatus extends MonthFigures {
	/** `undefined` when it has none: then there is no verdict, and no limit to its downtime. */
	readonly inForce: TargetInForce | undefined;
	/** By what is known so far; `undefined` when nothing is. */
	readonly verdict: "met" | "missed" | undefined;
	/** Until the end of the month; `undefined` when nothing is known and nothing is to come. */
	readonly left: DowntimeLeft | undefined;
}

/** Holds a month against a target. */
export function targetStatus(
	{ totals, aheadMs }: MonthFigures,
	inForce: TargetInForce | undefined,
): TargetStatus {
	if (inForce === undefined)
		return { totals, aheadMs, inForce, verdict: undefined, left: undefined };
	const { target } = inForce;
	return {
		totals,
		aheadMs,
		inForce,
		verdict: targetVerdict(totals, target),
		left: downtimeLeft(totals, aheadMs, target),
	};
}

/** More than any month has, of any number of stores that can be counted, and still exact when added to one. */
const KEPT_RANK = 2 ** 52;

/**
 * How near to missing its target somebody is, as a number that is the less the nearer: those that miss it
 * whatever comes, by how much; then those that can still miss it, by the downtime left; then those that keep it
 * whatever comes. `undefined` where there is nothing to tell.
 */
export function nearness(left: DowntimeLeft | undefined): number | undefined {
	if (left === undefined) return undefined;
	const { outlook, leftMs, exceededMs } = left;
	if (outlook === "missed") return -exceededMs;
	return outlook === "open" ? leftMs : KEPT_RANK + leftMs;
}
