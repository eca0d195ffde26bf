import { describe, expect, test } from "vitest";
import { DAY_MS } from "../../src/core/instant.ts";
import {
	formatLocalDay,
	formatTimeOfDay,
	localDayOf,
	parseLocalDay,
	parseTimeOfDay,
	weekdayOf,
} from "../../src/core/local-time.ts";

describe("a time of day", () => {
	test.each([
		["00:00", 0],
		["0:00", 0],
		["9:05", 9 * 3_600 + 5 * 60],
		["09:05:07", 9 * 3_600 + 5 * 60 + 7],
		["09:05:07.999999", 9 * 3_600 + 5 * 60 + 7], // cut, not rounded
		["23:59", 86_340],
		["23:59:59", 86_399],
		["24:00", 86_400],
		["24:00:00", 86_400],
		[" 10:00 ", 36_000],
	])("%j is %i seconds after midnight", (text, seconds) => {
		expect(parseTimeOfDay(text)).toBe(seconds);
	});

	test.each([
		"",
		"25:00",
		"24:00:01",
		"24:01",
		"12:60",
		"12:00:60",
		"12:60:00",
		"25:00:00",
		"1a:00:00",
		"12:/0:00",
		"12:00:0:",
		"12.00.00",
		"12",
		"12:5",
		"-1:00",
		"9am",
		"09.00",
		"012:00",
	])("%j is none", (text) => {
		expect(parseTimeOfDay(text)).toBeUndefined();
	});

	test("that was written is read as the same, for each of a day's seconds", () => {
		const seconds = Array.from({ length: 86_401 }, (_, second) => second);
		expect(seconds.map((second) => parseTimeOfDay(formatTimeOfDay(second)))).toEqual(seconds);
	});

	test("is written with hours, minutes and seconds", () => {
		expect([0, 32_707, 86_399, 86_400].map(formatTimeOfDay)).toEqual([
			"00:00:00",
			"09:05:07",
			"23:59:59",
			"24:00:00",
		]);
	});
});

describe("a local date", () => {
	test("is counted from 1970-01-01", () => {
		expect(parseLocalDay("1970-01-01")).toBe(0);
		expect(parseLocalDay("2000-03-01")).toBe(30 * 365 + 7 + 31 + 29); // 7 leap days up to 1996
		expect(parseLocalDay(" 1969-12-31 ")).toBe(-1);
	});

	test.each(["", "2023-02-29", "2023-1-1", "2023-13-01", "01.01.2023", "2023-01-01T00:00"])(
		"%j is none",
		(text) => {
			expect(parseLocalDay(text)).toBeUndefined();
		},
	);

	test("is written as it was read", () => {
		for (const text of ["1969-12-31", "1970-01-01", "2000-02-29", "2023-12-31"])
			expect(formatLocalDay(parseLocalDay(text) as number)).toBe(text);
	});

	test("begins at its midnight", () => {
		expect([0, DAY_MS - 1, DAY_MS, -1].map(localDayOf)).toEqual([0, 0, 1, -1]);
	});
});

test("weekdays are counted from Monday, before 1970 too (law 5)", () => {
	expect(weekdayOf(0)).toBe(3); // Thursday
	expect(weekdayOf(parseLocalDay("2023-01-23") as number)).toBe(0); // Monday
	expect(weekdayOf(parseLocalDay("2023-01-29") as number)).toBe(6); // Sunday
	expect(weekdayOf(parseLocalDay("1969-12-28") as number)).toBe(6); // Sunday
	expect(weekdayOf(parseLocalDay("1969-12-29") as number)).toBe(0); // Monday
});
