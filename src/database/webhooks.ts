import { sql } from "kysely";
import type { Instant } from "../core/instant.ts";
import type { Connection, Transaction } from "./engine/database.ts";
import { instantValue } from "./instant-value.ts";
import type { DeliveryState } from "./tables.ts";

export type { DeliveryState } from "./tables.ts";

/** An address that wants to be told. */
export interface NewWebhook {
	readonly webhookId: string;
	readonly url: string;
	readonly secret: string;
	/** The one report that it is for; all reports without it, unless it is an alert's. */
	readonly reportId: string | undefined;
	/** The alert that it belongs to. */
	readonly alertId?: string | undefined;
	readonly createdAt: Instant;
}

/** A webhook as it may be shown: without its secret. */
export interface Webhook extends Omit<NewWebhook, "secret"> {
	/** Since when it is told nothing; `undefined` while it is told. */
	readonly disabledAt: Instant | undefined;
	readonly disabledBecause: string | undefined;
}

export async function insertWebhook(connection: Connection, webhook: NewWebhook): Promise<void> {
	await connection.tables
		.insertInto("webhook")
		.values({
			webhook_id: webhook.webhookId,
			url: webhook.url,
			secret: webhook.secret,
			report_id: webhook.reportId ?? null,
			alert_id: webhook.alertId ?? null,
			created_at: instantValue(webhook.createdAt),
		})
		.execute();
}

/** The webhooks for all reports, then those of single ones and of alerts; of each kind the newest first. */
export async function manyWebhooks(connection: Connection, limit: number): Promise<Webhook[]> {
	const rows = await connection.tables
		.selectFrom("webhook")
		.select(["webhook_id", "url", "report_id", "alert_id"])
		.select(["created_at", "disabled_at", "disabled_because"])
		.orderBy(sql`alert_id is not null`)
		.orderBy(sql`report_id is not null`)
		.orderBy("created_at", "desc")
		.orderBy("webhook_id")
		.limit(limit)
		.execute();
	return rows.map((row) => ({
		webhookId: row.webhook_id,
		url: row.url,
		reportId: row.report_id ?? undefined,
		alertId: row.alert_id ?? undefined,
		createdAt: row.created_at,
		disabledAt: row.disabled_at ?? undefined,
		disabledBecause: row.disabled_because ?? undefined,
	}));
}

export async function isWebhook(connection: Connection, webhookId: string): Promise<boolean> {
	const row = await connection.tables
		.selectFrom("webhook")
		.select("webhook_id")
		.where("webhook_id", "=", webhookId)
		.executeTakeFirst();
	return row !== undefined;
}

/** Deletes a webhook and its deliveries, and the alert that it belongs to. `false` when it is not there. */
export async function deleteWebhook(connection: Connection, webhookId: string): Promise<boolean> {
	const { numDeletedRows } = await connection.tables
		.deleteFrom("webhook")
		.where("webhook_id", "=", webhookId)
		.executeTakeFirstOrThrow();
	return numDeletedRows > 0n;
}

/** Has a webhook told again. `false` when it is not there. */
export async function enableWebhook(connection: Connection, webhookId: string): Promise<boolean> {
	const { numUpdatedRows } = await connection.tables
		.updateTable("webhook")
		.set({ disabled_at: null, disabled_because: null })
		.where("webhook_id", "=", webhookId)
		.executeTakeFirstOrThrow();
	return numUpdatedRows > 0n;
}

/** Has a webhook told nothing more; one that is disabled already keeps its reason. */
export async function disableWebhook(
	connection: Connection,
	webhookId: string,
	{ at, because }: { readonly at: Instant; readonly because: string },
): Promise<void> {
	await connection.tables
		.updateTable("webhook")
		.set({ disabled_at: instantValue(at), disabled_because: because })
		.where("webhook_id", "=", webhookId)
		.where("disabled_at", "is", null)
		.execute();
}

/**
 * The enabled webhooks that want to be told of a report: those for all reports, and its own. None of
 * them can be deleted before the transaction ends, so that deliveries to them can be written.
 */
export async function holdWebhooksFor(tx: Transaction, reportId: string): Promise<string[]> {
	const rows = await tx.tables
		.selectFrom("webhook")
		.select("webhook_id")
		.where("disabled_at", "is", null)
		.where("alert_id", "is", null)
		.where((webhook) =>
			webhook.or([webhook("report_id", "is", null), webhook("report_id", "=", reportId)]),
		)
		.forKeyShare()
		.execute();
	return rows.map(({ webhook_id }) => webhook_id);
}

/** A message to a webhook, to be sent from its creation on. */
export interface NewDelivery {
	readonly deliveryId: string;
	readonly webhookId: string;
	/** The report that it is about; `undefined` for a message of an alert. */
	readonly reportId: string | undefined;
	readonly event: string;
	readonly body: string;
	readonly createdAt: Instant;
}

/** A message to a webhook and what became of it. */
export interface Delivery extends NewDelivery {
	readonly url: string;
	/** The alert that its webhook belongs to. */
	readonly alertId: string | undefined;
	readonly state: DeliveryState;
	readonly attempts: number;
	readonly lastAttemptAt: Instant | undefined;
	/** While it is pending: when it is tried next, or when the attempt under way counts as lost. */
	readonly nextAttemptAt: Instant | undefined;
	/** The HTTP status of the last answer. */
	readonly lastStatus: number | undefined;
	readonly lastError: string | undefined;
	readonly deliveredAt: Instant | undefined;
}

export async function insertDeliveries(
	tx: Transaction,
	deliveries: readonly NewDelivery[],
): Promise<void> {
	if (deliveries.length === 0) return;
	await tx.tables
		.insertInto("webhook_delivery")
		.values(
			deliveries.map(({ deliveryId, webhookId, reportId, event, body, createdAt }) => ({
				delivery_id: deliveryId,
				webhook_id: webhookId,
				report_id: reportId ?? null,
				event,
				body,
				created_at: instantValue(createdAt),
				next_attempt_at: instantValue(createdAt),
			})),
		)
		.execute();
}

/** How many messages there are to a webhook since an instant, by what happened. */
export async function countDeliveriesSince(
	connection: Connection,
	webhookId: string,
	since: Instant,
): Promise<ReadonlyMap<string, number>> {
	const rows = await connection.tables
		.selectFrom("webhook_delivery")
		.select(["event", ({ fn }) => fn.countAll<number>().as("count")])
		.where("webhook_id", "=", webhookId)
		.where("created_at", ">", instantValue(since) as never)
		.groupBy("event")
		.execute();
	return new Map(rows.map(({ event, count }) => [event, count]));
}

/** The newest deliveries first; of one webhook only, when one is given. */
export async function manyDeliveries(
	connection: Connection,
	page: { readonly webhookId?: string | undefined; readonly limit: number },
): Promise<Delivery[]> {
	let query = connection.tables
		.selectFrom("webhook_delivery")
		.innerJoin("webhook", "webhook.webhook_id", "webhook_delivery.webhook_id")
		.selectAll("webhook_delivery")
		.select(["webhook.url", "webhook.alert_id"])
		.orderBy("webhook_delivery.created_at", "desc")
		.orderBy("delivery_id")
		.limit(page.limit);
	if (page.webhookId !== undefined)
		query = query.where("webhook_delivery.webhook_id", "=", page.webhookId);
	return (await query.execute()).map((row) => ({
		deliveryId: row.delivery_id,
		webhookId: row.webhook_id,
		url: row.url,
		reportId: row.report_id ?? undefined,
		alertId: row.alert_id ?? undefined,
		event: row.event,
		body: row.body,
		state: row.state,
		attempts: row.attempts,
		createdAt: row.created_at,
		lastAttemptAt: row.last_attempt_at ?? undefined,
		nextAttemptAt: row.next_attempt_at ?? undefined,
		lastStatus: row.last_status ?? undefined,
		lastError: row.last_error ?? undefined,
		deliveredAt: row.delivered_at ?? undefined,
	}));
}

/** A delivery that is still to be made, with all that it takes. */
export interface PendingDelivery {
	readonly deliveryId: string;
	readonly webhookId: string;
	readonly url: string;
	readonly secret: string;
	readonly body: string;
	readonly attempts: number;
	readonly nextAttemptAt: Instant;
	/** Why its webhook is told nothing any more. */
	readonly disabledBecause: string | undefined;
}

/** Lets nobody else try a delivery until the transaction ends; `undefined` when it is not pending. */
export async function lockPendingDelivery(
	tx: Transaction,
	deliveryId: string,
): Promise<PendingDelivery | undefined> {
	const row = await tx.tables
		.selectFrom("webhook_delivery")
		.innerJoin("webhook", "webhook.webhook_id", "webhook_delivery.webhook_id")
		.select(["webhook.webhook_id", "url", "secret", "disabled_because"])
		.select(["body", "attempts", "next_attempt_at"])
		.where("delivery_id", "=", deliveryId)
		.where("state", "=", "pending")
		.forUpdate("webhook_delivery")
		.executeTakeFirst();
	return (
		row && {
			deliveryId,
			webhookId: row.webhook_id,
			url: row.url,
			secret: row.secret,
			body: row.body,
			attempts: row.attempts,
			nextAttemptAt: row.next_attempt_at as Instant,
			disabledBecause: row.disabled_because ?? undefined,
		}
	);
}

/** One attempt at a delivery, by its number from 1. */
export interface DeliveryAttempt {
	readonly deliveryId: string;
	readonly attempt: number;
}

/**
 * Begins the next attempt at a delivery that is locked. Nobody begins another before `lostAt`, and
 * whoever does then takes over from it.
 */
export async function beginAttempt(
	tx: Transaction,
	{ deliveryId, attempt }: DeliveryAttempt,
	{ at, lostAt }: { readonly at: Instant; readonly lostAt: Instant },
): Promise<void> {
	await tx.tables
		.updateTable("webhook_delivery")
		.set({
			attempts: attempt,
			last_attempt_at: instantValue(at),
			next_attempt_at: instantValue(lostAt),
		})
		.where("delivery_id", "=", deliveryId)
		.execute();
}

/** How an attempt ends. */
export type AttemptEnd = {
	/** The HTTP status of the answer; `undefined` when there was none. */
	readonly status: number | undefined;
} & (
	| { readonly state: "delivered"; readonly at: Instant }
	| { readonly state: "pending"; readonly error: string; readonly nextAttemptAt: Instant }
	| { readonly state: "failed"; readonly error: string }
);

/** Writes down how an attempt ended. `false` when it has no effect: it is not the newest one any more. */
export async function endAttempt(
	tx: Transaction,
	{ deliveryId, attempt }: DeliveryAttempt,
	end: AttemptEnd,
): Promise<boolean> {
	const { numUpdatedRows } = await tx.tables
		.updateTable("webhook_delivery")
		.set({
			state: end.state,
			last_status: end.status ?? null,
			last_error: end.state === "delivered" ? null : end.error,
			next_attempt_at: end.state === "pending" ? instantValue(end.nextAttemptAt) : null,
			delivered_at: end.state === "delivered" ? instantValue(end.at) : null,
		})
		.where("delivery_id", "=", deliveryId)
		.where("attempts", "=", attempt)
		.where("state", "=", "pending")
		.executeTakeFirstOrThrow();
	return numUpdatedRows > 0n;
}

/** Ends a delivery that is locked as failed, without another attempt. */
export async function failDelivery(
	tx: Transaction,
	deliveryId: string,
	error: string,
): Promise<void> {
	await tx.tables
		.updateTable("webhook_delivery")
		.set({ state: "failed", last_error: error, next_attempt_at: null })
		.where("delivery_id", "=", deliveryId)
		.execute();
}

/** Pending deliveries that came due before an instant, the most overdue first. */
export async function manyOverdueDeliveries(
	connection: Connection,
	before: Instant,
	limit: number,
): Promise<string[]> {
	const rows = await connection.tables
		.selectFrom("webhook_delivery")
		.select("delivery_id")
		.where("state", "=", "pending")
		.where("next_attempt_at", "<", instantValue(before) as never)
		.orderBy("next_attempt_at")
		.limit(limit)
		.execute();
	return rows.map(({ delivery_id }) => delivery_id);
}

/** Deletes what was created before an instant, whatever became of it; returns how many. */
export async function deleteDeliveriesBefore(
	connection: Connection,
	before: Instant,
): Promise<number> {
	const { numDeletedRows } = await connection.tables
		.deleteFrom("webhook_delivery")
		.where("created_at", "<", instantValue(before) as never)
		.executeTakeFirstOrThrow();
	return Number(numDeletedRows);
}
