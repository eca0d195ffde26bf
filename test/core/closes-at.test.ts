import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CLOSES_WITHIN_MS, closesAt } from "../../src/core/closes-at.ts";
import { DAY_MS, formatInstant, type Instant, MINUTE_MS } from "../../src/core/instant.ts";
import { DEFAULT_RULES, type Rules } from "../../src/core/rules.ts";
import { ZoneClock } from "../../src/core/zone-clock.ts";
import { NOTABLE_CHANGES } from "./clock-changes.ts";
import { readWallClock, walk } from "./oracle.ts";
import { instant, type PlainStore, scheduleOf, storeOnPaper, zoneOf } from "./plain-store.ts";
import { anyRules, anyStore, instantOn } from "./random-stores.ts";

function told(store: PlainStore, at: Instant, rules: Rules = DEFAULT_RULES): Instant | undefined {
	const clock = new ZoneClock(zoneOf(store), { from: at, to: at + CLOSES_WITHIN_MS });
	return closesAt(scheduleOf(store), clock, at, rules);
}

describe("a store that is open closes next", () => {
	const closing = (paper: Parameters<typeof storeOnPaper>[0], at: string) => {
		const rules = { ...DEFAULT_RULES, missingDay: "closed" } as const;
		const found = told(storeOnPaper(paper), instant(at), rules);
		return found === undefined ? undefined : formatInstant(found).slice(0, 16);
	};
	// 2023-01-25 was a Wednesday.
	const hours = ["Wed 09:00-17:00", "Thu 22:00-02:00"];

	test("when its opening ends, on the next day for one that goes past midnight", () => {
		expect(closing({ hours }, "2023-01-25T09:00Z")).toBe("2023-01-25T17:00");
		expect(closing({ hours }, "2023-01-26T23:00Z")).toBe("2023-01-27T02:00");
	});

	test("not at all while it is closed, the instant of its closing included", () => {
		expect(closing({ hours }, "2023-01-25T08:59Z")).toBeUndefined();
		expect(closing({ hours }, "2023-01-25T17:00Z")).toBeUndefined();
	});

	test("when a planned closure begins, and by the special hours of the date", () => {
		const closures = ["2023-01-25T12:00Z 2023-01-25T13:00Z"];
		expect(closing({ hours, closures }, "2023-01-25T10:00Z")).toBe("2023-01-25T12:00");
		const special = { "2023-01-25": ["09:00-11:30"] };
		expect(closing({ hours, special }, "2023-01-25T10:00Z")).toBe("2023-01-25T11:30");
	});

	test("never when it is always open, but for a planned closure", () => {
		expect(closing({}, "2023-01-25T10:00Z")).toBeUndefined();
		const closures = ["2023-01-30T00:00Z 2023-01-31T00:00Z"];
		expect(closing({ closures }, "2023-01-25T10:00Z")).toBe("2023-01-30T00:00");
	});

	test("at the end of openings that touch", () => {
		const touching = ["Wed 09:00-17:00", "Wed 17:00-20:00"];
		expect(closing({ hours: touching }, "2023-01-25T10:00Z")).toBe("2023-01-25T20:00");
	});
});

test("when a store closes is what walking on minute by minute finds, in weeks in which the clocks change", () => {
	const stepMs = MINUTE_MS;
	const onSteps = NOTABLE_CHANGES.filter(({ change }) => change % stepMs === 0);
	const cases = fc.constantFrom(...onSteps).chain(({ zone, change }) => {
		const grid = { from: change - 3 * DAY_MS, to: change + 3 * DAY_MS, stepMs };
		return fc.record({
			store: anyStore(zone, grid, 0),
			rules: anyRules(stepMs),
			at: instantOn({ ...grid, to: change + DAY_MS }),
			grid: fc.constant(grid),
		});
	});
	let closing = 0;
	fc.assert(
		fc.property(cases, ({ store, rules, at, grid }) => {
			const stretch = { from: grid.from - 4 * DAY_MS, to: grid.to + 4 * DAY_MS };
			const clock = readWallClock(store, stretch, stepMs);
			const findings = walk(store, rules, clock);
			const first = (at - clock.from) / stepMs;
			const found = told(store, at, rules);
			if (findings[first] === "closed") {
				expect(found).toBeUndefined();
				return;
			}
			let last = first;
			while (last < findings.length && findings[last] !== "closed") last++;
			const end = clock.from + last * stepMs;
			// What is walked ends sooner than what is looked through.
			if (end >= grid.to) return;
			closing++;
			expect(found).toBe(end);
		}),
		{ numRuns: 2_000 },
	);
	expect(closing).toBeGreaterThan(500);
});
