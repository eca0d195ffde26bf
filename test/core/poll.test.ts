import { describe, expect, test } from "vitest";
import { DAY_MS, utcDayOf } from "../../src/core/instant.ts";
import {
	ACTIVE,
	firstPollAtOrAfter,
	INACTIVE,
	instantOf,
	joinDays,
	mergePolls,
	packPoll,
	parseStatus,
	settlePolls,
	splitByDay,
	statusOf,
} from "../../src/core/poll.ts";
import { instant, seriesOf, storeOnPaper } from "./plain-store.ts";

const NOON = instant("2023-01-23T12:00Z");

/** Polls written as `minute status`, counted from noon. */
function polls(...lines: string[]): Float64Array {
	return seriesOf(
		lines.map((line) => {
			const [minute, status] = line.split(" ") as [string, "active" | "inactive"];
			return { at: NOON + Number(minute) * 60_000, status };
		}),
	);
}

function read(series: Float64Array): string[] {
	return Array.from(
		series,
		(poll) =>
			`${(instantOf(poll) - NOON) / 60_000} ${statusOf(poll) === ACTIVE ? "active" : "inactive"}`,
	);
}

describe("a status (law 2)", () => {
	test("is active or inactive, in any case, with or without outer blanks", () => {
		expect(["active", "ACTIVE", " Active\t"].map(parseStatus)).toEqual([ACTIVE, ACTIVE, ACTIVE]);
		expect(["inactive", "InActive", "inactive\r"].map(parseStatus)).toEqual([
			INACTIVE,
			INACTIVE,
			INACTIVE,
		]);
	});

	test.each(["", "up", "down", "1", "true", "in active", "activ", "actives"])(
		"is nothing else: %j",
		(text) => {
			expect(parseStatus(text)).toBeUndefined();
		},
	);
});

describe("two polls at one instant (law 4)", () => {
	test("in one file, the later line wins", () => {
		expect(read(polls("0 active", "0 inactive"))).toEqual(["0 inactive"]);
		expect(read(polls("0 inactive", "0 active"))).toEqual(["0 active"]);
		expect(read(polls("0 active", "0 inactive", "0 active"))).toEqual(["0 active"]);
	});

	test("the later line wins wherever it stands in the file", () => {
		expect(read(polls("5 active", "0 active", "9 active", "0 inactive", "5 inactive"))).toEqual([
			"0 inactive",
			"5 inactive",
			"9 active",
		]);
	});

	test("of two ingests, the later one wins, and only at that instant", () => {
		const earlier = polls("0 active", "5 active");
		const later = polls("5 inactive", "9 inactive");
		expect(read(mergePolls(earlier, later))).toEqual(["0 active", "5 inactive", "9 inactive"]);
		expect(read(mergePolls(later, earlier))).toEqual(["0 active", "5 active", "9 inactive"]);
	});

	test("a millisecond apart are two polls", () => {
		const series = seriesOf([
			{ at: NOON + 1, status: "active" },
			{ at: NOON, status: "inactive" },
		]);
		expect(series).toEqual(Float64Array.of(packPoll(NOON, INACTIVE), packPoll(NOON + 1, ACTIVE)));
	});
});

describe("settling polls", () => {
	test("tells how many are left of an array, and of an empty one none", () => {
		const twice = Float64Array.of(packPoll(2, ACTIVE), packPoll(1, ACTIVE), packPoll(2, ACTIVE));
		expect(settlePolls(twice, new Float64Array(3))).toBe(2);
		expect(settlePolls(new Float64Array(0), new Float64Array(0))).toBe(0);
	});

	test("merging with nothing changes nothing", () => {
		const series = polls("0 active", "5 inactive");
		expect(mergePolls(series, polls())).toEqual(series);
		expect(mergePolls(polls(), series)).toEqual(series);
	});
});

describe("looking a poll up", () => {
	const series = polls("0 active", "5 inactive", "9 active");

	test.each([
		[-1, 0],
		[0, 0],
		[1, 1],
		[5, 1],
		[9, 2],
		[10, 3],
	])("the first at or after minute %i has index %i", (minute, index) => {
		expect(firstPollAtOrAfter(series, NOON + minute * 60_000)).toBe(index);
	});

	test("an inactive and an active poll at the instant are both found", () => {
		expect(firstPollAtOrAfter(Float64Array.of(packPoll(7, INACTIVE)), 7)).toBe(0);
		expect(firstPollAtOrAfter(Float64Array.of(packPoll(7, ACTIVE)), 7)).toBe(0);
		expect(firstPollAtOrAfter(Float64Array.of(packPoll(7, ACTIVE)), 8)).toBe(1);
	});
});

test("a poll is stored with the UTC day on which it fell, down to its last millisecond", () => {
	const { polls: written } = storeOnPaper({
		polls: [
			"2023-01-23T00:00Z active",
			"2023-01-23T23:59:59.999Z inactive",
			"2023-01-24T00:00Z active",
			"2023-01-26T12:00Z inactive",
		],
	});
	const day = utcDayOf(instant("2023-01-23T00:00Z"));
	const days = splitByDay(seriesOf(written));
	expect(days.map((one) => one.day)).toEqual([day, day + 1, day + 3]);
	expect(days.map((one) => [...one.polls])).toEqual([
		[0 * 4 + ACTIVE, (DAY_MS - 1) * 4 + INACTIVE],
		[0 * 4 + ACTIVE],
		[(DAY_MS / 2) * 4 + INACTIVE],
	]);
	expect(joinDays(days)).toEqual(seriesOf(written));
	expect(splitByDay(new Float64Array(0))).toEqual([]);
	expect(joinDays([])).toEqual(new Float64Array(0));
});
