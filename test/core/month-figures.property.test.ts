import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY_MS, type DurationMs, type Instant, MINUTE_MS } from "../../src/core/instant.ts";
import type { Intervals } from "../../src/core/intervals.ts";
import { monthAt, monthRange } from "../../src/core/local-month.ts";
import { addMonthFigures, MonthFold, NO_MONTH } from "../../src/core/month-figures.ts";
import { openTime } from "../../src/core/open-time.ts";
import type { Rules } from "../../src/core/rules.ts";
import { targetVerdict } from "../../src/core/target.ts";
import { targetStatus } from "../../src/core/target-status.ts";
import { NO_TIME, openMs, type Totals } from "../../src/core/totals.ts";
import { ZoneClock } from "../../src/core/zone-clock.ts";
import { NOTABLE_CHANGES } from "./clock-changes.ts";
import {
	figuresIn,
	historyOf,
	type PlainPoll,
	type PlainStore,
	scheduleOf,
	sweeperFor,
	zoneOf,
} from "./plain-store.ts";
import { anyRules, anyStore } from "./random-stores.ts";

const CHANGES = NOTABLE_CHANGES.filter(({ change }) => change % MINUTE_MS === 0);

/** Stores of several zones in the month in which the clocks of one change, as of any instant of it or near it. */
const anyCase = fc.constantFrom(...CHANGES).chain(({ zone, change }) => {
	const grid = { from: change - 40 * DAY_MS, to: change + 40 * DAY_MS, stepMs: MINUTE_MS };
	const clock = new ZoneClock(zone, grid);
	const month = monthAt(change, clock);
	const { from, to } = monthRange(month, clock);
	const steps = { min: (from - DAY_MS) / MINUTE_MS, max: (to + DAY_MS) / MINUTE_MS };
	return fc.record({
		month: fc.constant(month),
		stores: fc.array(
			fc
				.oneof(fc.constant(zone), fc.constantFrom(...CHANGES.map((other) => other.zone)))
				.chain((ofStore) => anyStore(ofStore, grid, 40)),
			{ minLength: 1, maxLength: 3 },
		),
		rules: anyRules(MINUTE_MS),
		asOf: fc.integer(steps).map((step) => step * MINUTE_MS),
		target: fc.oneof(
			fc.integer({ min: 1, max: 100_000 }),
			fc.constantFrom(50_000, 99_000, 100_000),
		),
	});
});

/** The store's figures in a month, by a fold of its own or one that folded others. */
function figuresOf(store: PlainStore, fold: MonthFold, rules: Rules) {
	const timeline = sweeperFor(store, [fold.span], rules).timeline(historyOf(store));
	return fold.figures(historyOf(store), timeline);
}

function openOf(store: PlainStore, range: { from: Instant; to: Instant }, rules: Rules): Intervals {
	const clock = new ZoneClock(zoneOf(store), range);
	return openTime(scheduleOf(store), clock, range, rules);
}

test("open time so far and ahead is the open time of the whole month, and figures are those of its range", () => {
	const seen = { over: 0, ahead: 0, within: 0 };
	fc.assert(
		fc.property(anyCase, ({ month, stores, rules, asOf }) => {
			const fold = new MonthFold(month, { asOf, rules });
			let sum = NO_MONTH;
			let openTogether = 0;
			for (const store of stores) {
				const { totals, aheadMs } = figuresOf(store, fold, rules);
				const range = fold.rangeIn(zoneOf(store));
				const whole = openOf(store, range, rules).totalMs();
				expect(openMs(totals) + aheadMs).toBe(whole);
				const passed = { from: range.from, to: Math.min(range.to, asOf) };
				const expected = passed.from < passed.to ? figuresIn(store, passed, rules) : NO_TIME;
				expect(totals).toEqual(expected);
				seen[asOf >= range.to ? "over" : asOf <= range.from ? "ahead" : "within"]++;
				if (asOf >= range.to) expect(aheadMs).toBe(0);
				sum = addMonthFigures(sum, { totals, aheadMs });
				openTogether += whole;
			}
			expect(openMs(sum.totals) + sum.aheadMs).toBe(openTogether);
		}),
		{ numRuns: 1_500 },
	);
	expect(Math.min(...Object.values(seen))).toBeGreaterThan(5);
});

/** Down for so long of the open time from as of on, and up for the rest of it. */
function withFuture(
	store: PlainStore,
	ahead: Intervals,
	{ asOf, downMs }: { asOf: Instant; downMs: DurationMs },
): PlainStore {
	const known = store.polls.filter(({ at }) => at < asOf);
	const polls: PlainPoll[] = downMs > 0 ? [{ at: ahead.from(0), status: "inactive" }] : [];
	let left = downMs;
	for (let i = 0; i < ahead.count; i++) {
		const lengthMs = ahead.to(i) - ahead.from(i);
		if (left < lengthMs) {
			polls.push({ at: ahead.from(i) + left, status: "active" });
			break;
		}
		left -= lengthMs;
	}
	return { ...store, polls: [...known, ...polls] };
}

test("with the downtime left and the rest up the target is met at the end of the month, with a millisecond more not", () => {
	const seen = new Set<string>();
	fc.assert(
		fc.property(anyCase, ({ month, stores: [store], rules: anyOf, asOf, target }) => {
			if (store === undefined) return;
			// A poll has to vouch until the end of the month.
			const rules = { ...anyOf, maxGapMs: undefined };
			const fold = new MonthFold(month, { asOf, rules });
			const { left, aheadMs } = targetStatus(figuresOf(store, fold, rules), {
				target,
				from: "store",
			});
			const { from, to } = fold.rangeIn(zoneOf(store));
			const ahead = openOf(store, { from: Math.max(from, Math.min(asOf, to)), to }, rules);
			const atEndWith = (downMs: DurationMs): Totals => {
				const future = withFuture(store, ahead, { asOf, downMs });
				return figuresIn(future, { from, to }, rules);
			};
			const verdictWith = (downMs: DurationMs) => targetVerdict(atEndWith(downMs), target);
			if (left === undefined) {
				expect(verdictWith(0)).toBeUndefined();
				return;
			}
			const { outlook, leftMs, exceededMs, allowedMs } = left;
			seen.add(outlook);
			expect(leftMs).toBeLessThanOrEqual(aheadMs);
			if (outlook === "missed") {
				expect(verdictWith(0)).toBe("missed");
				expect(atEndWith(0).downMs - allowedMs).toBe(exceededMs);
			} else expect(verdictWith(leftMs)).toBe("met");
			if (outlook === "kept") expect(leftMs).toBe(aheadMs);
			if (outlook === "open") expect(verdictWith(leftMs + 1)).toBe("missed");
		}),
		{ numRuns: 1_500 },
	);
	expect([...seen].sort()).toEqual(["kept", "missed", "open"]);
});
