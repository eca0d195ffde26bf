import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DAY_MS, type DurationMs, HOUR_MS, MINUTE_MS, type Range } from "../../src/core/instant.ts";
import { OutageSweeper } from "../../src/core/outage-sweeper.ts";
import { type Outage, outagesOf } from "../../src/core/outages.ts";
import {
	addPeaks,
	hoursOfDay,
	PeakCells,
	PeakFold,
	peakByDowntime,
	peakByRate,
	weekdays,
} from "../../src/core/peaks.ts";
import type { Timeline } from "../../src/core/timeline.ts";
import { addTotals, NO_TIME, type Totals, totalsOf } from "../../src/core/totals.ts";
import { ZoneClock } from "../../src/core/zone-clock.ts";
import { NOTABLE_CHANGES } from "./clock-changes.ts";
import { type WallClock, walk } from "./oracle.ts";
import { type PlainQuestion, plainOutages, wallClockOf } from "./plain-outages.ts";
import { historyOf, type PlainZones, zoneOf } from "./plain-store.ts";
import { anyRules, anyStore, anyZones, type Grid, instantOn, rangeOn } from "./random-stores.ts";

/** Stores of one zone over a range that begins and ends in the midst of hours. */
function casesAround(stepMs: DurationMs, days: number, pollsMax: number) {
	const onSteps = NOTABLE_CHANGES.filter(({ change }) => change % stepMs === 0);
	return fc
		.constantFrom(...onSteps)
		.chain(({ zone, change }) => {
			const grid = { from: change - days * DAY_MS, to: change + days * DAY_MS, stepMs };
			return fc.record({
				zone: anyZones(zone, grid),
				stores: fc.array(anyStore(zone, grid, pollsMax), { minLength: 1, maxLength: 2 }),
				rules: anyRules(stepMs),
				range: rangeOn(grid),
				grid: fc.constant(grid),
				middle: instantOn(grid),
			});
		})
		.map(({ stores, ...given }) => ({
			...given,
			stores: stores.map((store) => ({ ...store, ...given.zone })),
		}));
}

const anyCase = casesAround(MINUTE_MS, 5, 40);

interface Swept {
	readonly timeline: Timeline;
	readonly outages: readonly Outage[];
}

function swept({ store, rules, range, asOf }: PlainQuestion): Swept {
	const history = historyOf(store);
	const earliest = Math.min(range.from, ...store.polls.map(({ at }) => at));
	const sweeper = new OutageSweeper({ span: range, asOf, rules }, earliest);
	const timeline = sweeper.timeline(history, undefined) as Timeline;
	return { timeline, outages: outagesOf({ timeline, ...history, rules }, { range, asOf }) };
}

function matrixOf(questions: readonly PlainQuestion[], range: Range, zone: PlainZones): PeakCells {
	const fold = new PeakFold(range, new ZoneClock(zoneOf(zone), range));
	for (const question of questions) {
		const { timeline, outages } = swept({ ...question, range });
		fold.add(timeline, outages);
	}
	return fold.matrix();
}

/** Asks at each step what the clock shows, and adds the step to that cell. */
function walkCells(questions: readonly PlainQuestion[], clock: WallClock): PeakCells {
	const cells = new PeakCells(168);
	const cellAt = (at: number) => {
		const shown = new Date(clock.readings[(at - clock.from) / clock.stepMs] as number);
		return ((shown.getUTCDay() + 6) % 7) * 24 + shown.getUTCHours();
	};
	for (const question of questions) {
		const { store, rules, range, asOf } = question;
		const known = { ...store, polls: store.polls.filter(({ at }) => at <= asOf) };
		const findings = walk(known, rules, clock);
		for (let at = range.from; at < range.to; at += clock.stepMs) {
			const finding = findings[(at - clock.from) / clock.stepMs];
			if (finding === "up") (cells.upMs[cellAt(at)] as number) += clock.stepMs;
			if (finding === "down") (cells.downMs[cellAt(at)] as number) += clock.stepMs;
			if (finding === "unknown") (cells.unknownMs[cellAt(at)] as number) += clock.stepMs;
		}
		for (const { start } of plainOutages(question, clock))
			if (start >= range.from) (cells.outagesBegun[cellAt(start)] as number) += 1;
	}
	return cells;
}

function sumOf(cells: PeakCells): Totals {
	let sum = NO_TIME;
	for (let cell = 0; cell < cells.count; cell++) sum = addTotals(sum, cells.totals(cell));
	return sum;
}

const sum = (numbers: Float64Array) => numbers.reduce((total, number) => total + number, 0);

describe("the matrix of a range", () => {
	test("is what a walk finds that asks at each instant what the clock shows", () => {
		fc.assert(
			fc.property(anyCase, ({ stores, rules, range, zone, grid }) => {
				const questions = stores.map((store) => ({ store, rules, range, asOf: range.to }));
				const plain = walkCells(questions, wallClockOf(zone, grid as Grid));
				expect(matrixOf(questions, range, zone)).toEqual(plain);
			}),
			{ numRuns: 400 },
		);
	});

	test("sums to the range's figures and outages exactly, on odd milliseconds, too", () => {
		fc.assert(
			fc.property(casesAround(1, 20, 30), ({ stores, rules, range, zone }) => {
				let totals = NO_TIME;
				let begun = 0;
				const questions = stores.map((store) => ({ store, rules, range, asOf: range.to }));
				for (const question of questions) {
					const { timeline, outages } = swept(question);
					totals = addTotals(totals, totalsOf(timeline, range));
					begun += outages.filter(({ beganBefore }) => !beganBefore).length;
				}
				const matrix = matrixOf(questions, range, zone);
				for (const cells of [matrix, hoursOfDay(matrix), weekdays(matrix)]) {
					expect(sumOf(cells)).toEqual(totals);
					expect(sum(cells.outagesBegun)).toBe(begun);
				}
			}),
			{ numRuns: 1_000 },
		);
	});

	test("adds up over stores and over adjoining ranges", () => {
		fc.assert(
			fc.property(anyCase, ({ stores, rules, range, zone, middle }) => {
				const questions = stores.map((store) => ({ store, rules, range, asOf: range.to }));
				const whole = matrixOf(questions, range, zone);
				const byStore = questions.map((question) => matrixOf([question], range, zone));
				expect(byStore.reduce(addPeaks)).toEqual(whole);
				const cut = Math.min(Math.max(middle, range.from), range.to);
				const byRange = [
					{ from: range.from, to: cut },
					{ from: cut, to: range.to },
				].map((part) => matrixOf(questions, part, zone));
				expect(byRange.reduce(addPeaks)).toEqual(whole);
			}),
			{ numRuns: 1_000 },
		);
	});
});

/** Few different lengths, so that cells are often alike; and a fleet's, which floats would blur. */
const anyCells = fc.constantFrom(7, 24, 168).chain((count) => {
	const anyMs = fc.oneof(
		fc.integer({ min: 0, max: 6 }).map((steps) => steps * 10 * MINUTE_MS),
		fc.integer({ min: 2 ** 50 - 3, max: 2 ** 50 }),
	);
	return fc
		.array(fc.tuple(anyMs, anyMs, anyMs), { minLength: count, maxLength: count })
		.map((all) => {
			const cells = new PeakCells(count);
			all.forEach(([upMs, downMs, unknownMs], i) => {
				cells.add(i, { upMs, downMs, unknownMs }, 0);
			});
			return cells;
		});
});

/** The cells that may be named, in order. */
function candidates(cells: PeakCells): number[] {
	return [...cells.upMs.keys()].filter((cell) => {
		const { upMs, downMs } = cells.totals(cell);
		return downMs > 0 && upMs + downMs >= HOUR_MS / 2;
	});
}

describe("the peak", () => {
	test("by rate: no cell is higher, and none before it as high", () => {
		fc.assert(
			fc.property(anyCells, (cells) => {
				const peak = peakByRate(cells);
				const named = candidates(cells);
				if (peak === undefined) {
					expect(named).toEqual([]);
					return;
				}
				expect(named).toContain(peak);
				const excess = (cell: number) => {
					const [one, other] = [cells.totals(cell), cells.totals(peak)];
					// a / (a + b) > c / (c + d) just when a d > c b.
					return BigInt(one.downMs) * BigInt(other.upMs) - BigInt(other.downMs) * BigInt(one.upMs);
				};
				for (const cell of named) {
					if (cell < peak) expect(excess(cell)).toBeLessThan(0n);
					else expect(excess(cell)).toBeLessThanOrEqual(0n);
				}
			}),
			{ numRuns: 2_000 },
		);
	});

	test("by downtime: no cell has more, and none before it as much", () => {
		fc.assert(
			fc.property(anyCells, (cells) => {
				const named = candidates(cells);
				const most = Math.max(...named.map((cell) => cells.downMs[cell] as number));
				expect(peakByDowntime(cells)).toBe(named.find((cell) => cells.downMs[cell] === most));
			}),
			{ numRuns: 2_000 },
		);
	});
});
