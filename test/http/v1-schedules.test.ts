import type { FastifyInstance } from "fastify";
import type { PgBoss } from "pg-boss";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { SavedScheduleDocument, ScheduleList } from "../../src/contract/schedule.ts";
import { HOUR_MS } from "../../src/core/instant.ts";
import { makeStores } from "../../src/database/stores.ts";
import { buildApp } from "../../src/http/app.ts";
import { openBoss } from "../../src/jobs/boss.ts";
import { BossSchedules } from "../../src/jobs/boss-schedules.ts";
import { reportDocument } from "../../src/service/report-document.ts";
import { reportWithId } from "../../src/service/report-resource.ts";
import { triggerReport } from "../../src/service/trigger-report.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { type TestServices, testServices } from "../service/services.ts";
import { documentOf, placesOf, problemOf, send } from "./answers.ts";

const NOW = Date.UTC(2023, 0, 25, 18, 13, 22, 479); // a Wednesday
const MONDAYS = "0 6 * * 1";

describeOnBothEngines("schedules over HTTP", (given) => {
	let boss: PgBoss;
	let services: TestServices;
	let app: FastifyInstance;
	beforeAll(async () => {
		const onError = (error: Error) => expect.fail(error.message);
		boss = await openBoss(given.database, { supervises: false, onError });
		const span = { first: 0, last: NOW };
		await given.database.transaction((tx) => makeStores(tx, [{ storeId: "one", span }]));
	});
	afterAll(() => boss.stop({ graceful: false }));
	beforeEach(async () => {
		const schedules = new BossSchedules(boss);
		for (const { name } of await schedules.list()) await schedules.remove(name);
		services = testServices(given.database, NOW, { schedules });
		app = buildApp(services);
	});

	const put = (name: string, body: unknown) =>
		send(app, "PUT", `/v1/schedules/${encodeURIComponent(name)}`, body);
	const save = async (name: string, body: unknown) =>
		documentOf(await put(name, body), 200, SavedScheduleDocument);
	const list = async () =>
		documentOf(await send(app, "GET", "/v1/schedules"), 200, ScheduleList).schedules;

	test("are there once they are put, in UTC unless a zone is given", async () => {
		expect(await list()).toEqual([]);
		const saved = await save("weekly", { cron: MONDAYS });
		expect(saved).toEqual({
			name: "weekly",
			cron: MONDAYS,
			timezone: "UTC",
			store_ids: null,
			group: null,
			include: [],
			settings: {},
			webhook: null,
			next_at: "2023-01-30T06:00:00.000Z",
		});
		const inChicago = await save("chicago", { cron: MONDAYS, timezone: "america/chicago" });
		expect(inChicago).toMatchObject({
			timezone: "America/Chicago",
			next_at: "2023-01-30T12:00:00.000Z",
		});
		expect(await list()).toEqual([saved, inChicago]);
	});

	test("of the same name are replaced, also when it has a slash in it", async () => {
		await save("reports/weekly", { cron: MONDAYS, store_ids: ["one"] });
		const replaced = await save("reports/weekly", { cron: "30 5 * * *" });
		expect(await list()).toEqual([replaced]);
		expect(replaced).toMatchObject({ name: "reports/weekly", store_ids: null });
	});

	test("keep what is asked of their reports, also that a limit is not wanted", async () => {
		const asked = {
			store_ids: ["one"],
			include: ["outages"],
			settings: {
				end_of_day: "literal",
				missing_day: "closed",
				outside_polls: "use",
				max_gap_ms: null,
				default_timezone: "Asia/Kathmandu",
			},
		};
		await save("weekly", { cron: MONDAYS, ...asked });
		expect(await list()).toMatchObject([asked]);
		// What is kept is what the report that comes due is triggered with.
		const [schedule] = await services.schedules.list();
		const limited = { ...services, rules: { ...services.rules, maxGapMs: HOUR_MS } };
		const { reportId } = await triggerReport(limited, schedule?.request);
		expect(reportDocument(await reportWithId(services, reportId))).toMatchObject(asked);
	});

	test("show the made-up secret of their webhook once, and sign each report with it", async () => {
		const url = "https://example.com/told";
		const { webhook, webhook_secret } = await save("weekly", { cron: MONDAYS, webhook: { url } });
		expect(webhook).toEqual({ url });
		expect(webhook_secret).toMatch(/^whsec_/);
		const [schedule] = await services.schedules.list();
		expect(schedule?.request.webhook?.secret).toBe(webhook_secret);
		const triggered = await triggerReport(services, schedule?.request);
		expect(triggered).not.toHaveProperty("webhookSecret");
		expect(await list()).toMatchObject([{ webhook: { url } }]);
		expect((await send(app, "GET", "/v1/schedules")).body).not.toContain("whsec_");
	});

	test("never show a secret that was given", async () => {
		const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
		const webhook = { url: "https://example.com/told", secret };
		const answer = await put("weekly", { cron: MONDAYS, webhook });
		expect(documentOf(answer, 200, SavedScheduleDocument)).not.toHaveProperty("webhook_secret");
		expect(answer.body).not.toContain(secret);
		expect((await send(app, "GET", "/v1/schedules")).body).not.toContain("whsec_");
	});

	test("are gone once they are deleted", async () => {
		await save("weekly", { cron: MONDAYS });
		const answer = await send(app, "DELETE", "/v1/schedules/weekly");
		expect([answer.statusCode, answer.body]).toEqual([204, ""]);
		expect(await list()).toEqual([]);
		problemOf(await send(app, "DELETE", "/v1/schedules/weekly"), 404);
	});

	test.each<[string, unknown, string[]]>([
		["no body", undefined, ["/cron"]],
		["no times", { timezone: "UTC" }, ["/cron"]],
		["times that are no text", { cron: 6 }, ["/cron"]],
		["a field that there is not", { cron: MONDAYS, as_of: "2023-01-25T18:00:00Z" }, ["/as_of"]],
		["ranges, which recurring reports do not have", { cron: MONDAYS, ranges: [] }, ["/ranges"]],
		["a number for a store", { cron: MONDAYS, store_ids: [1] }, ["/store_ids/0"]],
		["an id that is none", { cron: MONDAYS, store_ids: [" "] }, ["/store_ids/0"]],
		[
			"a zone that there is not for stores without",
			{ cron: MONDAYS, settings: { default_timezone: "Mars/Base" } },
			["/settings/default_timezone"],
		],
		["a webhook without an address", { cron: MONDAYS, webhook: {} }, ["/webhook/url"]],
	])("are refused with %s, and it is said where", async (_what, body, places) => {
		expect(placesOf(problemOf(await put("weekly", body), 422))).toEqual(places);
		expect(await list()).toEqual([]);
	});

	test.each<[string, object, RegExp]>([
		["times that make no sense", { cron: "at six" }, /"at six" is not a cron expression/],
		["times that never come", { cron: "0 0 30 2 *" }, /never comes due|not a cron expression/],
		["a zone that there is not", { cron: MONDAYS, timezone: "Mars/Base" }, /not an IANA time zone/],
		["stores that are not known", { cron: MONDAYS, store_ids: ["three"] }, /not known: three/],
		["a group that there is not", { cron: MONDAYS, group: "south" }, /no store in the group/],
		[
			"a webhook of this machine",
			{ cron: MONDAYS, webhook: { url: "http://127.0.0.1/" } },
			/not a public one/,
		],
	])("are refused with %s", async (_what, body, detail) => {
		expect(problemOf(await put("weekly", body), 422).detail).toMatch(detail);
		expect(await list()).toEqual([]);
	});

	test.each([" ", "a b", "-", ".", "\u0000", "ä", "x".repeat(101)])(
		"are not put under the name %j",
		async (name) => {
			const answer = await put(name, { cron: MONDAYS });
			problemOf(answer, 422);
			expect(await list()).toEqual([]);
		},
	);

	test("have names of up to 100 characters", async () => {
		const name = "x".repeat(100);
		expect(await save(name, { cron: MONDAYS })).toMatchObject({ name });
	});

	test("take no parameters", async () => {
		for (const [method, url] of [
			["GET", "/v1/schedules?limit=1"],
			["PUT", "/v1/schedules/weekly?dry=1"],
			["DELETE", "/v1/schedules/weekly?dry=1"],
		] as const) {
			const body = method === "PUT" ? { cron: MONDAYS } : undefined;
			expect(placesOf(problemOf(await send(app, method, url, body), 422))).toHaveLength(1);
		}
	});
});
