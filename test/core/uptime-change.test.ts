import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatPercent, uptimeMilliPercent } from "../../src/core/totals.ts";
import { rangeBefore, uptimeChange } from "../../src/core/uptime-change.ts";
import { range } from "./plain-store.ts";

const totals = (upMs: number, downMs: number, unknownMs = 0) => ({ upMs, downMs, unknownMs });

describe("the range before", () => {
	test("is as long, and ends where the range begins", () => {
		expect(rangeBefore(range("2023-01-23T00:00Z 2023-01-30T00:00Z"))).toEqual(
			range("2023-01-16T00:00Z 2023-01-23T00:00Z"),
		);
	});

	test("is as long by elapsed time when the clocks change", () => {
		// The week of New York with 23 hours on its Sunday: the one before begins an hour later.
		expect(rangeBefore(range("2023-03-06T00:00-05:00 2023-03-13T00:00-04:00"))).toEqual(
			range("2023-02-27T01:00-05:00 2023-03-06T00:00-05:00"),
		);
	});
});

describe("the change of uptime", () => {
	test("is in thousandths of a percentage point, negative when it fell", () => {
		expect(uptimeChange(totals(98, 2), totals(99, 1))).toBe(1_000);
		expect(uptimeChange(totals(99, 1), totals(98, 2))).toBe(-1_000);
		expect(uptimeChange(totals(99, 1), totals(198, 2))).toBe(0);
		expect(uptimeChange(totals(0, 1), totals(1, 0))).toBe(100_000);
	});

	test("is that of the percentages as they are shown, each cut", () => {
		// 66.6666… % less 33.3333… % are 33.3333… %, but 66.666 less 33.333 is shown.
		expect(uptimeChange(totals(1, 2), totals(2, 1))).toBe(33_333);
		// 14.2857… % less 28.5714… %: 14.285 less 28.571.
		expect(uptimeChange(totals(2, 5), totals(1, 6))).toBe(-14_286);
	});

	test("is nothing when either is unknown", () => {
		expect(uptimeChange(totals(0, 0, 5), totals(1, 1))).toBeUndefined();
		expect(uptimeChange(totals(1, 1), totals(0, 0))).toBeUndefined();
	});

	test("added to the percentage before gives the one after", () => {
		const anyTotals = fc.record({ upMs: fc.nat(), downMs: fc.nat(), unknownMs: fc.nat() });
		fc.assert(
			fc.property(anyTotals, anyTotals, (before, after) => {
				const change = uptimeChange(before, after);
				if (change === undefined) return;
				const shown = formatPercent((uptimeMilliPercent(before) as number) + change);
				expect(shown).toBe(formatPercent(uptimeMilliPercent(after)));
			}),
		);
	});
});
