import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { StateSweeper } from "../../src/core/current-state.ts";
import { DAY_MS, type DurationMs, MINUTE_MS, type Range } from "../../src/core/instant.ts";
import {
	addOutageSummaries,
	meanUptimeBetween,
	outageSummary,
	wholeMean,
} from "../../src/core/outage-summary.ts";
import { OutageSweeper } from "../../src/core/outage-sweeper.ts";
import { type Outage, outagesOf, outagesOfAtLeast } from "../../src/core/outages.ts";
import { firstPollAtOrAfter, type PollSeries } from "../../src/core/poll.ts";
import type { Timeline } from "../../src/core/timeline.ts";
import { addTotals, type Totals, totalsOf } from "../../src/core/totals.ts";
import { NOTABLE_CHANGES } from "./clock-changes.ts";
import { type PlainQuestion, plainOutages, wallClockOf } from "./plain-outages.ts";
import { historyOf } from "./plain-store.ts";
import { anyRules, anyStore, type Grid, instantOn } from "./random-stores.ts";

interface Case extends PlainQuestion {
	readonly grid: Grid;
}

/** A range that begins at or after the earliest instant given, and an as of at or after its end. */
function casesAround(
	{ stepMs, days, pollsMax }: { stepMs: DurationMs; days: number; pollsMax: number },
	rangeDays: number,
): fc.Arbitrary<Case> {
	const onSteps = NOTABLE_CHANGES.filter(({ change }) => change % stepMs === 0);
	return fc
		.constantFrom(...onSteps)
		.chain(({ zone, change }) => {
			const grid = { from: change - days * DAY_MS, to: change + 5 * DAY_MS, stepMs };
			const late = instantOn({ ...grid, from: change - rangeDays * DAY_MS });
			return fc.record({
				store: anyStore(zone, grid, pollsMax),
				rules: anyRules(stepMs),
				instants: fc
					.tuple(late, late, fc.option(late))
					.map(([a, b, c]) => [a, b, c ?? Math.max(a, b)].sort((x, y) => x - y)),
				grid: fc.constant(grid),
			});
		})
		.map(({ instants, ...rest }) => {
			const [from, to, asOf] = instants as [number, number, number];
			return { ...rest, range: { from, to }, asOf };
		});
}

const minuteByMinute = casesAround({ stepMs: MINUTE_MS, days: 6, pollsMax: 40 }, 5);
const seldomPolled = casesAround({ stepMs: 15 * MINUTE_MS, days: 60, pollsMax: 12 }, 10);

function sweptFor({ store, rules, range, asOf }: PlainQuestion, span: Range = range): Timeline {
	const history = historyOf(store);
	const earliest = Math.min(span.from, ...store.polls.map(({ at }) => at));
	const sweeper = new OutageSweeper({ span, asOf, rules }, earliest);
	return sweeper.timeline(history, undefined) as Timeline;
}

function outagesIn(question: PlainQuestion, timeline: Timeline): Outage[] {
	const { polls } = historyOf(question.store);
	return outagesOf({ timeline, polls, rules: question.rules }, question);
}

describe("outages are those that a walk from instant to instant finds", () => {
	test("minute by minute, in weeks in which the clocks change", () => {
		fc.assert(
			fc.property(minuteByMinute, (given) => {
				const clock = wallClockOf(given.store, given.grid);
				expect(outagesIn(given, sweptFor(given))).toEqual(plainOutages(given, clock));
			}),
			{ numRuns: 1_500 },
		);
	});

	test("quarter by quarter, however long ago the last poll was", () => {
		fc.assert(
			fc.property(seldomPolled, (given) => {
				const clock = wallClockOf(given.store, given.grid);
				expect(outagesIn(given, sweptFor(given))).toEqual(plainOutages(given, clock));
			}),
			{ numRuns: 1_500 },
		);
	});
});

describe("laws of outages", () => {
	test("their downtime inside a range adds up to its downtime", () => {
		fc.assert(
			fc.property(fc.oneof(minuteByMinute, seldomPolled), (given) => {
				const timeline = sweptFor(given);
				const sum = outagesIn(given, timeline).reduce((ms, outage) => ms + outage.downInRangeMs, 0);
				expect(sum).toBe(totalsOf(timeline, given.range).downMs);
			}),
			{ numRuns: 3_000 },
		);
	});

	test("they come in order, and neither overlap nor touch", () => {
		fc.assert(
			fc.property(fc.oneof(minuteByMinute, seldomPolled), (given) => {
				const outages = outagesIn(given, sweptFor(given));
				outages.forEach(({ start, end, downMs, downInRangeMs }, i) => {
					expect(downMs).toBeGreaterThanOrEqual(downInRangeMs);
					expect((end ?? given.asOf) - start).toBeGreaterThanOrEqual(downMs);
					const next = outages[i + 1];
					if (next === undefined) return;
					expect(end).toBeDefined();
					// Where a poll of closed time came between, that closed time does.
					expect(next.start).toBeGreaterThan(end as number);
				});
			}),
			{ numRuns: 3_000 },
		);
	});

	test("each begins inside one of two adjoining ranges, and up time between them adds up", () => {
		fc.assert(
			fc.property(
				fc.oneof(minuteByMinute, seldomPolled),
				fc.double({ min: 0, max: 1, noNaN: true }),
				(given, share) => {
					const { from, to } = given.range;
					const steps = Math.floor(((to - from) / given.grid.stepMs) * share);
					const middle = from + steps * given.grid.stepMs;
					const timeline = sweptFor(given);
					const [whole, ...parts] = [given.range, { from, to: middle }, { from: middle, to }].map(
						(range) => {
							const totals = totalsOf(timeline, range);
							return outageSummary(outagesIn({ ...given, range }, timeline), totals);
						},
					);
					const sum = (figure: "begun" | "upMs" | "downMs") =>
						parts.reduce((total, part) => total + part[figure], 0);
					expect(sum("begun")).toBe(whole?.begun);
					expect(sum("upMs")).toBe(whole?.upMs);
					expect(sum("downMs")).toBe(whole?.downMs);
				},
			),
			{ numRuns: 3_000 },
		);
	});

	test("one is going on exactly when the store is down as of, since then and for so long", () => {
		let down = 0;
		fc.assert(
			fc.property(minuteByMinute, (given) => {
				const history = historyOf(given.store);
				const sweeper = new StateSweeper(given);
				const now = sweeper.closedState(history) ?? sweeper.openState(history, undefined);
				// A store that is closed may have closed down, which its state does not tell.
				if (now?.state === "closed") return;
				const range = { from: given.grid.from, to: given.asOf };
				const last = outagesIn({ ...given, range }, sweptFor(given, range)).at(-1);
				const goesOn = last?.end === undefined ? last : undefined;
				// One that begins as of has no downtime yet.
				const isDown = now?.state === "down" && now.downMs !== 0;
				if (isDown) down++;
				expect({ since: goesOn?.start, downMs: goesOn?.downMs }).toEqual({
					since: isDown ? now.since : undefined,
					downMs: isDown ? now.downMs : undefined,
				});
			}),
			{ numRuns: 2_000 },
		);
		expect(down).toBeGreaterThan(100);
	});
});

/** The polls from an instant on, as if the earlier ones had not been read. */
function since(polls: PollSeries, from: number): PollSeries {
	return polls.subarray(firstPollAtOrAfter(polls, from));
}

test("outages and totals told from the later polls alone are those that all polls tell", () => {
	const cases = fc.record({
		given: seldomPolled,
		lookback: fc.integer({ min: 0, max: 50 * 24 * 4 }).map((steps) => steps * 15 * MINUTE_MS),
	});
	let decided = 0;
	let undecided = 0;
	fc.assert(
		fc.property(cases, ({ given, lookback }) => {
			const history = historyOf(given.store);
			const polledFrom = given.range.from - lookback;
			const { range: span, asOf, rules } = given;
			const sweeper = new OutageSweeper({ span, asOf, rules }, given.grid.from);
			const polls = since(history.polls, polledFrom);
			const timeline = sweeper.timeline({ ...history, polls }, polledFrom);
			if (timeline === undefined) {
				undecided++;
				return;
			}
			decided++;
			const told = {
				outages: outagesOf({ timeline, polls, rules }, given),
				totals: totalsOf(timeline, span),
			};
			const whole = sweptFor(given);
			expect(told).toEqual({ outages: outagesIn(given, whole), totals: totalsOf(whole, span) });
		}),
		{ numRuns: 4_000 },
	);
	expect(decided).toBeGreaterThan(500);
	expect(undecided).toBeGreaterThan(500);
});

test("what one store had leaves nothing behind for the next", () => {
	fc.assert(
		fc.property(seldomPolled, seldomPolled, (given, other) => {
			const { range: span, asOf, rules } = given;
			const sweeper = new OutageSweeper({ span, asOf, rules }, given.grid.from);
			const tell = (question: PlainQuestion) => {
				const history = historyOf(question.store);
				const timeline = sweeper.timeline(history, undefined) as Timeline;
				return outagesOf({ timeline, polls: history.polls, rules }, given);
			};
			const alone = tell(given);
			tell({ ...other, store: { ...other.store, zone: given.store.zone } });
			expect(tell(given)).toEqual(alone);
		}),
		{ numRuns: 500 },
	);
});

const anyOutage: fc.Arbitrary<Outage> = fc
	.record({
		start: fc.integer({ min: -5, max: 20 }),
		end: fc.option(fc.integer({ min: 21, max: 40 }), { nil: undefined }),
		downMs: fc.integer({ min: 1, max: 6 }),
		share: fc.integer({ min: 1, max: 3 }),
	})
	.map(({ start, end, downMs, share }) => ({
		start,
		end,
		downMs,
		downInRangeMs: Math.min(share, downMs),
		beganBefore: start < 0,
		goesOnPast: end === undefined || end > 30,
	}));

const anyTotals: fc.Arbitrary<Totals> = fc.record({
	upMs: fc.nat(1_000),
	downMs: fc.nat(1_000),
	unknownMs: fc.nat(1_000),
});

describe("laws of summaries", () => {
	const anyStores = fc.tuple(fc.array(anyOutage), fc.array(anyOutage), anyTotals, anyTotals);

	test("summaries of stores taken together are the summary of all their outages", () => {
		fc.assert(
			fc.property(anyStores, ([outagesA, outagesB, a, b]) => {
				const together = outageSummary([...outagesA, ...outagesB], addTotals(a, b));
				const added = addOutageSummaries(outageSummary(outagesA, a), outageSummary(outagesB, b));
				expect(added).toEqual(together);
				expect(added.longest).toBe(together.longest);
			}),
			{ numRuns: 3_000 },
		);
	});

	test("the longest has the most downtime inside, then in all, then the earliest start", () => {
		fc.assert(
			fc.property(fc.array(anyOutage), anyTotals, (outages, totals) => {
				const rank = ({ downInRangeMs, downMs, start }: Outage) =>
					downInRangeMs * 10_000 + downMs * 100 - start;
				const best = Math.max(...outages.map(rank));
				expect(outageSummary(outages, totals).longest).toBe(
					outages.find((outage) => rank(outage) === best),
				);
			}),
			{ numRuns: 3_000 },
		);
	});

	test("leaving short ones out leaves those that are not short, in order", () => {
		fc.assert(
			fc.property(fc.array(anyOutage), fc.nat(8), (outages, downMs) => {
				const left = outagesOfAtLeast(outages, downMs);
				const leftOut = outages.filter((outage) => !left.includes(outage));
				expect(left.every((outage) => outage.downMs >= downMs)).toBe(true);
				expect(leftOut.every((outage) => outage.downMs < downMs)).toBe(true);
				expect(left).toEqual(outages.filter((outage) => left.includes(outage)));
			}),
		);
	});

	test("a whole mean is the greatest whole number that is not above the mean", () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 2 ** 52 }), fc.integer({ min: 1 }), (sumMs, count) => {
				const mean = BigInt(wholeMean({ sumMs, count }));
				expect(mean * BigInt(count)).toBeLessThanOrEqual(BigInt(sumMs));
				expect((mean + 1n) * BigInt(count)).toBeGreaterThan(BigInt(sumMs));
			}),
		);
	});

	test("there is a mean up time exactly when an outage began", () => {
		fc.assert(
			fc.property(fc.array(anyOutage), anyTotals, (outages, totals) => {
				const mean = meanUptimeBetween(outageSummary(outages, totals));
				const begun = outages.filter(({ start }) => start >= 0).length;
				expect(mean).toEqual(begun === 0 ? undefined : { sumMs: totals.upMs, count: begun });
			}),
		);
	});
});
