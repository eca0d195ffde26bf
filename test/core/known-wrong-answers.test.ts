import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS, type Instant, type Range } from "../../src/core/instant.ts";
import { DEFAULT_RULES, type Rules } from "../../src/core/rules.ts";
import { compareStoreIds, parseStoreId } from "../../src/core/store-id.ts";
import { DOWN, UP } from "../../src/core/timeline.ts";
import {
	addTotals,
	formatPercent,
	NO_TIME,
	openMs,
	type Totals,
	uptimeMilliPercent,
} from "../../src/core/totals.ts";
import { figuresIn, figuresOf, historyOf, range, storeOnPaper, sweeperFor } from "./plain-store.ts";

/*
 * The wrong answers that SEMANTICS lists at its end: what systems that people trust say, and what
 * is said here. Each test names the wrong figure where there is one.
 */

const WORKING_DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri"];
const NINE_TO_FIVE = WORKING_DAYS.map((day) => `${day} 09:00-17:00`);
const CLOSED_OTHERWISE: Rules = { ...DEFAULT_RULES, missingDay: "closed" };

// From Monday to Monday.
const WEEK = range("2023-01-23T00:00Z 2023-01-30T00:00Z");
const MONDAY = range("2023-01-23T00:00Z 2023-01-24T00:00Z");

const hours = (up: number, down: number, unknown = 0): Totals => ({
	upMs: up * HOUR_MS,
	downMs: down * HOUR_MS,
	unknownMs: unknown * HOUR_MS,
});

const percent = (totals: Totals) => formatPercent(uptimeMilliPercent(totals));

test("off-hours are not counted as up: open 40 hours a week and down in all of them is 0 %, not 76 %", () => {
	const days = [23, 24, 25, 26, 27];
	const store = storeOnPaper({
		hours: NINE_TO_FIVE,
		polls: days.flatMap((day) => [
			`2023-01-${day}T09:00Z inactive`,
			`2023-01-${day}T17:30Z active`,
		]),
	});
	const totals = figuresIn(store, WEEK, CLOSED_OTHERWISE);
	expect(totals).toEqual(hours(0, 40));
	expect(percent(totals)).toBe("0.000");
	expect(percent(hours(168 - 40, 40))).toBe("76.190"); // the wrong answer
});

test("no data is neither 100 % nor 0 %: it is nothing, and the time is unknown", () => {
	const store = storeOnPaper({ hours: NINE_TO_FIVE });
	const totals = figuresIn(store, WEEK, CLOSED_OTHERWISE);
	expect(totals).toEqual(hours(0, 0, 40));
	expect(uptimeMilliPercent(totals)).toBeUndefined();
	expect(percent(totals)).toBe("");
});

test("time is counted, not checks: a day with more polls does not weigh more", () => {
	const every6Minutes = Array.from(
		{ length: 10 },
		(_, i) => `2023-01-23T09:${String(i * 6).padStart(2, "0")}Z active`,
	);
	const store = storeOnPaper({
		hours: NINE_TO_FIVE,
		polls: [...every6Minutes, "2023-01-23T10:00Z inactive", "2023-01-24T09:00Z inactive"],
	});
	const totals = figuresIn(store, MONDAY, CLOSED_OTHERWISE);
	// One hour of eight; 10 checks of 11 were active, which is 90.9 %.
	expect(totals).toEqual(hours(1, 7));
	expect(percent(totals)).toBe("12.500");
});

test("an interval between two polls is not counted whole: closed hours in it are left out", () => {
	const store = storeOnPaper({
		hours: NINE_TO_FIVE,
		polls: ["2023-01-23T09:00Z active", "2023-01-23T16:00Z inactive", "2023-01-24T10:00Z active"],
	});
	const twoDays = range("2023-01-23T00:00Z 2023-01-25T00:00Z");
	// 16:00 to 17:00 and 09:00 to 10:00: two hours, not the eighteen between the polls.
	expect(figuresIn(store, twoDays, CLOSED_OTHERWISE)).toEqual(hours(7 + 7, 2));
});

test("several rows a weekday are allowed: the second shift is not lost", () => {
	const store = storeOnPaper({
		hours: ["Mon 11:00-14:00", "Mon 17:00-22:00"],
		polls: ["2023-01-23T11:00Z active", "2023-01-23T20:00Z inactive"],
	});
	expect(figuresIn(store, MONDAY, CLOSED_OTHERWISE)).toEqual(hours(3 + 3, 2));
});

test("closes < opens gives the hours until the next day, not negative time", () => {
	const store = storeOnPaper({
		hours: ["Mon 22:00-02:00"],
		polls: ["2023-01-23T22:00Z active", "2023-01-24T01:00Z inactive"],
	});
	const totals = figuresIn(store, WEEK, CLOSED_OTHERWISE);
	expect(totals).toEqual(hours(3, 1));
	expect(openMs(totals)).toBe(4 * HOUR_MS); // not 2 - 22 = -20 hours
});

test("a zone is not a fixed UTC offset: the hours after the clocks change are not off by one", () => {
	// New York, 09:00 to 17:00: 14:00Z to 22:00Z up to 11 March 2023, an hour earlier from the 12th.
	const store = storeOnPaper({
		zone: "America/New_York",
		hours: ["Sat 09:00-17:00", "Sun 09:00-17:00"],
		polls: [
			"2023-03-11T13:30Z active", // before opening: says nothing
			"2023-03-11T14:00Z inactive",
			"2023-03-11T21:30Z active",
			"2023-03-12T13:00Z inactive", // at opening
			"2023-03-12T20:30Z active",
			"2023-03-12T21:30Z inactive", // after closing: says nothing
		],
	});
	const saturday = range("2023-03-11T05:00Z 2023-03-12T05:00Z");
	const sunday = range("2023-03-12T05:00Z 2023-03-13T04:00Z");
	expect(figuresOf(store, [saturday, sunday], CLOSED_OTHERWISE)).toEqual([
		hours(0.5, 7.5),
		hours(0.5, 7.5),
	]);
});

test("the week in which the clocks change does not crash, and has 167 or 169 hours", () => {
	const spring = range("2023-03-09T05:00Z 2023-03-16T04:00Z");
	const autumn = range("2023-11-02T04:00Z 2023-11-09T05:00Z");
	const polls = ["2023-01-02T12:00Z active"];
	const always = storeOnPaper({ zone: "America/New_York", polls });
	expect(figuresIn(always, spring)).toEqual(hours(167, 0));
	expect(figuresIn(always, autumn)).toEqual(hours(169, 0));
	// On 12 March 02:30 does not exist and is 03:30; on 5 November 01:30 comes twice and is the first.
	const sunday = storeOnPaper({ zone: "America/New_York", hours: ["Sun 01:30-02:30"], polls });
	expect(figuresIn(sunday, spring)).toEqual(hours(6 * 24 + 1, 0));
	expect(figuresIn(sunday, autumn)).toEqual(hours(6 * 24 + 2, 0));
});

test("ids are not read as 64-bit floats: two stores do not become one", () => {
	const a = "8139926242460185114";
	const b = "8139926242460185115";
	expect(Number(a)).toBe(Number(b)); // the wrong answer
	expect(parseStoreId(a)).toEqual({ id: a });
	expect(parseStoreId(b)).toEqual({ id: b });
	expect(compareStoreIds(a, b)).toBeLessThan(0);
	expect(compareStoreIds(b, a)).toBeGreaterThan(0);
	expect(new Map([a, b].map((id) => [id, 1])).size).toBe(2);
	expect(parseStoreId(Number(a).toExponential().replace("e", "E"))).toEqual({
		fault: "destroyed_id",
	});
});

test("an outage is not rounded up to 100 %: a millisecond of it leaves 99.999", () => {
	const store = storeOnPaper({
		polls: [
			"2023-01-22T00:00Z active",
			"2023-01-25T12:00:00.000Z inactive",
			"2023-01-25T12:00:00.001Z active",
		],
	});
	const totals = figuresIn(store, WEEK);
	expect(totals).toEqual({ upMs: 7 * DAY_MS - 1, downMs: 1, unknownMs: 0 });
	expect(percent(totals)).toBe("99.999");
	expect(((totals.upMs / (7 * DAY_MS)) * 100).toFixed(3)).toBe("100.000"); // the wrong answer
});

test("a file sorted by status, not by time, is not read as if sorted by time", () => {
	const byTime = [
		"2023-01-23T09:00Z active",
		"2023-01-23T10:00Z inactive",
		"2023-01-23T11:00Z active",
		"2023-01-23T12:00Z inactive",
		"2023-01-23T16:00Z active",
	];
	const byStatus = [
		...byTime.filter((poll) => poll.endsWith(" active")),
		...byTime.filter((poll) => poll.endsWith(" inactive")),
	];
	// up 9 to 10, 11 to 12 and 16 to 17; down 10 to 11 and 12 to 16
	for (const polls of [byTime, byStatus, byTime.toReversed(), byStatus.toReversed()])
		expect(
			figuresIn(storeOnPaper({ hours: NINE_TO_FIVE, polls }), MONDAY, CLOSED_OTHERWISE),
		).toEqual(hours(3, 5));
});

test("the mean of stores' percentages is not the fleet's: stores weigh by their time", () => {
	const always = storeOnPaper({ polls: ["2023-01-22T00:00Z active"] });
	const oneHour = storeOnPaper({
		hours: ["Mon 09:00-10:00"],
		polls: ["2023-01-23T09:00Z inactive"],
	});
	const stores = [always, oneHour].map((store) => figuresIn(store, MONDAY, CLOSED_OTHERWISE));
	expect(stores.map(percent)).toEqual(["100.000", "0.000"]); // mean: 50 %
	expect(percent(stores.reduce(addTotals, NO_TIME))).toBe("96.000"); // 24 of 25 hours
});

test("two different states at one instant do not end in an error: the later line wins", () => {
	const at = "2023-01-23T09:00Z";
	const store = (...statuses: string[]) =>
		storeOnPaper({ hours: NINE_TO_FIVE, polls: statuses.map((status) => `${at} ${status}`) });
	const figures = (...statuses: string[]) =>
		figuresIn(store(...statuses), MONDAY, CLOSED_OTHERWISE);
	expect(figures("active", "inactive")).toEqual(hours(0, 8));
	expect(figures("inactive", "active")).toEqual(hours(8, 0));
});

test("two views of one number do not differ: totals, timeline and the sums of days agree", () => {
	const store = storeOnPaper({
		zone: "America/New_York",
		hours: [...NINE_TO_FIVE, "Sat 20:00-03:30"],
		closures: ["2023-03-09T15:00Z 2023-03-09T15:20Z"],
		polls: [
			"2023-03-01T15:00:00.001Z active",
			"2023-03-08T16:12:13.456Z inactive",
			"2023-03-10T02:00Z active",
			"2023-03-10T17:00:00.789Z active",
			"2023-03-12T07:15Z inactive",
			"2023-03-14T14:59:59.999Z active",
		],
	});
	const rules: Rules = { ...CLOSED_OTHERWISE, maxGapMs: 60 * HOUR_MS };
	const week = range("2023-03-08T05:00Z 2023-03-15T04:00Z"); // local midnights, 167 hours
	const totals = figuresIn(store, week, rules);

	const sweeper = sweeperFor(store, [week], rules);
	const timeline = sweeper.timeline(historyOf(store));
	const fold = { upMs: 0, downMs: 0, unknownMs: 0 };
	for (let i = 0; i < timeline.count; i++) {
		const lengthMs = Math.max(0, timeline.to(i) - Math.max(timeline.from(i), week.from));
		const state = timeline.state(i);
		fold[state === UP ? "upMs" : state === DOWN ? "downMs" : "unknownMs"] += lengthMs;
	}
	expect(fold).toEqual(totals);

	const days = localDays("America/New_York", week);
	expect(days).toHaveLength(7);
	const together = figuresOf(store, days, rules).reduce(addTotals, NO_TIME);
	const eachAlone = days.map((day) => figuresIn(store, day, rules)).reduce(addTotals, NO_TIME);
	expect(together).toEqual(totals);
	expect(eachAlone).toEqual(totals);
	// Five days of 8 hours, less 20 minutes, and a night of 7:30 on the clock, 6:30 elapsed.
	expect(openMs(totals)).toBe(40 * HOUR_MS - HOUR_MS / 3 + 6.5 * HOUR_MS);
	for (const part of Object.values(totals)) expect(part).toBeGreaterThan(0);
});

function localDays(zone: string, { from, to }: Range): Range[] {
	const midnight = (at: Instant) =>
		Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
	const days: Range[] = [];
	for (let day = midnight(from); day.epochMilliseconds < to; day = day.add({ days: 1 }))
		days.push({ from: day.epochMilliseconds, to: day.add({ days: 1 }).epochMilliseconds });
	return days;
}
