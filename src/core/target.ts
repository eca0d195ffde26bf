import type { DurationMs } from "./instant.ts";
import { type MilliPercent, type Totals, uptimeMilliPercent } from "./totals.ts";

/** 100 %, the most that a target can be; the least is a thousandth of a percent. */
const TARGET_MAX: MilliPercent = 100_000;

/**
 * Reads a target, in percent: from 0.001 to 100, with three decimals at the most, such as `99.5`.
 *
 * `undefined` for anything else: a fourth decimal is not rounded away, and 0 % is no target, for nobody could
 * miss it.
 */
export function parseTarget(text: string): MilliPercent | undefined {
	const match = /^(\d{1,3})(?:\.(\d{1,3}))?$/.exec(text.trim());
	if (match === null) return undefined;
	const target = Number(match[1]) * 1_000 + Number((match[2] ?? "").padEnd(3, "0"));
	return target > 0 && target <= TARGET_MAX ? target : undefined;
}

/** Reads a target from a number of JSON as {@link parseTarget} reads text: by its shortest decimal form. */
export function targetOfNumber(percent: number): MilliPercent | undefined {
	return parseTarget(String(percent));
}

/**
 * Whether an uptime target is met; `undefined` when nothing is known.
 *
 * It is when the uptime reaches it, exactly. To compare the uptime cut to thousandths of a percent is the
 * same, for the target is a whole number of them: a reader can tell the answer from the percentage.
 */
export function targetVerdict(totals: Totals, target: MilliPercent): "met" | "missed" | undefined {
	const uptime = uptimeMilliPercent(totals);
	if (uptime === undefined) return undefined;
	return uptime >= target ? "met" : "missed";
}

/** How much downtime a period can still have with its target met at its end. */
export interface DowntimeLeft {
	/**
	 * `open`: met if no more than `leftMs` will be down. `kept`: met whatever comes. `missed`: not met
	 * whatever comes.
	 */
	readonly outlook: "open" | "kept" | "missed";
	/** The most downtime that the whole period may have, what has passed of it included. */
	readonly allowedMs: DurationMs;
	/**
	 * The most that may still be down: 0 when any downtime would miss the target, when it is missed
	 * already, and when no open time is left; never more than the open time ahead.
	 */
	readonly leftMs: DurationMs;
	/** How much more than allowed was down: 0 unless the target is missed. */
	readonly exceededMs: DurationMs;
}

/**
 * How much downtime a period, such as a month, has left: from its totals so far and the open time still to
 * come in it. It is the most for which up / (up + down) reaches the target at the end, if all other open
 * time ahead is up; unknown time, so far, is neither. `undefined` when there is no known time, nor any to
 * come.
 *
 * Laws: with `leftMs` more down and the rest up the target is met, with a millisecond more it is not,
 * unless it is `kept`. Without open time ahead it is `kept` or `missed` just as it is met or missed.
 */
export function downtimeLeft(
	{ upMs, downMs }: Totals,
	openAheadMs: DurationMs,
	target: MilliPercent,
): DowntimeLeft | undefined {
	const knownMs = upMs + downMs + openAheadMs;
	if (knownMs === 0) return undefined;
	// A fleet's milliseconds times 100,000 go past 2^53, where a float would round.
	const allowedMs = Number((BigInt(knownMs) * BigInt(100_000 - target)) / 100_000n);
	const spareMs = allowedMs - downMs;
	const outlook = spareMs < 0 ? "missed" : spareMs >= openAheadMs ? "kept" : "open";
	return {
		outlook,
		allowedMs,
		leftMs: Math.min(Math.max(spareMs, 0), openAheadMs),
		exceededMs: Math.max(-spareMs, 0),
	};
}
