import type { Instant } from "../core/instant.ts";
import type { SalesPerHour } from "../core/lost-sales.ts";
import type { StoreId } from "../core/store-id.ts";
import { CopyReader } from "./engine/binary-copy.ts";
import type { Connection } from "./engine/database.ts";
import { instantValue } from "./instant-value.ts";
import { readSalesPerHour } from "./sales-per-hour.ts";
import { textArrayLiteral, textLiteral } from "./sql-literal.ts";
import type { StoreKey } from "./stores.ts";

/** A store with all that its own row says of it. */
export interface KnownStore {
	readonly storeKey: StoreKey;
	readonly storeId: StoreId;
	/** What people call it; `undefined` when nothing said so. */
	readonly name: string | undefined;
	readonly group: string | undefined;
	readonly city: string | undefined;
	/** What it sells in an hour in which it is open; `undefined` when nothing said so. */
	readonly salesPerHour: SalesPerHour | undefined;
	/** Its own zone before all changes; `undefined` for the default. */
	readonly timezone: string | undefined;
	/** `undefined` for a store that was never polled. */
	readonly firstPollAt: Instant | undefined;
	readonly lastPollAt: Instant | undefined;
}

/** The next stores by id, byte by byte, polled or not; from the first on without `after`. */
export async function manyKnownStores(
	connection: Connection,
	page: { readonly after?: StoreId | undefined; readonly limit: number },
): Promise<KnownStore[]> {
	return readStores(connection, "true", page);
}

/** Those stores that there are with these ids, which must be text that the database can hold. */
export async function manyStoresWithIds(
	connection: Connection,
	storeIds: readonly StoreId[],
): Promise<KnownStore[]> {
	const condition = `store_id = any(${textArrayLiteral(storeIds)})`;
	return readStores(connection, condition, { limit: storeIds.length });
}

/** The next stores by id, byte by byte, that had not been polled by an instant; of a group, when one is given. */
export async function manyUnpolledStores(
	connection: Connection,
	page: {
		readonly asOf: Instant;
		readonly group: string | undefined;
		readonly after?: StoreId | undefined;
		readonly limit: number;
	},
): Promise<KnownStore[]> {
	const { asOf, group } = page;
	const polledLater = `first_poll_at > ${textLiteral(instantValue(asOf))}`;
	const ofGroup = group === undefined ? "" : `and group_name = ${textLiteral(group)}`;
	return readStores(connection, `(first_poll_at is null or ${polledLater}) ${ofGroup}`, page);
}

async function readStores(
	connection: Connection,
	condition: string,
	{ after, limit }: { readonly after?: StoreId | undefined; readonly limit: number },
): Promise<KnownStore[]> {
	const reader = new CopyReader(
		await connection.copyOut(`
			select
				store_key, store_id, name, group_name, city, sales_per_hour::text, timezone,
				first_poll_at, last_poll_at
			from store
			where ${condition}
				${after === undefined ? "" : `and store_id > ${textLiteral(after)}`}
			order by store_id
			limit ${limit}
		`),
	);
	const stores: KnownStore[] = [];
	while (reader.nextRow())
		stores.push({
			storeKey: reader.int4(),
			storeId: reader.text(),
			name: maybeText(reader),
			group: maybeText(reader),
			city: maybeText(reader),
			salesPerHour: reader.isNull() ? undefined : readSalesPerHour(reader.text()),
			timezone: maybeText(reader),
			firstPollAt: maybeInstant(reader),
			lastPollAt: maybeInstant(reader),
		});
	return stores;
}

function maybeText(reader: CopyReader): string | undefined {
	return reader.isNull() ? undefined : reader.text();
}

function maybeInstant(reader: CopyReader): Instant | undefined {
	return reader.isNull() ? undefined : reader.instant();
}
