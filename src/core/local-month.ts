import { DAY_MS, daysFromCivil, type Instant, type Range } from "./instant.ts";
import { formatLocalDay, type LocalDay, localDayOf } from "./local-time.ts";
import type { ZoneClock } from "./zone-clock.ts";

/** A month of the calendar, as the days that it goes from and to; each zone has it at a time of its own. */
export interface LocalMonth {
	readonly firstDay: LocalDay;
	/** The first day of the month after it. */
	readonly nextFirstDay: LocalDay;
}

/** Nothing was polled before this year: see `EARLIEST_POLL`. */
const EARLIEST_YEAR = 2000;

/** Reads `YYYY-MM`, of the years 2000 to 9999; `undefined` when it is not that. */
export function parseLocalMonth(text: string): LocalMonth | undefined {
	const match = /^(\d{4})-(\d{2})$/.exec(text.trim());
	if (match === null) return undefined;
	const [year, month] = match.slice(1).map(Number) as [number, number];
	if (year < EARLIEST_YEAR || month < 1 || month > 12) return undefined;
	return monthFrom(daysFromCivil(year, month, 1));
}

/** Writes a month as `YYYY-MM`. */
export function formatLocalMonth({ firstDay }: LocalMonth): string {
	return formatLocalDay(firstDay).slice(0, 7);
}

/**
 * When a zone has a month: from when its clock first shows the month's first midnight, or jumps over it, to
 * where the next month begins. The clock must cover all of that.
 *
 * Law: months adjoin each other, and are those that `calendarParts` cuts a range by.
 */
export function monthRange({ firstDay, nextFirstDay }: LocalMonth, clock: ZoneClock): Range {
	return { from: clock.firstShown(firstDay * DAY_MS), to: clock.firstShown(nextFirstDay * DAY_MS) };
}

/** The month in whose range an instant lies. The clock must cover the instant. */
export function monthAt(instant: Instant, clock: ZoneClock): LocalMonth {
	const day = localDayOf(clock.localAt(instant));
	const month = monthFrom(day - dateOf(day).day + 1);
	// Clocks that go back across midnight show the last day of a month again, after the next one began.
	return instant < clock.firstShown(month.nextFirstDay * DAY_MS)
		? month
		: monthFrom(month.nextFirstDay);
}

function monthFrom(firstDay: LocalDay): LocalMonth {
	return { firstDay, nextFirstDay: firstDay + dateOf(firstDay).daysInMonth };
}

function dateOf(day: LocalDay): Temporal.PlainDate {
	return Temporal.PlainDate.from("1970-01-01").add({ days: day });
}
