import { type Selectable, sql } from "kysely";
import type { DurationMs, Instant } from "../core/instant.ts";
import type { StoreId } from "../core/store-id.ts";
import type { Connection, Transaction } from "./engine/database.ts";
import { instantValue } from "./instant-value.ts";
import type { AlertPolls, Tables } from "./tables.ts";

export type { AlertPolls } from "./tables.ts";

/** Whether polls come in, and while they do not: the newest of them, if there is any. */
export interface PollsCondition {
	readonly polls: AlertPolls;
	readonly stoppedSince: Instant | undefined;
}

/** Who is told when stores are down, and under which conditions. */
export interface NewAlert {
	readonly alertId: string;
	/** Where its messages go; a webhook of its own. */
	readonly webhookId: string;
	/** Only the stores of this group; all without it. */
	readonly group: string | undefined;
	readonly downForMs: DurationMs;
	/** So long before closing nobody is told that a store is down; 0 for never. */
	readonly quietBeforeClosingMs: DurationMs;
	readonly messagesPerHour: number;
	/** How old the newest poll is when it is told that none come in; never without it. */
	readonly pollsStoppedAfterMs: DurationMs | undefined;
	readonly createdAt: Instant;
	readonly condition: PollsCondition;
}

/** An alert, with where it goes and how far its evaluation is. */
export interface Alert extends NewAlert {
	readonly url: string;
	readonly disabledAt: Instant | undefined;
	readonly disabledBecause: string | undefined;
	/** How often it was evaluated. */
	readonly evaluations: number;
	/** Which polls were there when it was evaluated last. */
	readonly evaluatedData: string | undefined;
	/** As of when it was evaluated last. */
	readonly asOf: Instant | undefined;
}

export async function insertAlert(tx: Transaction, alert: NewAlert): Promise<void> {
	await tx.tables
		.insertInto("alert")
		.values({
			alert_id: alert.alertId,
			webhook_id: alert.webhookId,
			group_name: alert.group ?? null,
			down_for_ms: alert.downForMs,
			quiet_before_closing_ms: alert.quietBeforeClosingMs,
			messages_per_hour: alert.messagesPerHour,
			polls_stopped_after_ms: alert.pollsStoppedAfterMs ?? null,
			created_at: instantValue(alert.createdAt),
			...conditionColumns(alert.condition),
		})
		.execute();
}

function conditionColumns({ polls, stoppedSince }: PollsCondition) {
	return {
		polls,
		polls_stopped_since: stoppedSince === undefined ? null : instantValue(stoppedSince),
	};
}

/** All alerts, the newest first. */
export async function manyAlerts(connection: Connection): Promise<Alert[]> {
	const rows = await selectAlerts(connection)
		.orderBy("alert.created_at", "desc")
		.orderBy("alert_id")
		.execute();
	return rows.map(alertOf);
}

/** The alerts that tell somebody something: those whose webhooks are not disabled. */
export async function manyEnabledAlerts(connection: Connection): Promise<Alert[]> {
	const rows = await selectAlerts(connection)
		.where("disabled_at", "is", null)
		.orderBy("alert_id")
		.execute();
	return rows.map(alertOf);
}

export async function maybeAlert(
	connection: Connection,
	alertId: string,
): Promise<Alert | undefined> {
	const row = await selectAlerts(connection)
		.where("alert.alert_id", "=", alertId)
		.executeTakeFirst();
	return row && alertOf(row);
}

function selectAlerts(connection: Connection) {
	return connection.tables
		.selectFrom("alert")
		.innerJoin("webhook", "webhook.webhook_id", "alert.webhook_id")
		.selectAll("alert")
		.select(["webhook.url", "webhook.disabled_at", "webhook.disabled_because"]);
}

function alertOf(
	row: Selectable<Tables["alert"]> &
		Pick<Selectable<Tables["webhook"]>, "url" | "disabled_at" | "disabled_because">,
): Alert {
	return {
		alertId: row.alert_id,
		webhookId: row.webhook_id,
		url: row.url,
		disabledAt: row.disabled_at ?? undefined,
		disabledBecause: row.disabled_because ?? undefined,
		group: row.group_name ?? undefined,
		downForMs: row.down_for_ms,
		quietBeforeClosingMs: row.quiet_before_closing_ms,
		messagesPerHour: row.messages_per_hour,
		pollsStoppedAfterMs: row.polls_stopped_after_ms ?? undefined,
		createdAt: row.created_at,
		condition: { polls: row.polls, stoppedSince: row.polls_stopped_since ?? undefined },
		evaluations: row.evaluations,
		evaluatedData: row.evaluated_data ?? undefined,
		asOf: row.as_of ?? undefined,
	};
}

/** Deletes an alert with its webhook, and all that is known of its messages. `false` when it is not there. */
export async function deleteAlert(connection: Connection, alertId: string): Promise<boolean> {
	const { numDeletedRows } = await connection.tables
		.deleteFrom("webhook")
		.where("alert_id", "=", alertId)
		.executeTakeFirstOrThrow();
	return numDeletedRows > 0n;
}

/**
 * Lets nobody delete an alert's webhook, and with it the alert, until the transaction ends, so that messages
 * to it can be written. `false` when it is not there any more, or is disabled.
 */
export async function holdWebhookOfAlert(tx: Transaction, alertId: string): Promise<boolean> {
	const row = await tx.tables
		.selectFrom("webhook")
		.select("webhook_id")
		.where("alert_id", "=", alertId)
		.where("disabled_at", "is", null)
		.forKeyShare()
		.executeTakeFirst();
	return row !== undefined;
}

/** What an evaluation of an alert leaves behind. */
export interface Evaluation {
	readonly condition: PollsCondition;
	/** Which polls were there; `undefined` when it was not looked at what stores are in. */
	readonly evaluated: { readonly data: string; readonly asOf: Instant } | undefined;
}

/**
 * Writes down that an alert was evaluated, and lets nobody else do so until the transaction ends. `false` when
 * another evaluation was written down since the alert was read: then this one has no effect.
 */
export async function endEvaluation(
	tx: Transaction,
	{ alertId, evaluations }: Pick<Alert, "alertId" | "evaluations">,
	{ condition, evaluated }: Evaluation,
): Promise<boolean> {
	const { numUpdatedRows } = await tx.tables
		.updateTable("alert")
		.set({
			evaluations: evaluations + 1,
			...conditionColumns(condition),
			...(evaluated !== undefined && {
				evaluated_data: evaluated.data,
				as_of: instantValue(evaluated.asOf),
			}),
		})
		.where("alert_id", "=", alertId)
		.where("evaluations", "=", evaluations)
		.executeTakeFirstOrThrow();
	return numUpdatedRows > 0n;
}

/** An outage that an alert told of. */
export interface ToldOutage {
	readonly outageId: string;
	readonly storeId: StoreId;
	/** Its start when it was told. */
	readonly start: Instant;
	/** In a message of its own, or with others in a summary. */
	readonly toldIn: "message" | "summary";
	/** The last instant as of which it went on. */
	readonly seenAt: Instant;
}

/** Writes down outages that are told; of a store that has one going on, none is. */
export async function insertToldOutages(
	tx: Transaction,
	told: { readonly alertId: string; readonly toldAt: Instant },
	outages: readonly ToldOutage[],
): Promise<void> {
	if (outages.length === 0) return;
	await sql`
		insert into alert_outage
			(outage_id, alert_id, store_id, start_at, told_in, told_at, seen_at)
		select outage_id, ${told.alertId}::uuid, store_id, start_at, told_in,
			${instantValue(told.toldAt)}::timestamptz, seen_at
		from unnest(
			${outages.map(({ outageId }) => outageId)}::uuid[],
			${outages.map(({ storeId }) => storeId)}::text[],
			${outages.map(({ start }) => instantValue(start))}::timestamptz[],
			${outages.map(({ toldIn }) => toldIn)}::text[],
			${outages.map(({ seenAt }) => instantValue(seenAt))}::timestamptz[]
		) as told (outage_id, store_id, start_at, told_in, seen_at)
		on conflict do nothing
	`.execute(tx.tables);
}

/** The outages that an alert told of, and of which it does not know that they ended. */
export async function manyOutagesGoingOn(
	connection: Connection,
	alertId: string,
): Promise<ToldOutage[]> {
	const rows = await connection.tables
		.selectFrom("alert_outage")
		.select(["outage_id", "store_id", "start_at", "told_in", "seen_at"])
		.where("alert_id", "=", alertId)
		.where("ended_at", "is", null)
		.execute();
	return rows.map((row) => ({
		outageId: row.outage_id,
		storeId: row.store_id,
		start: row.start_at,
		toldIn: row.told_in,
		seenAt: row.seen_at,
	}));
}

/** Writes down as of when outages still went on. */
export async function seeOutages(
	tx: Transaction,
	outageIds: readonly string[],
	seenAt: Instant,
): Promise<void> {
	if (outageIds.length === 0) return;
	await sql`
		update alert_outage
		set seen_at = ${instantValue(seenAt)}::timestamptz
		where outage_id = any(${[...outageIds]}::uuid[])
	`.execute(tx.tables);
}

/** Writes down that outages ended; further ones of their stores are others. */
export async function endOutages(
	tx: Transaction,
	outageIds: readonly string[],
	endedAt: Instant,
): Promise<void> {
	if (outageIds.length === 0) return;
	await sql`
		update alert_outage
		set ended_at = ${instantValue(endedAt)}::timestamptz
		where outage_id = any(${[...outageIds]}::uuid[])
	`.execute(tx.tables);
}

/** Deletes outages whose end was found before an instant; returns how many. */
export async function deleteOutagesEndedBefore(
	connection: Connection,
	before: Instant,
): Promise<number> {
	const { numDeletedRows } = await connection.tables
		.deleteFrom("alert_outage")
		.where("ended_at", "<", instantValue(before) as never)
		.executeTakeFirstOrThrow();
	return Number(numDeletedRows);
}

/** Which polls there are, so far as a glance at every store tells. */
export interface PollsGlance {
	/** The newest of any store; `undefined` when there is none. */
	readonly newest: Instant | undefined;
	/** Another text whenever any store has a newer poll. */
	readonly data: string;
}

export async function glanceAtPolls(connection: Connection): Promise<PollsGlance> {
	const { rows } = await sql<{ newest: Instant | null; data: string }>`
		select
			max(last_poll_at) as newest,
			count(last_poll_at) || ' ' || coalesce(sum(extract(epoch from last_poll_at)), 0) as data
		from store
	`.execute(connection.tables);
	const { newest, data } = rows[0] as (typeof rows)[number];
	return { newest: newest ?? undefined, data };
}
