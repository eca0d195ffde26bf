import { setImmediate } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import { beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { OutagesPage, StoreOutagesDocument } from "../../src/contract/outage.ts";
import { DAY_MS, formatInstant, HOUR_MS } from "../../src/core/instant.ts";
import { buildApp } from "../../src/http/app.ts";
import { PARQUET_TYPE } from "../../src/http/parquet-type.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { parquetOf } from "../parquet/read-parquet.ts";
import { importLines } from "../service/import-lines.ts";
import { testServices } from "../service/services.ts";
import { documentOf, placesOf, problemOf, send } from "./answers.ts";
import { heldDatabase } from "./held-database.ts";
import { Wire } from "./wire.ts";

/** A Wednesday, 12:00 in Chicago. */
const NEWEST = Date.UTC(2023, 0, 25, 18);

/**
 * Chicago is open from 9:00 to 17:00 there, 15:00 to 23:00 by UTC; it goes down on Monday at 16:00, is up
 * again on Tuesday at 10:00, and is down for half an hour on Tuesday at 12:00. Kathmandu is always open, and
 * down since Wednesday at 5:15 by UTC. Quiet went down long before the week, and was never heard of again.
 */
const LINES = {
	polls: [
		"store_id,timestamp_utc,status",
		"chicago,2023-01-17T16:00:00Z,active",
		"chicago,2023-01-23T22:00:00Z,inactive",
		"chicago,2023-01-24T16:00:00Z,active",
		"chicago,2023-01-24T18:00:00Z,inactive",
		"chicago,2023-01-24T18:30:00Z,active",
		"chicago,2023-01-25T18:00:00Z,active",
		"kathmandu,2023-01-25T04:15:00Z,active",
		"kathmandu,2023-01-25T05:15:00Z,inactive",
		"quiet,2022-11-01T12:00:00Z,inactive",
	],
	hours: [
		"store_id,day,start_time_local,end_time_local",
		...[0, 1, 2, 3, 4, 5, 6].map((day) => `chicago,${day},09:00,17:00`),
		...[0, 1, 2, 3, 4, 5, 6].map((day) => `quiet,${day},12:00,13:00`),
	],
	timezones: ["store_id,timezone_str", "kathmandu,Asia/Kathmandu", "quiet,Europe/London"],
	stores: [
		"store_id,name,group,sales_per_hour",
		"chicago,Main Street,West,12.5",
		"quiet,,East,0.03",
		"never,,West,",
	],
};

const OVER_NIGHT = {
	start: "2023-01-23T22:00:00.000Z",
	end: "2023-01-24T16:00:00.000Z",
	start_local: "2023-01-23T16:00:00.000-06:00",
	end_local: "2023-01-24T10:00:00.000-06:00",
	down_ms: 2 * HOUR_MS,
	down_ms_total: 2 * HOUR_MS,
	began_before: false,
	goes_on_past: false,
	// Two hours of 12.50.
	lost_sales_estimate: "25.00",
};
const HALF_AN_HOUR = {
	start: "2023-01-24T18:00:00.000Z",
	end: "2023-01-24T18:30:00.000Z",
	start_local: "2023-01-24T12:00:00.000-06:00",
	end_local: "2023-01-24T12:30:00.000-06:00",
	down_ms: 0.5 * HOUR_MS,
	down_ms_total: 0.5 * HOUR_MS,
	began_before: false,
	goes_on_past: false,
	lost_sales_estimate: "6.25",
};
const CHICAGO = {
	store_id: "chicago",
	name: "Main Street",
	group: "West",
	timezone: "America/Chicago",
};
const IN_KATHMANDU = {
	store_id: "kathmandu",
	name: null,
	group: null,
	timezone: "Asia/Kathmandu",
	start: "2023-01-25T05:15:00.000Z",
	end: null,
	start_local: "2023-01-25T11:00:00.000+05:45",
	end_local: null,
	down_ms: 12.75 * HOUR_MS,
	down_ms_total: 12.75 * HOUR_MS,
	began_before: false,
	goes_on_past: true,
	lost_sales_estimate: null,
};
const QUIET = {
	store_id: "quiet",
	name: null,
	group: "East",
	timezone: "Europe/London",
	start: "2022-11-01T12:00:00.000Z",
	end: null,
	start_local: "2022-11-01T12:00:00.000+00:00",
	end_local: null,
	down_ms: 7 * HOUR_MS,
	// From the first of November to the twenty-fifth of January, an hour a day.
	down_ms_total: (30 + 31 + 25) * HOUR_MS,
	began_before: true,
	goes_on_past: true,
	// Seven hours of 0.03.
	lost_sales_estimate: "0.21",
};

const pageOf = async (app: FastifyInstance, query: string) =>
	documentOf(await send(app, "GET", `/v1/outages${query}`), 200, OutagesPage);

describeOnBothEngines("outages over HTTP", (given) => {
	let app: FastifyInstance;
	beforeAll(() => importLines(given.database, NEWEST, LINES));
	beforeEach(() => {
		app = buildApp(testServices(given.database, NEWEST + HOUR_MS));
	});

	const ofStore = async (storeId: string, query = "") =>
		documentOf(
			await send(app, "GET", `/v1/stores/${storeId}/outages${query}`),
			200,
			StoreOutagesDocument,
		);
	const ofAll = (query = "") => pageOf(app, query);
	const refusedAt = async (url: string) => placesOf(problemOf(await send(app, "GET", url), 422));
	const starts = async (query: string) =>
		(await ofAll(query)).outages.map(({ store_id, start }) => `${store_id} ${start.slice(5, 13)}`);

	test("of a store come in order, with what they come to", async () => {
		const { method, figures, ...rest } = await ofStore("chicago");
		expect(rest).toEqual({
			store_id: "chicago",
			timezone: "America/Chicago",
			from: "2023-01-18T18:00:00.000Z",
			to: "2023-01-25T18:00:00.000Z",
			outages: [OVER_NIGHT, HALF_AN_HOUR],
			summary: {
				count: 2,
				begun: 2,
				going_on: 0,
				down_ms: 2.5 * HOUR_MS,
				mean_down_ms: 1.25 * HOUR_MS,
				// Seven days of eight hours.
				mean_up_between_ms: (56 - 2.5) * 0.5 * HOUR_MS,
				lost_sales_estimate: "31.25",
				longest: { start: OVER_NIGHT.start, down_ms: 2 * HOUR_MS },
			},
			currency: null,
			ignored_under_ms: null,
		});
		expect([figures.open_ms, figures.down_ms]).toEqual([56 * HOUR_MS, 2.5 * HOUR_MS]);
		expect(method).toMatchObject({ selection: "listed", stores: 1 });
	});

	test("of a store are clipped to the range, and told whole beside that", async () => {
		const query = "?from=2023-01-23T22:30:00Z&to=2023-01-24T15:15:00Z";
		const clipped = await ofStore("chicago", query);
		expect(clipped.outages).toEqual([
			{
				...OVER_NIGHT,
				down_ms: 0.75 * HOUR_MS,
				// 9.375, cut.
				lost_sales_estimate: "9.37",
				began_before: true,
				goes_on_past: true,
			},
		]);
		expect(clipped.summary).toMatchObject({ count: 1, begun: 0, mean_up_between_ms: null });
		// As of then, it was not known to end.
		const then = await ofStore("chicago", `${query}&as_of=2023-01-24T15:15:00Z`);
		expect(then.outages).toMatchObject([
			{ end: null, end_local: null, down_ms_total: 1.25 * HOUR_MS, goes_on_past: true },
		]);
	});

	test("that are short are taken for none where that is asked, and the answer says so", async () => {
		const { outages, summary, figures, ignored_under_ms } = await ofStore(
			"chicago",
			`?ignore_under_ms=${HOUR_MS}`,
		);
		expect([outages, ignored_under_ms]).toEqual([[OVER_NIGHT], HOUR_MS]);
		expect(summary).toMatchObject({ count: 1, down_ms: 2 * HOUR_MS, mean_down_ms: 2 * HOUR_MS });
		expect(figures.down_ms).toBe(2.5 * HOUR_MS);
		const long = await ofStore("chicago", `?at_least_ms=${2 * HOUR_MS + 1}&going_on=false`);
		expect(long.outages).toEqual([]);
		expect(long.summary).toEqual({
			count: 0,
			begun: 0,
			going_on: 0,
			down_ms: 0,
			mean_down_ms: null,
			mean_up_between_ms: null,
			lost_sales_estimate: "0.00",
			longest: null,
		});
	});

	test("of a store that was never polled are none", async () => {
		const { outages, figures } = await ofStore("never");
		expect([outages, figures.unknown_ms]).toEqual([[], 7 * DAY_MS]);
		problemOf(await send(app, "GET", "/v1/stores/nobody/outages"), 404);
	});

	test("of all stores come with what all of them come to", async () => {
		const { method, figures, outages, summary, ...rest } = await ofAll();
		expect(outages).toEqual([
			QUIET,
			{ ...CHICAGO, ...OVER_NIGHT },
			{ ...CHICAGO, ...HALF_AN_HOUR },
			IN_KATHMANDU,
		]);
		expect(rest).toEqual({
			from: "2023-01-18T18:00:00.000Z",
			to: "2023-01-25T18:00:00.000Z",
			next_cursor: null,
			total: 4,
			currency: null,
			ignored_under_ms: null,
			computed_at: "2023-01-25T19:00:00.000Z",
		});
		expect(summary).toEqual({
			count: 4,
			begun: 3,
			going_on: 2,
			down_ms: figures.down_ms,
			mean_down_ms: (22.25 * HOUR_MS) / 4,
			// 53.5 hours in Chicago, and one in Kathmandu.
			mean_up_between_ms: Math.floor((54.5 * HOUR_MS) / 3),
			// 25.00, 6.25 and 0.21; what Kathmandu sells is not known.
			lost_sales_estimate: "31.46",
			lost_sales_stores: 2,
			stores_with_downtime: 3,
			longest: { store_id: "kathmandu", start: IN_KATHMANDU.start, down_ms: 12.75 * HOUR_MS },
		});
		expect(method).toMatchObject({ selection: "all", stores: 3 });
	});

	test("of all stores are filtered and sorted", async () => {
		expect(await starts("?sort=-start")).toEqual([
			"kathmandu 01-25T05",
			"chicago 01-24T18",
			"chicago 01-23T22",
			"quiet 11-01T12",
		]);
		expect(await starts("?sort=-down_ms&limit=2")).toEqual([
			"kathmandu 01-25T05",
			"quiet 11-01T12",
		]);
		expect(await starts("?sort=down_ms&limit=1")).toEqual(["chicago 01-24T18"]);
		expect(await starts("?sort=store_id&going_on=true")).toEqual([
			"kathmandu 01-25T05",
			"quiet 11-01T12",
		]);
		expect(await starts(`?going_on=false&at_least_ms=${HOUR_MS}`)).toEqual(["chicago 01-23T22"]);
		expect(await starts("?group=East")).toEqual(["quiet 11-01T12"]);
		expect(await starts("?group=South")).toEqual([]);
		const west = await ofAll("?group=West");
		expect(west.method).toMatchObject({ selection: "group", group: "West", stores: 1 });
		expect(west.summary.count).toBe(2);
	});

	const as = (accept: string, query = "", method: "GET" | "HEAD" = "GET") =>
		app.inject({ method, url: `/v1/outages${query}`, headers: { accept } });

	test.each([
		["*/*", "application/json"],
		["text/html, */*;q=0.8", "application/json"],
		["application/json", "application/json"],
		["text/csv", "text/csv"],
		["text/*", "text/csv"],
		["application/vnd.apache.parquet, text/csv;q=0.5", PARQUET_TYPE],
	])("of all stores come, for Accept: %s, as %s", async (accept, type) => {
		const answer = await as(accept);
		expect(answer.statusCode).toBe(200);
		expect(String(answer.headers["content-type"]).split(";")[0]).toBe(type);
		expect(answer.headers.vary).toContain("accept");
		const named = await as(
			"image/png",
			`?format=${{ "text/csv": "csv", [PARQUET_TYPE]: "parquet" }[type] ?? "json"}`,
		);
		expect([named.statusCode, named.rawPayload.equals(answer.rawPayload)]).toEqual([200, true]);
	});

	test("of all stores come in no other form", async () => {
		const { type, detail } = problemOf(await as("image/png"), 406);
		expect([type, detail]).toEqual([
			"/problems/not-acceptable",
			"This comes as application/json or text/csv or application/vnd.apache.parquet.",
		]);
	});

	test("as a file are all that match, filtered and sorted as in JSON", async () => {
		const lines = async (query: string) =>
			(await as("text/csv", query)).body
				.split("\r\n")
				.slice(1, -1)
				.map((line) => line.split(",").filter((_, i) => i === 0 || i === 4));
		for (const query of ["", "?sort=-start", "?sort=-down_ms&going_on=true", "?group=West"])
			expect(await lines(query)).toEqual(
				(await ofAll(query)).outages.map(({ store_id, start }) => [store_id, start]),
			);
		const answer = await as("text/csv", "?group=East");
		expect(answer.headers["content-disposition"]).toBe(
			'attachment; filename="openhours-outages-2023-01-25T18-00-00Z.csv"',
		);
		expect(answer.body).toBe(
			"store_id,name,group,timezone,start_utc,end_utc,start_local,end_local,down_ms,down_ms_total,began_before,goes_on_past,lost_sales_estimate\r\n" +
				"quiet,,East,Europe/London,2022-11-01T12:00:00.000Z,,2022-11-01T12:00:00.000+00:00,,25200000,309600000,true,true,0.21\r\n",
		);
		const head = await as("text/csv", "?group=East", "HEAD");
		expect([head.statusCode, head.body]).toEqual([200, ""]);
		expect(head.headers["content-disposition"]).toBe(answer.headers["content-disposition"]);
		const { rows, metadata } = await parquetOf((await as(PARQUET_TYPE, "?sort=-start")).rawPayload);
		const { outages, method } = await ofAll("?sort=-start");
		expect(rows.map(({ store_id, down_ms }) => [store_id, Number(down_ms)])).toEqual(
			outages.map(({ store_id, down_ms }) => [store_id, down_ms]),
		);
		expect(metadata["openhours.method"]).toEqual(method);
	});

	test("as a file come in no pages, and are refused as JSON is", async () => {
		const { next_cursor } = await ofAll("?limit=1");
		for (const form of ["csv", "parquet"])
			expect(await refusedAt(`/v1/outages?format=${form}&limit=1&cursor=${next_cursor}`)).toEqual([
				"limit",
				"cursor",
			]);
		expect(problemOf(await as("text/csv", "?limit=5"), 422).type).toBe("/problems/invalid-request");
		const tooLong = await as("text/csv", `?from=${formatInstant(NEWEST - 32 * DAY_MS)}`);
		expect(problemOf(tooLong, 422).type).toBe("/problems/refused");
	});

	test("take no parameters that cannot be", async () => {
		const url = "/v1/outages";
		expect(await refusedAt(`${url}?from=a&to=b&as_of=c`)).toEqual(["from", "to", "as_of"]);
		for (const [name, value] of [
			["sort", "name"],
			["going_on", "yes"],
			["at_least_ms", "0"],
			["ignore_under_ms", "1h"],
			["limit", "1001"],
			["store_id", "a"],
			["cursor", "abc"],
		])
			expect(await refusedAt(`${url}?${name}=${value}`)).toEqual([name]);
		expect(await refusedAt("/v1/stores/chicago/outages?sort=start")).toEqual(["sort"]);
		const { next_cursor } = await ofAll("?limit=1");
		expect(await refusedAt(`${url}?sort=-start&cursor=${next_cursor}`)).toEqual(["cursor"]);
		expect(await refusedAt(`${url}?as_of=2023-01-25T17:00:00Z&cursor=${next_cursor}`)).toEqual([
			"cursor",
		]);
	});

	test("take no range that is too long", async () => {
		const before = (days: number) => formatInstant(NEWEST - days * DAY_MS);
		for (const url of [
			`/v1/outages?from=${before(32)}`,
			`/v1/outages?from=${before(93)}&to=${before(80)}`,
			`/v1/stores/chicago/outages?from=${before(367)}`,
			"/v1/outages?as_of=1999-01-01T00:00:00Z",
		])
			expect(problemOf(await send(app, "GET", url), 422).type).toBe("/problems/refused");
	});

	test("of all stores are not looked for when the client has gone away", async () => {
		const { database, release, waiting, count } = heldDatabase(given.database);
		const busy = buildApp(testServices(database, NEWEST));
		const noticed = Promise.withResolvers<void>();
		busy.addHook("onRequestAbort", async (_request) => noticed.resolve());
		onTestFinished(() => busy.close());
		const client = await Wire.to(busy);
		client.head("GET /v1/outages HTTP/1.1", "host: localhost");
		await waiting(1);
		client.socket.destroy();
		await noticed.promise;
		await setImmediate();
		release();
		documentOf(await send(busy, "GET", "/v1/outages"), 200, OutagesPage);
		// One of the first, and of the second that, the page of stores, that there are no more, and two
		// looks further back for the one that went quiet.
		expect(count()).toBe(1 + 3 + 2);
	});
});

describeOnBothEngines("pages of outages", (given) => {
	test("go on as of the instant of their first page", async () => {
		await importLines(given.database, NEWEST, LINES);
		const services = testServices(given.database, NEWEST + HOUR_MS);
		const app = buildApp(services);
		const walked: string[] = [];
		let query = "?limit=1";
		for (;;) {
			const page = await pageOf(app, query);
			expect([page.total, page.method.as_of]).toEqual([4, "2023-01-25T18:00:00.000Z"]);
			walked.push(...page.outages.map(({ start }) => start));
			if (page.next_cursor === null) break;
			query = `?limit=1&cursor=${page.next_cursor}`;
			// A poll after it changes what is newest, and the list has to be computed anew.
			if (walked.length === 2) {
				const polls = ["store_id,timestamp_utc,status", "kathmandu,2023-01-25T18:30:00Z,active"];
				await importLines(given.database, NEWEST + HOUR_MS, { polls });
				services.fleetReadings.invalidate();
			}
		}
		expect(walked).toEqual(
			[QUIET, OVER_NIGHT, HALF_AN_HOUR, IN_KATHMANDU].map(({ start }) => start),
		);
		const { outages } = await pageOf(app, "?as_of=2023-01-25T18:30:00Z&sort=-start&limit=1");
		expect(outages).toMatchObject([{ end: "2023-01-25T18:30:00.000Z", goes_on_past: false }]);
	});
});
