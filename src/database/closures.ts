import { type RawBuilder, sql } from "kysely";
import type { ClosureNote, PlannedClosure } from "../core/closures.ts";
import type { Instant, Range } from "../core/instant.ts";
import type { StoreId } from "../core/store-id.ts";
import type { Connection, Transaction } from "./engine/database.ts";
import { countFleetChange } from "./fleet-changes.ts";
import { instantValue } from "./instant-value.ts";
import type { StoreKey } from "./stores.ts";

/** A planned closure of the store with a key, or of all. */
export type KeyedClosure = PlannedClosure<StoreKey>;

/** Adds closures, each once; one that is there already with its store and times takes the reason, and the author where one is named. */
export async function saveClosures(
	tx: Transaction,
	closures: readonly KeyedClosure[],
): Promise<void> {
	if (closures.length === 0) return;
	const { numAffectedRows = 0n } = await sql`
		insert into closure as stored (store_key, from_at, to_at, reason, author)
		select store_key, from_at, to_at, reason, author
		from unnest(
			${closures.map(({ store }) => store ?? null)}::int[],
			${closures.map(({ from }) => instantValue(from))}::timestamptz[],
			${closures.map(({ to }) => instantValue(to))}::timestamptz[],
			${closures.map(({ reason }) => reason)}::text[],
			${closures.map(({ author }) => author ?? null)}::text[]
		) as planned (store_key, from_at, to_at, reason, author)
		order by store_key nulls first, from_at, to_at
		on conflict (store_key, from_at, to_at) do update
		set reason = excluded.reason, author = coalesce(excluded.author, stored.author)
		where stored.reason <> excluded.reason
			or stored.author is distinct from coalesce(excluded.author, stored.author)
	`.execute(tx.tables);
	if (numAffectedRows > 0n) await countFleetChange(tx);
}

/** Does away with the closures that a store has of its own, but for those with the same times as these. */
export async function deleteClosuresExcept(
	tx: Transaction,
	storeKey: StoreKey,
	kept: readonly Range[],
): Promise<void> {
	const { numAffectedRows = 0n } = await sql`
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
	if (numAffectedRows > 0n) await countFleetChange(tx);
}

/** Does away with a closure; `false` when there is none. */
export async function deleteClosure(tx: Transaction, closureKey: number): Promise<boolean> {
	const { numDeletedRows } = await tx.tables
		.deleteFrom("closure")
		.where("closure_key", "=", closureKey)
		.executeTakeFirstOrThrow();
	if (numDeletedRows > 0n) await countFleetChange(tx);
	return numDeletedRows > 0n;
}

/** A closure as it is listed. */
export interface ListedClosure extends Range, ClosureNote {
	readonly closureKey: number;
	/** `undefined` for one of all stores. */
	readonly storeId: StoreId | undefined;
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
		.select(["closure_key", "store_id", "from_at", "to_at", "reason", "author"])
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
		author: row.author ?? undefined,
	}));
}

/** All closures that single stores of these have of their own. */
export function manyClosuresOf(
	connection: Connection,
	storeKeys: readonly StoreKey[],
): Promise<KeyedClosure[]> {
	return readClosures(connection, sql`store_key = any(${[...storeKeys]}::int[])`);
}

/** All closures of all stores. */
export function manyClosuresOfAll(connection: Connection): Promise<KeyedClosure[]> {
	return readClosures(connection, sql`store_key is null`);
}

async function readClosures(
	connection: Connection,
	condition: RawBuilder<unknown>,
): Promise<KeyedClosure[]> {
	const { rows } = await sql<{
		store_key: StoreKey | null;
		from_at: Instant;
		to_at: Instant;
		reason: string;
		author: string | null;
	}>`
		select store_key, from_at, to_at, reason, author
		from closure
		where ${condition}
		order by store_key nulls first, from_at, to_at
	`.execute(connection.tables);
	return rows.map(({ store_key, from_at, to_at, reason, author }) => ({
		store: store_key ?? undefined,
		from: from_at,
		to: to_at,
		reason,
		author: author ?? undefined,
	}));
}
