import { setImmediate } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import { beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { FleetNowDocument, FleetUptimeDocument } from "../../src/contract/fleet.ts";
import { formatInstant, HOUR_MS } from "../../src/core/instant.ts";
import { buildApp } from "../../src/http/app.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { importLines } from "../service/import-lines.ts";
import { testServices } from "../service/services.ts";
import { documentOf, placesOf, problemOf, send } from "./answers.ts";
import { heldDatabase } from "./held-database.ts";
import { Wire } from "./wire.ts";

/** A Wednesday, 12:00 in Chicago. */
const NEWEST = Date.UTC(2023, 0, 25, 18);

/** Two stores that are open from 9:00 to 17:00 by clocks eleven hours apart, and one that was never polled. */
const LINES = {
	polls: [
		"store_id,timestamp_utc,status",
		"kathmandu,2023-01-24T04:00:00Z,active",
		"kathmandu,2023-01-25T05:15:00Z,inactive",
		"chicago,2023-01-24T16:00:00Z,inactive",
		"chicago,2023-01-25T16:00:00Z,active",
		"chicago,2023-01-25T18:00:00Z,active",
	],
	hours: [
		"store_id,day,start_time_local,end_time_local",
		...["kathmandu", "chicago", "never"].flatMap((store) =>
			[0, 1, 2, 3, 4, 5, 6].map((day) => `${store},${day},09:00,17:00`),
		),
	],
	timezones: ["store_id,timezone_str", "kathmandu,Asia/Kathmandu"],
	stores: [
		"store_id,name,group,sales_per_hour",
		"kathmandu,,East,",
		"chicago,,West,100.50",
		"never,,West,7",
	],
};

describeOnBothEngines("the fleet over HTTP", (given) => {
	let app: FastifyInstance;
	beforeAll(() => importLines(given.database, NEWEST, LINES));
	beforeEach(() => {
		app = buildApp(testServices(given.database, NEWEST + HOUR_MS));
	});

	const now = async (query = "") =>
		documentOf(await send(app, "GET", `/v1/fleet/now${query}`), 200, FleetNowDocument);
	const uptime = async (query = "") =>
		documentOf(await send(app, "GET", `/v1/fleet/uptime${query}`), 200, FleetUptimeDocument);
	const refusedAt = async (url: string) => placesOf(problemOf(await send(app, "GET", url), 422));

	const NONE = { stores: 0, earliest_since: null, latest_since: null };

	test("is counted by what its stores are in now", async () => {
		expect(await now()).toEqual({
			group: null,
			states: {
				down: { ...NONE, lost_sales_estimate: null, lost_sales_stores: 0 },
				unknown: { ...NONE, stores: 1 },
				up: {
					stores: 1,
					earliest_since: "2023-01-25T16:00:00.000Z",
					latest_since: "2023-01-25T16:00:00.000Z",
				},
				closed: {
					stores: 1,
					earliest_since: "2023-01-25T11:15:00.000Z",
					latest_since: "2023-01-25T11:15:00.000Z",
				},
			},
			total: 3,
			newest_poll: "2023-01-25T18:00:00.000Z",
			currency: null,
			as_of: "2023-01-25T18:00:00.000Z",
			computed_at: "2023-01-25T19:00:00.000Z",
			settings: {
				end_of_day: "midnight",
				missing_day: "open",
				outside_polls: "ignore",
				max_gap_ms: null,
				default_timezone: "America/Chicago",
			},
		});
	});

	test("is counted by group", async () => {
		expect(await now("?group=East")).toMatchObject({
			group: "East",
			states: { closed: { stores: 1 }, up: NONE },
			total: 1,
			newest_poll: "2023-01-25T05:15:00.000Z",
			as_of: "2023-01-25T18:00:00.000Z",
		});
		for (const group of ["South", "%00", "east"])
			expect(await now(`?group=${group}`)).toMatchObject({
				states: { down: NONE, unknown: NONE, up: NONE, closed: NONE },
				total: 0,
				newest_poll: null,
			});
	});

	test("has the figures of its stores, by the date of each", async () => {
		const { parts, figures, method, ...rest } = await uptime("?from=2023-01-24T00:00:00Z&by=day");
		expect(rest).toEqual({
			from: "2023-01-24T00:00:00.000Z",
			to: "2023-01-25T18:00:00.000Z",
			computed_at: "2023-01-25T19:00:00.000Z",
			// Chicago's eight hours of 100.50; what Kathmandu sells is not known.
			lost_sales_estimate: "804.00",
			lost_sales_stores: 1,
			stores_with_downtime: 2,
			before: null,
			uptime_change_points: null,
			currency: null,
		});
		const lost = parts?.map(({ lost_sales_estimate, lost_sales_stores, stores_with_downtime }) => [
			lost_sales_estimate,
			lost_sales_stores,
			stores_with_downtime,
		]);
		expect(lost).toEqual([
			["0.00", 0, 0],
			["703.50", 1, 1],
			["100.50", 1, 2],
		]);
		const hours = (of: typeof figures) =>
			[of.open_ms, of.up_ms, of.down_ms, of.unknown_ms].map((ms) => ms / HOUR_MS);
		expect(parts?.map((part) => [part.local, ...hours(part.figures)])).toEqual([
			// In Chicago, it is still the evening before when the range begins.
			["2023-01-23", 0, 0, 0, 0],
			// Kathmandu 9:00 to 17:00 from 3:15 on by UTC; Chicago from 15:00 on.
			["2023-01-24", 16, 7.25, 7, 1.75],
			["2023-01-25", 11, 4, 7, 0],
		]);
		expect(hours(figures)).toEqual([27, 11.25, 14, 1.75]);
		expect(figures).toMatchObject({ uptime_percent: 44.554, coverage_percent: 93.518 });
		expect(method).toMatchObject({
			selection: "all",
			group: null,
			stores: 2,
			stores_with_default_timezone: 1,
			ranges: [{ name: "custom" }],
			newest_poll: "2023-01-25T18:00:00.000Z",
		});
	});

	test("has figures of the last week, of a group, as of the past", async () => {
		const week = await uptime();
		expect([week.from, week.to, week.parts]).toEqual([
			"2023-01-18T18:00:00.000Z",
			"2023-01-25T18:00:00.000Z",
			null,
		]);
		const east = await uptime("?group=East&as_of=2023-01-25T06:00:00Z");
		expect(east.method).toMatchObject({ selection: "group", group: "East", stores: 1 });
		expect(east.to).toBe("2023-01-25T06:00:00.000Z");
		expect(east.figures.down_ms).toBe(0.75 * HOUR_MS);
		for (const group of ["South", "%00"]) {
			const none = await uptime(`?group=${group}&by=week`);
			expect([none.figures.open_ms, none.figures.uptime_percent, none.method.stores]).toEqual([
				0,
				null,
				0,
			]);
		}
	});

	test("takes no range that is none, or too long", async () => {
		const url = "/v1/fleet/uptime";
		expect(await refusedAt(`${url}?from=a&to=b&as_of=c`)).toEqual(["from", "to", "as_of"]);
		expect(await refusedAt(`${url}?by=year`)).toEqual(["by"]);
		expect(await refusedAt(`${url}?store_id=a`)).toEqual(["store_id"]);
		expect(await refusedAt("/v1/fleet/now?state=up")).toEqual(["state"]);
		const long = formatInstant(NEWEST - 93 * 24 * HOUR_MS);
		for (const query of [`?from=${long}`, `?from=${long}&by=day`, "?as_of=1999-01-01T00:00:00Z"])
			expect(problemOf(await send(app, "GET", url + query), 422).type).toBe("/problems/refused");
	});

	const askAt = (busy: FastifyInstance, i: number) =>
		send(busy, "GET", `/v1/fleet/uptime?as_of=${formatInstant(NEWEST - i * HOUR_MS)}`);

	test("is told to come back later when too many figures are being computed", async () => {
		const { database, release } = heldDatabase(given.database);
		const busy = buildApp(testServices(database, NEWEST));
		// Two are computed, sixteen wait, and one is too much.
		const asked = Array.from({ length: 19 }, (_, i) => askAt(busy, i));
		const first = await Promise.race(asked);
		expect(problemOf(first, 503).type).toBe("/problems/unavailable");
		expect(first.headers["retry-after"]).toBe("5");
		release();
		const answers = await Promise.all(asked);
		expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(18);
		for (let i = 0; i < 19; i++) documentOf(await askAt(busy, i), 200, FleetUptimeDocument);
	});

	test("is not computed for a client that has gone away", async () => {
		const { database, release, waiting, count } = heldDatabase(given.database);
		const busy = buildApp(testServices(database, NEWEST));
		const noticed = Promise.withResolvers<void>();
		busy.addHook("onRequestAbort", async (_request) => noticed.resolve());
		onTestFinished(() => busy.close());
		const client = await Wire.to(busy);
		client.head("GET /v1/fleet/uptime HTTP/1.1", "host: localhost");
		await waiting(1);
		client.socket.destroy();
		await noticed.promise;
		await setImmediate();
		release();
		documentOf(await send(busy, "GET", "/v1/fleet/uptime"), 200, FleetUptimeDocument);
		// One of the first, and of the second that, the page of stores, and that there are no more.
		expect(count()).toBe(1 + 3);
	});
});
