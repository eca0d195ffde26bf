import type { FastifyInstance } from "fastify";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { FleetDaysDocument } from "../../src/contract/fleet-days.ts";
import { StoreUptimeDocument } from "../../src/contract/store.ts";
import { HOUR_MS } from "../../src/core/instant.ts";
import { buildApp } from "../../src/http/app.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { importLines } from "../service/import-lines.ts";
import { testServices } from "../service/services.ts";
import { documentOf, placesOf, problemOf, send } from "./answers.ts";

/** A Wednesday, 12:00 in Chicago, 23:45 in Kathmandu. */
const NEWEST = Date.UTC(2023, 0, 25, 18);

/** Chicago is open from 9 to 17 o'clock and was down on Tuesday from 16 o'clock on; Kathmandu is always open. */
const LINES = {
	polls: [
		"store_id,timestamp_utc,status",
		"chicago,2023-01-01T16:00:00Z,active",
		"chicago,2023-01-24T22:00:00Z,inactive",
		"chicago,2023-01-25T18:00:00Z,active",
		"kathmandu,2023-01-25T05:15:00Z,inactive",
	],
	hours: [
		"store_id,day,start_time_local,end_time_local",
		...[0, 1, 2, 3, 4, 5, 6].map((day) => `chicago,${day},09:00,17:00`),
	],
	timezones: ["store_id,timezone_str", "kathmandu,Asia/Kathmandu"],
	stores: ["store_id,name", "never,Never polled"],
};

describeOnBothEngines("stores' days over HTTP", (given) => {
	let app: FastifyInstance;
	beforeAll(() => importLines(given.database, NEWEST, LINES));
	beforeEach(() => {
		app = buildApp(testServices(given.database, NEWEST + HOUR_MS));
	});

	const ask = (query: string) => send(app, "GET", `/v1/fleet/days${query}`);
	const daysOf = async (query: string) => documentOf(await ask(query), 200, FleetDaysDocument);
	const refusedAt = async (query: string) => placesOf(problemOf(await ask(query), 422));

	test("are local dates, the one of as of as far as it has passed, and how they came about", async () => {
		const { stores, ...rest } = await daysOf("?store_id=kathmandu&store_id=chicago&days=2");
		expect(rest).toEqual({
			to: "2023-01-25T18:00:00.000Z",
			as_of: "2023-01-25T18:00:00.000Z",
			computed_at: "2023-01-25T19:00:00.000Z",
			settings: expect.objectContaining({ default_timezone: "America/Chicago" }),
		});
		const hours = (ms: number) => ms / HOUR_MS;
		const told = stores.map(({ days, ...store }) => [
			store,
			days?.map(({ local, from, to, figures: { open_ms, up_ms, down_ms } }) => [
				local,
				from.slice(5, 16),
				to.slice(5, 16),
				[open_ms, up_ms, down_ms].map(hours),
			]),
		]);
		expect(told).toEqual([
			[
				{ store_id: "kathmandu", timezone: "Asia/Kathmandu" },
				[
					["2023-01-24", "01-23T18:15", "01-24T18:15", [24, 0, 0]],
					["2023-01-25", "01-24T18:15", "01-25T18:00", [23.75, 0, 12.75]],
				],
			],
			[
				{ store_id: "chicago", timezone: "America/Chicago" },
				[
					["2023-01-24", "01-24T06:00", "01-25T06:00", [8, 7, 1]],
					["2023-01-25", "01-25T06:00", "01-25T18:00", [3, 0, 3]],
				],
			],
		]);
	});

	test("are 14 where it is not said, of one store too, and what its uptime by day is", async () => {
		const { stores } = await daysOf("?store_id=chicago");
		const [{ days }] = stores as [(typeof stores)[0]];
		expect([stores.length, days?.length, days?.[0]?.local]).toEqual([1, 14, "2023-01-12"]);
		const url = `/v1/stores/chicago/uptime?by=day&from=${days?.[0]?.from}`;
		const { parts } = documentOf(await send(app, "GET", url), 200, StoreUptimeDocument);
		expect(days).toEqual(parts?.map(({ lost_sales_estimate: _, ...part }) => part));
	});

	test("are told of a store that was never polled, and that there is none with another id", async () => {
		const { stores } = await daysOf("?store_id=nobody&store_id=never&store_id=%00&days=1");
		expect(stores).toEqual([
			{ store_id: "nobody", timezone: null, days: null },
			{
				store_id: "never",
				timezone: "America/Chicago",
				days: [
					expect.objectContaining({
						local: "2023-01-25",
						figures: expect.objectContaining({ unknown_ms: 12 * HOUR_MS, uptime_percent: null }),
					}),
				],
			},
			{ store_id: "\u0000", timezone: null, days: null },
		]);
	});

	test("end where the request says, as of at the latest", async () => {
		const lastOf = async (query: string) => {
			const { stores, to, as_of } = await daysOf(`?store_id=chicago&days=3${query}`);
			const day = stores[0]?.days?.at(-1);
			return [day?.local, day?.to.slice(5, 16), to.slice(5, 16), as_of.slice(5, 16)];
		};
		// Tuesday's midnight ends Tuesday, and does not begin a Wednesday of nothing.
		expect(await lastOf("&to=2023-01-25T00:00:00-06:00")).toEqual([
			"2023-01-24",
			"01-25T06:00",
			"01-25T06:00",
			"01-25T18:00",
		]);
		const past = ["2023-01-24", "01-24T20:30", "01-24T20:30", "01-24T20:30"];
		expect(await lastOf("&as_of=2023-01-24T20:30:00Z")).toEqual(past);
		expect(await lastOf("&as_of=2023-01-24T20:30:00Z&to=2023-01-25T00:00:00Z")).toEqual(past);
	});

	test("are refused of no store, of too many, and over what cannot be", async () => {
		const stores = (count: number) => `?${"store_id=chicago&".repeat(count)}`;
		expect((await daysOf(`${stores(100)}days=1`)).stores.length).toBe(100);
		expect(await refusedAt("")).toEqual(["store_id"]);
		expect(await refusedAt(stores(101).slice(0, -1))).toEqual(["store_id"]);
		for (const days of ["0", "32", "1.5", "two"])
			expect(await refusedAt(`${stores(1)}days=${days}`)).toEqual(["days"]);
		expect(await refusedAt(`${stores(1)}days=2&days=3`)).toEqual(["days"]);
		expect(await refusedAt(`${stores(1)}to=x&as_of=y`)).toEqual(["to", "as_of"]);
		expect(await refusedAt(`${stores(1)}from=2023-01-24T00:00:00Z`)).toEqual(["from"]);
		const late = await ask(`${stores(1)}as_of=2023-03-01T00:00:00Z`);
		expect(problemOf(late, 422).type).toBe("/problems/refused");
	});
});

describeOnBothEngines("stores' days where there is no poll", (given) => {
	test("are refused, for nothing says what now is", async () => {
		const app = buildApp(testServices(given.database, NEWEST));
		const { type } = problemOf(await send(app, "GET", "/v1/fleet/days?store_id=a"), 422);
		expect(type).toBe("/problems/refused");
	});
});
