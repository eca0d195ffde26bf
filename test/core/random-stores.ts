import fc from "fast-check";
import type { Opening } from "../../src/core/business-hours.ts";
import {
	DAY_MS,
	type DurationMs,
	HOUR_MS,
	type Instant,
	type Range,
} from "../../src/core/instant.ts";
import type { LocalDay } from "../../src/core/local-time.ts";
import type { Rules } from "../../src/core/rules.ts";
import type { PlainPoll, PlainRows, PlainStore, PlainZones } from "./plain-store.ts";

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

function rowsOn(stepMs: DurationMs): fc.Arbitrary<PlainRows> {
	return fc.array(
		fc
			.tuple(fc.integer({ min: 0, max: 6 }), openingOn(stepMs))
			.map(([weekday, times]) => ({ weekday, ...times })),
		{ maxLength: 12, size: "max" },
	);
}

/**
 * Zones from the far west to the far east, of which none changes its clocks but on a quarter of an hour, and
 * some in the weeks in which others do.
 */
const OTHER_ZONES = [
	"Etc/GMT+12",
	"America/Los_Angeles",
	"America/New_York",
	"UTC",
	"Europe/London",
	"Asia/Kathmandu",
	"Asia/Tokyo",
	"Etc/GMT-14",
];

/** The zones of a store that is in one, and in none to two others later, on dates of a grid. */
export function anyZones(zone: string, grid: Range): fc.Arbitrary<PlainZones> {
	const change = fc.record({ validFrom: dayOn(grid), zone: fc.constantFrom(...OTHER_ZONES) });
	return fc.record({
		zone: fc.constant(zone),
		zoneChanges: fc.oneof(
			{ weight: 2, arbitrary: fc.constant([]) },
			fc.uniqueArray(change, { selector: ({ validFrom }) => validFrom, maxLength: 2 }),
		),
	});
}

function dayOn({ from, to }: Range): fc.Arbitrary<LocalDay> {
	return fc.integer({ min: Math.floor(from / DAY_MS) - 2, max: Math.floor(to / DAY_MS) + 2 });
}

/** A store of a zone with everything that can be written down about it, and changes of its hours and zone. */
export function anyStore(zone: string, grid: Grid, pollsMax: number): fc.Arbitrary<PlainStore> {
	const anyRows = rowsOn(grid.stepMs);
	const anyChange = fc.record({ validFrom: dayOn(grid), rows: anyRows });
	const store = fc.record({
		rows: anyRows,
		rowChanges: fc.oneof(
			fc.constant([]),
			fc.uniqueArray(anyChange, { selector: ({ validFrom }) => validFrom, maxLength: 3 }),
		),
		special: fc.array(
			fc.record({
				day: dayOn(grid),
				openings: fc.array(openingOn(grid.stepMs), { maxLength: 2 }),
			}),
			{ maxLength: 4 },
		),
		closures: fc.array(fc.oneof({ weight: 3, arbitrary: shortRangeOn(grid) }, rangeOn(grid)), {
			maxLength: 3,
		}),
		polls: fc.array(pollOn(grid), { maxLength: pollsMax, size: "max" }),
	});
	return fc.tuple(anyZones(zone, grid), store).map(([zones, rest]) => ({ ...zones, ...rest }));
}
