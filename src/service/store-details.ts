import type {
	DetailsRequest,
	StoreDetails as StoreDetailsDocument,
	StoreTimezone,
} from "../contract/tables.ts";
import { Dated, FROM_THE_BEGINNING } from "../core/dated.ts";
import { formatLocalDay, type LocalDay } from "../core/local-time.ts";
import type { StoreDetails } from "../core/store-details.ts";
import type { StoreId } from "../core/store-id.ts";
import { readStores } from "../csv/stores.ts";
import { replaceStoreDetails } from "../database/store-details.ts";
import { readTimezones, replaceTimezones } from "../database/timezones.ts";
import type { ServiceContext } from "./context.ts";
import { changeStore, knownStore } from "./known-store.ts";
import { maybeSalesPerHour } from "./lost-sales-document.ts";
import { OWN_STORE, readOwnRows } from "./own-rows.ts";

/** The zones that a store is in, one after the other. Refuses as not found when nobody knows the store. */
export async function timezonesOf(
	{ database }: ServiceContext,
	storeId: StoreId,
): Promise<StoreTimezone> {
	const { storeKey, timezone } = await knownStore(database, storeId);
	const stores = [{ storeKey, timezone: timezone ?? undefined }];
	const [timezones = Dated.none] = await readTimezones(database, stores);
	const changes = timezones.versions.filter(({ validFrom }) => validFrom !== FROM_THE_BEGINNING);
	return {
		store_id: storeId,
		timezone,
		changes: changes.map(({ validFrom, value }) => ({
			valid_from: formatLocalDay(validFrom),
			timezone: value ?? null,
		})),
	};
}

/**
 * Sets the zone that a store is in from a date on; null for the default one. What was said of that date and of
 * later ones is no more.
 */
export async function setTimezoneOf(
	context: ServiceContext,
	storeId: StoreId,
	{ timezone, validFrom }: { readonly timezone: string | null; readonly validFrom: LocalDay },
): Promise<void> {
	const timezones = Dated.of([{ validFrom, value: timezone ?? undefined }]);
	await changeStore(context, storeId, (tx, storeKey) =>
		replaceTimezones(tx, [{ storeKey, timezones }]),
	);
}

/**
 * Sets what is said of a store; null for nothing, and what is left out stays. Returns what is then known of
 * it. Throws `InvalidRows` when a name, or what it sells, cannot be that.
 */
export async function setDetailsOf(
	context: ServiceContext,
	storeId: StoreId,
	row: DetailsRequest,
): Promise<StoreDetailsDocument> {
	const { stores } = await readOwnRows([row], readStores);
	const details = stores.get(OWN_STORE) as StoreDetails;
	await changeStore(context, storeId, (tx, storeKey) =>
		replaceStoreDetails(tx, [{ storeKey, ...details }]),
	);
	const { name, group, city, salesPerHour } = await knownStore(context.database, storeId);
	return { store_id: storeId, name, group, city, sales_per_hour: maybeSalesPerHour(salesPerHour) };
}
