import { sql } from "kysely";
import { DAY_MS, type Instant, utcDayOf } from "../core/instant.ts";
import { compareStoreIds, type StoreId } from "../core/store-id.ts";
import { CopyReader, CopyWriter } from "./engine/binary-copy.ts";
import type { Connection, Transaction } from "./engine/database.ts";
import { instantValue } from "./instant-value.ts";
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
	/** Its own zone; without it the store is in the default one. */
	readonly timezone?: string | undefined;
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
	await sql`select pg_advisory_xact_lock(${MAKING_STORES_LOCK})`.execute(tx.tables);
	const ids = stores.map(({ storeId }) => storeId);
	const known = await findStoreKeys(tx, ids);
	const missing = stores
		.filter(({ storeId }) => !known.has(storeId))
		.sort((a, b) => compareStoreIds(a.storeId, b.storeId));
	if (missing.length === 0) return new Map();
	const firstKey = await takeKeys(tx, missing.length);
	const rows = new CopyWriter();
	missing.forEach(({ storeId, span, timezone }, i) => {
		rows.row(5);
		rows.int4(firstKey + i);
		rows.text(storeId);
		if (timezone === undefined) rows.null();
		else rows.text(timezone);
		if (span === undefined) {
			rows.null();
			rows.null();
		} else {
			rows.instant(span.first);
			rows.instant(span.last);
		}
	});
	await tx.copyIn(
		"store (store_key, store_id, timezone, first_poll_at, last_poll_at)",
		rows.finish(),
	);
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

/**
 * The newest poll of any store at or before an instant. Looks at two days of each store that was
 * polled both before and after, which takes a tenth of a second for some thousands of stores; who
 * reads the polls anyway sees it there.
 */
export async function maybeNewestPollBy(
	connection: Connection,
	asOf: Instant,
): Promise<Instant | undefined> {
	const day = formatUtcDay(utcDayOf(asOf));
	const { rows } = await sql<{ newest: Instant | null }>`
		select greatest(
			(select max(last_poll_at) from store where last_poll_at <= ${instantValue(asOf)}),
			(
				select max((last.day + (last.poll >> 2) * interval '1 millisecond') at time zone 'UTC')
				from store
				cross join lateral (
					select day, (
						select max(poll) from unnest(polls) as poll
						where poll < ${(asOf - utcDayOf(asOf) * DAY_MS + 1) * 4}::int
					) as poll
					from store_day
					where store_day.store_key = store.store_key and day = ${day}
					union all
					(
						select day, polls[cardinality(polls)]
						from store_day
						where store_day.store_key = store.store_key and day < ${day}
						order by day desc
						limit 1
					)
				) as last
				where store.first_poll_at <= ${instantValue(asOf)}
					and store.last_poll_at > ${instantValue(asOf)}
			)
		) as newest
	`.execute(connection.tables);
	return rows[0]?.newest ?? undefined;
}

/** How many stores were polled at or before an instant, and when any was first. */
export interface PolledFleet {
	readonly storeCount: number;
	readonly earliestPoll: Instant;
}

/** `undefined` when no store was polled by then. */
export async function maybePolledFleet(
	connection: Connection,
	asOf: Instant,
): Promise<PolledFleet | undefined> {
	const { count, earliest } = await connection.tables
		.selectFrom("store")
		.select(({ fn }) => [fn.countAll<number>().as("count"), fn.min("first_poll_at").as("earliest")])
		.where(sql<boolean>`first_poll_at <= ${instantValue(asOf)}`)
		.executeTakeFirstOrThrow();
	return earliest === null ? undefined : { storeCount: count, earliestPoll: earliest };
}

/** A store as a report needs it. */
export interface PolledStore {
	readonly storeKey: StoreKey;
	readonly storeId: StoreId;
	/** Its own zone; `undefined` for the default. */
	readonly timezone: string | undefined;
	readonly firstPollAt: Instant;
}

/**
 * The next stores, by id, byte by byte, of those that were polled at or before an instant; from the
 * first on without `after`. A fleet is walked through in such pages, so that memory does not grow
 * with it.
 */
export async function manyPolledStores(
	connection: Connection,
	page: { readonly asOf: Instant; readonly after?: StoreId | undefined; readonly limit: number },
): Promise<PolledStore[]> {
	const reader = new CopyReader(
		await connection.copyOut(`
			select store_key, store_id, timezone, first_poll_at
			from store
			where first_poll_at <= ${textLiteral(instantValue(page.asOf))}
				and store_id > ${textLiteral(page.after ?? "")}
			order by store_id
			limit ${page.limit}
		`),
	);
	const stores: PolledStore[] = [];
	while (reader.nextRow())
		stores.push({
			storeKey: reader.int4(),
			storeId: reader.text(),
			timezone: reader.isNull() ? undefined : reader.text(),
			firstPollAt: reader.instant(),
		});
	return stores;
}
