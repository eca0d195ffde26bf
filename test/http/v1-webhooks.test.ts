import type { FastifyInstance } from "fastify";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { AddedWebhookDocument, DeliveryList, WebhookList } from "../../src/contract/webhook.ts";
import { formatInstant } from "../../src/core/instant.ts";
import { makeStores } from "../../src/database/stores.ts";
import { disableWebhook } from "../../src/database/webhooks.ts";
import { buildApp } from "../../src/http/app.ts";
import { cancelReport } from "../../src/service/cancel-report.ts";
import { triggerReport } from "../../src/service/trigger-report.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { type TestServices, testServices } from "../service/services.ts";
import { documentOf, placesOf, problemOf, send } from "./answers.ts";

const NOW = Date.UTC(2023, 0, 25, 18, 13, 22, 479);
const NO_WEBHOOK = "11111111-2222-4333-8444-555555555555";
const SECRET = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;

describeOnBothEngines("webhooks over HTTP", (given) => {
	let services: TestServices;
	let app: FastifyInstance;
	beforeAll(async () => {
		const span = { first: 0, last: NOW };
		await given.database.transaction((tx) => makeStores(tx, [{ storeId: "one", span }]));
	});
	beforeEach(async () => {
		await given.database.script("delete from webhook; delete from report");
		services = testServices(given.database, NOW);
		app = buildApp(services);
	});

	const add = async (body: object = { url: "https://example.com/told" }) =>
		documentOf(await send(app, "POST", "/v1/webhooks", body), 201, AddedWebhookDocument);
	const list = async (query = "") =>
		documentOf(await send(app, "GET", `/v1/webhooks${query}`), 200, WebhookList).webhooks;
	const deliveriesOf = async (id: string, query = "") => {
		const answer = await send(app, "GET", `/v1/webhooks/${id}/deliveries${query}`);
		return documentOf(answer, 200, DeliveryList).deliveries;
	};
	/** Ends a report, which all webhooks are told. */
	const endReport = async () => {
		const { reportId } = await triggerReport(services);
		await cancelReport(services, reportId);
		return reportId;
	};

	test("are told of all reports, and show their secret once", async () => {
		const { webhook_id, url, secret } = await add();
		expect(url).toBe("https://example.com/told");
		expect(secret).toMatch(/^whsec_/);
		expect(await list()).toEqual([
			{
				webhook_id,
				url,
				report_id: null,
				alert_id: null,
				created_at: formatInstant(NOW),
				disabled_at: null,
				disabled_because: null,
			},
		]);
		expect((await send(app, "GET", "/v1/webhooks")).body).not.toMatch(/secret|whsec_/);
	});

	test("sign with the secret that they are given", async () => {
		const { secret } = await add({ url: "https://example.com/told", secret: SECRET });
		expect(secret).toBe(SECRET);
	});

	test("are listed before those of single reports, and not more than wanted", async () => {
		const webhook = { url: "https://example.com/once" };
		const { reportId } = await triggerReport(services, { webhook });
		const { webhook_id } = await add();
		expect(await list()).toMatchObject([
			{ webhook_id, report_id: null },
			{ url: webhook.url, report_id: reportId },
		]);
		expect(await list("?limit=1")).toMatchObject([{ webhook_id }]);
	});

	test("are gone once they are deleted", async () => {
		const { webhook_id } = await add();
		const answer = await send(app, "DELETE", `/v1/webhooks/${webhook_id}`);
		expect([answer.statusCode, answer.body]).toEqual([204, ""]);
		expect(await list()).toEqual([]);
	});

	test("that were disabled are told again once they are enabled", async () => {
		const { webhook_id } = await add();
		await disableWebhook(given.database, webhook_id, { at: NOW, because: "it is gone" });
		expect(await list()).toMatchObject([
			{ disabled_at: formatInstant(NOW), disabled_because: "it is gone" },
		]);
		const answer = await send(app, "POST", `/v1/webhooks/${webhook_id}/enable`);
		expect([answer.statusCode, answer.body]).toEqual([204, ""]);
		expect(await list()).toMatchObject([{ disabled_at: null, disabled_because: null }]);
	});

	test("show what was sent to each of them, and what became of it", async () => {
		const { webhook_id } = await add();
		const other = await add();
		const reportId = await endReport();
		await endReport();
		const deliveries = await deliveriesOf(webhook_id);
		expect(deliveries).toHaveLength(2);
		const delivery = deliveries.find(({ report_id }) => report_id === reportId);
		expect(delivery).toMatchObject({
			webhook_id,
			url: "https://example.com/told",
			event: "report.cancelled",
			state: "pending",
			attempts: 0,
			created_at: formatInstant(NOW),
			last_attempt_at: null,
			next_attempt_at: formatInstant(NOW),
			last_status: null,
			last_error: null,
			delivered_at: null,
		});
		expect(JSON.parse(delivery?.body as string).data.report_id).toBe(reportId);
		expect(await deliveriesOf(webhook_id, "?limit=1")).toHaveLength(1);
		expect(await deliveriesOf(other.webhook_id)).toHaveLength(2);
	});

	test.each<[string, unknown, string[]]>([
		["no body", undefined, ["/url"]],
		["no address", { secret: SECRET }, ["/url"]],
		["an address that is no text", { url: 1 }, ["/url"]],
		["too long an address", { url: `https://example.com/${"x".repeat(2_000)}` }, ["/url"]],
		["a secret that is no text", { url: "https://example.com/", secret: null }, ["/secret"]],
		["a field that there is not", { url: "https://example.com/", events: [] }, ["/events"]],
	])("are refused with %s, and it is said where", async (_what, body, places) => {
		const problem = problemOf(await send(app, "POST", "/v1/webhooks", body), 422);
		expect(placesOf(problem)).toEqual(places);
		expect(await list()).toEqual([]);
	});

	test.each([
		{ url: "ftp://example.com/" },
		{ url: "example.com" },
		{ url: "http://169.254.169.254/latest/meta-data/" },
		{ url: "https://user:swordfish@example.com/" },
		{ url: "https://example.com/", secret: "swordfish" },
	])("are refused as %j", async (body) => {
		const answer = await send(app, "POST", "/v1/webhooks", body);
		problemOf(answer, 422);
		expect(answer.body).not.toContain("swordfish");
		expect(await list()).toEqual([]);
	});

	test.each([NO_WEBHOOK, "no-uuid", "%00"])("are not there under %s", async (id) => {
		problemOf(await send(app, "DELETE", `/v1/webhooks/${id}`), 404);
		problemOf(await send(app, "POST", `/v1/webhooks/${id}/enable`), 404);
	});

	test("take no parameters that they do not know, and no fields where there are none", async () => {
		const { webhook_id } = await add();
		const url = `/v1/webhooks/${webhook_id}`;
		for (const [method, path] of [
			["GET", "/v1/webhooks?state=disabled"],
			["GET", "/v1/webhooks?limit=0"],
			["POST", "/v1/webhooks?dry=1"],
			["DELETE", `${url}?dry=1`],
			["POST", `${url}/enable?dry=1`],
			["GET", `${url}/deliveries?limit=1001`],
			["GET", `${url}/deliveries?state=failed`],
		] as const) {
			const body = path.startsWith("/v1/webhooks?dry") ? { url: "https://x.example/" } : undefined;
			expect(placesOf(problemOf(await send(app, method, path, body), 422))).toHaveLength(1);
		}
		const problem = problemOf(await send(app, "POST", `${url}/enable`, { now: true }), 422);
		expect(placesOf(problem)).toEqual(["/now"]);
		expect(await list()).toHaveLength(1);
	});
});
