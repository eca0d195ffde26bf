import fc from "fast-check";
import type { FastifyInstance, LightMyRequestResponse } from "fastify";
import { sql } from "kysely";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { ReportRowsPage } from "../../src/contract/report.ts";
import { MINUTE_MS, utcDayOf } from "../../src/core/instant.ts";
import { packPoll } from "../../src/core/poll.ts";
import { createMonths } from "../../src/database/store-day.ts";
import { writePolls } from "../../src/database/write-polls.ts";
import { buildApp } from "../../src/http/app.ts";
import { triggerReport } from "../../src/service/trigger-report.ts";
import { REPORT_FORMATS, WRITER_VERSION } from "../../src/service/write-report.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { reportToItsEnd, type TestServices, testServices } from "../service/services.ts";
import { documentOf, placesOf, problemOf, send } from "./answers.ts";

const NEWEST = Date.UTC(2023, 0, 25, 18, 13, 22, 479);
const STORES = 12;

describeOnBothEngines("the rows of a report, over HTTP", (given) => {
	let services: TestServices;
	let app: FastifyInstance;
	let reportId: string;

	beforeAll(async () => {
		const day = utcDayOf(NEWEST);
		await createMonths(given.database, { first: day, last: day });
		await given.database.transaction((tx) =>
			writePolls(
				tx,
				// Up, and then down for as many minutes as the store's number says. Of different lengths in bytes.
				Array.from({ length: STORES }, (_, i) => ({
					storeId: `störe ${i} ${"😀".repeat(i % 3)}`.trim(),
					polls: Float64Array.of(
						packPoll(NEWEST - 40 * MINUTE_MS, 1),
						packPoll(NEWEST - i * MINUTE_MS, 0),
					),
				})),
			),
		);
		await given.database.script("update store set group_name = 'north' where store_id like '%1%'");
		services = testServices(given.database, NEWEST);
		reportId = await reportToItsEnd(services);
	});
	beforeEach(() => {
		app = buildApp(services);
	});

	const get = (query = "", headers: Record<string, string> = {}, method: "GET" | "HEAD" = "GET") =>
		app.inject({ method, url: `/v1/reports/${reportId}/rows${query}`, headers });

	test.each([
		[undefined, "text/csv"],
		["*/*", "text/csv"],
		["text/*", "text/csv"],
		["text/csv", "text/csv"],
		["text/csv; charset=utf-8", "text/csv"],
		["application/json", "application/json"],
		["application/json, */*", "application/json"],
		["application/*", "application/json"],
		["application/x-ndjson", "application/x-ndjson"],
		["application/vnd.apache.parquet", "application/vnd.apache.parquet"],
		["text/csv;q=0.5, application/x-ndjson;q=0.7, */*;q=0.1", "application/x-ndjson"],
		["text/csv;q=0, */*", "application/json"],
		["text/html, application/xhtml+xml, */*;q=0.8", "text/csv"],
	])("come, for Accept: %s, as %s", async (accept, type) => {
		const answer = await get("", accept === undefined ? {} : { accept });
		expect(answer.statusCode).toBe(200);
		expect(String(answer.headers["content-type"]).split(";")[0]).toBe(type);
		expect(answer.headers.vary).toContain("accept");
	});

	test.each(["image/png", "text/csv;q=0", "application/xml, text/html", "no type at all"])(
		"do not come for Accept: %s, which is told what there is",
		async (accept) => {
			const problem = problemOf(await get("", { accept }), 406);
			expect(problem.type).toBe("/problems/not-acceptable");
			expect(problem.detail).toBe(
				"This comes as text/csv or application/json or application/x-ndjson or application/vnd.apache.parquet.",
			);
		},
	);

	test("come in the format of the query, whatever is accepted", async () => {
		for (const format of REPORT_FORMATS) {
			const plain = await get(`?format=${format}`);
			const answer = await get(`?format=${format}`, { accept: "image/png" });
			expect([answer.statusCode, answer.body]).toEqual([200, plain.body]);
		}
	});

	/** Headers without those of a single message, to be compared. */
	const lasting = ({ headers }: LightMyRequestResponse) => {
		const {
			date: _,
			connection: __,
			"transfer-encoding": ___,
			"x-request-id": ____,
			...rest
		} = headers;
		return rest;
	};

	test.each(REPORT_FORMATS)("as %s are a file that never changes, and says so", async (format) => {
		const query = `?format=${format}`;
		const whole = await get(query);
		const { etag } = whole.headers;
		expect(etag).toBe(`"${reportId}-${format}-${WRITER_VERSION}"`);
		expect(whole.headers).toMatchObject({
			"accept-ranges": "bytes",
			"cache-control": "private, no-cache",
		});
		for (const list of [etag, `W/${etag}`, `"other", ${etag}`, "*", `"a,b" ,${etag}`]) {
			const answer = await get(query, { "if-none-match": list as string });
			expect([list, answer.statusCode, answer.body]).toEqual([list, 304, ""]);
			expect(answer.headers).toMatchObject({ etag, "cache-control": "private, no-cache" });
			expect(answer.headers).not.toHaveProperty("content-type");
		}
		for (const list of ['"other"', `${etag}x`.replaceAll('"', ""), ""]) {
			const answer = await get(query, { "if-none-match": list });
			expect([list, answer.statusCode, answer.body]).toEqual([list, 200, whole.body]);
		}
		const head = await get(query, {}, "HEAD");
		expect([head.statusCode, head.body]).toEqual([200, ""]);
		expect(lasting(head)).toEqual(lasting(whole));
		const known = await get(query, { "if-none-match": etag as string }, "HEAD");
		expect([known.statusCode, known.headers.etag]).toEqual([304, etag]);
		expect(known.headers).not.toHaveProperty("content-length");
	});

	test("of different formats and reports are different files", async () => {
		const another = await reportToItsEnd(services, { asOf: NEWEST - 1 });
		const tags = new Set<unknown>();
		for (const id of [reportId, another])
			for (const format of REPORT_FORMATS) {
				const answer = await app.inject(`/v1/reports/${id}/rows?format=${format}`);
				tags.add(answer.headers.etag);
			}
		expect(tags.size).toBe(2 * REPORT_FORMATS.length);
	});

	test.each(REPORT_FORMATS)("as %s come in parts that are the whole together", async (format) => {
		const query = `?format=${format}`;
		const { rawPayload: whole } = await get(query);
		const N = whole.length;
		await fc.assert(
			fc.asyncProperty(
				fc.uniqueArray(fc.integer({ min: 1, max: N - 1 }), { maxLength: 5 }),
				async (cuts) => {
					const ends = [...cuts.sort((a, b) => a - b), N];
					const parts: Buffer[] = [];
					for (const [i, to] of ends.entries()) {
						const from = ends[i - 1] ?? 0;
						const range = to === N && i % 2 === 0 ? `bytes=${from}-` : `bytes=${from}-${to - 1}`;
						const answer = await get(query, { range });
						expect(answer.statusCode).toBe(206);
						expect(answer.headers["content-range"]).toBe(`bytes ${from}-${to - 1}/${N}`);
						expect(answer.headers["content-length"]).toBe(String(to - from));
						parts.push(answer.rawPayload);
					}
					expect(Buffer.concat(parts).equals(whole)).toBe(true);
				},
			),
			{ numRuns: 15, seed: 7 },
		);
	});

	test("come in the part that was asked for, as far as there is one", async () => {
		const { rawPayload: whole, headers } = await get();
		const N = whole.length;
		const etag = String(headers.etag);
		for (const [range, from, to] of [
			["bytes=0-0", 0, 1],
			["bytes=5-9", 5, 10],
			["Bytes= 5-9", 5, 10],
			[`bytes=${N - 1}-`, N - 1, N],
			[`bytes=10-${N + 100}`, 10, N],
			["bytes=-3", N - 3, N],
			[`bytes=-${N + 100}`, 0, N],
		] as const)
			for (const condition of [{}, { "if-range": etag }]) {
				const answer = await get("", { range, ...condition });
				expect([range, answer.statusCode]).toEqual([range, 206]);
				expect(answer.headers).toMatchObject({
					"content-range": `bytes ${from}-${to - 1}/${N}`,
					"content-length": String(to - from),
					"content-type": "text/csv; charset=utf-8",
					etag,
				});
				expect(answer.rawPayload.equals(whole.subarray(from, to))).toBe(true);
			}
		for (const range of [`bytes=${N}-`, `bytes=${N + 7}-${N + 9}`, "bytes=-0"]) {
			const answer = await get("", { range });
			expect(problemOf(answer, 416).type).toBe("/problems/range-not-satisfiable");
			expect(answer.headers["content-range"]).toBe(`bytes */${N}`);
			expect(answer.headers).not.toHaveProperty("etag");
		}
	});

	test("come whole where no single part is asked for, or one of another file", async () => {
		const { body } = await get();
		const etag = `"${reportId}-csv-${WRITER_VERSION}"`;
		for (const headers of [
			{ range: "bytes=0-1,4-5" },
			{ range: "bytes=9-5" },
			{ range: "bytes=-" },
			{ range: "bytes=a-b" },
			{ range: "lines=1-2" },
			{ range: "" },
			{ range: "bytes=0-1", "if-range": '"other"' },
			{ range: "bytes=0-1", "if-range": `W/${etag}` },
			{ range: "bytes=0-1", "if-range": "Wed, 25 Jan 2023 18:13:22 GMT" },
		]) {
			const answer = await get("", headers);
			expect([headers, answer.statusCode, answer.body]).toEqual([headers, 200, body]);
		}
		const head = await get("", { range: "bytes=0-1" }, "HEAD");
		expect([head.statusCode, head.headers["content-range"]]).toEqual([200, undefined]);
		const known = await get("", { range: "bytes=0-1", "if-none-match": etag });
		expect(known.statusCode).toBe(304);
	});

	test("are written once more to know how long they are, and not again", async () => {
		let reads = 0;
		const database = new Proxy(given.database, {
			get(target, name) {
				const value = Reflect.get(target, name, target);
				if (typeof value !== "function") return value;
				return (...args: unknown[]) => {
					if (name === "copyOut") reads++;
					return value.apply(target, args);
				};
			},
		});
		app = buildApp({ ...services, database });
		const part = async (range: string) => expect((await get("", { range })).statusCode).toBe(206);
		await Promise.all([part("bytes=-9"), part("bytes=-5")]);
		// Counted once for both, and then read for each.
		expect(reads).toBe(3);
		await part("bytes=-9");
		expect(reads).toBe(4);
		// Nothing behind a part is read: this one ends in the line of names.
		await part("bytes=0-9");
		expect(reads).toBe(4);
	});

	const page = async (query: string, headers: Record<string, string> = {}) =>
		documentOf(await get(query, headers), 200, ReportRowsPage);

	test("come as a page with any of its parameters: in order, and each once", async () => {
		const ids: string[] = [];
		const whole = (await get("?format=json")).json();
		for (let cursor: string | null = ""; cursor !== null; ) {
			const query: string = `?limit=5${cursor && `&cursor=${cursor}`}`;
			const { method, stores, total, next_cursor } = await page(query);
			expect([method, total]).toEqual([whole.method, STORES]);
			for (const store of stores) expect(whole.stores).toContainEqual(store);
			ids.push(...stores.map(({ store_id }) => store_id));
			cursor = next_cursor;
		}
		expect(ids).toEqual(whole.stores.map((store: { store_id: string }) => store.store_id));
	});

	test("come sorted and filtered by the figures of a range", async () => {
		const worst = await page("?range=last_hour&sort=-down_ms&limit=3");
		expect(worst.stores.map(({ figures }) => figures.last_hour?.down_ms)).toEqual(
			[11, 10, 9].map((minutes) => minutes * MINUTE_MS),
		);
		const down = await page(`?range=last_day&down_ms_above=${9 * MINUTE_MS}&sort=down_ms`);
		expect(down.stores.map(({ figures }) => figures.last_day?.down_ms)).toEqual(
			[10, 11].map((minutes) => minutes * MINUTE_MS),
		);
		expect(down).toMatchObject({ total: 2, next_cursor: null });
		// 4 of 40 minutes down is 90 %, which is not below 90 %.
		const below = await page("?range=last_hour&uptime_below=90.0&sort=-uptime_percent");
		expect(below.stores[0]?.figures.last_hour?.uptime_percent).toBe(87.5);
		expect(below.total).toBe(7);
		expect((await page("?range=last_hour&uptime_below=90.001")).total).toBe(8);
	});

	test("come by a part of the store's id, and by the group that it is in", async () => {
		const named = await page(`?search=${encodeURIComponent("störe 1")}`);
		expect(named.stores.map(({ store_id }) => store_id)).toEqual([
			"störe 1 😀",
			"störe 10 😀",
			"störe 11 😀😀",
		]);
		expect((await page("?group=north")).total).toBe(3);
		expect((await page(`?group=north&search=${encodeURIComponent("😀😀")}`)).total).toBe(1);
		for (const query of ["?search=%00", "?group=%00", "?group=south", "?search=%25"])
			expect(await page(query)).toMatchObject({ stores: [], total: 0, next_cursor: null });
	});

	test("come as a page of JSON only", async () => {
		expect((await page("?limit=1", { accept: "application/json" })).stores).toHaveLength(1);
		expect((await page("?limit=1&format=json", { accept: "image/png" })).stores).toHaveLength(1);
		const problem = problemOf(await get("?limit=1", { accept: "text/csv" }), 406);
		expect(problem.detail).toBe("This comes as application/json.");
		for (const format of ["csv", "extended-csv", "ndjson"]) {
			const refused = problemOf(await get(`?format=${format}&limit=1&search=x`), 422);
			expect(placesOf(refused)).toEqual(["search", "limit"]);
		}
	});

	test.each([
		["uptime_below=101", "uptime_below"],
		["uptime_below=-1", "uptime_below"],
		["uptime_below=99.9999", "uptime_below"],
		["uptime_below=", "uptime_below"],
		["down_ms_above=-1", "down_ms_above"],
		["down_ms_above=1.5", "down_ms_above"],
		["sort=name", "sort"],
		["sort=-", "sort"],
		["limit=0", "limit"],
		["search=", "search"],
		[`search=${"x".repeat(256)}`, "search"],
		["offset=5", "offset"],
		["cursor=x", "cursor"],
		["cursor=", "cursor"],
	])("are refused with %s, which says so", async (query, place) => {
		expect(placesOf(problemOf(await get(`?${query}`), 422))).toEqual([place]);
	});

	test("go on only in the order that they began in", async () => {
		const { next_cursor } = await page("?sort=-down_ms&range=last_day&limit=2");
		const goOn = (query: string) => get(`?${query}&cursor=${next_cursor}`);
		expect((await goOn("sort=-down_ms&range=last_day&limit=9")).statusCode).toBe(200);
		for (const query of [
			"range=last_day",
			"sort=-down_ms&range=last_week",
			"sort=-up_ms&range=last_day",
		])
			expect(placesOf(problemOf(await goOn(query), 422))).toEqual(["cursor"]);
	});

	test("need to be told which of several ranges is meant", async () => {
		expect(problemOf(await get("?sort=down_ms"), 422).detail).toMatch(/last_hour, last_day/);
		expect(problemOf(await get("?range=today"), 422).type).toBe("/problems/refused");
	});

	test("of very many ranges come fewer at once, and all the same", async () => {
		const ranges = Array.from({ length: 366 }, (_, i) => ({
			name: `m${i}`,
			from: NEWEST - (i + 1) * MINUTE_MS,
			to: NEWEST,
		}));
		const many = await reportToItsEnd(services, { ranges });
		await sql`
			insert into report_row (report_id, slice, position, store_id, up_ms, down_ms, unknown_ms)
			select report_id, slice, position + i, 'copy ' || i, up_ms, down_ms, unknown_ms
			from report_row, generate_series(1, 60) as i
			where report_id = ${many} and position = ${STORES - 1}
		`.execute(given.database.tables);
		const first = documentOf(
			await send(app, "GET", `/v1/reports/${many}/rows?limit=1000`),
			200,
			ReportRowsPage,
		);
		expect(first.stores).toHaveLength(Math.floor(20_000 / 366));
		const rest = await send(app, "GET", `/v1/reports/${many}/rows?cursor=${first.next_cursor}`);
		expect(documentOf(rest, 200, ReportRowsPage).stores).toHaveLength(STORES + 60 - 54);
	});

	test("are not there for a report that is not complete or not there, in whatever form", async () => {
		const { reportId: waiting } = await triggerReport(services, { asOf: NEWEST - 5 });
		for (const query of ["", "?format=json", "?limit=1"]) {
			const of = (id: string) =>
				app.inject({
					url: `/v1/reports/${id}/rows${query}`,
					headers: { "if-none-match": "*", range: "bytes=0-1" },
				});
			problemOf(await of(waiting), 409);
			problemOf(await of(crypto.randomUUID()), 404);
			problemOf(await of("no-uuid"), 404);
		}
	});
});
