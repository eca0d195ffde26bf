import { describe, expect, test } from "vitest";
import { DAY_MS, formatInstant, HOUR_MS, type Instant, MINUTE_MS } from "../../src/core/instant.ts";
import {
	addOutageSummaries,
	meanDowntime,
	meanUptimeBetween,
	outageSummary,
	wholeMean,
} from "../../src/core/outage-summary.ts";
import { OutageSweeper } from "../../src/core/outage-sweeper.ts";
import { type Outage, outagesOf, outagesOfAtLeast } from "../../src/core/outages.ts";
import { DEFAULT_RULES, type Rules } from "../../src/core/rules.ts";
import { DOWN, Timeline, UP } from "../../src/core/timeline.ts";
import { type Totals, totalsOf } from "../../src/core/totals.ts";
import { historyOf, instant, range, seriesOf, storeOnPaper } from "./plain-store.ts";

type Paper = Parameters<typeof storeOnPaper>[0];

interface Asked {
	/** `2023-01-23T00:00Z 2023-01-24T00:00Z` */
	readonly range: string;
	/** The end of the range unless given. */
	readonly asOf?: string;
	readonly rules?: Partial<Rules>;
}

/** What a store on paper had, all of its polls given. */
function answer(paper: Paper, asked: Asked): { outages: Outage[]; totals: Totals } {
	const span = range(asked.range);
	const asOf = asked.asOf === undefined ? span.to : instant(asked.asOf);
	const rules = { ...DEFAULT_RULES, ...asked.rules };
	const store = storeOnPaper(paper);
	const history = historyOf(store);
	const earliest = Math.min(span.from, ...store.polls.map(({ at }) => at));
	const sweeper = new OutageSweeper({ span, asOf, rules }, earliest);
	const timeline = sweeper.timeline(history, undefined);
	if (timeline === undefined) throw new Error("all polls were given");
	const swept = { timeline, polls: history.polls, rules };
	return {
		outages: outagesOf(swept, { range: span, asOf }),
		totals: totalsOf(timeline, span),
	};
}

/** `01-23T15:00 to 01-24T10:00, down 3 h of 3 h, began before, goes on past` */
function told(paper: Paper, asked: Asked): string[] {
	return answer(paper, asked).outages.map((outage) => {
		const short = (at: Instant) => formatInstant(at).slice(5, 16);
		const end = outage.end === undefined ? "going on" : `to ${short(outage.end)}`;
		const down = `down ${outage.downInRangeMs / HOUR_MS} h of ${outage.downMs / HOUR_MS} h`;
		const flags = [
			...(outage.beganBefore ? ["began before"] : []),
			...(outage.goesOnPast ? ["goes on past"] : []),
		];
		return [`${short(outage.start)} ${end}`, down, ...flags].join(", ");
	});
}

const NINE_TO_FIVE = ["Mon", "Tue", "Wed", "Thu", "Fri"].map((day) => `${day} 09:00-17:00`);
/** Monday to Sunday. */
const WEEK = "2023-01-23T00:00Z 2023-01-30T00:00Z";
const MONDAY = "2023-01-23T00:00Z 2023-01-24T00:00Z";
const TUESDAY = "2023-01-24T00:00Z 2023-01-25T00:00Z";

describe("an outage (law 22)", () => {
	test("is down from one poll to the next that found it active", () => {
		const polls = [
			"2023-01-23T09:00Z active",
			"2023-01-23T10:00Z inactive",
			"2023-01-23T10:30Z inactive",
			"2023-01-23T11:30Z active",
		];
		// 10:00 to 11:30
		expect(told({ polls }, { range: MONDAY })).toEqual([
			"01-23T10:00 to 01-23T11:30, down 1.5 h of 1.5 h",
		]);
	});

	test("may be a millisecond long", () => {
		const polls = [
			"2023-01-23T09:00Z active",
			"2023-01-23T10:00Z inactive",
			"2023-01-23T10:00:00.001Z active",
			"2023-01-23T23:59:59.999Z inactive",
		];
		const { outages } = answer({ polls }, { range: MONDAY });
		expect(outages.map(({ downMs, end }) => [downMs, end])).toEqual([
			[1, instant("2023-01-23T10:00:00.001Z")],
			[1, undefined],
		]);
	});

	test("is one of two in a day when an active poll comes between", () => {
		const polls = [
			"2023-01-23T09:00Z active",
			"2023-01-23T10:00Z inactive",
			"2023-01-23T11:00Z active",
			"2023-01-23T15:00Z inactive",
			"2023-01-23T17:00Z active",
		];
		expect(told({ polls }, { range: MONDAY })).toEqual([
			"01-23T10:00 to 01-23T11:00, down 1 h of 1 h",
			"01-23T15:00 to 01-23T17:00, down 2 h of 2 h",
		]);
	});

	test("over night is one, and its downtime is open time only", () => {
		const paper = {
			hours: NINE_TO_FIVE,
			polls: ["2023-01-23T09:00Z active", "2023-01-23T15:00Z inactive", "2023-01-24T10:00Z active"],
		};
		// Monday 15:00 to 17:00 and Tuesday 09:00 to 10:00.
		expect(told(paper, { range: WEEK })).toEqual(["01-23T15:00 to 01-24T10:00, down 3 h of 3 h"]);
	});

	test("that began before opening counts only from opening", () => {
		const paper = {
			hours: NINE_TO_FIVE,
			polls: ["2023-01-23T07:00Z inactive", "2023-01-23T12:00Z active"],
		};
		const outsidePolls = { rules: { outsidePolls: "use" } } as const;
		expect(told(paper, { range: MONDAY, ...outsidePolls })).toEqual([
			"01-23T09:00 to 01-23T12:00, down 3 h of 3 h",
		]);
		// By itself the early poll says nothing.
		expect(told(paper, { range: MONDAY })).toEqual([]);
	});

	test("over the night in which clocks go forward is an hour shorter", () => {
		const paper = {
			zone: "America/New_York",
			// Open all night, 22:00 to 04:00, and the clock went from 02:00 to 03:00 on 2023-03-12.
			hours: ["Sat 22:00-04:00", "Sun 22:00-04:00"],
			polls: [
				"2023-03-11T22:00-05:00 active",
				"2023-03-12T00:00-05:00 inactive",
				"2023-03-12T22:30-04:00 active",
			],
		};
		const asked = {
			range: "2023-03-11T12:00-05:00 2023-03-13T12:00-04:00",
			rules: { missingDay: "closed" },
		} as const;
		// Midnight to 04:00 are 3 h by elapsed time; on Sunday 22:00 to 22:30. In UTC it began at
		// 05:00 and ended at 02:30.
		expect(told(paper, asked)).toEqual(["03-12T05:00 to 03-13T02:30, down 3.5 h of 3.5 h"]);
	});

	test("over the night in which clocks go back is an hour longer", () => {
		const paper = {
			zone: "America/New_York",
			hours: ["Sat 22:00-04:00"],
			polls: [
				"2023-11-04T22:00-04:00 active",
				"2023-11-05T00:00-04:00 inactive",
				"2023-11-05T03:30-05:00 active",
			],
		};
		const asked = {
			range: "2023-11-04T12:00-04:00 2023-11-05T12:00-05:00",
			rules: { missingDay: "closed" },
		} as const;
		// From 00:00 to 03:30 by the clock, which showed 01:00 to 02:00 twice.
		expect(told(paper, asked)).toEqual(["11-05T04:00 to 11-05T08:30, down 4.5 h of 4.5 h"]);
	});

	test("goes on over a planned closure, which is no part of its downtime", () => {
		const paper = {
			hours: NINE_TO_FIVE,
			closures: ["2023-01-23T11:00Z 2023-01-23T14:00Z"],
			polls: ["2023-01-23T09:00Z active", "2023-01-23T10:00Z inactive", "2023-01-23T15:00Z active"],
		};
		// 10:00 to 11:00 and 14:00 to 15:00.
		expect(told(paper, { range: MONDAY })).toEqual(["01-23T10:00 to 01-23T15:00, down 2 h of 2 h"]);
	});

	test("that lies in a planned closure, as planned afterwards, is none", () => {
		const paper = {
			hours: NINE_TO_FIVE,
			closures: ["2023-01-23T10:00Z 2023-01-23T12:00Z"],
			polls: ["2023-01-23T09:00Z active", "2023-01-23T10:00Z inactive", "2023-01-23T12:00Z active"],
		};
		expect(told(paper, { range: MONDAY })).toEqual([]);
	});
});

describe("an outage ends", () => {
	test("where unknown time begins: one poll vouches no longer, the next begins another", () => {
		const paper = {
			hours: NINE_TO_FIVE,
			polls: [
				"2023-01-23T09:00Z active",
				"2023-01-23T10:00Z inactive",
				"2023-01-23T14:00Z inactive",
				"2023-01-23T15:00Z active",
			],
		};
		const asked = { range: MONDAY, rules: { maxGapMs: 2 * HOUR_MS } };
		expect(told(paper, asked)).toEqual([
			"01-23T10:00 to 01-23T12:00, down 2 h of 2 h",
			"01-23T14:00 to 01-23T15:00, down 1 h of 1 h",
		]);
		// Without a longest gap the first poll vouches for all of it.
		expect(told(paper, { range: MONDAY })).toEqual(["01-23T10:00 to 01-23T15:00, down 5 h of 5 h"]);
	});

	test("at as of, too, when silence lasts until then", () => {
		const polls = ["2023-01-23T09:00Z active", "2023-01-23T10:00Z inactive"];
		const asked = { range: "2023-01-23T00:00Z 2023-01-23T12:00Z" };
		const goesOn = ["01-23T10:00 going on, down 2 h of 2 h, goes on past"];
		const twoHours = { maxGapMs: 2 * HOUR_MS };
		// A poll at 10:00 vouches up to 12:00, which does not belong to it any more.
		expect(told({ polls }, { ...asked, rules: twoHours })).toEqual([
			"01-23T10:00 to 01-23T12:00, down 2 h of 2 h",
		]);
		expect(told({ polls }, { ...asked, rules: { maxGapMs: 2 * HOUR_MS + 1 } })).toEqual(goesOn);
	});

	test("when it closed, if it was up when it opened again", () => {
		const paper = {
			hours: NINE_TO_FIVE,
			polls: ["2023-01-23T09:00Z active", "2023-01-23T15:00Z inactive", "2023-01-24T09:00Z active"],
		};
		expect(told(paper, { range: WEEK })).toEqual(["01-23T15:00 to 01-23T17:00, down 2 h of 2 h"]);
	});

	test("when it closed, if nothing was known of it when it opened again", () => {
		const paper = {
			hours: NINE_TO_FIVE,
			polls: [
				"2023-01-23T09:00Z active",
				"2023-01-23T16:00Z inactive",
				"2023-01-24T10:00Z inactive",
				"2023-01-24T11:00Z active",
			],
		};
		// The poll of 16:00 vouches up to 20:00; from 09:00 to 10:00 it is unknown.
		expect(told(paper, { range: WEEK, rules: { maxGapMs: 4 * HOUR_MS } })).toEqual([
			"01-23T16:00 to 01-23T17:00, down 1 h of 1 h",
			"01-24T10:00 to 01-24T11:00, down 1 h of 1 h",
		]);
	});

	test("not by silence in closed time: that is no unknown time", () => {
		const paper = {
			hours: NINE_TO_FIVE,
			polls: [
				"2023-01-23T09:00Z active",
				"2023-01-23T16:00Z inactive",
				"2023-01-24T09:00Z inactive",
				"2023-01-24T11:00Z active",
			],
		};
		expect(told(paper, { range: WEEK, rules: { maxGapMs: 4 * HOUR_MS } })).toEqual([
			"01-23T16:00 to 01-24T11:00, down 3 h of 3 h",
		]);
	});

	test("by an active poll of closed time where such polls count, and not where they do not", () => {
		const paper = {
			hours: NINE_TO_FIVE,
			polls: [
				"2023-01-23T09:00Z active",
				"2023-01-23T15:00Z inactive",
				"2023-01-23T20:00Z active",
				"2023-01-24T08:00Z inactive",
				"2023-01-24T10:00Z active",
			],
		};
		expect(told(paper, { range: WEEK, rules: { outsidePolls: "use" } })).toEqual([
			"01-23T15:00 to 01-23T17:00, down 2 h of 2 h",
			"01-24T09:00 to 01-24T10:00, down 1 h of 1 h",
		]);
		expect(told(paper, { range: WEEK })).toEqual(["01-23T15:00 to 01-24T10:00, down 3 h of 3 h"]);
	});

	test("by a poll at the very moment of closing, where polls of closed time count", () => {
		const paper = {
			hours: NINE_TO_FIVE,
			polls: [
				"2023-01-23T15:00Z inactive",
				"2023-01-23T17:00Z active",
				"2023-01-24T09:00Z inactive",
				"2023-01-24T10:00Z active",
			],
		};
		expect(told(paper, { range: WEEK, rules: { outsidePolls: "use" } })).toEqual([
			"01-23T15:00 to 01-23T17:00, down 2 h of 2 h",
			"01-24T09:00 to 01-24T10:00, down 1 h of 1 h",
		]);
	});

	test("not by an inactive poll of closed time", () => {
		const paper = {
			hours: NINE_TO_FIVE,
			polls: [
				"2023-01-23T15:00Z inactive",
				"2023-01-23T20:00Z inactive",
				"2023-01-24T10:00Z active",
			],
		};
		expect(told(paper, { range: WEEK, rules: { outsidePolls: "use" } })).toEqual([
			"01-23T15:00 to 01-24T10:00, down 3 h of 3 h",
		]);
	});
});

describe("an outage goes on as of", () => {
	const paper = {
		hours: NINE_TO_FIVE,
		polls: ["2023-01-23T09:00Z active", "2023-01-23T15:00Z inactive"],
	};

	test("when the store is open and down", () => {
		expect(told(paper, { range: "2023-01-23T00:00Z 2023-01-24T09:30Z" })).toEqual([
			"01-23T15:00 going on, down 2.5 h of 2.5 h, goes on past",
		]);
	});

	test("when the store is closed, and was down when it closed", () => {
		expect(told(paper, { range: "2023-01-23T00:00Z 2023-01-23T20:00Z" })).toEqual([
			"01-23T15:00 going on, down 2 h of 2 h, goes on past",
		]);
		expect(told(paper, { range: "2023-01-23T00:00Z 2023-01-23T17:00Z" })).toEqual([
			"01-23T15:00 going on, down 2 h of 2 h, goes on past",
		]);
	});

	test("unless a poll at as of found it active", () => {
		const polls = [...paper.polls, "2023-01-24T09:30Z active"];
		expect(told({ ...paper, polls }, { range: "2023-01-23T00:00Z 2023-01-24T09:30Z" })).toEqual([
			"01-23T15:00 to 01-24T09:30, down 2.5 h of 2.5 h",
		]);
	});

	test("unless such a poll came in closed time, where these count", () => {
		const polls = [...paper.polls, "2023-01-23T20:00Z active"];
		const until = "2023-01-23T00:00Z 2023-01-23T20:00Z";
		expect(told({ ...paper, polls }, { range: until, rules: { outsidePolls: "use" } })).toEqual([
			"01-23T15:00 to 01-23T17:00, down 2 h of 2 h",
		]);
		expect(told({ ...paper, polls }, { range: until })).toEqual([
			"01-23T15:00 going on, down 2 h of 2 h, goes on past",
		]);
	});

	test("without regard to polls after it", () => {
		const polls = [...paper.polls, "2023-01-23T16:00:00.001Z active"];
		expect(told({ ...paper, polls }, { range: "2023-01-23T00:00Z 2023-01-23T16:00Z" })).toEqual([
			"01-23T15:00 going on, down 1 h of 1 h, goes on past",
		]);
	});

	test("but one that begins as of has no downtime yet", () => {
		expect(told(paper, { range: "2023-01-23T00:00Z 2023-01-23T15:00Z" })).toEqual([]);
	});

	test("when it opens as of and is still down", () => {
		expect(told(paper, { range: "2023-01-23T00:00Z 2023-01-24T09:00Z" })).toEqual([
			"01-23T15:00 going on, down 2 h of 2 h, goes on past",
		]);
	});

	test("the same when the timeline tells of later instants: they are passed over", () => {
		const timeline = new Timeline();
		timeline.append(0, 10, UP);
		timeline.append(10, 30, DOWN);
		timeline.append(30, 40, UP);
		timeline.append(40, 50, DOWN);
		const swept = { timeline, polls: seriesOf([]), rules: DEFAULT_RULES };
		const first = { start: 10, beganBefore: false, goesOnPast: true };
		expect(outagesOf(swept, { range: { from: 0, to: 29 }, asOf: 29 })).toEqual([
			{ ...first, end: undefined, downMs: 19, downInRangeMs: 19 },
		]);
		expect(outagesOf(swept, { range: { from: 0, to: 29 }, asOf: 30 })).toEqual([
			{ ...first, end: 30, downMs: 20, downInRangeMs: 19 },
		]);
	});
});

describe("an outage that reaches beyond the range", () => {
	const paper = {
		hours: NINE_TO_FIVE,
		polls: ["2023-01-23T09:00Z active", "2023-01-23T15:00Z inactive", "2023-01-25T10:00Z active"],
	};
	const asOf = "2023-01-26T00:00Z";

	test("is told with all of its downtime, and how much of it lies inside", () => {
		// Monday 15:00 to 17:00, all of Tuesday, Wednesday 09:00 to 10:00: 2 + 8 + 1 hours.
		const whole = "01-23T15:00 to 01-25T10:00";
		expect(told(paper, { range: MONDAY, asOf })).toEqual([
			`${whole}, down 2 h of 11 h, goes on past`,
		]);
		expect(told(paper, { range: TUESDAY, asOf })).toEqual([
			`${whole}, down 8 h of 11 h, began before, goes on past`,
		]);
		expect(told(paper, { range: "2023-01-25T00:00Z 2023-01-26T00:00Z", asOf })).toEqual([
			`${whole}, down 1 h of 11 h, began before`,
		]);
	});

	test("is not told when all of it is before, after, or closed", () => {
		expect(told(paper, { range: "2023-01-23T09:00Z 2023-01-23T15:00Z", asOf })).toEqual([]);
		expect(told(paper, { range: "2023-01-23T17:00Z 2023-01-24T09:00Z", asOf })).toEqual([]);
		expect(told(paper, { range: "2023-01-25T10:00Z 2023-01-26T00:00Z", asOf })).toEqual([]);
	});

	test("begins and ends in a range that begins and ends with it", () => {
		expect(told(paper, { range: "2023-01-23T15:00Z 2023-01-25T10:00Z", asOf })).toEqual([
			"01-23T15:00 to 01-25T10:00, down 11 h of 11 h",
		]);
	});

	test("is seen whole, however long ago it began", () => {
		const polls = ["2022-06-01T09:00Z active", "2022-06-01T12:00Z inactive"];
		// 2022-06-01T12:00 to 2023-01-24T00:00 are 236 days and a half.
		expect(told({ polls }, { range: MONDAY })).toEqual([
			`06-01T12:00 going on, down 24 h of ${236.5 * 24} h, began before, goes on past`,
		]);
	});

	test("is left undecided when older polls could have begun it earlier", () => {
		const span = range(TUESDAY);
		const history = historyOf(storeOnPaper(paper));
		const polls = history.polls.slice(1);
		const plan = { span, asOf: span.to, rules: DEFAULT_RULES };
		const sweeper = new OutageSweeper(plan, span.from - 30 * DAY_MS);
		const readFrom = instant("2023-01-23T12:00Z");
		expect(sweeper.timeline({ ...history, polls }, readFrom)).toBeUndefined();
		expect(sweeper.timeline(history, instant("2023-01-23T08:00Z"))).toBeDefined();
		expect(sweeper.timeline({ ...history, polls }, undefined)).toBeDefined();
	});

	test("is decided by the first instant of the range, when it is polled then", () => {
		const span = range(TUESDAY);
		const history = historyOf(storeOnPaper({ polls: ["2023-01-24T00:00Z active"] }));
		const plan = { span, asOf: span.to, rules: DEFAULT_RULES };
		const sweeper = new OutageSweeper(plan, span.from - 30 * DAY_MS);
		expect(sweeper.timeline(history, instant("2023-01-23T08:00Z"))).toBeDefined();
	});

	test("is decided by silence before it that no older poll could have filled", () => {
		const span = range(TUESDAY);
		const rules = { ...DEFAULT_RULES, maxGapMs: 30 * HOUR_MS };
		const sweeper = new OutageSweeper({ span, asOf: span.to, rules }, span.from - 30 * DAY_MS);
		const history = historyOf(storeOnPaper({ polls: ["2023-01-23T15:00Z inactive"] }));
		// A poll before 09:00 of the day before vouches up to 15:00 at most.
		expect(sweeper.timeline(history, instant("2023-01-22T09:00Z"))).toBeDefined();
		expect(sweeper.timeline(history, instant("2023-01-22T09:01Z"))).toBeUndefined();
	});
});

describe("short outages", () => {
	const polls = [
		"2023-01-23T09:00Z active",
		"2023-01-23T10:00Z inactive",
		"2023-01-23T10:05Z active",
		"2023-01-23T23:50Z inactive",
		"2023-01-24T00:10Z active",
	];
	const paper = { polls };

	test("are left out when their downtime in all is under what is asked for", () => {
		const { outages } = answer(paper, { range: MONDAY, asOf: "2023-01-24T12:00Z" });
		const minutes = (list: readonly Outage[]) => list.map(({ downMs }) => downMs / MINUTE_MS);
		expect(minutes(outagesOfAtLeast(outages, undefined))).toEqual([5, 20]);
		expect(minutes(outagesOfAtLeast(outages, 5 * MINUTE_MS))).toEqual([5, 20]);
		expect(minutes(outagesOfAtLeast(outages, 5 * MINUTE_MS + 1))).toEqual([20]);
		// Half of the second lies inside; in all it is long enough.
		expect(minutes(outagesOfAtLeast(outages, 20 * MINUTE_MS))).toEqual([20]);
		expect(minutes(outagesOfAtLeast(outages, 21 * MINUTE_MS))).toEqual([]);
	});
});

describe("the summary of a range's outages", () => {
	const paper = {
		polls: [
			"2023-01-22T22:00Z active",
			"2023-01-22T23:00Z inactive",
			"2023-01-23T02:00Z active",
			"2023-01-23T10:00Z inactive",
			"2023-01-23T11:00Z active",
			"2023-01-23T20:00Z inactive",
		],
	};
	const { outages, totals } = answer(paper, { range: MONDAY });
	const summary = outageSummary(outages, totals);

	test("counts them, those that began and those that go on", () => {
		expect(summary).toMatchObject({ count: 3, begun: 2, goingOn: 1 });
	});

	test("has their downtime inside: 2 h, 1 h and 4 h", () => {
		expect(summary.downMs).toBe(7 * HOUR_MS);
		expect(summary.downMs).toBe(totals.downMs);
		expect(summary.longest).toBe(outages[2]);
	});

	test("has the mean downtime of those with any: 7 h by 3", () => {
		const mean = meanDowntime(summary);
		expect(mean).toEqual({ sumMs: 7 * HOUR_MS, count: 3 });
		// 25,200,000 / 3
		expect(mean && wholeMean(mean)).toBe(8_400_000);
	});

	test("has the mean up time between two: 17 h by the 2 that began", () => {
		expect(meanUptimeBetween(summary)).toEqual({ sumMs: 17 * HOUR_MS, count: 2 });
	});

	test("has no means and no longest when there is nothing", () => {
		const nothing = outageSummary([], { upMs: HOUR_MS, downMs: 0, unknownMs: 0 });
		expect(nothing).toMatchObject({ count: 0, begun: 0, goingOn: 0, longest: undefined });
		expect(meanDowntime(nothing)).toBeUndefined();
		expect(meanUptimeBetween(nothing)).toBeUndefined();
		expect(addOutageSummaries(nothing, nothing).longest).toBeUndefined();
	});

	test("cuts a mean to whole milliseconds", () => {
		expect(wholeMean({ sumMs: 8, count: 3 })).toBe(2);
		expect(wholeMean({ sumMs: 9, count: 3 })).toBe(3);
		expect(wholeMean({ sumMs: 2, count: 3 })).toBe(0);
	});
});
