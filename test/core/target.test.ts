import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../src/core/instant.ts";
import { downtimeLeft, parseTarget, targetOfNumber, targetVerdict } from "../../src/core/target.ts";

const totals = (upMs: number, downMs: number, unknownMs = 0) => ({ upMs, downMs, unknownMs });

describe("a target", () => {
	test("is met when the uptime reaches it, exactly", () => {
		expect(targetVerdict(totals(99, 1), 99_000)).toBe("met");
		// 98,999 of 100,000 are 98.999 %.
		expect(targetVerdict(totals(98_999, 1_001), 99_000)).toBe("missed");
		// 99.4999 % is not rounded up to 99.5 %.
		expect(targetVerdict(totals(994_999, 5_001), 99_500)).toBe("missed");
		expect(targetVerdict(totals(995_000, 5_000), 99_500)).toBe("met");
	});

	test("of 100 % is missed by a millisecond, and of 0 % never", () => {
		expect(targetVerdict(totals(30 * DAY_MS, 1), 100_000)).toBe("missed");
		expect(targetVerdict(totals(30 * DAY_MS, 0), 100_000)).toBe("met");
		expect(targetVerdict(totals(0, 1), 0)).toBe("met");
	});

	test("is neither met nor missed when nothing is known", () => {
		expect(targetVerdict(totals(0, 0), 99_000)).toBeUndefined();
		expect(targetVerdict(totals(0, 0, HOUR_MS), 0)).toBeUndefined();
	});

	test("takes no notice of unknown time", () => {
		expect(targetVerdict(totals(99, 1, 1_000), 99_000)).toBe("met");
	});
});

describe("a target that is written down", () => {
	test("is read exactly, with three decimals at the most", () => {
		expect(parseTarget("99.5")).toBe(99_500);
		expect(parseTarget(" 99.500 ")).toBe(99_500);
		expect(parseTarget("99")).toBe(99_000);
		expect(parseTarget("0.001")).toBe(1);
		expect(parseTarget("100")).toBe(100_000);
		expect(parseTarget("100.000")).toBe(100_000);
	});

	test.each([
		"",
		"0",
		"0.000",
		"100.001",
		"99.9999",
		"99,5",
		"99.5 %",
		"-1",
		"+99",
		"1e1",
		".5",
		"99.",
		"0x10",
	])("is none when it is %j", (text) => {
		expect(parseTarget(text)).toBeUndefined();
	});

	test("as a number is read as it is written", () => {
		for (const number of [0, -0, -99, 99.9999, 1e-7, 1e21, 100.001, Number.NaN, Infinity])
			expect(targetOfNumber(number)).toBeUndefined();
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 100_000 }), (target) => {
				expect(targetOfNumber(target / 1_000)).toBe(target);
				expect(parseTarget((target / 1_000).toFixed(3))).toBe(target);
			}),
		);
	});
});

describe("the downtime left in a month", () => {
	test("is what the target allows of its open time, less what was down", () => {
		// 300 h open, 200 h of them up, 1 h down, 99 h ahead; 99 % allow 3 h, so 2 are left.
		const left = downtimeLeft(totals(200 * HOUR_MS, HOUR_MS), 99 * HOUR_MS, 99_000);
		expect(left).toEqual({
			outlook: "open",
			allowedMs: 3 * HOUR_MS,
			leftMs: 2 * HOUR_MS,
			exceededMs: 0,
		});
	});

	test("is none, though not missed yet, when all that is allowed was used", () => {
		// 100 h with 99 % allow 1 h.
		expect(downtimeLeft(totals(49 * HOUR_MS, HOUR_MS), 50 * HOUR_MS, 99_000)).toEqual({
			outlook: "open",
			allowedMs: HOUR_MS,
			leftMs: 0,
			exceededMs: 0,
		});
	});

	test("is exceeded when more was down: the rest of the month cannot make up for it", () => {
		expect(
			downtimeLeft(totals(48 * HOUR_MS + 59 * MINUTE_MS, 61 * MINUTE_MS), 50 * HOUR_MS, 99_000),
		).toEqual({ outlook: "missed", allowedMs: HOUR_MS, leftMs: 0, exceededMs: MINUTE_MS });
	});

	test("is all of the time ahead when the target is met whatever comes", () => {
		// 100 h allow 2 h with 98 %, and there is only one ahead.
		expect(downtimeLeft(totals(99 * HOUR_MS, 0), HOUR_MS, 98_000)).toEqual({
			outlook: "kept",
			allowedMs: 2 * HOUR_MS,
			leftMs: HOUR_MS,
			exceededMs: 0,
		});
		expect(downtimeLeft(totals(98 * HOUR_MS, HOUR_MS), HOUR_MS, 98_000)?.outlook).toBe("kept");
		expect(downtimeLeft(totals(98 * HOUR_MS - 1, HOUR_MS + 1), HOUR_MS, 98_000)?.outlook).toBe(
			"open",
		);
	});

	test("is none when the month has no open time left, met or missed", () => {
		const nothing = { leftMs: 0, allowedMs: 1_000 };
		expect(downtimeLeft(totals(99_000, 1_000), 0, 99_000)).toEqual({
			...nothing,
			outlook: "kept",
			exceededMs: 0,
		});
		expect(downtimeLeft(totals(98_999, 1_001), 0, 99_000)).toEqual({
			...nothing,
			outlook: "missed",
			exceededMs: 1,
		});
	});

	test("is cut: a part of a millisecond may not be down", () => {
		// 0.5 % of 1,999 ms are 9.995 ms.
		expect(downtimeLeft(totals(1_000, 0), 999, 99_500)?.leftMs).toBe(9);
	});

	test("takes no notice of unknown time so far", () => {
		const known = downtimeLeft(totals(200 * HOUR_MS, HOUR_MS), 99 * HOUR_MS, 99_000);
		const unknown = totals(200 * HOUR_MS, HOUR_MS, 50 * HOUR_MS);
		expect(downtimeLeft(unknown, 99 * HOUR_MS, 99_000)).toEqual(known);
	});

	test("is nothing when there is neither known time nor any ahead", () => {
		expect(downtimeLeft(totals(0, 0), 0, 99_000)).toBeUndefined();
		expect(downtimeLeft(totals(0, 0, HOUR_MS), 0, 99_000)).toBeUndefined();
		expect(downtimeLeft(totals(0, 0), HOUR_MS, 99_000)?.leftMs).toBe(HOUR_MS / 100);
	});

	test("of a target of 100 % is none, and of 0 % everything", () => {
		expect(downtimeLeft(totals(HOUR_MS, 0), HOUR_MS, 100_000)).toMatchObject({
			outlook: "open",
			leftMs: 0,
		});
		expect(downtimeLeft(totals(0, HOUR_MS), HOUR_MS, 0)).toMatchObject({
			outlook: "kept",
			leftMs: HOUR_MS,
		});
	});
});

/** From a few milliseconds, with which limits are met exactly, to a fleet's month. */
const anyMs = fc.oneof(fc.nat(50), fc.nat(1_000), fc.integer({ min: 0, max: 2 ** 50 }));
const anyTotals = fc.record({ upMs: anyMs, downMs: anyMs, unknownMs: anyMs });
const anyTarget = fc.oneof(
	fc.integer({ min: 0, max: 100_000 }),
	fc.constantFrom(0, 50_000, 90_000, 99_000, 99_900, 100_000),
);

/** up / (up + down) >= target, in integers alone. */
function reaches(upMs: number, downMs: number, target: number): boolean {
	return BigInt(upMs) * 100_000n >= BigInt(target) * (BigInt(upMs) + BigInt(downMs));
}

test("a target is met exactly when up / (up + down) is not below it", () => {
	fc.assert(
		fc.property(anyTotals, anyTarget, (given, target) => {
			const { upMs, downMs } = given;
			const met = reaches(upMs, downMs, target) ? "met" : "missed";
			expect(targetVerdict(given, target)).toBe(upMs + downMs === 0 ? undefined : met);
		}),
		{ numRuns: 10_000 },
	);
});

test("with the downtime left the target is met at the end, with a millisecond more it is not", () => {
	const seen = new Set<string>();
	fc.assert(
		fc.property(anyTotals, anyMs, anyTarget, (given, aheadMs, target) => {
			const { upMs, downMs } = given;
			const left = downtimeLeft(given, aheadMs, target);
			if (left === undefined) {
				expect(upMs + downMs + aheadMs).toBe(0);
				return;
			}
			const isMetWith = (ms: number) => reaches(upMs + aheadMs - ms, downMs + ms, target);
			const { outlook, leftMs, exceededMs, allowedMs } = left;
			seen.add(outlook);
			expect(leftMs).toBeLessThanOrEqual(aheadMs);
			if (outlook === "kept") expect([leftMs, isMetWith(aheadMs)]).toEqual([aheadMs, true]);
			if (outlook === "open") {
				expect([isMetWith(leftMs), isMetWith(leftMs + 1)]).toEqual([true, false]);
				expect([leftMs, exceededMs]).toEqual([allowedMs - downMs, 0]);
			}
			if (outlook === "missed") {
				expect(isMetWith(0)).toBe(false);
				expect([leftMs, exceededMs]).toEqual([0, downMs - allowedMs]);
				// So much less down would just have done.
				expect([isMetWith(-exceededMs), isMetWith(1 - exceededMs)]).toEqual([true, false]);
			}
		}),
		{ numRuns: 10_000 },
	);
	expect([...seen].sort()).toEqual(["kept", "missed", "open"]);
});

test("without open time ahead a target is kept or missed as it is met or missed", () => {
	fc.assert(
		fc.property(anyTotals, anyTarget, (given, target) => {
			const verdicts = { met: "kept", missed: "missed" } as const;
			const verdict = targetVerdict(given, target);
			expect(downtimeLeft(given, 0, target)?.outlook).toBe(verdict && verdicts[verdict]);
		}),
		{ numRuns: 5_000 },
	);
});
