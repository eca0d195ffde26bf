import { type DurationMs, HOUR_MS } from "./instant.ts";

/** What a store sells in an hour, in ten-thousandths of a unit of money. Never a float. */
export type SalesPerHour = bigint;

/**
 * Sales that downtime may have cost, exactly: ten-thousandths of a unit of money by the hour, times
 * milliseconds. {@link formatLostSales} makes an amount of money of it.
 *
 * Law: estimates of parts of a time, and of stores, add up to the estimate of the whole. Those of
 * different currencies must not be added.
 */
export type LostSales = bigint;

/** The most digits that can stand after the point of sales per hour. */
const RATE_DIGITS = 4;

const RATE = /^(\d{1,12})(?:\.(\d{1,4}))?$/;

/**
 * Reads sales per hour, such as `123.45`: up to 12 digits before and 4 after a point. `undefined` for
 * anything else, signs, exponents and separators of thousands included.
 */
export function parseSalesPerHour(text: string): SalesPerHour | undefined {
	const match = RATE.exec(text.trim());
	if (match === null) return undefined;
	return BigInt(`${match[1]}${(match[2] ?? "").padEnd(RATE_DIGITS, "0")}`);
}

/** Writes sales per hour so that they are read back the same, with 2 to 4 digits after the point: `123.45`. */
export function formatSalesPerHour(perHour: SalesPerHour): string {
	const text = String(perHour).padStart(RATE_DIGITS + 1, "0");
	return `${text.slice(0, -RATE_DIGITS)}.${text.slice(-RATE_DIGITS).replace(/0{1,2}$/, "")}`;
}

/** What downtime may have cost at so many sales per hour. */
export function lostSales(downMs: DurationMs, perHour: SalesPerHour): LostSales {
	return BigInt(downMs) * perHour;
}

/**
 * The sum of estimates, over those stores that have one. `undefined` when none has, which is not 0: their
 * sales are not known.
 */
export function sumLostSales(estimates: Iterable<LostSales | undefined>): LostSales | undefined {
	let sum: LostSales | undefined;
	for (const estimate of estimates) if (estimate !== undefined) sum = (sum ?? 0n) + estimate;
	return sum;
}

/**
 * Writes an estimate as an amount of money, such as `1234.56`, with 0 to 4 digits after the point: 2 for
 * most currencies. It is cut and not rounded, here and nowhere before; so amounts that were written need
 * not add up in the last digit, as those that were not do.
 */
export function formatLostSales(estimate: LostSales, digits: number): string {
	const minor = estimate / (BigInt(HOUR_MS) * 10n ** BigInt(RATE_DIGITS - digits));
	const text = String(minor).padStart(digits + 1, "0");
	return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
