import type { FastifyInstance } from "fastify";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { OutagesPage } from "../../src/contract/outage.ts";
import { ReportDocument } from "../../src/contract/report.ts";
import { ReportOutagesPage } from "../../src/contract/report-outages.ts";
import { TriggeredReportDocument } from "../../src/contract/report-request.ts";
import { HOUR_MS } from "../../src/core/instant.ts";
import { buildApp } from "../../src/http/app.ts";
import { PARQUET_TYPE } from "../../src/http/parquet-type.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { cellsOf, parquetOf } from "../parquet/read-parquet.ts";
import { importLines } from "../service/import-lines.ts";
import { computeToItsEnd, type TestServices, testServices } from "../service/services.ts";
import { documentOf, placesOf, problemOf, send } from "./answers.ts";

/** A Wednesday, 12:00 in Chicago. */
const NEWEST = Date.UTC(2023, 0, 25, 18);

/**
 * Chicago is open from 9:00 to 17:00 there, 15:00 to 23:00 by UTC; it goes down on Monday at 16:00, is up
 * again on Tuesday at 10:00, and is down for half an hour on Tuesday at 12:00. Kathmandu is always open, and
 * down since Wednesday at 5:15 by UTC. Fine was never down.
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
		"fine,2023-01-20T12:00:00Z,active",
		"kathmandu,2023-01-25T04:15:00Z,active",
		"kathmandu,2023-01-25T05:15:00Z,inactive",
	],
	hours: [
		"store_id,day,start_time_local,end_time_local",
		...[0, 1, 2, 3, 4, 5, 6].map((day) => `chicago,${day},09:00,17:00`),
	],
	timezones: ["store_id,timezone_str", "kathmandu,Asia/Kathmandu"],
	stores: ["store_id,name,group,sales_per_hour", "chicago,Main Street,West,100"],
};

const OVER_NIGHT = {
	store_id: "chicago",
	name: "Main Street",
	group: "West",
	timezone: "America/Chicago",
	start: "2023-01-23T22:00:00.000Z",
	end: "2023-01-24T16:00:00.000Z",
	start_local: "2023-01-23T16:00:00.000-06:00",
	end_local: "2023-01-24T10:00:00.000-06:00",
	down_ms: 2 * HOUR_MS,
	down_ms_total: 2 * HOUR_MS,
	began_before: false,
	goes_on_past: false,
	lost_sales_estimate: "200.00",
};
const HALF_AN_HOUR = {
	...OVER_NIGHT,
	start: "2023-01-24T18:00:00.000Z",
	end: "2023-01-24T18:30:00.000Z",
	start_local: "2023-01-24T12:00:00.000-06:00",
	end_local: "2023-01-24T12:30:00.000-06:00",
	down_ms: 0.5 * HOUR_MS,
	down_ms_total: 0.5 * HOUR_MS,
	lost_sales_estimate: "50.00",
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

describeOnBothEngines("a report's outages over HTTP", (given) => {
	let services: TestServices;
	let app: FastifyInstance;
	beforeAll(() => importLines(given.database, NEWEST, LINES));
	beforeEach(() => {
		services = testServices(given.database, NEWEST + HOUR_MS);
		app = buildApp(services);
	});
	afterEach(() => app.close());

	const trigger = async (body: object = {}) =>
		documentOf(
			await send(app, "POST", "/v1/reports", { include: ["outages"], ...body }),
			202,
			TriggeredReportDocument,
		);
	/** The address of the outages of a report that is complete. */
	const outagesOf = async (body: object = {}) => {
		const { report_id } = await trigger(body);
		await computeToItsEnd(services);
		return `/v1/reports/${report_id}/outages`;
	};
	const pageAt = async (url: string) =>
		documentOf(await send(app, "GET", url), 200, ReportOutagesPage);

	test("come with what they come to, and the report says that it has them", async () => {
		const url = await outagesOf();
		const { method, figures, outages, summary, ...rest } = await pageAt(url);
		expect(outages).toEqual([OVER_NIGHT, HALF_AN_HOUR, IN_KATHMANDU]);
		expect(rest).toEqual({
			from: "2023-01-18T18:00:00.000Z",
			to: "2023-01-25T18:00:00.000Z",
			next_cursor: null,
			total: 3,
			ignored_under_ms: null,
			currency: null,
		});
		expect(summary).toEqual({
			count: 3,
			begun: 3,
			going_on: 1,
			down_ms: 15.25 * HOUR_MS,
			mean_down_ms: Math.floor((15.25 * HOUR_MS) / 3),
			// Chicago is up for 53.5 of 56 hours, Fine since five days and six hours, Kathmandu for one hour.
			mean_up_between_ms: Math.floor(((53.5 + 126 + 1) * HOUR_MS) / 3),
			longest: { store_id: "kathmandu", start: IN_KATHMANDU.start, down_ms: 12.75 * HOUR_MS },
			// Of Chicago alone: what Kathmandu sells is not known.
			lost_sales_estimate: "250.00",
			lost_sales_stores: 1,
			stores_with_downtime: 2,
		});
		expect(figures.down_ms).toBe(15.25 * HOUR_MS);
		const report = documentOf(
			await send(app, "GET", url.replace("/outages", "")),
			200,
			ReportDocument,
		);
		expect([report.include, report.method]).toEqual([["outages"], method]);
	});

	test("are those of all stores as of the same instant, in every form", async () => {
		const ranges = [{ from: "2023-01-24T15:30:00Z", to: "2023-01-25T06:00:00Z" }];
		const asOf = "2023-01-25T17:00:00Z";
		const url = await outagesOf({ as_of: asOf, ranges });
		const query = `as_of=${asOf}&from=${ranges[0]?.from}&to=${ranges[0]?.to}&sort=store_id`;
		const { computed_at, ...all } = documentOf(
			await send(app, "GET", `/v1/outages?${query}`),
			200,
			OutagesPage,
		);
		expect(await pageAt(url)).toEqual(all);
		expect(all.outages).toMatchObject([
			{ began_before: true, down_ms: 0.5 * HOUR_MS, down_ms_total: 2 * HOUR_MS },
			{ began_before: false },
			{ goes_on_past: true, end: null, down_ms: 0.75 * HOUR_MS, down_ms_total: 11.75 * HOUR_MS },
		]);
		for (const format of ["csv", "parquet"]) {
			const ofReport = await send(app, "GET", `${url}?format=${format}`);
			const ofAll = await send(app, "GET", `/v1/outages?${query}&format=${format}`);
			expect(ofReport.statusCode).toBe(200);
			expect(ofReport.rawPayload.equals(ofAll.rawPayload)).toBe(true);
			for (const header of ["content-type", "content-disposition", "vary"])
				expect(ofReport.headers[header]).toBe(ofAll.headers[header]);
		}
	});

	test("are filtered, sorted and come page after page", async () => {
		const url = await outagesOf();
		const starts = async (query: string) =>
			(await pageAt(`${url}?${query}`)).outages.map(({ start }) => start.slice(8, 13));
		expect(await starts("sort=-start")).toEqual(["25T05", "24T18", "23T22"]);
		expect(await starts("sort=down_ms&limit=1")).toEqual(["24T18"]);
		expect(await starts("going_on=true")).toEqual(["25T05"]);
		expect(await starts(`at_least_ms=${2 * HOUR_MS}&going_on=false`)).toEqual(["23T22"]);
		const ofChicago = await pageAt(`${url}?store_id=chicago&ignore_under_ms=${HOUR_MS}`);
		expect(ofChicago.outages).toEqual([OVER_NIGHT]);
		expect([ofChicago.total, ofChicago.ignored_under_ms]).toEqual([1, HOUR_MS]);
		// Its own, of all of its time.
		expect(ofChicago.figures).toMatchObject({ open_ms: 56 * HOUR_MS, down_ms: 2.5 * HOUR_MS });
		const ofFine = await pageAt(`${url}?store_id=fine`);
		expect([ofFine.outages, ofFine.figures.up_ms]).toEqual([[], 126 * HOUR_MS]);
		const found: string[] = [];
		let cursor: string | null = "";
		do {
			const more: string = cursor === "" ? "" : `&cursor=${cursor}`;
			const page = await pageAt(`${url}?sort=start&limit=1${more}`);
			expect(page.total).toBe(3);
			found.push(...page.outages.map(({ start }) => start.slice(8, 13)));
			cursor = page.next_cursor;
		} while (cursor !== null);
		expect(found).toEqual(["23T22", "24T18", "25T05"]);
	});

	test("come as files, all that match", async () => {
		const url = await outagesOf();
		const get = (accept: string, query = "", method: "GET" | "HEAD" = "GET") =>
			app.inject({ method, url: `${url}${query}`, headers: { accept } });
		const csv = await get("text/csv", "?store_id=kathmandu");
		expect(csv.body).toBe(
			"store_id,name,group,timezone,start_utc,end_utc,start_local,end_local,down_ms,down_ms_total,began_before,goes_on_past,lost_sales_estimate\r\n" +
				"kathmandu,,,Asia/Kathmandu,2023-01-25T05:15:00.000Z,,2023-01-25T11:00:00.000+05:45,,45900000,45900000,false,true,\r\n",
		);
		expect(csv.headers["content-disposition"]).toBe(
			'attachment; filename="openhours-outages-2023-01-25T18-00-00Z.csv"',
		);
		const head = await get("text/csv", "", "HEAD");
		expect([head.statusCode, head.body]).toEqual([200, ""]);
		const { outages } = await pageAt(`${url}?sort=-down_ms`);
		const { rows } = await parquetOf((await get(PARQUET_TYPE, "?sort=-down_ms")).rawPayload);
		expect(rows.map(cellsOf).map(({ down_ms }) => down_ms)).toEqual(
			outages.map(({ down_ms }) => String(down_ms)),
		);
		expect(problemOf(await get("image/png"), 406).type).toBe("/problems/not-acceptable");
		expect(placesOf(problemOf(await get("text/csv", "?limit=5"), 422))).toEqual(["limit"]);
	});

	test("of a report that has none, or none yet, are refused, and it is said why", async () => {
		const { report_id: plain } = await trigger({ include: [] });
		const waiting = await trigger();
		const at = (id: string) => send(app, "GET", `/v1/reports/${id}/outages`);
		const { type, detail } = problemOf(await at(plain), 422);
		expect([type, detail]).toEqual([
			"/problems/refused",
			"This report was not asked for outages; ask for another one that includes them.",
		]);
		expect(problemOf(await at(waiting.report_id), 409).type).toBe("/problems/conflict");
		expect(problemOf(await at("nothing"), 404).type).toBe("/problems/not-found");
		await computeToItsEnd(services);
		expect((await at(waiting.report_id)).statusCode).toBe(200);
		problemOf(await send(app, "GET", `/v1/reports/${waiting.report_id}/outages?store_id=x`), 404);
		problemOf(await at(plain), 422);
	});

	test("take no parameters that cannot be", async () => {
		const url = await outagesOf();
		const refusedAt = async (query: string) =>
			placesOf(problemOf(await send(app, "GET", `${url}?${query}`), 422));
		for (const [name, value] of [
			["sort", "name"],
			["going_on", "yes"],
			["at_least_ms", "0"],
			["limit", "1001"],
			["cursor", "abc"],
			["from", "2023-01-24"],
			["group", "West"],
			["format", "ndjson"],
		])
			expect(await refusedAt(`${name}=${value}`)).toEqual([name]);
		const { next_cursor } = await pageAt(`${url}?limit=1`);
		expect(await refusedAt(`sort=start&cursor=${next_cursor}`)).toEqual(["cursor"]);
		const body = { include: ["peaks"] };
		expect(placesOf(problemOf(await send(app, "POST", "/v1/reports", body), 422))).toEqual([
			"/include/0",
		]);
	});
});
