import { sql } from "kysely";
import type { Opening, SpecialHours } from "../core/business-hours.ts";
import type { LocalDay } from "../core/local-time.ts";
import { CopyReader, int4ArrayValue, timeArrayValue } from "./engine/binary-copy.ts";
import type { Connection, Transaction } from "./engine/database.ts";
import { countFleetChange } from "./fleet-changes.ts";
import { sliceBounds } from "./slice-bounds.ts";
import { intArrayLiteral } from "./sql-literal.ts";
import type { StoreKey } from "./stores.ts";

/** What holds on one date instead of a store's weekly hours; no opening means closed. */
export interface SpecialDate {
	readonly storeKey: StoreKey;
	readonly day: LocalDay;
	readonly openings: readonly Opening[];
}

const NONE: SpecialHours = new Map();

/** Replaces the special hours of the stores and dates given, each pair once; others stay. */
export async function replaceSpecialHours(
	tx: Transaction,
	dates: readonly SpecialDate[],
): Promise<void> {
	if (dates.length === 0) return;
	const openings = dates.flatMap((date) => date.openings);
	const slices = sliceBounds(dates.map((date) => date.openings.length));
	const { numAffectedRows = 0n } = await sql`
		insert into special_hours as stored (store_key, day, opens_at, closes_at)
		select
			store_key,
			date '1970-01-01' + day,
			(${timeArrayValue(openings.map(({ opensAt }) => opensAt))}::time[])[first:last],
			(${timeArrayValue(openings.map(({ closesAt }) => closesAt))}::time[])[first:last]
		from unnest(
			${int4ArrayValue(dates.map(({ storeKey }) => storeKey))}::int[],
			${int4ArrayValue(dates.map(({ day }) => day))}::int[],
			${int4ArrayValue(slices.first)}::int[],
			${int4ArrayValue(slices.last)}::int[]
		) as special (store_key, day, first, last)
		order by store_key, day
		on conflict (store_key, day) do update
		set opens_at = excluded.opens_at, closes_at = excluded.closes_at
		where (stored.opens_at, stored.closes_at)
			is distinct from (excluded.opens_at, excluded.closes_at)
	`.execute(tx.tables);
	if (numAffectedRows > 0n) await countFleetChange(tx);
}

/** Does away with the special hours of a store on all dates but these. */
export async function deleteSpecialHoursExcept(
	tx: Transaction,
	storeKey: StoreKey,
	days: readonly LocalDay[],
): Promise<void> {
	const { numAffectedRows = 0n } = await sql`
		delete from special_hours
		where store_key = ${storeKey}
			and day - date '1970-01-01' <> all(${int4ArrayValue(days)}::int[])
	`.execute(tx.tables);
	if (numAffectedRows > 0n) await countFleetChange(tx);
}

/** Reads the special hours of stores: one map for each given, empty for a store without any. */
export async function readSpecialHours(
	connection: Connection,
	storeKeys: readonly StoreKey[],
): Promise<SpecialHours[]> {
	if (storeKeys.length === 0) return [];
	const reader = new CopyReader(
		await connection.copyOut(`
			select store_key, day, opens_at, closes_at
			from special_hours
			where store_key = any(${intArrayLiteral(storeKeys)})
			order by store_key, day
		`),
	);
	const specialOf = new Map<StoreKey, Map<LocalDay, readonly Opening[]>>();
	while (reader.nextRow()) {
		const storeKey = reader.int4();
		const dates = specialOf.get(storeKey) ?? new Map();
		specialOf.set(storeKey, dates.set(reader.date(), readOpenings(reader)));
	}
	return storeKeys.map((key) => specialOf.get(key) ?? NONE);
}

function readOpenings(reader: CopyReader): Opening[] {
	const opens = reader.timeArray();
	const closes = reader.timeArray();
	return opens.map((opensAt, i) => ({ opensAt, closesAt: closes[i] as number }));
}
