import { DAY_MS, type UtcDay } from "../core/instant.ts";

/** Writes a UTC day as `YYYY-MM-DD`. */
export function formatUtcDay(day: UtcDay): string {
	return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The first day of the month that a day lies in. */
export function monthBeginOf(day: UtcDay): UtcDay {
	return day - new Date(day * DAY_MS).getUTCDate() + 1;
}

/** The first day of the month after the one that a day lies in. */
export function nextMonthBegin(day: UtcDay): UtcDay {
	return monthBeginOf(monthBeginOf(day) + 31);
}
