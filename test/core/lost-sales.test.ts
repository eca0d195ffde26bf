import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../src/core/instant.ts";
import {
	formatLostSales,
	formatSalesPerHour,
	lostSales,
	parseSalesPerHour,
	sumLostSales,
} from "../../src/core/lost-sales.ts";

/** Sales per hour that must be readable. */
function perHour(text: string): bigint {
	const rate = parseSalesPerHour(text);
	if (rate === undefined) throw new Error(`${text} was refused`);
	return rate;
}

const estimate = (downMs: number, rate: string, digits = 2) =>
	formatLostSales(lostSales(downMs, perHour(rate)), digits);

describe("sales per hour", () => {
	test("are written with two to four digits, and read back the same", () => {
		for (const [text, written] of [
			["123.45", "123.45"],
			["7", "7.00"],
			["0", "0.00"],
			["0.0001", "0.0001"],
			["0.010", "0.01"],
			["1.125", "1.125"],
			["100", "100.00"],
			["999999999999.9999", "999999999999.9999"],
		] as const)
			expect(formatSalesPerHour(perHour(text))).toBe(written);
		fc.assert(
			fc.property(fc.bigInt({ min: 0n, max: 10n ** 16n - 1n }), (rate) => {
				expect(parseSalesPerHour(formatSalesPerHour(rate))).toBe(rate);
			}),
		);
	});

	test("are read exactly", () => {
		expect(parseSalesPerHour("123.45")).toBe(1_234_500n);
		expect(parseSalesPerHour(" 7 ")).toBe(70_000n);
		expect(parseSalesPerHour("0")).toBe(0n);
		expect(parseSalesPerHour("0.0001")).toBe(1n);
		expect(parseSalesPerHour("0.1")).toBe(1_000n);
		// 16 digits are more than a float holds.
		expect(parseSalesPerHour("999999999999.9999")).toBe(9_999_999_999_999_999n);
	});

	test.each([
		"",
		" ",
		"1234567890123",
		"1.23456",
		"-1",
		"+1",
		"1e3",
		"1,5",
		"1,000.00",
		"$5",
		".5",
		"5.",
		"1.2.3",
		"1 000",
		"NaN",
		"0x10",
		"١٢",
		"5\n6",
	])("are not read from %j", (text) => {
		expect(parseSalesPerHour(text)).toBeUndefined();
	});
});

describe("lost sales", () => {
	test("are downtime by sales per hour", () => {
		// 1.5 h at 123.45 are 185.175, cut to 185.17.
		expect(estimate(90 * MINUTE_MS, "123.45")).toBe("185.17");
		expect(estimate(2 * HOUR_MS, "123.45")).toBe("246.90");
		expect(estimate(0, "123.45")).toBe("0.00");
		expect(estimate(HOUR_MS, "0")).toBe("0.00");
	});

	test("have as many digits after the point as the currency", () => {
		expect(estimate(90 * MINUTE_MS, "123.45", 0)).toBe("185");
		expect(estimate(90 * MINUTE_MS, "123.45", 1)).toBe("185.1");
		expect(estimate(90 * MINUTE_MS, "123.45", 3)).toBe("185.175");
		expect(estimate(90 * MINUTE_MS, "123.45", 4)).toBe("185.1750");
	});

	test("have a nought before the point", () => {
		// A minute at 3 is 0.05.
		expect(estimate(MINUTE_MS, "3")).toBe("0.05");
		expect(estimate(MINUTE_MS, "3", 0)).toBe("0");
		expect(estimate(MINUTE_MS, "3", 4)).toBe("0.0500");
	});

	test("are cut, and not rounded", () => {
		// 1 ms short of an hour at 1.00 is 0.99999972.
		expect(estimate(HOUR_MS - 1, "1")).toBe("0.99");
		expect(estimate(HOUR_MS - 1, "1", 4)).toBe("0.9999");
	});

	test("are exact where a float is not", () => {
		// 366 days of 24 h at 999,999,999,999.9999.
		expect(estimate(366 * DAY_MS, "999999999999.9999", 4)).toBe("8783999999999999.1216");
	});

	test("are cut once, after they were summed", () => {
		// Three times 20 s at 1.00 are 0.00555… each, and a minute's 0.01666… together.
		const each = lostSales(20_000, perHour("1"));
		expect(formatLostSales(each, 2)).toBe("0.00");
		expect(formatLostSales(sumLostSales([each, each, each]) ?? 0n, 2)).toBe("0.01");
	});

	test("of stores whose sales are not known are nothing, not 0", () => {
		expect(sumLostSales([])).toBeUndefined();
		expect(sumLostSales([undefined, undefined])).toBeUndefined();
		expect(sumLostSales([undefined, 5n, undefined, 6n])).toBe(11n);
		expect(sumLostSales([0n, undefined])).toBe(0n);
	});
});

/** Up to 12 digits, up to 4 more. */
const anyRate = fc
	.tuple(fc.integer({ min: 0, max: 999_999_999_999 }), fc.option(fc.stringMatching(/^[0-9]{1,4}$/)))
	.map(([whole, part]) => (part === null ? String(whole) : `${whole}.${part}`));

test("sales per hour are read back as they were written", () => {
	fc.assert(
		fc.property(anyRate, (text) => {
			const [whole, part = ""] = text.split(".") as [string, string?];
			// What downtime of an hour costs is the rate itself.
			expect(estimate(HOUR_MS, text, 4)).toBe(`${whole}.${part.padEnd(4, "0")}`);
		}),
	);
});

test("an amount is the greatest of so many digits that is not above the product", () => {
	fc.assert(
		fc.property(
			fc.nat(2 ** 40),
			anyRate,
			fc.integer({ min: 0, max: 4 }),
			(downMs, rate, digits) => {
				const text = estimate(downMs, rate, digits);
				expect(text).toMatch(digits === 0 ? /^\d+$/ : new RegExp(`^\\d+\\.\\d{${digits}}$`));
				// In units of 1 / (10,000 × 3,600,000).
				const unit = 10n ** BigInt(4 - digits) * 3_600_000n;
				const amount = BigInt(text.replace(".", "")) * unit;
				const product = BigInt(downMs) * perHour(rate);
				expect(amount).toBeLessThanOrEqual(product);
				expect(amount + unit).toBeGreaterThan(product);
			},
		),
		{ numRuns: 3_000 },
	);
});

test("estimates of parts of a time add up to the estimate of the whole", () => {
	fc.assert(
		fc.property(fc.array(fc.nat(2 ** 40)), anyRate, (parts, text) => {
			const rate = perHour(text);
			const whole = parts.reduce((sum, ms) => sum + ms, 0);
			const sum = sumLostSales(parts.map((ms) => lostSales(ms, rate)));
			expect(sum ?? 0n).toBe(lostSales(whole, rate));
		}),
	);
});
