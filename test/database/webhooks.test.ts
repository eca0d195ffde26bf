import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { DAY_MS } from "../../src/core/instant.ts";
import { deleteReport, insertReport } from "../../src/database/reports.ts";
import {
	type AttemptEnd,
	beginAttempt,
	deleteDeliveriesBefore,
	deleteWebhook,
	disableWebhook,
	enableWebhook,
	endAttempt,
	failDelivery,
	holdWebhooksFor,
	insertDeliveries,
	insertWebhook,
	lockPendingDelivery,
	manyDeliveries,
	manyOverdueDeliveries,
	manyWebhooks,
	type NewDelivery,
	type NewWebhook,
} from "../../src/database/webhooks.ts";
import { describeOnBothEngines, describeOnPostgres } from "./databases.ts";

const NOW = Date.parse("2023-01-25T12:00Z");

function newWebhook(differences: Partial<NewWebhook> = {}): NewWebhook {
	return {
		webhookId: randomUUID(),
		url: "https://example.com/done",
		secret: "whsec_c2VjcmV0",
		reportId: undefined,
		createdAt: NOW,
		...differences,
	};
}

function newDelivery(webhookId: string, differences: Partial<NewDelivery> = {}): NewDelivery {
	return {
		deliveryId: randomUUID(),
		webhookId,
		reportId: randomUUID(),
		event: "report.complete",
		body: '{"type":"report.complete"}',
		createdAt: NOW,
		...differences,
	};
}

describeOnBothEngines("webhooks", (given) => {
	const added = async (differences: Partial<NewWebhook> = {}) => {
		const webhook = newWebhook(differences);
		await insertWebhook(given.database, webhook);
		return webhook;
	};
	const queued = async (differences: Partial<NewDelivery> = {}) => {
		const { webhookId } = await added();
		const delivery = newDelivery(webhookId, differences);
		await given.database.transaction((tx) => insertDeliveries(tx, [delivery]));
		return delivery;
	};
	const deliveryOf = async ({ webhookId }: NewDelivery) =>
		(await manyDeliveries(given.database, { webhookId, limit: 10 }))[0];
	const lock = ({ deliveryId }: NewDelivery) =>
		given.database.transaction((tx) => lockPendingDelivery(tx, deliveryId));
	const begin = async ({ deliveryId }: NewDelivery, attempt: number) => {
		const times = { at: NOW + attempt, lostAt: NOW + 100 };
		await given.database.transaction((tx) => beginAttempt(tx, { deliveryId, attempt }, times));
	};
	const end = ({ deliveryId }: NewDelivery, attempt: number, how: AttemptEnd) =>
		given.database.transaction((tx) => endAttempt(tx, { deliveryId, attempt }, how));
	const toldOf = (reportId: string) =>
		given.database.transaction((tx) => holdWebhooksFor(tx, reportId));
	const report = async () => {
		const reportId = randomUUID();
		await given.database.transaction((tx) =>
			insertReport(tx, {
				reportId,
				parameters: {},
				fingerprint: reportId,
				rangeNames: ["last_hour"],
				asOf: NOW,
				requestedAt: NOW,
			}),
		);
		return reportId;
	};

	test("those for all reports are listed before those of single ones, the newest first, without secrets", async () => {
		const own = await added({ reportId: randomUUID(), createdAt: NOW + 3 });
		const old = await added({ createdAt: NOW + 1 });
		const fresh = await added({ createdAt: NOW + 2 });
		const all = await manyWebhooks(given.database, 100);
		expect(all.map(({ webhookId }) => webhookId)).toEqual(
			[fresh, old, own].map(({ webhookId }) => webhookId),
		);
		const { secret: _, ...shown } = own;
		expect(all[2]).toEqual({ ...shown, disabledAt: undefined, disabledBecause: undefined });
		expect(await manyWebhooks(given.database, 2)).toHaveLength(2);
	});

	test("a report is told to those for all and to its own, unless they are disabled", async () => {
		const reportId = randomUUID();
		const all = await added();
		const own = await added({ reportId });
		const other = await added({ reportId: randomUUID() });
		expect(await toldOf(reportId)).toEqual(expect.arrayContaining([all.webhookId, own.webhookId]));
		expect(await toldOf(reportId)).not.toContain(other.webhookId);

		await disableWebhook(given.database, all.webhookId, { at: NOW + 1, because: "gone" });
		await disableWebhook(given.database, all.webhookId, { at: NOW + 2, because: "gone again" });
		expect(await toldOf(reportId)).not.toContain(all.webhookId);
		const listed = (await manyWebhooks(given.database, 100)).find(
			({ webhookId }) => webhookId === all.webhookId,
		);
		expect(listed).toMatchObject({ disabledAt: NOW + 1, disabledBecause: "gone" });

		expect(await enableWebhook(given.database, all.webhookId)).toBe(true);
		expect(await toldOf(reportId)).toContain(all.webhookId);
		expect(await enableWebhook(given.database, randomUUID())).toBe(false);
	});

	test("a webhook that is deleted takes its deliveries along", async () => {
		const delivery = await queued();
		expect(await deleteWebhook(given.database, delivery.webhookId)).toBe(true);
		expect(await deliveryOf(delivery)).toBeUndefined();
		expect(await deleteWebhook(given.database, delivery.webhookId)).toBe(false);
	});

	test("a report that is deleted takes its own webhook along, and leaves the others what they were told", async () => {
		const reportId = await report();
		const own = await added({ reportId });
		const delivery = await queued({ reportId });
		await deleteReport(given.database, reportId);
		expect(await manyWebhooks(given.database, 100)).not.toContainEqual(
			expect.objectContaining({ webhookId: own.webhookId }),
		);
		expect(await deliveryOf(delivery)).toMatchObject({ reportId });
	});

	test("a delivery waits, is begun, and arrives", async () => {
		const delivery = await queued();
		expect(await deliveryOf(delivery)).toEqual({
			...delivery,
			url: "https://example.com/done",
			state: "pending",
			attempts: 0,
			lastAttemptAt: undefined,
			nextAttemptAt: NOW,
			lastStatus: undefined,
			lastError: undefined,
			deliveredAt: undefined,
		});
		expect(await lock(delivery)).toMatchObject({ secret: "whsec_c2VjcmV0", body: delivery.body });
		await begin(delivery, 1);
		expect(await deliveryOf(delivery)).toMatchObject({
			attempts: 1,
			lastAttemptAt: NOW + 1,
			nextAttemptAt: NOW + 100,
		});
		expect(await end(delivery, 1, { state: "delivered", status: 204, at: NOW + 9 })).toBe(true);
		expect(await deliveryOf(delivery)).toMatchObject({
			state: "delivered",
			lastStatus: 204,
			deliveredAt: NOW + 9,
			nextAttemptAt: undefined,
		});
		expect(await lock(delivery)).toBeUndefined();
	});

	test("only the newest attempt says how it went, and only once", async () => {
		const delivery = await queued();
		await begin(delivery, 1);
		await begin(delivery, 2);
		const failure = { state: "failed", status: undefined, error: "too late" } as const;
		expect(await end(delivery, 1, failure)).toBe(false);
		const retry = {
			state: "pending",
			status: 503,
			error: "it answered 503",
			nextAttemptAt: NOW + 500,
		} as const;
		expect(await end(delivery, 2, retry)).toBe(true);
		expect(await deliveryOf(delivery)).toMatchObject({
			state: "pending",
			lastStatus: 503,
			lastError: "it answered 503",
			nextAttemptAt: NOW + 500,
		});
		await begin(delivery, 3);
		expect(await end(delivery, 3, failure)).toBe(true);
		expect(await end(delivery, 3, failure)).toBe(false);
		expect(await deliveryOf(delivery)).toMatchObject({ state: "failed", lastStatus: undefined });
	});

	test("a delivery that is given up says why", async () => {
		const delivery = await queued();
		await given.database.transaction((tx) => failDelivery(tx, delivery.deliveryId, "disabled"));
		expect(await deliveryOf(delivery)).toMatchObject({ state: "failed", lastError: "disabled" });
	});

	test("what is overdue is found, the most overdue first", async () => {
		const later = await queued({ createdAt: NOW - 50 * DAY_MS + 1 });
		const first = await queued({ createdAt: NOW - 50 * DAY_MS });
		await queued({ createdAt: NOW - 49 * DAY_MS });
		const before = NOW - 50 * DAY_MS + 2;
		expect(await manyOverdueDeliveries(given.database, before, 10)).toEqual([
			first.deliveryId,
			later.deliveryId,
		]);
		expect(await manyOverdueDeliveries(given.database, before, 1)).toEqual([first.deliveryId]);
	});

	test("old deliveries are deleted, and younger ones are not", async () => {
		const old = await queued({ createdAt: NOW - 80 * DAY_MS });
		const young = await queued({ createdAt: NOW - 60 * DAY_MS });
		expect(await deleteDeliveriesBefore(given.database, NOW - 60 * DAY_MS)).toBe(1);
		expect(await deliveryOf(old)).toBeUndefined();
		expect(await deliveryOf(young)).toBeDefined();
	});
});

describeOnPostgres("webhooks of many connections", (given) => {
	test("a delivery is locked by one after the other", async () => {
		const other = await given.openAgain();
		const webhook = newWebhook();
		await insertWebhook(given.database, webhook);
		const delivery = newDelivery(webhook.webhookId);
		await given.database.transaction((tx) => insertDeliveries(tx, [delivery]));
		const seen: number[] = [];
		const attempt = (database: typeof other) =>
			database.transaction(async (tx) => {
				const locked = await lockPendingDelivery(tx, delivery.deliveryId);
				seen.push(locked?.attempts as number);
				await beginAttempt(
					tx,
					{ deliveryId: delivery.deliveryId, attempt: (locked?.attempts as number) + 1 },
					{ at: NOW, lostAt: NOW + 1 },
				);
			});
		await Promise.all([attempt(given.database), attempt(other), attempt(given.database)]);
		expect(seen.sort()).toEqual([0, 1, 2]);
	});

	test("a webhook that a report is about to be told to is not deleted meanwhile", async () => {
		const other = await given.openAgain();
		const webhook = newWebhook();
		await insertWebhook(given.database, webhook);
		const held = Promise.withResolvers<void>();
		const goOn = Promise.withResolvers<void>();
		const telling = given.database.transaction(async (tx) => {
			expect(await holdWebhooksFor(tx, randomUUID())).toContain(webhook.webhookId);
			held.resolve();
			await goOn.promise;
			await insertDeliveries(tx, [newDelivery(webhook.webhookId)]);
		});
		await held.promise;
		const deleted = deleteWebhook(other, webhook.webhookId);
		const isWaiting = async () =>
			(await given.database.plain("select from pg_locks where not granted")).length > 0;
		await expect.poll(isWaiting).toBe(true);
		goOn.resolve();
		await telling;
		expect(await deleted).toBe(true);
	});
});
