import {
	DAY_MS,
	type DurationMs,
	HOUR_MS,
	type Instant,
	MINUTE_MS,
	type Range,
} from "./instant.ts";
import { formatLocalDay, type LocalDay, localDayOf, weekdayOf } from "./local-time.ts";
import type { ZoneClock } from "./zone-clock.ts";

/** The units of a store's own calendar that a range can be cut by; weeks begin on Monday. */
export type CalendarUnit = "hour" | "day" | "week" | "month";

/** A part of a range that lies in one unit of the local calendar. */
export interface CalendarPart extends Range {
	/**
	 * Which one, by ISO 8601: `2023-01-25T13:00-06:00`, `2023-01-25`, `2023-W04`, `2023-01`. No two
	 * parts of a range are called the same.
	 */
	readonly local: string;
}

/**
 * Cuts a range by the units of a zone's calendar.
 *
 * Law: the parts ascend and adjoin each other from the beginning of the range to its end, and none is
 * empty; so the totals of the parts add up to those of the range.
 *
 * An hour is what the clock shows without a change: one that it shows again, after it went back, is a
 * part of its own, and one that it skips is none. A day begins when the clock first shows its midnight,
 * or jumps over it, and ends where the next one begins; weeks and months are made of such days.
 *
 * The clock must cover the range.
 */
export function calendarParts(range: Range, unit: CalendarUnit, clock: ZoneClock): CalendarPart[] {
	return unit === "hour" ? hourParts(range, clock) : dayParts(range, CALENDARS[unit], clock);
}

function hourParts(range: Range, clock: ZoneClock): CalendarPart[] {
	const parts: CalendarPart[] = [];
	for (let at = range.from; at < range.to; ) {
		const offset = clock.offsetAt(at);
		const hour = Math.floor((at + offset) / HOUR_MS) * HOUR_MS;
		const to = Math.min(hour + HOUR_MS - offset, clock.nextChange(at), range.to);
		parts.push({ from: at, to, local: formatHour(hour, offset) });
		at = to;
	}
	return parts;
}

/** An hour of the clock, `local` being its beginning, under an offset. */
function formatHour(local: Instant, offset: DurationMs): string {
	const day = localDayOf(local);
	const hour = (local - day * DAY_MS) / HOUR_MS;
	return `${formatLocalDay(day)}T${two(hour)}:00${formatOffset(offset)}`;
}

/** `-06:00`; with seconds, as `+00:19:32`, for clocks that went by the sun. */
export function formatOffset(offset: DurationMs): string {
	const size = Math.abs(offset);
	const seconds = Math.floor(size / 1_000) % 60;
	const minutes = `${two(Math.floor(size / HOUR_MS))}:${two(Math.floor(size / MINUTE_MS) % 60)}`;
	return `${offset < 0 ? "-" : "+"}${minutes}${seconds === 0 ? "" : `:${two(seconds)}`}`;
}

function two(number: number): string {
	return String(number).padStart(2, "0");
}

/** A unit that is made of whole days. */
interface DayCalendar {
	/** The first day of the unit that a day lies in. */
	firstDay(day: LocalDay): LocalDay;
	/** The first day of the unit after the one that begins on a day. */
	nextFirstDay(firstDay: LocalDay): LocalDay;
	/** What the unit is called that begins on a day. */
	format(firstDay: LocalDay): string;
}

const CALENDARS: Readonly<Record<Exclude<CalendarUnit, "hour">, DayCalendar>> = {
	day: {
		firstDay: (day) => day,
		nextFirstDay: (day) => day + 1,
		format: formatLocalDay,
	},
	week: {
		firstDay: (day) => day - weekdayOf(day),
		nextFirstDay: (day) => day + 7,
		format: (day) => {
			const { yearOfWeek, weekOfYear } = dateOf(day);
			return `${yearOfWeek}-W${two(weekOfYear as number)}`;
		},
	},
	month: {
		firstDay: (day) => day - dateOf(day).day + 1,
		nextFirstDay: (day) => day + dateOf(day).daysInMonth,
		format: (day) => formatLocalDay(day).slice(0, 7),
	},
};

function dateOf(day: LocalDay): Temporal.PlainDate {
	return Temporal.PlainDate.from("1970-01-01").add({ days: day });
}

function dayParts(range: Range, calendar: DayCalendar, clock: ZoneClock): CalendarPart[] {
	const parts: CalendarPart[] = [];
	let day = calendar.firstDay(localDayOf(clock.localAt(range.from)));
	for (let at = range.from; at < range.to; ) {
		const next = calendar.nextFirstDay(day);
		const to = Math.min(clock.firstShown(next * DAY_MS), range.to);
		// A date that the clock skips is none, nor is one that had ended when the clock went back into it.
		if (to > at) {
			parts.push({ from: at, to, local: calendar.format(day) });
			at = to;
		}
		day = next;
	}
	return parts;
}

/** The last days of a calendar up to an instant. */
export interface LastDays {
	/** How many: at least one. */
	readonly count: number;
	/** Where the last of them ends. */
	readonly to: Instant;
}

/**
 * What a clock must cover to tell its last days. It is more than twice as long as they are, for dates that the
 * clock skips are none of them: of two that follow one another, at least one is shown.
 */
export function spanOfLastDays({ count, to }: LastDays): Range {
	return { from: to - (2 * count + 2) * DAY_MS, to };
}

/**
 * The last days by a clock up to an instant: so many that the clock shows, each from its beginning on, and the
 * last one as far as it has passed. A day that ends at the instant is the last one, and not the empty
 * beginning of the next.
 *
 * Law: they are the parts by day of the range from the beginning of the first to the instant.
 *
 * The clock must cover {@link spanOfLastDays}.
 */
export function lastDays(days: LastDays, clock: ZoneClock): CalendarPart[] {
	return calendarParts(spanOfLastDays(days), "day", clock).slice(-days.count);
}
