import fc from "fast-check";
import type { Opening } from "../../src/core/business-hours.ts";
import {
	DAY_MS,
	type DurationMs,
	HOUR_MS,
	type Instant,
	type Range,
} from "../../src/core/instant.ts";
import type { Rules } from "../../src/core/rules.ts";
import type { PlainPoll, PlainStore } from "./plain-store.ts";

/** Where a random store's times come from: every one is `from` plus a whole number of steps. */
export interface Grid extends Range {
	readonly stepMs: DurationMs;
}

export function instantOn({ from, to, stepMs }: Grid): fc.Arbitrary<Instant> {
	return fc.integer({ min: 0, max: (to - from) / stepMs }).map((step) => from + step * stepMs);
}

/** Possibly empty, never reversed. */
export function rangeOn(grid: Grid): fc.Arbitrary<Range> {
	return fc
		.tuple(instantOn(grid), instantOn(grid))
		.map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
}

function shortRangeOn(grid: Grid): fc.Arbitrary<Range> {
	return fc
		.tuple(instantOn(grid), fc.integer({ min: 0, max: DAY_MS / grid.stepMs }))
		.map(([from, steps]) => ({ from, to: from + steps * grid.stepMs }));
}

// Midnight and the small hours, where clocks change, shifts end and exports write 23:59.
const NOTABLE_OPENS = [0, 3_600, 5_400, 7_200, 9_000, 10_800, 43_200, 79_200, 82_800, 84_600];
const NOTABLE_CLOSES = [...NOTABLE_OPENS, 86_400, 86_340, 86_399];

function openingOn(stepMs: DurationMs): fc.Arbitrary<Opening> {
	const stepS = Math.max(1, stepMs / 1_000); // a time of day is whole seconds, whatever the grid
	const onGrid = (times: readonly number[]) => times.filter((time) => time % stepS === 0);
	const anyTime = fc.integer({ min: 0, max: 86_400 / stepS - 1 }).map((step) => step * stepS);
	return fc.record({
		opensAt: fc.oneof(fc.constantFrom(...onGrid(NOTABLE_OPENS)), anyTime),
		closesAt: fc.oneof(fc.constantFrom(...onGrid(NOTABLE_CLOSES)), anyTime),
	});
}

/** Every combination of settings; lengths of `maxGapMs` from one step to three days. */
export function anyRules(stepMs: DurationMs): fc.Arbitrary<Rules> {
	return fc.record({
		endOfDay: fc.constantFrom("midnight", "literal"),
		missingDay: fc.constantFrom("open", "closed"),
		outsidePolls: fc.constantFrom("ignore", "use"),
		maxGapMs: fc.option(
			fc
				.oneof(
					fc.integer({ min: 1, max: (4 * HOUR_MS) / stepMs }),
					fc.integer({ min: 1, max: (3 * DAY_MS) / stepMs }),
				)
				.map((steps) => steps * stepMs),
			{ nil: undefined },
		),
		defaultZone: fc.constant("America/Chicago"),
	});
}

function pollOn(grid: Grid): fc.Arbitrary<PlainPoll> {
	return fc.record({
		at: instantOn(grid),
		status: fc.constantFrom<PlainPoll["status"]>("active", "inactive"),
	});
}

/** A store of a zone with everything that can be written down about it. */
export function anyStore(zone: string, grid: Grid, pollsMax: number): fc.Arbitrary<PlainStore> {
	const anyOpening = openingOn(grid.stepMs);
	const firstDay = Math.floor(grid.from / DAY_MS) - 2;
	const lastDay = Math.floor(grid.to / DAY_MS) + 2;
	return fc.record({
		zone: fc.constant(zone),
		rows: fc.array(
			fc
				.tuple(fc.integer({ min: 0, max: 6 }), anyOpening)
				.map(([weekday, times]) => ({ weekday, ...times })),
			{ maxLength: 12, size: "max" },
		),
		special: fc.array(
			fc.record({
				day: fc.integer({ min: firstDay, max: lastDay }),
				openings: fc.array(anyOpening, { maxLength: 2 }),
			}),
			{ maxLength: 4 },
		),
		closures: fc.array(fc.oneof({ weight: 3, arbitrary: shortRangeOn(grid) }, rangeOn(grid)), {
			maxLength: 3,
		}),
		polls: fc.array(pollOn(grid), { maxLength: pollsMax, size: "max" }),
	});
}
