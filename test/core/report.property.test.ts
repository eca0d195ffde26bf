import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DAY_MS, type Instant, MINUTE_MS, type Range } from "../../src/core/instant.ts";
import { openTime } from "../../src/core/open-time.ts";
import { StoreSweeper, standardRanges } from "../../src/core/report.ts";
import type { Rules } from "../../src/core/rules.ts";
import { addTotals, NO_TIME, openMs, type Totals } from "../../src/core/totals.ts";
import { ZoneClock } from "../../src/core/zone-clock.ts";
import { clockChange, NOTABLE_CHANGES } from "./clock-changes.ts";
import { addUp, readWallClock, walk } from "./oracle.ts";
import {
	figuresIn,
	figuresOf,
	historyOf,
	type PlainStore,
	scheduleOf,
	zoneOf,
} from "./plain-store.ts";
import { anyRules, anyStore, type Grid, rangeOn } from "./random-stores.ts";

/** Days that the oracle walks beyond the times of a case, for openings that reach in or out. */
const MARGIN_MS = 4 * DAY_MS;

interface Case {
	readonly store: PlainStore;
	readonly rules: Rules;
	readonly ranges: readonly Range[];
	readonly grid: Grid;
}

function anyCase(zone: string, grid: Grid, pollsMax: number): fc.Arbitrary<Case> {
	return fc.record({
		store: anyStore(zone, grid, pollsMax),
		rules: anyRules(grid.stepMs),
		ranges: fc.array(
			rangeOn(grid).filter(({ from, to }) => from < to),
			{ minLength: 1, maxLength: 3 },
		),
		grid: fc.constant(grid),
	});
}

function oracleFigures({ store, rules, ranges, grid }: Case): Totals[] {
	const stretch = { from: grid.from - MARGIN_MS, to: grid.to + MARGIN_MS };
	const clock = readWallClock(store, stretch, grid.stepMs);
	const findings = walk(store, rules, clock);
	return ranges.map((range) => addUp(findings, clock, range));
}

function expectOracleFigures(given: Case): void {
	const expected = oracleFigures(given);
	expect(figuresOf(given.store, given.ranges, given.rules)).toEqual(expected);
	// Alone, a range is swept from another place, and must come to the same.
	expect(given.ranges.map((range) => figuresIn(given.store, range, given.rules))).toEqual(expected);
}

describe("the figures of a store are those found by walking the minutes", () => {
	const cases = NOTABLE_CHANGES.map(({ zone, change }) =>
		anyCase(zone, { from: change - 6 * DAY_MS, to: change + 5 * DAY_MS, stepMs: MINUTE_MS }, 40),
	);

	test("in weeks in which the clocks of ten zones change, under every setting", () => {
		fc.assert(fc.property(fc.oneof(...cases), expectOracleFigures), { numRuns: 3_000 });
	});
});

describe("the figures of a store are those found by walking the quarters of an hour", () => {
	// Few polls in four months, so that most ranges begin weeks after the last one that counted.
	const cases = (
		[
			["America/New_York", "2023-03-01"],
			["Europe/London", "2023-10-01"],
			["Australia/Lord_Howe", "2023-03-10"],
			["Africa/Casablanca", "2023-03-01"],
			["Asia/Kathmandu", "1985-12-01"],
			["Pacific/Apia", "2011-12-01"],
			["America/Sao_Paulo", "2017-10-01"],
			["America/Chicago", "2021-10-01"],
		] as const
	).map(([zone, after]) => {
		const change = clockChange(zone, after);
		const grid = { from: change - 60 * DAY_MS, to: change + 60 * DAY_MS, stepMs: 15 * MINUTE_MS };
		const late = { ...grid, from: change + 20 * DAY_MS };
		return fc.record({
			store: anyStore(zone, grid, 4),
			rules: anyRules(grid.stepMs),
			ranges: fc.oneof(
				rangeOn(late)
					.filter(({ from, to }) => from < to)
					.map((range) => [range]),
				rangeOn(late).map(({ to }) => standardRanges(to)),
			),
			grid: fc.constant(grid),
		});
	});

	test("for quiet stores whose last poll that counted lies weeks before the range", () => {
		fc.assert(fc.property(fc.oneof(...cases), expectOracleFigures), { numRuns: 3_000 });
	});
});

/** Times that fall on no step at all: milliseconds over three weeks of a winter and a spring. */
const ODD_GRID: Grid = {
	from: Date.UTC(2023, 2, 1) + 1,
	to: Date.UTC(2023, 2, 22) + 1,
	stepMs: 1,
};

function anyOddCase(): fc.Arbitrary<Case> {
	const zone = fc.constantFrom("America/New_York", "Asia/Kathmandu", "Africa/Casablanca");
	return zone.chain((name) =>
		fc.record({
			store: anyStore(name, ODD_GRID, 30),
			rules: anyRules(1),
			ranges: rangeOn(ODD_GRID)
				.filter(({ from, to }) => from < to)
				.map((range) => [range]),
			grid: fc.constant(ODD_GRID),
		}),
	);
}

test("up, down and unknown make up the open time to the millisecond, for every input", () => {
	fc.assert(
		fc.property(anyOddCase(), ({ store, rules, ranges }) => {
			const range = ranges[0] as Range;
			const clock = new ZoneClock(zoneOf(store), range);
			const open = openTime(scheduleOf(store), clock, range, rules);
			const totals = figuresIn(store, range, rules);
			expect(openMs(totals)).toBe(open.totalMs());
			for (const part of Object.values(totals)) {
				expect(Number.isInteger(part)).toBe(true);
				expect(part).toBeGreaterThanOrEqual(0);
			}
		}),
		{ numRuns: 3_000 },
	);
});

function cutAt(range: Range, cuts: readonly Instant[]): Range[] {
	const inside = cuts.filter((cut) => cut > range.from && cut < range.to);
	const bounds = [range.from, ...inside.sort((a, b) => a - b), range.to];
	return bounds.slice(1).map((to, i) => ({ from: bounds[i] as Instant, to }));
}

test("the totals of adjoining ranges add up to the totals of the whole", () => {
	const cuts = fc.array(fc.integer({ min: ODD_GRID.from, max: ODD_GRID.to }), { maxLength: 6 });
	fc.assert(
		fc.property(anyOddCase(), cuts, ({ store, rules, ranges }, at) => {
			const whole = ranges[0] as Range;
			const parts = cutAt(whole, at);
			const total = figuresIn(store, whole, rules);
			expect(figuresOf(store, parts, rules).reduce(addTotals, NO_TIME)).toEqual(total);
			expect(parts.map((part) => figuresIn(store, part, rules)).reduce(addTotals, NO_TIME)).toEqual(
				total,
			);
		}),
		{ numRuns: 2_000 },
	);
});

test("polls at or after the end of a range change nothing in it", () => {
	fc.assert(
		fc.property(anyOddCase(), ({ store, rules, ranges }) => {
			const range = ranges[0] as Range;
			const known = { ...store, polls: store.polls.filter(({ at }) => at < range.to) };
			expect(figuresIn(store, range, rules)).toEqual(figuresIn(known, range, rules));
		}),
		{ numRuns: 2_000 },
	);
});

test("the order in which polls arrive does not matter to a report", () => {
	const given = anyOddCase().chain(({ store, rules, ranges }) => {
		const byInstant = new Map(store.polls.map((poll) => [poll.at, poll]));
		const polls = [...byInstant.values()];
		const arrived = fc.shuffledSubarray([...polls, ...polls], { minLength: 2 * polls.length });
		return arrived.map((again) => ({
			before: { ...store, polls },
			after: { ...store, polls: again },
			rules,
			range: ranges[0] as Range,
		}));
	});
	fc.assert(
		fc.property(given, ({ before, after, rules, range }) => {
			expect(figuresIn(after, range, rules)).toEqual(figuresIn(before, range, rules));
		}),
		{ numRuns: 2_000 },
	);
});

test("sweeping one store leaves nothing behind for the next", () => {
	const stores = fc.array(anyOddCase(), { minLength: 2, maxLength: 3 });
	fc.assert(
		fc.property(stores, anyRules(1), (given, rules) => {
			const ranges = standardRanges(ODD_GRID.to);
			const sweeper = new StoreSweeper({ asOf: ODD_GRID.to, ranges, rules }, ODD_GRID.from);
			const together = given.map(({ store }) => sweeper.totals(historyOf(store)));
			expect(together).toEqual(given.map(({ store }) => figuresOf(store, ranges, rules)));
		}),
		{ numRuns: 2_000 },
	);
});
