import { describe, expect, test } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../src/core/instant.ts";
import {
	customRange,
	customRangeName,
	isStandardRange,
	LOOKBACK_MS,
	type ReportPlan,
	StoreSweeper,
	spanOf,
	standardRanges,
} from "../../src/core/report.ts";
import { DEFAULT_RULES, type Rules } from "../../src/core/rules.ts";
import { formatInUnit } from "../../src/core/totals.ts";
import { figuresIn, figuresOf, historyOf, instant, range, storeOnPaper } from "./plain-store.ts";

const hours = (up: number, down: number, unknown = 0) => ({
	upMs: up * HOUR_MS,
	downMs: down * HOUR_MS,
	unknownMs: unknown * HOUR_MS,
});

/** Open on Monday and Tuesday, the 23rd and 24th of January 2023, from nine to five. */
const MONDAY_AND_TUESDAY = ["Mon 09:00-17:00", "Tue 09:00-17:00"];
const WORKING_DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri"].map((day) => `${day} 09:00-17:00`);
const CLOSED_OTHERWISE: Rules = { ...DEFAULT_RULES, missingDay: "closed" };

const figures = (
	paper: Parameters<typeof storeOnPaper>[0],
	within: string,
	rules: Rules = CLOSED_OTHERWISE,
) => figuresIn(storeOnPaper(paper), range(within), rules);

describe("the ranges of a report", () => {
	test("last hour, day and week are 1, 24 and 168 elapsed hours before as of (law 19)", () => {
		const asOf = instant("2023-03-13T00:00-04:00");
		expect(standardRanges(asOf)).toEqual([
			{ name: "last_hour", from: asOf - HOUR_MS, to: asOf },
			{ name: "last_day", from: asOf - 24 * HOUR_MS, to: asOf },
			{ name: "last_week", from: asOf - 168 * HOUR_MS, to: asOf },
		]);
	});

	test("the last day after New York's spring change is 24 hours, not the 23 of the date", () => {
		const midnight = instant("2023-03-13T00:00-04:00");
		const store = storeOnPaper({
			zone: "America/New_York",
			hours: ["Sun 00:00-24:00", "Sat 12:00-13:00"],
			polls: ["2023-03-04T17:30Z active"],
		});
		// Sunday's 23 hours, and Saturday's last, which is closed.
		expect(figuresOf(store, standardRanges(midnight), CLOSED_OTHERWISE)[1]).toEqual(hours(23, 0));
	});

	test("a range of one's own ends at as of at the latest (law 18), and keeps its name", () => {
		const asOf = 1_000;
		const ofMine = (from: number, to: number) => customRange({ name: "mine", from, to }, asOf);
		expect(ofMine(100, 900)).toEqual({ name: "mine", from: 100, to: 900 });
		expect(ofMine(100, 2_000)).toEqual({ name: "mine", from: 100, to: 1_000 });
		expect(ofMine(999, 2_000)?.to).toBe(1_000);
	});

	test("of a range that begins at or after as of, or is empty, nothing is left", () => {
		const ofMine = (from: number, to: number) => customRange({ name: "mine", from, to }, 1_000);
		expect(ofMine(1_000, 2_000)).toBeUndefined();
		expect(ofMine(1_500, 2_000)).toBeUndefined();
		expect(ofMine(500, 500)).toBeUndefined();
		expect(ofMine(600, 500)).toBeUndefined();
	});

	test("a range without a name is the custom one, or of several the first, the second …", () => {
		expect(customRangeName(0, 1)).toBe("custom");
		expect([0, 1, 2].map((i) => customRangeName(i, 3))).toEqual([
			"custom_1",
			"custom_2",
			"custom_3",
		]);
	});

	test("the names of the standard ranges are theirs alone", () => {
		for (const { name } of standardRanges(0)) expect(isStandardRange(name)).toBe(true);
		for (const name of ["custom", "last_month", "last_hour_2"])
			expect(isStandardRange(name)).toBe(false);
	});

	test("a plan spans from its first range to the end of its last", () => {
		const ranges = [
			{ name: "a", from: 50, to: 60 },
			{ name: "b", from: 10, to: 20 },
		];
		expect(spanOf({ asOf: 60, ranges, rules: DEFAULT_RULES })).toEqual({ from: 10, to: 60 });
	});
});

describe("one store's figures", () => {
	test("an hour, a day and a week, done by hand", () => {
		// As of Tuesday 13:00. Open since Tuesday 09:00, and Monday 09:00 to 17:00.
		const store = storeOnPaper({
			hours: MONDAY_AND_TUESDAY,
			polls: [
				"2023-01-23T09:30Z active",
				"2023-01-23T15:00Z inactive",
				"2023-01-24T10:00Z active",
				"2023-01-24T12:45Z inactive",
			],
		});
		const asOf = instant("2023-01-24T13:00Z");
		expect(figuresOf(store, standardRanges(asOf), CLOSED_OTHERWISE)).toEqual([
			{ upMs: 45 * MINUTE_MS, downMs: 15 * MINUTE_MS, unknownMs: 0 },
			// From Monday 13:00: up 2 h; down 2 h; then down 1 h, up 2:45, down 0:15.
			hours(2 + 2.75, 2 + 1 + 0.25),
			// From Tuesday a week before: as above, with Monday 09:00 to 13:00 and Tuesday a week
			// before from 13:00 to 17:00, of which nothing was known.
			hours(3.5 + 4.75, 3.25, 0.5 + 4),
		]);
	});

	test("an outage that began before opening counts only from opening", () => {
		// Found inactive at 16:00 on Monday, active at 10:00 on Tuesday.
		const paper = {
			hours: MONDAY_AND_TUESDAY,
			polls: ["2023-01-23T09:00Z active", "2023-01-23T16:00Z inactive", "2023-01-24T10:00Z active"],
		};
		// Tuesday: one hour from opening, not the ten since midnight.
		expect(figures(paper, "2023-01-24T00:00Z 2023-01-25T00:00Z")).toEqual(hours(7, 1));
		expect(figures(paper, "2023-01-23T00:00Z 2023-01-25T00:00Z")).toEqual(hours(7 + 7, 1 + 1));
	});

	test("a poll while the store is closed changes nothing (law 13)", () => {
		const polls = ["2023-01-23T09:00Z active", "2023-01-23T20:00Z inactive"];
		const tuesday = "2023-01-24T00:00Z 2023-01-25T00:00Z";
		expect(figures({ hours: MONDAY_AND_TUESDAY, polls }, tuesday)).toEqual(hours(8, 0));
		expect(
			figures({ hours: MONDAY_AND_TUESDAY, polls }, tuesday, {
				...CLOSED_OTHERWISE,
				outsidePolls: "use",
			}),
		).toEqual(hours(0, 8));
	});

	test("a closure entered after the fact makes a poll in it not count (law 11)", () => {
		const paper = {
			hours: MONDAY_AND_TUESDAY,
			polls: ["2023-01-23T09:00Z active", "2023-01-23T12:00Z inactive"],
		};
		const both = "2023-01-23T00:00Z 2023-01-25T00:00Z";
		expect(figures(paper, both)).toEqual(hours(3, 5 + 8));
		// Two hours go, and with them the poll that said inactive: what is left was never down.
		const closures = ["2023-01-23T11:00Z 2023-01-23T13:00Z"];
		expect(figures({ ...paper, closures }, both)).toEqual(hours(6 + 8, 0));
		// A closure that begins a minute after the poll takes time away, but not the poll.
		const after = ["2023-01-23T12:01Z 2023-01-23T13:01Z"];
		expect(figures({ ...paper, closures: after }, both)).toEqual(hours(3, 4 + 8));
	});

	test("special hours entered after the fact do the same (law 10)", () => {
		const paper = {
			hours: MONDAY_AND_TUESDAY,
			polls: ["2023-01-23T09:00Z active", "2023-01-24T09:00Z inactive"],
			special: { "2023-01-24": ["12:00-14:00"] },
		};
		expect(figures(paper, "2023-01-23T00:00Z 2023-01-25T00:00Z")).toEqual(hours(8 + 2, 0));
	});

	test("the tail of the night before special hours is still judged (law 10)", () => {
		const paper = {
			hours: ["Mon 20:00-04:00", "Tue 20:00-04:00"],
			special: { "2023-01-24": [] },
			polls: ["2023-01-23T20:00Z active", "2023-01-24T03:00Z inactive"],
		};
		expect(figures(paper, "2023-01-24T00:00Z 2023-01-25T00:00Z")).toEqual(hours(3, 1));
	});

	test("a store without business hours is judged around the clock (law 7)", () => {
		const polls = ["2023-01-23T03:00Z inactive", "2023-01-23T05:00Z active"];
		expect(figures({ polls }, "2023-01-23T00:00Z 2023-01-24T00:00Z")).toEqual(hours(19, 2, 3));
	});

	test("a poll vouches for at most the gap that a setting allows (law 14)", () => {
		const paper = { hours: MONDAY_AND_TUESDAY, polls: ["2023-01-23T15:00Z active"] };
		const both = "2023-01-23T00:00Z 2023-01-25T00:00Z";
		const limited = (maxGapMs: number) => ({ ...CLOSED_OTHERWISE, maxGapMs });
		expect(figures(paper, both)).toEqual(hours(2 + 8, 0, 6));
		expect(figures(paper, both, limited(HOUR_MS))).toEqual(hours(1, 0, 6 + 1 + 8));
		// 20 hours, most of them at night, end at 11:00 on Tuesday.
		expect(figures(paper, both, limited(20 * HOUR_MS))).toEqual(hours(2 + 2, 0, 6 + 6));
	});

	test("polls after as of do not exist (law 18)", () => {
		const store = storeOnPaper({
			hours: MONDAY_AND_TUESDAY,
			polls: ["2023-01-23T09:00Z active", "2023-01-23T13:00Z inactive"],
		});
		const [lastHour] = figuresOf(
			store,
			standardRanges(instant("2023-01-23T12:00Z")),
			CLOSED_OTHERWISE,
		);
		expect(lastHour).toEqual(hours(1, 0));
	});

	test("a store that is closed all the time has no figures", () => {
		const closed = { hours: ["Mon 09:00-17:00"], polls: ["2023-01-23T09:00Z active"] };
		expect(figures(closed, "2023-01-24T00:00Z 2023-01-29T00:00Z")).toEqual(hours(0, 0));
	});

	test("the hour is written in minutes, the day and the week in hours (law 21)", () => {
		const store = storeOnPaper({
			polls: ["2023-01-01T00:00Z active", "2023-01-23T12:39:45.500Z inactive"],
		});
		const [hour, , week] = figuresOf(store, standardRanges(instant("2023-01-23T13:00Z")));
		// 20 min 14.5 s: 20.2416… minutes and 0.3373… hours
		expect(formatInUnit(hour?.downMs as number, MINUTE_MS)).toBe("20.24");
		expect(formatInUnit(week?.downMs as number, HOUR_MS)).toBe("0.34");
		expect(formatInUnit(week?.upMs as number, HOUR_MS)).toBe("167.66");
	});
});

describe("the poll that sets the state where a range begins (law 14)", () => {
	const MONDAY = "2023-03-27T00:00Z 2023-03-28T00:00Z";

	test("counts from weeks before, also past the days at which the sweep first looks", () => {
		for (const weeks of [1, 2, 5, 9, 40]) {
			const at = instant("2023-03-27T12:00Z") - weeks * 7 * DAY_MS;
			const poll = `${Temporal.Instant.fromEpochMilliseconds(at)} inactive`;
			expect(figures({ hours: WORKING_DAYS, polls: [poll] }, MONDAY)).toEqual(hours(0, 8));
		}
		expect(LOOKBACK_MS).toBeLessThan(14 * DAY_MS);
	});

	test("is not covered up by later polls that do not count", () => {
		const polls = [
			"2023-02-06T12:00Z inactive", // a Monday, while open
			...Array.from({ length: 9 }, (_, i) => `2023-03-${11 + i}T03:00Z active`), // at night
		];
		expect(figures({ hours: WORKING_DAYS, polls }, MONDAY)).toEqual(hours(0, 8));
	});

	test("counts by the clock of its own day, before the clocks were changed", () => {
		// New York on Friday 10 March: 09:00 to 17:00 is 14:00Z to 22:00Z, an hour later than on the 27th.
		const open = (polls: string[]) =>
			figures({ zone: "America/New_York", hours: WORKING_DAYS, polls }, MONDAY);
		expect(open(["2023-03-10T21:30Z inactive"])).toEqual(hours(0, 8));
		expect(open(["2023-03-10T21:30Z inactive", "2023-03-13T21:30Z active"])).toEqual(hours(0, 8));
		expect(open(["2023-03-10T13:30Z inactive"])).toEqual(hours(0, 0, 8));
		expect(open(["2023-03-13T13:30Z inactive"])).toEqual(hours(0, 8));
	});

	test("lies before a closure of months", () => {
		const paper = {
			hours: WORKING_DAYS,
			closures: ["2022-09-01T00:00Z 2023-03-27T00:00Z"],
			polls: ["2022-08-31T10:00Z inactive", "2022-12-01T10:00Z active"],
		};
		expect(figures(paper, MONDAY)).toEqual(hours(0, 8));
	});

	test("vouches into the range as far as a gap of weeks allows", () => {
		const paper = { hours: WORKING_DAYS, polls: ["2023-03-06T12:00Z inactive"] };
		const threeWeeks = { ...CLOSED_OTHERWISE, maxGapMs: 21 * DAY_MS };
		expect(figures(paper, MONDAY, threeWeeks)).toEqual(hours(0, 3, 5)); // until 12:00
		const aDayLess = { ...CLOSED_OTHERWISE, maxGapMs: 20 * DAY_MS };
		expect(figures(paper, MONDAY, aDayLess)).toEqual(hours(0, 0, 8));
	});

	test("may come first in the middle of the range: before it nothing is known (law 15)", () => {
		const polls = ["2023-03-27T11:00Z active"];
		expect(figures({ hours: WORKING_DAYS, polls }, MONDAY)).toEqual(hours(6, 0, 2));
	});
});

describe("whether earlier polls could change the figures", () => {
	const MONDAY = range("2023-03-27T00:00Z 2023-03-28T00:00Z");
	const plan = (rules: Rules): ReportPlan => ({
		asOf: MONDAY.to,
		ranges: [{ name: "monday", ...MONDAY }],
		rules,
	});

	function decided(polls: string[], earliestGiven: string, rules = CLOSED_OTHERWISE): boolean {
		const sweeper = new StoreSweeper(plan(rules), instant(earliestGiven));
		sweeper.totals(historyOf(storeOnPaper({ hours: WORKING_DAYS, polls })));
		return sweeper.isDecided(instant(earliestGiven));
	}

	test("they could not when a poll counted before the range", () => {
		expect(decided(["2023-03-24T10:00Z active"], "2023-03-19T00:00Z")).toBe(true);
	});

	test("they could when none counted, or only one inside the range", () => {
		expect(decided([], "2023-03-19T00:00Z")).toBe(false);
		expect(decided(["2023-03-24T20:00Z active"], "2023-03-19T00:00Z")).toBe(false);
		expect(decided(["2023-03-27T10:00Z active"], "2023-03-19T00:00Z")).toBe(false);
	});

	test("they could not when any of them would have stopped vouching by then", () => {
		const limited = (days: number) => ({ ...CLOSED_OTHERWISE, maxGapMs: days * DAY_MS });
		expect(decided([], "2023-03-19T00:00Z", limited(8))).toBe(true);
		expect(decided([], "2023-03-19T00:00Z", limited(9))).toBe(false);
	});
});
