import type { FastifyInstance } from "fastify";
import { beforeEach, expect, test } from "vitest";
import {
	AddedAlertDocument,
	AlertDocument,
	AlertList,
	AlertTestDocument,
} from "../../src/contract/alert.ts";
import { DeliveryList, WebhookList } from "../../src/contract/webhook.ts";
import { formatInstant, HOUR_MS, MINUTE_MS } from "../../src/core/instant.ts";
import { makeStores } from "../../src/database/stores.ts";
import { disableWebhook } from "../../src/database/webhooks.ts";
import { buildApp } from "../../src/http/app.ts";
import { cancelReport } from "../../src/service/cancel-report.ts";
import { triggerReport } from "../../src/service/trigger-report.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { type TestServices, testServices } from "../service/services.ts";
import { documentOf, placesOf, problemOf, send } from "./answers.ts";

const NOW = Date.UTC(2023, 0, 25, 18, 13, 22, 479);
const NO_ALERT = "11111111-2222-4333-8444-555555555555";
const SECRET = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const URL = "https://example.com/on-call";

describeOnBothEngines("alerts over HTTP", (given) => {
	let services: TestServices;
	let app: FastifyInstance;
	beforeEach(async () => {
		await given.database.script("delete from webhook; delete from report; delete from store");
		const details = { name: null, group: "North" };
		const span = { first: NOW - HOUR_MS, last: NOW };
		await given.database.transaction((tx) => makeStores(tx, [{ storeId: "one", span, details }]));
		services = testServices(given.database, NOW);
		app = buildApp(services);
	});

	const add = async (body: object = { url: URL }) =>
		documentOf(await send(app, "POST", "/v1/alerts", body), 201, AddedAlertDocument);
	const list = async () => documentOf(await send(app, "GET", "/v1/alerts"), 200, AlertList).alerts;
	const deliveriesOf = async ({ webhook_id }: AlertDocument) => {
		const answer = await send(app, "GET", `/v1/webhooks/${webhook_id}/deliveries`);
		return documentOf(answer, 200, DeliveryList).deliveries;
	};

	test("are added with what is usual, listed, shown one by one, and show their secret once", async () => {
		const { secret, ...alert } = await add();
		expect(secret).toMatch(/^whsec_/);
		expect(alert).toEqual({
			alert_id: expect.any(String),
			webhook_id: expect.any(String),
			url: URL,
			group: null,
			down_for_ms: 15 * MINUTE_MS,
			quiet_before_closing_ms: 30 * MINUTE_MS,
			messages_per_hour: 20,
			polls_stopped_after_ms: 2 * HOUR_MS,
			created_at: formatInstant(NOW),
			as_of: null,
			polls_stopped: false,
			disabled_at: null,
			disabled_because: null,
		});
		expect(await list()).toEqual([alert]);
		const shown = await send(app, "GET", `/v1/alerts/${alert.alert_id}`);
		expect(documentOf(shown, 200, AlertDocument)).toEqual(alert);
		expect((await send(app, "GET", "/v1/alerts")).body).not.toMatch(/secret|whsec_/);
	});

	test("are added with what is asked of them, the newest is listed first", async () => {
		const asked = {
			url: URL,
			group: "North",
			down_for_ms: 0,
			quiet_before_closing_ms: 0,
			messages_per_hour: 1,
			polls_stopped_after_ms: null,
		};
		const { secret, ...alert } = await add({ ...asked, secret: SECRET });
		expect(secret).toBe(SECRET);
		expect(alert).toMatchObject(asked);
		app = buildApp(testServices(given.database, NOW + 1));
		const newer = await add({ url: URL, group: null });
		expect((await list()).map(({ alert_id }) => alert_id)).toEqual([
			newer.alert_id,
			alert.alert_id,
		]);
	});

	test("know that polls do not come in when they are added", async () => {
		app = buildApp(testServices(given.database, NOW + 2 * HOUR_MS));
		expect((await add()).polls_stopped).toBe(true);
		expect((await add({ url: URL, polls_stopped_after_ms: null })).polls_stopped).toBe(false);
	});

	test("have webhooks of their own, which are told of no report and are listed last", async () => {
		const alert = await add();
		const added = await send(app, "POST", "/v1/webhooks", { url: "https://example.com/told" });
		const { reportId } = await triggerReport(services);
		await cancelReport(services, reportId);
		const { webhooks } = documentOf(await send(app, "GET", "/v1/webhooks"), 200, WebhookList);
		expect(webhooks).toMatchObject([
			{ webhook_id: added.json().webhook_id, report_id: null, alert_id: null },
			{ webhook_id: alert.webhook_id, url: URL, report_id: null, alert_id: alert.alert_id },
		]);
		expect(await deliveriesOf(alert)).toEqual([]);
	});

	test("send a message to see it arrive", async () => {
		const alert = await add();
		const answer = await send(app, "POST", `/v1/alerts/${alert.alert_id}/test`);
		const { delivery_id } = documentOf(answer, 202, AlertTestDocument);
		expect(await deliveriesOf(alert)).toMatchObject([
			{ delivery_id, event: "alert.test", report_id: null, alert_id: alert.alert_id },
		]);
		expect(services.queue.take("deliver-webhook")).toMatchObject([{ deliveryId: delivery_id }]);
	});

	test("whose webhook is disabled say why, and send nothing until it is enabled", async () => {
		const { alert_id, webhook_id } = await add();
		await disableWebhook(given.database, webhook_id, { at: NOW, because: "it is gone" });
		expect(await list()).toMatchObject([
			{ disabled_at: formatInstant(NOW), disabled_because: "it is gone" },
		]);
		problemOf(await send(app, "POST", `/v1/alerts/${alert_id}/test`), 409);
		await send(app, "POST", `/v1/webhooks/${webhook_id}/enable`);
		expect((await send(app, "POST", `/v1/alerts/${alert_id}/test`)).statusCode).toBe(202);
	});

	test("are gone with their webhooks once either is deleted", async () => {
		const one = await add();
		const other = await add();
		for (const path of [`alerts/${one.alert_id}`, `webhooks/${other.webhook_id}`]) {
			const answer = await send(app, "DELETE", `/v1/${path}`);
			expect([answer.statusCode, answer.body]).toEqual([204, ""]);
			problemOf(await send(app, "DELETE", `/v1/${path}`), 404);
		}
		expect(await list()).toEqual([]);
		const { webhooks } = documentOf(await send(app, "GET", "/v1/webhooks"), 200, WebhookList);
		expect(webhooks).toEqual([]);
	});

	test.each<[string, unknown, string[]]>([
		["no body", undefined, ["/url"]],
		["no address", { down_for_ms: 1 }, ["/url"]],
		["a duration below zero", { url: URL, down_for_ms: -1 }, ["/down_for_ms"]],
		[
			"part of a millisecond",
			{ url: URL, quiet_before_closing_ms: 0.5 },
			["/quiet_before_closing_ms"],
		],
		["no message an hour", { url: URL, messages_per_hour: 0 }, ["/messages_per_hour"]],
		["a field that there is not", { url: URL, closing: 1 }, ["/closing"]],
	])("are refused with %s, and it is said where", async (_what, body, places) => {
		const problem = problemOf(await send(app, "POST", "/v1/alerts", body), 422);
		expect(placesOf(problem)).toEqual(places);
		expect(await list()).toEqual([]);
	});

	test.each([
		{ url: "ftp://example.com/" },
		{ url: "http://169.254.169.254/latest/meta-data/" },
		{ url: "http://[::1]:9/" },
		{ url: "https://user:swordfish@example.com/" },
		{ url: URL, secret: "swordfish" },
		{ url: URL, group: "South" },
		{ url: URL, group: "\0" },
		{ url: URL, polls_stopped_after_ms: 59_999 },
	])("are refused as %j", async (body) => {
		const answer = await send(app, "POST", "/v1/alerts", body);
		problemOf(answer, 422);
		expect(answer.body).not.toContain("swordfish");
		expect(await list()).toEqual([]);
	});

	test.each([NO_ALERT, "no-uuid", "%00"])("are not there under %s", async (id) => {
		problemOf(await send(app, "GET", `/v1/alerts/${id}`), 404);
		problemOf(await send(app, "DELETE", `/v1/alerts/${id}`), 404);
		problemOf(await send(app, "POST", `/v1/alerts/${id}/test`), 404);
	});
});
