import { sql } from "kysely";
import { DAY_MS, type Instant, utcDayOf } from "../core/instant.ts";
import type { SalesPerHour } from "../core/lost-sales.ts";
import type { StoreDetails } from "../core/store-details.ts";
import { compareStoreIds, type StoreId } from "../core/store-id.ts";
import { CopyReader, CopyWriter } from "./engine/binary-copy.ts";
import type { Connection, Transaction } from "./engine/database.ts";
import { countFleetChange } from "./fleet-changes.ts";
import { instantValue } from "./instant-value.ts";
import type { NewSlice, SliceBounds } from "./report-slices.ts";
import { readSalesPerHour } from "./sales-per-hour.ts";
import { textArrayLiteral, textLiteral } from "./sql-literal.ts";
import { formatUtcDay } from "./utc-day.ts";

/** Stands for a store in the database. */
export type StoreKey = number;

/** The first and the last instant at which a store was polled. */
export interface PolledSpan {
	readonly first: Instant;
	readonly last: Instant;
}

/** A store that is to be made. */
export interface NewStore {
	readonly storeId: StoreId;
	/** `undefined` for a store that no poll is known of. */
	readonly span: PolledSpan | undefined;
	/** Its own zone before all changes; without it the store is in the default one. */
	readonly timezone?: string | undefined;
	readonly details?: StoreDetails | undefined;
}

/** Gives every store its key, in the order given; a store that is not known yet is made. */
export async function registerStores(
	tx: Transaction,
	storeIds: readonly StoreId[],
): Promise<StoreKey[]> {
	const keys = await findStoreKeys(tx, storeIds);
	const unknown = new Set(storeIds.filter((id) => !keys.has(id)));
	const made = await makeStores(
		tx,
		[...unknown].map((storeId) => ({ storeId, span: undefined })),
	);
	const rest = [...unknown].filter((id) => !made.has(id));
	const others = await findStoreKeys(tx, rest);
	return storeIds.map((id) => (keys.get(id) ?? made.get(id) ?? others.get(id)) as StoreKey);
}

/** The keys of those of the stores that are known. */
export async function findStoreKeys(
	connection: Connection,
	storeIds: readonly StoreId[],
): Promise<Map<StoreId, StoreKey>> {
	const keys = new Map<StoreId, StoreKey>();
	if (storeIds.length === 0) return keys;
	const reader = new CopyReader(
		await connection.copyOut(`
			select store_id, store_key
			from store
			where store_id = any(${textArrayLiteral(storeIds)})
		`),
	);
	while (reader.nextRow()) keys.set(reader.text(), reader.int4());
	return keys;
}

/** Who makes stores does it alone, by this number; it means nothing else. */
const MAKING_STORES_LOCK = 7_310_548_203;

/** Lets nobody else make stores until the transaction ends. */
export async function lockMakingStores(tx: Transaction): Promise<void> {
	await sql`select pg_advisory_xact_lock(${MAKING_STORES_LOCK})`.execute(tx.tables);
}

/** Whether nothing is known of any store: there is none, and no closure of all of them. */
export async function isFleetEmpty(connection: Connection): Promise<boolean> {
	const { rows } = await sql<{ is_empty: boolean }>`
		select not exists (select from store) and not exists (select from closure) as is_empty
	`.execute(connection.tables);
	return rows[0]?.is_empty === true;
}

/**
 * Makes stores, each named once, and returns their keys; those that another made in the meantime
 * are left out.
 *
 * Copied in under a lock, instead of inserted where they are missing: that takes a fifth of the
 * time, and uses up no key where a store is there already.
 */
export async function makeStores(
	tx: Transaction,
	stores: readonly NewStore[],
): Promise<Map<StoreId, StoreKey>> {
	if (stores.length === 0) return new Map();
	await lockMakingStores(tx);
	const ids = stores.map(({ storeId }) => storeId);
	const known = await findStoreKeys(tx, ids);
	const missing = stores
		.filter(({ storeId }) => !known.has(storeId))
		.sort((a, b) => compareStoreIds(a.storeId, b.storeId));
	if (missing.length === 0) return new Map();
	const firstKey = await takeKeys(tx, missing.length);
	const rows = new CopyWriter();
	const maybeText = (text: string | null | undefined) =>
		text === null || text === undefined ? rows.null() : rows.text(text);
	missing.forEach(({ storeId, span, timezone, details }, i) => {
		rows.row(9);
		rows.int4(firstKey + i);
		rows.text(storeId);
		maybeText(timezone);
		maybeText(details?.name);
		maybeText(details?.group);
		maybeText(details?.city);
		const { salesPerHour } = details ?? {};
		if (salesPerHour === null || salesPerHour === undefined) rows.null();
		else rows.tenThousandths(salesPerHour);
		if (span === undefined) {
			rows.null();
			rows.null();
		} else {
			rows.instant(span.first);
			rows.instant(span.last);
		}
	});
	await tx.copyIn(
		"store (store_key, store_id, timezone, name, group_name, city, sales_per_hour, first_poll_at, last_poll_at)",
		rows.finish(),
	);
	await countFleetChange(tx);
	return new Map(missing.map(({ storeId }, i) => [storeId, firstKey + i]));
}

/** Takes keys that nobody has had, and returns the first of them. */
async function takeKeys(tx: Transaction, count: number): Promise<StoreKey> {
	const { rows } = await sql<{ last: number }>`
		select setval(sequence, nextval(sequence) + ${count}::int - 1) as last
		from (select pg_get_serial_sequence('store', 'store_key')::regclass as sequence) as identity
	`.execute(tx.tables);
	return (rows[0]?.last as number) - count + 1;
}

/** The newest poll of any store: what a report calls now unless told otherwise. */
export async function maybeNewestPoll(connection: Connection): Promise<Instant | undefined> {
	const { newest } = await connection.tables
		.selectFrom("store")
		.select(({ fn }) => fn.max("last_poll_at").as("newest"))
		.executeTakeFirstOrThrow();
	return newest ?? undefined;
}

/** The newest poll at or before an instant, of some stores. */
export async function maybeNewestPollBy(
	connection: Connection,
	storeKeys: readonly StoreKey[],
	asOf: Instant,
): Promise<Instant | undefined> {
	const keys = sql`${[...storeKeys]}::int[]`;
	const today = formatUtcDay(utcDayOf(asOf));
	const newestOn = async (day: string, before: number) => {
		const { rows } = await sql<{ newest: Instant | null }>`
			select max((day + (poll >> 2) * interval '1 millisecond') at time zone 'UTC') as newest
			from store_day
			cross join lateral unnest(polls) as poll
			where store_key = any(${keys}) and day = ${day}::date and poll < ${before}::int
		`.execute(connection.tables);
		return rows[0]?.newest ?? undefined;
	};
	const newestToday = await newestOn(today, (asOf - utcDayOf(asOf) * DAY_MS + 1) * 4);
	if (newestToday !== undefined) return newestToday;
	const { rows } = await sql<{ day: string | null }>`
		select max(day) as day
		from store_day
		where store_key = any(${keys}) and day < ${today}::date
	`.execute(connection.tables);
	const day = rows[0]?.day ?? undefined;
	return day === undefined ? undefined : newestOn(day, DAY_MS * 4);
}

/** Whether any store is in a group. */
export async function isGroupOfStores(connection: Connection, group: string): Promise<boolean> {
	const store = await connection.tables
		.selectFrom("store")
		.select("store_key")
		.where("group_name", "=", group)
		.limit(1)
		.executeTakeFirst();
	return store !== undefined;
}

/** Which stores a report is about: all that were polled, or of these a list, or those of a group. */
export type StoreSelection =
	| { readonly storeIds: readonly StoreId[] }
	| { readonly group: string }
	| undefined;

/** The stores of a selection that were polled at or before an instant, as a condition. */
function polledCondition(asOf: Instant, selection: StoreSelection): string {
	const polled = `first_poll_at <= ${textLiteral(instantValue(asOf))}`;
	if (selection === undefined) return polled;
	return "group" in selection
		? `${polled} and group_name = ${textLiteral(selection.group)}`
		: `${polled} and store_id = any(${textArrayLiteral(selection.storeIds)})`;
}

/** Stores in the order of their ids, cut in slices of so many, and when any was first polled. */
export interface CutFleet {
	readonly storesTotal: number;
	/** Of a group, when any store at all was: others may come into it before they are read. */
	readonly earliestPoll: Instant;
	readonly slices: readonly NewSlice[];
}

/**
 * Cuts the stores that were polled at or before an instant in slices. `undefined` when there are
 * none.
 */
export async function maybeCutFleet(
	connection: Connection,
	stores: { readonly asOf: Instant; readonly selection: StoreSelection },
	sliceStores: number,
): Promise<CutFleet | undefined> {
	const { asOf, selection } = stores;
	const isGroup = selection !== undefined && "group" in selection;
	const reader = new CopyReader(
		await connection.copyOut(`
			select store_id, stores_total, earliest_poll
			from (
				select
					store_id,
					row_number() over (order by store_id) as place,
					count(*) over ()::int as stores_total,
					${isGroup ? "(select min(first_poll_at) from store)" : "min(first_poll_at) over ()"}
						as earliest_poll
				from store
				where ${polledCondition(asOf, selection)}
			) as polled
			where (place - 1) % ${sliceStores} = 0
			order by place
		`),
	);
	const firstIds: StoreId[] = [];
	let fleet: Omit<CutFleet, "slices"> | undefined;
	while (reader.nextRow()) {
		firstIds.push(reader.text());
		fleet = { storesTotal: reader.int4(), earliestPoll: reader.instant() };
	}
	if (fleet === undefined) return undefined;
	const { storesTotal } = fleet;
	const slices = firstIds.map((firstStoreId, i) => ({
		firstStoreId,
		nextStoreId: firstIds[i + 1],
		storesTotal: Math.min(sliceStores, storesTotal - i * sliceStores),
	}));
	return { ...fleet, slices };
}

/** A store as a report needs it. */
export interface PolledStore {
	readonly storeKey: StoreKey;
	readonly storeId: StoreId;
	/** What people call it; `undefined` when nothing said so. */
	readonly name: string | undefined;
	readonly group: string | undefined;
	readonly city: string | undefined;
	/** What it sells in an hour in which it is open; `undefined` when nothing said so. */
	readonly salesPerHour: SalesPerHour | undefined;
	/** Its own zone before all changes; `undefined` for the default. */
	readonly timezone: string | undefined;
	readonly firstPollAt: Instant;
	readonly lastPollAt: Instant;
}

/**
 * The next stores of a slice, by id, byte by byte, of those that were polled at or before an instant;
 * from the first on without `after`. A slice is walked through in such pages, so that memory does not
 * grow with it.
 */
export async function manyPolledStores(
	connection: Connection,
	page: SliceBounds & {
		readonly asOf: Instant;
		readonly selection: StoreSelection;
		readonly after?: StoreId | undefined;
		readonly limit: number;
	},
): Promise<PolledStore[]> {
	const { asOf, selection, firstStoreId, nextStoreId, after, limit } = page;
	const from = after === undefined ? `>= ${textLiteral(firstStoreId)}` : `> ${textLiteral(after)}`;
	const reader = new CopyReader(
		await connection.copyOut(`
			select
				store_key, store_id, name, group_name, city, sales_per_hour::text, timezone,
				first_poll_at, last_poll_at
			from store
			where ${polledCondition(asOf, selection)}
				and store_id ${from}
				${nextStoreId === undefined ? "" : `and store_id < ${textLiteral(nextStoreId)}`}
			order by store_id
			limit ${limit}
		`),
	);
	const stores: PolledStore[] = [];
	while (reader.nextRow())
		stores.push({
			storeKey: reader.int4(),
			storeId: reader.text(),
			name: reader.isNull() ? undefined : reader.text(),
			group: reader.isNull() ? undefined : reader.text(),
			city: reader.isNull() ? undefined : reader.text(),
			salesPerHour: reader.isNull() ? undefined : readSalesPerHour(reader.text()),
			timezone: reader.isNull() ? undefined : reader.text(),
			firstPollAt: reader.instant(),
			lastPollAt: reader.instant(),
		});
	return stores;
}
