import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import type { FastifyInstance } from "fastify";
import { sql } from "kysely";
import { Value } from "typebox/value";
import { beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { ReportDocument, RowsDocument, StoreFigures } from "../../src/contract/report.ts";
import { ReportsPage, TriggeredReportDocument } from "../../src/contract/report-request.ts";
import { formatInstant, HOUR_MS, MINUTE_MS } from "../../src/core/instant.ts";
import { packPoll } from "../../src/core/poll.ts";
import { createMonths } from "../../src/database/store-day.ts";
import { writePolls } from "../../src/database/write-polls.ts";
import { buildApp } from "../../src/http/app.ts";
import type { ServiceContext } from "../../src/service/context.ts";
import { listWebhooks } from "../../src/service/webhooks.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { computeToItsEnd, type TestServices, testServices } from "../service/services.ts";
import { documentOf, placesOf, problemOf, send } from "./answers.ts";

const NEWEST = Date.UTC(2023, 0, 25, 18, 13, 22, 479);
const NO_REPORT = "11111111-2222-4333-8444-555555555555";
/** As many rows as are read at a time, and some more. */
const MANY_ROWS = 4_500;

describeOnBothEngines("reports over HTTP", (given) => {
	let clock: number;
	let services: TestServices;
	let app: FastifyInstance;
	beforeAll(async () => {
		const day = Math.floor(NEWEST / 86_400_000);
		await createMonths(given.database, { first: day, last: day });
		// Always open, active from 30 minutes before the newest poll.
		const polls = Float64Array.of(packPoll(NEWEST - 30 * MINUTE_MS, 1), packPoll(NEWEST, 0));
		await given.database.transaction((tx) =>
			writePolls(tx, [
				{ storeId: "one", polls },
				{ storeId: "two", polls },
			]),
		);
	});
	beforeEach(async () => {
		await given.database.script("delete from webhook; delete from report");
		clock = NEWEST + HOUR_MS;
		services = testServices(given.database, clock, { now: () => clock });
		app = buildApp(services);
	});

	const ask = async (body?: object) =>
		documentOf(await send(app, "POST", "/v1/reports", body), 202, TriggeredReportDocument);
	const complete = async (body?: object) => {
		const { report_id } = await ask(body);
		await computeToItsEnd(services);
		return report_id;
	};
	/** A report with so many rows that they are not read at once. */
	const completeWithManyRows = async () => {
		const reportId = await complete({ store_ids: ["one"] });
		await sql`
			insert into report_row (report_id, slice, position, store_id, up_ms, down_ms, unknown_ms)
			select report_id, slice, position + i, 'copy ' || i, up_ms, down_ms, unknown_ms
			from report_row, generate_series(1, ${MANY_ROWS - 1}::integer) as i
			where report_id = ${reportId}
		`.execute(given.database.tables);
		return reportId;
	};

	test.each([
		["no body", undefined],
		["an empty document", {}],
	])("are asked for with %s, and cover the last hour, day and week", async (_what, body) => {
		const answer = await send(app, "POST", "/v1/reports", body);
		const report = documentOf(answer, 202, TriggeredReportDocument);
		expect(answer.headers.location).toBe(`/v1/reports/${report.report_id}`);
		expect(answer.headers["retry-after"]).toBe("1");
		expect(report).toMatchObject({
			state: "queued",
			as_of: "2023-01-25T18:13:22.479Z",
			ranges: [{ name: "last_hour" }, { name: "last_day" }, { name: "last_week" }],
			store_ids: null,
			requested_at: formatInstant(clock),
			method: null,
		});
		expect(report).not.toHaveProperty("webhook_secret");
		expect(services.queue.take("begin-report")).toEqual([
			{ kind: "begin-report", reportId: report.report_id },
		]);
		expect(services.queue.wakes).toBe(1);
	});

	test("are asked for by clients that name the type of the body that they do not send", async () => {
		const headers = { "content-type": "application/json" };
		const answer = await app.inject({ method: "POST", url: "/v1/reports", headers });
		documentOf(answer, 202, TriggeredReportDocument);
	});

	test("are about what was asked for", async () => {
		const report = await ask({
			as_of: "2023-01-25 18:00:00 UTC",
			ranges: [
				{ name: "morning", from: "2023-01-25T08:00:00+02:00", to: "2023-01-25T12:00:00Z" },
				{ from: "2023-01-25T12:00:00Z", to: "2023-01-26T00:00:00Z" },
			],
			store_ids: ["two", " one ", "two"],
			settings: {
				end_of_day: "literal",
				missing_day: "closed",
				outside_polls: "use",
				max_gap_ms: 5_400_000,
				default_timezone: "asia/kathmandu",
			},
		});
		expect(report).toMatchObject({
			as_of: "2023-01-25T18:00:00.000Z",
			ranges: [
				{ name: "morning", from: "2023-01-25T06:00:00.000Z", to: "2023-01-25T12:00:00.000Z" },
				{ name: "custom_2", from: "2023-01-25T12:00:00.000Z", to: "2023-01-25T18:00:00.000Z" },
			],
			store_ids: ["one", "two"],
			settings: {
				end_of_day: "literal",
				missing_day: "closed",
				outside_polls: "use",
				max_gap_ms: 5_400_000,
				default_timezone: "Asia/Kathmandu",
			},
		});
		await computeToItsEnd(services);
		const url = `/v1/reports/${report.report_id}`;
		const { method } = documentOf(await send(app, "GET", url), 200, ReportDocument);
		expect(method).toMatchObject({ selection: "listed", stores: 2, ranges: report.ranges });
	});

	test("are about the stores of a group", async () => {
		await given.database.script("update store set group_name = 'north' where store_id = 'two'");
		const { group, store_ids } = await ask({ group: "north" });
		expect([group, store_ids]).toEqual(["north", null]);
		problemOf(await send(app, "POST", "/v1/reports", { group: "south" }), 422);
		problemOf(await send(app, "POST", "/v1/reports", { group: "north", store_ids: ["two"] }), 422);
	});

	test("take null for no limit to how long a poll vouches, whatever the settings say", async () => {
		app = buildApp({ ...services, rules: { ...services.rules, maxGapMs: HOUR_MS } });
		expect((await ask()).settings.max_gap_ms).toBe(HOUR_MS);
		expect((await ask({ settings: {} })).settings.max_gap_ms).toBe(HOUR_MS);
		expect((await ask({ settings: { max_gap_ms: null } })).settings.max_gap_ms).toBeNull();
	});

	test("that are asked for again while an identical one waits are that one", async () => {
		const first = await ask({ store_ids: ["one", "two"] });
		const answer = await send(app, "POST", "/v1/reports", { store_ids: ["two", "one"] });
		const again = documentOf(answer, 202, TriggeredReportDocument);
		expect(again).toEqual(first);
		expect(answer.headers.location).toBe(`/v1/reports/${first.report_id}`);
		expect(services.queue.take("begin-report")).toHaveLength(1);
	});

	test("show the made-up secret of their webhook once, and a given one never", async () => {
		const url = "https://example.com/told";
		const { report_id, webhook_secret } = await ask({ webhook: { url } });
		expect(webhook_secret).toMatch(/^whsec_/);
		const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
		const withSecret = await send(app, "POST", "/v1/reports", { webhook: { url, secret } });
		expect(documentOf(withSecret, 202, TriggeredReportDocument)).not.toHaveProperty(
			"webhook_secret",
		);
		expect(withSecret.body).not.toContain(secret);
		for (const path of ["/v1/reports", `/v1/reports/${report_id}`])
			expect((await send(app, "GET", path)).body).not.toMatch(/whsec_|webhook_secret/);
		const kept = await listWebhooks(services, 10);
		expect(kept.map((webhook) => webhook.reportId)).toContain(report_id);
	});

	test.each<[string, unknown, string[]]>([
		["a field that there is not", { as_off: "2023-01-25T18:00:00Z" }, ["/as_off"]],
		["a name that a pointer must escape", { "a/b~c": 1 }, ["/a~1b~0c"]],
		["a list as the body", [], [""]],
		["null as the body", null, [""]],
		["text as the body", "as_of", [""]],
		["a number for an instant", { as_of: 1_674_670_402 }, ["/as_of"]],
		["text that is no instant", { as_of: "yesterday" }, ["/as_of"]],
		["a day that does not exist", { as_of: "2023-02-29T00:00:00Z" }, ["/as_of"]],
		["a year that databases do not know", { as_of: "0000-01-01T00:00:00Z" }, ["/as_of"]],
		["a year of five digits", { as_of: "9999-12-31T23:59:59-12:00" }, ["/as_of"]],
		["null for what may be left out", { as_of: null }, ["/as_of"]],
		["no range", { ranges: [] }, ["/ranges"]],
		["a range without an end", { ranges: [{ from: "2023-01-25T00:00:00Z" }] }, ["/ranges/0/to"]],
		[
			"a range with a field that there is not",
			{ ranges: [{ from: "2023-01-25T00:00:00Z", to: "2023-01-25T01:00:00Z", until: 1 }] },
			["/ranges/0/until"],
		],
		["a number for a store", { store_ids: [8_139_926_242_460_185] }, ["/store_ids/0"]],
		["one store outside of a list", { store_ids: "one" }, ["/store_ids"]],
		["no store", { store_ids: [] }, ["/store_ids"]],
		["more stores than can be listed", { store_ids: Array(10_001).fill("one") }, ["/store_ids"]],
		[
			"ids that a spreadsheet destroyed, are empty, or cannot be kept",
			{ store_ids: ["one", "8.139926242460185E+018", " ", "a\u0000", "\ud800"] },
			["/store_ids/1", "/store_ids/2", "/store_ids/3", "/store_ids/4"],
		],
		["a setting that there is not", { settings: { gap: 1 } }, ["/settings/gap"]],
		["a meaning that there is not", { settings: { missing_day: "?" } }, ["/settings/missing_day"]],
		["no time as a limit", { settings: { max_gap_ms: 0 } }, ["/settings/max_gap_ms"]],
		["half a millisecond", { settings: { max_gap_ms: 0.5 } }, ["/settings/max_gap_ms"]],
		["text for a duration", { settings: { max_gap_ms: "60000" } }, ["/settings/max_gap_ms"]],
		["too long a duration", { settings: { max_gap_ms: 1e300 } }, ["/settings/max_gap_ms"]],
		[
			"a zone that there is not",
			{ settings: { default_timezone: "Mars/Base" } },
			["/settings/default_timezone"],
		],
		["a webhook without an address", { webhook: {} }, ["/webhook/url"]],
		["an address instead of a webhook", { webhook: "https://example.com/" }, ["/webhook"]],
	])("refuse %s, and say where", async (_what, body, places) => {
		const problem = problemOf(await send(app, "POST", "/v1/reports", body), 422);
		expect(placesOf(problem)).toEqual(places);
		expect(services.queue.jobs).toEqual([]);
	});

	test("tell all of the instants and zones that cannot be read together", async () => {
		const body = {
			as_of: "now",
			ranges: [
				{ from: "2023-01-25T00:00:00Z", to: "noon" },
				{ from: "25.1.2023", to: "2023-01-25T12:00:00Z" },
			],
			settings: { default_timezone: "+05:30" },
		};
		const problem = problemOf(await send(app, "POST", "/v1/reports", body), 422);
		expect(placesOf(problem).sort()).toEqual([
			"/as_of",
			"/ranges/0/to",
			"/ranges/1/from",
			"/settings/default_timezone",
		]);
		expect(problem.errors?.find(({ pointer }) => pointer === "/as_of")?.detail).toBe(
			"write an instant as 2023-01-25T18:13:22Z",
		);
	});

	test("tell no more faults than somebody reads", async () => {
		const body = { store_ids: Array(10_000).fill(" ") };
		const problem = problemOf(await send(app, "POST", "/v1/reports", body), 422);
		expect(problem.errors).toHaveLength(20);
	});

	test.each<[string, object, RegExp]>([
		["stores that are not known", { store_ids: ["three"] }, /not known: three/],
		[
			"a range that ends before it begins",
			{ ranges: [{ from: "2023-01-25T12:00:00Z", to: "2023-01-25T11:00:00Z" }] },
			/the range is empty/,
		],
		[
			"a range that begins after as of",
			{ ranges: [{ from: "2024-01-01T00:00:00Z", to: "2024-01-02T00:00:00Z" }] },
			/not before the report's as of/,
		],
		[
			"a name that cannot be a column",
			{ ranges: [{ name: "A b", from: "2023-01-25T00:00:00Z", to: "2023-01-25T01:00:00Z" }] },
			/cannot be the name/,
		],
		["a webhook of this machine", { webhook: { url: "http://127.0.0.1/" } }, /not a public one/],
		[
			"a secret of another form",
			{ webhook: { url: "https://example.com/", secret: "swordfish" } },
			/^the secret of a webhook is whsec_/,
		],
	])("refuse %s as the command line does", async (_what, body, detail) => {
		const answer = await send(app, "POST", "/v1/reports", body);
		expect(problemOf(answer, 422).detail).toMatch(detail);
		expect(answer.body).not.toContain("swordfish");
		expect(services.queue.jobs).toEqual([]);
	});

	test.each([
		[400, "application/json", "{not json"],
		[400, "application/json", '{"__proto__": {"as_of": 1}}'],
		[413, "application/json", JSON.stringify({ group: "x".repeat(1 << 20) })],
		[415, "text/plain", "{}"],
		[415, "application/x-www-form-urlencoded", "as_of=now"],
		[415, "nonsense", "{}"],
	])("answer %i to a body of type %s that begins %.12j", async (status, type, payload) => {
		const headers = { "content-type": type };
		const answer = await app.inject({ method: "POST", url: "/v1/reports", headers, payload });
		expect(problemOf(answer, status).detail).not.toContain(payload);
	});

	test("are listed page by page, the newest first, each once", async () => {
		const asked: string[] = [];
		for (let i = 0; i < 5; i++) {
			// Two at the same time: the page ends between them.
			if (i !== 2) clock += MINUTE_MS;
			asked.push((await ask({ as_of: formatInstant(NEWEST - i) })).report_id);
		}
		const listed: string[] = [];
		const sizes: number[] = [];
		for (let cursor: string | null = ""; cursor !== null; ) {
			const url: string = `/v1/reports?limit=2${cursor && `&cursor=${cursor}`}`;
			const page: ReportsPage = documentOf(await send(app, "GET", url), 200, ReportsPage);
			listed.push(...page.reports.map(({ report_id }) => report_id));
			sizes.push(page.reports.length);
			cursor = page.next_cursor;
		}
		expect(sizes).toEqual([2, 2, 1]);
		expect([listed[0], listed[1], listed[4]]).toEqual([asked[4], asked[3], asked[0]]);
		expect(new Set(listed)).toEqual(new Set(asked));
		const whole = documentOf(await send(app, "GET", "/v1/reports"), 200, ReportsPage);
		expect(whole.reports.map(({ report_id }) => report_id)).toEqual(listed);
		expect(whole.next_cursor).toBeNull();
	});

	test("are listed by their state", async () => {
		const done = await complete();
		const waiting = (await ask()).report_id;
		const idsIn = async (state: string) => {
			const answer = await send(app, "GET", `/v1/reports?state=${state}`);
			return documentOf(answer, 200, ReportsPage).reports.map(({ report_id }) => report_id);
		};
		expect(await idsIn("complete")).toEqual([done]);
		expect(await idsIn("queued")).toEqual([waiting]);
		expect(await idsIn("failed")).toEqual([]);
	});

	const cursorOf = (content: string) => Buffer.from(content).toString("base64url");
	test.each([
		["limit=0", "limit"],
		["limit=1001", "limit"],
		["limit=ten", "limit"],
		["limit=", "limit"],
		["limit=1e1", "limit"],
		["limit=1&limit=2", "limit"],
		["state=done", "state"],
		["page=2", "page"],
		["cursor=", "cursor"],
		["cursor=%00", "cursor"],
		[`cursor=${cursorOf("1674670402479")}`, "cursor"],
		[`cursor=${cursorOf("1674670402479 no-uuid")}`, "cursor"],
		[`cursor=${cursorOf(`999999999999999 ${NO_REPORT}`)}`, "cursor"],
		[`cursor=${cursorOf(`-1 ${NO_REPORT}`)}`, "cursor"],
		[`cursor=${"x".repeat(201)}`, "cursor"],
	])("are not listed by %s", async (query, parameter) => {
		const problem = problemOf(await send(app, "GET", `/v1/reports?${query}`), 422);
		expect(placesOf(problem)).toEqual([parameter]);
	});

	test("say when to ask again until they are finished", async () => {
		const { report_id } = await ask();
		const get = () => send(app, "GET", `/v1/reports/${report_id}`);
		const waiting = await get();
		expect(documentOf(waiting, 200, ReportDocument).state).toBe("queued");
		expect(waiting.headers["retry-after"]).toBe("1");
		await computeToItsEnd(services);
		const done = await get();
		expect(documentOf(done, 200, ReportDocument)).toMatchObject({
			state: "complete",
			progress: { stores_done: 2, stores_total: 2, remaining_ms: null },
			method: { selection: "all", stores: 2 },
		});
		expect(done.headers).not.toHaveProperty("retry-after");
	});

	test("are cancelled once, and when they are finished not any more", async () => {
		const { report_id } = await ask();
		const cancel = (id: string) => send(app, "POST", `/v1/reports/${id}/cancel`);
		for (let i = 0; i < 2; i++) {
			const answer = await cancel(report_id);
			expect(documentOf(answer, 200, ReportDocument).state).toBe("cancelled");
			expect(answer.headers).not.toHaveProperty("retry-after");
		}
		expect(problemOf(await cancel(await complete()), 409).detail).toContain("only deleted");
	});

	test("are deleted with their rows", async () => {
		const url = `/v1/reports/${await complete()}`;
		const answer = await send(app, "DELETE", url);
		expect([answer.statusCode, answer.body]).toEqual([204, ""]);
		for (const path of [url, `${url}/rows`]) problemOf(await send(app, "GET", path), 404);
		problemOf(await send(app, "DELETE", url), 404);
		const rows = await given.database.tables.selectFrom("report_row").selectAll().execute();
		expect(rows).toEqual([]);
	});

	test.each([
		[undefined, "text/csv; charset=utf-8", "csv"],
		["csv", "text/csv; charset=utf-8", "csv"],
		["extended-csv", "text/csv; charset=utf-8", "csv"],
		["json", "application/json", "json"],
		["ndjson", "application/x-ndjson", "ndjson"],
	])("give their rows in the form %s", async (format, type, ending) => {
		const query = format === undefined ? "" : `?format=${format}`;
		const answer = await send(app, "GET", `/v1/reports/${await complete()}/rows${query}`);
		expect(answer.statusCode).toBe(200);
		expect(answer.headers["content-type"]).toBe(type);
		expect(answer.headers["content-disposition"]).toBe(
			`attachment; filename="openhours-2023-01-25T18-13-22Z.${ending}"`,
		);
		const lines = answer.body.trimEnd().split(/\r?\n/);
		if (format === "json") {
			expect([...Value.Errors(RowsDocument, answer.json())]).toEqual([]);
			expect(answer.json().stores).toHaveLength(2);
		} else if (format === "ndjson") {
			for (const line of lines)
				expect([...Value.Errors(StoreFigures, JSON.parse(line))]).toEqual([]);
			expect(lines).toHaveLength(2);
		} else {
			expect(lines.map((line) => line.split(",")[0])).toEqual(["store_id", "one", "two"]);
			expect(/coverage/.test(lines[0] as string)).toBe(format === "extended-csv");
		}
	});

	test("give all of their rows, however many there are", async () => {
		const answer = await send(app, "GET", `/v1/reports/${await completeWithManyRows()}/rows`);
		expect(answer.body.trimEnd().split("\r\n")).toHaveLength(MANY_ROWS + 1);
	});

	test("have no rows until they are complete, and none in another form", async () => {
		const { report_id } = await ask();
		const url = `/v1/reports/${report_id}/rows`;
		const problem = problemOf(await send(app, "GET", url), 409);
		expect(problem.detail).toBe("The report is queued; only a complete one has rows.");
		expect(placesOf(problemOf(await send(app, "GET", `${url}?format=xlsx`), 422))).toEqual([
			"format",
		]);
	});

	/** What a client reads from the wire, to the end of the connection. */
	async function fromTheWire(path: string, reading: ServiceContext): Promise<string> {
		const server = buildApp(reading);
		onTestFinished(() => server.close());
		await server.listen({ host: "127.0.0.1", port: 0 });
		const { port } = server.server.address() as { port: number };
		const socket = connect(port, "127.0.0.1");
		await once(socket, "connect");
		socket.write(`GET ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`);
		return text(socket);
	}

	/** Services whose database fails when rows are read once more than so often. */
	function failingAfter(reads: number): ServiceContext {
		let read = 0;
		const database = new Proxy(given.database, {
			get(target, name) {
				const value = Reflect.get(target, name, target);
				if (typeof value !== "function") return value;
				return (...args: unknown[]) => {
					if (name === "copyOut" && ++read > reads) throw new Error("secret of ours");
					return value.apply(target, args);
				};
			},
		});
		return { ...services, database };
	}

	/** How an answer in chunks ends when it ends well. */
	const LAST_CHUNK = "\r\n0\r\n\r\n";

	test("end the connection when their rows fail half-way, and do not look complete", async () => {
		const reportId = await completeWithManyRows();
		for (const format of ["csv", "extended-csv", "json", "ndjson"]) {
			const path = `/v1/reports/${reportId}/rows?format=${format}`;
			const whole = await fromTheWire(path, services);
			expect(whole.endsWith(LAST_CHUNK)).toBe(true);
			const broken = await fromTheWire(path, failingAfter(1));
			expect(broken.slice(0, 17)).toBe("HTTP/1.1 200 OK\r\n");
			// Not compared as a whole: a failure would print all of it.
			expect({
				isChunked: /\r\ntransfer-encoding: chunked\r\n/i.test(broken),
				hasRows: broken.includes("copy 1"),
				looksComplete: broken.endsWith(LAST_CHUNK),
				tellsTheError: broken.includes("secret of ours"),
			}).toEqual({ isChunked: true, hasRows: true, looksComplete: false, tellsTheError: false });
		}
	});

	test("are a problem, and no file, when their rows fail before the first", async () => {
		const url = `/v1/reports/${await completeWithManyRows()}/rows?format=ndjson`;
		app = buildApp(failingAfter(0));
		const answer = await send(app, "GET", url);
		problemOf(answer, 500);
		expect(answer.headers).not.toHaveProperty("content-disposition");
		expect(answer.body).not.toContain("secret of ours");
	});

	test.each([NO_REPORT, "no-uuid", "%00", "..%2f..%2fetc%2fpasswd", "0".repeat(101)])(
		"are not there under %s, whatever is asked of it",
		async (id) => {
			const url = `/v1/reports/${id}`;
			problemOf(await send(app, "GET", url), 404);
			problemOf(await send(app, "GET", `${url}/rows`), 404);
			problemOf(await send(app, "POST", `${url}/cancel`), 404);
			problemOf(await send(app, "DELETE", url), 404);
		},
	);

	test("are a problem under what is no address at all", async () => {
		problemOf(await send(app, "GET", "/v1/reports/%zz"), 400);
	});

	test("take no parameters that they do not know, and no fields where there are none", async () => {
		const { report_id } = await ask();
		const url = `/v1/reports/${report_id}`;
		for (const [method, path] of [
			["POST", "/v1/reports?as_of=now"],
			["GET", `${url}?verbose=1`],
			["GET", `${url}/rows?sort=up`],
			["POST", `${url}/cancel?force=1`],
			["DELETE", `${url}?force=1`],
		] as const)
			expect(placesOf(problemOf(await send(app, method, path), 422))).toHaveLength(1);
		const problem = problemOf(await send(app, "POST", `${url}/cancel`, { force: true }), 422);
		expect(placesOf(problem)).toEqual(["/force"]);
		const report = documentOf(await send(app, "GET", url), 200, ReportDocument);
		expect(report.state).toBe("queued");
	});
});
