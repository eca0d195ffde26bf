import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calendarParts } from "../../src/core/calendar-parts.ts";
import { Dated, FROM_THE_BEGINNING } from "../../src/core/dated.ts";
import { DAY_MS, formatInstant, HOUR_MS, MINUTE_MS } from "../../src/core/instant.ts";
import { formatLocalInstant } from "../../src/core/local-instant.ts";
import { openTime } from "../../src/core/open-time.ts";
import { DEFAULT_RULES, type Rules } from "../../src/core/rules.ts";
import { changesOf, hoursAt } from "../../src/core/schedule-changes.ts";
import { StoreZone } from "../../src/core/store-zone.ts";
import { ZoneClock, ZoneClocks } from "../../src/core/zone-clock.ts";
import { NOTABLE_CHANGES } from "./clock-changes.ts";
import {
	figuresIn,
	historyOf,
	instant,
	localDay,
	range,
	scheduleOf,
	storeOnPaper,
	zoneOf,
} from "./plain-store.ts";
import { anyRules, anyStore, instantOn } from "./random-stores.ts";

type Paper = Parameters<typeof storeOnPaper>[0];

const CLOSED_OTHERWISE: Rules = { ...DEFAULT_RULES, missingDay: "closed" };
const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const daily = (times: string) => WEEKDAYS.map((weekday) => `${weekday} ${times}`);

/** The open time as `from to` texts in UTC, to the minute. */
function openTimeOf(paper: Paper, within: string): string[] {
	const store = storeOnPaper(paper);
	const stretch = range(within);
	const clock = new ZoneClock(zoneOf(store), stretch);
	const open = openTime(scheduleOf(store), clock, stretch, CLOSED_OTHERWISE);
	const text = (at: number) =>
		Temporal.Instant.fromEpochMilliseconds(at).toString({ smallestUnit: "minute" });
	return Array.from({ length: open.count }, (_, i) => `${text(open.from(i))} ${text(open.to(i))}`);
}

const NEW_YORK = "America/New_York"; // UTC-5 in winter
const LOS_ANGELES = "America/Los_Angeles"; // UTC-8 in winter

describe("business hours that change on a date", () => {
	test("leave the night before its tail: an opening belongs to the date on which it opens", () => {
		// 30 January 2023 is a Monday. Under the old hours it would have been closed all day, and under the
		// new ones the Sunday night would have ended at midnight.
		const paper = {
			hours: ["Sun 22:00-02:00"],
			hoursFrom: { "2023-01-30": ["Sun 22:00-24:00", "Mon 09:00-17:00"] },
		};
		expect(openTimeOf(paper, "2023-01-22T00:00Z 2023-02-06T12:00Z")).toEqual([
			"2023-01-22T22:00Z 2023-01-23T02:00Z",
			"2023-01-29T22:00Z 2023-01-30T02:00Z",
			"2023-01-30T09:00Z 2023-01-30T17:00Z",
			"2023-02-05T22:00Z 2023-02-06T00:00Z",
			"2023-02-06T09:00Z 2023-02-06T12:00Z",
		]);
	});

	test("change at the store's own midnight", () => {
		// The night of 29 January opens at 20:00 in New York, which is 01:00 UTC of the 30th.
		const paper = {
			zone: NEW_YORK,
			hours: daily("20:00-21:00"),
			hoursFrom: { "2023-01-30": daily("10:00-11:00") },
		};
		expect(openTimeOf(paper, "2023-01-29T12:00Z 2023-01-31T12:00Z")).toEqual([
			"2023-01-30T01:00Z 2023-01-30T02:00Z",
			"2023-01-30T15:00Z 2023-01-30T16:00Z",
		]);
	});

	test("can end, and begin: while there are none, a store is always open", () => {
		const paper = {
			hours: daily("09:00-17:00"),
			hoursFrom: { "2023-01-24": [], "2023-01-26": daily("12:00-13:00") },
		};
		expect(openTimeOf(paper, "2023-01-23T00:00Z 2023-01-27T00:00Z")).toEqual([
			"2023-01-23T09:00Z 2023-01-23T17:00Z",
			"2023-01-24T00:00Z 2023-01-26T00:00Z",
			"2023-01-26T12:00Z 2023-01-26T13:00Z",
		]);
	});

	test("give way to special hours of a date, before the change and after it", () => {
		const paper = {
			hours: daily("09:00-17:00"),
			hoursFrom: { "2023-01-24": daily("12:00-13:00") },
			special: { "2023-01-23": [], "2023-01-24": ["06:00-07:00"] },
		};
		expect(openTimeOf(paper, "2023-01-23T00:00Z 2023-01-26T00:00Z")).toEqual([
			"2023-01-24T06:00Z 2023-01-24T07:00Z",
			"2023-01-25T12:00Z 2023-01-25T13:00Z",
		]);
	});
});

describe("a zone that changes on a date", () => {
	// To the west, New York's midnight of 1 February, 05:00 UTC, comes first: 21:00 of 31 January follows.
	const WEST = { zone: NEW_YORK, zonesFrom: { "2023-02-01": LOS_ANGELES } };
	// To the east, New York's midnight comes first again: it is 21:00 in Los Angeles, and midnight follows.
	const EAST = { zone: LOS_ANGELES, zonesFrom: { "2023-02-01": NEW_YORK } };
	const THREE_DAYS = "2023-01-31T00:00Z 2023-02-03T00:00Z";

	test("moves business hours by as much as the clocks differ", () => {
		expect(openTimeOf({ ...WEST, hours: daily("09:00-12:00") }, THREE_DAYS)).toEqual([
			"2023-01-31T14:00Z 2023-01-31T17:00Z", // UTC-5
			"2023-02-01T17:00Z 2023-02-01T20:00Z", // UTC-8
			"2023-02-02T17:00Z 2023-02-02T20:00Z",
		]);
		expect(openTimeOf({ ...EAST, hours: daily("09:00-12:00") }, THREE_DAYS)).toEqual([
			"2023-01-31T17:00Z 2023-01-31T20:00Z",
			"2023-02-01T14:00Z 2023-02-01T17:00Z",
			"2023-02-02T14:00Z 2023-02-02T17:00Z",
		]);
	});

	test("makes the night of the change longer to the west and shorter to the east", () => {
		// Of six hours: from 20:00 in New York, 01:00 UTC, to 02:00 in Los Angeles, 10:00 UTC, are 6 + 3.
		const night = "2023-02-01T00:00Z 2023-02-01T12:00Z";
		expect(openTimeOf({ ...WEST, hours: ["Tue 20:00-02:00"] }, night)).toEqual([
			"2023-02-01T01:00Z 2023-02-01T10:00Z",
		]);
		// From 20:00 in Los Angeles, 04:00 UTC, to 02:00 in New York, 07:00 UTC, are 6 - 3.
		expect(openTimeOf({ ...EAST, hours: ["Tue 20:00-02:00"] }, night)).toEqual([
			"2023-02-01T04:00Z 2023-02-01T07:00Z",
		]);
	});

	test("has hours that occur twice open the first time, and moves skipped ones forward", () => {
		const night = "2023-02-01T00:00Z 2023-02-01T12:00Z";
		// 22:00 and 23:00 are shown by New York's clock, and again by that of Los Angeles.
		expect(openTimeOf({ ...WEST, hours: ["Tue 22:00-23:00"] }, night)).toEqual([
			"2023-02-01T03:00Z 2023-02-01T04:00Z",
		]);
		// 22:00 is skipped with 21:00 to 24:00: three hours later it is 01:00 in New York, 06:00 UTC.
		expect(openTimeOf({ ...EAST, hours: ["Tue 22:00-23:00"] }, night)).toEqual([
			"2023-02-01T06:00Z 2023-02-01T07:00Z",
		]);
	});

	test("leaves a store that is open 24 hours open without a gap, either way", () => {
		for (const zones of [WEST, EAST])
			for (const times of [
				"00:00-24:00",
				"00:00-00:00",
				"07:00-07:00",
				"22:00-22:00",
				"00:00-23:59",
			])
				expect(openTimeOf({ ...zones, hours: daily(times) }, THREE_DAYS)).toEqual([
					"2023-01-31T00:00Z 2023-02-03T00:00Z",
				]);
	});

	test("changes the length of the day before, and none of the days after", () => {
		const hoursOf = (paper: Paper) => {
			const days = range("2023-01-30T12:00Z 2023-02-03T12:00Z");
			const clock = new ZoneClock(zoneOf(storeOnPaper(paper)), days);
			return calendarParts(days, "day", clock)
				.slice(1, -1)
				.map(({ local, from, to }) => `${local} ${(to - from) / HOUR_MS}`);
		};
		expect(hoursOf(WEST)).toEqual(["2023-01-31 27", "2023-02-01 24", "2023-02-02 24"]);
		expect(hoursOf(EAST)).toEqual(["2023-01-31 21", "2023-02-01 24", "2023-02-02 24"]);
	});

	test("is told in local times by the clock that was valid then", () => {
		const clock = new ZoneClock(zoneOf(storeOnPaper(WEST)), range(THREE_DAYS));
		const cut = instant("2023-02-01T05:00Z");
		expect(formatLocalInstant(cut - 1, clock)).toBe("2023-01-31T23:59:59.999-05:00");
		expect(formatLocalInstant(cut, clock)).toBe("2023-01-31T21:00:00.000-08:00");
	});

	test("in the week in which clocks change, shortens one day for each", () => {
		// From 12 March 2023 on by New York's clock, whose midnight is 05:00 UTC: then it is 23:00 in Chicago.
		// Two hours later New York's clock goes from 02:00 to 03:00. So both days have 23 hours.
		const paper = { zone: "America/Chicago", zonesFrom: { "2023-03-12": NEW_YORK } };
		const days = range("2023-03-11T06:00Z 2023-03-14T04:00Z");
		const clock = new ZoneClock(zoneOf(storeOnPaper(paper)), days);
		expect(
			calendarParts(days, "day", clock).map(({ local, from, to }) => [
				local,
				(to - from) / HOUR_MS,
			]),
		).toEqual([
			["2023-03-11", 23],
			["2023-03-12", 23],
			["2023-03-13", 24],
		]);
		// The night of the 11th: 20:00 in Chicago is 02:00 UTC, 04:00 in New York 08:00 UTC, 6 of 8 hours.
		expect(
			openTimeOf({ ...paper, hours: ["Sat 20:00-04:00"] }, "2023-03-11T12:00Z 2023-03-12T12:00Z"),
		).toEqual(["2023-03-12T02:00Z 2023-03-12T08:00Z"]);
	});

	test("half a world to the east, has an opening reach in that began three dates before", () => {
		// From 12 hours behind to 14 ahead: midnight of 1 February there is 10:00 UTC on 31 January, and 22:00 on
		// the 30th here. So Monday the 30th, 22:30, is skipped, and 22:30 on the 31st, too: they are 10:30 UTC on
		// the 31st and on 1 February, when it is 00:30 on the 2nd.
		const paper = { zone: "Etc/GMT+12", zonesFrom: { "2023-02-01": "Etc/GMT-14" } };
		const from = "2023-02-01T10:10Z";
		expect(
			openTimeOf({ ...paper, hours: ["Mon 22:30-22:30"] }, `${from} 2023-02-01T12:00Z`),
		).toEqual([`${from} 2023-02-01T10:30Z`]);
	});

	test("half a world to the west, has the readings of a day before, though the clocks change, too", () => {
		// Midnight of 13 March, 14 hours ahead, is 10:00 UTC on the 12th: 01:00 in Anchorage, where the clock
		// goes from 02:00 to 03:00 an hour later. Noon of Sunday the 12th was shown before: at 22:00 UTC.
		const paper = { zone: "Etc/GMT-14", zonesFrom: { "2023-03-13": "America/Anchorage" } };
		expect(
			openTimeOf({ ...paper, hours: ["Sun 12:00-13:00"] }, "2023-03-11T00:00Z 2023-03-13T06:00Z"),
		).toEqual(["2023-03-11T22:00Z 2023-03-11T23:00Z"]);
	});

	test("changes nothing where both clocks show the same", () => {
		const paper = { zone: "America/Chicago", zonesFrom: { "2023-02-01": "America/Winnipeg" } };
		const hour = range("2023-02-01T05:30Z 2023-02-01T07:30Z");
		const clock = new ZoneClock(zoneOf(storeOnPaper(paper)), hour);
		expect(clock.nextChange(hour.from)).toBe(Number.POSITIVE_INFINITY);
		const names = calendarParts(hour, "hour", clock).map(({ local }) => local);
		expect(names).toEqual([
			"2023-01-31T23:00-06:00",
			"2023-02-01T00:00-06:00",
			"2023-02-01T01:00-06:00",
		]);
	});
});

describe("the zones of a store", () => {
	const day = localDay;
	const told = (zone: StoreZone) =>
		zone.periods.map(({ since, zone: name, isOwn }) => [
			Number.isFinite(since) ? formatInstant(since) : null,
			name,
			isOwn,
		]);

	test("are the default one before the first, and from a date on that says so", () => {
		const own = Dated.of([
			{ validFrom: day("2023-02-01"), value: NEW_YORK },
			{ validFrom: day("2023-03-01"), value: undefined },
		]);
		const zone = new StoreZone(own, "UTC");
		expect(told(zone)).toEqual([
			[null, "UTC", false],
			["2023-02-01T00:00:00.000Z", NEW_YORK, true],
			["2023-03-01T00:00:00.000Z", "UTC", false],
		]);
		const february = instant("2023-02-01T00:00Z");
		expect([february - 1, february].map((at) => zone.ownAt(at))).toEqual([undefined, NEW_YORK]);
		expect([february - 1, february].map((at) => zone.at(at).zone)).toEqual(["UTC", NEW_YORK]);
	});

	test("leave one out whose dates are over, half a world away, before they begin", () => {
		const own = Dated.of([
			{ validFrom: FROM_THE_BEGINNING, value: "Etc/GMT+12" },
			// By its own clock, eleven hours behind, 1 February begins at 11:00 UTC.
			{ validFrom: day("2023-02-01"), value: "Etc/GMT+11" },
			// By its own clock, 14 hours ahead, 2 February begins at 10:00 UTC on the 1st.
			{ validFrom: day("2023-02-02"), value: "Etc/GMT-14" },
		]);
		expect(told(new StoreZone(own, "UTC"))).toEqual([
			[null, "Etc/GMT+12", true],
			["2023-02-01T10:00:00.000Z", "Etc/GMT-14", true],
		]);
	});

	test("share one clock with whoever is in the same zones over a range", () => {
		const clocks = new ZoneClocks(range("2023-01-01T00:00Z 2023-02-20T00:00Z"));
		const moved = (from: string) =>
			zoneOf(storeOnPaper({ zone: NEW_YORK, zonesFrom: { [from]: LOS_ANGELES } }));
		expect(clocks.of(moved("2023-02-01"))).toBe(clocks.of(moved("2023-02-01")));
		expect(clocks.of(moved("2023-02-01"))).not.toBe(clocks.of(moved("2023-02-02")));
		expect(clocks.of(moved("2022-06-01"))).toBe(clocks.of(LOS_ANGELES));
		expect(clocks.of(moved("2023-06-01"))).toBe(clocks.of(NEW_YORK));
	});
});

describe("the changes of a store", () => {
	const store = storeOnPaper({
		zone: NEW_YORK,
		zonesFrom: { "2023-03-01": LOS_ANGELES },
		hours: daily("09:00-17:00"),
		hoursFrom: { "2023-03-01": [], "2023-02-01": daily("10:00-11:00") },
	});

	test("are told in order, the hours before the zone of the same date", () => {
		expect(changesOf(historyOf(store))).toEqual([
			{ validFrom: localDay("2023-02-01"), what: "hours" },
			{ validFrom: localDay("2023-03-01"), what: "hours" },
			{ validFrom: localDay("2023-03-01"), what: "timezone" },
		]);
		expect(changesOf(historyOf(storeOnPaper({ hours: ["Mon 09:00-17:00"] })))).toEqual([]);
	});

	test("decide which hours are valid at an instant, by the store's own date", () => {
		const opensAt = (at: string) => hoursAt(historyOf(store), instant(at))?.[0]?.[0]?.opensAt;
		expect(opensAt("2023-02-01T04:59:59Z")).toBe(9 * 3_600);
		expect(opensAt("2023-02-01T05:00Z")).toBe(10 * 3_600);
		// New York's midnight of 1 March is 21:00 of 28 February in Los Angeles, whose clock goes then.
		expect(opensAt("2023-03-01T07:59:59Z")).toBe(10 * 3_600);
		expect(opensAt("2023-03-01T08:00Z")).toBeUndefined();
		expect(hoursAt(historyOf(storeOnPaper({})), 0)).toBeUndefined();
		expect(hoursAt(historyOf(storeOnPaper({ hours: ["Mon 09:00-17:00"] })), 0)).toBeDefined();
	});
});

test("no figure of time before a date depends on what is valid from it", () => {
	const cases = fc.constantFrom(...NOTABLE_CHANGES).chain(({ zone, change }) => {
		const grid = { from: change - 6 * DAY_MS, to: change + 6 * DAY_MS, stepMs: MINUTE_MS };
		return fc.record({
			store: anyStore(zone, grid, 30),
			rules: anyRules(grid.stepMs),
			from: instantOn({ ...grid, to: change - DAY_MS }),
			validFrom: fc.integer({
				min: Math.floor(change / DAY_MS) - 3,
				max: Math.floor(change / DAY_MS) + 3,
			}),
			rows: anyStore(zone, grid, 0).map((other) => other.rows),
			zone: fc.constantFrom(NEW_YORK, "Asia/Tokyo", "Etc/GMT+12", "Etc/GMT-14"),
		});
	});
	fc.assert(
		fc.property(cases, ({ store, rules, from, validFrom, rows, zone }) => {
			const earlier = <Change extends { readonly validFrom: number }>(changes: readonly Change[]) =>
				changes.filter((change) => change.validFrom < validFrom);
			const before = {
				...store,
				rowChanges: earlier(store.rowChanges ?? []),
				zoneChanges: earlier(store.zoneChanges ?? []),
			};
			const after = {
				...store,
				rowChanges: [...before.rowChanges, { validFrom, rows }],
				zoneChanges: [...before.zoneChanges, { validFrom, zone }],
			};
			// From then on it is the date by one of the two clocks.
			const to = zoneOf(after).periods.at(-1)?.since as number;
			if (from >= to) return;
			expect(figuresIn(after, { from, to }, rules)).toEqual(figuresIn(before, { from, to }, rules));
		}),
		{ numRuns: 2_000 },
	);
});
