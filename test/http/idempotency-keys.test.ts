import type { FastifyInstance } from "fastify";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { TriggeredReportDocument } from "../../src/contract/report-request.ts";
import { DAY_MS, MINUTE_MS, utcDayOf } from "../../src/core/instant.ts";
import { packPoll } from "../../src/core/poll.ts";
import type { Database } from "../../src/database/engine/database.ts";
import { createMonths } from "../../src/database/store-day.ts";
import { writePolls } from "../../src/database/write-polls.ts";
import { buildApp } from "../../src/http/app.ts";
import { keepHouse } from "../../src/service/housekeeping.ts";
import { createKey } from "../../src/service/keys.ts";
import { triggerReportOnce } from "../../src/service/trigger-report-once.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { computeToItsEnd, type TestServices, testServices } from "../service/services.ts";
import { documentOf, placesOf, problemOf, send } from "./answers.ts";

const NOON = Date.UTC(2023, 0, 25, 12);
const AT_ONCE = 12;

describeOnBothEngines("a request for a report with an Idempotency-Key", (given) => {
	let clock: number;
	let services: TestServices;
	let app: FastifyInstance;

	beforeAll(async () => {
		const day = utcDayOf(NOON);
		await createMonths(given.database, { first: day, last: day });
		const polls = Float64Array.of(packPoll(NOON - MINUTE_MS, 1));
		await given.database.transaction((tx) =>
			writePolls(tx, [
				{ storeId: "one", polls },
				{ storeId: "two", polls },
			]),
		);
	});
	beforeEach(async () => {
		await given.database.script(
			"delete from idempotency_key; delete from report; delete from api_key",
		);
		clock = NOON;
		services = testServices(given.database, NOON, { now: () => clock });
		app = buildApp(services);
	});

	const apiKey = async (name: string) =>
		`Bearer ${(await createKey(services, { name, scope: "write" })).text}`;
	const post = (key: string, body: unknown = {}, headers: Record<string, string> = {}, to = app) =>
		to.inject({
			method: "POST",
			url: "/v1/reports",
			headers: { "content-type": "application/json", "idempotency-key": key, ...headers },
			payload: typeof body === "string" ? body : JSON.stringify(body),
		});
	const ask = async (key: string, body: unknown = {}) =>
		documentOf(await post(key, body), 202, TriggeredReportDocument);
	const countReports = async (database: Database = given.database) =>
		(await database.tables.selectFrom("report").select("report_id").execute()).length;

	test("is answered with the same report again, whatever became of it by then", async () => {
		const { report_id } = await ask("key");
		for (const state of ["queued", "complete"]) {
			const answer = await post("key");
			expect(documentOf(answer, 202, TriggeredReportDocument)).toMatchObject({ report_id, state });
			expect(answer.headers.location).toBe(`/v1/reports/${report_id}`);
			expect(answer.headers["retry-after"]).toBe(state === "queued" ? "1" : undefined);
			await computeToItsEnd(services);
		}
		expect(await countReports()).toBe(1);
		expect(services.queue.jobs).toEqual([]);
		// Without the key, or with another, it is another request.
		expect((await ask("another")).report_id).not.toBe(report_id);
	});

	test("is the same in whatever way its body is written", async () => {
		const { report_id } = await ask("key", {
			as_of: "2023-01-25T11:00:00Z",
			store_ids: ["two", "one"],
			settings: { missing_day: "closed", max_gap_ms: null },
		});
		await computeToItsEnd(services);
		const again = await ask(
			"key",
			`{ "settings": {"max_gap_ms": null, "missing_day": "closed"},
				"store_ids": ["two", "one"], "as_of": "2023-01-25T12:00:00+01:00" }`,
		);
		expect(again.report_id).toBe(report_id);
	});

	test("is answered again also when it would be refused by now", async () => {
		const { report_id } = await ask("key", { store_ids: ["two"] });
		await computeToItsEnd(services);
		await given.database.script("update store set store_id = 'three' where store_id = 'two'");
		expect((await ask("key", { store_ids: ["two"] })).report_id).toBe(report_id);
		problemOf(await post("other", { store_ids: ["two"] }), 422);
		await given.database.script("update store set store_id = 'two' where store_id = 'three'");
	});

	test.each([
		[{}, { as_of: "2023-01-25T11:59:00Z" }],
		[{ store_ids: ["one"] }, {}],
		[{ settings: { max_gap_ms: null } }, { settings: {} }],
		[{ webhook: { url: "https://example.com/a" } }, { webhook: { url: "https://example.com/b" } }],
	])("is refused when the key stands for another: %j, and then %j", async (first, second) => {
		const { report_id } = await ask("key", first);
		const problem = problemOf(await post("key", second), 422);
		expect(problem.type).toBe("/problems/idempotency-key-reused");
		expect((await ask("key", first)).report_id).toBe(report_id);
		expect(await countReports()).toBe(1);
	});

	test("tells the secret that was made up for its webhook once", async () => {
		const body = { webhook: { url: "https://example.com/told" } };
		const { webhook_secret, ...first } = await ask("key", body);
		expect(webhook_secret).toMatch(/^whsec_/);
		expect(await ask("key", body)).toEqual(first);
		const webhooks = await given.database.tables.selectFrom("webhook").select("secret").execute();
		expect(webhooks).toEqual([{ secret: webhook_secret }]);
	});

	test("shares the report of an identical one that waits, and keeps to it", async () => {
		const { report_id } = documentOf(
			await send(app, "POST", "/v1/reports", {}),
			202,
			TriggeredReportDocument,
		);
		expect((await ask("key")).report_id).toBe(report_id);
		await computeToItsEnd(services);
		expect((await ask("key")).report_id).toBe(report_id);
	});

	test("makes one report when it comes many times at once", async () => {
		// With secrets that are made up, no two of them are identical requests.
		const body = { webhook: { url: "https://example.com/told" } };
		const others =
			given.engine === "PGlite" ? [] : [await given.openAgain(), await given.openAgain()];
		const apps = [app, ...others.map((database) => buildApp({ ...services, database }))];
		for (let round = 0; round < 5; round++) {
			const answers = await Promise.all(
				Array.from({ length: AT_ONCE }, (_, i) =>
					post(`key ${round}`, body, {}, apps[i % apps.length]),
				),
			);
			const reports = answers.map((answer) => documentOf(answer, 202, TriggeredReportDocument));
			expect(new Set(reports.map(({ report_id }) => report_id)).size).toBe(1);
			expect(reports.filter(({ webhook_secret }) => webhook_secret !== undefined)).toHaveLength(1);
			expect(await countReports()).toBe(round + 1);
			expect(services.queue.take("begin-report")).toHaveLength(1);
		}
	});

	test("makes one report, and refuses the rest, when different ones come at once", async () => {
		const bodies = Array.from({ length: AT_ONCE }, (_, i) => ({
			as_of: `2023-01-25T11:00:${String(i).padStart(2, "0")}Z`,
		}));
		const answers = await Promise.all(bodies.map((body) => post("key", body)));
		const accepted = answers.filter(({ statusCode }) => statusCode === 202);
		expect(accepted).toHaveLength(1);
		for (const answer of answers)
			if (answer !== accepted[0])
				expect(problemOf(answer, 422).type).toBe("/problems/idempotency-key-reused");
		expect(await countReports()).toBe(1);
	});

	test("that is refused leaves its key for the right one", async () => {
		problemOf(await post("key", { store_ids: ["nobody"] }), 422);
		problemOf(await post("key", { as_of: "yesterday" }), 422);
		await ask("key", { store_ids: ["one"] });
	});

	test("is a new one after a day, whether or not somebody cleaned up", async () => {
		const first = await ask("key");
		await computeToItsEnd(services);
		clock += DAY_MS - 1;
		await keepHouse(services, { keepPollsMs: undefined });
		expect((await ask("key")).report_id).toBe(first.report_id);
		clock += 1;
		const second = await ask("key", { as_of: "2023-01-25T11:00:00Z" });
		expect(second.report_id).not.toBe(first.report_id);
		expect((await ask("key", { as_of: "2023-01-25T11:00:00Z" })).report_id).toBe(second.report_id);
		const keys = () => given.database.tables.selectFrom("idempotency_key").selectAll().execute();
		expect(await keys()).toHaveLength(1);
		clock += DAY_MS;
		await keepHouse(services, { keepPollsMs: undefined });
		expect(await keys()).toEqual([]);
	});

	test("makes no second report when its own was deleted", async () => {
		const { report_id } = await ask("key");
		await send(app, "DELETE", `/v1/reports/${report_id}`);
		const problem = problemOf(await post("key"), 409);
		expect(problem.detail).toContain("was deleted");
		expect(await countReports()).toBe(0);
	});

	test("takes any printable text for a key, and nothing else", async () => {
		for (const key of ["a", '"quoted"', "ways of: {this}, 'that' ~", "x".repeat(255)])
			await ask(key);
		for (const key of ["", "x".repeat(256), "schlüssel", "tab\tin it"]) {
			const problem = problemOf(await post(key), 422);
			expect(new Set(placesOf(problem))).toEqual(new Set(["idempotency-key"]));
		}
	});

	test("is its sender's: another's key of the same name stands for another request", async () => {
		const of = (owner: string, asOf: number) =>
			triggerReportOnce(services, { asOf }, { owner, key: "key" });
		const first = await of("one", NOON);
		const second = await of("two", NOON - 1);
		expect(second).toMatchObject({ isNew: true });
		expect(await of("one", NOON)).toEqual({ ...(first as object), isNew: false });
		expect(await of("two", NOON)).toBe("key_reused");
		const [ours, theirs] = [await apiKey("ours"), await apiKey("theirs")];
		const answers = [];
		for (const authorization of [ours, theirs, ours, theirs])
			answers.push(await post("key", { as_of: "2023-01-25T11:00:00Z" }, { authorization }));
		const ids = answers.map((answer) => documentOf(answer, 202, TriggeredReportDocument).report_id);
		// The report of the first waits, so it is the answer to the second too; the keys are two.
		expect(new Set(ids).size).toBe(1);
		const keys = await given.database.tables
			.selectFrom("idempotency_key")
			.select("owner")
			.execute();
		expect(new Set(keys.map(({ owner }) => owner)).size).toBe(4);
	});
});
