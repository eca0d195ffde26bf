import { sql } from "kysely";
import { Dated, FROM_THE_BEGINNING, type Version } from "../core/dated.ts";
import { CopyReader, int4ArrayValue } from "./engine/binary-copy.ts";
import type { Connection, Transaction } from "./engine/database.ts";
import { countFleetChange } from "./fleet-changes.ts";
import { intArrayLiteral } from "./sql-literal.ts";
import type { StoreKey } from "./stores.ts";
import { deleteReplacedVersions } from "./versions.ts";

/** A store and the IANA zones that it is in; without one on a date, it is in the default zone. */
export interface StoreTimezones {
	readonly storeKey: StoreKey;
	readonly timezones: Dated<string>;
}

/**
 * Replaces the zones of the stores given, each named once, from the first date on that is named for it;
 * earlier ones stay, and so do those of all other stores. The stores' rows must be locked.
 */
export async function replaceTimezones(
	tx: Transaction,
	stores: readonly StoreTimezones[],
): Promise<void> {
	if (stores.length === 0) return;
	await deleteReplacedVersions(
		tx,
		"timezone_change",
		stores.map(({ storeKey, timezones }) => ({
			storeKey,
			from: timezones.versions[0]?.validFrom,
			writtenOver: timezones.changes,
		})),
	);
	const versions = stores.flatMap(({ storeKey, timezones }) =>
		timezones.versions.map((version) => ({ storeKey, ...version })),
	);
	await setFirstTimezones(
		tx,
		versions.filter(({ validFrom }) => validFrom === FROM_THE_BEGINNING),
	);
	await setChanges(
		tx,
		versions.filter(({ validFrom }) => validFrom !== FROM_THE_BEGINNING),
	);
}

interface StoreVersion extends Version<string> {
	readonly storeKey: StoreKey;
}

async function setFirstTimezones(
	tx: Transaction,
	versions: readonly StoreVersion[],
): Promise<void> {
	if (versions.length === 0) return;
	// Locked in the order of the ids, as whoever writes polls does.
	const { numAffectedRows = 0n } = await sql`
		update store
		set timezone = replaced.timezone
		from (
			select store.store_key, given.timezone
			from unnest(
				${versions.map(({ storeKey }) => storeKey)}::int[],
				${versions.map(({ value }) => value ?? null)}::text[]
			) as given (store_key, timezone)
			join store on store.store_key = given.store_key
			where store.timezone is distinct from given.timezone
			order by store.store_id
			for no key update of store
		) as replaced
		where store.store_key = replaced.store_key
	`.execute(tx.tables);
	if (numAffectedRows > 0n) await countFleetChange(tx);
}

async function setChanges(tx: Transaction, versions: readonly StoreVersion[]): Promise<void> {
	if (versions.length === 0) return;
	const { numAffectedRows = 0n } = await sql`
		insert into timezone_change as stored (store_key, valid_from, timezone)
		select store_key, date '1970-01-01' + day, timezone
		from unnest(
			${int4ArrayValue(versions.map(({ storeKey }) => storeKey))}::int[],
			${int4ArrayValue(versions.map(({ validFrom }) => validFrom))}::int[],
			${versions.map(({ value }) => value ?? null)}::text[]
		) as given (store_key, day, timezone)
		on conflict (store_key, valid_from) do update
		set timezone = excluded.timezone
		where stored.timezone is distinct from excluded.timezone
	`.execute(tx.tables);
	if (numAffectedRows > 0n) await countFleetChange(tx);
}

/** A store with the zone that it is in before all changes; `undefined` for the default. */
export interface StoreInTimezone {
	readonly storeKey: StoreKey;
	readonly timezone: string | undefined;
}

/** Reads the zones of stores, one for each given, from the beginning on. */
export async function readTimezones(
	connection: Connection,
	stores: readonly StoreInTimezone[],
): Promise<Dated<string>[]> {
	if (stores.length === 0) return [];
	const reader = new CopyReader(
		await connection.copyOut(`
			select store_key, valid_from, timezone
			from timezone_change
			where store_key = any(${intArrayLiteral(stores.map(({ storeKey }) => storeKey))})
		`),
	);
	const changesOf = new Map<StoreKey, Version<string>[]>();
	while (reader.nextRow()) {
		const storeKey = reader.int4();
		const validFrom = reader.date();
		const value = reader.isNull() ? undefined : reader.text();
		changesOf.set(storeKey, [...(changesOf.get(storeKey) ?? []), { validFrom, value }]);
	}
	return stores.map(({ storeKey, timezone }) =>
		datedTimezone(timezone, changesOf.get(storeKey) ?? []),
	);
}

/** The zone before all changes, and these. */
export function datedTimezone(
	timezone: string | undefined,
	changes: readonly Version<string>[],
): Dated<string> {
	return Dated.of([{ validFrom: FROM_THE_BEGINNING, value: timezone }, ...changes]);
}
