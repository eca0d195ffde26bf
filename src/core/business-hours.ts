import { Dated } from "./dated.ts";
import { Intervals } from "./intervals.ts";
import {
	type LocalDay,
	MIDNIGHT_ENDING_THE_DAY,
	type TimeOfDay,
	type Weekday,
} from "./local-time.ts";
import type { Rules } from "./rules.ts";

/**
 * One opening in local wall time, as written: `closesAt <= opensAt` closes on the next day, and
 * equal means 24 hours. It belongs to the local date on which it opens.
 */
export interface Opening {
	readonly opensAt: TimeOfDay;
	readonly closesAt: TimeOfDay;
}

const NO_OPENINGS: readonly Opening[] = [];

/** A store's openings by weekday; an empty list is a weekday without any row. */
export type BusinessHours = readonly (readonly Opening[])[];

/** More openings than this a week are no business hours but a mistake in a file. */
export const OPENINGS_MAX = 128;

/** Builds {@link BusinessHours} from openings in any order. */
export class BusinessHoursBuilder {
	readonly #week: (readonly Opening[])[] = Array<readonly Opening[]>(7).fill(NO_OPENINGS);
	/** How many different openings there are. */
	count = 0;

	/** Adds an opening; one that is there already says nothing new. */
	add(weekday: Weekday, opening: Opening): void {
		const day = this.#week[weekday] as readonly Opening[];
		const { opensAt, closesAt } = opening;
		if (day.some((known) => known.opensAt === opensAt && known.closesAt === closesAt)) return;
		this.#week[weekday] = [...day, opening];
		this.count++;
	}

	build(): BusinessHours {
		return this.#week;
	}
}

/** {@link BusinessHours} from rows in any order. */
export function businessHours(
	rows: Iterable<Opening & { readonly weekday: Weekday }>,
): BusinessHours {
	const builder = new BusinessHoursBuilder();
	for (const { weekday, opensAt, closesAt } of rows) builder.add(weekday, { opensAt, closesAt });
	return builder.build();
}

/** A store's openings on the dates that have special hours; an empty list is closed. */
export type SpecialHours = ReadonlyMap<LocalDay, readonly Opening[]>;

/**
 * When one store should be open, before zones and clocks come into it.
 *
 * Nothing of it is applied when polls are written, only when they are read; so a change, also after
 * the fact, changes every report that is made from then on.
 */
export interface Schedule {
	/**
	 * Weekly hours. While there are none, it is always open. An opening belongs to the local date on which
	 * it opens; so those that are valid on that date decide it, and a night that began before a change keeps
	 * its tail.
	 */
	readonly hours: Dated<BusinessHours>;
	/** Openings that replace all rows of a date; an empty list is closed. */
	readonly specialHours: SpecialHours;
	/** Planned closures of this store and of all. */
	readonly closures: Intervals;
}

export const ALWAYS_OPEN: Schedule = {
	hours: Dated.none,
	specialHours: new Map(),
	closures: Intervals.none,
};

const ALL_DAY: readonly Opening[] = [{ opensAt: 0, closesAt: MIDNIGHT_ENDING_THE_DAY }];

/** The openings that begin on a local date. */
export function openingsOn(
	day: LocalDay,
	weekday: Weekday,
	schedule: Schedule,
	rules: Rules,
): readonly Opening[] {
	const special = schedule.specialHours.get(day);
	if (special !== undefined) return special;
	const hours = schedule.hours.at(day);
	if (hours === undefined) return ALL_DAY;
	const openings = hours[weekday] as readonly Opening[];
	if (openings.length > 0) return openings;
	return rules.missingDay === "open" ? ALL_DAY : NO_OPENINGS;
}

/**
 * When an opening closes, in seconds since the midnight that begins the date on which it opens:
 * above 86,400 when that is on the next day.
 *
 * A closing time of 23:59 or 23:59:59 is read as midnight before anything else is asked of it.
 */
export function closingTime({ opensAt, closesAt }: Opening, rules: Rules): number {
	const closes =
		rules.endOfDay === "midnight" && (closesAt === 86_340 || closesAt === 86_399)
			? MIDNIGHT_ENDING_THE_DAY
			: closesAt;
	return closes <= opensAt ? closes + MIDNIGHT_ENDING_THE_DAY : closes;
}
