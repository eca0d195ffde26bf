import { describe, expect, test } from "vitest";
import {
	BusinessHoursBuilder,
	businessHours,
	closingTime,
	openingsOn,
	type Schedule,
} from "../../src/core/business-hours.ts";
import { weekdayOf } from "../../src/core/local-time.ts";
import { DEFAULT_RULES, type Rules } from "../../src/core/rules.ts";
import { localDay, opening, scheduleOf, storeOnPaper } from "./plain-store.ts";

const HOUR = 3_600;
const LITERAL: Rules = { ...DEFAULT_RULES, endOfDay: "literal" };

function openings(date: string, schedule: Schedule, rules: Rules = DEFAULT_RULES) {
	const day = localDay(date);
	return openingsOn(day, weekdayOf(day), schedule, rules);
}

test("the settings are those of the law unless someone says otherwise", () => {
	expect(DEFAULT_RULES).toEqual({
		endOfDay: "midnight",
		missingDay: "open",
		outsidePolls: "ignore",
		maxGapMs: undefined,
		defaultZone: "America/Chicago",
	});
});

describe("when an opening closes, in seconds after its own midnight (law 6)", () => {
	test.each([
		["09:00-17:00", 17 * HOUR, "on the same day"],
		["09:00-24:00", 24 * HOUR, "at 24:00, which is midnight"],
		["22:00-02:00", 26 * HOUR, "on the next day, being before it opens"],
		["09:00-00:00", 24 * HOUR, "at midnight, being before it opens"],
		["09:00-09:00", 33 * HOUR, "24 hours later, being equal"],
		["00:00-00:00", 24 * HOUR, "24 hours later, being equal"],
		["09:00-08:59", 24 * HOUR + 9 * HOUR - 60, "a minute before the next day's opening"],
		["09:00-23:59", 24 * HOUR, "at midnight, as 23:59 means"],
		["09:00-23:59:59", 24 * HOUR, "at midnight, as 23:59:59 means"],
		["09:00-23:58", 24 * HOUR - 120, "at 23:58, which means what it says"],
		["09:00-23:59:30", 24 * HOUR - 30, "at 23:59:30, which means what it says"],
		["23:59-23:59", 24 * HOUR, "after its one minute, for 23:59 means midnight"],
	])("%s closes at %i: %s", (text, seconds) => {
		expect(closingTime(opening(text), DEFAULT_RULES)).toBe(seconds);
	});

	test.each([
		["09:00-23:59", 24 * HOUR - 60],
		["09:00-23:59:59", 24 * HOUR - 1],
		["09:00-24:00", 24 * HOUR],
		["23:59-23:59", 48 * HOUR - 60],
	])("read literally, %s closes at %i", (text, seconds) => {
		expect(closingTime(opening(text), LITERAL)).toBe(seconds);
	});
});

describe("the openings that begin on a date", () => {
	// 23 January 2023 is a Monday.
	const schedule = scheduleOf(
		storeOnPaper({
			hours: ["Mon 17:00-22:00", "Tue 09:00-17:00", "Mon 11:00-14:00"],
			special: { "2023-01-30": [], "2023-01-31": ["12:00-13:00", "15:00-16:00"] },
		}),
	);

	test("are all rows of its weekday, not just one (law 5)", () => {
		expect(openings("2023-01-23", schedule)).toEqual([
			opening("17:00-22:00"),
			opening("11:00-14:00"),
		]);
		expect(openings("2023-01-24", schedule)).toEqual([opening("09:00-17:00")]);
	});

	test("are all day on a weekday without rows, unless a setting closes it (law 7)", () => {
		expect(openings("2023-01-25", schedule)).toEqual([opening("00:00-24:00")]);
		expect(openings("2023-01-25", schedule, { ...DEFAULT_RULES, missingDay: "closed" })).toEqual(
			[],
		);
	});

	test("are all day for a store without any row, whatever the setting (law 7)", () => {
		const none = scheduleOf(storeOnPaper({}));
		for (const missingDay of ["open", "closed"] as const)
			expect(openings("2023-01-25", none, { ...DEFAULT_RULES, missingDay })).toEqual([
				opening("00:00-24:00"),
			]);
	});

	test("are the special hours of the date instead of its rows, or none (law 10)", () => {
		expect(openings("2023-01-30", schedule)).toEqual([]);
		expect(openings("2023-01-31", schedule)).toEqual([
			opening("12:00-13:00"),
			opening("15:00-16:00"),
		]);
	});

	test("are closed by special hours also where a weekday has no row, or the store none", () => {
		const special = { "2023-01-25": [] };
		for (const hours of [[], ["Mon 09:00-17:00"]])
			expect(openings("2023-01-25", scheduleOf(storeOnPaper({ hours, special })))).toEqual([]);
	});
});

test("a row that is written twice says nothing new", () => {
	const builder = new BusinessHoursBuilder();
	const rows = ["09:00-17:00", "18:00-17:00", "09:00-12:00", "09:00-17:00"].map(opening);
	for (const row of rows) builder.add(0, row);
	builder.add(1, opening("09:00-17:00")); // another weekday is another row
	expect(builder.count).toBe(4);
	expect(builder.build()[0]).toEqual(rows.slice(0, 3));
});

test("a week holds its rows by weekday, Monday first", () => {
	const week = businessHours([
		{ weekday: 6, opensAt: 1, closesAt: 2 },
		{ weekday: 0, opensAt: 3, closesAt: 4 },
	]);
	expect(week).toEqual([
		[{ opensAt: 3, closesAt: 4 }],
		...[[], [], [], [], []],
		[{ opensAt: 1, closesAt: 2 }],
	]);
});
