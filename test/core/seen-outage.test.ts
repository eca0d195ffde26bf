import { expect, test } from "vitest";
import { formatInstant, type Instant, MINUTE_MS } from "../../src/core/instant.ts";
import { OutageSweeper } from "../../src/core/outage-sweeper.ts";
import { DEFAULT_RULES, type Rules } from "../../src/core/rules.ts";
import { seenOutage } from "../../src/core/seen-outage.ts";
import { historyOf, instant, storeOnPaper } from "./plain-store.ts";

/** 2023-01-25 was a Wednesday. */
const NINE_TO_FIVE = ["Wed 09:00-17:00", "Thu 09:00-17:00"];
const at = (text: string): Instant =>
	instant(text.length === 5 ? `2023-01-25T${text}Z` : `2023-01-${text}Z`);

/** What is found of the outage that was told with this start and seen last then; times of that day. */
function found(
	polls: readonly string[],
	{ seen, asOf, rules }: { seen: [string, string]; asOf: string; rules?: Partial<Rules> },
) {
	const store = storeOnPaper({
		hours: NINE_TO_FIVE,
		polls: polls.map((poll) => poll.replace(/^\S+/, (when) => formatInstant(at(when)))),
	});
	const history = historyOf(store);
	const span = { from: at(seen[0]), to: at(asOf) };
	const all = { ...DEFAULT_RULES, ...rules };
	const sweeper = new OutageSweeper({ span, asOf: at(asOf), rules: all }, at("09:00"));
	const timeline = sweeper.timeline(history, undefined);
	if (timeline === undefined) throw new Error("all polls were given");
	const swept = { timeline, polls: history.polls, rules: all };
	return seenOutage(swept, { seen: { from: at(seen[0]), to: at(seen[1]) }, asOf: at(asOf) });
}

const outage = (start: string, end: string | undefined, minutes: number, active?: string) => ({
	start: at(start),
	end: end === undefined ? undefined : at(end),
	downMs: minutes * MINUTE_MS,
	activePollAt: active === undefined ? undefined : at(active),
});

test("an outage that was seen ends with the poll that found the store active", () => {
	const polls = ["10:00 inactive", "10:40 active", "11:00 inactive", "12:00 active"];
	expect(found(polls, { seen: ["10:00", "10:20"], asOf: "12:00" })).toEqual(
		outage("10:00", "10:40", 40, "10:40"),
	);
});

test("an outage that was seen and goes on has no end", () => {
	const polls = ["10:00 inactive", "10:40 inactive"];
	expect(found(polls, { seen: ["10:00", "10:20"], asOf: "11:00" })).toEqual(
		outage("10:00", undefined, 60),
	);
});

test("an outage that was seen is found where late polls have moved its start, either way", () => {
	const seen: [string, string] = ["10:00", "10:20"];
	const later = ["10:00 inactive", "10:05 active", "10:10 inactive", "10:40 active"];
	expect(found(later, { seen, asOf: "10:40" })).toEqual(outage("10:10", "10:40", 30, "10:40"));
	const earlier = ["09:30 inactive", "10:00 inactive", "10:40 active"];
	expect(found(earlier, { seen, asOf: "10:40" })).toEqual(outage("09:30", "10:40", 70, "10:40"));
});

test("an outage that was seen is not found when late polls say that the store was up all the time", () => {
	const polls = ["09:30 active", "10:40 inactive", "10:50 active"];
	expect(found(polls, { seen: ["10:00", "10:20"], asOf: "10:50" })).toBeUndefined();
});

test("an outage that ended with unknown time has no poll for its end, unless one came later", () => {
	const asked = {
		seen: ["10:00", "10:20"] as [string, string],
		rules: { maxGapMs: 60 * MINUTE_MS },
	};
	expect(found(["10:00 inactive"], { ...asked, asOf: "12:00" })).toEqual(
		outage("10:00", "11:00", 60),
	);
	expect(found(["10:00 inactive", "11:30 active"], { ...asked, asOf: "12:00" })).toEqual(
		outage("10:00", "11:00", 60, "11:30"),
	);
});

test("a poll of closed time ends an outage where it counts, and else the next one in open time", () => {
	const polls = ["16:00 inactive", "20:00 active", "26T09:10 active"];
	const asked = { seen: ["16:00", "16:20"] as [string, string], asOf: "26T09:10" };
	expect(found(polls, { ...asked, rules: { outsidePolls: "use" } })).toEqual(
		outage("16:00", "17:00", 60, "20:00"),
	);
	expect(found(polls, asked)).toEqual(outage("16:00", "26T09:10", 70, "26T09:10"));
});
