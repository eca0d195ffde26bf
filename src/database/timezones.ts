import { sql } from "kysely";
import type { Transaction } from "./engine/database.ts";
import type { StoreKey } from "./stores.ts";

/** A store and the IANA zone that it is in; null for the default one. */
export interface StoreTimezone {
	readonly storeKey: StoreKey;
	readonly timezone: string | null;
}

/** Sets the zones of the stores given, each named once; those of all others stay. */
export async function replaceTimezones(
	tx: Transaction,
	timezones: readonly StoreTimezone[],
): Promise<void> {
	if (timezones.length === 0) return;
	// Locked in the order of the ids, as whoever writes polls does.
	await sql`
		update store
		set timezone = replaced.timezone
		from (
			select store.store_key, given.timezone
			from unnest(
				${timezones.map(({ storeKey }) => storeKey)}::int[],
				${timezones.map(({ timezone }) => timezone)}::text[]
			) as given (store_key, timezone)
			join store on store.store_key = given.store_key
			where store.timezone is distinct from given.timezone
			order by store.store_id
			for no key update of store
		) as replaced
		where store.store_key = replaced.store_key
	`.execute(tx.tables);
}
