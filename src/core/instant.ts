/**
 * An instant: whole milliseconds since 1970-01-01T00:00Z. Always an integer; finer fractions are
 * cut off where an instant is read, never rounded.
 */
export type Instant = number;

/** A length of elapsed time in whole milliseconds. */
export type DurationMs = number;

/** A UTC calendar day, counted from 1970-01-01. Not to be mixed with a {@link LocalDay}. */
export type UtcDay = number;

/** A half-open stretch of time: `from` belongs to it, `to` does not. */
export interface Range {
	readonly from: Instant;
	readonly to: Instant;
}

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** Nothing that was polled before this is believed: older dates come from broken clocks. */
export const EARLIEST_POLL: Instant = 946_684_800_000; // 2000-01-01T00:00Z

/** How far a poll may be ahead of the wall clock before it is called a mistake. */
export const FUTURE_TOLERANCE_MS: DurationMs = DAY_MS;

export function utcDayOf(instant: Instant): UtcDay {
	return Math.floor(instant / DAY_MS);
}

/** The full hour, by UTC, that an instant lies in; of a duration, its full hours. */
export function wholeHour(ms: Instant | DurationMs): Instant | DurationMs {
	return Math.floor(ms / HOUR_MS) * HOUR_MS;
}

/**
 * Days from 1970-01-01 to a date of the Gregorian calendar.
 *
 * The calendar is shifted to begin in March, so that the leap day is the last of its year; see
 * Howard Hinnant, "chrono-compatible low-level date algorithms". The date must exist.
 */
export function daysFromCivil(year: number, month: number, day: number): number {
	const shifted = month <= 2 ? year - 1 : year;
	const era = Math.floor(shifted / 400);
	const yearOfEra = shifted - era * 400;
	const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
	const dayOfEra =
		yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
	return era * 146_097 + dayOfEra - 719_468;
}

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Whether the Gregorian calendar has this date. */
export function isCivilDate(year: number, month: number, day: number): boolean {
	if (month < 1 || month > 12 || day < 1) return false;
	const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
	const last = month === 2 && leap ? 29 : (DAYS_IN_MONTH[month - 1] as number);
	return day <= last;
}

// 2023-01-22 12:09:39.388884 UTC; also with T, Z, +05:30, +0530, +05, without fraction, without zone
const TIMESTAMP =
	/^(\d{4})-(\d{2})-(\d{2})[ Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))? ?(?:UTC|Z|([+-])(\d{2})(?::?(\d{2}))?)?$/i;

/**
 * Reads a timestamp as operators export it. Without a zone it is UTC.
 *
 * Returns `undefined` for text that is no timestamp or names a date or time that does not exist.
 */
export function parseInstant(text: string): Instant | undefined {
	const match = TIMESTAMP.exec(text);
	if (match === null) return undefined;
	const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
		number,
		number,
		number,
		number,
		number,
		number,
	];
	if (!isCivilDate(year, month, day) || hour > 23 || minute > 59 || second > 59) return undefined;
	const milli = Number((match[7] ?? "").slice(0, 3).padEnd(3, "0"));
	const offsetHour = Number(match[9] ?? 0);
	const offsetMinute = Number(match[10] ?? 0);
	if (offsetHour > 23 || offsetMinute > 59) return undefined;
	const offsetMs = (match[8] === "-" ? -1 : 1) * (offsetHour * HOUR_MS + offsetMinute * MINUTE_MS);
	const wallMs =
		daysFromCivil(year, month, day) * DAY_MS +
		hour * HOUR_MS +
		minute * MINUTE_MS +
		second * SECOND_MS +
		milli;
	return wallMs - offsetMs;
}

/** An instant as ISO 8601 in UTC with exactly three fraction digits and `Z`. */
export function formatInstant(instant: Instant): string {
	return Temporal.Instant.fromEpochMilliseconds(instant).toString({
		smallestUnit: "millisecond",
	});
}

const DURATION_PART_MS: Readonly<Record<string, DurationMs>> = {
	d: DAY_MS,
	h: HOUR_MS,
	m: MINUTE_MS,
	s: SECOND_MS,
	ms: 1,
};

const COMPACT_DURATION = /^(?:\d{1,9}(?:ms|[dhms]))+$/;
// Only days stand before the T: an M there would be months.
const ISO_DURATION = /^p(?:\d{1,9}d)?(?:t(?=\d)(?:\d{1,9}h)?(?:\d{1,9}m)?(?:\d{1,9}s)?)?$/;

/**
 * Reads a positive duration: `90m`, `2h30m`, `1d`, `45s`, `500ms`, or ISO 8601 such as `PT2H`.
 *
 * Calendar units (weeks, months, years) have no fixed place here and are refused, as is zero.
 * Returns `undefined` when the text is not such a duration.
 */
export function parseDuration(text: string): DurationMs | undefined {
	const plain = text.trim().toLowerCase();
	if (!COMPACT_DURATION.test(plain) && !ISO_DURATION.test(plain)) return undefined;
	let total = 0;
	for (const [, count, unit] of plain.matchAll(/(\d+)(ms|[dhms])/g))
		total += Number(count) * (DURATION_PART_MS[unit as string] as number);
	return total > 0 && Number.isSafeInteger(total) ? total : undefined;
}
