import { isPrintable, type StoreId } from "../core/store-id.ts";
import type { Connection, Transaction } from "../database/engine/database.ts";
import { maybeDescribedStore, type StoreDescription } from "../database/store-details.ts";
import type { StoreKey } from "../database/stores.ts";
import { takeStores } from "../database/write-polls.ts";
import type { ServiceContext } from "./context.ts";
import { Refusal } from "./refusal.ts";

/** Looks a store up by its id. Refuses as not found when nobody knows it. */
export async function knownStore(
	connection: Connection,
	storeId: StoreId,
): Promise<StoreDescription> {
	// No store has an id that cannot be printed, and the database takes no text with some of them.
	const store = isPrintable(storeId) ? await maybeDescribedStore(connection, storeId) : undefined;
	if (store === undefined) throw new Refusal("not_found", "There is no store with this id.");
	return store;
}

/** Changes what is known of a store; one that is not known yet is made. Its row is locked meanwhile. */
export async function changeStore(
	{ database, fleetReadings }: ServiceContext,
	storeId: StoreId,
	change: (tx: Transaction, storeKey: StoreKey) => Promise<void>,
): Promise<void> {
	await database.transaction(async (tx) => {
		const [store] = await takeStores(tx, [{ storeId, polls: new Float64Array(0) }]);
		if (store !== undefined) await change(tx, store.storeKey);
	});
	fleetReadings.invalidate();
}
