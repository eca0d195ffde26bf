import type { FastifyInstance } from "fastify";
import Papa from "papaparse";
import { beforeAll, beforeEach, expect, test } from "vitest";
import type { FleetUptimeDocument } from "../../src/contract/fleet.ts";
import type { StoreOutagesDocument } from "../../src/contract/outage.ts";
import type { StorePeaksDocument } from "../../src/contract/peaks.ts";
import type { FleetGroupsPage, FleetStoresPage } from "../../src/contract/ranking.ts";
import type { Figures } from "../../src/contract/report.ts";
import type { StoreTimelineDocument, StoreUptimeDocument } from "../../src/contract/store.ts";
import type { TargetStatusPage } from "../../src/contract/target.ts";
import { formatInstant, HOUR_MS, type Instant, parseInstant } from "../../src/core/instant.ts";
import { buildApp } from "../../src/http/app.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { importLines } from "../service/import-lines.ts";
import { linesOf, type MixedStore, mixedFleet, NEWEST } from "../service/mixed-fleet.ts";
import { testServices } from "../service/services.ts";
import { placesOf, problemOf, send } from "./answers.ts";

const FLEET = mixedFleet();
/** It went down again and again, in a zone that is its own, with sales and a group. */
const STORE = FLEET.find(({ storeId }) => storeId === "s1") as MixedStore;
const OF_STORE = `/v1/stores/${STORE.storeId}`;

type Value = string | number | boolean | null;
type Row = Readonly<Record<string, Value>>;

const six = (figures: Figures, prefix = ""): Row =>
	Object.fromEntries(Object.entries(figures).map(([name, value]) => [prefix + name, value]));

const range = ({ from, to }: { from: string; to: string }): Row => ({ from_utc: from, to_utc: to });

const lostSalesSum = (row: FleetUptimeDocument): Row => ({
	lost_sales_estimate: row.lost_sales_estimate,
	lost_sales_stores: row.lost_sales_stores,
	stores_with_downtime: row.stores_with_downtime,
});

const about = ({ timezone }: { readonly timezone: string }): Row => ({
	store_id: STORE.storeId,
	name: STORE.name ?? null,
	group: STORE.group ?? null,
	timezone,
});

function storeUptimeRows(document: StoreUptimeDocument): Row[] {
	const { parts } = document;
	return (parts ?? [{ ...document, local: "" }]).map((part) => ({
		...about(document),
		local: part.local,
		...range(part),
		...six(part.figures),
		lost_sales_estimate: part.lost_sales_estimate,
	}));
}

function fleetUptimeRows(document: FleetUptimeDocument): Row[] {
	const parts = document.parts ?? [{ ...document, local: "" }];
	return parts.map((part) => ({
		local: part.local,
		...six(part.figures),
		...lostSalesSum({ ...document, ...part }),
	}));
}

function peakRows({ matrix }: StorePeaksDocument): Row[] {
	return matrix.flatMap(({ weekday, hours }) =>
		hours.map(({ open_ms, up_ms, down_ms, unknown_ms, outages_begun }, hour) => {
			return { weekday, hour, open_ms, up_ms, down_ms, unknown_ms, outages_begun };
		}),
	);
}

function outageRows(document: StoreOutagesDocument): Row[] {
	return document.outages.map(({ start, end, ...outage }) => ({
		...about(document),
		start_utc: start,
		end_utc: end,
		...outage,
	}));
}

/** Local times are read back by their offsets, and so are the same instants. */
function timelineRows(document: StoreTimelineDocument): Row[] {
	return document.segments.map(({ from, to, state }) => ({
		...about(document),
		...range({ from, to }),
		from_local: from,
		to_local: to,
		state,
		duration_ms: Date.parse(to) - Date.parse(from),
	}));
}

type Ranked = Pick<FleetStoresPage["stores"][number], "before" | "uptime_change_points">;

function change({ before, uptime_change_points }: Ranked): Row {
	if (before === null) return {};
	return {
		before_from_utc: before.from,
		before_to_utc: before.to,
		...six(before.figures, "before_"),
		uptime_change_points,
	};
}

function storeRows(page: FleetStoresPage): Row[] {
	return page.stores.map((store) => ({
		store_id: store.store_id,
		name: store.name,
		group: store.group,
		city: store.city,
		timezone: store.timezone,
		...range(page),
		sales_per_hour: store.sales_per_hour,
		...six(store.figures),
		lost_sales_estimate: store.lost_sales_estimate,
		...change(store),
	}));
}

function groupRows(page: FleetGroupsPage): Row[] {
	return page.groups.map((group) => ({
		group: group.group,
		...range(page),
		stores: group.stores,
		...six(group.figures),
		lost_sales_estimate: group.lost_sales_estimate,
		lost_sales_stores: group.lost_sales_stores,
		stores_with_downtime: group.stores_with_downtime,
		...change(group),
	}));
}

function targetRows({ stores }: TargetStatusPage): Row[] {
	return stores.map((store) => ({
		store_id: store.store_id,
		name: store.name,
		group: store.group,
		timezone: store.timezone,
		...range(store),
		target_percent: store.target_percent,
		target_from: store.target_from,
		uptime_percent: store.figures.uptime_percent,
		verdict: store.verdict,
		outlook: store.outlook,
		left_ms: store.left_ms,
		exceeded_ms: store.exceeded_ms,
		allowed_ms: store.allowed_ms,
		open_ahead_ms: store.open_ahead_ms,
		up_ms: store.figures.up_ms,
		down_ms: store.figures.down_ms,
		unknown_ms: store.figures.unknown_ms,
	}));
}

/** A value as its cell. */
function cellOf(name: string, value: Value): string {
	if (value === null) return "";
	if (/_percent$|_points$/.test(name)) return (value as number).toFixed(3);
	return String(value);
}

const cellsOf = (row: Row) =>
	Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cellOf(name, value)]));

interface Asked {
	readonly path: string;
	readonly query?: string;
	/** The rows that JSON with all of a list tells of. */
	// biome-ignore lint/suspicious/noExplicitAny: each reads the document of its own operation
	readonly rows: (document: any) => Row[];
	/** What the file is called, but for as of. */
	readonly name: string;
	/** Whether it is a list that comes in pages. */
	readonly isList?: true;
}

const BEFORE = "compare=before";
const ASKED: readonly Asked[] = [
	...["", "by=day", "by=hour&from=2025-04-09T20:00:00Z", "by=month&from=2025-02-01T00:00:00Z"].map(
		(query) => ({
			path: `${OF_STORE}/uptime`,
			query,
			rows: storeUptimeRows,
			name: `uptime-${STORE.storeId}`,
		}),
	),
	{ path: `${OF_STORE}/peaks`, rows: peakRows, name: `peaks-${STORE.storeId}` },
	...[
		"from=2025-03-01T00:00:00Z",
		"at_least_ms=7200000&going_on=false&to=2025-04-05T00:00:00Z",
	].map((query) => ({
		path: `${OF_STORE}/outages`,
		query,
		rows: outageRows,
		name: `outages-${STORE.storeId}`,
	})),
	{
		path: `${OF_STORE}/timeline`,
		query: "from=2025-03-01T00:00:00Z",
		rows: timelineRows,
		name: `timeline-${STORE.storeId}`,
	},
	...["", "by=week", "by=day&group=Brand+A&to=2025-04-05T00:00:00Z"].map((query) => ({
		path: "/v1/fleet/uptime",
		query,
		rows: fleetUptimeRows,
		name: "uptime",
	})),
	...["", "group=Brand+B"].map((query) => ({
		path: "/v1/fleet/peaks",
		query,
		rows: peakRows,
		name: "peaks",
	})),
	...["", "sort=-lost_sales&group=Brand+A", `${BEFORE}&sort=change`].map((query) => ({
		path: "/v1/fleet/stores",
		query,
		rows: storeRows,
		name: "stores",
		isList: true as const,
	})),
	...["", `${BEFORE}&sort=-downtime&from=2025-04-01T00:00:00Z`].map((query) => ({
		path: "/v1/fleet/groups",
		query,
		rows: groupRows,
		name: "groups",
		isList: true as const,
	})),
	...["", "sort=-left_ms&verdict=missed", "sort=store_id&month=2025-03&group=Brand+A"].map(
		(query) => ({
			path: "/v1/targets/status",
			query,
			rows: targetRows,
			name: `targets-${query.includes("2025-03") ? "2025-03" : "2025-04"}`,
			isList: true as const,
		}),
	),
];

/** Each of the operations once. */
const OPERATIONS = [...new Map(ASKED.map((asked) => [asked.path, asked])).values()];

describeOnBothEngines("figures as files", (given) => {
	let app: FastifyInstance;
	beforeAll(async () => {
		await importLines(given.database, NEWEST, linesOf(FLEET));
		const setting = buildApp(testServices(given.database, NEWEST));
		for (const [whose, percent] of [
			["fleet", 90],
			["groups/Brand%20B", 50.5],
			["stores/s1", 99.999],
		])
			await send(setting, "PUT", `/v1/targets/${whose}`, { uptime_percent: percent });
	});
	beforeEach(() => {
		app = buildApp(testServices(given.database, NEWEST + HOUR_MS));
	});

	const get = (
		path: string,
		query: readonly (string | undefined)[],
		request: { accept?: string; method?: "GET" | "HEAD" } = {},
	) => {
		const { accept, method = "GET" } = request;
		const url = `${path}?${query.filter(Boolean).join("&")}`;
		return app.inject({ method, url, headers: accept === undefined ? {} : { accept } });
	};

	test.each(ASKED)(
		"are the numbers of JSON: $path?$query",
		async ({ path, query, rows, name, isList }) => {
			const json = await get(path, [query, isList && "limit=1000"]);
			expect([json.statusCode, json.headers["content-disposition"]]).toEqual([200, undefined]);
			const answer = await get(path, [query, "format=csv"]);
			expect([answer.statusCode, answer.headers]).toEqual([
				200,
				expect.objectContaining({
					"content-type": "text/csv; charset=utf-8",
					"content-disposition": `attachment; filename="openhours-${name}-2025-04-10T12-00-00Z.csv"`,
					vary: expect.stringContaining("accept"),
				}),
			]);
			const { data, meta, errors } = Papa.parse<Record<string, string>>(answer.body.trimEnd(), {
				header: true,
			});
			expect(errors).toEqual([]);
			const wanted = rows(json.json()).map(cellsOf);
			expect(wanted.length).toBeGreaterThan(0);
			expect(meta.fields).toEqual(Object.keys(wanted[0] as object));
			const inUtc = (text: string) => formatInstant(parseInstant(text) as Instant);
			expect(
				data.map(({ from_local, to_local, ...cells }) =>
					from_local === undefined || to_local === undefined
						? cells
						: { ...cells, from_local: inUtc(from_local), to_local: inUtc(to_local) },
				),
			).toEqual(wanted);
		},
	);

	test.each(OPERATIONS)(
		"are asked for by Accept, too, and JSON is first: $path",
		async ({ path }) => {
			const file = await get(path, ["format=csv"]);
			for (const accept of ["text/csv", "text/*, application/json;q=0.5"]) {
				const answer = await get(path, [], { accept });
				expect([answer.headers["content-type"], answer.body]).toEqual([
					"text/csv; charset=utf-8",
					file.body,
				]);
			}
			const json = await get(path, []);
			for (const accept of ["*/*", "text/html, */*;q=0.8", "application/json, text/csv"]) {
				const answer = await get(path, [], { accept });
				expect(answer.headers).toMatchObject({
					"content-type": "application/json; charset=utf-8",
					vary: expect.stringContaining("accept"),
				});
				expect(answer.body).toBe(json.body);
			}
			// A link in a page cannot say what it accepts.
			const named = await get(path, ["format=csv"], { accept: "text/html" });
			expect(named.body).toBe(file.body);
			const problem = problemOf(await get(path, [], { accept: "image/png" }), 406);
			expect(problem.detail).toBe("This comes as application/json or text/csv.");
			expect(placesOf(problemOf(await get(path, ["format=parquet"]), 422))).toEqual(["format"]);
		},
	);

	test.each(OPERATIONS)("are told of without them by HEAD: $path", async ({ path }) => {
		const head = await get(path, ["format=csv"], { method: "HEAD" });
		expect([head.statusCode, head.body]).toEqual([200, ""]);
		const { headers } = await get(path, ["format=csv"]);
		for (const name of ["content-type", "content-disposition", "vary"])
			expect(head.headers[name]).toBe(headers[name]);
	});

	test("come whole, and not page by page", async () => {
		for (const { path } of OPERATIONS.filter(({ isList }) => isList)) {
			const next = (await get(path, ["limit=1"])).json().next_cursor;
			for (const form of [["format=csv"], []])
				expect(
					placesOf(
						problemOf(
							await get(path, [...form, "limit=1", `cursor=${next}`], { accept: "text/csv" }),
							422,
						),
					),
				).toEqual(["limit", "cursor"]);
		}
	});

	test("of uptime have no place for the period before", async () => {
		for (const path of [`${OF_STORE}/uptime`, "/v1/fleet/uptime"])
			expect(placesOf(problemOf(await get(path, [BEFORE, "format=csv"]), 422))).toEqual([
				"compare",
			]);
	});

	test("are refused as JSON is", async () => {
		for (const { path } of OPERATIONS) {
			const asked = path === "/v1/targets/status" ? "month=2025-05" : "from=2030-01-01T00:00:00Z";
			const { type } = problemOf(await get(path, [asked, "format=csv"]), 422);
			expect(type).toBe("/problems/refused");
		}
		for (const what of ["uptime", "peaks", "outages", "timeline"])
			expect(problemOf(await get(`/v1/stores/nobody/${what}`, ["format=csv"]), 404).type).toBe(
				"/problems/not-found",
			);
	});

	test("of a group without stores are a first line alone, or nothing but zeros", async () => {
		const linesOf = async (path: string) =>
			(await get(path, ["group=South", "format=csv"])).body.split("\r\n").slice(0, -1);
		expect((await linesOf("/v1/fleet/stores")).length).toBe(1);
		expect((await linesOf("/v1/targets/status")).length).toBe(1);
		expect(await linesOf("/v1/fleet/uptime")).toEqual([
			"local,open_ms,up_ms,down_ms,unknown_ms,uptime_percent,coverage_percent,lost_sales_estimate,lost_sales_stores,stores_with_downtime",
			",0,0,0,0,,,,0,0",
		]);
	});
});

describeOnBothEngines("figures of stores with strange names as files", (given) => {
	test("are quoted, harmless to spreadsheets, and called what can be kept", async () => {
		await importLines(given.database, NEWEST, {
			polls: [
				"store_id,timestamp_utc,status",
				'"=a/""ü""",2025-04-10T05:00:00Z,inactive',
				'"=a/""ü""",2025-04-10T06:00:00Z,active',
			],
			stores: ["store_id,name,group,city", '"=a/""ü""","+Main, Street",-North,@Duluth'],
		});
		const app = buildApp(testServices(given.database, NEWEST));
		const path = `/v1/stores/${encodeURIComponent('=a/"ü"')}`;
		const said = `"'=a/""ü""","'+Main, Street",'-North`;
		for (const what of ["uptime", "outages", "timeline"]) {
			const answer = await app.inject(`${path}/${what}?format=csv`);
			expect(answer.body.split("\r\n")[1]).toContain(`${said},America/Chicago,`);
			expect(answer.headers["content-disposition"]).toBe(
				`attachment; filename="openhours-${what}-_a____-2025-04-10T06-00-00Z.csv"`,
			);
		}
		const stores = await app.inject("/v1/fleet/stores?format=csv");
		expect(stores.body.split("\r\n")[1]).toContain(`${said},'@Duluth,`);
		const groups = await app.inject("/v1/fleet/groups?format=csv");
		expect(groups.body.split("\r\n")[1]).toMatch(/^'-North,/);
	});
});
