import { ClosureCalendar } from "../core/closures.ts";
import type { UtcDay } from "../core/instant.ts";
import { isPrintable, type StoreId } from "../core/store-id.ts";
import { StoreZone } from "../core/store-zone.ts";
import type { Database } from "../database/engine/database.ts";
import type { KnownStore } from "../database/known-stores.ts";
import type { DaySpan } from "../database/store-day.ts";
import { maybeStoreRecord } from "../database/store-record.ts";
import { Refusal } from "./refusal.ts";
import type { NotedClosure, WithHistory } from "./store-histories.ts";

/** One store with all that is to be known of it, and its polls of some days. */
export interface ReadStore extends KnownStore, WithHistory {
	/** The planned closures that hold for all stores. */
	readonly closuresOfAll: readonly NotedClosure[];
	/** The first day of which all polls are there; `undefined` when none were dropped. */
	readonly keptFrom: UtcDay | undefined;
}

/** Reads one store, all of it in one snapshot. Refuses as not found when there is none with this id. */
export async function readStore(
	database: Database,
	storeId: StoreId,
	{ days, defaultZone }: { readonly days: DaySpan; readonly defaultZone: string },
): Promise<ReadStore> {
	// No store has an id that cannot be printed, and the database takes no text with some of them.
	const record = isPrintable(storeId) ? await maybeStoreRecord(database, storeId, days) : undefined;
	if (record === undefined) throw new Refusal("not_found", "There is no store with this id.");
	const { hours, timezones, specialHours, closures, ...store } = record;
	const calendar = new ClosureCalendar(closures);
	return {
		...store,
		schedule: { hours, specialHours, closures: calendar.of(store.storeKey) },
		zone: new StoreZone(timezones, defaultZone),
		ownClosures: calendar.ownOf(store.storeKey),
		closuresOfAll: calendar.ofAll,
	};
}
