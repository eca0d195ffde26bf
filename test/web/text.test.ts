import { describe, expect, test } from "vitest";
import { resolveRange, unitOf } from "../../web/state/range.ts";
import { amount, percent, points } from "../../web/text/amount.ts";
import { exactDuration, openDuration, shortDuration } from "../../web/text/duration.ts";
import { exactInstant, localDay, shortInstant, startOfDay } from "../../web/text/instant.ts";

const HOUR_MS = 3_600_000;
const ZONE = "America/New_York";

describe("what the page writes", () => {
	test("of durations is cut, never rounded up, and exact where it says so", () => {
		expect(openDuration(HOUR_MS - 1)).toBe("59 min 59 s");
		expect(openDuration(30 * HOUR_MS + 59_999)).toBe("30 h");
		expect(openDuration(1_234 * HOUR_MS)).toBe("1,234 h");
		expect(openDuration(0)).toBe("0");
		expect(shortDuration(30 * HOUR_MS)).toBe("1 d 6 h");
		expect(shortDuration(999)).toBe("999 ms");
		expect(exactDuration(27_000_250)).toBe("7 h 30 min 0.250 s");
		expect(exactDuration(0)).toBe("0 s");
	});

	test("of percentages and points has three decimals, and a dash for none", () => {
		expect([98, 99.999, 0, null].map(percent)).toEqual(["98.000 %", "99.999 %", "0.000 %", "–"]);
		expect([1.5, -0.125, 0, null].map(points)).toEqual(["+1.500", "−0.125", "±0.000", "–"]);
	});

	test("of amounts keeps every digit", () => {
		expect(amount("12345678901.50", "EUR")).toBe("EUR 12,345,678,901.50");
		expect(amount("0.05", null)).toBe("0.05");
		expect(amount(null, "EUR")).toBe("–");
	});

	test("of instants is by the clock of the zone that it names", () => {
		expect(shortInstant("2026-11-24T03:05:00.000Z", ZONE)).toBe("Mon 23 Nov, 22:05");
		expect(exactInstant("2026-07-01T03:05:09.000Z", ZONE)).toMatch(
			/^Tue,? 30 Jun 2026, 23:05:09 America\/New_York$/,
		);
		expect(localDay("2026-11-24T03:05:00.000Z", ZONE)).toBe("2026-11-23");
		expect(startOfDay("2026-11-01", ZONE)).toBe("2026-11-01T04:00:00.000Z");
		expect(startOfDay("2026-11-02", ZONE)).toBe("2026-11-02T05:00:00.000Z");
	});
});

describe("a range", () => {
	const asOf = "2026-11-24T18:00:00.000Z";

	test("that moves ends at as of, so many elapsed hours long, whatever clocks do", () => {
		const week = resolveRange({ kind: "moving", name: "week" }, "2026-11-04T18:00:00.000Z", ZONE);
		expect(week).toEqual({ from: "2026-10-28T18:00:00.000Z", to: "2026-11-04T18:00:00.000Z" });
	});

	test("of dates is whole local days, the last one included, and ends where as of does", () => {
		expect(
			resolveRange({ kind: "days", first: "2026-11-01", last: "2026-11-01" }, asOf, ZONE),
		).toEqual({ from: "2026-11-01T04:00:00.000Z", to: "2026-11-02T05:00:00.000Z" });
		expect(
			resolveRange({ kind: "days", first: "2026-11-24", last: "2026-11-24" }, asOf, ZONE),
		).toEqual({ from: "2026-11-24T05:00:00.000Z", to: asOf });
	});

	test("is cut by the unit that leaves enough parts to see, and not too many", () => {
		const of = (hours: number) =>
			unitOf({ from: new Date(Date.parse(asOf) - hours * HOUR_MS).toISOString(), to: asOf });
		expect([1, 72, 73, 92 * 24, 93 * 24].map(of)).toEqual(["hour", "hour", "day", "day", "week"]);
	});
});
