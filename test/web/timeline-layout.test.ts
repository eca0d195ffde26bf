import { describe, expect, test } from "vitest";
import {
	clockTicks,
	outagePieces,
	type TimelineRow,
	tickStep,
	timelineRows,
} from "../../web/pictures/timeline-layout.ts";

const HOUR_MS = 3_600_000;

/** Segments of so many hours each, one after the other. */
function segments(from: string, hours: readonly number[]) {
	const states = ["closed", "up", "down", "unknown"] as const;
	let at = Date.parse(from);
	return hours.map((length, place) => {
		const segment = {
			from: new Date(at).toISOString(),
			to: new Date(at + length * HOUR_MS).toISOString(),
			state: states[place % 4] as (typeof states)[number],
		};
		at += length * HOUR_MS;
		return segment;
	});
}

/** The stretches of all rows, as instants, joined where one row ends and the next begins. */
function joined(rows: readonly TimelineRow[]) {
	const stretches: { from: number; to: number; state: string }[] = [];
	for (const row of rows)
		for (const { fromMs, toMs, state } of row.segments) {
			const from = row.startMs + fromMs;
			const before = stretches.at(-1);
			if (before?.to === from && before.state === state) before.to = row.startMs + toMs;
			else stretches.push({ from, to: row.startMs + toMs, state });
		}
	return stretches;
}

describe("the rows of a timeline", () => {
	test("are one for up to two days", () => {
		const from = "2026-11-20T05:00:00.000Z";
		const range = { from, to: "2026-11-22T05:00:00.000Z", zone: "America/New_York" };
		const rows = timelineRows(segments(from, [9, 30, 9]), range);
		expect(rows).toHaveLength(1);
		expect(rows[0]).toMatchObject({ day: null, lengthMs: 48 * HOUR_MS });
	});

	test("are the local days that a longer range touches, those of a clock change an hour shorter or longer", () => {
		for (const [first, day, hours] of [
			["2026-10-30", "2026-11-01", 25],
			["2026-03-06", "2026-03-08", 23],
		] as const) {
			const from = `${first}T12:00:00.000Z`;
			const to = new Date(Date.parse(from) + 96 * HOUR_MS).toISOString();
			const rows = timelineRows(segments(from, [96]), { from, to, zone: "America/New_York" });
			expect(rows).toHaveLength(5);
			expect(rows.map(({ lengthMs }) => lengthMs / HOUR_MS).filter((one) => one !== 24)).toEqual([
				hours,
			]);
			expect(rows.find(({ lengthMs }) => lengthMs !== 24 * HOUR_MS)?.day).toBe(day);
		}
	});

	test("are the segments to the millisecond, cut where days end", () => {
		const from = "2026-10-30T12:34:56.789Z";
		const given = segments(from, [7.3, 11.01, 0.0001, 40, 3.5, 29, 1.123, 60]);
		const to = given.at(-1)?.to as string;
		const rows = timelineRows(given, { from, to, zone: "America/New_York" });
		expect(joined(rows)).toEqual(
			given.map((one) => ({
				from: Date.parse(one.from),
				to: Date.parse(one.to),
				state: one.state,
			})),
		);
		for (const { lengthMs, segments: inRow } of rows)
			for (const { fromMs, toMs } of inRow) {
				expect(fromMs).toBeGreaterThanOrEqual(0);
				expect(toMs).toBeLessThanOrEqual(lengthMs);
			}
	});

	test("leave out a day that a zone skipped when it crossed the date line", () => {
		const from = "2011-12-28T12:00:00.000Z";
		const to = "2012-01-02T12:00:00.000Z";
		const rows = timelineRows(segments(from, [120]), { from, to, zone: "Pacific/Apia" });
		expect(rows.map(({ day }) => day)).not.toContain("2011-12-30");
		expect(joined(rows)).toHaveLength(1);
	});
});

describe("the outages on them", () => {
	const from = "2026-11-20T00:00:00.000Z";
	const to = "2026-11-24T00:00:00.000Z";
	const range = { from, to, zone: "UTC" };
	const rows = timelineRows(segments(from, [96]), range);
	const outage = (start: string, end: string | null) => ({
		start,
		end,
		start_local: start,
		end_local: end,
		down_ms: 1,
		down_ms_total: 1,
		began_before: false,
		goes_on_past: false,
		lost_sales_estimate: null,
	});

	test("are in the rows that they touch, and in no others", () => {
		const pieces = outagePieces(
			[
				outage("2026-11-20T22:00:00.000Z", "2026-11-21T02:00:00.000Z"),
				outage("2026-11-22T00:00:00.000Z", "2026-11-23T00:00:00.000Z"),
			],
			rows,
			range,
		);
		expect(pieces).toEqual([
			{ row: 0, outage: 0, fromMs: 22 * HOUR_MS, toMs: 24 * HOUR_MS },
			{ row: 1, outage: 0, fromMs: 0, toMs: 2 * HOUR_MS },
			{ row: 2, outage: 1, fromMs: 0, toMs: 24 * HOUR_MS },
		]);
	});

	test("begin with the range where they began before it, and end with it while they go on", () => {
		const pieces = outagePieces([outage("2026-11-01T00:00:00.000Z", null)], rows, range);
		expect(pieces.map(({ fromMs, toMs }) => toMs - fromMs)).toEqual(rows.map(() => 24 * HOUR_MS));
	});
});

describe("ticks", () => {
	const dayOf = (day: string, next: string): TimelineRow => ({
		day,
		startMs: Date.parse(`${day}T04:00:00Z`),
		lengthMs: Date.parse(next) - Date.parse(`${day}T04:00:00Z`),
		segments: [],
	});

	test("are by the local clock: an hour that is repeated has two, one that is skipped has none", () => {
		const longer = clockTicks(dayOf("2026-11-01", "2026-11-02T05:00:00Z"), "America/New_York", 60);
		expect(longer.map(({ minuteOfDay }) => minuteOfDay / 60)).toEqual([
			0,
			1,
			1,
			...Array.from({ length: 22 }, (_, hour) => hour + 2),
			0,
		]);
		const shorter = clockTicks(
			{
				day: "2026-03-08",
				startMs: Date.parse("2026-03-08T05:00:00Z"),
				lengthMs: 23 * HOUR_MS,
				segments: [],
			},
			"America/New_York",
			60,
		);
		expect(shorter.map(({ minuteOfDay }) => minuteOfDay / 60)).not.toContain(2);
		expect(shorter).toHaveLength(24);
	});

	test("are as many as there is room for", () => {
		expect(tickStep(24 * HOUR_MS, 24)).toBe(60);
		expect(tickStep(24 * HOUR_MS, 10)).toBe(180);
		expect(tickStep(HOUR_MS, 5)).toBe(15);
	});
});
