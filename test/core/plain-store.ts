import {
	type BusinessHours,
	businessHours,
	type Opening,
	type Schedule,
} from "../../src/core/business-hours.ts";
import { Dated, FROM_THE_BEGINNING } from "../../src/core/dated.ts";
import type { Instant, Range } from "../../src/core/instant.ts";
import { Intervals } from "../../src/core/intervals.ts";
import type { LocalDay, TimeOfDay, Weekday } from "../../src/core/local-time.ts";
import { ACTIVE, INACTIVE, type PollSeries, packPoll, settlePolls } from "../../src/core/poll.ts";
import {
	type ReportRange,
	type StoreHistory,
	StoreSweeper,
	spanOf,
} from "../../src/core/report.ts";
import { DEFAULT_RULES, type Rules } from "../../src/core/rules.ts";
import { StoreZone } from "../../src/core/store-zone.ts";
import type { Totals } from "../../src/core/totals.ts";

export interface PlainPoll {
	readonly at: Instant;
	readonly status: "active" | "inactive";
}

export type PlainRows = readonly (Opening & { readonly weekday: Weekday })[];

/** The zone that a store is in, and those that it comes into on dates, in any order, none twice for a date. */
export interface PlainZones {
	readonly zone: string;
	readonly zoneChanges?: readonly { readonly validFrom: LocalDay; readonly zone: string }[];
}

/**
 * A store as an operator knows it: lists in the order in which they were written, nothing sorted,
 * merged or packed. The oracle reads this; the core reads what {@link historyOf} makes of it.
 */
export interface PlainStore extends PlainZones {
	/** Empty for a store without business hours. */
	readonly rows: PlainRows;
	/** Rows that hold instead from a date on, in any order, none twice for a date. */
	readonly rowChanges?: readonly { readonly validFrom: LocalDay; readonly rows: PlainRows }[];
	readonly special: readonly { readonly day: LocalDay; readonly openings: readonly Opening[] }[];
	readonly closures: readonly Range[];
	/** In the order in which they were ingested. */
	readonly polls: readonly PlainPoll[];
}

function hoursOf({ rows, rowChanges = [] }: PlainStore): Dated<BusinessHours> {
	if (rows.length === 0 && rowChanges.length === 0) return Dated.none;
	return Dated.of(
		[{ validFrom: FROM_THE_BEGINNING, rows }, ...rowChanges].map((version) => ({
			validFrom: version.validFrom,
			value: version.rows.length === 0 ? undefined : businessHours(version.rows),
		})),
	);
}

/** The zones of a store as the core knows them. */
export function zoneOf({ zone, zoneChanges = [] }: PlainZones): StoreZone {
	if (zoneChanges.length === 0) return StoreZone.of(zone);
	const changes = zoneChanges.map((change) => ({ ...change, value: change.zone }));
	const first = { validFrom: FROM_THE_BEGINNING, value: zone };
	return new StoreZone(Dated.of([first, ...changes]), "America/Chicago");
}

export function scheduleOf(store: PlainStore): Schedule {
	return {
		hours: hoursOf(store),
		specialHours: new Map(store.special.map(({ day, openings }) => [day, openings])),
		closures: Intervals.of(store.closures),
	};
}

export function seriesOf(polls: readonly PlainPoll[]): PollSeries {
	const packed = Float64Array.from(polls, ({ at, status }) =>
		packPoll(at, status === "active" ? ACTIVE : INACTIVE),
	);
	return packed.subarray(0, settlePolls(packed, new Float64Array(packed.length)));
}

export function historyOf(store: PlainStore): StoreHistory {
	return { polls: seriesOf(store.polls), schedule: scheduleOf(store), zone: zoneOf(store) };
}

/** A sweeper that covers the ranges and, as its callers must see to, all polls of the store. */
export function sweeperFor(
	store: PlainStore,
	ranges: readonly Range[],
	rules: Rules,
): StoreSweeper {
	const named: ReportRange[] = ranges.map(({ from, to }, i) => ({ name: String(i), from, to }));
	const asOf = Math.max(...ranges.map(({ to }) => to));
	const plan = { asOf, ranges: named, rules };
	return new StoreSweeper(plan, Math.min(spanOf(plan).from, ...store.polls.map(({ at }) => at)));
}

/** What the program says about a store: its totals over each range. */
export function figuresOf(
	store: PlainStore,
	ranges: readonly Range[],
	rules: Rules = DEFAULT_RULES,
): Totals[] {
	return sweeperFor(store, ranges, rules).totals(historyOf(store));
}

/** {@link figuresOf} over one range. */
export function figuresIn(store: PlainStore, range: Range, rules: Rules = DEFAULT_RULES): Totals {
	return figuresOf(store, [range], rules)[0] as Totals;
}

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

function timeOfDay(text: string): TimeOfDay {
	const [hour, minute, second = 0] = text.split(":").map(Number) as [number, number, number?];
	return hour * 3_600 + minute * 60 + second;
}

/** `09:00-17:00` */
export function opening(text: string): Opening {
	const [opens, closes] = text.split("-") as [string, string];
	return { opensAt: timeOfDay(opens), closesAt: timeOfDay(closes) };
}

/** `2023-01-23T09:00Z`, with any offset. */
export function instant(text: string): Instant {
	return Temporal.Instant.from(text).epochMilliseconds;
}

/** `2023-01-23` as days since 1970-01-01. */
export function localDay(text: string): LocalDay {
	return Temporal.PlainDate.from("1970-01-01").until(text).days;
}

/** `2023-01-23T09:00Z 2023-01-23T17:00Z` */
export function range(text: string): Range {
	const [from, to] = text.split(" ") as [string, string];
	return { from: instant(from), to: instant(to) };
}

/**
 * A store written down as text, for examples done by hand:
 * `hours: ["Mon 09:00-17:00"]`, `hoursFrom: { "2026-03-01": [] }`, `zonesFrom: { "2026-03-01": "UTC" }`, `special: { "2023-12-25": [] }`,
 * `closures: ["2023-01-23T09:00Z 2023-01-23T10:00Z"]`, `polls: ["2023-01-23T09:00Z active"]`.
 */
export function storeOnPaper(paper: {
	zone?: string;
	zonesFrom?: Readonly<Record<string, string>>;
	hours?: readonly string[];
	hoursFrom?: Readonly<Record<string, readonly string[]>>;
	special?: Readonly<Record<string, readonly string[]>>;
	closures?: readonly string[];
	polls?: readonly string[];
}): PlainStore {
	const rowsOf = (rows: readonly string[]): PlainRows =>
		rows.map((row) => {
			const [weekday, times] = row.split(" ") as [string, string];
			return { weekday: WEEKDAYS.indexOf(weekday), ...opening(times) };
		});
	return {
		zone: paper.zone ?? "UTC",
		zoneChanges: Object.entries(paper.zonesFrom ?? {}).map(([day, zone]) => ({
			validFrom: localDay(day),
			zone,
		})),
		rows: rowsOf(paper.hours ?? []),
		rowChanges: Object.entries(paper.hoursFrom ?? {}).map(([day, rows]) => ({
			validFrom: localDay(day),
			rows: rowsOf(rows),
		})),
		special: Object.entries(paper.special ?? {}).map(([day, openings]) => ({
			day: localDay(day),
			openings: openings.map(opening),
		})),
		closures: (paper.closures ?? []).map(range),
		polls: (paper.polls ?? []).map((poll) => {
			const [at, status] = poll.split(" ") as [string, PlainPoll["status"]];
			return { at: instant(at), status };
		}),
	};
}
