import { DAY_MS, type UtcDay, utcDayOf } from "../core/instant.ts";
import { formatLocalDay } from "../core/local-time.ts";
import { firstPollAtOrAfter, instantOf, type PollSeries } from "../core/poll.ts";
import { compareStoreIds, type StoreId } from "../core/store-id.ts";
import type { PollTable } from "../csv/poll-table.ts";
import { replaceBusinessHours } from "../database/business-weeks.ts";
import { saveClosures } from "../database/closures.ts";
import type { Database, Transaction } from "../database/engine/database.ts";
import { tidy } from "../database/maintenance.ts";
import { replaceSpecialHours } from "../database/special-hours.ts";
import { createMonths, type DaySpan } from "../database/store-day.ts";
import { registerStores, type StoreKey } from "../database/stores.ts";
import { replaceTimezones } from "../database/timezones.ts";
import { addPollCounts, NO_POLLS, type PollCounts, writePolls } from "../database/write-polls.ts";
import type { FleetFiles } from "./fleet-files.ts";

/** What an import did. */
export interface ImportSummary {
	/** Stores that any of the files named. */
	readonly stores: number;
	/** What became of the polls; those of one instant in the file count as one. */
	readonly polls: PollCounts;
}

/** Told how many batches have been written, of how many. */
export type OnImportProgress = (done: number, total: number) => void;

/**
 * Stores are written in batches, each in a transaction of its own: small enough that others get
 * their turn in between, large enough that what each costs by itself does not count.
 */
const BATCH_STORES = 500;

/**
 * Brings files into the database.
 *
 * Law: importing the same files again changes nothing. So an import that was killed can simply be
 * run again, and two at once do each other no harm. Hours and zones go first, so that a report that
 * is made meanwhile judges new polls by new hours.
 */
export async function importFiles(
	database: Database,
	files: FleetFiles,
	onProgress: OnImportProgress = () => {},
): Promise<ImportSummary> {
	const { timezones, hours, specialHours, closures, polls } = files;
	const polled = polls === undefined ? [] : polledStores(polls);
	for (const days of monthsOf(polled)) await createMonths(database, days);
	let pollCounts = NO_POLLS;

	const steps: ((tx: Transaction) => Promise<void>)[] = [
		...storeSteps(timezones, (tx, stores) =>
			replaceTimezones(
				tx,
				stores.map(({ storeKey, entry }) => ({ storeKey, timezone: entry })),
			),
		),
		...storeSteps(hours, (tx, stores) =>
			replaceBusinessHours(
				tx,
				stores.map(({ storeKey, entry }) => ({ storeKey, hours: entry })),
			),
		),
		...storeSteps(specialHours, (tx, stores) =>
			replaceSpecialHours(
				tx,
				stores.flatMap(({ storeKey, entry }) =>
					[...entry].map(([day, openings]) => ({ storeKey, day, openings })),
				),
			),
		),
		...batches(closures ?? []).map((batch) => (tx: Transaction) => importClosures(tx, batch)),
		...batches(polled).map((batch) => async (tx: Transaction) => {
			const written = batch.map(({ storeId, read }) => ({ storeId, polls: read() }));
			pollCounts = addPollCounts(pollCounts, await writePolls(tx, written));
		}),
	];
	for (const [done, step] of steps.entries()) {
		onProgress(done, steps.length);
		await database.transaction(step);
	}
	await tidy(database);
	return { stores: countStores(files), polls: pollCounts };
}

/** A store's entry in a file, with the key that the store has in the database. */
interface KeyedEntry<Entry> {
	readonly storeKey: StoreKey;
	readonly entry: Entry;
}

function storeSteps<Entry>(
	stores: ReadonlyMap<StoreId, Entry> | undefined,
	write: (tx: Transaction, batch: readonly KeyedEntry<Entry>[]) => Promise<void>,
): ((tx: Transaction) => Promise<void>)[] {
	return batches([...(stores ?? [])]).map((batch) => async (tx) => {
		const keys = await registerStores(
			tx,
			batch.map(([id]) => id),
		);
		await write(
			tx,
			batch.map(([, entry], i) => ({ storeKey: keys[i] as StoreKey, entry })),
		);
	});
}

async function importClosures(
	tx: Transaction,
	closures: NonNullable<FleetFiles["closures"]>,
): Promise<void> {
	const ids = [...new Set(closures.flatMap(({ storeId }) => storeId ?? []))];
	const keys = await registerStores(tx, ids);
	const keyOf = new Map(ids.map((id, i) => [id, keys[i] as StoreKey]));
	const keyed = closures.map(({ storeId, from, to, reason }) => ({
		store: storeId === undefined ? undefined : keyOf.get(storeId),
		from,
		to,
		reason,
	}));
	// One statement cannot touch a row twice: of a closure that a file names twice, the last counts.
	const byPlace = new Map(keyed.map((it) => [`${it.store} ${it.from} ${it.to}`, it]));
	await saveClosures(tx, [...byPlace.values()]);
}

interface PolledStore {
	readonly storeId: StoreId;
	/** Puts the store's polls together; done when its turn comes, so that not all are held twice. */
	readonly read: () => PollSeries;
}

function polledStores(polls: PollTable): PolledStore[] {
	return polls.ids
		.map((storeId, index) => ({ storeId, index, read: () => polls.polls(index) }))
		.filter(({ index }) => polls.firstPollAt(index) !== Number.POSITIVE_INFINITY)
		.sort((a, b) => compareStoreIds(a.storeId, b.storeId));
}

/** The months that have polls, each by its first and last day with one: others need no partition. */
function monthsOf(stores: readonly PolledStore[]): DaySpan[] {
	const days = new Set<UtcDay>();
	for (const { read } of stores) {
		const polls = read();
		for (let i = 0; i < polls.length; ) {
			const day = utcDayOf(instantOf(polls[i] as number));
			days.add(day);
			i = firstPollAtOrAfter(polls, (day + 1) * DAY_MS);
		}
	}
	const sorted = [...days].sort((a, b) => a - b);
	return [...Map.groupBy(sorted, (day) => formatLocalDay(day).slice(0, 7)).values()].map(
		(month) => ({
			first: month[0] as UtcDay,
			last: month.at(-1) as UtcDay,
		}),
	);
}

function batches<Item>(items: readonly Item[]): Item[][] {
	return Array.from({ length: Math.ceil(items.length / BATCH_STORES) }, (_, i) =>
		items.slice(i * BATCH_STORES, (i + 1) * BATCH_STORES),
	);
}

function countStores({ polls, hours, timezones, specialHours, closures }: FleetFiles): number {
	return new Set([
		...(polls?.ids ?? []),
		...(hours?.keys() ?? []),
		...(timezones?.keys() ?? []),
		...(specialHours?.keys() ?? []),
		...(closures ?? []).flatMap(({ storeId }) => storeId ?? []),
	]).size;
}
