import { describe, expect, test } from "vitest";
import { type CurrentState, StateSweeper } from "../../src/core/current-state.ts";
import { formatInstant, HOUR_MS } from "../../src/core/instant.ts";
import { DEFAULT_RULES, type Rules } from "../../src/core/rules.ts";
import { historyOf, instant, storeOnPaper } from "./plain-store.ts";

type Paper = Parameters<typeof storeOnPaper>[0];

/** What a store is in as of an instant, all of its polls given. */
function stateOf(paper: Paper, asOfText: string, differences: Partial<Rules> = {}): CurrentState {
	const asOf = instant(asOfText);
	const store = historyOf(storeOnPaper(paper));
	const rules = { ...DEFAULT_RULES, ...differences };
	const sweeper = new StateSweeper({ asOf, rules });
	const state = sweeper.closedState(store) ?? sweeper.openState(store, undefined);
	if (state === undefined) throw new Error("all polls were given");
	return state;
}

/** `down since 2023-01-23T12:00:00.000Z for 3 h`, or what there is of it. */
function told(paper: Paper, asOf: string, rules: Partial<Rules> = {}): string {
	const { state, since, downMs, opensAt } = stateOf(paper, asOf, rules);
	const parts: string[] = [state];
	if (since !== undefined) parts.push(`since ${formatInstant(since).slice(0, 16)}`);
	if (downMs !== undefined) parts.push(`for ${downMs / HOUR_MS} h`);
	if (opensAt !== undefined) parts.push(`until ${formatInstant(opensAt).slice(0, 16)}`);
	return parts.join(" ");
}

const NINE_TO_FIVE = ["Mon", "Tue", "Wed", "Thu", "Fri"].map((day) => `${day} 09:00-17:00`);
const CLOSED_AT_WEEKENDS = { missingDay: "closed" } as const;

describe("a store that is open", () => {
	test("is in the state of its last poll, from that poll's instant on", () => {
		const paper = { polls: ["2023-01-23T12:00Z active", "2023-01-23T15:00Z inactive"] };
		expect(told(paper, "2023-01-23T14:59:59.999Z")).toBe("up since 2023-01-23T12:00");
		expect(told(paper, "2023-01-23T15:00Z")).toBe("down since 2023-01-23T15:00 for 0 h");
		expect(told(paper, "2023-01-23T18:00Z")).toBe("down since 2023-01-23T15:00 for 3 h");
	});

	test("is in it since the first of the polls that agree", () => {
		const polls = [
			"2023-01-23T08:00Z inactive",
			"2023-01-23T09:00Z active",
			"2023-01-23T10:00Z active",
			"2023-01-23T11:00Z active",
		];
		expect(told({ polls }, "2023-01-23T12:00Z")).toBe("up since 2023-01-23T09:00");
	});

	test("is unknown before anything was polled, and since never", () => {
		expect(told({}, "2023-01-23T12:00Z")).toBe("unknown");
		expect(told({ polls: ["2023-01-23T13:00Z active"] }, "2023-01-23T12:00Z")).toBe("unknown");
	});

	test("is unknown when it was only ever polled while it was closed", () => {
		const paper = { hours: NINE_TO_FIVE, polls: ["2023-01-23T08:00Z active"] };
		expect(told(paper, "2023-01-23T12:00Z")).toBe("unknown");
	});
});

describe("an outage that goes on (law 22)", () => {
	test("over night began before closing, and its downtime is open time only", () => {
		const paper = {
			hours: NINE_TO_FIVE,
			polls: ["2023-01-23T10:00Z active", "2023-01-23T15:00Z inactive"],
		};
		expect(told(paper, "2023-01-24T10:30Z")).toBe("down since 2023-01-23T15:00 for 3.5 h");
	});

	test("over a weekend, too", () => {
		const paper = {
			hours: NINE_TO_FIVE,
			polls: ["2023-01-20T10:00Z active", "2023-01-20T16:30Z inactive"],
		};
		expect(told(paper, "2023-01-23T09:30Z", CLOSED_AT_WEEKENDS)).toBe(
			"down since 2023-01-20T16:30 for 1 h",
		);
	});

	test("that was first polled before opening began at the opening, where such polls count", () => {
		const paper = { hours: NINE_TO_FIVE, polls: ["2023-01-23T07:00Z inactive"] };
		expect(told(paper, "2023-01-23T11:00Z", { outsidePolls: "use" })).toBe(
			"down since 2023-01-23T09:00 for 2 h",
		);
		expect(told(paper, "2023-01-23T11:00Z")).toBe("unknown");
	});

	test("is not ended by a planned closure, which is no downtime", () => {
		const paper = {
			closures: ["2023-01-23T12:00Z 2023-01-23T14:00Z"],
			polls: ["2023-01-23T10:00Z active", "2023-01-23T11:00Z inactive"],
		};
		expect(told(paper, "2023-01-23T15:00Z")).toBe("down since 2023-01-23T11:00 for 2 h");
	});

	test("that began in a closure begins after it", () => {
		const paper = {
			closures: ["2023-01-23T12:00Z 2023-01-23T14:00Z"],
			polls: ["2023-01-23T10:00Z active", "2023-01-23T12:00Z inactive"],
		};
		expect(told(paper, "2023-01-23T15:00Z")).toBe("up since 2023-01-23T10:00");
		expect(told(paper, "2023-01-23T15:00Z", { outsidePolls: "use" })).toBe(
			"down since 2023-01-23T14:00 for 1 h",
		);
	});

	test("through the night in which the clocks go forward lasts an hour less", () => {
		// New York skips 02:00 to 03:00 on 12 March 2023. Open from 22:00 to 06:00.
		const paper = {
			zone: "America/New_York",
			hours: ["Sat 22:00-06:00", "Fri 22:00-06:00"],
			polls: ["2023-03-11T21:59-05:00 active", "2023-03-11T22:00-05:00 inactive"],
		};
		expect(told(paper, "2023-03-12T05:00-04:00", CLOSED_AT_WEEKENDS)).toBe(
			"down since 2023-03-12T03:00 for 6 h",
		);
	});

	test("through the night in which the clocks go back lasts an hour more", () => {
		const paper = {
			zone: "America/New_York",
			hours: ["Sat 22:00-06:00"],
			polls: ["2023-11-04T22:00-04:00 inactive"],
		};
		expect(told(paper, "2023-11-05T05:00-05:00", CLOSED_AT_WEEKENDS)).toBe(
			"down since 2023-11-05T02:00 for 8 h",
		);
	});

	test("is ended by an active poll in closed time, where such polls count", () => {
		const paper = {
			hours: NINE_TO_FIVE,
			polls: [
				"2023-01-23T15:00Z inactive",
				"2023-01-23T20:00Z active",
				"2023-01-24T07:00Z inactive",
			],
		};
		expect(told(paper, "2023-01-24T10:00Z")).toBe("down since 2023-01-23T15:00 for 3 h");
		expect(told(paper, "2023-01-24T10:00Z", { outsidePolls: "use" })).toBe(
			"down since 2023-01-24T09:00 for 1 h",
		);
	});

	test("is not ended by an inactive poll in closed time", () => {
		const paper = {
			hours: NINE_TO_FIVE,
			polls: ["2023-01-23T15:00Z inactive", "2023-01-23T20:00Z inactive"],
		};
		expect(told(paper, "2023-01-24T10:00Z", { outsidePolls: "use" })).toBe(
			"down since 2023-01-23T15:00 for 3 h",
		);
	});

	test("is ended by unknown time", () => {
		const paper = {
			polls: ["2023-01-23T10:00Z inactive", "2023-01-23T14:00Z inactive"],
		};
		expect(told(paper, "2023-01-23T15:00Z")).toBe("down since 2023-01-23T10:00 for 5 h");
		expect(told(paper, "2023-01-23T15:00Z", { maxGapMs: 3 * HOUR_MS })).toBe(
			"down since 2023-01-23T14:00 for 1 h",
		);
	});

	test("that nobody vouches for any more is unknown since then", () => {
		const paper = { polls: ["2023-01-23T10:00Z inactive"] };
		expect(told(paper, "2023-01-23T12:59Z", { maxGapMs: 3 * HOUR_MS })).toMatch(/^down/);
		expect(told(paper, "2023-01-23T13:00Z", { maxGapMs: 3 * HOUR_MS })).toBe(
			"unknown since 2023-01-23T13:00",
		);
	});

	test("that nobody vouches for since closed time is unknown since the opening", () => {
		const paper = { hours: NINE_TO_FIVE, polls: ["2023-01-23T16:00Z inactive"] };
		expect(told(paper, "2023-01-24T10:00Z", { maxGapMs: 3 * HOUR_MS })).toBe(
			"unknown since 2023-01-24T09:00",
		);
		expect(told(paper, "2023-01-25T10:00Z", { maxGapMs: 3 * HOUR_MS })).toBe(
			"unknown since 2023-01-24T09:00",
		);
	});
});

test("a state is told once no earlier poll could have vouched for the time before it", () => {
	const asOf = instant("2023-01-23T14:00Z");
	const rules = { ...DEFAULT_RULES, maxGapMs: 3 * HOUR_MS };
	const sweeper = new StateSweeper({ asOf, rules });
	const store = historyOf(storeOnPaper({ polls: ["2023-01-23T13:00Z inactive"] }));
	const told = { state: "down", since: instant("2023-01-23T13:00Z"), downMs: HOUR_MS };
	// One at ten would have vouched until one o'clock, and the outage would have begun with it.
	expect(sweeper.openState(store, instant("2023-01-23T10:00Z") + 1)).toBeUndefined();
	expect(sweeper.openState(store, instant("2023-01-23T10:00Z"))).toMatchObject(told);
	expect(sweeper.openState(store, undefined)).toMatchObject(told);
});

describe("a store that is closed", () => {
	const polls = ["2023-01-23T10:00Z inactive"];

	test("closed at its closing time, and is no outage", () => {
		const paper = { hours: NINE_TO_FIVE, polls };
		expect(told(paper, "2023-01-23T17:00Z")).toBe(
			"closed since 2023-01-23T17:00 until 2023-01-24T09:00",
		);
		expect(told(paper, "2023-01-23T16:59:59.999Z")).toMatch(/^down/);
		expect(told(paper, "2023-01-27T20:00Z", CLOSED_AT_WEEKENDS)).toBe(
			"closed since 2023-01-27T17:00 until 2023-01-30T09:00",
		);
	});

	test("opens and closes by the clock of its zone when that changes", () => {
		const paper = {
			zone: "Europe/London",
			hours: ["Sat 09:00-17:00", "Sun 09:00-17:00", "Mon 09:00-17:00"],
		};
		expect(told(paper, "2023-03-25T22:00Z")).toBe(
			"closed since 2023-03-25T17:00 until 2023-03-26T08:00",
		);
	});

	test("by plan is so from the beginning of the closure to its end", () => {
		const closures = ["2023-01-23T12:00Z 2023-01-23T14:00Z"];
		expect(told({ closures, polls }, "2023-01-23T13:00Z")).toBe(
			"closed since 2023-01-23T12:00 until 2023-01-23T14:00",
		);
	});

	test("by plan until after closing time opens at the next opening", () => {
		const closures = ["2023-01-23T12:00Z 2023-01-24T03:00Z"];
		expect(told({ hours: NINE_TO_FIVE, closures }, "2023-01-23T13:00Z")).toBe(
			"closed since 2023-01-23T12:00 until 2023-01-24T09:00",
		);
	});

	test("on a special date is so although it is a weekday", () => {
		const special = { "2023-01-24": [] };
		expect(told({ hours: NINE_TO_FIVE, special }, "2023-01-24T12:00Z")).toBe(
			"closed since 2023-01-23T17:00 until 2023-01-25T09:00",
		);
	});

	test("for months says since when, and nothing of an opening that is too far away", () => {
		const paper = { closures: ["2022-10-01T00:00Z 2023-02-22T12:00Z"] };
		expect(told(paper, "2023-01-23T12:01Z")).toBe(
			"closed since 2022-10-01T00:00 until 2023-02-22T12:00",
		);
		expect(told(paper, "2023-01-23T12:00Z")).toBe("closed since 2022-10-01T00:00");
	});

	test("for ever says nothing more", () => {
		const paper = { closures: ["2020-01-01T00:00Z 2030-01-01T00:00Z"], polls };
		expect(told(paper, "2023-01-23T12:00Z")).toBe("closed");
	});
});
