import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calendarParts } from "../../src/core/calendar-parts.ts";
import { DAY_MS, HOUR_MS } from "../../src/core/instant.ts";
import { formatLostSales, lostSales, sumLostSales } from "../../src/core/lost-sales.ts";
import {
	addLostSales,
	knownLostSales,
	lostSalesOfStore,
	NO_STORES,
	PartLostSales,
} from "../../src/core/lost-sales-sum.ts";
import { totalsOf } from "../../src/core/totals.ts";
import { ZoneClock } from "../../src/core/zone-clock.ts";
import { historyOf, sweeperFor } from "./plain-store.ts";
import { anyRules, anyStore, type Grid } from "./random-stores.ts";

describe("the lost sales of several stores", () => {
	const CENTS = 100n;

	test("are summed over those whose sales are given, and tell how many these are", () => {
		const sum = [
			lostSalesOfStore(2 * HOUR_MS, 1_000n * CENTS), // 2 h × 10.00 = 20.00
			lostSalesOfStore(HOUR_MS / 2, 333n * CENTS), // 0.5 h × 3.33 = 1.665
			lostSalesOfStore(5 * HOUR_MS, undefined),
			lostSalesOfStore(0, 700n * CENTS),
			lostSalesOfStore(0, undefined),
		].reduce(addLostSales, NO_STORES);
		expect(sum).toMatchObject({ storesDown: 3, storesCounted: 2 });
		expect(formatLostSales(knownLostSales(sum) as bigint, 2)).toBe("21.66");
		expect(formatLostSales(knownLostSales(sum) as bigint, 3)).toBe("21.665");
	});

	test("are not known when no store has its sales given, and none when no store was down", () => {
		expect(knownLostSales(lostSalesOfStore(HOUR_MS, undefined))).toBeUndefined();
		expect(knownLostSales(NO_STORES)).toBeUndefined();
		expect(knownLostSales(lostSalesOfStore(0, 1n))).toBe(0n);
	});

	test("are not said to be 0 when only stores were down whose sales nobody gave", () => {
		const sum = addLostSales(lostSalesOfStore(0, 1n), lostSalesOfStore(HOUR_MS, undefined));
		expect(sum).toEqual({ lostSales: 0n, storesDown: 1, storesCounted: 0 });
		expect(knownLostSales(sum)).toBeUndefined();
	});
});

/** Around a change of clocks in Chicago. */
const GRID: Grid = {
	from: Date.UTC(2023, 2, 8),
	to: Date.UTC(2023, 2, 16),
	stepMs: HOUR_MS / 4,
};
const ZONE = "America/Chicago";

const anySales = fc.option(fc.bigInt({ min: 0n, max: 10n ** 16n - 1n }), { nil: undefined });

test("the lost sales of parts are those of each part's downtime, and add up to the whole's, exactly", () => {
	fc.assert(
		fc.property(
			fc.array(fc.tuple(anyStore(ZONE, GRID, 12), anySales), { maxLength: 4 }),
			anyRules(GRID.stepMs),
			fc.constantFrom("hour", "day", "week"),
			fc.nat(100),
			(stores, rules, unit, offset) => {
				const range = { from: GRID.from + DAY_MS + offset, to: GRID.to - DAY_MS - offset };
				const parts = calendarParts(range, unit, new ZoneClock(ZONE, range));
				const sums = new PartLostSales(parts);
				const expected = parts.map(() => NO_STORES);
				let whole = NO_STORES;
				for (const [store, perHour] of stores) {
					const timeline = sweeperFor(store, [range], rules).timeline(historyOf(store));
					const { downMs } = totalsOf(timeline, range);
					expect(sums.add(timeline, perHour)).toBe(downMs);
					whole = addLostSales(whole, lostSalesOfStore(downMs, perHour));
					parts.forEach((part, i) => {
						const ofPart = lostSalesOfStore(totalsOf(timeline, part).downMs, perHour);
						expected[i] = addLostSales(expected[i] ?? NO_STORES, ofPart);
					});
				}
				expect(parts.map((_, i) => sums.sum(i))).toEqual(expected);
				expect(sumLostSales(parts.map((_, i) => sums.sum(i).lostSales))).toBe(whole.lostSales);
			},
		),
		{ numRuns: 400 },
	);
});

test("an estimate holds every digit of a thousand stores that are down for a year", () => {
	const year = lostSalesOfStore(365 * DAY_MS, 9_999_999_999_999_999n);
	let sum = NO_STORES;
	for (let i = 0; i < 1_000; i++) sum = addLostSales(sum, year);
	expect(sum.lostSales).toBe(lostSales(365 * DAY_MS, 9_999_999_999_999_999n) * 1_000n);
});
