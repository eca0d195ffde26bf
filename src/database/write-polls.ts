import { sql } from "kysely";
import { type UtcDay, utcDayOf } from "../core/instant.ts";
import { instantOf, mergePolls, type PollSeries } from "../core/poll.ts";
import type { StoreDetails } from "../core/store-details.ts";
import type { StoreId } from "../core/store-id.ts";
import { CopyReader, CopyWriter, int4ArrayValue } from "./engine/binary-copy.ts";
import type { Transaction } from "./engine/database.ts";
import { countFleetChange } from "./fleet-changes.ts";
import { instantValue } from "./instant-value.ts";
import { readPolls } from "./read-polls.ts";
import { sliceBounds } from "./slice-bounds.ts";
import { textArrayLiteral } from "./sql-literal.ts";
import { dayOfPacked, packedStartOf, shareMonth } from "./store-day.ts";
import { findStoreKeys, makeStores, type PolledSpan, type StoreKey } from "./stores.ts";

/** Polls of one store to be taken in: settled (see core's `settlePolls`). */
export interface StorePolls {
	readonly storeId: StoreId;
	readonly polls: PollSeries;
	/** The zone that the store is made with; one that is there already keeps what it has. */
	readonly timezone?: string | undefined;
	/** The name and group that it is made with, likewise. */
	readonly details?: StoreDetails | undefined;
}

/** What became of the polls that were to be written; together they are all of them. */
export interface PollCounts {
	/** At an instant at which the store had no poll. */
	readonly added: number;
	/** At an instant at which the store had a poll of the other status, which they replaced. */
	readonly replaced: number;
	/** There already. */
	readonly unchanged: number;
}

export const NO_POLLS: PollCounts = { added: 0, replaced: 0, unchanged: 0 };

export function addPollCounts(a: PollCounts, b: PollCounts): PollCounts {
	return {
		added: a.added + b.added,
		replaced: a.replaced + b.replaced,
		unchanged: a.unchanged + b.unchanged,
	};
}

/**
 * Takes in polls of some stores, each named once; a store that is not known yet is made. At an
 * instant that has a poll already, the new one wins.
 *
 * Law: writing polls again, in any order and any split, changes nothing and adds nothing, as long
 * as polls that contradict each other at one instant keep their order.
 *
 * A store's row is locked while its polls are written: writers of one store wait for one another,
 * those of different stores do not. So the merge can be core's, on polls that nobody changes
 * meanwhile. Write one batch in a transaction: the locks are taken in the order of the ids, and
 * two writers of several batches each could come to wait for one another.
 *
 * The partitions must be there: see `createMonths`.
 */
export async function writePolls(
	tx: Transaction,
	batch: readonly StorePolls[],
): Promise<PollCounts> {
	return writeTakenPolls(tx, await takeStores(tx, batch));
}

/** {@link writePolls} for stores that this transaction has taken already. */
export async function writeTakenPolls(
	tx: Transaction,
	stores: readonly TakenStore[],
): Promise<PollCounts> {
	const oldest = stores.reduce(
		(least, { polls }) => Math.min(least, polls[0] ?? Infinity),
		Infinity,
	);
	if (oldest < Infinity) await shareMonth(tx, dayOfPacked(oldest));
	const storedOf = await readStored(tx, stores);
	const rows = new DayRows(stores);
	let counts = NO_POLLS;
	for (const { storeKey, polls } of stores) {
		const stored = storedOf.get(storeKey);
		const merged = stored === undefined ? polls : mergePolls(stored, polls);
		counts = addPollCounts(counts, countPolls(stored, polls, merged));
		rows.add(storeKey, stored, merged);
	}
	await rows.write(tx);
	await widenPolledSpans(tx, stores);
	return counts;
}

/** A store whose row this transaction has locked, or made. */
export interface TakenStore {
	readonly storeKey: StoreKey;
	/** What is stored lies in here; `undefined` when nothing is. */
	readonly span: PolledSpan | undefined;
	readonly polls: PollSeries;
	/** Made by this transaction, with its span right already. */
	readonly isNew: boolean;
}

function spanOf(polls: PollSeries): PolledSpan | undefined {
	if (polls.length === 0) return undefined;
	return { first: instantOf(polls[0] as number), last: instantOf(polls.at(-1) as number) };
}

/**
 * Makes the stores that are missing, then locks the rows of the others in the order of their ids:
 * who waits to make one holds no lock on any other. Returns them in the order given.
 */
export async function takeStores(
	tx: Transaction,
	batch: readonly StorePolls[],
): Promise<TakenStore[]> {
	if (batch.length === 0) return [];
	const ids = batch.map(({ storeId }) => storeId);
	const known = await findStoreKeys(tx, ids);
	const made = await makeStores(
		tx,
		batch
			.filter(({ storeId }) => !known.has(storeId))
			.map(({ storeId, polls, timezone, details }) => ({
				storeId,
				span: spanOf(polls),
				timezone,
				details,
			})),
	);
	const locked = await lockStores(
		tx,
		ids.filter((id) => !made.has(id)),
	);
	return batch.map(({ storeId, polls }) => {
		const storeKey = made.get(storeId);
		if (storeKey !== undefined) return { storeKey, polls, span: undefined, isNew: true };
		return { ...(locked.get(storeId) as LockedStore), polls, isNew: false };
	});
}

type LockedStore = Pick<TakenStore, "storeKey" | "span">;

async function lockStores(
	tx: Transaction,
	storeIds: readonly StoreId[],
): Promise<Map<StoreId, LockedStore>> {
	const stores = new Map<StoreId, LockedStore>();
	if (storeIds.length === 0) return stores;
	const reader = new CopyReader(
		await tx.copyOut(`
			select store_id, store_key, first_poll_at, last_poll_at
			from store
			where store_id = any(${textArrayLiteral(storeIds)})
			order by store_id
			for no key update
		`),
	);
	while (reader.nextRow())
		stores.set(reader.text(), { storeKey: reader.int4(), span: readSpan(reader) });
	return stores;
}

function readSpan(reader: CopyReader): PolledSpan | undefined {
	const first = reader.isNull() ? undefined : reader.instant();
	const last = reader.isNull() ? undefined : reader.instant();
	return first === undefined || last === undefined ? undefined : { first, last };
}

/**
 * Reads what is stored on the days that polls are to be written to. Outside its span a store has
 * nothing, so for new stores, and for days after all others, nothing is read at all.
 */
async function readStored(
	tx: Transaction,
	stores: readonly TakenStore[],
): Promise<Map<StoreKey, PollSeries>> {
	const touched = stores.filter(({ span, polls }) => span !== undefined && sharesDay(span, polls));
	if (touched.length === 0) return new Map();
	const spans = touched.map(({ polls }) => spanOf(polls) as PolledSpan);
	const keys = touched.map(({ storeKey }) => storeKey);
	const series = await readPolls(tx, keys, {
		first: utcDayOf(spans.reduce((least, { first }) => Math.min(least, first), Infinity)),
		last: utcDayOf(spans.reduce((most, { last }) => Math.max(most, last), -Infinity)),
	});
	return new Map(keys.map((key, i) => [key, series[i] as PollSeries]));
}

function sharesDay(span: PolledSpan, polls: PollSeries): boolean {
	if (polls.length === 0) return false;
	const { first, last } = spanOf(polls) as PolledSpan;
	return utcDayOf(first) <= utcDayOf(span.last) && utcDayOf(last) >= utcDayOf(span.first);
}

function countPolls(
	stored: PollSeries | undefined,
	polls: PollSeries,
	merged: PollSeries,
): PollCounts {
	if (stored === undefined) return { added: polls.length, replaced: 0, unchanged: 0 };
	let replaced = 0;
	for (let i = 0, at = 0; i < stored.length; i++) {
		const poll = stored[i] as number;
		while (instantOf(merged[at] as number) < instantOf(poll)) at++;
		if (merged[at] !== poll) replaced++;
	}
	const added = merged.length - stored.length;
	return { added, replaced, unchanged: polls.length - added - replaced };
}

/** Bytes that a row takes in binary COPY form besides its polls, which take 8 each. */
const ROW_BYTES = 42;

/** The rows of store_day that differ from what is stored: new ones, and ones to be replaced. */
class DayRows {
	readonly #added: CopyWriter;
	#addedCount = 0;
	readonly #replacedKeys: StoreKey[] = [];
	readonly #replacedDays: UtcDay[] = [];
	readonly #replacedLengths: number[] = [];
	readonly #replacedPolls: number[] = [];

	constructor(stores: readonly TakenStore[]) {
		const pollCount = stores.reduce((sum, { polls }) => sum + polls.length, 0);
		this.#added = new CopyWriter(pollCount * 12 + stores.length * ROW_BYTES);
	}

	/** Cuts a series into days and keeps those that are not stored like this. */
	add(storeKey: StoreKey, stored: PollSeries | undefined, polls: PollSeries): void {
		let storedFrom = 0;
		for (let from = 0; from < polls.length; ) {
			const day = dayOfPacked(polls[from] as number);
			const to = endOfDay(polls, from, day);
			const storedTo = stored === undefined ? 0 : endOfDay(stored, storedFrom, day);
			if (storedTo === storedFrom) this.#addRow(storeKey, day, polls, from, to);
			else if (!isEqual(stored as PollSeries, storedFrom, storedTo, polls, from, to))
				this.#replaceRow(storeKey, day, polls, from, to);
			from = to;
			storedFrom = storedTo;
		}
	}

	async write(tx: Transaction): Promise<void> {
		if (this.#addedCount > 0)
			await tx.copyIn("store_day (store_key, day, polls)", this.#added.finish());
		if (this.#replacedKeys.length > 0) await this.#writeReplaced(tx);
		if (this.#addedCount + this.#replacedKeys.length > 0) await countFleetChange(tx);
	}

	#addRow(storeKey: StoreKey, day: UtcDay, polls: PollSeries, from: number, to: number): void {
		this.#addedCount++;
		this.#added.row(3);
		this.#added.int4(storeKey);
		this.#added.date(day);
		this.#added.int4Array(polls, from, to, packedStartOf(day));
	}

	#replaceRow(storeKey: StoreKey, day: UtcDay, polls: PollSeries, from: number, to: number): void {
		const dayStart = packedStartOf(day);
		for (let i = from; i < to; i++) this.#replacedPolls.push((polls[i] as number) - dayStart);
		this.#replacedKeys.push(storeKey);
		this.#replacedDays.push(day);
		this.#replacedLengths.push(to - from);
	}

	async #writeReplaced(tx: Transaction): Promise<void> {
		const slices = sliceBounds(this.#replacedLengths);
		await sql`
			insert into store_day (store_key, day, polls)
			select
				store_key,
				date '1970-01-01' + day,
				(${int4ArrayValue(this.#replacedPolls)}::int[])[first:last]
			from unnest(
				${int4ArrayValue(this.#replacedKeys)}::int[],
				${int4ArrayValue(this.#replacedDays)}::int[],
				${int4ArrayValue(slices.first)}::int[],
				${int4ArrayValue(slices.last)}::int[]
			) as replaced (store_key, day, first, last)
			on conflict (store_key, day) do update set polls = excluded.polls
		`.execute(tx.tables);
	}
}

/** The end of the polls of a day that begin at an index. */
function endOfDay(polls: PollSeries, from: number, day: UtcDay): number {
	const dayEnd = packedStartOf(day + 1);
	let to = from;
	while (to < polls.length && (polls[to] as number) < dayEnd) to++;
	return to;
}

function isEqual(
	a: PollSeries,
	aFrom: number,
	aTo: number,
	b: PollSeries,
	bFrom: number,
	bTo: number,
): boolean {
	if (aTo - aFrom !== bTo - bFrom) return false;
	for (let i = 0; i < aTo - aFrom; i++) if (a[aFrom + i] !== b[bFrom + i]) return false;
	return true;
}

/** Widens what the stores' rows say of their first and last poll, where that is needed. */
async function widenPolledSpans(tx: Transaction, stores: readonly TakenStore[]): Promise<void> {
	const wider = stores.flatMap(({ isNew, storeKey, span, polls }) => {
		const polled = spanOf(polls);
		if (isNew || polled === undefined || (span && contains(span, polled))) return [];
		return { storeKey, ...polled };
	});
	if (wider.length === 0) return;
	await sql`
		update store
		set
			first_poll_at = least(store.first_poll_at, wider.first_at),
			last_poll_at = greatest(store.last_poll_at, wider.last_at)
		from unnest(
			${wider.map(({ storeKey }) => storeKey)}::int[],
			${wider.map(({ first }) => instantValue(first))}::timestamptz[],
			${wider.map(({ last }) => instantValue(last))}::timestamptz[]
		) as wider (store_key, first_at, last_at)
		where store.store_key = wider.store_key
	`.execute(tx.tables);
}

function contains(outer: PolledSpan, inner: PolledSpan): boolean {
	return outer.first <= inner.first && inner.last <= outer.last;
}
