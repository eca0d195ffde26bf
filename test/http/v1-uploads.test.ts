import { once } from "node:events";
import { request as httpRequest } from "node:http";
import { gzipSync } from "node:zlib";
import type { FastifyInstance, LightMyRequestResponse } from "fastify";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { ImportDetails } from "../../src/contract/import.ts";
import { formatInstant, MINUTE_MS } from "../../src/core/instant.ts";
import { buildApp } from "../../src/http/app.ts";
import type { UploadLimits } from "../../src/http/upload-limits.ts";
import { listImports } from "../../src/service/import-resource.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { type TestServices, testServices } from "../service/services.ts";
import { documentOf, placesOf, problemOf } from "./answers.ts";
import { Wire } from "./wire.ts";

const NOW = Date.UTC(2023, 0, 25, 18);
const HEADER = "store_id,timestamp_utc,status\n";
const row = (minute: number, status = "active") =>
	`a,${formatInstant(NOW - minute * MINUTE_MS)},${status}\n`;
const object = (minute: number, more: object = {}) => ({
	store_id: "a",
	timestamp_utc: formatInstant(NOW - minute * MINUTE_MS),
	status: "active",
	...more,
});

describeOnBothEngines("uploads over HTTP", (given) => {
	let services: TestServices;
	let app: FastifyInstance;
	beforeEach(async () => {
		await given.database.script("delete from store; delete from closure; delete from import");
		services = testServices(given.database, NOW);
		app = appWith({});
	});

	function appWith(uploads: Partial<UploadLimits>): FastifyInstance {
		const made = buildApp(services, { uploads });
		onTestFinished(() => made.close());
		return made;
	}

	const post = (
		payload: string | Buffer,
		headers: Readonly<Record<string, string>> = { "content-type": "text/csv" },
		url = "/v1/polls",
	) => app.inject({ method: "POST", url, headers, payload });
	const detailsOf = (answer: LightMyRequestResponse) => documentOf(answer, 200, ImportDetails);
	const lastImport = async () => (await listImports(services, { limit: 1 })).imports[0];

	test.each([
		["business-hours", "store_id,day,start_time_local,end_time_local", "a,0,09:00,17:00"],
		["timezones", "store_id,timezone", "a,Asia/Tokyo"],
	])(
		"of %s are valid from a date where the query or their rows say so",
		async (table, header, rest) => {
			const put = (query: string, body: string, type = "text/csv") =>
				app.inject({
					method: "PUT",
					url: `/v1/${table}${query}`,
					headers: { "content-type": type },
					payload: body,
				});
			const dates = async () => {
				const { changes } = (await app.inject({ url: "/v1/stores/a" })).json() as {
					changes: { valid_from: string }[];
				};
				return changes.map(({ valid_from }) => valid_from);
			};
			detailsOf(await put("", `${header}\n${rest}\n`));
			expect(await dates()).toEqual([]);
			detailsOf(await put("?valid_from=2026-03-01", `${header}\n${rest}\n`));
			expect(await dates()).toEqual(["2026-03-01"]);
			detailsOf(await put("", `${header},valid_from\n${rest},2026-04-01\n`));
			expect(await dates()).toEqual(["2026-03-01", "2026-04-01"]);
			const cells = rest.split(",");
			const fields = header.split(",").map((name, i) => [name, cells[i]]);
			const object = { ...Object.fromEntries(fields), valid_from: "2026-05-01" };
			const early = { ...object, valid_from: null };
			const json = JSON.stringify([object, early]);
			detailsOf(await put("?valid_from=2026-04-15", json, "application/json"));
			expect(await dates()).toEqual(["2026-03-01", "2026-04-01", "2026-04-15", "2026-05-01"]);
			detailsOf(await put("", `${header}\n${rest}\n`));
			expect(await dates()).toEqual([]);

			const wrong = detailsOf(await put("", `${header},valid_from\n${rest},2026-02-30\n`));
			expect(wrong.rejects).toMatchObject([{ field: "valid_from", reason: "not_a_date" }]);
			for (const query of ["?valid_from=2026-02-30", "?valid_from=", "?valid_from=a&valid_from=b"])
				expect(placesOf(problemOf(await put(query, `${header}\n`), 422))).toEqual(["valid_from"]);
			const other = await post(HEADER, undefined, "/v1/polls?valid_from=2026-03-01");
			expect(placesOf(problemOf(other, 422))).toEqual(["valid_from"]);
		},
	);

	test("of polls are taken in as CSV, as a JSON array, and as an object a line", async () => {
		const csv = detailsOf(await post(HEADER + row(1) + row(2)));
		expect(csv).toMatchObject({ polls: { new: 2, changed: 0, unchanged: 0 }, rejected: 0 });
		const json = await post(JSON.stringify([object(2), object(3)]), {
			"content-type": "application/json",
		});
		expect(detailsOf(json)).toMatchObject({ polls: { new: 1, unchanged: 1 }, rows_read: 2 });
		const ndjson = await post(`${JSON.stringify(object(3, { status: "inactive" }))}\n`, {
			"content-type": "application/x-ndjson; charset=UTF-8",
		});
		expect(detailsOf(ndjson)).toMatchObject({ polls: { new: 0, changed: 1 }, stores: 1 });
	});

	test("tell the rows that were left out: by line, or by index in an array", async () => {
		const csv = detailsOf(await post(`${HEADER}${row(1)}a,b\n${row(2, "asleep")}`));
		expect(csv.rejects).toEqual([
			{
				line: 3,
				field: null,
				value: "a,b",
				reason: "too_few_cells",
				message: "the row has fewer cells than the header",
			},
			{
				line: 4,
				field: "status",
				value: "asleep",
				reason: "unknown_status",
				message: 'status "asleep" is not a status; write active or inactive',
			},
		]);
		const array = [object(1), object(2, { store_id: 8139926242460185 }), object(3, { x: 1 }), 7];
		const json = await post(JSON.stringify(array), { "content-type": "application/json" });
		expect(detailsOf(json).rejects).toMatchObject([
			{ index: 1, field: "store_id", value: "8139926242460185", reason: "id_is_number" },
			{ index: 2, field: "x", value: "1", reason: "unknown_field" },
			{ index: 3, field: null, value: "7", reason: "not_an_object" },
		]);
	});

	test("are unpacked when they are gzip, whether they say so or not", async () => {
		const packed = gzipSync(HEADER + row(1));
		const details = detailsOf(await post(packed));
		expect(details).toMatchObject({ rows_read: 1, bytes_read: packed.length });
		for (const coding of ["gzip", "X-GZIP"]) {
			const headers = { "content-type": "text/csv", "content-encoding": coding };
			expect(detailsOf(await post(packed, headers)).rows_read).toBe(1);
			problemOf(await post(HEADER + row(1), headers), 400);
		}
		const other = await post(HEADER, { "content-type": "text/csv", "content-encoding": "br" });
		expect(problemOf(other, 415).type).toBe("/problems/unsupported-media-type");
		expect(other.headers["accept-encoding"]).toBe("gzip");
	});

	test.each<[string, Record<string, string>]>([
		["plain text", { "content-type": "text/plain" }],
		["a form", { "content-type": "application/x-www-form-urlencoded" }],
		["a spreadsheet", { "content-type": "application/vnd.ms-excel" }],
		["Latin-1", { "content-type": "text/csv; charset=iso-8859-1" }],
		["UTF-16", { "content-type": 'application/json;charset="utf-16"' }],
		["what is no type", { "content-type": "csv" }],
		["nothing that they say", {}],
	])("are refused as %s", async (_, headers) => {
		const problem = problemOf(await post(HEADER + row(1), headers), 415);
		expect(problem.type).toBe("/problems/unsupported-media-type");
		expect(await lastImport()).toBeUndefined();
	});

	test.each<[string, string, string, string, RegExp]>([
		["text/csv", "a,b\n1,2\n", "422", "refused", /^The body has no column store_id; expected/],
		["text/csv", "", "422", "refused", /^The body is empty; expected a header/],
		["text/csv", `${HEADER}"a`, "400", "malformed-request", /line 2: a quoted cell is not closed/],
		["application/json", "", "400", "malformed-request", /^The body is empty; a JSON array/],
		["application/json", "{}", "400", "malformed-request", /is not a JSON array/],
		["application/json", '[{"a":', "400", "malformed-request", /is cut off/],
		["application/json", "[{]", "400", "malformed-request", /not JSON any more/],
	])(
		"that are no table do nothing, and it is said why: %s %j",
		async (type, body, status, kind, told) => {
			const problem = problemOf(await post(body, { "content-type": type }), Number(status));
			expect(problem.type).toBe(`/problems/${kind}`);
			expect(problem.detail).toMatch(told);
			const failed = await lastImport();
			expect(problem.detail).toContain(
				`Nothing of it was taken in; see import ${failed?.importId}.`,
			);
			expect(failed).toMatchObject({ state: "failed", rowsRead: 0, stores: 0 });
		},
	);

	test("may be empty where there is no header", async () => {
		expect(detailsOf(await post("[]", { "content-type": "application/json" })).rows_read).toBe(0);
		const nothing = await post("", { "content-type": "application/x-ndjson" });
		expect(detailsOf(nothing).rows_read).toBe(0);
	});

	test("take no parameters", async () => {
		const problem = problemOf(await post(HEADER, undefined, "/v1/polls?dry=1&x=2"), 422);
		expect(placesOf(problem)).toEqual(["dry", "x"]);
	});

	test("that are larger than they may be are refused before they come, where they say so", async () => {
		const text = HEADER + row(1);
		app = appWith({ limitBytes: text.length });
		expect(detailsOf(await post(text)).rows_read).toBe(1);
		const problem = problemOf(await post(`${text}\n`), 413);
		expect(problem.type).toBe("/problems/too-large");
		expect(problem.detail).toBe(
			`The body has more than ${text.length} B, counted unpacked; send it in parts.`,
		);
		const { imports } = await listImports(services, { limit: 10 });
		expect(imports).toHaveLength(1);
	});

	test("that are larger than they may be are refused as soon as that is seen", async () => {
		app = appWith({ limitBytes: 10_000 });
		const packed = gzipSync(HEADER + row(1).repeat(1_000));
		expect(packed.length).toBeLessThan(10_000);
		const problem = problemOf(await post(packed), 413);
		expect(problem.detail).toContain("Nothing of it was taken in; see import");
		expect(await lastImport()).toMatchObject({ state: "failed", rowsRead: 0 });
	});

	test("of each table are taken in under its address", async () => {
		const tables: [string, string, string][] = [
			[
				"business-hours",
				"business_hours",
				"store_id,day_of_week,start_time_local,end_time_local\na,0,09:00,17:00\n",
			],
			["timezones", "timezones", "store_id,timezone\na,Asia/Tokyo\n"],
			[
				"special-hours",
				"special_hours",
				"store_id,date,start_time_local,end_time_local\na,2023-12-25,,\n",
			],
			[
				"closures",
				"closures",
				"store_id,from_utc,to_utc\na,2023-01-01 00:00:00,2023-01-02 00:00:00\n",
			],
			["stores", "stores", "store_id,name\na,Kettle\n"],
		];
		for (const [path, kind, payload] of tables) {
			const headers = { "content-type": "text/csv" };
			const answer = await app.inject({ method: "PUT", url: `/v1/${path}`, headers, payload });
			expect(detailsOf(answer)).toMatchObject({ kind, polls: null, rows_read: 1, stores: 1 });
			problemOf(await app.inject({ method: "POST", url: `/v1/${path}`, headers, payload }), 405);
		}
	});
});

describeOnBothEngines("uploads over a connection", (given) => {
	let services: TestServices;
	beforeEach(async () => {
		await given.database.script("delete from store; delete from import");
		services = testServices(given.database, NOW);
	});

	function listening(uploads: Partial<UploadLimits> = {}): FastifyInstance {
		const app = buildApp(services, { uploads });
		onTestFinished(() => app.close());
		return app;
	}

	/** Begins a body that comes in chunks. */
	async function begin(app: FastifyInstance, type = "text/csv"): Promise<Wire> {
		const wire = await Wire.to(app);
		return wire.head(
			"POST /v1/polls HTTP/1.1",
			"host: localhost",
			`content-type: ${type}`,
			"transfer-encoding: chunked",
		);
	}
	const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
	const END = "0\r\n\r\n";

	/** Waits until the newest import is as is wanted. */
	async function untilImport(isSo: (found: Awaited<ReturnType<typeof newest>>) => boolean) {
		for (;;) {
			const found = await newest();
			if (isSo(found)) return found;
		}
	}
	const newest = async () => (await listImports(services, { limit: 1 })).imports[0];

	test("are answered after the last of them came, and the connection goes on", async () => {
		const app = listening();
		const wire = await begin(app);
		wire.write(chunk(HEADER));
		await untilImport((found) => found?.state === "running");
		expect(wire.received).toBe("");
		wire.write(chunk(row(1)) + chunk(row(2)) + END);
		await wire.matches(/"rows_read":2,/);
		wire.head("GET /v1/imports HTTP/1.1", "host: localhost");
		await wire.matches(/"imports":\[\{/);
	});

	test("of which the client goes away have failed, and keep no connection", async () => {
		const app = listening();
		const wire = await begin(app);
		wire.write(chunk(HEADER + row(1)));
		await untilImport((found) => found?.state === "running");
		wire.socket.destroy();
		const failed = await untilImport((found) => found?.state === "failed");
		expect(failed).toMatchObject({
			failure: "The client went away before the end of the body.",
			rowsRead: 0,
		});
	});

	test("of which nothing comes any more are given up, and the connection is closed", async () => {
		const app = listening({ idleMs: 50 });
		const wire = await begin(app);
		wire.write(chunk(HEADER + row(1)));
		const received = await wire.ended;
		expect(received).toMatch(/^HTTP\/1.1 408 /);
		expect(received).toMatch(/connection: close/i);
		expect(received).toContain('"detail":"Nothing came for 0.05 s. Nothing of it was taken in;');
		expect(await newest()).toMatchObject({ state: "failed", failure: "Nothing came for 0.05 s." });
	});

	test("that break HTTP's own rules have failed", async () => {
		const wire = await begin(listening());
		wire.write(chunk(HEADER + row(1)));
		await untilImport((found) => found?.state === "running");
		wire.write("not a length\r\n");
		await untilImport((found) => found?.state === "failed");
		expect(await wire.ended).toMatch(/^HTTP\/1.1 400 /);
	});

	test("of unknown length are refused when they are too large, while more of them comes", async () => {
		const app = listening({ limitBytes: 100_000 });
		await app.listen({ host: "127.0.0.1", port: 0 });
		const { port } = app.server.address() as { port: number };
		const sent = httpRequest({
			...{ port, method: "POST", path: "/v1/polls" },
			headers: { "content-type": "text/csv" },
		});
		sent.on("error", () => {});
		let isAnswered = false;
		const answered = once(sent, "response").finally(() => {
			isAnswered = true;
		});
		const text = HEADER + row(1).repeat(100);
		for (let i = 0; !isAnswered; i++) {
			if (!sent.write(i === 0 ? text : row(2).repeat(500)))
				await Promise.race([once(sent, "drain"), answered]);
			await new Promise(setImmediate);
		}
		const [response] = await answered;
		expect(response.statusCode).toBe(413);
		const body = (await Array.fromAsync(response as AsyncIterable<Buffer>)).join("");
		expect(JSON.parse(body)).toMatchObject({ type: "/problems/too-large" });
		sent.destroy();
	});

	test("are no more at once than there may be", async () => {
		const app = listening({ atOnce: 1 });
		const first = await begin(app);
		first.write(chunk(HEADER));
		await untilImport((found) => found?.state === "running");
		const second = await begin(app);
		await second.matches(/^HTTP\/1.1 503 [\s\S]*retry-after: 10\r\n[\s\S]*too-many-uploads/i);
		first.write(chunk(row(1)) + END);
		await first.matches(/"rows_read":1,/);
		const third = await begin(app);
		third.write(chunk(HEADER + row(2)) + END);
		await third.matches(/"polls":\{"new":1,/);
		const { imports } = await listImports(services, { limit: 10 });
		expect(imports.map(({ state }) => state)).toEqual(["complete", "complete"]);
	});

	test("that are under way when the server stops are waited for", async () => {
		const app = listening();
		const wire = await begin(app);
		wire.write(chunk(HEADER));
		await untilImport((found) => found?.state === "running");
		const closed = app.close();
		wire.write(chunk(row(1)) + END);
		await wire.matches(/"rows_read":1,/);
		await closed;
		expect(await newest()).toMatchObject({ state: "complete" });
	});
});
