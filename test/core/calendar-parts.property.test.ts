import fc from "fast-check";
import { expect, test } from "vitest";
import {
	type CalendarUnit,
	calendarParts,
	lastDays,
	spanOfLastDays,
} from "../../src/core/calendar-parts.ts";
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, type Range } from "../../src/core/instant.ts";
import { PartTotals } from "../../src/core/part-totals.ts";
import { stateSegments } from "../../src/core/state-segments.ts";
import { STORE_STATES } from "../../src/core/store-state.ts";
import { addTotals, NO_TIME, totalsOf } from "../../src/core/totals.ts";
import { ZoneClock } from "../../src/core/zone-clock.ts";
import { NOTABLE_CHANGES } from "./clock-changes.ts";
import { historyOf, type PlainStore, sweeperFor, zoneOf } from "./plain-store.ts";
import { anyRules, anyStore, type Grid, rangeOn } from "./random-stores.ts";

const UNITS: readonly CalendarUnit[] = ["hour", "day", "week", "month"];

/** Around a change of clocks, on odd milliseconds. */
function gridAround(change: Instant, days: number): Grid {
	return { from: change - days * DAY_MS, to: change + days * DAY_MS, stepMs: 1 };
}

const anyWhere = fc.constantFrom(...NOTABLE_CHANGES).chain(({ zone, change }) =>
	fc.record({
		zone: fc.constant(zone),
		range: fc.oneof(rangeOn(gridAround(change, 2)), rangeOn(gridAround(change, 45))),
	}),
);

/** The two days of a change. */
const anyNight = fc
	.constantFrom(...NOTABLE_CHANGES)
	.chain(({ zone, change }) =>
		fc.record({ zone: fc.constant(zone), range: rangeOn(gridAround(change, 1)) }),
	);

function partsOf(zone: string, range: Range, unit: CalendarUnit) {
	return calendarParts(range, unit, new ZoneClock(zone, range));
}

test("parts ascend and adjoin each other over the whole range, and no two are called the same", () => {
	fc.assert(
		fc.property(anyWhere, fc.constantFrom(...UNITS), ({ zone, range }, unit) => {
			const parts = partsOf(zone, range, unit);
			let cursor = range.from;
			for (const { from, to } of parts) {
				expect(from).toBe(cursor);
				expect(to).toBeGreaterThan(from);
				cursor = to;
			}
			expect(cursor).toBe(Math.max(range.to, range.from));
			expect(new Set(parts.map(({ local }) => local)).size).toBe(parts.length);
		}),
		{ numRuns: 800 },
	);
});

test("at every instant of an hour's part the clock shows that hour, at that offset", () => {
	fc.assert(
		fc.property(
			anyNight,
			fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
			({ zone, range }, at) => {
				for (const { from, to, local } of partsOf(zone, range, "hour")) {
					expect(to - from).toBeLessThanOrEqual(HOUR_MS);
					for (const instant of [from, from + Math.floor(at * (to - from)), to - 1]) {
						const shown = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
						const hour = shown
							.toPlainDateTime()
							.round({ smallestUnit: "hour", roundingMode: "floor" });
						expect(local).toBe(`${hour.toString({ smallestUnit: "minute" })}${shown.offset}`);
					}
				}
			},
		),
		{ numRuns: 300 },
	);
});

test("days, weeks and months are Temporal's, each day from its start to the next one's", () => {
	const startOf = (date: Temporal.PlainDate, zone: string) =>
		date.toZonedDateTime(zone).startOfDay().epochMilliseconds;
	const names: Readonly<Record<string, (date: Temporal.PlainDate) => string>> = {
		day: (date) => date.toString(),
		week: ({ yearOfWeek, weekOfYear }) => `${yearOfWeek}-W${String(weekOfYear).padStart(2, "0")}`,
		month: (date) => date.toPlainYearMonth().toString(),
	};
	fc.assert(
		fc.property(anyWhere, fc.constantFrom("day", "week", "month"), ({ zone, range }, unit) => {
			// Day by day, those of one name put together.
			const expected = new Map<string, { from: Instant; to: Instant }>();
			const first = Temporal.Instant.fromEpochMilliseconds(range.from).toZonedDateTimeISO(zone);
			let date = first.toPlainDate().subtract({ days: 2 });
			for (; startOf(date, zone) < range.to; date = date.add({ days: 1 })) {
				const from = Math.max(startOf(date, zone), range.from);
				const to = Math.min(startOf(date.add({ days: 1 }), zone), range.to);
				if (to <= from) continue;
				const name = names[unit]?.(date) as string;
				expected.set(name, { from: expected.get(name)?.from ?? from, to });
			}
			const parts = partsOf(zone, range, unit as CalendarUnit);
			expect(parts).toEqual([...expected].map(([local, part]) => ({ ...part, local })));
		}),
		{ numRuns: 1_000 },
	);
});

test("the last days are so many, and the parts by day of the range that they make", () => {
	fc.assert(
		fc.property(anyWhere, fc.integer({ min: 1, max: 31 }), ({ zone, range: { to } }, count) => {
			const days = lastDays({ count, to }, new ZoneClock(zone, spanOfLastDays({ count, to })));
			expect(days.length).toBe(count);
			const from = days[0]?.from as Instant;
			expect(partsOf(zone, { from, to }, "day")).toEqual(days);
			// The first is there from its beginning on.
			const [before, ...same] = partsOf(zone, { from: from - 1, to }, "day");
			expect([before?.to, same]).toEqual([from, days]);
		}),
		{ numRuns: 500 },
	);
});

const anyCase = fc.constantFrom(...NOTABLE_CHANGES).chain(({ zone, change }) => {
	const grid = { from: change - 20 * DAY_MS, to: change + 20 * DAY_MS, stepMs: MINUTE_MS };
	return fc.record({
		stores: fc
			.array(anyStore(zone, grid, 30), { minLength: 1, maxLength: 3 })
			// All by one clock.
			.map((stores) =>
				stores.map((store) => ({ ...store, zoneChanges: stores[0]?.zoneChanges ?? [] })),
			),
		rules: anyRules(grid.stepMs),
		range: rangeOn(grid).filter(({ from, to }) => from < to),
		unit: fc.constantFrom(...UNITS),
	});
});

test("the totals of parts are those of each range, summed over the stores, and add up to the whole", () => {
	fc.assert(
		fc.property(anyCase, ({ stores, rules, range, unit }) => {
			const clock = new ZoneClock(zoneOf(stores[0] as PlainStore), range);
			const parts = calendarParts(range, unit, clock);
			const sums = new PartTotals(parts);
			const plain = parts.map(() => NO_TIME);
			let whole = NO_TIME;
			for (const store of stores) {
				const timeline = sweeperFor(store, [range], rules).timeline(historyOf(store));
				sums.add(timeline);
				parts.forEach((part, i) => {
					plain[i] = addTotals(plain[i] ?? NO_TIME, totalsOf(timeline, part));
				});
				whole = addTotals(whole, totalsOf(timeline, range));
			}
			const totals = parts.map((_, i) => sums.totals(i));
			expect(totals).toEqual(plain);
			expect(totals.reduce(addTotals, NO_TIME)).toEqual(whole);
		}),
		{ numRuns: 1_000 },
	);
});

test("segments to draw adjoin each other over the range, differ, and sum to its totals", () => {
	fc.assert(
		fc.property(anyCase, ({ stores, rules, range }) => {
			for (const store of stores) {
				const timeline = sweeperFor(store, [range], rules).timeline(historyOf(store));
				const segments = stateSegments(timeline, range);
				const sums = Object.fromEntries(STORE_STATES.map((state) => [state, 0]));
				let cursor = range.from;
				let before: string | undefined;
				for (const { from, to, state } of segments) {
					expect(from).toBe(cursor);
					expect(to).toBeGreaterThan(from);
					expect(state).not.toBe(before);
					sums[state] = (sums[state] as number) + to - from;
					cursor = to;
					before = state;
				}
				expect(cursor).toBe(range.to);
				const { upMs, downMs, unknownMs } = totalsOf(timeline, range);
				expect(sums).toEqual({
					up: upMs,
					down: downMs,
					unknown: unknownMs,
					closed: range.to - range.from - upMs - downMs - unknownMs,
				});
			}
		}),
		{ numRuns: 1_000 },
	);
});
