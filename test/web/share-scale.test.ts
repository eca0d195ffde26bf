import { expect, test } from "vitest";
import { SHARE_MARKS, SHARE_WORDS, shareMark } from "../../web/pictures/share-scale.ts";

const HOUR_MS = 3_600_000;

function mark(downMs: number, knownMs: number, openMs = knownMs) {
	return shareMark({ open_ms: openMs, down_ms: downMs, up_ms: knownMs - downMs });
}

test("a step ends at its percentage, and a millisecond more is of the next", () => {
	const knownMs = 100 * HOUR_MS;
	expect(mark(0, knownMs)).toBe(0);
	expect(mark(1, knownMs)).toBe(1);
	for (const [step, percent] of [1, 5, 10, 25].entries()) {
		expect(mark(percent * HOUR_MS, knownMs)).toBe(step + 1);
		expect(mark(percent * HOUR_MS + 1, knownMs)).toBe(step + 2);
	}
	expect(mark(knownMs, knownMs)).toBe(5);
});

test("the share is of known time, whatever is unknown", () => {
	expect(mark(HOUR_MS, 2 * HOUR_MS, 100 * HOUR_MS)).toBe(5);
});

test("under half an hour of known time is no share, however much was down", () => {
	expect(mark(HOUR_MS / 2 - 1, HOUR_MS / 2 - 1, HOUR_MS)).toBe("sparse");
	expect(mark(0, 0, HOUR_MS)).toBe("sparse");
	expect(mark(HOUR_MS / 2, HOUR_MS / 2)).toBe(5);
});

test("no open time is not a share of 0", () => {
	expect(mark(0, 0, 0)).toBe("closed");
});

test("every mark has words of its own", () => {
	const words = SHARE_MARKS.map((each) => SHARE_WORDS[each]);
	expect(new Set(words).size).toBe(Object.keys(SHARE_WORDS).length);
});
