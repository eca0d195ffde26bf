import { describe, expect, test } from "vitest";
import { HOUR_MS } from "../../src/core/instant.ts";
import { type LocalMonth, parseLocalMonth } from "../../src/core/local-month.ts";
import { MonthFold } from "../../src/core/month-figures.ts";
import { DEFAULT_RULES } from "../../src/core/rules.ts";
import { nearness, type TargetStatus, targetStatus } from "../../src/core/target-status.ts";
import type { MilliPercent } from "../../src/core/totals.ts";
import { historyOf, instant, type PlainStore, storeOnPaper, sweeperFor } from "./plain-store.ts";

const EVERY_DAY = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** A store, held against a target as of an instant. */
function held(
	store: PlainStore,
	{ month, asOf, target }: { month: string; asOf: string; target: MilliPercent },
): TargetStatus {
	const at = instant(asOf);
	const fold = new MonthFold(parseLocalMonth(month) as LocalMonth, {
		asOf: at,
		rules: DEFAULT_RULES,
	});
	const timeline = sweeperFor(store, [fold.span], DEFAULT_RULES).timeline(historyOf(store));
	const figures = fold.figures(historyOf(store), timeline);
	return targetStatus(figures, { target, from: "fleet" });
}

describe("a month held against a target", () => {
	test("has 743 hours when the clocks go forward in it", () => {
		// Ten days have passed, 240 hours, one of them down. Of the 21 to come one has 23 hours: 503.
		const store = storeOnPaper({
			zone: "America/Chicago",
			polls: ["2023-02-27T12:00Z active", "2023-03-05T12:00Z inactive", "2023-03-05T13:00Z active"],
		});
		const asked = { month: "2023-03", asOf: "2023-03-11T06:00Z", target: 99_500 };
		expect(held(store, asked)).toMatchObject({
			totals: { upMs: 239 * HOUR_MS, downMs: HOUR_MS, unknownMs: 0 },
			aheadMs: 503 * HOUR_MS,
			verdict: "met",
			// 0.5 % of 743 hours are 3.715; one is used.
			left: {
				outlook: "open",
				allowedMs: 3.715 * HOUR_MS,
				leftMs: 2.715 * HOUR_MS,
				exceededMs: 0,
			},
		});
	});

	test("has nothing ahead when a closure is planned for the rest of it", () => {
		// Twenty days of eight hours have passed, 160 hours, one of them down.
		const store = storeOnPaper({
			hours: EVERY_DAY.map((day) => `${day} 09:00-17:00`),
			closures: ["2023-01-21T00:00Z 2023-02-01T00:00Z"],
			polls: ["2022-12-31T12:00Z active", "2023-01-10T12:00Z inactive", "2023-01-10T13:00Z active"],
		});
		const asked = { month: "2023-01", asOf: "2023-01-20T18:00Z" };
		// 99.375 % were up. 1 % of 160 hours are 1.6.
		expect(held(store, { ...asked, target: 99_000 })).toMatchObject({
			aheadMs: 0,
			verdict: "met",
			left: { outlook: "kept", allowedMs: 1.6 * HOUR_MS, leftMs: 0, exceededMs: 0 },
		});
		// 0.5 % are 0.8 hours, and no open time is left to make up for the rest.
		expect(held(store, { ...asked, target: 99_500 })).toMatchObject({
			verdict: "missed",
			left: { outlook: "missed", allowedMs: 0.8 * HOUR_MS, leftMs: 0, exceededMs: 0.2 * HOUR_MS },
		});
		// Without the closure there are eleven days more: 0.5 % of 248 hours are 1.24.
		const open = { ...store, closures: [] };
		expect(held(open, { ...asked, target: 99_500 })).toMatchObject({
			aheadMs: 88 * HOUR_MS,
			verdict: "missed",
			left: { outlook: "open", allowedMs: 1.24 * HOUR_MS, leftMs: 0.24 * HOUR_MS },
		});
	});

	test("has no verdict while nothing is known, and all that is allowed of what is ahead", () => {
		// 15 days of 24 hours have passed and say nothing; 1 % of the 384 hours of 16 days are 3.84.
		const asked = { month: "2023-01", asOf: "2023-01-16T00:00Z", target: 99_000 };
		const status = held(storeOnPaper({}), asked);
		expect(status).toMatchObject({
			totals: { upMs: 0, downMs: 0, unknownMs: 360 * HOUR_MS },
			aheadMs: 384 * HOUR_MS,
			left: { outlook: "open", allowedMs: 3.84 * HOUR_MS, leftMs: 3.84 * HOUR_MS },
		});
		expect(status.verdict).toBeUndefined();
	});

	test("has nothing to tell when it is over and nothing was known", () => {
		const asked = { month: "2023-01", asOf: "2023-03-01T00:00Z", target: 99_000 };
		const status = held(storeOnPaper({ polls: ["2023-02-01T00:00Z active"] }), asked);
		expect(status).toMatchObject({ totals: { unknownMs: 744 * HOUR_MS }, aheadMs: 0 });
		expect([status.verdict, status.left]).toEqual([undefined, undefined]);
	});

	test("is all ahead while it has not begun in the store's zone", () => {
		const store = storeOnPaper({ zone: "Pacific/Honolulu", polls: ["2023-01-01T00:00Z active"] });
		// 1 February in Chicago, and still 31 January in Honolulu.
		const asked = { month: "2023-02", asOf: "2023-02-01T07:00Z", target: 99_000 };
		expect(held(store, asked)).toMatchObject({
			totals: { upMs: 0, downMs: 0, unknownMs: 0 },
			aheadMs: 28 * 24 * HOUR_MS,
			verdict: undefined,
			left: { outlook: "open", leftMs: 6.72 * HOUR_MS },
		});
	});

	test("is over in the store's zone before it is elsewhere", () => {
		const store = storeOnPaper({ zone: "Pacific/Auckland", polls: ["2022-12-01T00:00Z active"] });
		const asked = { month: "2023-01", asOf: "2023-01-31T12:00Z", target: 100_000 };
		expect(held(store, asked)).toMatchObject({
			totals: { upMs: 744 * HOUR_MS, downMs: 0, unknownMs: 0 },
			aheadMs: 0,
			verdict: "met",
			left: { outlook: "kept", leftMs: 0 },
		});
	});
});

test("who misses a target is nearest to that, then who can, then who cannot, and last who tells nothing", () => {
	const left = (outlook: "open" | "kept" | "missed", leftMs: number, exceededMs = 0) =>
		nearness({ outlook, leftMs, exceededMs, allowedMs: 0 }) as number;
	const fleetMs = 2 ** 51;
	const ascending = [
		left("missed", 0, fleetMs),
		left("missed", 0, 2),
		left("missed", 0, 1),
		left("open", 0),
		left("open", 1),
		left("open", fleetMs),
		left("kept", 0),
		left("kept", 1),
		left("kept", fleetMs),
	];
	expect(ascending.toSorted((a, b) => a - b)).toEqual(ascending);
	expect(new Set(ascending).size).toBe(ascending.length);
	expect(nearness(undefined)).toBeUndefined();
});
