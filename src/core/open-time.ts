import { closingTime, openingsOn, type Schedule } from "./business-hours.ts";
import { DAY_MS, type Range, SECOND_MS } from "./instant.ts";
import { IntervalBuilder, type Intervals } from "./intervals.ts";
import { localDayOf, weekdayOf } from "./local-time.ts";
import type { Rules } from "./rules.ts";
import type { ZoneClock } from "./zone-clock.ts";

/**
 * The days before a range whose openings can reach into it: one for a night, and one more because
 * a zone can skip a whole date (Pacific/Apia on 2011-12-30), which moves its openings forward a day.
 */
const DAYS_BEFORE = 2;

/**
 * The days after the local date at a range's end whose openings can still begin before it: clocks
 * that go back across midnight (America/St_Johns at 00:01, until 2010) show a date, then the one
 * before it again, and an opening at 00:00 began the first time.
 */
const DAYS_AFTER = 1;

/** So many days more on either side of a change of zone, which can skip or repeat 26 hours. */
const ZONE_CHANGE_DAYS = 2;

/**
 * The open time of one store over a range: sorted, disjoint, clipped to it, closures taken out.
 *
 * Law: the open time of adjoining ranges adds up to the open time of the whole.
 *
 * The clock must cover the range. Pass a `builder` to reuse its memory; the result is then good
 * until its next use.
 */
export function openTime(
	schedule: Schedule,
	clock: ZoneClock,
	range: Range,
	rules: Rules,
	builder: IntervalBuilder = new IntervalBuilder(),
): Intervals {
	if (schedule.hours.isNone && schedule.specialHours.size === 0) {
		builder.add(range.from, range.to);
		return builder.finish(range, schedule.closures);
	}
	const more = clock.changesZone ? ZONE_CHANGE_DAYS : 0;
	const first = localDayOf(clock.localAt(range.from)) - DAYS_BEFORE - more;
	const last = localDayOf(clock.localAt(range.to)) + DAYS_AFTER + more;
	for (let day = first; day <= last; day++) {
		const midnight = day * DAY_MS;
		for (const opening of openingsOn(day, weekdayOf(day), schedule, rules)) {
			builder.add(
				clock.instantAt(midnight + opening.opensAt * SECOND_MS),
				clock.instantAt(midnight + closingTime(opening, rules) * SECOND_MS),
			);
		}
	}
	return builder.finish(range, schedule.closures);
}
