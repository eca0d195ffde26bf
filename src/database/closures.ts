import { type RawBuilder, sql } from "kysely";
import type { Closure } from "../core/closures.ts";
import type { Instant, Range } from "../core/instant.ts";
import type { StoreId } from "../core/store-id.ts";
import type { Connection, Transaction } from "./engine/database.ts";
import { instantValue } from "./instant-value.ts";
import type { StoreKey } from "./stores.ts";

/** A planned closure with its reason; of all stores where `store` is undefined. */
export interface PlannedClosure extends Closure<StoreKey> {
	readonly reason: string;
}

/** Adds closures, each once; one that is there already with its store and times takes the reason. */
export async function saveClosures(
	tx: Transaction,
	closures: readonly PlannedClosure[],
): Promise<void> {
	if (closures.length === 0) return;
	await sql`
		insert into closure as stored (store_key, from_at, to_at, reason)
		select store_key, from_at, to_at, reason
		from unnest(
			${closures.map(({ store }) => store ?? null)}::int[],
			${closures.map(({ from }) => instantValue(from))}::timestamptz[],
			${closures.map(({ to }) => instantValue(to))}::timestamptz[],
			${closures.map(({ reason }) => reason)}::text[]
		) as planned (store_key, from_at, to_at, reason)
		order by store_key nulls first, from_at, to_at
		on conflict (store_key, from_at, to_at) do update set reason = excluded.reason
		where stored.reason <> excluded.reason
	`.execute(tx.tables);
}

/** Does away with the closures that a store has of its own, but for those with the same times as these. */
export async function deleteClosuresExcept(
	tx: Transaction,
	storeKey: StoreKey,
	kept: readonly Range[],
): Promise<void> {
	await sql`
		delete from closure
		where store_key = ${storeKey}
			and (from_at, to_at) not in (
				select from_at, to_at
				from unnest(
					${kept.map(({ from }) => instantValue(from))}::timestamptz[],
					${kept.map(({ to }) => instantValue(to))}::timestamptz[]
				) as kept (from_at, to_at)
			)
	`.execute(tx.tables);
}

/** Does away with a closure; `false` when there is none. */
export async function deleteClosure(connection: Connection, closureKey: number): Promise<boolean> {
	const { numDeletedRows } = await connection.tables
		.deleteFrom("closure")
		.where("closure_key", "=", closureKey)
		.executeTakeFirstOrThrow();
	return numDeletedRows > 0n;
}

/** A closure as it is listed. */
export interface ListedClosure extends Range {
	readonly closureKey: number;
	/** `undefined` for one of all stores. */
	readonly storeId: StoreId | undefined;
	readonly reason: string;
}

/** Closures of all stores and of single ones, in the order in which they were entered. */
export async function manyListedClosures(
	connection: Connection,
	page: {
		/** Only those that a store has of its own. */
		readonly storeKey?: StoreKey | undefined;
		readonly after?: number | undefined;
		readonly limit?: number | undefined;
	},
): Promise<ListedClosure[]> {
	const { storeKey, after, limit } = page;
	let query = connection.tables
		.selectFrom("closure")
		.leftJoin("store", "store.store_key", "closure.store_key")
		.select(["closure_key", "store_id", "from_at", "to_at", "reason"])
		.orderBy("closure_key");
	if (storeKey !== undefined) query = query.where("closure.store_key", "=", storeKey);
	if (after !== undefined) query = query.where("closure_key", ">", after);
	if (limit !== undefined) query = query.limit(limit);
	return (await query.execute()).map((row) => ({
		closureKey: row.closure_key,
		storeId: row.store_id ?? undefined,
		from: row.from_at,
		to: row.to_at,
		reason: row.reason,
	}));
}

/** All closures that single stores of these have of their own. */
export function manyClosuresOf(
	connection: Connection,
	storeKeys: readonly StoreKey[],
): Promise<PlannedClosure[]> {
	return readClosures(connection, sql`store_key = any(${[...storeKeys]}::int[])`);
}

/** All closures of all stores. */
export function manyClosuresOfAll(connection: Connection): Promise<PlannedClosure[]> {
	return readClosures(connection, sql`store_key is null`);
}

async function readClosures(
	connection: Connection,
	condition: RawBuilder<unknown>,
): Promise<PlannedClosure[]> {
	const { rows } = await sql<{
		store_key: StoreKey | null;
		from_at: Instant;
		to_at: Instant;
		reason: string;
	}>`
		select store_key, from_at, to_at, reason
		from closure
		where ${condition}
		order by store_key nulls first, from_at, to_at
	`.execute(connection.tables);
	return rows.map(({ store_key, from_at, to_at, reason }) => ({
		store: store_key ?? undefined,
		from: from_at,
		to: to_at,
		reason,
	}));
}
