import { describe, expect, test } from "vitest";
import {
	type BarDay,
	dayAt,
	dayBarPaths,
	daysWords,
	dayWords,
} from "../../web/pictures/day-bar-layout.ts";

const HOUR_MS = 3_600_000;

function day(local: string, up: number, down: number, unknown: number): BarDay {
	const known = up + down;
	const open = known + unknown;
	return {
		local,
		figures: {
			open_ms: open * HOUR_MS,
			up_ms: up * HOUR_MS,
			down_ms: down * HOUR_MS,
			unknown_ms: unknown * HOUR_MS,
			uptime_percent: known === 0 ? null : Math.floor((up * 100_000) / known) / 1_000,
			coverage_percent: open === 0 ? null : Math.floor((known * 100_000) / open) / 1_000,
		},
	};
}

const SIZE = { width: 100, height: 24 };

describe("the shapes of a bar of days", () => {
	test("a column is the day's open time, cut by its shares", () => {
		expect(dayBarPaths([day("2026-11-24", 6, 3, 3)], SIZE)).toEqual({
			up: "M0 12h80v12h-80z",
			down: "M0 0h80v6h-80z",
			unknown: "M0 6h80v6h-80z",
			closed: "",
		});
	});

	test("a day without open time is a line, and no column", () => {
		expect(dayBarPaths([day("2026-11-24", 0, 0, 0)], SIZE)).toEqual({
			up: "",
			down: "",
			unknown: "",
			closed: "M0 22h80v2h-80z",
		});
	});

	test("a minute of down time is seen", () => {
		const { down, up } = dayBarPaths([day("2026-11-24", 11.99, 0.01, 0)], SIZE);
		expect(down).toBe("M0 0h80v2h-80z");
		expect(up).toBe("M0 2h80v22h-80z");
	});

	test("many days are narrow columns in the same width", () => {
		const days = [day("2026-11-23", 1, 0, 0), day("2026-11-24", 1, 0, 0)];
		expect(dayBarPaths(days, SIZE).up).toBe("M0 0h40v24h-40zM50 0h40v24h-40z");
		expect([0, 49, 50, 100, 130].map((x) => dayAt(days, x, 100)?.local)).toEqual([
			"2026-11-23",
			"2026-11-23",
			"2026-11-24",
			"2026-11-24",
			"2026-11-24",
		]);
	});
});

describe("days in words", () => {
	test("the worst is named, with how much was down on how many days", () => {
		const days = [
			day("2026-11-21", 0, 0, 0),
			day("2026-11-22", 9, 1, 0),
			day("2026-11-23", 7, 3, 2),
			day("2026-11-24", 10, 0, 0),
		];
		expect(daysWords(days)).toBe(
			"down 4 h on 2 of 3 open days; most on Mon 23 Nov, 3 h; unknown 2 h",
		);
	});

	test("what is not known is never said to be no downtime", () => {
		expect(daysWords([day("2026-11-24", 0, 0, 9)])).toBe("nothing known");
		expect(dayWords(day("2026-11-24", 0, 0, 9))).toBe("Tue 24 Nov: nothing known");
		expect(daysWords([day("2026-11-23", 9, 0, 1), day("2026-11-24", 0, 0, 0)])).toBe(
			"no downtime on 1 open day; unknown 1 h",
		);
	});

	test("closed days and no days are told apart", () => {
		expect(daysWords([day("2026-11-24", 0, 0, 0)])).toBe("closed on all days");
		expect(daysWords([])).toBe("no days");
		expect(dayWords(day("2026-11-24", 0, 0, 0))).toBe("Tue 24 Nov: closed");
	});

	test("a day says its uptime and what was down", () => {
		expect(dayWords(day("2026-11-24", 9, 1, 0))).toBe("Tue 24 Nov: 90.000 % up, down 1 h");
	});
});
