import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { components } from "../../src/contract/api.ts";
import {
	clockTicks,
	outagePieces,
	type TimelineRange,
	tickStep,
	timelineRows,
} from "../../web/pictures/timeline-layout.ts";

type Segment = components["schemas"]["Segment"];
type Outage = components["schemas"]["Outage"];

const HOUR_MS = 3_600_000;
const STATES = ["up", "down", "unknown", "closed"] as const;

const NEW_YORK = "America/New_York";
const AUTUMN: TimelineRange = {
	from: "2026-10-30T04:00:00.000Z",
	to: "2026-11-03T05:00:00.000Z",
	zone: NEW_YORK,
};
const SPRING: TimelineRange = {
	from: "2026-03-06T05:00:00.000Z",
	to: "2026-03-10T04:00:00.000Z",
	zone: NEW_YORK,
};

function whole({ from, to }: TimelineRange, state: Segment["state"] = "up"): Segment[] {
	return [{ from, to, state }];
}

function outage(start: string, end: string | null): Outage {
	return {
		start,
		end,
		start_local: start,
		end_local: end,
		down_ms: 0,
		down_ms_total: 0,
		began_before: false,
		goes_on_past: false,
		lost_sales_estimate: null,
	};
}

describe("rows of a timeline", () => {
	test("a range of up to two days is one row that begins where the range does", () => {
		const range = { ...AUTUMN, from: "2026-10-31T04:00:00.000Z", to: "2026-11-02T05:00:00.000Z" };
		const [row, ...others] = timelineRows(whole(range), range);
		expect(others).toEqual([]);
		expect(row).toMatchObject({
			day: null,
			startMs: Date.parse(range.from),
			lengthMs: 49 * HOUR_MS,
		});
	});

	test("a longer range has a row for each local day that it touches", () => {
		const range = { ...AUTUMN, from: "2026-10-30T23:30:00.000Z", to: "2026-11-03T12:15:00.000Z" };
		const rows = timelineRows(whole(range), range);
		expect(rows.map(({ day }) => day)).toEqual([
			"2026-10-30",
			"2026-10-31",
			"2026-11-01",
			"2026-11-02",
			"2026-11-03",
		]);
		expect(rows[0]?.segments).toEqual([
			{ state: "up", fromMs: 19.5 * HOUR_MS, toMs: 24 * HOUR_MS },
		]);
		expect(rows[4]?.segments).toEqual([{ state: "up", fromMs: 0, toMs: 7.25 * HOUR_MS }]);
	});

	test("the day on which the clocks go back has 25 hours, and the one on which they go forward 23", () => {
		const hours = (range: TimelineRange) =>
			timelineRows(whole(range), range).map(({ lengthMs }) => lengthMs / HOUR_MS);
		expect(hours(AUTUMN)).toEqual([24, 24, 25, 24]);
		expect(hours(SPRING)).toEqual([24, 24, 23, 24]);
	});

	test("a day begins after midnight where the clocks skip it", () => {
		const range = {
			from: "2026-04-22T22:00:00.000Z",
			to: "2026-04-25T21:00:00.000Z",
			zone: "Africa/Cairo",
		};
		const rows = timelineRows(whole(range), range);
		expect(rows.map(({ day, lengthMs }) => [day, lengthMs / HOUR_MS])).toEqual([
			["2026-04-23", 24],
			["2026-04-24", 23],
			["2026-04-25", 24],
		]);
	});

	test("a day that a zone left out has no row", () => {
		const range = {
			from: "2011-12-28T10:00:00.000Z",
			to: "2012-01-01T10:00:00.000Z",
			zone: "Pacific/Apia",
		};
		const days = timelineRows(whole(range), range).map(({ day }) => day);
		expect(days).toEqual(["2011-12-28", "2011-12-29", "2011-12-31", "2012-01-01"]);
	});

	test("the rows add up to the segments, in order and to the millisecond", () => {
		const instants = fc.uniqueArray(
			fc.integer({ min: Date.parse("2026-01-01Z"), max: Date.parse("2026-04-20Z") }),
			{ minLength: 2, maxLength: 60 },
		);
		const zones = fc.constantFrom(
			NEW_YORK,
			"UTC",
			"Asia/Kathmandu",
			"Australia/Lord_Howe",
			"Africa/Casablanca",
			"Pacific/Kiritimati",
		);
		fc.assert(
			fc.property(instants, zones, (unsorted, zone) => {
				const edges = unsorted.toSorted((one, other) => one - other);
				const segments = edges.slice(1).map((to, at) => ({
					from: new Date(edges[at] as number).toISOString(),
					to: new Date(to).toISOString(),
					state: STATES[at % STATES.length] as Segment["state"],
				}));
				const range = { from: segments[0]?.from ?? "", to: segments.at(-1)?.to ?? "", zone };
				const parts = timelineRows(segments, range).flatMap((row) =>
					row.segments.map(({ state, fromMs, toMs }) => ({
						state,
						from: row.startMs + fromMs,
						to: row.startMs + toMs,
					})),
				);
				const joined: typeof parts = [];
				for (const part of parts) {
					const last = joined.at(-1);
					expect(part.to).toBeGreaterThan(part.from);
					if (last !== undefined) expect(part.from).toBe(last.to);
					if (last?.state === part.state) last.to = part.to;
					else joined.push({ ...part });
				}
				expect(joined).toEqual(
					segments.map(({ state, from, to }) => ({
						state,
						from: Date.parse(from),
						to: Date.parse(to),
					})),
				);
			}),
		);
	});
});

describe("hours on a row", () => {
	const at = (range: TimelineRange, row: number, stepMin: number) => {
		const rows = timelineRows(whole(range), range);
		const ticks = clockTicks(rows[row] as (typeof rows)[0], NEW_YORK, stepMin);
		return ticks.map(({ atMs, minuteOfDay }) => [atMs / HOUR_MS, minuteOfDay / 60]);
	};

	test("an ordinary day has each where the clock shows it, the next midnight too", () => {
		expect(at(AUTUMN, 0, 360)).toEqual([
			[0, 0],
			[6, 6],
			[12, 12],
			[18, 18],
			[24, 0],
		]);
	});

	test("the hour that the clocks repeat stands twice, and those after it an hour later", () => {
		expect(at(AUTUMN, 2, 60).slice(0, 5)).toEqual([
			[0, 0],
			[1, 1],
			[2, 1],
			[3, 2],
			[4, 3],
		]);
		expect(at(AUTUMN, 2, 60).at(-1)).toEqual([25, 0]);
	});

	test("the hour that the clocks skip does not stand, and those after it an hour earlier", () => {
		expect(at(SPRING, 2, 60).slice(0, 4)).toEqual([
			[0, 0],
			[1, 1],
			[2, 3],
			[3, 4],
		]);
	});

	test("a short row has round times although it begins at none", () => {
		const range = { ...AUTUMN, from: "2026-10-30T14:03:12.000Z", to: "2026-10-30T16:03:12.000Z" };
		const ticks = at(range, 0, 30).map(([, hour]) => hour);
		expect(ticks).toEqual([10.5, 11, 11.5, 12]);
	});

	test("as many are shown as there is room for", () => {
		expect(tickStep(24 * HOUR_MS, 24)).toBe(60);
		expect(tickStep(25 * HOUR_MS, 24)).toBe(120);
		expect(tickStep(2 * HOUR_MS, 6)).toBe(30);
		expect(tickStep(49 * HOUR_MS, 2)).toBe(1440);
	});
});

describe("outages on rows", () => {
	const pieces = (range: TimelineRange, ...outages: Outage[]) =>
		outagePieces(outages, timelineRows(whole(range), range), range);

	test("one over a night has a piece on each day", () => {
		expect(pieces(AUTUMN, outage("2026-10-31T02:00:00.000Z", "2026-10-31T14:30:00.000Z"))).toEqual([
			{ row: 0, outage: 0, fromMs: 22 * HOUR_MS, toMs: 24 * HOUR_MS },
			{ row: 1, outage: 0, fromMs: 0, toMs: 10.5 * HOUR_MS },
		]);
	});

	test("one that began before and goes on past the range reaches from its beginning to its end", () => {
		const range = { ...AUTUMN, from: "2026-10-30T14:00:00.000Z", to: "2026-10-30T16:00:00.000Z" };
		const over = [
			{ row: 0, outage: 0, fromMs: 0, toMs: 2 * HOUR_MS },
			{ row: 0, outage: 1, fromMs: 0, toMs: 2 * HOUR_MS },
		];
		const start = "2026-10-29T14:00:00.000Z";
		expect(pieces(range, outage(start, null), outage(start, "2026-11-01T00:00:00.000Z"))).toEqual(
			over,
		);
	});

	test("one outside the range has none", () => {
		const range = { ...AUTUMN, from: "2026-10-30T14:00:00.000Z", to: "2026-10-30T16:00:00.000Z" };
		const start = "2026-10-30T13:00:00.000Z";
		expect(pieces(range, outage(start, "2026-10-30T14:00:00.000Z"))).toEqual([]);
		expect(pieces(range, outage("2026-10-30T16:00:00.000Z", null))).toEqual([]);
	});
});
