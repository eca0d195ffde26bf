import { describe, expect, test } from "vitest";
import {
	DAY_MS,
	EARLIEST_POLL,
	FUTURE_TOLERANCE_MS,
	formatInstant,
	HOUR_MS,
	MINUTE_MS,
	parseDuration,
	parseInstant,
	utcDayOf,
} from "../../src/core/instant.ts";

describe("a timestamp (law 2)", () => {
	// 12:09:39.388 UTC on 22 January 2023, 19,379 days after 1970-01-01:
	// 53 years of 365 days are 19,345, and 13 leap days (1972 to 2020), and 21 days of January.
	const expected = (53 * 365 + 13 + 21) * DAY_MS + 12 * HOUR_MS + 9 * MINUTE_MS + 39_388;

	test.each([
		["as exports write it", "2023-01-22 12:09:39.388884 UTC"],
		["with T", "2023-01-22T12:09:39.388884 UTC"],
		["with Z", "2023-01-22 12:09:39.388884Z"],
		["with T and Z", "2023-01-22T12:09:39.388884Z"],
		["in lower case", "2023-01-22t12:09:39.388884z"],
		["without a zone, which is UTC", "2023-01-22 12:09:39.388884"],
		["with fewer fraction digits", "2023-01-22 12:09:39.388 UTC"],
		["with more fraction digits", "2023-01-22 12:09:39.388884123456789 UTC"],
		["with an offset to the east", "2023-01-22 17:39:39.388+05:30"],
		["with an offset to the west", "2023-01-22T08:39:39.388-03:30"],
		["with an offset without a colon", "2023-01-22 17:39:39.388+0530"],
		["with an offset of hours alone, as PostgreSQL writes it", "2023-01-22 07:09:39.388-05"],
		["with an offset that leads into the next day", "2023-01-23 02:09:39.388+14:00"],
	])("is read %s", (_, text) => {
		expect(parseInstant(text)).toBe(expected);
	});

	test("without fraction digits means the full second", () => {
		expect(parseInstant("2023-01-22 12:09:39 UTC")).toBe(expected - 388);
	});

	test.each([
		["1", 100],
		["12", 120],
		["123", 123],
		["9999", 999],
		["999999", 999],
		["0009", 0],
	])("with the fraction .%s has %i milliseconds: cut, never rounded", (digits, milliseconds) => {
		expect(parseInstant(`1970-01-01 00:00:00.${digits} UTC`)).toBe(milliseconds);
	});

	test.each([
		["", "an empty cell"],
		["yesterday", "a word"],
		["2023-01-22", "a date alone"],
		["2023-01-22 12:09 UTC", "a time without seconds"],
		["12:09:39", "a time alone"],
		["1674389379388", "a number"],
		["22-01-2023 12:09:39 UTC", "the day first"],
		["2023/01/22 12:09:39 UTC", "slashes"],
		["23-01-22 12:09:39 UTC", "a year of two digits"],
		["2023-00-22 12:09:39 UTC", "no month 0"],
		["2023-13-22 12:09:39 UTC", "no month 13"],
		["2023-01-00 12:09:39 UTC", "no day 0"],
		["2023-04-31 12:09:39 UTC", "no 31 April"],
		["2023-02-29 12:09:39 UTC", "no leap year"],
		["2100-02-29 12:09:39 UTC", "no leap year, though divisible by four"],
		["2023-01-22 24:00:00 UTC", "no hour 24"],
		["2023-01-22 12:60:39 UTC", "no minute 60"],
		["2023-01-22 12:09:60 UTC", "no second 60"],
		["2023-01-22 12:09:39. UTC", "a point without a fraction"],
		["2023-01-22 12:09:39 PST", "a zone that is not UTC"],
		["2023-01-22 12:09:39+24:00", "no offset of 24 hours"],
		["2023-01-22 12:09:39+05:60", "no offset of 60 minutes"],
		["2023-01-22 12:09:39+5", "an offset of one digit"],
		["2023-01-22 12:09:39 UTC tomorrow", "something after it"],
	])("is refused: %j (%s)", (text) => {
		expect(parseInstant(text)).toBeUndefined();
	});

	test("may name the leap day of 2000 and of 2024", () => {
		expect(parseInstant("2000-02-29 00:00:00 UTC")).toBe(EARLIEST_POLL + 59 * DAY_MS);
		expect(parseInstant("2024-02-29 00:00:00 UTC")).toBeDefined();
	});

	test("is believed from 2000 on and up to 24 hours ahead", () => {
		expect(parseInstant("2000-01-01 00:00:00 UTC")).toBe(EARLIEST_POLL);
		expect(FUTURE_TOLERANCE_MS).toBe(24 * HOUR_MS);
	});
});

test("an instant is written in UTC with three fraction digits", () => {
	expect(formatInstant(0)).toBe("1970-01-01T00:00:00.000Z");
	expect(formatInstant(1_674_389_379_388)).toBe("2023-01-22T12:09:39.388Z");
	expect(formatInstant(-1)).toBe("1969-12-31T23:59:59.999Z");
});

test("a UTC day ends a millisecond before the next begins, before 1970 too", () => {
	expect([0, DAY_MS - 1, DAY_MS, -1, -DAY_MS].map(utcDayOf)).toEqual([0, 0, 1, -1, -1]);
});

describe("a duration", () => {
	test.each([
		["90m", 90 * MINUTE_MS],
		["2h30m", 150 * MINUTE_MS],
		["1d", DAY_MS],
		["45s", 45_000],
		["500ms", 500],
		["1d2h3m4s5ms", DAY_MS + 2 * HOUR_MS + 3 * MINUTE_MS + 4_005],
		[" 2H ", 2 * HOUR_MS],
		["PT2H", 2 * HOUR_MS],
		["P1D", DAY_MS],
		["P1DT12H", 36 * HOUR_MS],
		["pt1m30s", 90_000],
	])("%j is %i milliseconds", (text, durationMs) => {
		expect(parseDuration(text)).toBe(durationMs);
	});

	test.each([
		["", "nothing"],
		["0", "no unit"],
		["0m", "no time"],
		["PT0S", "no time"],
		["30", "no unit"],
		["h", "no number"],
		["-5m", "negative"],
		["1.5h", "a fraction"],
		["1w", "a calendar unit"],
		["P1W", "a calendar unit"],
		["P1M", "a month, not a minute"],
		["P1Y", "a calendar unit"],
		["P", "nothing"],
		["PT", "nothing"],
		["P1DT", "nothing after the T"],
		["P2H", "hours before the T"],
		["PT1D", "days after the T"],
		["1T2H", "no P"],
		["2 hours", "words"],
		["9999999999h", "more digits than a duration has"],
		["999999999d", "more than an integer holds"],
	])("%j is refused: %s", (text) => {
		expect(parseDuration(text)).toBeUndefined();
	});
});
