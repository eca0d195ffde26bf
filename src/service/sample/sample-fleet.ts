import { businessHours, type Opening, type Schedule } from "../../core/business-hours.ts";
import { Dated } from "../../core/dated.ts";
import {
	DAY_MS,
	type DurationMs,
	EARLIEST_POLL,
	HOUR_MS,
	type Instant,
	MINUTE_MS,
	type Range,
	SECOND_MS,
	wholeHour,
} from "../../core/instant.ts";
import { IntervalBuilder, Intervals } from "../../core/intervals.ts";
import {
	type LocalDay,
	localDayOf,
	MIDNIGHT_ENDING_THE_DAY,
	type TimeOfDay,
	type Weekday,
	weekdayOf,
} from "../../core/local-time.ts";
import type { SalesPerHour } from "../../core/lost-sales.ts";
import { openTime } from "../../core/open-time.ts";
import { ACTIVE, INACTIVE, type PollSeries, packPoll } from "../../core/poll.ts";
import { DEFAULT_RULES } from "../../core/rules.ts";
import type { StoreId } from "../../core/store-id.ts";
import { DEFAULT_ZONE, type ZoneClock, ZoneClocks } from "../../core/zone-clock.ts";

import { RandomNumbers, type Weighted, weighted } from "./random-numbers.ts";

/** What a sample fleet is made from; the same plan always makes the same fleet. */
export interface SamplePlan {
	readonly stores: number;
	readonly days: number;
	readonly seed: number;
	/** The instant of the fleet's newest poll. */
	readonly end: Instant;
}

export const SAMPLE_STORES_MAX = 1_000_000;
export const SAMPLE_DAYS_MAX = 400;
const SAMPLE_END_MAX: Instant = 253_402_300_800_000; // the year 10,000, which no four digits can write

/** A row of business hours, as an export has it. */
export interface HoursRow extends Opening {
	readonly weekday: Weekday;
}

/** A planned closure of one store or, in {@link SampleFleet.closures}, of all. */
export interface SampleClosure extends Range {
	readonly reason: string;
}

/** A store of the sample fleet: what is known of it, and how it behaves. */
export interface SampleStore {
	readonly index: number;
	readonly id: StoreId;
	/** What people call it. */
	readonly name: string;
	/** Its brand; `undefined` for a store that has none. */
	readonly group: string | undefined;
	/** The city that its zone is called by; `undefined` for a store of which nobody wrote it down. */
	readonly city: string | undefined;
	/** `undefined` for a store of which nobody knows it. */
	readonly salesPerHour: SalesPerHour | undefined;
	/** `undefined` for a store that the zones' file does not name. */
	readonly zone: string | undefined;
	/** Empty for a store that the business hours' file does not name. */
	readonly hours: readonly HoursRow[];
	/** Planned closures of this store alone. */
	readonly closures: readonly SampleClosure[];
	/** All of it together, with the closures of the whole fleet: when the store should be open. */
	readonly schedule: Schedule;
	readonly habits: StoreHabits;
}

/** How a store behaves, as chances and lengths. */
export interface StoreHabits {
	/** The open time between two outages, on average. */
	readonly soundMs: DurationMs;
	/** How often the store looks inactive when it is closed. */
	readonly inactiveWhenClosed: number;
	/** How often a round of the poller reaches the store. */
	readonly reached: number;
	/** Rounds from one in which the store is polled to the next: 1, and many for a quiet store. */
	readonly everyRounds: number;
}

/** The polls of one store and the truth that they are a sample of. */
export interface SamplePolls {
	readonly polls: PollSeries;
	/** The microseconds of each poll below its millisecond, which an export shows and we cut off. */
	readonly micros: Uint16Array;
	/** When the store was really down. Each begins inside open time and may outlast it. */
	readonly outages: Intervals;
}

/** The poller asks every store once a round, each at its own time in the round. */
const ROUND_MS = HOUR_MS;
const JITTER_MS = 6 * MINUTE_MS;

/** The first of the streams of random numbers a store has; so its polls can be made again alone. */
const FACTS = 1;
const POLLS = 2;
/** Names have one of their own, so that a fleet has the polls that it had before it had names. */
const NAMES = 3;
const WHOLE_FLEET = -1;

/**
 * A believable fleet of restaurants, generated from a seed and nothing else: no clock, no files, no
 * data of anybody's.
 *
 * Every store has random numbers of its own, so that the fleet can be walked twice instead of being
 * held in memory. Law: each walk gives the same stores, and each store the same polls.
 */
export class SampleFleet {
	readonly plan: SamplePlan;
	/** The stretch that is polled: every poll is at or after `from`, and the newest is at `to`. */
	readonly range: Range;
	/** Planned closures of all stores. */
	readonly closures: readonly SampleClosure[];
	/** When the poller itself was silent, so that no store has a poll. */
	readonly silence: Intervals;
	readonly #holiday: LocalDay;
	readonly #clocks: ZoneClocks;
	readonly #idOrigin: bigint;

	/** Throws a RangeError that names the value when the plan is beyond its limits. */
	constructor(plan: SamplePlan) {
		checkPlan(plan);
		this.plan = plan;
		this.range = { from: plan.end - plan.days * DAY_MS, to: plan.end };
		this.#clocks = new ZoneClocks({ from: this.range.from, to: plan.end + HOUR_MS });
		const random = new RandomNumbers(plan.seed, WHOLE_FLEET, FACTS);
		this.#idOrigin = BigInt(random.below(2 ** 32)) * BigInt(2 ** 25);
		this.silence = silentHours(this.range, random);
		this.closures = [fleetClosure(this.range, random)];
		this.#holiday = localDayOf(plan.end - Math.min(3 * DAY_MS, (plan.days * DAY_MS) / 2));
	}

	*stores(): Generator<SampleStore, void, undefined> {
		for (let index = 0; index < this.plan.stores; index++) yield this.#store(index);
	}

	/** The polls of a store, in order of time. The last of store 0 is the fleet's newest. */
	polls(store: SampleStore): SamplePolls {
		const random = new RandomNumbers(this.plan.seed, store.index, POLLS);
		const { from, to } = this.range;
		const clock = this.#clocks.of(store.zone ?? DEFAULT_ZONE);
		// A little beyond the end, so that the poll at the end itself finds the store open.
		const open = openTime(store.schedule, clock, { from, to: to + HOUR_MS }, DEFAULT_RULES);
		const outages = outagesIn(open, clock, store.habits.soundMs, random);
		return { ...this.#pollStore(store, open, outages, random), outages };
	}

	#pollStore(
		{ index, habits }: SampleStore,
		open: Intervals,
		outages: Intervals,
		random: RandomNumbers,
	): Pick<SamplePolls, "polls" | "micros"> {
		const rounds = Math.floor((this.range.to - this.range.from) / ROUND_MS);
		const polls = new Float64Array(rounds + 1);
		const micros = new Uint16Array(rounds + 1);
		const [opened, down, silent] = [open, outages, this.silence].map((it) => new Cursor(it)) as [
			Cursor,
			Cursor,
			Cursor,
		];
		let count = 0;
		const write = (at: Instant, micro: number) => {
			const looksActive =
				!down.holds(at) && (opened.holds(at) || !random.happens(habits.inactiveWhenClosed));
			polls[count] = packPoll(at, looksActive ? ACTIVE : INACTIVE);
			micros[count++] = micro;
		};
		const phaseMs = SECOND_MS + random.below(ROUND_MS - JITTER_MS - SECOND_MS);
		const firstRound = random.below(Math.min(habits.everyRounds, rounds));
		for (let round = firstRound; round < rounds; round += habits.everyRounds) {
			const at = this.range.from + round * ROUND_MS + phaseMs + random.below(JITTER_MS);
			const micro = random.below(1_000);
			if (!random.happens(habits.reached) || silent.holds(at)) continue;
			// Now and then a poll is on the whole second, which exports write without a fraction.
			if (random.happens(1 / 64)) write(Math.floor(at / SECOND_MS) * SECOND_MS, 0);
			else write(at, micro);
		}
		// Reports are as of the newest poll; so they are as of exactly the end that was asked for.
		if (index === 0) write(this.range.to, 0);
		return { polls: polls.subarray(0, count), micros: micros.subarray(0, count) };
	}

	#store(index: number): SampleStore {
		const random = new RandomNumbers(this.plan.seed, index, FACTS);
		const zone = random.happens(0.05) ? undefined : random.pick(ZONES);
		const week = random.pick(WEEKS)(random);
		// One store in a hundred; the eighth, so that a fleet of a few stores is not closed for works.
		const closures = index % 100 === 7 ? [storeClosure(this.range, random)] : [];
		return {
			index,
			id: this.#id(index),
			...this.#details(index, zone),
			zone,
			hours: week.rows,
			closures,
			schedule: {
				hours: week.rows.length === 0 ? Dated.none : Dated.always(businessHours(week.rows)),
				specialHours: this.#specialHours(week, random),
				closures: Intervals.of(byStart([...this.closures, ...closures])),
			},
			habits: habitsOf(random),
		};
	}

	/**
	 * 18 digits that are a store's own and one more. The steps are coprime to how many there are, so
	 * no two stores share them, and nothing has to be remembered for it. Every fiftieth store shares
	 * those of its neighbour all the same and differs in its last digit alone: who reads the two as
	 * floats has lost one.
	 */
	#id(index: number): StoreId {
		const isTwin = index % 50 === 1;
		const step = BigInt(isTwin ? index - 1 : index);
		const own = ID_FIRST + ((this.#idOrigin + step * ID_STEP) % ID_COUNT);
		const last = Number(own % 7n) + (isTwin ? 2 : 0);
		return `${own}${last}`;
	}

	/** The name is the brand, the town as the zone is called, and a number that no other store has. */
	#details(
		index: number,
		zone: string | undefined,
	): Pick<SampleStore, "name" | "group" | "city" | "salesPerHour"> {
		const random = new RandomNumbers(this.plan.seed, index, NAMES);
		const group = random.pick(BRANDS);
		const town = zone?.slice(zone.lastIndexOf("/") + 1).replaceAll("_", " ");
		const parts = [group ?? "Corner Kitchen", town, `No. ${index + 1}`];
		const name = parts.filter((part) => part !== undefined).join(" ");
		const isKnown = random.happens(KNOWN_SALES);
		const cents = BigInt(SALES_CENTS_MIN + random.below(SALES_CENTS_COUNT));
		return { name, group, city: town, salesPerHour: isKnown ? cents * 100n : undefined };
	}

	#specialHours(week: Week, random: RandomNumbers): Map<LocalDay, readonly Opening[]> {
		const special = new Map<LocalDay, readonly Opening[]>();
		const holiday = random.pick(HOLIDAY_OPENINGS);
		if (holiday !== undefined && week.rows.length > 0) special.set(this.#holiday, holiday);
		if (week.restDay === undefined) return special;
		// From before the first poll to after the last, so that the week to come reads right, too.
		const last = localDayOf(this.range.to) + 14;
		for (let day = localDayOf(this.range.from) - 2; day <= last; day++)
			if (weekdayOf(day) === week.restDay) special.set(day, []);
		return special;
	}
}

function checkPlan({ stores, days, seed, end }: SamplePlan): void {
	const isWhole = (value: number, least: number, most: number) =>
		Number.isSafeInteger(value) && value >= least && value <= most;
	if (!isWhole(stores, 1, SAMPLE_STORES_MAX))
		throw new RangeError(`stores ${stores}: give a whole number from 1 to ${SAMPLE_STORES_MAX}`);
	if (!isWhole(days, 1, SAMPLE_DAYS_MAX))
		throw new RangeError(`days ${days}: give a whole number from 1 to ${SAMPLE_DAYS_MAX}`);
	if (!isWhole(seed, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER))
		throw new RangeError(`seed ${seed}: give a whole number`);
	if (!isWhole(end, EARLIEST_POLL + days * DAY_MS, SAMPLE_END_MAX - 1))
		throw new RangeError("the sample must lie between the years 2000 and 9999");
}

const ID_FIRST = 100_000_000_000_000_000n;
/** Ids stay below 2^63, as those do that a database counted as bigint. */
const ID_COUNT = 820_000_000_000_000_000n;
/** Ends in 7, and is no multiple of 41: coprime to 2, 5 and 41, the primes of the count. */
const ID_STEP = 506_732_189_425_609_877n;

/** The brands of the fleet's owner, and kitchens that stand for themselves. */
const BRANDS: Weighted<string | undefined> = weighted([
	[45, "Copper Kettle"],
	[25, "Noodle Harbour"],
	[15, "Blue Door Bakery"],
	[10, "Taco Meridian"],
	[5, undefined],
]);

/** How often it is known what a store sells in an hour: from 80.00 to under 900.00. */
const KNOWN_SALES = 0.9;
const SALES_CENTS_MIN = 8_000;
const SALES_CENTS_COUNT = 82_000;

/** Places to eat, more of them where a chain from the United States would have them. */
const ZONES: Weighted<string> = weighted([
	[24, "America/New_York"],
	[17, "America/Chicago"],
	[8, "America/Denver"],
	[16, "America/Los_Angeles"],
	[5, "America/Phoenix"],
	[4, "America/Toronto"],
	[4, "America/Mexico_City"],
	[5, "America/Sao_Paulo"],
	[7, "Europe/London"],
	[3, "Europe/Madrid"],
	[2, "Asia/Kathmandu"],
	[5, "Australia/Sydney"],
]);

/** A store's business hours as rows, and the weekday on which it rests if it has one. */
interface Week {
	readonly rows: readonly HoursRow[];
	/**
	 * A weekday without rows is a day that is open around the clock; that a store is closed on it can
	 * only be said with special hours, date by date.
	 */
	readonly restDay: Weekday | undefined;
}

const FRIDAY: Weekday = 4;
const SATURDAY: Weekday = 5;
const WEEKDAYS: readonly Weekday[] = [0, 1, 2, 3, 4, 5, 6];
const LAST_SECOND: TimeOfDay = 86_399;

const WEEKS: Weighted<(random: RandomNumbers) => Week> = weighted([
	[34, oneShift],
	[18, lunchAndDinner],
	[11, nightsWrittenOnce],
	[11, nightsCutAtMidnight],
	[4, aroundTheClockTo24],
	[4, aroundTheClockTo0],
	[5, aroundTheClockAtWeekends],
	[7, restsOnOneDay],
	[6, withoutRows],
]);

function weekOf(openings: (weekday: Weekday) => readonly Opening[]): Week {
	const rows = WEEKDAYS.flatMap((weekday) =>
		openings(weekday).map((opening) => ({ weekday, ...opening })),
	);
	return { rows, restDay: undefined };
}

function oneShift(random: RandomNumbers): Week {
	const opensAt = halfHour(random, 6, 11);
	const closesAt = halfHour(random, 15, 23);
	const later = random.happens(0.5) ? 3_600 : 0;
	return weekOf((weekday) => [
		{ opensAt, closesAt: weekday === FRIDAY || weekday === SATURDAY ? closesAt + later : closesAt },
	]);
}

function lunchAndDinner(random: RandomNumbers): Week {
	const lunch = { opensAt: halfHour(random, 11, 12), closesAt: halfHour(random, 14, 15) };
	const dinner = { opensAt: halfHour(random, 17, 18), closesAt: halfHour(random, 21, 23) };
	return weekOf(() => [lunch, dinner]);
}

function nightsWrittenOnce(random: RandomNumbers): Week {
	const { opensAt, closesAt } = night(random);
	return weekOf((weekday) => [{ opensAt, closesAt: closesAt(weekday) }]);
}

/** The way some exports write a night: to the last second of its day, and on from 00:00:00. */
function nightsCutAtMidnight(random: RandomNumbers): Week {
	const { opensAt, closesAt } = night(random);
	return weekOf((weekday) => [
		{ opensAt: 0, closesAt: closesAt((weekday + 6) % 7) },
		{ opensAt, closesAt: LAST_SECOND },
	]);
}

function night(random: RandomNumbers) {
	const opensAt = halfHour(random, 16, 19);
	const ordinary = halfHour(random, 1, 3);
	const late = ordinary + 3_600;
	const closesAt = (evening: Weekday): TimeOfDay =>
		evening === FRIDAY || evening === SATURDAY ? late : ordinary;
	return { opensAt, closesAt };
}

function aroundTheClockTo24(): Week {
	return weekOf(() => [{ opensAt: 0, closesAt: MIDNIGHT_ENDING_THE_DAY }]);
}

function aroundTheClockTo0(): Week {
	return weekOf(() => [{ opensAt: 0, closesAt: 0 }]);
}

/** Rows from Monday to Friday alone: the days without are open all day, and the polls say so. */
function aroundTheClockAtWeekends(random: RandomNumbers): Week {
	const shift = { opensAt: halfHour(random, 5, 7), closesAt: halfHour(random, 21, 23) };
	return weekOf((weekday) => (weekday < SATURDAY ? [shift] : []));
}

function restsOnOneDay(random: RandomNumbers): Week {
	const restDay = random.happens(0.7) ? 0 : 1;
	const { rows } = random.happens(0.5) ? oneShift(random) : lunchAndDinner(random);
	return { rows: rows.filter(({ weekday }) => weekday !== restDay), restDay };
}

function withoutRows(): Week {
	return { rows: [], restDay: undefined };
}

/** A full or half hour from `first` to `last`, both included. */
function halfHour(random: RandomNumbers, first: number, last: number): TimeOfDay {
	return first * 3_600 + random.below((last - first) * 2 + 1) * 1_800;
}

/** What stores do on the holiday: nothing else than always, closed, or open for less long. */
const HOLIDAY_OPENINGS: Weighted<readonly Opening[] | undefined> = weighted([
	[40, undefined],
	[30, []],
	[22, [{ opensAt: 43_200, closesAt: 64_800 }]],
	[
		8,
		[
			{ opensAt: 41_400, closesAt: 50_400 },
			{ opensAt: 61_200, closesAt: 72_000 },
		],
	],
]);

/** Whether a store fails seldom or often: an outage in some weeks, one in days, several a day. */
const SOUND_HOURS: Weighted<number> = weighted([
	[62, 600],
	[28, 90],
	[10, 9],
]);

/** Most stores switch their devices off when they close; some sometimes, a few never. */
const INACTIVE_WHEN_CLOSED: Weighted<number> = weighted([
	[75, 0.98],
	[17, 0.6],
	[8, 0.04],
]);

function habitsOf(random: RandomNumbers): StoreHabits {
	const soundMs = random.pick(SOUND_HOURS) * HOUR_MS;
	const inactiveWhenClosed = random.pick(INACTIVE_WHEN_CLOSED);
	const isQuiet = random.happens(0.04);
	return {
		soundMs,
		inactiveWhenClosed,
		reached: isQuiet ? 1 : random.between(0.95, 1),
		everyRounds: isQuiet ? 48 + random.below(96) : 1,
	};
}

const OUTAGE_SHORTEST_MS: DurationMs = 4 * MINUTE_MS;
/** The longest outage is so many times the shortest: a day. */
const OUTAGE_SPREAD = DAY_MS / OUTAGE_SHORTEST_MS;

/** Outages that begin inside open time, more of them when the kitchen is busy. */
function outagesIn(
	open: Intervals,
	clock: ZoneClock,
	soundMs: DurationMs,
	random: RandomNumbers,
): Intervals {
	const builder = new IntervalBuilder();
	let waitMs = random.exponential(soundMs);
	let downUntil = Number.NEGATIVE_INFINITY;
	for (let i = 0; i < open.count; i++) {
		let at = Math.max(open.from(i), downUntil);
		for (; at + waitMs < open.to(i); waitMs = random.exponential(soundMs)) {
			at += waitMs;
			if (!isBusy(clock, at) && random.happens(0.6)) continue;
			downUntil = at + outageLength(random);
			builder.add(at, downUntil);
			at = downUntil;
		}
		waitMs -= Math.max(0, open.to(i) - at);
	}
	return builder.finish();
}

/** Half of the outages are over in about twenty minutes, one in ten takes most of a day. */
function outageLength(random: RandomNumbers): DurationMs {
	return Math.floor(OUTAGE_SHORTEST_MS * OUTAGE_SPREAD ** (random.fraction() ** 2));
}

function isBusy(clock: ZoneClock, at: Instant): boolean {
	const hour = Math.floor(clock.localAt(at) / HOUR_MS) % 24;
	return hour === 12 || hour === 13 || (hour >= 18 && hour < 21);
}

/** A few hours about every five days in which the poller asked nobody; never near the end. */
function silentHours({ from, to }: Range, random: RandomNumbers): Intervals {
	const keptMs = 12 * HOUR_MS;
	const gaps = Math.max(1, Math.round((to - from) / (5 * DAY_MS)));
	const shareMs = (to - from - keptMs) / gaps;
	return Intervals.of(
		Array.from({ length: gaps }, (_, i) => {
			const begin = Math.floor(from + i * shareMs + random.between(0, shareMs / 2));
			return { from: begin, to: begin + Math.floor(random.between(1.5, 6) * HOUR_MS) };
		}),
	);
}

function fleetClosure({ from, to }: Range, random: RandomNumbers): SampleClosure {
	const begin = wholeHour(to - Math.min(random.between(1.5, 5) * DAY_MS, (to - from) * 0.7));
	return {
		from: begin,
		to: begin + (2 + random.below(3)) * HOUR_MS,
		reason: "Card payments: provider's maintenance",
	};
}

const STORE_CLOSURE_REASONS: Weighted<string> = weighted([
	[1, "Kitchen refurbishment"],
	[1, "New floor in the dining room"],
	[1, "Staff training"],
	[1, "Works on the water main"],
]);

function storeClosure({ from, to }: Range, random: RandomNumbers): SampleClosure {
	const spanMs = to - from;
	const begin = wholeHour(to - Math.min(random.between(3, 6) * DAY_MS, spanMs * 0.8));
	const lengthMs = Math.min(random.between(24, 48) * HOUR_MS, spanMs / 4);
	return {
		from: begin,
		to: begin + Math.max(HOUR_MS, wholeHour(lengthMs)),
		reason: random.pick(STORE_CLOSURE_REASONS),
	};
}

function byStart(ranges: Range[]): Range[] {
	return ranges.sort((a, b) => a.from - b.from);
}

/** Says of instants, asked in ascending order, whether one of the intervals holds them. */
class Cursor {
	readonly #intervals: Intervals;
	#next = 0;

	constructor(intervals: Intervals) {
		this.#intervals = intervals;
	}

	holds(at: Instant): boolean {
		const intervals = this.#intervals;
		while (this.#next < intervals.count && intervals.to(this.#next) <= at) this.#next++;
		return this.#next < intervals.count && intervals.from(this.#next) <= at;
	}
}
