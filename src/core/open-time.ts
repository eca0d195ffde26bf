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
	if (schedule.hours === undefined && schedule.specialHours.size === 0) {
		builder.add(range.from, range.to);
		return builder.finish(range, schedule.closures);
	}
	const first = localDayOf(clock.localAt(range.from)) - DAYS_BEFORE;
	const last = localDayOf(clock.localAt(range.to));
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
