import { expect, test } from "vitest";
import type { TimelineRow } from "../../web/pictures/timeline-layout.ts";
import { hitBox, rowPaths, scaleOf } from "../../web/pictures/timeline-scale.ts";

const HOUR_MS = 3_600_000;

function day(hours: number, segments: TimelineRow["segments"]): TimelineRow {
	return { day: "2026-11-01", startMs: 0, lengthMs: hours * HOUR_MS, segments };
}

test("the longest row fills the width, and an hour is as wide on every row", () => {
	const scale = scaleOf([day(24, []), day(25, []), day(23, [])], 1_000);
	expect(scale.left + 25 * HOUR_MS * scale.pxPerMs).toBeCloseTo(scale.right, 9);
});

test("edges stand where their milliseconds are", () => {
	const row = day(24, [
		{ state: "up", fromMs: 0, toMs: 1 },
		{ state: "down", fromMs: 6 * HOUR_MS, toMs: 12 * HOUR_MS },
	]);
	const scale = scaleOf([row], 98 + 2_400);
	expect(scale).toMatchObject({ left: 80, right: 2_480 });
	expect(rowPaths(row, 0, scale)).toEqual({
		up: `M80 5h${1 / 36_000}v10h${-1 / 36_000}z`,
		down: "M680 2h600v16h-600z",
		unknown: "",
		closed: "",
	});
});

test("a second of down time is seen and can be pointed at", () => {
	const row = day(24, [{ state: "down", fromMs: HOUR_MS, toMs: HOUR_MS + 1_000 }]);
	const scale = scaleOf([row], 98 + 2_400);
	expect(rowPaths(row, 0, scale).down).toBe("M180 2h2v16h-2z");
	const box = hitBox({ row: 0, fromMs: HOUR_MS, toMs: HOUR_MS + 1_000 }, scale);
	expect(box.width).toBe(10);
	expect(box.x + box.width / 2).toBeCloseTo(180, 1);
});
