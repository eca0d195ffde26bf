import { formatSalesPerHour, parseSalesPerHour, type SalesPerHour } from "../core/lost-sales.ts";

/** Sales per hour of a `numeric(16, 4)` as text, which has all of its digits. */
export function readSalesPerHour(text: string): SalesPerHour {
	const perHour = parseSalesPerHour(text);
	if (perHour === undefined) throw new Error(`${text} is in the database and no sales per hour`);
	return perHour;
}

/** Sales per hour as a bound value, to be cast to `numeric`. */
export function salesPerHourValue(perHour: SalesPerHour | null | undefined): string | null {
	return perHour === null || perHour === undefined ? null : formatSalesPerHour(perHour);
}
