import { sql } from "kysely";
import type { SalesPerHour } from "../core/lost-sales.ts";
import type { StoreDetails } from "../core/store-details.ts";
import type { StoreId } from "../core/store-id.ts";
import type { Connection, Transaction } from "./engine/database.ts";
import { countFleetChange } from "./fleet-changes.ts";
import { readSalesPerHour, salesPerHourValue } from "./sales-per-hour.ts";
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
	readonly city: string | null;
	readonly salesPerHour: SalesPerHour | null;
}

/** The store with an id, which must be text that the database can hold; `undefined` when there is none. */
export async function maybeDescribedStore(
	connection: Connection,
	storeId: StoreId,
): Promise<StoreDescription | undefined> {
	const row = await connection.tables
		.selectFrom("store")
		.select(["store_key", "timezone", "name", "group_name", "city", "sales_per_hour"])
		.where("store_id", "=", storeId)
		.executeTakeFirst();
	if (row === undefined) return undefined;
	const { store_key: storeKey, group_name: group, sales_per_hour: sales, ...said } = row;
	return {
		storeKey,
		group,
		salesPerHour: sales === null ? null : readSalesPerHour(sales),
		...said,
	};
}

/**
 * Replaces the details of the stores given, each named once, by what is said of them, and keeps what
 * nothing is said of. Stores that this would not change are not written to.
 */
export async function replaceStoreDetails(
	tx: Transaction,
	stores: readonly KeyedStoreDetails[],
): Promise<void> {
	if (stores.length === 0) return;
	// Locked in the order of the ids, as whoever writes polls does.
	const { numAffectedRows = 0n } = await sql`
		update store
		set
			name = replaced.name,
			group_name = replaced.group_name,
			city = replaced.city,
			sales_per_hour = replaced.sales_per_hour
		from (
			select store.store_key, wanted.*
			from unnest(
				${stores.map(({ storeKey }) => storeKey)}::int[],
				${stores.map(({ name }) => name !== undefined)}::boolean[],
				${stores.map(({ name }) => name ?? null)}::text[],
				${stores.map(({ group }) => group !== undefined)}::boolean[],
				${stores.map(({ group }) => group ?? null)}::text[],
				${stores.map(({ city }) => city !== undefined)}::boolean[],
				${stores.map(({ city }) => city ?? null)}::text[],
				${stores.map(({ salesPerHour }) => salesPerHour !== undefined)}::boolean[],
				${stores.map(({ salesPerHour }) => salesPerHourValue(salesPerHour))}::text[]
			) as given (
				store_key, says_name, name, says_group, group_name, says_city, city, says_sales, sales
			)
			join store on store.store_key = given.store_key
			cross join lateral (
				select
					case when given.says_name then given.name else store.name end as name,
					case when given.says_group then given.group_name else store.group_name end as group_name,
					case when given.says_city then given.city else store.city end as city,
					case
						when given.says_sales then given.sales::numeric(16, 4)
						else store.sales_per_hour
					end as sales_per_hour
			) as wanted
			where (store.name, store.group_name, store.city, store.sales_per_hour)
				is distinct from (wanted.name, wanted.group_name, wanted.city, wanted.sales_per_hour)
			order by store.store_id
			for no key update of store
		) as replaced
		where store.store_key = replaced.store_key
	`.execute(tx.tables);
	if (numAffectedRows > 0n) await countFleetChange(tx);
}
