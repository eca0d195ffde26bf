import fc from "fast-check";
import { expect, test } from "vitest";
import { HOUR_MS, MINUTE_MS } from "../../src/core/instant.ts";
import {
	addTotals,
	coverageMilliPercent,
	formatInUnit,
	formatPercent,
	openMs,
	type Totals,
	uptimeMilliPercent,
} from "../../src/core/totals.ts";

/** From nothing to a fleet's milliseconds, whose products go past what a float holds. */
const anyMs = fc.oneof(
	fc.constant(0),
	fc.integer({ min: 0, max: 100_000 }),
	fc.integer({ min: 0, max: 2 ** 50 }),
);

const anyTotals: fc.Arbitrary<Totals> = fc.record({
	upMs: anyMs,
	downMs: anyMs,
	unknownMs: anyMs,
});

/** A percentage with three decimals, cut, with integers alone. */
function cutPercent(part: number, whole: number): string {
	if (whole === 0) return "";
	const thousandths = (BigInt(part) * 100_000n) / BigInt(whole);
	const digits = String(thousandths).padStart(4, "0");
	return `${digits.slice(0, -3)}.${digits.slice(-3)}`;
}

test("percentages are cut to three decimals, never rounded", () => {
	fc.assert(
		fc.property(anyTotals, (totals) => {
			const { upMs, downMs } = totals;
			expect(formatPercent(uptimeMilliPercent(totals))).toBe(cutPercent(upMs, upMs + downMs));
			expect(formatPercent(coverageMilliPercent(totals))).toBe(
				cutPercent(upMs + downMs, openMs(totals)),
			);
		}),
		{ numRuns: 5_000 },
	);
});

test("100 means exactly all, and 0 less than a thousandth of a percent", () => {
	fc.assert(
		fc.property(anyTotals, (totals) => {
			const uptime = uptimeMilliPercent(totals);
			if (totals.upMs + totals.downMs === 0) expect(uptime).toBeUndefined();
			else expect(uptime === 100_000).toBe(totals.downMs === 0);
			if (uptime === 0)
				expect(BigInt(totals.upMs) * 100_000n).toBeLessThan(
					BigInt(totals.upMs) + BigInt(totals.downMs),
				);
		}),
		{ numRuns: 5_000 },
	);
});

test("the uptime of two stores together lies between theirs", () => {
	fc.assert(
		fc.property(anyTotals, anyTotals, (a, b) => {
			const [low, high] = [uptimeMilliPercent(a), uptimeMilliPercent(b)]
				.filter((share) => share !== undefined)
				.sort((x, y) => x - y);
			const both = uptimeMilliPercent(addTotals(a, b));
			if (low === undefined || both === undefined) {
				expect(both).toBe(low);
				return;
			}
			expect(both).toBeGreaterThanOrEqual(low);
			expect(both).toBeLessThanOrEqual(high ?? low);
		}),
		{ numRuns: 3_000 },
	);
});

test("durations in minutes and hours are rounded half up from the integer milliseconds", () => {
	fc.assert(
		fc.property(anyMs, fc.constantFrom(MINUTE_MS, HOUR_MS), (durationMs, unitMs) => {
			// floor(100 d / u + 1/2) = floor((200 d + u) / 2 u), with integers alone.
			const unit = BigInt(unitMs);
			const digits = String((BigInt(durationMs) * 200n + unit) / (2n * unit)).padStart(3, "0");
			expect(formatInUnit(durationMs, unitMs)).toBe(`${digits.slice(0, -2)}.${digits.slice(-2)}`);
		}),
		{ numRuns: 5_000 },
	);
});

test("half a hundredth goes up, a millisecond less does not", () => {
	fc.assert(
		fc.property(fc.nat(1_000_000), fc.constantFrom(MINUTE_MS, HOUR_MS), (hundredths, unitMs) => {
			const halfway = (hundredths * unitMs) / 100 + unitMs / 200;
			expect(Number(formatInUnit(halfway, unitMs))).toBe((hundredths + 1) / 100);
			expect(Number(formatInUnit(halfway - 1, unitMs))).toBe(hundredths / 100);
		}),
		{ numRuns: 2_000 },
	);
});
