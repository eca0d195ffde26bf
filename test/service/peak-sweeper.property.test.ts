import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY_MS, MINUTE_MS } from "../../src/core/instant.ts";
import { addPeaks, type PeakCells } from "../../src/core/peaks.ts";
import { firstPollAtOrAfter } from "../../src/core/poll.ts";
import { addTotals, NO_TIME } from "../../src/core/totals.ts";
import { PeakSweeper } from "../../src/service/peak-sweeper.ts";
import { peaksOf } from "../../src/service/peaks.ts";
import { NOTABLE_CHANGES } from "../core/clock-changes.ts";
import { figuresIn, historyOf } from "../core/plain-store.ts";
import { anyRules, anyStore, instantOn, rangeOn } from "../core/random-stores.ts";

/** Stores whose clocks change, each in a week of its own, over one range for each of them. */
const anyCase = fc
	.constantFrom(...NOTABLE_CHANGES.filter(({ change }) => change % MINUTE_MS === 0))
	.chain(({ zone, change }) => {
		const grid = { from: change - 60 * DAY_MS, to: change + 6 * DAY_MS, stepMs: MINUTE_MS };
		const recent = { ...grid, from: change - 6 * DAY_MS };
		const others = NOTABLE_CHANGES.map((other) => other.zone);
		return fc.record({
			stores: fc.array(
				fc
					.oneof(fc.constant(zone), fc.constantFrom(...others))
					.chain((ofStore) => anyStore(ofStore, grid, 30)),
				{ minLength: 1, maxLength: 4 },
			),
			rules: anyRules(MINUTE_MS),
			range: rangeOn(recent).filter(({ from, to }) => from < to),
			polledFrom: instantOn(grid),
		});
	});

test("the cells of a fleet add up to the figures of its stores, whenever their clocks change", () => {
	fc.assert(
		fc.property(anyCase, ({ stores, rules, range }) => {
			const plan = { ranges: [{ ...range, name: "custom" }] as const, rules };
			const fleet = new PeakSweeper(plan);
			const alone: PeakCells[] = [];
			for (const store of stores) {
				const one = new PeakSweeper(plan);
				for (const sweeper of [fleet, one])
					expect(sweeper.add(historyOf(store), undefined)).toBe(true);
				alone.push(one.cells());
			}
			const { totals } = peaksOf(METHOD, range, fleet.cells());
			const figures = stores.map((store) => figuresIn(store, range, rules));
			expect(totals).toEqual(figures.reduce(addTotals, NO_TIME));
			expect(fleet.cells()).toEqual(alone.reduce(addPeaks));
		}),
		{ numRuns: 500 },
	);
});

test("a store is added with its newest polls alone only where older ones change nothing", () => {
	let added = 0;
	fc.assert(
		fc.property(anyCase, ({ stores: [store], rules, range, polledFrom }) => {
			if (store === undefined || polledFrom > range.from) return;
			const plan = { ranges: [{ ...range, name: "custom" }] as const, rules };
			const history = historyOf(store);
			const newest = history.polls.slice(firstPollAtOrAfter(history.polls, polledFrom));
			const sweeper = new PeakSweeper(plan);
			if (!sweeper.add({ ...history, polls: newest }, polledFrom)) {
				expect(sweeper.cells()).toEqual(new PeakSweeper(plan).cells());
				return;
			}
			added++;
			const whole = new PeakSweeper(plan);
			whole.add(history, undefined);
			expect(sweeper.cells()).toEqual(whole.cells());
		}),
		{ numRuns: 1_000 },
	);
	expect(added).toBeGreaterThan(100);
});

/** Nothing here asks how figures came about. */
const METHOD = {} as Parameters<typeof peaksOf>[0];
