import type { FastifyInstance } from "fastify";
import { beforeAll, beforeEach, expect, test } from "vitest";
import {
	StoreTargetDocument,
	TargetDocument,
	TargetStatusPage,
	TargetsPage,
} from "../../src/contract/target.ts";
import { HOUR_MS, MINUTE_MS } from "../../src/core/instant.ts";
import { buildApp } from "../../src/http/app.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { importLines } from "../service/import-lines.ts";
import { testServices } from "../service/services.ts";
import { documentOf, placesOf, problemOf, send } from "./answers.ts";

/** A Wednesday, 12:00 in Chicago. */
const NEWEST = Date.UTC(2023, 0, 25, 18);

/**
 * All are open from 9:00 to 17:00, every day. Chicago was down from noon to two on the tenth, Tokyo for half an
 * hour on the eleventh; Quiet was first heard of on the twentieth, and Never never.
 */
const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];
const LINES = {
	polls: [
		"store_id,timestamp_utc,status",
		"chicago,2022-12-30T18:00:00Z,active",
		"chicago,2023-01-10T18:00:00Z,inactive",
		"chicago,2023-01-10T20:00:00Z,active",
		"chicago,2023-01-25T18:00:00Z,active",
		"tokyo,2022-12-30T05:00:00Z,active",
		"tokyo,2023-01-11T05:00:00Z,inactive",
		"tokyo,2023-01-11T05:30:00Z,active",
		"quiet,2023-01-20T15:00:00Z,active",
	],
	hours: [
		"store_id,day,start_time_local,end_time_local",
		...["chicago", "tokyo", "quiet", "never"].flatMap((id) =>
			EVERY_DAY.map((day) => `${id},${day},09:00,17:00`),
		),
	],
	timezones: ["store_id,timezone_str", "tokyo,Asia/Tokyo"],
	stores: ["store_id,name,group", "chicago,Main Street,West", "quiet,,West", "never,,West"],
};

// Chicago has had 24 days and 3 hours of 8 hours, 195 hours, 193 of them up: 98.974 %. It has 5 hours and 6 days
// ahead, 53 hours; 1 % of 248 hours are 2.48.
const CHICAGO = {
	store_id: "chicago",
	name: "Main Street",
	group: "West",
	timezone: "America/Chicago",
	from: "2023-01-01T06:00:00.000Z",
	to: "2023-02-01T06:00:00.000Z",
	target_percent: 99,
	target_from: "fleet",
	figures: {
		open_ms: 195 * HOUR_MS,
		up_ms: 193 * HOUR_MS,
		down_ms: 2 * HOUR_MS,
		unknown_ms: 0,
		uptime_percent: 98.974,
		coverage_percent: 100,
	},
	verdict: "missed",
	outlook: "open",
	open_ahead_ms: 53 * HOUR_MS,
	allowed_ms: 2.48 * HOUR_MS,
	left_ms: 0.48 * HOUR_MS,
	exceeded_ms: 0,
};

describeOnBothEngines("targets over HTTP", (given) => {
	let app: FastifyInstance;
	beforeAll(() => importLines(given.database, NEWEST, LINES));
	beforeEach(async () => {
		app = buildApp(testServices(given.database, NEWEST + HOUR_MS));
		await given.database.tables.deleteFrom("target").execute();
		// Stores that are made by a target of their own.
		await given.database.tables
			.deleteFrom("store")
			.where("store_id", "in", ["a/b", "zoo"])
			.execute();
	});

	const set = async (whose: string, percent: number) =>
		documentOf(
			await send(app, "PUT", `/v1/targets/${whose}`, { uptime_percent: percent }),
			200,
			TargetDocument,
		);
	const statusOf = async (query = "") =>
		documentOf(await send(app, "GET", `/v1/targets/status${query}`), 200, TargetStatusPage);
	const refusedAt = async (url: string) => placesOf(problemOf(await send(app, "GET", url), 422));

	test("are set, replaced, listed and deleted", async () => {
		const fleet = { of: "fleet", group: null, store_id: null, uptime_percent: 99.5 };
		const group = { of: "group", group: "North & West", store_id: null, uptime_percent: 0.001 };
		const store = { of: "store", group: null, store_id: "a/b", uptime_percent: 100 };
		expect(await set("fleet", 90)).toEqual({ ...fleet, uptime_percent: 90 });
		for (const _ of [1, 2]) {
			expect(await set("fleet", 99.5)).toEqual(fleet);
			expect(await set("groups/North%20%26%20West", 0.001)).toEqual(group);
			expect(await set("stores/a%2Fb", 100)).toEqual(store);
		}
		const list = async (query = "") =>
			documentOf(await send(app, "GET", `/v1/targets${query}`), 200, TargetsPage);
		expect(await list()).toEqual({ targets: [fleet, group, store], next_cursor: null });
		const first = await list("?limit=2");
		expect(first.targets).toEqual([fleet, group]);
		expect(await list(`?limit=2&cursor=${first.next_cursor}`)).toEqual({
			targets: [store],
			next_cursor: null,
		});
		for (const whose of ["fleet", "groups/North%20%26%20West", "stores/a%2Fb"]) {
			expect((await send(app, "DELETE", `/v1/targets/${whose}`)).statusCode).toBe(204);
			problemOf(await send(app, "DELETE", `/v1/targets/${whose}`), 404);
		}
		expect((await list()).targets).toEqual([]);
	});

	test("are percentages above 0, up to 100, with three decimals at the most", async () => {
		for (const uptime_percent of [0, -1, 100.001, 99.9999, 1e-7, "99", null, true])
			for (const whose of ["fleet", "groups/West", "stores/chicago"]) {
				const answer = await send(app, "PUT", `/v1/targets/${whose}`, { uptime_percent });
				expect(placesOf(problemOf(answer, 422))).toEqual(["/uptime_percent"]);
			}
		const missing = await send(app, "PUT", "/v1/targets/fleet", {});
		expect(placesOf(problemOf(missing, 422))).toEqual(["/uptime_percent"]);
		const more = await send(app, "PUT", "/v1/targets/fleet", { uptime_percent: 99, of: "fleet" });
		expect(placesOf(problemOf(more, 422))).toEqual(["/of"]);
		const body = { uptime_percent: 99 };
		const store = await send(app, "PUT", "/v1/targets/stores/8.1E%2B018", body);
		expect(placesOf(problemOf(store, 422))).toEqual(["store_id"]);
		const group = await send(app, "PUT", "/v1/targets/groups/a%01", body);
		expect(problemOf(group, 422).type).toBe("/problems/refused");
	});

	test("are told of one store, also while it has none", async () => {
		const of = async (query = "") =>
			documentOf(
				await send(app, "GET", `/v1/stores/chicago/target${query}`),
				200,
				StoreTargetDocument,
			);
		const none = await of();
		expect(none).toMatchObject({
			month: "2023-01",
			figures: CHICAGO.figures,
			open_ahead_ms: CHICAGO.open_ahead_ms,
			target_percent: null,
			target_from: null,
			verdict: null,
			outlook: null,
			allowed_ms: null,
			left_ms: null,
			exceeded_ms: null,
		});
		await set("fleet", 99);
		const { method, ...told } = await of();
		expect(told).toEqual({ month: "2023-01", ...CHICAGO });
		expect(method).toMatchObject({
			selection: "listed",
			stores: 1,
			as_of: "2023-01-25T18:00:00.000Z",
			ranges: [
				{ name: "2023-01", from: "2023-01-01T06:00:00.000Z", to: "2023-01-25T18:00:00.000Z" },
			],
		});
		await set("groups/West", 99.5);
		// 0.5 % of 248 hours are 1.24.
		expect(await of()).toMatchObject({
			target_percent: 99.5,
			target_from: "group",
			outlook: "missed",
			left_ms: 0,
			exceeded_ms: 0.76 * HOUR_MS,
		});
		await set("stores/chicago", 98);
		// 4.96 hours.
		expect(await of()).toMatchObject({
			target_from: "store",
			verdict: "met",
			left_ms: 2.96 * HOUR_MS,
		});
		// In December two days were known.
		expect(await of("?month=2022-12")).toMatchObject({
			month: "2022-12",
			figures: { up_ms: (5 + 8) * HOUR_MS, down_ms: 0 },
			open_ahead_ms: 0,
			verdict: "met",
			outlook: "kept",
		});
		problemOf(await send(app, "GET", "/v1/stores/nobody/target"), 404);
	});

	test("are told of the fleet, its groups and its stores, the nearest to missing it first", async () => {
		await set("fleet", 99);
		await set("groups/East", 95);
		await set("stores/tokyo", 99.9);
		const { method, stores, groups, fleet, ...rest } = await statusOf();
		expect(rest).toEqual({
			month: "2023-01",
			counts: {
				stores: {
					total: 4,
					verdicts: { met: 1, missed: 2, unknown: 1 },
					outlooks: { open: 3, kept: 0, missed: 1, unknown: 0 },
				},
				groups: {
					total: 2,
					verdicts: { met: 1, missed: 0, unknown: 1 },
					outlooks: { open: 1, kept: 0, missed: 0, unknown: 1 },
				},
			},
			next_cursor: null,
			total: 4,
			computed_at: "2023-01-25T19:00:00.000Z",
		});
		expect(method).toMatchObject({ selection: "all", stores: 4 });
		expect(stores.map(({ store_id }) => store_id)).toEqual(["tokyo", "chicago", "never", "quiet"]);
		expect(stores[1]).toEqual(CHICAGO);
		// 25 days of 8 hours had passed in Tokyo, and 6 are ahead: 0.1 % of 248 hours are 0.248.
		expect(stores[0]).toMatchObject({
			target_percent: 99.9,
			target_from: "store",
			figures: { up_ms: 199.5 * HOUR_MS, down_ms: HOUR_MS / 2 },
			outlook: "missed",
			exceeded_ms: 0.252 * HOUR_MS,
			open_ahead_ms: 48 * HOUR_MS,
		});
		// Nothing is known of it: 1 % of 53 hours.
		expect(stores[2]).toMatchObject({
			figures: { open_ms: 195 * HOUR_MS, unknown_ms: 195 * HOUR_MS },
			verdict: null,
			outlook: "open",
			left_ms: 0.53 * HOUR_MS,
		});
		// Quiet is up from 15:00 UTC on the twentieth: 5 days of 8 hours and 3 hours. 1 % of 96 hours.
		expect(stores[3]).toMatchObject({ figures: { up_ms: 43 * HOUR_MS }, left_ms: 0.96 * HOUR_MS });
		expect(groups).toMatchObject([
			{
				group: "West",
				stores: 3,
				target_percent: 99,
				target_from: "fleet",
				figures: { up_ms: (193 + 43) * HOUR_MS, down_ms: 2 * HOUR_MS },
				verdict: "met",
				open_ahead_ms: 3 * 53 * HOUR_MS,
			},
			{ group: "East", stores: 0, target_percent: 95, target_from: "group", outlook: null },
		]);
		expect(fleet).toMatchObject({
			stores: 4,
			target_percent: 99,
			figures: { up_ms: (193 + 43 + 199.5) * HOUR_MS, down_ms: 2.5 * HOUR_MS },
			open_ahead_ms: (3 * 53 + 48) * HOUR_MS,
			// 1 % of 435.5 + 2.5 + 207 hours, less 2.5.
			left_ms: 3.95 * HOUR_MS,
		});
	});

	test("are filtered and sorted, page after page as of the instant of the first", async () => {
		await set("fleet", 99);
		const ids = async (query: string) =>
			(await statusOf(query)).stores.map(({ store_id }) => store_id);
		expect(await ids("?verdict=missed")).toEqual(["chicago"]);
		expect(await ids("?verdict=unknown&sort=store_id")).toEqual(["never"]);
		expect(await ids("?sort=-left_ms")).toEqual(["tokyo", "quiet", "never", "chicago"]);
		expect(await ids("?sort=left_ms&limit=2")).toEqual(["chicago", "never"]);
		expect(await ids("?group=West&sort=store_id")).toEqual(["chicago", "never", "quiet"]);
		expect(await statusOf("?group=South")).toMatchObject({ stores: [], groups: [], fleet: null });
		const first = await statusOf("?limit=3&sort=store_id");
		await send(app, "PUT", "/v1/targets/stores/zoo", { uptime_percent: 99 });
		const next = await statusOf(`?limit=3&sort=store_id&cursor=${first.next_cursor}`);
		expect(next).toMatchObject({ next_cursor: null, method: { as_of: first.method.as_of } });
		expect(next.stores.map(({ store_id }) => store_id)).toEqual(["tokyo", "zoo"]);
	});

	test("of a month that is over have nothing ahead, and of one as of before only what was known then", async () => {
		await set("fleet", 99);
		const { stores, fleet } = await statusOf("?month=2022-12&sort=store_id");
		for (const { open_ahead_ms } of stores) expect(open_ahead_ms).toBe(0);
		expect(fleet).toMatchObject({ open_ahead_ms: 0, outlook: "kept", left_ms: 0 });
		const early = await statusOf("?as_of=2023-01-10T20:30:00Z&sort=store_id");
		expect(early.stores[0]?.figures).toMatchObject({
			down_ms: 2 * HOUR_MS,
			open_ms: 9 * 8 * HOUR_MS + 5 * HOUR_MS + 30 * MINUTE_MS,
		});
	});

	test("take no parameters that cannot be", async () => {
		const url = "/v1/targets/status";
		await set("fleet", 99);
		expect(await refusedAt(`${url}?month=2023-13&as_of=c`)).toEqual(["month", "as_of"]);
		expect(await refusedAt("/v1/stores/chicago/target?month=1999-12")).toEqual(["month"]);
		for (const [name, value] of [
			["sort", "name"],
			["sort", "-nearest"],
			["verdict", "null"],
			["limit", "0"],
			["cursor", "abc"],
			["from", "2023-01-01T00:00:00Z"],
		])
			expect(await refusedAt(`${url}?${name}=${value}`)).toEqual([name]);
		expect(await refusedAt("/v1/targets?cursor=abc")).toEqual(["cursor"]);
		const { next_cursor } = await statusOf("?limit=1");
		expect(await refusedAt(`${url}?sort=left_ms&cursor=${next_cursor}`)).toEqual(["cursor"]);
		expect(await refusedAt(`${url}?as_of=2023-01-25T17:00:00Z&cursor=${next_cursor}`)).toEqual([
			"cursor",
		]);
		for (const query of ["?month=2023-02", "?as_of=1999-01-01T00:00:00Z"]) {
			const problem = problemOf(await send(app, "GET", `${url}${query}`), 422);
			expect(problem.type).toBe("/problems/refused");
		}
	});
});
