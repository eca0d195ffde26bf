import { expect, test } from "vitest";
import { ClosureCalendar } from "../../src/core/closures.ts";
import { Intervals } from "../../src/core/intervals.ts";

test("a store is closed by its own closures and by those of all, merged (law 11)", () => {
	const calendar = new ClosureCalendar<string>([
		{ store: "7", from: 10, to: 20 },
		{ store: undefined, from: 15, to: 30 },
		{ store: "8", from: 40, to: 50 },
		{ store: "7", from: 60, to: 70 },
	]);
	expect(calendar.of("7")).toEqual(
		Intervals.of([
			{ from: 10, to: 30 },
			{ from: 60, to: 70 },
		]),
	);
	expect(calendar.of("8")).toEqual(
		Intervals.of([
			{ from: 15, to: 30 },
			{ from: 40, to: 50 },
		]),
	);
	expect(calendar.of("9")).toEqual(Intervals.of([{ from: 15, to: 30 }]));
	expect(["7", "8", "9"].map((store) => calendar.ownOf(store).length)).toEqual([2, 1, 0]);
	expect(calendar.ofAll).toEqual([{ store: undefined, from: 15, to: 30 }]);
});
