import { describe, expect, test } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "../../src/core/instant.ts";
import { DOWN, Timeline, UNKNOWN, UP } from "../../src/core/timeline.ts";
import {
	addTotals,
	coverageMilliPercent,
	formatInUnit,
	formatPercent,
	NO_TIME,
	openMs,
	totalsOf,
	uptimeMilliPercent,
} from "../../src/core/totals.ts";

const totals = (upMs: number, downMs: number, unknownMs = 0) => ({ upMs, downMs, unknownMs });
const uptime = (upMs: number, downMs: number, unknownMs = 0) =>
	formatPercent(uptimeMilliPercent(totals(upMs, downMs, unknownMs)));

describe("the totals of a range (law 16)", () => {
	const timeline = new Timeline();
	timeline.append(0, 10, UNKNOWN);
	timeline.append(10, 30, UP);
	timeline.append(50, 60, UP);
	timeline.append(60, 75, DOWN);

	test("are those of the segments in it", () => {
		expect(totalsOf(timeline, { from: 0, to: 100 })).toEqual(totals(20 + 10, 15, 10));
	});

	test("count a segment that reaches beyond it with the part inside", () => {
		expect(totalsOf(timeline, { from: 25, to: 62 })).toEqual(totals(5 + 10, 2, 0));
	});

	test("are nothing in closed time and outside all segments", () => {
		expect(totalsOf(timeline, { from: 30, to: 50 })).toEqual(NO_TIME);
		expect(totalsOf(timeline, { from: 75, to: 90 })).toEqual(NO_TIME);
		expect(totalsOf(new Timeline(), { from: 0, to: 90 })).toEqual(NO_TIME);
	});

	test("of adjoining ranges add up to those of the whole", () => {
		const parts = [
			{ from: 0, to: 11 },
			{ from: 11, to: 55 },
			{ from: 55, to: 100 },
		];
		expect(parts.map((part) => totalsOf(timeline, part)).reduce(addTotals)).toEqual(
			totalsOf(timeline, { from: 0, to: 100 }),
		);
	});

	test("make up the open time", () => {
		expect(openMs(totalsOf(timeline, { from: 0, to: 100 }))).toBe(30 + 25);
	});
});

describe("uptime and coverage (law 17)", () => {
	test("uptime is up / (up + down): unknown time is neither", () => {
		expect(uptime(3 * HOUR_MS, HOUR_MS)).toBe("75.000");
		expect(uptime(3 * HOUR_MS, HOUR_MS, 96 * HOUR_MS)).toBe("75.000");
	});

	test("uptime is nothing, not 0 and not 100, when no state is known", () => {
		expect(uptimeMilliPercent(totals(0, 0, HOUR_MS))).toBeUndefined();
		expect(uptime(0, 0, HOUR_MS)).toBe("");
	});

	test("0 and 100 are for stores that were down, or up, all the time", () => {
		expect(uptime(0, HOUR_MS)).toBe("0.000");
		expect(uptime(HOUR_MS, 0)).toBe("100.000");
	});

	test("percentages are cut to three decimals, not rounded", () => {
		expect(uptime(2, 1)).toBe("66.666"); // 66.6666…
		expect(uptime(1, 2)).toBe("33.333");
		expect(uptime(999_999, 1)).toBe("99.999"); // 99.9999
		expect(uptime(7 * DAY_MS - 1, 1)).toBe("99.999"); // 99.99999983…
		expect(uptime(1, 999_999)).toBe("0.000"); // 0.0001
		expect(uptime(1, 99_999)).toBe("0.001");
	});

	test("a fleet's milliseconds, past what a float multiplies, are cut as exactly", () => {
		// 100,000 stores, a year each, and one millisecond of downtime
		const year = 100_000 * 365 * DAY_MS;
		expect(uptime(year - 1, 1)).toBe("99.999");
		expect(uptime(year, 0)).toBe("100.000");
	});

	test("coverage is (up + down) / open, and nothing when never open", () => {
		expect(formatPercent(coverageMilliPercent(totals(2, 1, 1)))).toBe("75.000");
		expect(formatPercent(coverageMilliPercent(totals(0, 0, 5)))).toBe("0.000");
		expect(formatPercent(coverageMilliPercent(totals(5, 5, 0)))).toBe("100.000");
		expect(coverageMilliPercent(NO_TIME)).toBeUndefined();
	});

	test("averages over stores weigh by time", () => {
		// 1 h up of 1 h, and 0 h up of 9 h: 10 %, not the mean of 100 % and 0 %.
		const fleet = addTotals(totals(HOUR_MS, 0), totals(0, 9 * HOUR_MS));
		expect(formatPercent(uptimeMilliPercent(fleet))).toBe("10.000");
	});
});

describe("minutes and hours with two decimals, rounded half up (law 21)", () => {
	test.each([
		[0, MINUTE_MS, "0.00"],
		[60 * MINUTE_MS, MINUTE_MS, "60.00"],
		[90 * SECOND_MS, MINUTE_MS, "1.50"],
		[299, MINUTE_MS, "0.00"], // half a hundredth of a minute is 300 ms
		[300, MINUTE_MS, "0.01"],
		[899, MINUTE_MS, "0.01"],
		[900, MINUTE_MS, "0.02"],
		[59_699, MINUTE_MS, "0.99"],
		[59_700, MINUTE_MS, "1.00"],
		[24 * HOUR_MS, HOUR_MS, "24.00"],
		[168 * HOUR_MS, HOUR_MS, "168.00"],
		[17_999, HOUR_MS, "0.00"], // half a hundredth of an hour is 18 s
		[18_000, HOUR_MS, "0.01"],
		[20 * MINUTE_MS, HOUR_MS, "0.33"],
		[40 * MINUTE_MS, HOUR_MS, "0.67"],
		[HOUR_MS + 5 * MINUTE_MS, HOUR_MS, "1.08"],
	])("%i ms in units of %i ms are %s", (durationMs, unitMs, text) => {
		expect(formatInUnit(durationMs, unitMs)).toBe(text);
	});
});
