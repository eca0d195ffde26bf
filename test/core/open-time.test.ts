import { describe, expect, test } from "vitest";
import { HOUR_MS, MINUTE_MS } from "../../src/core/instant.ts";
import { openTime } from "../../src/core/open-time.ts";
import { DEFAULT_RULES, type Rules } from "../../src/core/rules.ts";
import { ZoneClock } from "../../src/core/zone-clock.ts";
import { range, scheduleOf, storeOnPaper } from "./plain-store.ts";

type Paper = Parameters<typeof storeOnPaper>[0];

/** The open time as `from to` texts in UTC, to the minute. */
function openTimeOf(paper: Paper, within: string, rules: Rules = DEFAULT_RULES): string[] {
	const store = storeOnPaper(paper);
	const stretch = range(within);
	const clock = new ZoneClock(store.zone, stretch);
	const open = openTime(scheduleOf(store), clock, stretch, rules);
	const text = (at: number) =>
		Temporal.Instant.fromEpochMilliseconds(at).toString({ smallestUnit: "minute" });
	return Array.from({ length: open.count }, (_, i) => `${text(open.from(i))} ${text(open.to(i))}`);
}

function openHours(paper: Paper, within: string, rules: Rules = DEFAULT_RULES): number {
	const store = storeOnPaper(paper);
	const stretch = range(within);
	const clock = new ZoneClock(store.zone, stretch);
	return openTime(scheduleOf(store), clock, stretch, rules).totalMs() / HOUR_MS;
}

const CLOSED_OTHERWISE: Rules = { ...DEFAULT_RULES, missingDay: "closed" };
const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const daily = (times: string) => WEEKDAYS.map((weekday) => `${weekday} ${times}`);

// 23 January 2023 is a Monday.
const MONDAY = "2023-01-23T00:00Z 2023-01-24T00:00Z";
const TWO_DAYS = "2023-01-23T00:00Z 2023-01-25T00:00Z";

describe("openings and the dates they belong to (laws 5, 6 and 12)", () => {
	test("both shifts of a day are open time", () => {
		expect(openTimeOf({ hours: ["Mon 17:00-22:00", "Mon 11:00-14:00"] }, MONDAY)).toEqual([
			"2023-01-23T11:00Z 2023-01-23T14:00Z",
			"2023-01-23T17:00Z 2023-01-23T22:00Z",
		]);
	});

	test("a night belongs to the date on which it opens", () => {
		expect(openTimeOf({ hours: ["Mon 22:00-02:00"] }, TWO_DAYS, CLOSED_OTHERWISE)).toEqual([
			"2023-01-23T22:00Z 2023-01-24T02:00Z",
		]);
	});

	test("the tail of a night that began before the range is open time in it", () => {
		expect(openTimeOf({ hours: ["Sun 22:00-02:00"] }, MONDAY, CLOSED_OTHERWISE)).toEqual([
			"2023-01-23T00:00Z 2023-01-23T02:00Z",
		]);
	});

	test("Sunday's night leads into Monday", () => {
		expect(
			openTimeOf(
				{ hours: ["Sun 22:00-02:00"] },
				"2023-01-29T00:00Z 2023-01-31T00:00Z",
				CLOSED_OTHERWISE,
			),
		).toEqual(["2023-01-29T22:00Z 2023-01-30T02:00Z"]);
	});

	test("equal times are 24 hours from opening", () => {
		expect(openTimeOf({ hours: ["Mon 09:00-09:00"] }, TWO_DAYS, CLOSED_OTHERWISE)).toEqual([
			"2023-01-23T09:00Z 2023-01-24T09:00Z",
		]);
	});

	test("days that close at 23:59 touch, and are one stretch", () => {
		for (const times of ["00:00-23:59", "00:00-23:59:59", "00:00-24:00", "00:00-00:00"])
			expect(openTimeOf({ hours: daily(times) }, TWO_DAYS)).toEqual([
				"2023-01-23T00:00Z 2023-01-25T00:00Z",
			]);
	});

	test("read literally, 23:59 leaves a minute of each night closed", () => {
		const literal: Rules = { ...DEFAULT_RULES, endOfDay: "literal" };
		expect(openTimeOf({ hours: daily("00:00-23:59") }, TWO_DAYS, literal)).toEqual([
			"2023-01-23T00:00Z 2023-01-23T23:59Z",
			"2023-01-24T00:00Z 2023-01-24T23:59Z",
		]);
	});

	test("openings that overlap or touch are counted once", () => {
		const hours = ["Mon 09:00-12:00", "Mon 11:00-15:00", "Mon 15:00-16:00", "Mon 10:00-10:30"];
		expect(openTimeOf({ hours }, MONDAY)).toEqual(["2023-01-23T09:00Z 2023-01-23T16:00Z"]);
	});

	test("an opening is cut where the range begins and ends", () => {
		expect(
			openTimeOf({ hours: ["Mon 09:00-17:00"] }, "2023-01-23T10:30Z 2023-01-23T16:15Z"),
		).toEqual(["2023-01-23T10:30Z 2023-01-23T16:15Z"]);
	});

	test("hours are those of the store's own clock", () => {
		// 09:00 to 17:00 in Kathmandu, which is 5:45 ahead of UTC
		const hours = ["Mon 09:00-17:00"];
		expect(openTimeOf({ zone: "Asia/Kathmandu", hours }, TWO_DAYS, CLOSED_OTHERWISE)).toEqual([
			"2023-01-23T03:15Z 2023-01-23T11:15Z",
		]);
	});

	test("the weekday is that of the store's own date", () => {
		// Monday 20:00 in Los Angeles is Tuesday 04:00 UTC.
		const hours = ["Mon 20:00-21:00"];
		expect(openTimeOf({ zone: "America/Los_Angeles", hours }, TWO_DAYS, CLOSED_OTHERWISE)).toEqual([
			"2023-01-24T04:00Z 2023-01-24T05:00Z",
		]);
	});
});

describe("days without rows (law 7)", () => {
	test("a store without business hours is always open", () => {
		expect(openTimeOf({}, MONDAY)).toEqual(["2023-01-23T00:00Z 2023-01-24T00:00Z"]);
		expect(openTimeOf({}, MONDAY, CLOSED_OTHERWISE)).toEqual([
			"2023-01-23T00:00Z 2023-01-24T00:00Z",
		]);
	});

	test("a store with rows on other weekdays is open all day on this one", () => {
		expect(openTimeOf({ hours: ["Tue 09:00-17:00"] }, TWO_DAYS)).toEqual([
			"2023-01-23T00:00Z 2023-01-24T00:00Z",
			"2023-01-24T09:00Z 2023-01-24T17:00Z",
		]);
	});

	test("a setting closes it instead", () => {
		expect(openTimeOf({ hours: ["Tue 09:00-17:00"] }, TWO_DAYS, CLOSED_OTHERWISE)).toEqual([
			"2023-01-24T09:00Z 2023-01-24T17:00Z",
		]);
	});
});

describe("special hours (law 10)", () => {
	test("close a date, and the night before keeps its tail", () => {
		const special = { "2023-01-24": [] };
		expect(openTimeOf({ hours: daily("18:00-02:00"), special }, TWO_DAYS)).toEqual([
			"2023-01-23T00:00Z 2023-01-23T02:00Z",
			"2023-01-23T18:00Z 2023-01-24T02:00Z",
		]);
	});

	test("replace all rows of the date, and have a tail of their own", () => {
		const hours = [...daily("09:00-12:00"), ...daily("14:00-17:00")];
		const special = { "2023-01-23": ["20:00-01:00"] };
		expect(openTimeOf({ hours, special }, TWO_DAYS)).toEqual([
			"2023-01-23T20:00Z 2023-01-24T01:00Z",
			"2023-01-24T09:00Z 2023-01-24T12:00Z",
			"2023-01-24T14:00Z 2023-01-24T17:00Z",
		]);
	});

	test("close a date of a store that is always open", () => {
		const special = { "2023-01-24": [] };
		expect(openTimeOf({ special }, "2023-01-23T00:00Z 2023-01-26T00:00Z")).toEqual([
			"2023-01-23T00:00Z 2023-01-24T00:00Z",
			"2023-01-25T00:00Z 2023-01-26T00:00Z",
		]);
	});

	test("mean midnight by 23:59, as business hours do", () => {
		const special = { "2023-01-23": ["12:00-23:59"] };
		expect(openTimeOf({ special }, TWO_DAYS)).toEqual(["2023-01-23T12:00Z 2023-01-25T00:00Z"]);
	});
});

describe("planned closures (law 11)", () => {
	const hours = ["Mon 09:00-17:00"];

	test("take their time out of an opening, in its middle and at its ends", () => {
		const closures = [
			"2023-01-23T08:00Z 2023-01-23T09:30Z",
			"2023-01-23T12:00Z 2023-01-23T13:00Z",
			"2023-01-23T16:00Z 2023-01-24T00:00Z",
		];
		expect(openTimeOf({ hours, closures }, MONDAY)).toEqual([
			"2023-01-23T09:30Z 2023-01-23T12:00Z",
			"2023-01-23T13:00Z 2023-01-23T16:00Z",
		]);
	});

	test("that overlap take the time out once", () => {
		const closures = ["2023-01-23T12:00Z 2023-01-23T14:00Z", "2023-01-23T11:00Z 2023-01-23T13:00Z"];
		// 8 hours without the 3 from 11:00 to 14:00
		expect(openHours({ hours, closures }, MONDAY)).toBe(5);
	});

	test("may take all of it", () => {
		expect(openTimeOf({ hours, closures: [MONDAY] }, MONDAY)).toEqual([]);
	});

	test("close a store that is always open", () => {
		const closures = ["2023-01-23T12:00Z 2023-01-23T13:00Z"];
		expect(openHours({ closures }, MONDAY)).toBe(23);
	});
});

describe("days on which the clocks change (law 9)", () => {
	const NEW_YORK = "America/New_York";

	test("a 24-hour day lasts 23 hours in spring and 25 in autumn", () => {
		const hours = daily("00:00-24:00");
		// From local midnight to local midnight: UTC-5 to UTC-4, and back.
		expect(openHours({ zone: NEW_YORK, hours }, "2023-03-12T05:00Z 2023-03-13T04:00Z")).toBe(23);
		expect(openHours({ zone: NEW_YORK, hours }, "2023-11-05T04:00Z 2023-11-06T05:00Z")).toBe(25);
		// The same for one such opening amid closed days.
		const sunday = { zone: NEW_YORK, hours: ["Sun 00:00-00:00"] };
		expect(openHours(sunday, "2023-03-10T00:00Z 2023-03-15T00:00Z", CLOSED_OTHERWISE)).toBe(23);
		expect(openHours(sunday, "2023-11-03T00:00Z 2023-11-08T00:00Z", CLOSED_OTHERWISE)).toBe(25);
	});

	test("Lord Howe's days last half an hour less and more", () => {
		const sunday = { zone: "Australia/Lord_Howe", hours: ["Sun 00:00-24:00"] };
		expect(openHours(sunday, "2023-09-28T00:00Z 2023-10-04T00:00Z", CLOSED_OTHERWISE)).toBe(23.5);
		expect(openHours(sunday, "2023-03-30T00:00Z 2023-04-05T00:00Z", CLOSED_OTHERWISE)).toBe(24.5);
	});

	test("a night shift lasts an hour less in spring and an hour more in autumn", () => {
		const saturday = { zone: NEW_YORK, hours: ["Sat 20:00-04:00"] };
		expect(openHours(saturday, "2023-03-10T00:00Z 2023-03-15T00:00Z", CLOSED_OTHERWISE)).toBe(7);
		expect(openHours(saturday, "2023-11-03T00:00Z 2023-11-08T00:00Z", CLOSED_OTHERWISE)).toBe(9);
	});

	test("the store opens at nine by its own clock before and after the change", () => {
		expect(
			openTimeOf(
				{ zone: NEW_YORK, hours: daily("09:00-10:00") },
				"2023-03-11T00:00Z 2023-03-13T00:00Z",
			),
		).toEqual(["2023-03-11T14:00Z 2023-03-11T15:00Z", "2023-03-12T13:00Z 2023-03-12T14:00Z"]);
	});

	test("an opening time that is skipped moves forward, and an opening without length vanishes", () => {
		const spring = "2023-03-12T00:00Z 2023-03-13T00:00Z";
		const on = (times: string) =>
			openTimeOf({ zone: NEW_YORK, hours: [`Sun ${times}`] }, spring, CLOSED_OTHERWISE);
		// 02:30 becomes 03:30, which is 07:30Z.
		expect(on("02:30-05:00")).toEqual(["2023-03-12T07:30Z 2023-03-12T09:00Z"]);
		// Open 02:00, moved to 03:00, to 02:45, moved to 03:45.
		expect(on("02:00-02:45")).toEqual(["2023-03-12T07:00Z 2023-03-12T07:45Z"]);
		// Open 02:30, moved to 03:30, to 03:15: nothing is left.
		expect(on("02:30-03:15")).toEqual([]);
		expect(on("02:00-03:00")).toEqual([]);
	});

	test("a time that occurs twice opens the first time and closes the first time", () => {
		const autumn = "2023-11-05T00:00Z 2023-11-06T00:00Z";
		const on = (times: string) =>
			openTimeOf({ zone: NEW_YORK, hours: [`Sun ${times}`] }, autumn, CLOSED_OTHERWISE);
		expect(on("01:30-02:00")).toEqual(["2023-11-05T05:30Z 2023-11-05T07:00Z"]); // an hour and a half
		expect(on("00:30-01:30")).toEqual(["2023-11-05T04:30Z 2023-11-05T05:30Z"]);
	});

	test("São Paulo's day begins at one where midnight is skipped, and lasts 23 hours", () => {
		const stretch = "2017-10-14T00:00Z 2017-10-17T00:00Z";
		expect(
			openTimeOf(
				{ zone: "America/Sao_Paulo", hours: ["Sun 00:00-24:00"] },
				stretch,
				CLOSED_OTHERWISE,
			),
		).toEqual(["2017-10-15T03:00Z 2017-10-16T02:00Z"]);
	});

	test("a date that did not take place lends its opening to the next", () => {
		// Apia had no 30 December 2011, a Friday; its opening falls on Saturday's 09:00 to 17:00.
		expect(
			openTimeOf(
				{ zone: "Pacific/Apia", hours: ["Thu 09:00-17:00", "Fri 09:00-17:00"] },
				"2011-12-29T00:00Z 2012-01-02T00:00Z",
				CLOSED_OTHERWISE,
			),
		).toEqual(["2011-12-29T19:00Z 2011-12-30T03:00Z", "2011-12-30T19:00Z 2011-12-31T03:00Z"]);
	});

	test("an opening across a date that did not take place lasts what passed on the clock", () => {
		// Thursday 22:00 is 08:00Z; two hours later it is Saturday 00:00; Friday 06:00 is Saturday's.
		expect(
			openTimeOf(
				{ zone: "Pacific/Apia", hours: ["Thu 22:00-06:00"] },
				"2011-12-29T00:00Z 2012-01-02T00:00Z",
				CLOSED_OTHERWISE,
			),
		).toEqual(["2011-12-30T08:00Z 2011-12-30T16:00Z"]);
	});

	test("the tail of an opening before a date that did not take place is open time after it", () => {
		// The same night, seen from Saturday 02:00 on: two dates, but four hours, after it began.
		expect(
			openTimeOf(
				{ zone: "Pacific/Apia", hours: ["Thu 22:00-06:00"] },
				"2011-12-30T12:00Z 2012-01-02T00:00Z",
				CLOSED_OTHERWISE,
			),
		).toEqual(["2011-12-30T12:00Z 2011-12-30T16:00Z"]);
	});

	test("a day that began, and was the day before again, has been open since it first began", () => {
		// St. John's: Sunday begins at 02:30Z; at 02:31Z the clock goes from 00:01 back to Saturday 23:01.
		const sunday = { zone: "America/St_Johns", hours: ["Sun 00:00-01:00"] };
		const untilAgainSaturday = "2010-11-07T00:00Z 2010-11-07T03:00Z";
		expect(openTimeOf(sunday, untilAgainSaturday, CLOSED_OTHERWISE)).toEqual([
			"2010-11-07T02:30Z 2010-11-07T03:00Z",
		]);
	});
});

test("an empty range has no open time", () => {
	expect(openTimeOf({}, "2023-01-23T00:00Z 2023-01-23T00:00Z")).toEqual([]);
	expect(openTimeOf({ hours: ["Mon 09:00-17:00"] }, "2023-01-23T10:00Z 2023-01-23T10:00Z")).toEqual(
		[],
	);
});

test("the shortest opening is a second", () => {
	expect(openHours({ hours: ["Mon 09:00:00-09:00:01"] }, MONDAY)).toBe(1_000 / HOUR_MS);
	expect(openHours({ hours: ["Mon 09:00-09:01"] }, MONDAY)).toBe(MINUTE_MS / HOUR_MS);
});
