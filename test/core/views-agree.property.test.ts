import fc from "fast-check";
import { expect, test } from "vitest";
import { calendarParts } from "../../src/core/calendar-parts.ts";
import { DAY_MS, MINUTE_MS } from "../../src/core/instant.ts";
import { lostSales } from "../../src/core/lost-sales.ts";
import { PartLostSales } from "../../src/core/lost-sales-sum.ts";
import { OutageSweeper } from "../../src/core/outage-sweeper.ts";
import { outagesOf } from "../../src/core/outages.ts";
import { PartTotals } from "../../src/core/part-totals.ts";
import { PeakFold } from "../../src/core/peaks.ts";
import { stateSegments } from "../../src/core/state-segments.ts";
import type { Timeline } from "../../src/core/timeline.ts";
import { addTotals, NO_TIME, type Totals, totalsOf } from "../../src/core/totals.ts";
import { ZoneClock } from "../../src/core/zone-clock.ts";
import { NOTABLE_CHANGES } from "./clock-changes.ts";
import { figuresIn, historyOf, zoneOf } from "./plain-store.ts";
import { anyRules, anyStore, anyZones, rangeOn } from "./random-stores.ts";

/** Fleets in weeks in which clocks change, of stores that change hours and zones, with exceptions of all kinds. */
const anyFleet = fc.constantFrom(...NOTABLE_CHANGES).chain(({ zone, change }) => {
	const from = Math.floor((change - 9 * DAY_MS) / MINUTE_MS) * MINUTE_MS;
	const grid = { from, to: from + 18 * DAY_MS, stepMs: MINUTE_MS };
	const store = fc
		.tuple(anyStore(zone, grid, 40), anyZones(zone, grid))
		.map(([plain, zones]) => ({ ...plain, ...zones }));
	return fc.record({
		stores: fc.array(store, { minLength: 1, maxLength: 4 }),
		rules: anyRules(MINUTE_MS),
		range: rangeOn(grid).filter(({ from, to }) => from < to),
		asOf: fc.constant(grid.to),
	});
});

const UNITS = ["hour", "day", "week", "month"] as const;

const sumOf = (all: readonly Totals[]) => all.reduce(addTotals, NO_TIME);

test("every view of one number gives the same milliseconds: a report, parts of its range, outages, peaks, segments, the fleet", () => {
	let downMs = 0;
	fc.assert(
		fc.property(anyFleet, ({ stores, rules, range, asOf }) => {
			const fleet: Totals[] = [];
			const together = new PartTotals([range]);
			for (const store of stores) {
				const history = historyOf(store);
				const earliest = Math.min(range.from, ...store.polls.map(({ at }) => at));
				const sweeper = new OutageSweeper({ span: range, asOf, rules }, earliest);
				const timeline = sweeper.timeline(history, undefined) as Timeline;
				const totals = totalsOf(timeline, range);
				fleet.push(totals);
				together.add(timeline);
				expect(figuresIn(store, range, rules)).toEqual(totals);

				const clock = new ZoneClock(zoneOf(store), range);
				for (const unit of UNITS) {
					const parts = calendarParts(range, unit, clock);
					const ofParts = new PartTotals(parts);
					ofParts.add(timeline);
					expect(sumOf(parts.map((_, i) => ofParts.totals(i)))).toEqual(totals);
					const lost = new PartLostSales(parts);
					lost.add(timeline, 1_234_567n);
					const lostInAll = parts.reduce((sum, _, i) => sum + (lost.sum(i).lostSales ?? 0n), 0n);
					expect(lostInAll).toBe(lostSales(totals.downMs, 1_234_567n));
				}

				const outages = outagesOf({ timeline, ...history, rules }, { range, asOf });
				const outageMs = outages.reduce((sum, outage) => sum + outage.downInRangeMs, 0);
				expect(outageMs).toBe(totals.downMs);

				const peaks = new PeakFold(range, clock);
				peaks.add(timeline, outages);
				const cells = peaks.matrix();
				const ofCells = Array.from({ length: cells.count }, (_, i) => cells.totals(i));
				expect(sumOf(ofCells)).toEqual(totals);

				const segmentMs = { up: 0, down: 0, unknown: 0, closed: 0 };
				for (const { from, to, state } of stateSegments(timeline, range))
					segmentMs[state] += to - from;
				const { up: upMs, down, unknown: unknownMs } = segmentMs;
				expect({ upMs, downMs: down, unknownMs }).toEqual(totals);
				downMs += totals.downMs;
			}
			expect(together.totals(0)).toEqual(sumOf(fleet));
		}),
		{ numRuns: 1_000 },
	);
	expect(downMs).toBeGreaterThan(0);
}, 120_000);
