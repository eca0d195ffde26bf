import { describe, expect, test } from "vitest";
import { dayAt, dayBarPaths, daysWords, dayWords } from "../../web/pictures/day-bar-layout.ts";
import { shareMark } from "../../web/pictures/share-scale.ts";
import { axisStart, partLabel, partWords } from "../../web/pictures/trend-parts.ts";

const HOUR_MS = 3_600_000;

describe("the scale of shares", () => {
	const mark = (down_ms: number, known_ms = 100 * HOUR_MS) =>
		shareMark({ open_ms: known_ms, down_ms, up_ms: known_ms - down_ms });

	test("tells its steps apart to the millisecond", () => {
		expect(mark(0)).toBe(0);
		expect(mark(1)).toBe(1);
		for (const [percent, step] of [
			[1, 1],
			[5, 2],
			[10, 3],
			[25, 4],
			[100, 5],
		] as const) {
			expect(mark(percent * HOUR_MS)).toBe(step);
			if (percent < 100) expect(mark(percent * HOUR_MS + 1)).toBe(step + 1);
		}
	});

	test("has no step for what was not open, nor for under half an hour that is known", () => {
		expect(shareMark({ open_ms: 0, up_ms: 0, down_ms: 0 })).toBe("closed");
		expect(shareMark({ open_ms: HOUR_MS, up_ms: 0, down_ms: HOUR_MS / 2 - 1 })).toBe("sparse");
		expect(shareMark({ open_ms: HOUR_MS, up_ms: 0, down_ms: HOUR_MS / 2 })).toBe(5);
	});
});

describe("a bar of days", () => {
	const day = (local: string, open: number, down: number, unknown = 0) => ({
		local,
		figures: {
			open_ms: open * HOUR_MS,
			down_ms: down * HOUR_MS,
			unknown_ms: unknown * HOUR_MS,
			up_ms: (open - down - unknown) * HOUR_MS,
			uptime_percent: open === unknown ? null : 100 * (1 - down / (open - unknown)),
			coverage_percent: open === 0 ? null : 100 * (1 - unknown / open),
		},
	});
	const size = { width: 40, height: 20 };

	test("is to scale of each day's open time, and shows the least downtime", () => {
		const half = dayBarPaths([day("2026-11-23", 10, 5), day("2026-11-24", 10, 0, 5)], size);
		expect(half.down).toBe("M0 0h18v10h-18z");
		expect(half.unknown).toBe("M20 0h18v10h-18z");
		expect(half.up).toBe("M0 10h18v10h-18zM20 10h18v10h-18z");
		const least = dayBarPaths([day("2026-11-24", 10, 0.0001)], size);
		expect(least.down).toBe("M0 0h38v2h-38z");
	});

	test("has a thin line for a day that was closed", () => {
		const paths = dayBarPaths([day("2026-11-24", 0, 0)], size);
		expect(paths).toEqual({ up: "", down: "", unknown: "", closed: "M0 18h38v2h-38z" });
	});

	test("says in words what it shows", () => {
		const days = [day("2026-11-22", 0, 0), day("2026-11-23", 10, 2), day("2026-11-24", 10, 1, 1)];
		expect(daysWords(days)).toBe(
			"down 3 h on 2 of 2 open days; most on Mon 23 Nov, 2 h; unknown 1 h",
		);
		expect(daysWords([day("2026-11-22", 0, 0)])).toBe("closed on all days");
		expect(daysWords([day("2026-11-22", 4, 0, 4)])).toBe("nothing known");
		expect(dayWords(days[1] as (typeof days)[0])).toBe("Mon 23 Nov: 80.000 % up, down 2 h");
	});

	test("knows the day under a pointer, also at its edges", () => {
		expect([-1, 0, 9.9, 10, 39, 40].map((x) => dayAt("abcd".split(""), x, 40))).toEqual([
			..."aaabdd",
		]);
	});
});

describe("the axis of a trend", () => {
	test("begins at or below the least uptime, and below 100 even where all are 100", () => {
		expect(axisStart([100, null, 100])).toBeLessThan(100);
		expect(axisStart([null])).toBeLessThan(100);
		for (const least of [0, 0.5, 33.3, 79.999, 95, 99.1, 99.98, 99.999]) {
			const start = axisStart([100, least]);
			expect(start).toBeLessThanOrEqual(least);
			expect(start).toBeGreaterThanOrEqual(0);
		}
		expect(axisStart([99.2])).toBe(99.2);
		expect(axisStart([42])).toBe(40);
	});

	test("names hours, days, weeks and months", () => {
		expect(
			["2026-11-24T13:00-06:00", "2026-11-24T00:00", "2026-11-24", "2026-W48", "2026-11"].map(
				partLabel,
			),
		).toEqual(["13:00", "24 Nov", "24 Nov", "W48", "Nov 2026"]);
		expect(["2026-11-24T13:00", "2026-11-24", "2026-W08", "2026-11"].map(partWords)).toEqual([
			"Tue 24 Nov 13:00",
			"Tue 24 Nov",
			"Week 8 of 2026",
			"Nov 2026",
		]);
	});
});
