import fc from "fast-check";
import { expect, test } from "vitest";
import { CarriedPolls } from "../../src/core/carried-polls.ts";
import { DAY_MS, type Instant, MINUTE_MS } from "../../src/core/instant.ts";
import { firstPollAtOrAfter, type PollSeries } from "../../src/core/poll.ts";
import { type StoreHistory, StoreSweeper, standardRanges } from "../../src/core/report.ts";
import type { Rules } from "../../src/core/rules.ts";
import { ZoneClock } from "../../src/core/zone-clock.ts";
import { NOTABLE_CHANGES } from "./clock-changes.ts";
import { historyOf, type PlainStore, storeOnPaper } from "./plain-store.ts";
import { anyRules, anyStore, type Grid, instantOn, rangeOn } from "./random-stores.ts";

/** What is kept of polls before a cut, looked for in stretches that end at the instants given. */
function carriedOf(
	{ polls, schedule, zone }: StoreHistory,
	cut: Instant,
	stretchEnds: readonly Instant[],
): PollSeries {
	const clock = new ZoneClock(zone, { from: Date.UTC(1985, 0, 1), to: cut });
	const carried = new CarriedPolls({ schedule, clock });
	const ends = [...new Set([cut, ...stretchEnds.filter((at) => at < cut)])].sort((a, b) => b - a);
	for (const [i, end] of ends.entries()) {
		if (carried.isComplete) break;
		const begin = firstPollAtOrAfter(polls, ends[i + 1] ?? Number.NEGATIVE_INFINITY);
		carried.look(polls.subarray(begin, firstPollAtOrAfter(polls, end)));
	}
	return carried.series();
}

function withCarried(history: StoreHistory, cut: Instant, carried: PollSeries): StoreHistory {
	const after = history.polls.subarray(firstPollAtOrAfter(history.polls, cut));
	return { ...history, polls: Float64Array.of(...carried, ...after) };
}

interface Case {
	readonly store: PlainStore;
	readonly rules: Rules;
	readonly cut: Instant;
	readonly stretchEnds: readonly Instant[];
	/** Where the ranges lie, after the cut. */
	readonly rest: Grid;
	readonly bounds: readonly [Instant, Instant];
}

function anyCase(zone: string, grid: Grid, pollsMax: number): fc.Arbitrary<Case> {
	return instantOn({ ...grid, to: grid.to - DAY_MS }).chain((cut) => {
		const rest = { ...grid, from: cut };
		return fc.record({
			store: anyStore(zone, grid, pollsMax),
			rules: anyRules(grid.stepMs),
			cut: fc.constant(cut),
			stretchEnds: fc.array(instantOn(grid), { maxLength: 4 }),
			rest: fc.constant(rest),
			bounds: rangeOn(rest)
				.filter(({ from, to }) => from < to)
				.map(({ from, to }) => [from, to] as const),
		});
	});
}

const CASES = NOTABLE_CHANGES.flatMap(({ zone, change }) => [
	anyCase(zone, { from: change - 6 * DAY_MS, to: change + 8 * DAY_MS, stepMs: MINUTE_MS }, 40),
	anyCase(
		zone,
		{ from: change - 90 * DAY_MS, to: change + 30 * DAY_MS, stepMs: 15 * MINUTE_MS },
		12,
	),
]);

/** Stores that close at 23:59 on most days and are polled in the minute after. */
const LAST_MINUTES = anyCase(
	"UTC",
	{ from: Date.UTC(2023, 0, 1), to: Date.UTC(2023, 0, 20), stepMs: MINUTE_MS },
	12,
).map((given) => ({ ...given, store: inLastMinutes(given.store) }));

function inLastMinutes(store: PlainStore): PlainStore {
	const lastMinute = DAY_MS - MINUTE_MS;
	return {
		...store,
		rows: store.rows.map((row, i) => (i % 3 === 0 ? row : { ...row, closesAt: 86_340 })),
		polls: store.polls.map((poll, i) =>
			i % 2 === 0 ? poll : { ...poll, at: poll.at - (poll.at % DAY_MS) + lastMinute },
		),
	};
}

test("no figure after a cut changes when only the carried polls are left of those before it", () => {
	fc.assert(
		fc.property(
			fc.oneof({ weight: 12, arbitrary: LAST_MINUTES }, ...CASES),
			({ store, rules, cut, stretchEnds, rest, bounds }) => {
				const whole = historyOf(store);
				const carried = carriedOf(whole, cut, stretchEnds);
				const [from, to] = bounds;
				const standard = standardRanges(rest.to).filter((range) => range.from >= cut);
				const ranges = [{ name: "own", from, to }, { name: "rest", ...rest }, ...standard];
				const sweeper = new StoreSweeper({ asOf: rest.to, ranges, rules }, Date.UTC(1985, 0, 1));
				const expected = sweeper.totals(whole);
				expect(sweeper.totals(withCarried(whole, cut, carried))).toEqual(expected);
			},
		),
		{ numRuns: 5_000 },
	);
});

test("at most five polls of a store are carried, and those carried stay so at a later cut that no poll lies before", () => {
	fc.assert(
		fc.property(fc.oneof(...CASES), ({ store, cut, stretchEnds }) => {
			const whole = historyOf(store);
			const carried = carriedOf(whole, cut, stretchEnds);
			expect(carried.length).toBeLessThanOrEqual(5);
			expect([...carriedOf({ ...whole, polls: carried }, cut, [])]).toEqual([...carried]);
		}),
		{ numRuns: 2_000 },
	);
});

const CUT = Date.UTC(2023, 1, 1);

test("of a store that is always open, the last poll alone is carried", () => {
	const store = storeOnPaper({
		polls: ["2022-12-24T12:00Z active", "2023-01-10T12:00Z inactive", "2023-02-01T00:00Z active"],
	});
	const { polls } = historyOf(store);
	expect([...carriedOf(historyOf(store), CUT, [])]).toEqual([polls[1]]);
});

test("a poll is carried for each answer to which of them counts", () => {
	const store = storeOnPaper({
		hours: ["Mon 09:00-23:59"],
		// Mondays at noon and half a minute before midnight, a Sunday, and a Monday at three.
		polls: [
			"2023-01-16T12:00Z active",
			"2023-01-16T23:59:30Z active",
			"2023-01-22T12:00Z active",
			"2023-01-30T03:00Z inactive",
		],
	});
	const { polls } = historyOf(store);
	expect([...carriedOf(historyOf(store), CUT, [])]).toEqual([...polls]);
});

test("of a store that was never polled before the cut, nothing is carried", () => {
	const store = storeOnPaper({ polls: ["2023-02-01T00:00Z active"] });
	expect([...carriedOf(historyOf(store), CUT, [CUT - DAY_MS])]).toEqual([]);
});
