import { sql } from "kysely";
import type { StoreDetails } from "../core/store-details.ts";
import type { StoreId } from "../core/store-id.ts";
import type { Connection, Transaction } from "./engine/database.ts";
import type { StoreKey } from "./stores.ts";

/** A store and what is said of it. */
export interface KeyedStoreDetails extends StoreDetails {
	readonly storeKey: StoreKey;
}

/** What a store's own row says of it, but for its polls. */
export interface StoreDescription extends StoreDetails {
	readonly storeKey: StoreKey;
	/** Its own zone before all changes; null for the default one. */
	readonly timezone: string | null;
	readonly name: string | null;
	readonly group: string | null;
}

/** The store with an id, which must be text that the database can hold; `undefined` when there is none. */
export async function maybeDescribedStore(
	connection: Connection,
	storeId: StoreId,
): Promise<StoreDescription | undefined> {
	const row = await connection.tables
		.selectFrom("store")
		.select(["store_key", "timezone", "name", "group_name"])
		.where("store_id", "=", storeId)
		.executeTakeFirst();
	if (row === undefined) return undefined;
	const { store_key: storeKey, group_name: group, ...said } = row;
	return { storeKey, group, ...said };
}

/**
 * Replaces the names and groups of the stores given, each named once, by what is said of them, and
 * keeps what nothing is said of. Stores that this would not change are not written to.
 */
export async function replaceStoreDetails(
	tx: Transaction,
	stores: readonly KeyedStoreDetails[],
): Promise<void> {
	if (stores.length === 0) return;
	// Locked in the order of the ids, as whoever writes polls does.
	await sql`
		update store
		set name = replaced.name, group_name = replaced.group_name
		from (
			select store.store_key, wanted.name, wanted.group_name
			from unnest(
				${stores.map(({ storeKey }) => storeKey)}::int[],
				${stores.map(({ name }) => name !== undefined)}::boolean[],
				${stores.map(({ name }) => name ?? null)}::text[],
				${stores.map(({ group }) => group !== undefined)}::boolean[],
				${stores.map(({ group }) => group ?? null)}::text[]
			) as given (store_key, says_name, name, says_group, group_name)
			join store on store.store_key = given.store_key
			cross join lateral (
				select
					case when given.says_name then given.name else store.name end as name,
					case when given.says_group then given.group_name else store.group_name end as group_name
			) as wanted
			where (store.name, store.group_name) is distinct from (wanted.name, wanted.group_name)
			order by store.store_id
			for no key update of store
		) as replaced
		where store.store_key = replaced.store_key
	`.execute(tx.tables);
}
