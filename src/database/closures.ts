import { type RawBuilder, sql } from "kysely";
import type { Closure } from "../core/closures.ts";
import type { Instant } from "../core/instant.ts";
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
