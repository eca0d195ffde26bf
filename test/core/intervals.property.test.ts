import fc from "fast-check";
import { expect, test } from "vitest";
import type { Range } from "../../src/core/instant.ts";
import { IntervalBuilder, Intervals } from "../../src/core/intervals.ts";

/** Small numbers, so that ranges meet, touch, repeat, are empty or run backwards. */
const anyRange: fc.Arbitrary<Range> = fc.record({ from: fc.nat(30), to: fc.nat(30) });
const anyRanges = fc.array(anyRange, { maxLength: 10 });

function rangesOf(intervals: Intervals): Range[] {
	return Array.from({ length: intervals.count }, (_, i) => ({
		from: intervals.from(i),
		to: intervals.to(i),
	}));
}

const covers = (ranges: readonly Range[], at: number) =>
	ranges.some(({ from, to }) => from <= at && at < to);

/** Walks the instants: the longest stretches of those that are wanted. */
function stretches(wanted: (at: number) => boolean): Range[] {
	const found: Range[] = [];
	for (let at = 0; at < 31; at++) {
		if (!wanted(at)) continue;
		const last = found.at(-1);
		if (last?.to === at) found[found.length - 1] = { from: last.from, to: at + 1 };
		else found.push({ from: at, to: at + 1 });
	}
	return found;
}

test("intervals are what was added, inside the range, without what is excluded", () => {
	fc.assert(
		fc.property(anyRanges, fc.option(anyRange), anyRanges, (added, within, excluded) => {
			const builder = new IntervalBuilder();
			for (const { from, to } of added) builder.add(from, to);
			const finished = builder.finish(within ?? undefined, Intervals.of(excluded));
			expect(rangesOf(finished)).toEqual(
				stretches(
					(at) =>
						covers(added, at) && (within === null || covers([within], at)) && !covers(excluded, at),
				),
			);
		}),
		{ numRuns: 10_000 },
	);
});

test("a builder that is used again starts empty, and a copy outlives it", () => {
	fc.assert(
		fc.property(anyRanges, anyRanges, (first, second) => {
			const builder = new IntervalBuilder();
			for (const { from, to } of first) builder.add(from, to);
			const kept = builder.finish().copy();
			for (const { from, to } of second) builder.add(from, to);
			expect(rangesOf(builder.finish())).toEqual(stretches((at) => covers(second, at)));
			expect(rangesOf(kept)).toEqual(stretches((at) => covers(first, at)));
			expect(kept.totalMs()).toBe(
				stretches((at) => covers(first, at)).reduce((sum, { from, to }) => sum + to - from, 0),
			);
		}),
		{ numRuns: 2_000 },
	);
});
