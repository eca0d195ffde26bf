import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ALWAYS_OPEN } from "../../src/core/business-hours.ts";
import { DAY_MS, HOUR_MS, type Range, SECOND_MS } from "../../src/core/instant.ts";
import type { Intervals } from "../../src/core/intervals.ts";
import type { LocalMs } from "../../src/core/local-time.ts";
import { openTime } from "../../src/core/open-time.ts";
import { ZoneClock } from "../../src/core/zone-clock.ts";
import { NOTABLE_CHANGES } from "./clock-changes.ts";
import {
	addUp,
	openStretches,
	readingsOn,
	readWallClock,
	stepIn,
	type WallClock,
	walk,
} from "./oracle.ts";
import { figuresIn, type PlainStore, scheduleOf, zoneOf } from "./plain-store.ts";
import { anyRules, anyStore, anyZones, type Grid, instantOn, rangeOn } from "./random-stores.ts";

function rangesOf(open: Intervals): Range[] {
	return Array.from({ length: open.count }, (_, i) => ({ from: open.from(i), to: open.to(i) }));
}

/** Whether the hours walked hold the instant of a reading, also of one that was skipped. */
function shows(reading: LocalMs, clock: WallClock): boolean {
	return stepIn(reading, clock) !== undefined;
}

/**
 * Openings in the hours around a change of the clocks, to the second. They are written as special
 * hours, and every other date is closed, so that nothing reaches in from beyond the hours walked.
 */
function storeAround(zone: string, clock: WallClock): fc.Arbitrary<PlainStore> {
	const first = Math.floor((clock.readings[0] as number) / DAY_MS);
	const last = Math.floor((clock.readings.at(-1) as number) / DAY_MS);
	const dates = Array.from({ length: last - first + 9 }, (_, i) => first - 4 + i);
	const readings = readingsOn(clock);
	const opening = fc
		.tuple(fc.nat(readings.length - 1), fc.oneof(fc.nat(3 * 3_600), fc.nat(86_399)))
		.map(([i, lengthS]) => ({ opens: readings[i] as number, lengthS: lengthS + 1 }))
		.filter(({ opens, lengthS }) => shows(opens + lengthS * SECOND_MS, clock))
		.map(({ opens, lengthS }) => {
			const opensAt = (opens % DAY_MS) / SECOND_MS;
			const day = Math.floor(opens / DAY_MS);
			return { day, openings: [{ opensAt, closesAt: (opensAt + lengthS) % 86_400 }] };
		});
	const grid = { from: clock.from, to: clock.to - SECOND_MS, stepMs: SECOND_MS };
	const poll = fc.record({
		at: instantOn(grid),
		status: fc.constantFrom<"active" | "inactive">("active", "inactive"),
	});
	return fc.record({
		zone: fc.constant(zone),
		rows: fc.constant([{ weekday: 0, opensAt: 0, closesAt: 1 }]),
		special: fc
			.uniqueArray(opening, { selector: ({ day }) => day, minLength: 1, maxLength: 3 })
			.map((open) => [...dates.map((day) => ({ day, openings: [] })), ...open]),
		closures: fc.array(rangeOn(grid), { maxLength: 1 }),
		polls: fc.array(poll, { maxLength: 12 }),
	});
}

describe("to the second, in the hours around a change of the clocks", () => {
	const cases = NOTABLE_CHANGES.map(({ zone, change }) => {
		const hours = { from: change - 5 * HOUR_MS, to: change + 5 * HOUR_MS };
		const clock = readWallClock({ zone }, hours, SECOND_MS);
		return fc.record({
			hours: fc.constant(hours),
			store: storeAround(zone, clock),
			// A closing time of 23:59:59 that means midnight could reach beyond the hours walked.
			rules: anyRules(SECOND_MS).map((rules) => ({ ...rules, endOfDay: "literal" as const })),
			range: rangeOn({ ...hours, stepMs: SECOND_MS }).filter(({ from, to }) => from < to),
		});
	});

	test("a store is open when the wall clock says so, and its figures follow", () => {
		fc.assert(
			fc.property(fc.oneof(...cases), ({ hours, store, rules, range }) => {
				const clock = readWallClock(store, hours, SECOND_MS);
				const findings = walk(store, rules, clock);
				const open = openTime(scheduleOf(store), new ZoneClock(store.zone, range), range, rules);
				expect(rangesOf(open)).toEqual(openStretches(findings, clock, range));
				expect(figuresIn(store, range, rules)).toEqual(addUp(findings, clock, range));
			}),
			{ numRuns: 3_000 },
		);
	});
});

/** A store of any of the zones and a stretch of days, in milliseconds, around a change of clocks. */
const anyOddStretch = fc.constantFrom(...NOTABLE_CHANGES).chain(({ zone, change }) => {
	const grid: Grid = { from: change - 3 * DAY_MS + 1, to: change + 3 * DAY_MS + 1, stepMs: 1 };
	return fc.record({
		schedule: anyStore(zone, grid, 0).map(scheduleOf),
		clock: anyZones(zone, grid).map((zones) => new ZoneClock(zoneOf(zones), grid)),
		rules: anyRules(1),
		range: rangeOn(grid),
		// Near the change, where a wrong day is begun or left out.
		cut: fc.oneof(
			instantOn(grid),
			instantOn({ from: change - 2 * HOUR_MS, to: change + 2 * HOUR_MS, stepMs: 1 }),
		),
	});
});

test("the open time of adjoining ranges adds up to the open time of the whole", () => {
	fc.assert(
		fc.property(anyOddStretch, ({ schedule, clock, rules, range, cut }) => {
			const open = (part: Range) => openTime(schedule, clock, part, rules).totalMs();
			const middle = Math.min(Math.max(cut, range.from), range.to);
			expect(open({ from: range.from, to: middle }) + open({ from: middle, to: range.to })).toBe(
				open(range),
			);
		}),
		{ numRuns: 5_000 },
	);
});

test("open time is sorted, disjoint, not touching, and inside the range", () => {
	fc.assert(
		fc.property(anyOddStretch, ({ schedule, clock, rules, range }) => {
			let last = Number.NEGATIVE_INFINITY;
			for (const { from, to } of rangesOf(openTime(schedule, clock, range, rules))) {
				expect(from).toBeGreaterThan(last);
				expect(to).toBeGreaterThan(from);
				expect(from).toBeGreaterThanOrEqual(range.from);
				expect(to).toBeLessThanOrEqual(range.to);
				last = to;
			}
		}),
		{ numRuns: 3_000 },
	);
});

test("a store without business hours is open all the time, whatever its clocks do", () => {
	const always = fc.constantFrom(...NOTABLE_CHANGES).chain(({ zone, change }) =>
		fc.record({
			zone: fc.constant(zone),
			range: rangeOn({ from: change - 3 * DAY_MS, to: change + 3 * DAY_MS, stepMs: 1 }),
			// Special hours of a date far away must not change how these days are reckoned.
			specialHours: fc.constantFrom(new Map(), new Map([[0, []]])),
			rules: anyRules(1),
		}),
	);
	fc.assert(
		fc.property(always, ({ zone, range, specialHours, rules }) => {
			const schedule = { ...ALWAYS_OPEN, specialHours };
			const open = openTime(schedule, new ZoneClock(zone, range), range, rules);
			expect(rangesOf(open)).toEqual(range.from < range.to ? [range] : []);
		}),
		{ numRuns: 3_000 },
	);
});
