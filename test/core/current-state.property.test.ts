import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CurrentState, StateSweeper } from "../../src/core/current-state.ts";
import { DAY_MS, type Instant, MINUTE_MS } from "../../src/core/instant.ts";
import { firstPollAtOrAfter } from "../../src/core/poll.ts";
import type { StoreHistory } from "../../src/core/report.ts";
import type { Rules } from "../../src/core/rules.ts";
import { NOTABLE_CHANGES } from "./clock-changes.ts";
import { type Finding, readWallClock, type WallClock, walk } from "./oracle.ts";
import { historyOf, type PlainStore } from "./plain-store.ts";
import { anyRules, anyStore, type Grid, instantOn } from "./random-stores.ts";

const MARGIN_MS = 4 * DAY_MS;

interface Case {
	readonly store: PlainStore;
	readonly rules: Rules;
	readonly asOf: Instant;
	readonly grid: Grid;
}

function casesAround(stepMs: number, before: number, pollsMax: number): fc.Arbitrary<Case> {
	const onSteps = NOTABLE_CHANGES.filter(({ change }) => change % stepMs === 0);
	return fc.constantFrom(...onSteps).chain(({ zone, change }) => {
		const grid = { from: change - before, to: change + 5 * DAY_MS, stepMs };
		return fc.record({
			store: anyStore(zone, grid, pollsMax),
			rules: anyRules(stepMs),
			asOf: instantOn({ ...grid, from: change - 3 * DAY_MS }),
			grid: fc.constant(grid),
		});
	});
}

/** Goes back from as of, step by step, and asks what the store was at each. */
function walkBack({ store, rules, asOf, grid }: Case): CurrentState {
	const stretch = { from: grid.from - MARGIN_MS, to: grid.to + MARGIN_MS };
	const clock = readWallClock(store, stretch, grid.stepMs);
	const known = { ...store, polls: store.polls.filter(({ at }) => at <= asOf) };
	const findings = walk(known, rules, clock);
	const last = (asOf - clock.from) / grid.stepMs;
	const state = findings[last] as Finding;
	if (state === "closed") return walkClosedTime(findings, clock, last);
	let since = last;
	let openMs = 0;
	for (let step = last; step >= 0; step--) {
		const at = clock.from + step * grid.stepMs;
		if (findings[step] === "closed" && !isEndedInClosedTime(known, rules, at, state)) continue;
		if (findings[step] !== state) break;
		since = step;
		if (step < last) openMs += grid.stepMs;
	}
	const isKnown = state !== "unknown" || wasEverKnown(known, rules, findings, clock);
	return {
		state,
		since: isKnown ? clock.from + since * grid.stepMs : undefined,
		downMs: state === "down" ? openMs : undefined,
		opensAt: undefined,
	};
}

function walkClosedTime(
	findings: readonly Finding[],
	clock: WallClock,
	last: number,
): CurrentState {
	let closed = last;
	while (closed > 0 && findings[closed - 1] === "closed") closed--;
	const opens = findings.findIndex((finding, step) => step > last && finding !== "closed");
	return {
		state: "closed",
		since: closed === 0 ? undefined : clock.from + closed * clock.stepMs,
		downMs: undefined,
		opensAt: opens < 0 ? undefined : clock.from + opens * clock.stepMs,
	};
}

function isEndedInClosedTime(
	store: PlainStore,
	rules: Rules,
	at: Instant,
	state: Finding,
): boolean {
	if (rules.outsidePolls !== "use") return false;
	const poll = store.polls.findLast((polled) => polled.at === at);
	if (poll === undefined) return false;
	return state !== (poll.status === "active" ? "up" : "down");
}

function wasEverKnown(
	store: PlainStore,
	rules: Rules,
	findings: readonly Finding[],
	clock: WallClock,
): boolean {
	return store.polls.some(
		({ at }) =>
			rules.outsidePolls === "use" || findings[(at - clock.from) / clock.stepMs] !== "closed",
	);
}

function currentState(given: Case): CurrentState {
	const sweeper = new StateSweeper(given);
	const history = historyOf(given.store);
	return (sweeper.closedState(history) ?? sweeper.openState(history, undefined)) as CurrentState;
}

/** What a store that was open in the walk's stretch only is told; the program looks further. */
function withinStretch({ grid }: Case, told: CurrentState): CurrentState {
	if (told.state !== "closed") return told;
	const isWithin = (at: Instant | undefined) =>
		at !== undefined && at > grid.from - MARGIN_MS + 3 * DAY_MS && at < grid.to + DAY_MS;
	return {
		...told,
		since: isWithin(told.since) ? told.since : undefined,
		opensAt: isWithin(told.opensAt) ? told.opensAt : undefined,
	};
}

describe("what a store is in, and since when, is what walking back from as of finds", () => {
	test("minute by minute, in weeks in which the clocks change", () => {
		fc.assert(
			fc.property(casesAround(MINUTE_MS, 6 * DAY_MS, 40), (given) => {
				expect(withinStretch(given, currentState(given))).toEqual(
					withinStretch(given, walkBack(given)),
				);
			}),
			{ numRuns: 2_000 },
		);
	});

	test("quarter by quarter, for stores that are seldom polled", () => {
		fc.assert(
			fc.property(casesAround(15 * MINUTE_MS, 60 * DAY_MS, 8), (given) => {
				expect(withinStretch(given, currentState(given))).toEqual(
					withinStretch(given, walkBack(given)),
				);
			}),
			{ numRuns: 2_000 },
		);
	});
});

/** The polls from an instant on, as if the earlier ones had not been read. */
function polledFrom(history: StoreHistory, from: Instant): StoreHistory {
	const { polls } = history;
	return { ...history, polls: polls.subarray(firstPollAtOrAfter(polls, from)) };
}

test("a state that is told from the later polls alone is the one that all polls tell", () => {
	const cases = fc.record({
		given: casesAround(15 * MINUTE_MS, 30 * DAY_MS, 30),
		lookback: fc.integer({ min: 0, max: 33 * 24 * 4 }).map((steps) => steps * 15 * MINUTE_MS),
	});
	let decided = 0;
	fc.assert(
		fc.property(cases, ({ given, lookback }) => {
			const sweeper = new StateSweeper(given);
			const history = historyOf(given.store);
			if (sweeper.closedState(history) !== undefined) return;
			const from = given.asOf - lookback;
			const told = sweeper.openState(polledFrom(history, from), from);
			if (told === undefined) return;
			decided++;
			expect(told).toEqual(sweeper.openState(history, undefined));
		}),
		{ numRuns: 4_000 },
	);
	// Else nothing would have been tested: most states are decided by polls of the last days.
	expect(decided).toBeGreaterThan(500);
});

test("how long stores are up is told up to a limit, whichever polls are given, and all else as without it", () => {
	const cases = fc.record({
		given: casesAround(15 * MINUTE_MS, 30 * DAY_MS, 30),
		lookback: fc.integer({ min: 0, max: 33 * 24 * 4 }).map((steps) => steps * 15 * MINUTE_MS),
		upMax: fc.integer({ min: 0, max: 2 * 24 * 4 }).map((steps) => steps * 15 * MINUTE_MS),
	});
	let limited = 0;
	fc.assert(
		fc.property(cases, ({ given, lookback, upMax }) => {
			const history = historyOf(given.store);
			const sweeper = new StateSweeper(given, upMax);
			if (sweeper.closedState(history) !== undefined) return;
			const exact = new StateSweeper(given).openState(history, undefined) as CurrentState;
			const isLong = exact.state === "up" && (exact.since as Instant) < given.asOf - upMax;
			const expected = isLong ? { ...exact, since: undefined } : exact;
			expect(sweeper.openState(history, undefined)).toEqual(expected);
			const from = given.asOf - lookback;
			const told = sweeper.openState(polledFrom(history, from), from);
			if (told === undefined) return;
			if (isLong) limited++;
			expect(told).toEqual(expected);
		}),
		{ numRuns: 4_000 },
	);
	expect(limited).toBeGreaterThan(100);
});

test("finding out what one store is in leaves nothing behind for the next", () => {
	fc.assert(
		fc.property(
			casesAround(15 * MINUTE_MS, 10 * DAY_MS, 20),
			casesAround(15 * MINUTE_MS, 10 * DAY_MS, 20),
			(one, other) => {
				const sweeper = new StateSweeper(one);
				const tell = (store: PlainStore) => {
					const history = historyOf(store);
					return sweeper.closedState(history) ?? sweeper.openState(history, undefined);
				};
				const alone = tell(one.store);
				tell(other.store);
				expect(tell(one.store)).toEqual(alone);
			},
		),
		{ numRuns: 1_000 },
	);
});
