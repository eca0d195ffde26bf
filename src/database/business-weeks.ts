import { sql } from "kysely";
import { type BusinessHours, businessHours } from "../core/business-hours.ts";
import { Dated, FROM_THE_BEGINNING, type Version } from "../core/dated.ts";
import type { LocalDay, TimeOfDay, Weekday } from "../core/local-time.ts";
import {
	CopyReader,
	CopyWriter,
	int2ArrayValue,
	int4ArrayValue,
	timeArrayValue,
} from "./engine/binary-copy.ts";
import type { Connection, Transaction } from "./engine/database.ts";
import { countFleetChange } from "./fleet-changes.ts";
import { sliceBounds } from "./slice-bounds.ts";
import { intArrayLiteral } from "./sql-literal.ts";
import type { StoreKey } from "./stores.ts";
import { deleteReplacedVersions } from "./versions.ts";

/** A store's weekly hours. */
export interface StoreHours {
	readonly storeKey: StoreKey;
	readonly hours: Dated<BusinessHours>;
}

/**
 * Replaces the weekly hours of the stores given, each named once, from the first date on that is named for
 * it; earlier ones stay, and so do those of all other stores. The stores' rows must be locked.
 */
export async function replaceBusinessHours(
	tx: Transaction,
	stores: readonly StoreHours[],
): Promise<void> {
	if (stores.length === 0) return;
	const replacements = stores.map((store) => ({
		storeKey: store.storeKey,
		from: store.hours.versions[0]?.validFrom,
		writtenOver: rowsOf(store).map(({ validFrom }) => validFrom),
	}));
	await deleteReplacedVersions(tx, "business_week", replacements);
	const rows = stores.flatMap(rowsOf);
	if (rows.length === 0) return;
	const slices = sliceBounds(rows.map(({ weekdays }) => weekdays.length));
	const { numAffectedRows = 0n } = await sql`
		insert into business_week as stored (store_key, valid_from, weekdays, opens_at, closes_at)
		select
			store_key,
			case day when ${BEFORE_ALL}::int then date '-infinity' else date '1970-01-01' + day end,
			(${int2ArrayValue(rows.flatMap(({ weekdays }) => weekdays))}::smallint[])[first:last],
			(${timeArrayValue(rows.flatMap(({ opensAt }) => opensAt))}::time[])[first:last],
			(${timeArrayValue(rows.flatMap(({ closesAt }) => closesAt))}::time[])[first:last]
		from unnest(
			${int4ArrayValue(rows.map(({ storeKey }) => storeKey))}::int[],
			${int4ArrayValue(rows.map(({ validFrom }) => Math.max(validFrom, BEFORE_ALL)))}::int[],
			${int4ArrayValue(slices.first)}::int[],
			${int4ArrayValue(slices.last)}::int[]
		) as week (store_key, day, first, last)
		order by store_key, day
		on conflict (store_key, valid_from) do update
		set
			weekdays = excluded.weekdays,
			opens_at = excluded.opens_at,
			closes_at = excluded.closes_at
		where (stored.weekdays, stored.opens_at, stored.closes_at)
			is distinct from (excluded.weekdays, excluded.opens_at, excluded.closes_at)
	`.execute(tx.tables);
	if (numAffectedRows > 0n) await countFleetChange(tx);
}

/** Stands for the date before all others among whole numbers. */
const BEFORE_ALL = -0x8000_0000;

/**
 * Adds the weekly hours of stores that the transaction itself has made, so that nobody else can
 * have written any: copied in, which takes half the time of replacing.
 */
export async function addBusinessHours(
	tx: Transaction,
	stores: readonly StoreHours[],
): Promise<void> {
	const rows = stores.flatMap(rowsOf);
	if (rows.length === 0) return;
	const copied = new CopyWriter();
	for (const { storeKey, validFrom, weekdays, opensAt, closesAt } of rows) {
		copied.row(5);
		copied.int4(storeKey);
		copied.date(validFrom);
		copied.value(int2ArrayValue(weekdays));
		copied.value(timeArrayValue(opensAt));
		copied.value(timeArrayValue(closesAt));
	}
	await tx.copyIn(
		"business_week (store_key, valid_from, weekdays, opens_at, closes_at)",
		copied.finish(),
	);
	await countFleetChange(tx);
}

/** A row for each version: without openings where there are no hours from then on. */
interface WeekRow extends WeekLists {
	readonly storeKey: StoreKey;
	readonly validFrom: LocalDay;
}

function rowsOf({ storeKey, hours }: StoreHours): WeekRow[] {
	return hours.versions
		.filter(({ validFrom, value }) => value !== undefined || validFrom !== FROM_THE_BEGINNING)
		.map(({ validFrom, value }) => ({ storeKey, validFrom, ...listsOf(value ?? []) }));
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

/** Reads the weekly hours of stores: one for each given. */
export async function readBusinessHours(
	connection: Connection,
	storeKeys: readonly StoreKey[],
): Promise<Dated<BusinessHours>[]> {
	if (storeKeys.length === 0) return [];
	const reader = new CopyReader(
		await connection.copyOut(`
			select store_key, valid_from, weekdays, opens_at, closes_at
			from business_week
			where store_key = any(${intArrayLiteral(storeKeys)})
		`),
	);
	const versionsOf = new Map<StoreKey, Version<BusinessHours>[]>();
	while (reader.nextRow()) {
		const storeKey = reader.int4();
		const version = { validFrom: reader.date(), value: readWeek(reader) };
		const known = versionsOf.get(storeKey);
		if (known === undefined) versionsOf.set(storeKey, [version]);
		else known.push(version);
	}
	return storeKeys.map((key) => {
		const versions = versionsOf.get(key);
		return versions === undefined ? Dated.none : Dated.of(versions);
	});
}

function readWeek(reader: CopyReader): BusinessHours | undefined {
	if (reader.arrayLength() === 0) {
		for (let list = 0; list < 3; list++) reader.skip();
		return undefined;
	}
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
