import { describe, expect, test } from "vitest";
import { HOUR_MS, MINUTE_MS } from "../../src/core/instant.ts";
import { Intervals } from "../../src/core/intervals.ts";
import { DEFAULT_RULES, type Rules } from "../../src/core/rules.ts";
import { DOWN, sweep, Timeline, UP } from "../../src/core/timeline.ts";
import { type PlainPoll, seriesOf } from "./plain-store.ts";

/** A day's openings and polls in hours; what comes out reads `9-12 up`. */
function timelineOf(
	{ open, polls }: { open: readonly string[]; polls: readonly string[] },
	rules: Partial<Rules> = {},
	until = 24,
): string[] {
	const intervals = Intervals.of(
		open.map((text) => {
			const [from, to] = text.split("-").map(Number) as [number, number];
			return { from: from * HOUR_MS, to: to * HOUR_MS };
		}),
	);
	const series = seriesOf(
		polls.map((text) => {
			const [hour, status] = text.split(" ") as [string, PlainPoll["status"]];
			return { at: Number(hour) * HOUR_MS, status };
		}),
	);
	const timeline = new Timeline();
	sweep(series, intervals, until * HOUR_MS, { ...DEFAULT_RULES, ...rules }, timeline);
	return Array.from({ length: timeline.count }, (_, i) => {
		const state = timeline.state(i);
		const name = state === UP ? "up" : state === DOWN ? "down" : "unknown";
		return `${timeline.from(i) / HOUR_MS}-${timeline.to(i) / HOUR_MS} ${name}`;
	});
}

describe("what sets the state (laws 13 to 15)", () => {
	test("a poll sets it from its instant until the next", () => {
		const polls = ["9 active", "12 inactive", "14 active"];
		expect(timelineOf({ open: ["9-17"], polls })).toEqual(["9-12 up", "12-14 down", "14-17 up"]);
	});

	test("polls that repeat a state do not cut it", () => {
		const polls = ["9 active", "10 active", "11.5 active"];
		expect(timelineOf({ open: ["9-17"], polls })).toEqual(["9-17 up"]);
	});

	test("before the first counting poll it is unknown, with no guess backwards", () => {
		expect(timelineOf({ open: ["9-17"], polls: ["11 active"] })).toEqual([
			"9-11 unknown",
			"11-17 up",
		]);
		expect(timelineOf({ open: ["9-17"], polls: ["11 inactive"] })).toEqual([
			"9-11 unknown",
			"11-17 down",
		]);
	});

	test("without polls all of it is unknown", () => {
		expect(timelineOf({ open: ["9-12", "13-17"], polls: [] })).toEqual([
			"9-12 unknown",
			"13-17 unknown",
		]);
	});

	test("without open time there is nothing to tell", () => {
		expect(timelineOf({ open: [], polls: ["11 active"] })).toEqual([]);
	});

	test("a poll at the opening counts, one at the closing does not: intervals are half-open", () => {
		const polls = ["9 active", "12 inactive"];
		expect(timelineOf({ open: ["9-12", "13-17"], polls })).toEqual(["9-12 up", "13-17 up"]);
	});

	test("the state lasts across closed time", () => {
		const polls = ["9 active", "11 inactive"];
		expect(timelineOf({ open: ["9-12", "17-22"], polls })).toEqual([
			"9-11 up",
			"11-12 down",
			"17-22 down",
		]);
	});

	test("a poll in closed time says nothing", () => {
		const polls = ["9 active", "14 inactive"];
		expect(timelineOf({ open: ["9-12", "17-22"], polls })).toEqual(["9-12 up", "17-22 up"]);
	});

	test("a poll in closed time before the first opening does not end the unknown", () => {
		expect(timelineOf({ open: ["9-17"], polls: ["8 active"] })).toEqual(["9-17 unknown"]);
	});
});

describe("polls in closed time, when a setting lets them count (law 13)", () => {
	const use = { outsidePolls: "use" } as const;

	test("say how the store enters its next opening", () => {
		const polls = ["9 active", "14 inactive", "15 active", "16 inactive"];
		expect(timelineOf({ open: ["9-12", "17-22"], polls }, use)).toEqual(["9-12 up", "17-22 down"]);
	});

	test("say how it enters the first one, however long before they were", () => {
		expect(timelineOf({ open: ["9-17"], polls: ["1 inactive", "2 active"] }, use)).toEqual([
			"9-17 up",
		]);
	});

	test("vouch no longer than a gap allows, counted from the poll and not from the opening", () => {
		const polls = ["8 active"];
		expect(timelineOf({ open: ["9-17"], polls }, { ...use, maxGapMs: 3 * HOUR_MS })).toEqual([
			"9-11 up",
			"11-17 unknown",
		]);
	});
});

describe("how long a poll vouches (law 14)", () => {
	test("as long as it takes, unless a setting limits it", () => {
		expect(timelineOf({ open: ["0-24"], polls: ["0 active"] })).toEqual(["0-24 up"]);
	});

	test("after the limit the state is unknown until the next counting poll", () => {
		const polls = ["9 active", "14 inactive"];
		expect(timelineOf({ open: ["9-17"], polls }, { maxGapMs: 2 * HOUR_MS })).toEqual([
			"9-11 up",
			"11-14 unknown",
			"14-16 down",
			"16-17 unknown",
		]);
	});

	test("a poll just in time leaves no gap", () => {
		const polls = ["9 active", "11 active", "13 active"];
		expect(timelineOf({ open: ["9-15"], polls }, { maxGapMs: 2 * HOUR_MS })).toEqual(["9-15 up"]);
	});

	test("the limit runs on through closed time", () => {
		const polls = ["11 active"];
		expect(timelineOf({ open: ["9-12", "13-17"], polls }, { maxGapMs: 3 * HOUR_MS })).toEqual([
			"9-11 unknown",
			"11-12 up",
			"13-14 up",
			"14-17 unknown",
		]);
	});

	test("the limit may end in closed time", () => {
		const polls = ["11 inactive"];
		expect(timelineOf({ open: ["9-12", "13-17"], polls }, { maxGapMs: 90 * MINUTE_MS })).toEqual([
			"9-11 unknown",
			"11-12 down",
			"13-17 unknown",
		]);
	});
});

test("polls from the end on do not exist", () => {
	const given = { open: ["9-17"], polls: ["9 active", "12 inactive"] };
	expect(timelineOf(given, {}, 12)).toEqual(["9-17 up"]);
	expect(timelineOf(given, {}, 12.001)).toEqual(["9-12 up", "12-17 down"]);
});

test("the first instant at which anything was known is that of the first counting poll", () => {
	const timeline = new Timeline();
	const open = Intervals.of([{ from: 10, to: 20 }]);
	const polls = seriesOf([
		{ at: 5, status: "active" },
		{ at: 12, status: "active" },
		{ at: 15, status: "inactive" },
	]);
	sweep(polls, open, 20, DEFAULT_RULES, timeline);
	expect(timeline.firstCountedAt).toBe(12);
	sweep(polls, open, 20, { ...DEFAULT_RULES, outsidePolls: "use" }, timeline);
	expect(timeline.firstCountedAt).toBe(5);
	sweep(seriesOf([]), open, 20, DEFAULT_RULES, timeline);
	expect(timeline.firstCountedAt).toBe(Number.POSITIVE_INFINITY);
});

test("a timeline holds more segments than it began with room for", () => {
	const timeline = new Timeline();
	const polls = Array.from(
		{ length: 1_000 },
		(_, at): PlainPoll => ({
			at,
			status: at % 2 === 0 ? "active" : "inactive",
		}),
	);
	sweep(seriesOf(polls), Intervals.of([{ from: 0, to: 1_000 }]), 1_000, DEFAULT_RULES, timeline);
	expect(timeline.count).toBe(1_000);
	for (const i of [0, 63, 64, 65, 127, 128, 999])
		expect([timeline.from(i), timeline.to(i), timeline.state(i)]).toEqual([
			i,
			i + 1,
			i % 2 === 0 ? UP : DOWN,
		]);
});
