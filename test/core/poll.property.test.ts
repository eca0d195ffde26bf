import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY_MS, MINUTE_MS, utcDayOf } from "../../src/core/instant.ts";
import {
	firstPollAtOrAfter,
	instantOf,
	joinDays,
	mergePolls,
	type PollSeries,
	packPoll,
	type Status,
	settlePolls,
	splitByDay,
	statusOf,
} from "../../src/core/poll.ts";
import { type PlainPoll, seriesOf } from "./plain-store.ts";

const FROM = Date.UTC(2000, 0, 1);
const TO = Date.UTC(2100, 0, 1);

/** Polls at any instant of a century, or crowded so that many meet at one instant or next to it. */
const anyPolls: fc.Arbitrary<PlainPoll[]> = fc
	.oneof(
		fc.constant({ first: FROM, lengthMs: TO - FROM }),
		fc.integer({ min: FROM, max: TO }).map((first) => ({ first, lengthMs: 3 * DAY_MS })),
		fc.integer({ min: FROM, max: TO }).map((first) => ({ first, lengthMs: 20 })),
	)
	.chain(({ first, lengthMs }) =>
		fc.array(
			fc.record({
				at: fc.integer({ min: first, max: first + lengthMs }),
				status: fc.constantFrom<PlainPoll["status"]>("active", "inactive"),
			}),
			{ maxLength: 60, size: "max" },
		),
	);

/** Law 4 in a line: in order of ingestion, a later one overwrites. */
function settledPlainly(polls: readonly PlainPoll[]): PlainPoll[] {
	const byInstant = new Map(polls.map(({ at, status }) => [at, status]));
	return [...byInstant].map(([at, status]) => ({ at, status })).sort((a, b) => a.at - b.at);
}

function unpacked(series: PollSeries): PlainPoll[] {
	return Array.from(series, (poll) => ({
		at: instantOf(poll),
		status: statusOf(poll) === 1 ? "active" : "inactive",
	}));
}

test("a packed poll gives back its instant and its status", () => {
	fc.assert(
		fc.property(
			fc.integer({ min: FROM, max: Date.UTC(9999, 0, 1) }),
			fc.constantFrom<Status>(0, 1),
			(at, status) => {
				const poll = packPoll(at, status);
				expect(instantOf(poll)).toBe(at);
				expect(statusOf(poll)).toBe(status);
				expect(poll).toBeLessThan(packPoll(at + 1, 0));
			},
		),
		{ numRuns: 5_000 },
	);
});

test("polls settle to one at each instant, in order, the later line winning", () => {
	fc.assert(
		fc.property(anyPolls, (polls) => {
			expect(unpacked(seriesOf(polls))).toEqual(settledPlainly(polls));
		}),
		{ numRuns: 5_000 },
	);
});

test("settling what is settled changes nothing", () => {
	fc.assert(
		fc.property(anyPolls, (polls) => {
			const series = seriesOf(polls);
			const again = series.slice();
			expect(settlePolls(again, new Float64Array(again.length))).toBe(series.length);
			expect(again).toEqual(series);
		}),
		{ numRuns: 2_000 },
	);
});

test("polls that do not contradict each other settle alike in every order and repetition", () => {
	const arrivals = anyPolls
		.map(settledPlainly)
		.chain((polls) =>
			fc.tuple(
				fc.constant(polls),
				fc.shuffledSubarray([...polls, ...polls, ...polls], { minLength: polls.length * 3 }),
			),
		);
	fc.assert(
		fc.property(arrivals, ([polls, arrived]) => {
			expect(unpacked(seriesOf(arrived))).toEqual(polls);
		}),
		{ numRuns: 3_000 },
	);
});

test("sorted runs, as exports hold them, settle as any other order does", () => {
	const runs = fc.array(anyPolls.map(settledPlainly), { maxLength: 5 });
	fc.assert(
		fc.property(runs, (files) => {
			const polls = files.flat();
			expect(unpacked(seriesOf(polls))).toEqual(settledPlainly(polls));
		}),
		{ numRuns: 2_000 },
	);
});

test("ingesting in parts gives what ingesting at once gives, the later part winning", () => {
	const cuts = fc.array(fc.nat(60), { maxLength: 4 });
	fc.assert(
		fc.property(anyPolls, cuts, (polls, at) => {
			const bounds = [0, ...at.sort((a, b) => a - b), polls.length];
			const parts = bounds.slice(1).map((end, i) => seriesOf(polls.slice(bounds[i], end)));
			const merged = parts.reduce(mergePolls, new Float64Array(0));
			expect(unpacked(merged)).toEqual(settledPlainly(polls));
		}),
		{ numRuns: 3_000 },
	);
});

test("ingesting the same polls again changes nothing", () => {
	fc.assert(
		fc.property(anyPolls, anyPolls, (before, more) => {
			const once = mergePolls(seriesOf(before), seriesOf(more));
			expect(mergePolls(once, seriesOf(more))).toEqual(once);
		}),
		{ numRuns: 2_000 },
	);
});

test("a series cut into UTC days and joined again is the same series", () => {
	fc.assert(
		fc.property(anyPolls, (polls) => {
			const series = seriesOf(polls);
			const days = splitByDay(series);
			expect(joinDays(days)).toEqual(series);
			expect(days.map(({ day }) => day)).toEqual([
				...new Set(unpacked(series).map(({ at }) => utcDayOf(at))),
			]);
			const packed = days.flatMap((day) => [...day.polls]);
			expect(packed.filter((poll) => poll < 0 || poll >= DAY_MS * 4)).toEqual([]);
		}),
		{ numRuns: 3_000 },
	);
});

test("the first poll at or after an instant is the one that a look at all of them finds", () => {
	const near = fc.integer({ min: -2, max: 2 });
	fc.assert(
		fc.property(anyPolls, fc.nat(60), near, (polls, index, offset) => {
			const series = seriesOf(polls);
			const pivot = polls[index % (polls.length || 1)]?.at ?? FROM;
			const at = pivot + offset * (index % 2 === 0 ? 1 : MINUTE_MS);
			const found = series.findIndex((poll) => instantOf(poll) >= at);
			expect(firstPollAtOrAfter(series, at)).toBe(found === -1 ? series.length : found);
		}),
		{ numRuns: 3_000 },
	);
});
