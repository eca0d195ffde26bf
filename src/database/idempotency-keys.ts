import { sql } from "kysely";
import type { Instant } from "../core/instant.ts";
import type { Connection, Transaction } from "./engine/database.ts";
import { instantValue } from "./instant-value.ts";

/** What a request is sent again by: a key, which belongs to whoever sent it. */
export interface IdempotencyKey {
	/** The id of the sender's API key; empty for senders without one. */
	readonly owner: string;
	readonly key: string;
}

/** A request that was answered, as far as it must be known when it comes again. */
export interface AnsweredRequest {
	/** Equal for equal requests. */
	readonly fingerprint: string;
	/** The report that is the answer. */
	readonly reportId: string;
}

/** The request that a key stands for; `undefined` when there is none, or none any more. */
export async function maybeAnsweredRequest(
	connection: Connection,
	{ owner, key }: IdempotencyKey,
	now: Instant,
): Promise<AnsweredRequest | undefined> {
	const row = await connection.tables
		.selectFrom("idempotency_key")
		.select(["fingerprint", "report_id"])
		.where("owner", "=", owner)
		.where("idempotency_key", "=", key)
		.where("expires_at", ">", instantValue(now) as never)
		.executeTakeFirst();
	return row && { fingerprint: row.fingerprint, reportId: row.report_id };
}

/**
 * Has a key stand for a request that is answered in this transaction; whoever sends it at the same time
 * waits for the transaction's end. When it stands for one already, that is returned, and nothing is
 * changed.
 */
export async function keepRequest(
	tx: Transaction,
	{ owner, key }: IdempotencyKey,
	request: AnsweredRequest & { readonly now: Instant; readonly expiresAt: Instant },
): Promise<AnsweredRequest | undefined> {
	const { fingerprint, reportId, now, expiresAt } = request;
	for (;;) {
		const { rows } = await sql`
			insert into idempotency_key (owner, idempotency_key, fingerprint, report_id, expires_at)
			values (${owner}, ${key}, ${fingerprint}, ${reportId}, ${instantValue(expiresAt)})
			on conflict (owner, idempotency_key) do update
			set
				fingerprint = excluded.fingerprint,
				report_id = excluded.report_id,
				expires_at = excluded.expires_at
			where idempotency_key.expires_at <= ${instantValue(now)}
			returning report_id
		`.execute(tx.tables);
		if (rows.length > 0) return undefined;
		const answered = await maybeAnsweredRequest(tx, { owner, key }, now);
		// None: it was deleted in the meantime, and there is room for this one.
		if (answered !== undefined) return answered;
	}
}

/** Has a key that was kept in this transaction stand for a request that another report answers. */
export async function answerRequestWith(
	tx: Transaction,
	{ owner, key }: IdempotencyKey,
	reportId: string,
): Promise<void> {
	await tx.tables
		.updateTable("idempotency_key")
		.set({ report_id: reportId })
		.where("owner", "=", owner)
		.where("idempotency_key", "=", key)
		.execute();
}

/** Deletes the keys that stand for nothing any more; returns how many. */
export async function deleteExpiredKeys(connection: Connection, now: Instant): Promise<number> {
	const { numDeletedRows } = await connection.tables
		.deleteFrom("idempotency_key")
		.where("expires_at", "<=", instantValue(now) as never)
		.executeTakeFirstOrThrow();
	return Number(numDeletedRows);
}
