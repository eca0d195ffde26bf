import { describe, expect, test } from "vitest";
import {
	axisParts,
	axisStart,
	partLabel,
	partNames,
	type TrendPart,
	trendSeries,
} from "../../web/pictures/trend-parts.ts";

function part(local: string, uptime: number | null = 100): TrendPart {
	const knownMs = uptime === null ? 0 : 1_000;
	return {
		local,
		figures: {
			open_ms: 1_000,
			up_ms: knownMs,
			down_ms: 0,
			unknown_ms: 1_000 - knownMs,
			uptime_percent: uptime,
			coverage_percent: uptime === null ? 0 : 100,
		},
	};
}

describe("where the axis of uptimes begins", () => {
	test.each([
		[[97.5, 100], 97.5],
		[[97.4], 97],
		[[99.999], 99.99],
		[[76.1, null, 99], 75],
		[[3], 0],
		[[0, 100], 0],
	])("%j has it begin at %d", (uptimes, start) => {
		expect(axisStart(uptimes)).toBe(start);
	});

	test("it begins under 100 even if nothing was down", () => {
		expect(axisStart([100, 100])).toBeLessThan(100);
	});

	test("no uptime stands under it", () => {
		for (let thousandths = 0; thousandths <= 100_000; thousandths += 7)
			expect(axisStart([thousandths / 1_000])).toBeLessThanOrEqual(thousandths / 1_000);
	});
});

describe("parts of calendars", () => {
	test("each kind has its name", () => {
		const locals = ["2026-11-24T13:00-05:00", "2026-11-24", "2026-W48", "2026-11"];
		expect(partNames(locals.map((local) => part(local)))).toEqual([
			"Tue 24 Nov 13:00",
			"Tue 24 Nov",
			"Week 48 of 2026",
			"Nov 2026",
		]);
		expect(locals.map(partLabel)).toEqual(["13:00", "24 Nov", "W48", "Nov 2026"]);
	});

	test("an hour that the clock shows twice is told apart by its offset", () => {
		const hours = ["2026-11-01T01:00-04:00", "2026-11-01T01:00-05:00", "2026-11-01T02:00-05:00"];
		expect(partNames(hours.map((local) => part(local)))).toEqual([
			"Sun 1 Nov 01:00 UTC-04:00",
			"Sun 1 Nov 01:00 UTC-05:00",
			"Sun 1 Nov 02:00",
		]);
	});

	test("what was not measured is a gap, and not 0", () => {
		const { uptime, coverage } = trendSeries([part("2026-11-23", null), part("2026-11-24", 99)]);
		expect(uptime).toEqual([null, 99]);
		expect(coverage).toEqual([0, 100]);
	});

	test("an axis names the last day, and as many before it as have room", () => {
		const days = Array.from({ length: 10 }, (_, at) => part(`2026-11-${10 + at}`));
		expect(axisParts(days, 20)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
		expect(axisParts(days, 4)).toEqual([0, 3, 6, 9]);
	});

	test("an axis names round hours, and over days only midnights", () => {
		const hours = Array.from({ length: 72 }, (_, at) => {
			const hour = String(at % 24).padStart(2, "0");
			return part(`2026-11-${20 + Math.floor(at / 24)}T${hour}:00-05:00`);
		});
		expect(axisParts(hours.slice(0, 24), 6)).toEqual([0, 4, 8, 12, 16, 20]);
		expect(axisParts(hours, 3)).toEqual([0, 24, 48]);
	});
});
