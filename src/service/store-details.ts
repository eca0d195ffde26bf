import type { StoreDetails as StoreDetailsDocument, StoreTimezone } from "../contract/tables.ts";
import type { StoreDetails } from "../core/store-details.ts";
import type { StoreId } from "../core/store-id.ts";
import { readStores } from "../csv/stores.ts";
import { replaceStoreDetails } from "../database/store-details.ts";
import { replaceTimezones } from "../database/timezones.ts";
import type { ServiceContext } from "./context.ts";
import { changeStore, knownStore } from "./known-store.ts";
import { OWN_STORE, readOwnRows } from "./own-rows.ts";

/** Sets the zone that a store is in; null for the default one. Returns what is then known of it. */
export async function setTimezoneOf(
	context: ServiceContext,
	storeId: StoreId,
	timezone: string | null,
): Promise<StoreTimezone> {
	await changeStore(context, storeId, (tx, storeKey) =>
		replaceTimezones(tx, [{ storeKey, timezone }]),
	);
	const known = await knownStore(context.database, storeId);
	return { store_id: storeId, timezone: known.timezone };
}

/**
 * Sets what people call a store and the group that it is in; null for none. Returns what is then known of it.
 * Throws `InvalidRows` when a name cannot be one.
 */
export async function setDetailsOf(
	context: ServiceContext,
	storeId: StoreId,
	row: { readonly name: string | null; readonly group: string | null },
): Promise<StoreDetailsDocument> {
	const { stores } = await readOwnRows([row], readStores);
	const details = stores.get(OWN_STORE) as StoreDetails;
	await changeStore(context, storeId, (tx, storeKey) =>
		replaceStoreDetails(tx, [{ storeKey, ...details }]),
	);
	const { name, group } = await knownStore(context.database, storeId);
	return { store_id: storeId, name, group };
}
