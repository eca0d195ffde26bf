import type { Instant } from "../core/instant.ts";
import type { StoreId } from "../core/store-id.ts";
import { CopyReader } from "./engine/binary-copy.ts";
import type { Connection } from "./engine/database.ts";
import { textLiteral } from "./sql-literal.ts";
import type { StoreKey } from "./stores.ts";

/** A store with all that its own row says of it. */
export interface KnownStore {
	readonly storeKey: StoreKey;
	readonly storeId: StoreId;
	/** What people call it; `undefined` when nothing said so. */
	readonly name: string | undefined;
	readonly group: string | undefined;
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
	const { after, limit } = page;
	const reader = new CopyReader(
		await connection.copyOut(`
			select store_key, store_id, name, group_name, timezone, first_poll_at, last_poll_at
			from store
			${after === undefined ? "" : `where store_id > ${textLiteral(after)}`}
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
