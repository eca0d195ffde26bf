import fc from "fast-check";
import { expect, test } from "vitest";
import { type Range, SECOND_MS } from "../../src/core/instant.ts";
import { Intervals } from "../../src/core/intervals.ts";
import type { Rules } from "../../src/core/rules.ts";
import { DOWN, type State, sweep, Timeline, UNKNOWN, UP } from "../../src/core/timeline.ts";
import { openMs, totalsOf } from "../../src/core/totals.ts";
import { type PlainPoll, seriesOf } from "./plain-store.ts";
import { anyRules } from "./random-stores.ts";

const END = 60;
const INSTANTS = Array.from({ length: END }, (_, at) => at);

/** Polls and openings on sixty instants, so that every way in which they can meet comes up. */
const anyCase = fc.record({
	polls: fc.array(
		fc.record({
			at: fc.nat(END),
			status: fc.constantFrom<PlainPoll["status"]>("active", "inactive"),
		}),
		{ maxLength: 15 },
	),
	open: fc
		.array(fc.record({ from: fc.nat(END), to: fc.nat(END) }), { maxLength: 6 })
		.map((ranges) => Intervals.of(ranges)),
	rules: fc
		.record({ rules: anyRules(SECOND_MS), gap: fc.option(fc.integer({ min: 1, max: 30 })) })
		.map(({ rules, gap }) => ({ ...rules, maxGapMs: gap ?? undefined })),
});

/** Law by law, at one instant. */
function stateAt(
	at: number,
	{ polls, open, rules }: { polls: PlainPoll[]; open: Intervals; rules: Rules },
): State | "closed" {
	const isOpen = (instant: number) =>
		Array.from({ length: open.count }).some(
			(_, i) => open.from(i) <= instant && instant < open.to(i),
		);
	if (!isOpen(at)) return "closed";
	const counting = polls.filter((poll) => rules.outsidePolls === "use" || isOpen(poll.at));
	const last = counting
		.filter((poll) => poll.at <= at && poll.at < END)
		.reduce<PlainPoll | undefined>(
			(latest, poll) => (latest === undefined || poll.at >= latest.at ? poll : latest),
			undefined,
		);
	if (last === undefined) return UNKNOWN;
	if (rules.maxGapMs !== undefined && at >= last.at + rules.maxGapMs) return UNKNOWN;
	return last.status === "active" ? UP : DOWN;
}

function segmentsOf(timeline: Timeline): (Range & { state: State })[] {
	return Array.from({ length: timeline.count }, (_, i) => ({
		from: timeline.from(i),
		to: timeline.to(i),
		state: timeline.state(i),
	}));
}

test("at every instant the timeline tells the state that the last counting poll set", () => {
	const timeline = new Timeline();
	fc.assert(
		fc.property(anyCase, ({ polls, open, rules }) => {
			sweep(seriesOf(polls), open, END, rules, timeline);
			const segments = segmentsOf(timeline);
			const told = INSTANTS.map(
				(at) => segments.find(({ from, to }) => from <= at && at < to)?.state ?? "closed",
			);
			expect(told).toEqual(INSTANTS.map((at) => stateAt(at, { polls, open, rules })));
		}),
		{ numRuns: 10_000 },
	);
});

test("segments ascend, are not empty, differ where they touch and make up the open time", () => {
	const timeline = new Timeline();
	fc.assert(
		fc.property(anyCase, ({ polls, open, rules }) => {
			sweep(seriesOf(polls), open, END, rules, timeline);
			const segments = segmentsOf(timeline);
			for (const [i, { from, to, state }] of segments.entries()) {
				expect(to).toBeGreaterThan(from);
				const before = segments[i - 1];
				if (before === undefined) continue;
				expect(from).toBeGreaterThanOrEqual(before.to);
				if (from === before.to) expect(state).not.toBe(before.state);
			}
			expect(openMs(totalsOf(timeline, { from: 0, to: END }))).toBe(open.totalMs());
		}),
		{ numRuns: 3_000 },
	);
});

test("totals of a part of a timeline are those of its segments, cut to that part", () => {
	const timeline = new Timeline();
	fc.assert(
		fc.property(anyCase, fc.nat(END), fc.nat(END), ({ polls, open, rules }, from, to) => {
			sweep(seriesOf(polls), open, END, rules, timeline);
			const count = { up: 0, down: 0, unknown: 0 };
			for (let at = from; at < to; at++) {
				const state = at < END ? stateAt(at, { polls, open, rules }) : "closed";
				if (state === UP) count.up++;
				else if (state === DOWN) count.down++;
				else if (state === UNKNOWN) count.unknown++;
			}
			expect(totalsOf(timeline, { from, to })).toEqual({
				upMs: count.up,
				downMs: count.down,
				unknownMs: count.unknown,
			});
		}),
		{ numRuns: 3_000 },
	);
});
