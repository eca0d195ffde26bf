import { DAY_MS, daysFromCivil, isCivilDate } from "./instant.ts";

/** A date on a store's own calendar, counted from 1970-01-01. Not to be mixed with a UtcDay. */
export type LocalDay = number;

/** A wall-clock time in whole seconds since midnight, 0 to 86,400 (24:00). */
export type TimeOfDay = number;

/** 0 = Monday … 6 = Sunday. */
export type Weekday = number;

/** A wall-clock reading as if it were UTC: `localDay * 86,400,000 + milliseconds into the day`. */
export type LocalMs = number;

export const MIDNIGHT_ENDING_THE_DAY: TimeOfDay = 86_400;

/** The weekday of a local date; 1970-01-01 was a Thursday. */
export function weekdayOf(day: LocalDay): Weekday {
	return (((day + 3) % 7) + 7) % 7;
}

export function localDayOf(local: LocalMs): LocalDay {
	return Math.floor(local / DAY_MS);
}

/** Reads `YYYY-MM-DD`; `undefined` when it is not that or the calendar has no such date. */
export function parseLocalDay(text: string): LocalDay | undefined {
	const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text.trim());
	if (match === null) return undefined;
	const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
	return isCivilDate(year, month, day) ? daysFromCivil(year, month, day) : undefined;
}

/** Writes a local date as `YYYY-MM-DD`. */
export function formatLocalDay(day: LocalDay): string {
	return Temporal.PlainDate.from("1970-01-01").add({ days: day }).toString();
}

/**
 * Reads a time of day from `0:00` to `24:00`, with or without seconds. Fractions of a second are
 * cut off. `undefined` when the text is no time of day.
 */
export function parseTimeOfDay(text: string): TimeOfDay | undefined {
	return parseCommonTime(text) ?? parseAnyTime(text);
}

/** The form that nearly all exports have, `HH:MM:SS`: files have a hundred thousand of them. */
function parseCommonTime(text: string): TimeOfDay | undefined {
	if (text.length !== 8 || text[2] !== ":" || text[5] !== ":") return undefined;
	const hour = twoDigitsAt(text, 0);
	const minute = twoDigitsAt(text, 3);
	const second = twoDigitsAt(text, 6);
	const isTime = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
	return isTime ? hour * 3_600 + minute * 60 + second : undefined;
}

function twoDigitsAt(text: string, at: number): number {
	const tens = text.charCodeAt(at) - 48;
	const ones = text.charCodeAt(at + 1) - 48;
	return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

function parseAnyTime(text: string): TimeOfDay | undefined {
	const match = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?$/.exec(text.trim());
	if (match === null) return undefined;
	const [hour, minute, second] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
	if (minute > 59 || second > 59) return undefined;
	const time = hour * 3_600 + minute * 60 + second;
	return time <= MIDNIGHT_ENDING_THE_DAY ? time : undefined;
}

/** Writes a time of day as `HH:MM:SS`. */
export function formatTimeOfDay(time: TimeOfDay): string {
	const two = (part: number) => String(part).padStart(2, "0");
	return `${two(Math.floor(time / 3_600))}:${two(Math.floor(time / 60) % 60)}:${two(time % 60)}`;
}
