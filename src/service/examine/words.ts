import { DAY_MS, type DurationMs, HOUR_MS, MINUTE_MS, SECOND_MS } from "../../core/instant.ts";

const BYTE_UNITS = [
	["TB", 1e12],
	["GB", 1e9],
	["MB", 1e6],
	["kB", 1e3],
] as const;

/** A number of bytes as people read it: `61.3 MB`. */
export function inBytes(bytes: number): string {
	const [unit, size] = BYTE_UNITS.find(([, size]) => bytes >= size) ?? ["bytes", 1];
	return `${size === 1 ? bytes : (bytes / size).toFixed(1)} ${unit}`;
}

const TIME_UNITS = [
	["day", DAY_MS],
	["hour", HOUR_MS],
	["minute", MINUTE_MS],
	["second", SECOND_MS],
] as const;

/** A duration in the largest unit that it has two of, cut off: `3 days`, `36 hours`, `1 second`. */
export function inTime(durationMs: DurationMs): string {
	const [unit, size] = TIME_UNITS.find(([, size]) => durationMs >= 2 * size) ?? [
		"second",
		SECOND_MS,
	];
	return counted(Math.floor(durationMs / size), unit);
}

/** A count and its noun. */
export function counted(count: number, noun: string): string {
	return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
