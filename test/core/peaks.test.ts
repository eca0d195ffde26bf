import { describe, expect, test } from "vitest";
import { HOUR_MS, MINUTE_MS } from "../../src/core/instant.ts";
import { OutageSweeper } from "../../src/core/outage-sweeper.ts";
import { outagesOf } from "../../src/core/outages.ts";
import {
	addPeaks,
	downMilliPercent,
	hoursOfDay,
	PeakCells,
	PeakFold,
	peakByDowntime,
	peakByRate,
	weekdays,
} from "../../src/core/peaks.ts";
import { DEFAULT_RULES } from "../../src/core/rules.ts";
import type { Timeline } from "../../src/core/timeline.ts";
import { ZoneClock } from "../../src/core/zone-clock.ts";
import { historyOf, range, storeOnPaper } from "./plain-store.ts";

type Paper = Parameters<typeof storeOnPaper>[0];

/** The matrix of a store on paper over a range that ends as of. */
function matrixOf(paper: Paper, rangeText: string): PeakCells {
	const span = range(rangeText);
	const store = storeOnPaper(paper);
	const history = historyOf(store);
	const earliest = Math.min(span.from, ...store.polls.map(({ at }) => at));
	const rules = { ...DEFAULT_RULES, missingDay: "closed" } as const;
	const sweeper = new OutageSweeper({ span, asOf: span.to, rules }, earliest);
	const timeline = sweeper.timeline(history, undefined) as Timeline;
	const fold = new PeakFold(span, new ZoneClock(store.zone, span));
	const outages = outagesOf(
		{ timeline, polls: history.polls, rules },
		{ range: span, asOf: span.to },
	);
	fold.add(timeline, outages);
	return fold.matrix();
}

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** `Mon 13: 30 up, 15 down, 0 unknown, 1 begun` in minutes, of the cells that have anything. */
function told(cells: PeakCells): string[] {
	const lines: string[] = [];
	for (let cell = 0; cell < cells.count; cell++) {
		const { upMs, downMs, unknownMs } = cells.totals(cell);
		const begun = cells.outagesBegun[cell] as number;
		if (upMs + downMs + unknownMs + begun === 0) continue;
		const minutes = [upMs, downMs, unknownMs].map((ms) => ms / MINUTE_MS);
		const name = `${WEEKDAYS[Math.floor(cell / 24)]} ${cell % 24}`;
		lines.push(
			`${name}: ${minutes[0]} up, ${minutes[1]} down, ${minutes[2]} unknown, ${begun} begun`,
		);
	}
	return lines;
}

describe("the matrix of a range (law 23)", () => {
	test("has what the store was in each hour of its own week, and where outages began", () => {
		const paper = {
			zone: "America/New_York",
			hours: ["Mon 09:30-12:00"],
			polls: [
				"2023-01-23T09:45-05:00 active",
				"2023-01-23T10:15-05:00 inactive",
				"2023-01-23T11:20-05:00 active",
			],
		};
		expect(told(matrixOf(paper, "2023-01-23T09:00-05:00 2023-01-23T12:00-05:00"))).toEqual([
			"Mon 9: 15 up, 0 down, 15 unknown, 0 begun",
			"Mon 10: 15 up, 45 down, 0 unknown, 1 begun",
			"Mon 11: 40 up, 20 down, 0 unknown, 0 begun",
		]);
	});

	test("adds weeks up", () => {
		const paper = {
			hours: ["Tue 09:00-10:00"],
			polls: [
				"2023-01-24T09:00Z active",
				"2023-01-24T09:50Z inactive",
				"2023-01-31T09:05Z active",
				"2023-01-31T09:40Z inactive",
				"2023-02-07T09:00Z active",
			],
		};
		// Up 50 + 35 + 60; down 10 and, in one outage with it, 5; then 20.
		expect(told(matrixOf(paper, "2023-01-24T00:00Z 2023-02-08T00:00Z"))).toEqual([
			"Tue 9: 145 up, 35 down, 0 unknown, 2 begun",
		]);
	});

	test("counts an outage that began before the range in no cell", () => {
		const polls = ["2023-01-23T08:00Z active", "2023-01-23T09:30Z inactive"];
		expect(told(matrixOf({ polls }, "2023-01-23T10:00Z 2023-01-23T11:00Z"))).toEqual([
			"Mon 10: 0 up, 60 down, 0 unknown, 0 begun",
		]);
		expect(told(matrixOf({ polls }, "2023-01-23T09:30Z 2023-01-23T10:00Z"))).toEqual([
			"Mon 9: 0 up, 30 down, 0 unknown, 1 begun",
		]);
	});

	test("has the half hours of a zone that is half an hour off", () => {
		const paper = {
			zone: "Asia/Kolkata",
			polls: ["2023-01-23T00:00Z active", "2023-01-23T01:00Z inactive"],
		};
		// 00:00Z is 05:30 in Kolkata; the hour from 01:00Z to 02:00Z is 06:30 to 07:30.
		expect(told(matrixOf(paper, "2023-01-23T00:00Z 2023-01-23T02:00Z"))).toEqual([
			"Mon 5: 30 up, 0 down, 0 unknown, 0 begun",
			"Mon 6: 30 up, 30 down, 0 unknown, 1 begun",
			"Mon 7: 0 up, 30 down, 0 unknown, 0 begun",
		]);
	});

	test("has a repeated hour twice in one cell", () => {
		const paper = {
			zone: "America/New_York",
			polls: [
				"2023-11-05T00:00-04:00 active",
				"2023-11-05T01:30-04:00 inactive",
				"2023-11-05T01:10-05:00 active",
				"2023-11-05T01:50-05:00 inactive",
			],
		};
		// The first 01:00 to 02:00: 30 up, 30 down. The second: 10 down, 40 up, 10 down.
		expect(told(matrixOf(paper, "2023-11-05T00:00-04:00 2023-11-05T03:00-05:00"))).toEqual([
			"Sun 0: 60 up, 0 down, 0 unknown, 0 begun",
			"Sun 1: 70 up, 50 down, 0 unknown, 2 begun",
			"Sun 2: 0 up, 60 down, 0 unknown, 0 begun",
		]);
	});

	test("has nothing in a skipped hour", () => {
		const paper = { zone: "America/New_York", polls: ["2023-03-12T00:00-05:00 inactive"] };
		expect(told(matrixOf(paper, "2023-03-12T01:00-05:00 2023-03-12T04:00-04:00"))).toEqual([
			"Sun 1: 0 up, 60 down, 0 unknown, 0 begun",
			"Sun 3: 0 up, 60 down, 0 unknown, 0 begun",
		]);
	});

	test("has half an hour less, and half an hour more, where clocks change by that", () => {
		const paper = { zone: "Australia/Lord_Howe", polls: ["2023-01-01T00:00Z active"] };
		// 2023-04-02 at 02:00 (+11:00) it became 01:30 (+10:30): 01:00 to 02:00, then 01:30 to 02:00.
		expect(told(matrixOf(paper, "2023-04-02T01:00+11:00 2023-04-02T03:00+10:30"))).toEqual([
			"Sun 1: 90 up, 0 down, 0 unknown, 0 begun",
			"Sun 2: 60 up, 0 down, 0 unknown, 0 begun",
		]);
		// 2023-10-01 at 02:00 (+10:30) it became 02:30 (+11:00).
		expect(told(matrixOf(paper, "2023-10-01T01:00+10:30 2023-10-01T04:00+11:00"))).toEqual([
			"Sun 1: 60 up, 0 down, 0 unknown, 0 begun",
			"Sun 2: 30 up, 0 down, 0 unknown, 0 begun",
			"Sun 3: 60 up, 0 down, 0 unknown, 0 begun",
		]);
	});

	test("of a group is the sum of its stores', each by its own clock", () => {
		const polls = ["2023-01-23T12:00Z active", "2023-01-23T17:00Z inactive"];
		const hour = "2023-01-23T17:00Z 2023-01-23T18:00Z";
		const east = matrixOf({ polls, zone: "America/New_York" }, hour);
		const south = matrixOf({ polls, zone: "Asia/Kolkata" }, hour);
		expect(told(addPeaks(addPeaks(east, south), east))).toEqual([
			"Mon 12: 0 up, 120 down, 0 unknown, 2 begun",
			"Mon 22: 0 up, 30 down, 0 unknown, 1 begun",
			"Mon 23: 0 up, 30 down, 0 unknown, 0 begun",
		]);
	});
});

/** Cells of the week by their place: minutes of up, down, unknown. */
function cellsOf(
	count: number,
	minutes: Readonly<Record<number, readonly [up: number, down: number, unknown?: number]>>,
): PeakCells {
	const cells = new PeakCells(count);
	for (const [cell, [up, down, unknown = 0]] of Object.entries(minutes))
		cells.add(
			Number(cell),
			{ upMs: up * MINUTE_MS, downMs: down * MINUTE_MS, unknownMs: unknown * MINUTE_MS },
			down === 0 ? 0 : 1,
		);
	return cells;
}

describe("hours of the day and weekdays", () => {
	const matrix = cellsOf(168, {
		8: [60, 0], // Monday 8
		32: [40, 20, 5], // Tuesday 8
		33: [0, 60], // Tuesday 9
		167: [10, 50], // Sunday 23
	});

	test("are the cells of the matrix summed up", () => {
		const hours = hoursOfDay(matrix);
		expect(hours.count).toBe(24);
		expect(hours.totals(8)).toEqual({
			upMs: 100 * MINUTE_MS,
			downMs: 20 * MINUTE_MS,
			unknownMs: 5 * MINUTE_MS,
		});
		expect([...hours.outagesBegun.subarray(8, 10)]).toEqual([1, 1]);
		expect(hours.totals(23).downMs).toBe(50 * MINUTE_MS);
		const days = weekdays(matrix);
		expect(days.count).toBe(7);
		expect([...days.downMs].map((ms) => ms / MINUTE_MS)).toEqual([0, 80, 0, 0, 0, 0, 50]);
		expect([...days.outagesBegun]).toEqual([0, 2, 0, 0, 0, 0, 1]);
	});

	test("leave the matrix as it is", () => {
		const before = told(matrix);
		hoursOfDay(matrix);
		weekdays(matrix);
		addPeaks(matrix, matrix);
		expect(told(matrix)).toEqual(before);
	});
});

describe("the peak", () => {
	test("by rate is the cell with the largest part of its known time down", () => {
		// 20 of 60, 25 of 80: 33.3 % and 31.3 %.
		const cells = cellsOf(24, { 3: [40, 20], 5: [55, 25] });
		expect(peakByRate(cells)).toBe(3);
		expect(peakByDowntime(cells)).toBe(5);
	});

	test("does not count unknown time to the rate", () => {
		// 10 of 30 known minutes, 20 of 61.
		const cells = cellsOf(24, { 3: [20, 10, 30], 5: [41, 20] });
		expect(peakByRate(cells)).toBe(3);
	});

	test("is never a cell with under 30 minutes of known open time", () => {
		const cells = cellsOf(24, { 2: [0, 29, 31], 5: [59, 1] });
		expect(peakByRate(cells)).toBe(5);
		expect(peakByDowntime(cells)).toBe(5);
		cells.add(2, { upMs: 0, downMs: MINUTE_MS - 1, unknownMs: 0 }, 0);
		expect(peakByRate(cells)).toBe(5);
		expect(peakByDowntime(cells)).toBe(5);
		cells.add(2, { upMs: 0, downMs: 1, unknownMs: 0 }, 0);
		expect(peakByRate(cells)).toBe(2);
		expect(peakByDowntime(cells)).toBe(2);
	});

	test("is the earliest of several that are alike", () => {
		// 1 of 3, written in other numbers.
		const cells = cellsOf(168, { 100: [40, 20], 3: [80, 40], 120: [80, 40], 99: [20, 10] });
		expect(peakByRate(cells)).toBe(3);
		expect(peakByDowntime(cells)).toBe(3);
		expect(peakByDowntime(cellsOf(7, { 6: [0, 60], 2: [60, 60], 4: [0, 60] }))).toBe(2);
	});

	test("is none when nothing was down, or nothing is known", () => {
		for (const cells of [
			new PeakCells(168),
			cellsOf(24, { 3: [60, 0], 4: [0, 0, 60] }),
			cellsOf(24, { 3: [0, 29] }),
		]) {
			expect(peakByRate(cells)).toBeUndefined();
			expect(peakByDowntime(cells)).toBeUndefined();
		}
	});

	test("compares rates exactly where floats would call them alike", () => {
		const cells = new PeakCells(7);
		// (n - 1) / n of both: the second is higher by one part in 10^29.
		const n = 3e14;
		cells.add(1, { upMs: 1, downMs: n - 1, unknownMs: 0 }, 0);
		cells.add(2, { upMs: 1, downMs: n, unknownMs: 0 }, 0);
		expect(peakByRate(cells)).toBe(2);
	});
});

describe("the rate of a cell", () => {
	test("is down / (up + down), cut to three decimals", () => {
		// 1 of 3 is 33.3333… %, 2 of 3 are 66.6666… %.
		const rate = (up: number, down: number) =>
			downMilliPercent({ upMs: up, downMs: down, unknownMs: HOUR_MS });
		expect(rate(2, 1)).toBe(33_333);
		expect(rate(1, 2)).toBe(66_666);
		expect(rate(0, 1)).toBe(100_000);
		expect(rate(1, 0)).toBe(0);
		expect(rate(0, 0)).toBeUndefined();
	});
});
