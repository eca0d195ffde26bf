import { sql } from "kysely";
import type { StoreId } from "../core/store-id.ts";
import { Targets } from "../core/targets.ts";
import type { MilliPercent } from "../core/totals.ts";
import type { Connection } from "./engine/database.ts";
import type { StoreKey } from "./stores.ts";

/** Whose a target is. */
export type TargetKey =
	| { readonly of: "fleet" }
	| { readonly of: "group"; readonly group: string }
	| { readonly of: "store"; readonly storeKey: StoreKey };

interface TargetColumns {
	readonly store_key: StoreKey | null;
	readonly group_name: string | null;
}

function columnsOf(key: TargetKey): TargetColumns {
	return {
		store_key: key.of === "store" ? key.storeKey : null,
		group_name: key.of === "group" ? key.group : null,
	};
}

/** Sets a target; one that is there is replaced. */
export async function saveTarget(
	connection: Connection,
	key: TargetKey,
	target: MilliPercent,
): Promise<void> {
	const { store_key, group_name } = columnsOf(key);
	await sql`
		insert into target (store_key, group_name, uptime_milli_percent)
		values (${store_key}::int, ${group_name}::text, ${target}::int)
		on conflict (store_key, group_name)
		do update set uptime_milli_percent = excluded.uptime_milli_percent
	`.execute(connection.tables);
}

/** Does away with a target; `false` when there is none. */
export async function deleteTarget(connection: Connection, key: TargetKey): Promise<boolean> {
	const { store_key, group_name } = columnsOf(key);
	const { numDeletedRows } = await connection.tables
		.deleteFrom("target")
		.where("store_key", "is not distinct from", store_key)
		.where("group_name", "is not distinct from", group_name)
		.executeTakeFirstOrThrow();
	return numDeletedRows > 0n;
}

/** All targets, to look up by which stores and groups are measured; of stores those of one alone, if it is given. */
export async function readTargets(
	connection: Connection,
	ofStore?: StoreKey,
): Promise<Targets<StoreKey>> {
	let query = connection.tables.selectFrom("target").selectAll();
	if (ofStore !== undefined)
		query = query.where(({ or, eb }) =>
			or([eb("store_key", "is", null), eb("store_key", "=", ofStore)]),
		);
	const rows = await query.execute();
	const ofGroups = new Map<string, MilliPercent>();
	const ofStores = new Map<StoreKey, MilliPercent>();
	let ofFleet: MilliPercent | undefined;
	for (const { store_key, group_name, uptime_milli_percent: target } of rows) {
		if (store_key !== null) ofStores.set(store_key, target);
		else if (group_name !== null) ofGroups.set(group_name, target);
		else ofFleet = target;
	}
	return new Targets({ ofFleet, ofGroups, ofStores });
}

/** A target as it is listed; that of the fleet is of neither a group nor a store. */
export interface ListedTarget {
	readonly group: string | undefined;
	readonly storeId: StoreId | undefined;
	readonly target: MilliPercent;
}

/** Whose the last target of a page is. */
export type ListedTargetPlace = Omit<ListedTarget, "target">;

/**
 * The next targets: the fleet's, then the groups' by their names and the stores' by their ids, byte by byte.
 * From the first on without `after`.
 */
export async function manyListedTargets(
	connection: Connection,
	page: { readonly after: ListedTargetPlace | undefined; readonly limit: number },
): Promise<ListedTarget[]> {
	const { after, limit } = page;
	const begin =
		after === undefined
			? sql`true`
			: sql`(place, name) > (${placeOf(after)}::int, ${after.storeId ?? after.group ?? ""}::text)`;
	const { rows } = await sql<{ place: number; name: string; target: MilliPercent }>`
		select place, name, target
		from (
			select
				case
					when store_id is not null then 2
					when target.group_name is not null then 1
					else 0
				end as place,
				coalesce(store_id, target.group_name, '') collate "C" as name,
				uptime_milli_percent as target
			from target
			left join store on store.store_key = target.store_key
		) as listed
		where ${begin}
		order by place, name
		limit ${limit}
	`.execute(connection.tables);
	return rows.map(({ place, name, target }) => ({
		group: place === 1 ? name : undefined,
		storeId: place === 2 ? name : undefined,
		target,
	}));
}

function placeOf({ group, storeId }: ListedTargetPlace): number {
	if (storeId !== undefined) return 2;
	return group === undefined ? 0 : 1;
}
