import { type RawBuilder, sql } from "kysely";
import type { LocalDay } from "../core/local-time.ts";
import { CopyReader, int4ArrayValue } from "./engine/binary-copy.ts";
import type { Transaction } from "./engine/database.ts";
import { countFleetChange } from "./fleet-changes.ts";
import { intArrayLiteral } from "./sql-literal.ts";
import type { StoreKey } from "./stores.ts";

/** The tables that hold what is valid from a date on. */
export type DatedTable = "business_week" | "timezone_change";

/** What takes the place of a store's versions. */
export interface Replacement {
	readonly storeKey: StoreKey;
	/** The date from which on all are replaced; `undefined` for none. */
	readonly from: LocalDay | undefined;
	/** The dates of those that are written over. */
	readonly writtenOver: readonly LocalDay[];
}

/**
 * Does away with the versions of stores that are replaced, but for those that are going to be written over.
 * The stores' rows must be locked.
 */
export async function deleteReplacedVersions(
	tx: Transaction,
	table: DatedTable,
	replacements: readonly Replacement[],
): Promise<void> {
	const ofStore = new Map(replacements.map((replacement) => [replacement.storeKey, replacement]));
	const known = await versionsOf(tx, table, [...ofStore.keys()]);
	const replaced = known.filter((version) => {
		const { from = Number.POSITIVE_INFINITY, writtenOver } = ofStore.get(
			version.storeKey,
		) as Replacement;
		return version.from >= from && !writtenOver.includes(version.from);
	});
	for (const [from, ofDate] of Map.groupBy(replaced, (version) => version.from))
		await sql`
			delete from ${sql.table(table)}
			where store_key = any(${int4ArrayValue(ofDate.map(({ storeKey }) => storeKey))}::int[])
				and valid_from = ${dateOf(from)}
		`.execute(tx.tables);
	if (replaced.length > 0) await countFleetChange(tx);
}

async function versionsOf(
	tx: Transaction,
	table: DatedTable,
	storeKeys: readonly StoreKey[],
): Promise<{ storeKey: StoreKey; from: LocalDay }[]> {
	const reader = new CopyReader(
		await tx.copyOut(`
			select store_key, valid_from
			from ${table}
			where store_key = any(${intArrayLiteral(storeKeys)})
		`),
	);
	const versions: { storeKey: StoreKey; from: LocalDay }[] = [];
	while (reader.nextRow()) versions.push({ storeKey: reader.int4(), from: reader.date() });
	return versions;
}

function dateOf(day: LocalDay): RawBuilder<unknown> {
	return Number.isFinite(day) ? sql`date '1970-01-01' + ${day}::int` : sql`date '-infinity'`;
}
