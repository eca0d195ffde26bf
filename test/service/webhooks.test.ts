import { createHmac, randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { Value } from "typebox/value";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { WebhookEvent } from "../../src/contract/webhook.ts";
import { DAY_MS, formatInstant, HOUR_MS, MINUTE_MS, SECOND_MS } from "../../src/core/instant.ts";
import { makeStores } from "../../src/database/stores.ts";
import { cancelReport } from "../../src/service/cancel-report.ts";
import { deleteReport } from "../../src/service/delete-report.ts";
import {
	type DeliveryOptions,
	deliverWebhook,
	RETRY_DELAYS_MS,
	retryDelayMs,
} from "../../src/service/deliver-webhook.ts";
import { finishReport } from "../../src/service/finish-report.ts";
import { requeueOverdueDeliveries } from "../../src/service/queue-deliveries.ts";
import { triggerReport } from "../../src/service/trigger-report.ts";
import {
	addWebhook,
	type Delivery,
	deleteOldDeliveries,
	enableWebhook,
	KEEP_DELIVERIES_MS,
	listDeliveries,
	listWebhooks,
	removeWebhook,
} from "../../src/service/webhooks.ts";
import { describeOnBothEngines, temporaryDirectory } from "../database/databases.ts";
import { type Answer, type Received, startRawReceiver, startReceiver } from "./receiver.ts";
import { computeToItsEnd, type TestServices, testServices } from "./services.ts";

/** Chance that makes every wait exactly as long as it is meant. */
const EVEN = () => 0.5;

const SECRET = `whsec_${Buffer.from("a secret of twenty-four bytes").toString("base64")}`;

describeOnBothEngines("a webhook", (given) => {
	// Receivers refuse messages that are old, so the clock begins at the time that it is.
	let clock: number;
	let services: TestServices;
	beforeAll(async () => {
		const span = { first: 0, last: Date.now() };
		await given.database.transaction((tx) => makeStores(tx, [{ storeId: "one", span }]));
	});
	beforeEach(async () => {
		await given.database.script("delete from webhook; delete from report");
		clock = Date.now();
		services = testServices(given.database, clock, {
			now: () => clock,
			webhooks: { allowPrivate: true },
		});
	});

	const refusing = (): TestServices => ({ ...services, webhooks: { allowPrivate: false } });
	/** Ends a report, which all webhooks are told. */
	const endReport = async () => {
		const { reportId } = await triggerReport(services);
		await cancelReport(services, reportId);
		return reportId;
	};
	/** Does the jobs that are due by the clock; returns how many there were. */
	const deliverDue = async (options: DeliveryOptions = {}, as: TestServices = services) => {
		const jobs = services.queue.take("deliver-webhook");
		const due = jobs.filter(({ notBefore }) => (notBefore ?? 0) <= clock);
		services.queue.jobs.push(...jobs.filter((job) => !due.includes(job)));
		for (const { deliveryId } of due)
			await deliverWebhook(as, deliveryId, { random: EVEN, ...options });
		return due.length;
	};
	/** When the only job that waits comes due, from now. */
	const nextJobIn = () => {
		const jobs = services.queue.jobs.filter((job) => job.kind === "deliver-webhook");
		expect(jobs).toHaveLength(1);
		return (jobs[0]?.notBefore as number) - clock;
	};
	const onlyDelivery = async () => {
		const deliveries = await listDeliveries(services, { limit: 10 });
		expect(deliveries).toHaveLength(1);
		return deliveries[0] as Delivery;
	};
	/** Tells an address that a report ended, once. */
	const tellOnce = async (url: string, options: DeliveryOptions = {}, as = services) => {
		await addWebhook(services, { url });
		await endReport();
		await deliverDue(options, as);
		return onlyDelivery();
	};

	test("is told that a report is complete, with what there is to know about it", async () => {
		const receiver = await startReceiver();
		const { reportId, webhookSecret } = await triggerReport(services, {
			webhook: { url: receiver.url },
		});
		const requestedAt = clock;
		clock += 90 * SECOND_MS;
		await computeToItsEnd(services);
		expect(await deliverDue()).toBe(1);

		const [message] = receiver.received as [Received];
		expect(message).toMatchObject({
			method: "POST",
			path: "/told",
			headers: { "content-type": "application/json", "user-agent": "openhours" },
		});
		const event = new Webhook(webhookSecret as string).verify(
			message.body,
			message.headers as Record<string, string>,
		);
		expect(event).toEqual({
			type: "report.complete",
			timestamp: formatInstant(clock),
			data: {
				report_id: reportId,
				state: "complete",
				requested_at: formatInstant(requestedAt),
				finished_at: formatInstant(clock),
				as_of: expect.any(String),
				stores_total: 1,
				failure: null,
			},
		});
		expect(Value.Check(WebhookEvent, event)).toBe(true);
		expect(await onlyDelivery()).toMatchObject({
			state: "delivered",
			event: "report.complete",
			body: message.body,
			attempts: 1,
			lastStatus: 204,
			lastError: undefined,
			deliveredAt: clock,
		});
		expect(services.queue.jobs).toEqual([]);
	});

	test("is told that a report was cancelled, or that it failed and why", async () => {
		const receiver = await startReceiver();
		await addWebhook(services, { url: receiver.url });
		const cancelled = await endReport();
		const { reportId: failed } = await triggerReport(services);
		await given.database.transaction((tx) =>
			finishReport(services, tx, failed, { state: "failed", failure: "no room" }),
		);
		await deliverDue();
		const told = receiver.received.map(({ body }) => JSON.parse(body));
		expect(told).toMatchObject([
			{
				type: "report.cancelled",
				data: { report_id: cancelled, state: "cancelled", stores_total: null },
			},
			{ type: "report.failed", data: { report_id: failed, failure: "no room" } },
		]);
		for (const event of told) expect(Value.Check(WebhookEvent, event)).toBe(true);
	});

	test("can verify by hand, with nothing but an HMAC, that a message is ours", async () => {
		const receiver = await startReceiver();
		await addWebhook(services, { url: receiver.url, secret: SECRET });
		await endReport();
		await deliverDue();
		const [{ headers, body }] = receiver.received as [Received];
		const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
		const key = Buffer.from(SECRET.slice("whsec_".length), "base64");
		const hmac = createHmac("sha256", key).update(signed).digest("base64");
		expect(headers["webhook-signature"]).toBe(`v1,${hmac}`);
		expect(headers["webhook-id"]).toBe(`msg_${(await onlyDelivery()).deliveryId}`);
		expect(headers["webhook-timestamp"]).toBe(String(Math.floor(clock / SECOND_MS)));
	});

	test("that was down for a while is told once it is up, with the same id", async () => {
		const before = await startReceiver(() => 500);
		await addWebhook(services, { url: before.url, secret: SECRET });
		await endReport();
		await deliverDue();
		expect(await onlyDelivery()).toMatchObject({ lastStatus: 500, lastError: "it answered 500" });
		await before.close();
		expect(nextJobIn()).toBe(5 * SECOND_MS);
		clock += 5 * SECOND_MS;
		await deliverDue();
		expect(await onlyDelivery()).toMatchObject({
			state: "pending",
			attempts: 2,
			lastStatus: undefined,
			lastError: "nothing answers at its address and port",
			nextAttemptAt: clock + MINUTE_MS,
		});
		const after = await startReceiver(() => 200, before.port);
		expect(await deliverDue()).toBe(0);
		clock += MINUTE_MS;
		expect(await deliverDue()).toBe(1);
		expect(await onlyDelivery()).toMatchObject({ state: "delivered", attempts: 3 });

		const [first, last] = [...before.received, ...after.received] as [Received, Received];
		expect(last.body).toBe(first.body);
		expect(last.headers["webhook-id"]).toBe(first.headers["webhook-id"]);
		expect(last.headers["webhook-timestamp"]).not.toBe(first.headers["webhook-timestamp"]);
		new Webhook(SECRET).verify(last.body, last.headers as Record<string, string>);
	});

	test("that stays down is given up after nine attempts in about a day", async () => {
		const receiver = await startReceiver(() => 503);
		await addWebhook(services, { url: receiver.url });
		await endReport();
		const begun = clock;
		for (const delayMs of RETRY_DELAYS_MS) {
			await deliverDue();
			expect(nextJobIn()).toBe(delayMs);
			clock += delayMs;
		}
		await deliverDue();
		expect(services.queue.jobs).toEqual([expect.objectContaining({ kind: "begin-report" })]);
		expect(receiver.received).toHaveLength(9);
		expect(await onlyDelivery()).toMatchObject({
			state: "failed",
			attempts: 9,
			lastError: "it answered 503",
			nextAttemptAt: undefined,
		});
		expect((clock - begun) / DAY_MS).toBeCloseTo(1, 1);
	});

	test("that takes too long to answer has not been told", async () => {
		const receiver = await startReceiver(() => () => {});
		const delivery = await tellOnce(receiver.url, { deadlineMs: 500 });
		expect(receiver.received).toHaveLength(1);
		expect(delivery).toMatchObject({ state: "pending", lastError: "no answer in 0.5 seconds" });
	});

	test("that answers byte by byte without an end has not been told", async () => {
		const url = await startRawReceiver((socket) => {
			socket.write("HTTP/1.1 200 OK\r\nx-slow: ");
			const trickle = setInterval(() => socket.write("x"), 10);
			socket.on("close", () => clearInterval(trickle));
		});
		const delivery = await tellOnce(url, { deadlineMs: 150 });
		expect(delivery).toMatchObject({ state: "pending", lastError: "no answer in 0.15 seconds" });
	});

	test("whose name takes too long to be looked up has not been told", async () => {
		const delivery = await tellOnce("http://slow.example/told", {
			deadlineMs: 50,
			resolve: () => new Promise(() => {}),
		});
		expect(delivery).toMatchObject({ state: "pending", lastError: "no answer in 0.05 seconds" });
	});

	test("has been told when it says so, though the rest of its answer never ends", async () => {
		const hungUp = Promise.withResolvers<void>();
		const receiver = await startReceiver(() => (response) => {
			response.writeHead(200);
			const trickle = setInterval(() => response.write("x"), 10);
			response.on("close", () => {
				clearInterval(trickle);
				hungUp.resolve();
			});
		});
		const delivery = await tellOnce(receiver.url, { deadlineMs: 1_000 });
		expect(delivery).toMatchObject({ state: "delivered", lastStatus: 200 });
		await hungUp.promise;
	});

	test("that answers with very much is hung up on", async () => {
		const hungUp = Promise.withResolvers<boolean>();
		const size = 64 << 20;
		const receiver = await startReceiver(() => (response) => {
			response.writeHead(200, { "content-length": size });
			response.on("close", () => hungUp.resolve(!response.writableFinished));
			response.end(Buffer.alloc(size));
		});
		expect(await tellOnce(receiver.url)).toMatchObject({ state: "delivered" });
		expect(await hungUp.promise).toBe(true);
	});

	test.each([
		["hangs up at once", "", "the connection broke off before an answer came"],
		["speaks something else", "SSH-2.0-OpenSSH_9.6\r\n", "what it answers is not HTTP"],
	])("that %s has not been told, and it says why", async (_what, bytes, error) => {
		const url = await startRawReceiver((socket) => socket.once("data", () => socket.end(bytes)));
		expect(await tellOnce(url)).toMatchObject({ state: "pending", lastError: error });
	});

	test("that should speak TLS and does not has not been told, and it says why", async () => {
		const receiver = await startReceiver();
		const delivery = await tellOnce(receiver.url.replace("http:", "https:"));
		expect(delivery).toMatchObject({
			state: "pending",
			lastError: "it does not speak TLS as it should",
		});
		expect(receiver.received).toEqual([]);
	});

	test("that answers 410 Gone is disabled, and what waits for it has failed", async () => {
		const receiver = await startReceiver(() => 410);
		const { webhookId } = await addWebhook(services, { url: receiver.url });
		await endReport();
		await endReport();
		await deliverDue();
		expect(receiver.received).toHaveLength(1);
		const [webhook] = await listWebhooks(services, 10);
		expect(webhook).toMatchObject({
			disabledAt: clock,
			disabledBecause: "it answered 410 Gone, which means that it wants no more",
		});
		const deliveries = await listDeliveries(services, { limit: 10 });
		expect(deliveries.map(({ state }) => state)).toEqual(["failed", "failed"]);
		expect(deliveries.map(({ lastError }) => lastError).sort()).toEqual([
			"it answered 410",
			"the webhook is disabled: it answered 410 Gone, which means that it wants no more",
		]);

		await endReport();
		expect(services.queue.take("deliver-webhook")).toEqual([]);
		await enableWebhook(services, webhookId);
		await endReport();
		expect(services.queue.take("deliver-webhook")).toHaveLength(1);
	});

	test("that redirects is not followed, and is told so", async () => {
		const secret = await startReceiver();
		const answer: Answer = (response) => response.writeHead(307, { location: secret.url }).end();
		const receiver = await startReceiver(() => answer);
		expect(await tellOnce(receiver.url)).toMatchObject({
			state: "pending",
			lastStatus: 307,
			lastError: expect.stringContaining("redirects are not followed"),
		});
		expect(secret.received).toEqual([]);
	});

	test("of one report is told of that one only, and goes with it", async () => {
		const receiver = await startReceiver();
		const { reportId } = await triggerReport(services, { webhook: { url: receiver.url } });
		await endReport();
		expect(services.queue.take("deliver-webhook")).toEqual([]);
		await cancelReport(services, reportId);
		await deliverDue();
		expect(receiver.received).toHaveLength(1);
		await deleteReport(services, reportId);
		expect(await listWebhooks(services, 10)).toEqual([]);
	});

	test("of a report makes it another one than the same report for somebody else", async () => {
		const trigger = (webhook?: { url: string; secret?: string }) =>
			triggerReport(services, { webhook });
		const [a, b] = ["https://a.example/", "https://b.example/"] as const;
		const first = await trigger({ url: a, secret: SECRET });
		expect(first).toEqual({ reportId: expect.any(String), isNew: true });
		expect(await trigger({ url: a, secret: SECRET })).toEqual({ ...first, isNew: false });
		expect(await listWebhooks(services, 10)).toHaveLength(1);
		expect(await trigger({ url: b, secret: SECRET })).toMatchObject({ isNew: true });
		expect(await trigger()).toMatchObject({ isNew: true });
		// A caller whose secret was made up must get to know it.
		for (let i = 0; i < 2; i++)
			expect(await trigger({ url: a })).toMatchObject({
				isNew: true,
				webhookSecret: expect.stringMatching(/^whsec_/),
			});
	});

	test("is told nothing of an end that was rolled back", async () => {
		await addWebhook(services, { url: "https://example.com/" });
		const { reportId } = await triggerReport(services);
		const ending = given.database.transaction(async (tx) => {
			expect(await finishReport(services, tx, reportId, { state: "cancelled" })).toBeDefined();
			throw new Error("the machine stopped");
		});
		await expect(ending).rejects.toThrow("the machine stopped");
		expect(await listDeliveries(services, { limit: 10 })).toEqual([]);
		// A job of a message that is not there does nothing.
		expect(await deliverDue()).toBe(1);
		expect(services.queue.take("deliver-webhook")).toEqual([]);
	});

	test("is told once of a report that two want to end", async () => {
		await addWebhook(services, { url: "https://example.com/" });
		const { reportId } = await triggerReport(services);
		const end = () =>
			given.database.transaction((tx) =>
				finishReport(services, tx, reportId, { state: "cancelled" }),
			);
		const ended = await Promise.all([end(), end()]);
		expect(ended.filter((one) => one !== undefined)).toHaveLength(1);
		await onlyDelivery();
	});

	test("is sent to once, however many do the job at once, and its retries are not doubled", async () => {
		const receiver = await startReceiver(() => 500);
		await addWebhook(services, { url: receiver.url });
		await endReport();
		const { deliveryId } = await onlyDelivery();
		const twice = () =>
			Promise.all([1, 2, 3].map(() => deliverWebhook(services, deliveryId, { random: EVEN })));
		await twice();
		expect(receiver.received).toHaveLength(1);
		expect(await onlyDelivery()).toMatchObject({ attempts: 1 });
		await twice();
		expect(receiver.received).toHaveLength(1);
		// To the end of the schedule, with as many jobs as there are now.
		for (let hours = 0; hours < 30; hours += 0.5) {
			clock += HOUR_MS / 2;
			while ((await deliverDue()) > 0);
		}
		expect(receiver.received).toHaveLength(9);
		expect(services.queue.take("deliver-webhook")).toEqual([]);
	});

	test("is sent to again when the process ended before it was written down how it went", async () => {
		const receiver = await startReceiver();
		await addWebhook(services, { url: receiver.url });
		await endReport();
		const { deliveryId } = await onlyDelivery();
		const crash = {
			...services,
			now: () => {
				if (receiver.received.length > 0) throw new Error("killed");
				return clock;
			},
		};
		await expect(deliverWebhook(crash, deliveryId)).rejects.toThrow("killed");
		services.queue.jobs = [];
		// The job is taken over at once, while the attempt may still be under way somewhere.
		clock += 12 * SECOND_MS;
		await deliverWebhook(services, deliveryId);
		expect(receiver.received).toHaveLength(1);
		expect(nextJobIn()).toBe(48 * SECOND_MS);
		clock += 48 * SECOND_MS;
		await deliverDue();
		expect(receiver.received).toHaveLength(2);
		expect(await onlyDelivery()).toMatchObject({ state: "delivered", attempts: 2 });
	});

	test("whose message lost its job is told when that is noticed", async () => {
		const receiver = await startReceiver();
		await addWebhook(services, { url: receiver.url });
		await endReport();
		services.queue.jobs = [];
		await requeueOverdueDeliveries(services);
		expect(services.queue.jobs).toEqual([]);
		clock += HOUR_MS;
		await requeueOverdueDeliveries(services);
		await deliverDue();
		expect(receiver.received).toHaveLength(1);
	});

	test("is remembered with its messages for 30 days", async () => {
		await tellOnce("http://127.0.0.1:9/");
		clock += KEEP_DELIVERIES_MS;
		expect(await deleteOldDeliveries(services)).toBe(0);
		clock += 1;
		expect(await deleteOldDeliveries(services)).toBe(1);
		expect(await listDeliveries(services, { limit: 10 })).toEqual([]);
	});

	test("that is not there cannot be removed, enabled or looked up", async () => {
		const { webhookId } = await addWebhook(services, { url: "https://example.com/" });
		await removeWebhook(services, webhookId);
		for (const id of [webhookId, randomUUID(), "no id"]) {
			const refusal = { meaning: "not_found", message: "There is no webhook with this id." };
			await expect(removeWebhook(services, id)).rejects.toMatchObject(refusal);
			await expect(enableWebhook(services, id)).rejects.toMatchObject(refusal);
		}
		await expect(listDeliveries(services, { webhookId: "no id", limit: 1 })).rejects.toMatchObject({
			meaning: "not_found",
		});
	});

	test.each([
		["no URL", "example.com/told"],
		["another protocol", "ftp://example.com/"],
		["a file", "file:///etc/passwd"],
		["a password", "https://user:secret@example.com/"],
		["a user", "https://user@example.com/"],
		["a very long URL", `https://example.com/${"x".repeat(2_000)}`],
	])("cannot be %s", async (_what, url) => {
		for (const add of [
			addWebhook(services, { url }),
			triggerReport(services, { webhook: { url } }),
		])
			await expect(add).rejects.toMatchObject({
				meaning: "invalid",
				message: expect.not.stringContaining("secret@"),
			});
	});

	test.each([
		["without its prefix", "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0"],
		["too short", `whsec_${Buffer.alloc(23).toString("base64")}`],
		["too long", `whsec_${Buffer.alloc(65).toString("base64")}`],
		["not base64", `whsec_${"?".repeat(40)}`],
		["base64 for URLs", `whsec_${"-_".repeat(20)}`],
		["without its padding", `whsec_${Buffer.alloc(25).toString("base64").replace(/=+$/, "")}`],
	])("takes no secret that is %s", async (_what, secret) => {
		const adding = addWebhook(services, { url: "https://example.com/", secret });
		await expect(adding).rejects.toMatchObject({
			meaning: "invalid",
			message: expect.not.stringContaining(secret),
		});
	});

	test("has a secret of 24 to 64 bytes, or one of 32 that is made up", async () => {
		const url = "https://example.com/";
		for (const bytes of [24, 64]) {
			const secret = `whsec_${Buffer.alloc(bytes, 7).toString("base64")}`;
			expect(await addWebhook(services, { url, secret })).toMatchObject({ secret });
		}
		const { secret } = await addWebhook(services, { url });
		expect(Buffer.from(secret.slice("whsec_".length), "base64")).toHaveLength(32);
	});

	test.each([
		"http://127.0.0.1/",
		"http://2130706433/",
		"http://0x7f.1/",
		"http://[::1]/",
		"http://[::ffff:10.0.0.1]/",
		"http://169.254.169.254/latest/meta-data/",
	])("at %s is refused at once, and allowed where that is set", async (url) => {
		await expect(addWebhook(refusing(), { url })).rejects.toMatchObject({
			meaning: "invalid",
			message: expect.stringContaining("OPENHOURS_WEBHOOK_PRIVATE=allow"),
		});
		await addWebhook(services, { url });
	});

	test("that got in when private addresses were allowed is sent nothing when they are not", async () => {
		const receiver = await startReceiver();
		const delivery = await tellOnce(receiver.url, {}, refusing());
		expect(delivery).toMatchObject({
			state: "pending",
			lastError: expect.stringContaining("not a public one"),
		});
		expect(receiver.received).toEqual([]);
	});

	test("whose name stands for this machine is sent nothing", async () => {
		const receiver = await startReceiver();
		const url = `http://localhost:${receiver.port}/`;
		expect((await tellOnce(url, {}, refusing())).lastError).toContain("not a public one");
		expect(receiver.received).toEqual([]);
	});

	test.each([
		["a private address", ["10.1.2.3"]],
		["a link-local one", ["169.254.169.254"]],
		["a mapped one", ["::ffff:127.0.0.1"]],
		["a public and a private one", ["93.184.215.14", "127.0.0.1"]],
	])(
		"whose name stands for %s is sent nothing, and the address is not told",
		async (_what, all) => {
			const receiver = await startReceiver();
			const url = `http://inside.example:${receiver.port}/`;
			const resolve = async () =>
				all.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
			const { lastError } = await tellOnce(url, { resolve }, refusing());
			expect(lastError).toContain("not a public one");
			for (const address of all) expect(lastError).not.toContain(address);
			expect(receiver.received).toEqual([]);
		},
	);

	test("whose name changes after it was checked is connected to at the address that was", async () => {
		const receiver = await startReceiver();
		let asked = 0;
		// A name that no other resolver knows: only the first answer leads to the receiver.
		const resolve = async () =>
			asked++ === 0 ? [{ address: "127.0.0.1", family: 4 }] : [{ address: "::1", family: 6 }];
		const url = `http://rebinding.example:${receiver.port}/told`;
		expect(await tellOnce(url, { resolve })).toMatchObject({ state: "delivered" });
		expect(asked).toBe(1);
		expect(receiver.received[0]?.headers.host).toBe(`rebinding.example:${receiver.port}`);
	});

	test("whose name changes from a public address to this machine reaches nothing here", async () => {
		const receiver = await startReceiver();
		let asked = 0;
		// Of a part of the address space that nobody has: it is refused or lost, and harms nobody.
		const resolve = async () =>
			asked++ === 0 ? [{ address: "3ffe::1", family: 6 }] : [{ address: "127.0.0.1", family: 4 }];
		const url = `http://rebinding.example:${receiver.port}/told`;
		const delivery = await tellOnce(url, { resolve, deadlineMs: 500 }, refusing());
		expect(delivery.state).toBe("pending");
		expect(delivery.lastError).toMatch(/cannot be reached|no answer in/);
		expect(asked).toBe(1);
		expect(receiver.received).toEqual([]);
	});

	test("whose name does not exist is told so", async () => {
		const resolve = () => Promise.reject(Object.assign(new Error("x"), { code: "ENOTFOUND" }));
		expect(await tellOnce("http://nowhere.example/", { resolve })).toMatchObject({
			lastError: "the name of its host is not found",
		});
	});

	test("can be verified with the examples of its documentation", async () => {
		const receiver = await startReceiver();
		await addWebhook(services, { url: receiver.url, secret: SECRET });
		await endReport();
		await deliverDue();
		const [{ headers, body }] = receiver.received as [Received];
		const examples = await documentedExamples();
		expect(examples).toHaveLength(2);
		for (const verified of examples) {
			expect(verified(SECRET, headers, body)).toMatchObject({ type: "report.cancelled" });
			expect(() => verified(SECRET, headers, `${body} `)).toThrow();
			const old = { ...headers, "webhook-timestamp": String(Math.floor(clock / 1_000) - 3_600) };
			expect(() => verified(SECRET, old, body)).toThrow();
		}
	});
});

type Verify = (secret: string, headers: object, body: string) => unknown;

/** The functions that docs/webhooks.md shows, as they stand there. */
async function documentedExamples(): Promise<Verify[]> {
	const page = readFileSync(join(import.meta.dirname, "../../docs/webhooks.md"), "utf8");
	const directory = temporaryDirectory();
	const sources = [...page.matchAll(/```js\n(.*?)```/gs)].map(([, source]) => source as string);
	return Promise.all(
		sources.map(async (source, i) => {
			const file = join(directory, `example-${i}.mjs`);
			const installed = import.meta.resolve("standardwebhooks");
			writeFileSync(file, source.replace('"standardwebhooks"', JSON.stringify(installed)));
			return (await import(pathToFileURL(file).href)).verified as Verify;
		}),
	);
}

describe("the waits between attempts", () => {
	test("are up to a fifth shorter or longer, and there is none after the last", () => {
		fc.assert(
			fc.property(
				fc.nat({ max: RETRY_DELAYS_MS.length - 1 }),
				fc.double({ min: 0, max: 1, noNaN: true }),
				(i, chance) => {
					const meant = RETRY_DELAYS_MS[i] as number;
					const delay = retryDelayMs(i + 1, () => chance) as number;
					expect(delay).toBeGreaterThanOrEqual(meant * 0.8);
					expect(delay).toBeLessThanOrEqual(meant * 1.2);
					expect(Number.isInteger(delay)).toBe(true);
				},
			),
			{ numRuns: 5_000 },
		);
		expect(retryDelayMs(1, () => 0)).toBe(4 * SECOND_MS);
		expect(retryDelayMs(1, () => 1)).toBe(6 * SECOND_MS);
		expect(retryDelayMs(RETRY_DELAYS_MS.length + 1, Math.random)).toBeUndefined();
	});

	test("add up to about a day", () => {
		const sum = RETRY_DELAYS_MS.reduce((total, delayMs) => total + delayMs, 0);
		expect(sum / HOUR_MS).toBeGreaterThan(23);
		expect(sum / HOUR_MS).toBeLessThan(25);
	});
});
