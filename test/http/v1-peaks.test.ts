import type { FastifyInstance } from "fastify";
import { beforeAll, beforeEach, expect, test } from "vitest";
import {
	FleetPeaksDocument,
	type PeakFigures,
	StorePeaksDocument,
} from "../../src/contract/peaks.ts";
import { DAY_MS, formatInstant, HOUR_MS } from "../../src/core/instant.ts";
import { buildApp } from "../../src/http/app.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { importLines } from "../service/import-lines.ts";
import { testServices } from "../service/services.ts";
import { documentOf, placesOf, problemOf, send } from "./answers.ts";

/** A Wednesday, 12:00 in Chicago, 23:45 in Kathmandu. */
const NEWEST = Date.UTC(2023, 0, 25, 18);

/**
 * Two stores that are open from 9:00 to 17:00 by clocks eleven hours and three quarters apart, and one that
 * was never polled. On Tuesday, each by its own clock, Chicago is down from 13:30 to 15:00, and Kathmandu
 * from 9:00 to 14:15; before Monday, or Tuesday, nothing is known of them.
 */
const LINES = {
	polls: [
		"store_id,timestamp_utc,status",
		"chicago,2023-01-23T15:00:00Z,active",
		"chicago,2023-01-24T19:30:00Z,inactive",
		"chicago,2023-01-24T21:00:00Z,active",
		"chicago,2023-01-25T18:00:00Z,active",
		"kathmandu,2023-01-24T03:15:00Z,inactive",
		"kathmandu,2023-01-24T08:30:00Z,active",
	],
	hours: [
		"store_id,day,start_time_local,end_time_local",
		...["kathmandu", "chicago", "never"].flatMap((store) =>
			[0, 1, 2, 3, 4, 5, 6].map((day) => `${store},${day},09:00,17:00`),
		),
	],
	timezones: ["store_id,timezone_str", "kathmandu,Asia/Kathmandu"],
	stores: ["store_id,name,group", "kathmandu,,East", "chicago,,West", "never,,West"],
};

/** Open, up, down and unknown hours, outages begun and the rate. */
function told(figures: PeakFigures | undefined) {
	if (figures === undefined) return undefined;
	const { open_ms, up_ms, down_ms, unknown_ms, outages_begun, down_percent } = figures;
	const hours = [open_ms, up_ms, down_ms, unknown_ms].map((ms) => ms / HOUR_MS);
	return [...hours, outages_begun, down_percent];
}

const NO_PEAK = { by_rate: null, by_downtime: null };
const NO_PEAKS = { hour_of_day: NO_PEAK, weekday: NO_PEAK, hour_of_week: NO_PEAK };

describeOnBothEngines("peaks over HTTP", (given) => {
	let app: FastifyInstance;
	beforeAll(() => importLines(given.database, NEWEST, LINES));
	beforeEach(() => {
		app = buildApp(testServices(given.database, NEWEST + HOUR_MS));
	});

	const ofStore = async (id: string, query = "") =>
		documentOf(await send(app, "GET", `/v1/stores/${id}/peaks${query}`), 200, StorePeaksDocument);
	const ofFleet = async (query = "") =>
		documentOf(await send(app, "GET", `/v1/fleet/peaks${query}`), 200, FleetPeaksDocument);

	test("of a store are by its own clock, over four weeks", async () => {
		const { matrix, peaks, figures, method, ...rest } = await ofStore("chicago");
		expect(rest).toEqual({
			store_id: "chicago",
			timezone: "America/Chicago",
			from: "2022-12-28T18:00:00.000Z",
			to: "2023-01-25T18:00:00.000Z",
		});
		expect(matrix.map(({ weekday }) => weekday)).toEqual([0, 1, 2, 3, 4, 5, 6]);
		const tuesday = matrix[1]?.hours.map(told) ?? [];
		expect(tuesday.slice(8, 18)).toEqual([
			[0, 0, 0, 0, 0, null],
			...[9, 10, 11, 12].map(() => [4, 1, 0, 3, 0, 0]),
			[4, 0.5, 0.5, 3, 1, 50],
			[4, 0, 1, 3, 0, 100],
			...[15, 16].map(() => [4, 1, 0, 3, 0, 0]),
			[0, 0, 0, 0, 0, null],
		]);
		// Nothing is known of any Sunday.
		expect(told(matrix[6]?.hours[9])).toEqual([4, 0, 0, 4, 0, null]);
		const hour = { hour: 14, figures: peaks.hour_of_day.by_rate?.figures };
		expect(told(hour.figures)).toEqual([28, 1, 1, 26, 0, 50]);
		const day = { weekday: 1, figures: peaks.weekday.by_rate?.figures };
		expect(told(day.figures)).toEqual([32, 6.5, 1.5, 24, 1, 18.75]);
		const cell = { weekday: 1, hour: 14, figures: matrix[1]?.hours[14] };
		expect(peaks).toEqual({
			hour_of_day: { by_rate: hour, by_downtime: hour },
			weekday: { by_rate: day, by_downtime: day },
			hour_of_week: { by_rate: cell, by_downtime: cell },
		});
		expect([figures.open_ms, figures.up_ms, figures.down_ms, figures.unknown_ms]).toEqual(
			[224, 17.5, 1.5, 205].map((hours) => hours * HOUR_MS),
		);
		expect(method).toMatchObject({ selection: "listed", stores: 1, ranges: [{ name: "custom" }] });
	});

	test("of all stores are the sums of theirs, each by its own clock", async () => {
		const { matrix, peaks, figures, method, ...rest } = await ofFleet();
		expect(rest).toEqual({
			from: "2022-12-28T18:00:00.000Z",
			to: "2023-01-25T18:00:00.000Z",
			computed_at: "2023-01-25T19:00:00.000Z",
		});
		const tuesday = matrix[1]?.hours.map(told) ?? [];
		expect(tuesday.slice(9, 15)).toEqual([
			[8, 1, 1, 6, 1, 50],
			...[10, 11, 12].map(() => [8, 1, 1, 6, 0, 50]),
			[8, 0.5, 1.5, 6, 1, 75],
			[8, 0.75, 1.25, 6, 0, 62.5],
		]);
		expect(peaks.hour_of_week.by_rate).toMatchObject({ weekday: 1, hour: 13 });
		expect(peaks.hour_of_day.by_downtime?.hour).toBe(13);
		expect(told(peaks.hour_of_day.by_rate?.figures)).toEqual([56, 2.5, 1.5, 52, 1, 37.5]);
		expect(told(peaks.weekday.by_rate?.figures)).toEqual([64, 9.25, 6.75, 48, 2, 42.187]);
		expect([figures.open_ms, figures.down_ms]).toEqual([448 * HOUR_MS, 6.75 * HOUR_MS]);
		expect(method).toMatchObject({ selection: "all", stores: 2 });
	});

	test("of a group, over a range, and as of the past", async () => {
		const east = await ofFleet("?group=East&from=2023-01-24T00:00:00Z&to=2023-01-24T05:15:00Z");
		expect(east.method).toMatchObject({ selection: "group", group: "East", stores: 1 });
		expect(east.figures).toMatchObject({ open_ms: 2 * HOUR_MS, down_ms: 2 * HOUR_MS });
		// Of several that are alike, the earliest is named.
		expect(east.peaks.hour_of_week.by_rate).toMatchObject({ weekday: 1, hour: 9 });
		const past = await ofStore("chicago", "?as_of=2023-01-24T20:00:00Z");
		expect([past.from, past.to]).toEqual(["2022-12-27T20:00:00.000Z", "2023-01-24T20:00:00.000Z"]);
		expect(past.figures.down_ms).toBe(HOUR_MS / 2);
		expect((await ofFleet("?group=South")).peaks).toEqual(NO_PEAKS);
	});

	test("are none where nothing was down for 30 minutes of known time, or nothing is known", async () => {
		const range = "?from=2023-01-24T19:35:00Z&to=2023-01-24T19:55:00Z";
		const brief = await ofStore("chicago", range);
		expect(told(brief.matrix[1]?.hours[13])).toEqual([1 / 3, 0, 1 / 3, 0, 0, 100]);
		expect(brief.peaks).toEqual(NO_PEAKS);
		const never = await ofStore("never");
		expect(never.figures).toMatchObject({ unknown_ms: 224 * HOUR_MS, uptime_percent: null });
		expect(never.peaks).toEqual(NO_PEAKS);
	});

	test("are refused over what is no range, or too long, and of what is not there", async () => {
		const refusedAt = async (url: string) => placesOf(problemOf(await send(app, "GET", url), 422));
		for (const url of ["/v1/stores/chicago/peaks", "/v1/fleet/peaks"]) {
			expect(await refusedAt(`${url}?from=a&to=b&as_of=c`)).toEqual(["from", "to", "as_of"]);
			expect(await refusedAt(`${url}?by=day`)).toEqual(["by"]);
			const empty = `${url}?from=2023-01-24T00:00:00Z&to=2023-01-24T00:00:00Z`;
			expect(problemOf(await send(app, "GET", empty), 422).type).toBe("/problems/refused");
		}
		expect(await refusedAt("/v1/stores/chicago/peaks?group=East")).toEqual(["group"]);
		const over = (days: number) => `?from=${formatInstant(NEWEST - days * DAY_MS)}`;
		await ofStore("chicago", over(366));
		await ofFleet(over(92));
		for (const url of [`/v1/stores/chicago/peaks${over(367)}`, `/v1/fleet/peaks${over(93)}`])
			expect(problemOf(await send(app, "GET", url), 422).type).toBe("/problems/refused");
		for (const id of ["nobody", "%00"])
			expect(problemOf(await send(app, "GET", `/v1/stores/${id}/peaks`), 404).type).toBe(
				"/problems/not-found",
			);
	});
});

describeOnBothEngines("peaks when the clocks change, over HTTP", (given) => {
	test("count an hour that is shown twice in one cell, and one that is skipped in none", async () => {
		const polls = ["store_id,timestamp_utc,status", "clock,2022-03-01T00:00:00Z,inactive"];
		await importLines(given.database, NEWEST, { polls });
		const app = buildApp(testServices(given.database, NEWEST));
		const nightOf = async (from: string, to: string) => {
			const url = `/v1/stores/clock/peaks?as_of=${to}&from=${from}&to=${to}`;
			const { matrix, figures } = documentOf(await send(app, "GET", url), 200, StorePeaksDocument);
			const sunday = matrix[6]?.hours.slice(0, 4).map(({ down_ms }) => down_ms / HOUR_MS);
			return [sunday, figures.down_ms / HOUR_MS];
		};
		// Sundays of 23 and of 25 hours in Chicago.
		expect(await nightOf("2022-03-13T06:00:00Z", "2022-03-14T05:00:00Z")).toEqual([
			[1, 1, 0, 1],
			23,
		]);
		expect(await nightOf("2022-11-06T05:00:00Z", "2022-11-07T06:00:00Z")).toEqual([
			[1, 2, 1, 1],
			25,
		]);
	});
});
