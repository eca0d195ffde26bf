import { sql } from "kysely";
import { type BusinessHours, businessHours } from "../core/business-hours.ts";
import type { TimeOfDay, Weekday } from "../core/local-time.ts";
import {
	CopyReader,
	CopyWriter,
	int2ArrayValue,
	int4ArrayValue,
	timeArrayValue,
} from "./engine/binary-copy.ts";
import type { Connection, Transaction } from "./engine/database.ts";
import { sliceBounds } from "./slice-bounds.ts";
import { intArrayLiteral } from "./sql-literal.ts";
import type { StoreKey } from "./stores.ts";

/** A store's weekly hours, with at least one opening. */
export interface StoreHours {
	readonly storeKey: StoreKey;
	readonly hours: BusinessHours;
}

/** Replaces the weekly hours of the stores given, each named once, as a whole; others stay. */
export async function replaceBusinessHours(
	tx: Transaction,
	weeks: readonly StoreHours[],
): Promise<void> {
	if (weeks.length === 0) return;
	const lists = weeks.map(({ hours }) => listsOf(hours));
	const slices = sliceBounds(lists.map(({ weekdays }) => weekdays.length));
	await sql`
		insert into business_week as stored (store_key, weekdays, opens_at, closes_at)
		select
			store_key,
			(${int2ArrayValue(lists.flatMap(({ weekdays }) => weekdays))}::smallint[])[first:last],
			(${timeArrayValue(lists.flatMap(({ opensAt }) => opensAt))}::time[])[first:last],
			(${timeArrayValue(lists.flatMap(({ closesAt }) => closesAt))}::time[])[first:last]
		from unnest(
			${int4ArrayValue(weeks.map(({ storeKey }) => storeKey))}::int[],
			${int4ArrayValue(slices.first)}::int[],
			${int4ArrayValue(slices.last)}::int[]
		) as week (store_key, first, last)
		order by store_key
		on conflict (store_key) do update
		set
			weekdays = excluded.weekdays,
			opens_at = excluded.opens_at,
			closes_at = excluded.closes_at
		where (stored.weekdays, stored.opens_at, stored.closes_at)
			is distinct from (excluded.weekdays, excluded.opens_at, excluded.closes_at)
	`.execute(tx.tables);
}

/**
 * Adds the weekly hours of stores that the transaction itself has made, so that nobody else can
 * have written any: copied in, which takes half the time of replacing.
 */
export async function addBusinessHours(
	tx: Transaction,
	weeks: readonly StoreHours[],
): Promise<void> {
	if (weeks.length === 0) return;
	const rows = new CopyWriter();
	for (const { storeKey, hours } of weeks) {
		const { weekdays, opensAt, closesAt } = listsOf(hours);
		rows.row(4);
		rows.int4(storeKey);
		rows.value(int2ArrayValue(weekdays));
		rows.value(timeArrayValue(opensAt));
		rows.value(timeArrayValue(closesAt));
	}
	await tx.copyIn("business_week (store_key, weekdays, opens_at, closes_at)", rows.finish());
}

/** Does away with the weekly hours of a store: it is then always open. */
export async function deleteBusinessHours(tx: Transaction, storeKey: StoreKey): Promise<void> {
	await sql`delete from business_week where store_key = ${storeKey}`.execute(tx.tables);
}

/** A week's openings as three lists side by side; what is repeated, as in a file put together twice, is once. */
interface WeekLists {
	readonly weekdays: Weekday[];
	readonly opensAt: TimeOfDay[];
	readonly closesAt: TimeOfDay[];
}

function listsOf(hours: BusinessHours): WeekLists {
	const lists: WeekLists = { weekdays: [], opensAt: [], closesAt: [] };
	const seen = new Set<number>();
	hours.forEach((openings, weekday) => {
		for (const { opensAt, closesAt } of openings) {
			// One number for the three: times are at most 86,400.
			const opening = (weekday * 100_000 + opensAt) * 100_000 + closesAt;
			if (seen.has(opening)) continue;
			seen.add(opening);
			lists.weekdays.push(weekday);
			lists.opensAt.push(opensAt);
			lists.closesAt.push(closesAt);
		}
	});
	return lists;
}

/** Reads the weekly hours of stores: one for each given, `undefined` for a store without any. */
export async function readBusinessHours(
	connection: Connection,
	storeKeys: readonly StoreKey[],
): Promise<(BusinessHours | undefined)[]> {
	if (storeKeys.length === 0) return [];
	const reader = new CopyReader(
		await connection.copyOut(`
			select store_key, weekdays, opens_at, closes_at
			from business_week
			where store_key = any(${intArrayLiteral(storeKeys)})
		`),
	);
	const hoursOf = new Map<StoreKey, BusinessHours>();
	while (reader.nextRow()) hoursOf.set(reader.int4(), readWeek(reader));
	return storeKeys.map((key) => hoursOf.get(key));
}

function readWeek(reader: CopyReader): BusinessHours {
	const weekdays = reader.int2Array();
	const opens = reader.timeArray();
	const closes = reader.timeArray();
	return businessHours(
		weekdays.map((weekday, i) => ({
			weekday: weekday as Weekday,
			opensAt: opens[i] as number,
			closesAt: closes[i] as number,
		})),
	);
}
