import type { FastifyInstance } from "fastify";
import { beforeAll, beforeEach, expect, test } from "vitest";
import {
	DescribedStoreDocument,
	StoresPage,
	StoreTimelineDocument,
	StoreUptimeDocument,
} from "../../src/contract/store.ts";
import { HOUR_MS } from "../../src/core/instant.ts";
import { buildApp } from "../../src/http/app.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { importLines } from "../service/import-lines.ts";
import { testServices } from "../service/services.ts";
import { documentOf, placesOf, problemOf, send } from "./answers.ts";

/** A Wednesday, 12:00 in Chicago. */
const NEWEST = Date.UTC(2023, 0, 25, 18);

const SETTINGS = {
	end_of_day: "midnight",
	missing_day: "open",
	outside_polls: "ignore",
	max_gap_ms: null,
	default_timezone: "America/Chicago",
};

/** Four stores: one of every state. */
const LINES = {
	polls: [
		"store_id,timestamp_utc,status",
		// Always open, up since ten.
		"up,2023-01-25T15:00:00Z,inactive",
		"up,2023-01-25T16:00:00Z,active",
		"up,2023-01-25T18:00:00Z,active",
		// Open from 9:00 to 17:00 in New York, down since 16:00 of the day before.
		"down,2023-01-24T15:00:00Z,active",
		"down,2023-01-24T21:00:00Z,inactive",
		"down,2023-01-25T17:00:00Z,inactive",
		"closed,2023-01-25T09:00:00Z,active",
	],
	hours: [
		"store_id,day,start_time_local,end_time_local",
		...[0, 1, 2, 3, 4, 5, 6].map((day) => `down,${day},09:00,17:00`),
		...[0, 1, 2, 3, 4, 5, 6].map((day) => `closed,${day},08:00,10:00`),
	],
	timezones: ["store_id,timezone_str", "down,America/New_York", "closed,Europe/London"],
	specialHours: ["store_id,date,start_time_local,end_time_local", "down,2023-12-25,,"],
	closures: [
		"store_id,from_utc,to_utc,reason",
		"*,2023-12-25T00:00:00Z,2023-12-26T00:00:00Z,Christmas",
		"down,2023-07-01T00:00:00Z,2023-07-02T00:00:00Z,works",
	],
	stores: [
		"store_id,name,group,city,sales_per_hour",
		"up,Ümlaut Street,North,,40",
		"down,,North,Brooklyn,60.25",
		"never,Ärger,,,",
	],
};

const UP = {
	store_id: "up",
	name: "Ümlaut Street",
	group: "North",
	city: null,
	sales_per_hour: "40.00",
	timezone: null,
	state: "up",
	since: "2023-01-25T16:00:00.000Z",
	down_ms: null,
	lost_sales_estimate: null,
	opens_at: null,
	first_poll_at: "2023-01-25T15:00:00.000Z",
	last_poll_at: "2023-01-25T18:00:00.000Z",
};
const DOWN = {
	store_id: "down",
	name: null,
	group: "North",
	city: "Brooklyn",
	sales_per_hour: "60.25",
	timezone: "America/New_York",
	state: "down",
	since: "2023-01-24T21:00:00.000Z",
	// An hour until closing, and from 9:00 to 13:00.
	down_ms: 5 * HOUR_MS,
	// 5 × 60.25.
	lost_sales_estimate: "301.25",
	opens_at: null,
	first_poll_at: "2023-01-24T15:00:00.000Z",
	last_poll_at: "2023-01-25T17:00:00.000Z",
};
const CLOSED = {
	store_id: "closed",
	name: null,
	group: null,
	city: null,
	sales_per_hour: null,
	timezone: "Europe/London",
	state: "closed",
	since: "2023-01-25T10:00:00.000Z",
	down_ms: null,
	lost_sales_estimate: null,
	opens_at: "2023-01-26T08:00:00.000Z",
	first_poll_at: "2023-01-25T09:00:00.000Z",
	last_poll_at: "2023-01-25T09:00:00.000Z",
};
const NEVER = {
	store_id: "never",
	name: "Ärger",
	group: null,
	city: null,
	sales_per_hour: null,
	timezone: null,
	state: "unknown",
	since: null,
	down_ms: null,
	lost_sales_estimate: null,
	opens_at: null,
	first_poll_at: null,
	last_poll_at: null,
};

describeOnBothEngines("stores over HTTP", (given) => {
	let app: FastifyInstance;
	beforeAll(() => importLines(given.database, NEWEST, LINES));
	beforeEach(() => {
		app = buildApp(testServices(given.database, NEWEST + HOUR_MS));
	});

	const list = async (query = "") =>
		documentOf(await send(app, "GET", `/v1/stores${query}`), 200, StoresPage);
	const idsOf = async (query: string) =>
		(await list(query)).stores.map(({ store_id }) => store_id).join(" ");
	const refusedAt = async (url: string) => placesOf(problemOf(await send(app, "GET", url), 422));

	test("are listed with what they are in, since when, and by which settings", async () => {
		expect(await list()).toEqual({
			stores: [CLOSED, DOWN, NEVER, UP],
			next_cursor: null,
			total: 4,
			currency: null,
			as_of: "2023-01-25T18:00:00.000Z",
			computed_at: "2023-01-25T19:00:00.000Z",
			settings: SETTINGS,
		});
	});

	test("are listed in the order that is asked for", async () => {
		expect(await idsOf("?sort=-store_id")).toBe("up never down closed");
		expect(await idsOf("?sort=name")).toBe("never up closed down");
		expect(await idsOf("?sort=-name")).toBe("up never closed down");
		expect(await idsOf("?sort=state")).toBe("down never up closed");
		expect(await idsOf("?sort=-state")).toBe("closed up never down");
		expect(await idsOf("?sort=since")).toBe("down closed up never");
		expect(await idsOf("?sort=-since")).toBe("up closed down never");
	});

	test("are listed as far as they match", async () => {
		expect(await idsOf("?state=down")).toBe("down");
		expect(await idsOf("?group=North")).toBe("down up");
		expect(await idsOf("?group=%20North&state=up")).toBe("up");
		expect(await idsOf(`?search=${encodeURIComponent("ÜMLAUT")}`)).toBe("up");
		expect(await idsOf("?search=er")).toBe("never");
		expect(await idsOf("?search=BROOK")).toBe("down");
		expect(await idsOf("?search=E&sort=-store_id")).toBe("up never closed");
	});

	test.each([
		"?group=South",
		"?group=north",
		"?group=%00",
		"?search=%00",
		"?search=no%20one",
		"?group=%20",
	])("are none where none match: %s", async (query) => {
		expect(await list(query)).toMatchObject({ stores: [], next_cursor: null, total: 0 });
	});

	test.each(["store_id", "-store_id", "name", "-name", "state", "-state", "since", "-since"])(
		"come page by page, each once, in order of %s",
		async (sort) => {
			for (const limit of [1, 2, 3]) {
				const ids: string[] = [];
				let cursor = "";
				for (;;) {
					const page = await list(`?sort=${sort}&limit=${limit}${cursor}`);
					expect(page.total).toBe(4);
					expect(page.stores.length).toBeLessThanOrEqual(limit);
					ids.push(...page.stores.map(({ store_id }) => store_id));
					if (page.next_cursor === null) break;
					cursor = `&cursor=${page.next_cursor}`;
				}
				expect(ids.join(" ")).toBe(await idsOf(`?sort=${sort}`));
			}
		},
	);

	test("take no cursor that is not theirs, or of another order", async () => {
		const { next_cursor: cursor } = await list("?sort=name&limit=1");
		const json = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
		for (const wrong of [
			"x",
			"",
			`${cursor}=`,
			`${cursor?.slice(0, -2)}`,
			json(["name", false, 5, "up"]),
			json(["name", false, "a"]),
			json(["name", true, "a", "up"]),
			json({}),
			json(null),
			json(["state", false, 1, "up"]),
		])
			expect(await refusedAt(`/v1/stores?sort=name&cursor=${wrong}`)).toEqual(["cursor"]);
		expect(await refusedAt(`/v1/stores?cursor=${cursor}`)).toEqual(["cursor"]);
		expect(await refusedAt(`/v1/stores?sort=-name&cursor=${cursor}`)).toEqual(["cursor"]);
	});

	test.each([
		["state", "asleep"],
		["sort", "uptime"],
		["limit", "0"],
		["limit", "1001"],
		["limit", "ten"],
		["group", ""],
		["colour", "blue"],
	])("take no %s=%s", async (name, value) => {
		expect(await refusedAt(`/v1/stores?${name}=${value}`)).toEqual([name]);
	});

	test("are described one by one, with what there is of their business hours", async () => {
		const described = async (id: string) =>
			documentOf(await send(app, "GET", `/v1/stores/${id}`), 200, DescribedStoreDocument);
		const method = {
			closures_of_all: 1,
			currency: null,
			as_of: "2023-01-25T18:00:00.000Z",
			computed_at: "2023-01-25T19:00:00.000Z",
			settings: SETTINGS,
			changes: [],
		};
		const withHours = { has_business_hours: true, special_dates: 1, closures: 1 };
		const without = { has_business_hours: false, special_dates: 0, closures: 0 };
		expect(await described("down")).toEqual({ ...DOWN, ...withHours, ...method });
		expect(await described("never")).toEqual({ ...NEVER, ...without, ...method });
		expect(await described("up")).toEqual({ ...UP, ...without, ...method });
		expect(await described("closed")).toEqual({
			...CLOSED,
			...without,
			has_business_hours: true,
			...method,
		});
	});

	test.each(["nobody", "%00", "up%20", "%F0%9F%8D%95", "x".repeat(600)])(
		"that nobody knows are not found: %s",
		async (id) => {
			for (const url of [
				`/v1/stores/${id}`,
				`/v1/stores/${id}/uptime`,
				`/v1/stores/${id}/timeline`,
			])
				expect(problemOf(await send(app, "GET", url), 404).type).toBe("/problems/not-found");
		},
	);

	const uptime = async (query: string) =>
		documentOf(await send(app, "GET", `/v1/stores/down/uptime${query}`), 200, StoreUptimeDocument);

	test("tell their figures over the last week, and how these came about", async () => {
		expect(await uptime("")).toEqual({
			store_id: "down",
			timezone: "America/New_York",
			from: "2023-01-18T18:00:00.000Z",
			to: "2023-01-25T18:00:00.000Z",
			figures: {
				// From 13:00 to 17:00, six times from 9:00 to 17:00, and from 9:00 to 13:00.
				open_ms: 56 * HOUR_MS,
				up_ms: 6 * HOUR_MS,
				down_ms: 5 * HOUR_MS,
				unknown_ms: 45 * HOUR_MS,
				uptime_percent: 54.545,
				coverage_percent: 19.642,
			},
			// 5 × 60.25.
			lost_sales_estimate: "301.25",
			before: null,
			uptime_change_points: null,
			parts: null,
			currency: null,
			method: {
				as_of: "2023-01-25T18:00:00.000Z",
				ranges: [
					{
						name: "last_week",
						from: "2023-01-18T18:00:00.000Z",
						to: "2023-01-25T18:00:00.000Z",
					},
				],
				settings: SETTINGS,
				timezone_data_version: "2026c",
				selection: "listed",
				group: null,
				stores: 1,
				stores_with_default_timezone: 0,
				stores_with_default_hours: 0,
				special_dates: 1,
				closures: 2,
				exceptions: { closures: [], special_hours: [], changes: [], not_listed: 0 },
				newest_poll: "2023-01-25T17:00:00.000Z",
			},
		});
	});

	test("tell their figures by the hours and days of their own calendar", async () => {
		const { parts } = await uptime("?from=2023-01-24T20:30:00Z&to=2023-01-24T23:00:00Z&by=hour");
		const told = parts?.map(({ local, from, to, figures: { up_ms, down_ms, unknown_ms } }) => [
			local,
			from.slice(11, 16),
			to.slice(11, 16),
			up_ms / HOUR_MS,
			down_ms / HOUR_MS,
			unknown_ms,
		]);
		expect(told).toEqual([
			["2023-01-24T15:00-05:00", "20:30", "21:00", 0.5, 0, 0],
			["2023-01-24T16:00-05:00", "21:00", "22:00", 0, 1, 0],
			["2023-01-24T17:00-05:00", "22:00", "23:00", 0, 0, 0],
		]);
		const days = await uptime("?by=day");
		expect(days.parts?.map(({ local }) => local)).toEqual(
			[18, 19, 20, 21, 22, 23, 24, 25].map((day) => `2023-01-${day}`),
		);
		expect(days.parts?.map(({ figures }) => figures.down_ms / HOUR_MS)).toEqual([
			0, 0, 0, 0, 0, 0, 1, 4,
		]);
		const weeks = await uptime("?by=week&from=2023-01-15T12:00:00Z");
		expect(weeks.parts?.map(({ local }) => local)).toEqual(["2023-W02", "2023-W03", "2023-W04"]);
		const months = await uptime("?by=month&from=2022-12-15T12:00:00Z");
		expect(months.parts?.map(({ local }) => local)).toEqual(["2022-12", "2023-01"]);
	});

	test("tell their figures as of another instant", async () => {
		const { method, figures, to } = await uptime(
			"?as_of=2023-01-24T22:00:00Z&from=2023-01-24T12:00:00Z",
		);
		expect([to, method.as_of]).toEqual(["2023-01-24T22:00:00.000Z", "2023-01-24T22:00:00.000Z"]);
		expect(method.newest_poll).toBe("2023-01-24T21:00:00.000Z");
		expect(figures).toMatchObject({ down_ms: HOUR_MS, up_ms: 6 * HOUR_MS, unknown_ms: HOUR_MS });
	});

	test("tell what they were in, segment by segment", async () => {
		const answer = await send(
			app,
			"GET",
			"/v1/stores/down/timeline?from=2023-01-24T13:00:00Z&to=2023-01-25T15:00:00Z",
		);
		const { segments, ...timeline } = documentOf(answer, 200, StoreTimelineDocument);
		const [monday, tuesday] = ["2023-01-24T", "2023-01-25T"];
		expect(segments.map(({ from, to, state }) => `${from} ${to} ${state}`)).toEqual([
			`${monday}13:00:00.000Z ${monday}14:00:00.000Z closed`,
			`${monday}14:00:00.000Z ${monday}15:00:00.000Z unknown`,
			`${monday}15:00:00.000Z ${monday}21:00:00.000Z up`,
			`${monday}21:00:00.000Z ${monday}22:00:00.000Z down`,
			`${monday}22:00:00.000Z ${tuesday}14:00:00.000Z closed`,
			`${tuesday}14:00:00.000Z ${tuesday}15:00:00.000Z down`,
		]);
		expect(timeline).toMatchObject({
			timezone: "America/New_York",
			figures: { up_ms: 6 * HOUR_MS, down_ms: 2 * HOUR_MS, unknown_ms: HOUR_MS },
			method: { selection: "listed", stores: 1 },
		});
	});

	test("take no figures over what is no range", async () => {
		const url = "/v1/stores/down/uptime";
		expect(await refusedAt(`${url}?from=yesterday&to=2023-13-01&as_of=1969-01-01`)).toEqual([
			"from",
			"to",
			"as_of",
		]);
		expect(await refusedAt(`${url}?by=year`)).toEqual(["by"]);
		expect(await refusedAt(`${url}?group=North`)).toEqual(["group"]);
		expect(await refusedAt("/v1/stores/down/timeline?by=day")).toEqual(["by"]);
		for (const query of [
			"?from=2023-01-25T18:00:00Z",
			"?from=2023-01-02T00:00:00Z&to=2023-01-01T00:00:00Z",
			"?from=2022-01-01T00:00:00Z&by=hour",
			"?from=1970-01-01T00:00:00Z",
			"?as_of=1999-12-31T00:00:00Z",
		]) {
			const problem = problemOf(await send(app, "GET", url + query), 422);
			expect(problem.type).toBe("/problems/refused");
		}
	});
});
