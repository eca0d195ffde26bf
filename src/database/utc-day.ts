import { DAY_MS, type UtcDay } from "../core/instant.ts";

/** Writes a UTC day as `YYYY-MM-DD`. */
export function formatUtcDay(day: UtcDay): string {
	return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
