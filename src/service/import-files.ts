import type { BusinessHours, SpecialHours } from "../core/business-hours.ts";
import { type Dated, FROM_THE_BEGINNING } from "../core/dated.ts";
import type { UtcDay } from "../core/instant.ts";
import { formatLocalDay } from "../core/local-time.ts";
import type { PollSeries } from "../core/poll.ts";
import type { StoreDetails } from "../core/store-details.ts";
import { compareStoreIds, type StoreId } from "../core/store-id.ts";
import type { PollTable } from "../csv/poll-table.ts";
import { addBusinessHours, replaceBusinessHours } from "../database/business-weeks.ts";
import { saveClosures } from "../database/closures.ts";
import type { Database, Transaction } from "../database/engine/database.ts";
import { tidy } from "../database/maintenance.ts";
import { replaceSpecialHours } from "../database/special-hours.ts";
import { createMonths, type DaySpan } from "../database/store-day.ts";
import { replaceStoreDetails } from "../database/store-details.ts";
import { maybeNewestPoll, registerStores, type StoreKey } from "../database/stores.ts";
import { replaceTimezones } from "../database/timezones.ts";
import {
	addPollCounts,
	NO_POLLS,
	type PollCounts,
	type TakenStore,
	takeStores,
	writeTakenPolls,
} from "../database/write-polls.ts";
import type { FleetFiles, FleetTables } from "./fleet-files.ts";
import { KeySet } from "./key-set.ts";

/** What an import did. */
export interface ImportSummary {
	/** Stores that any of the files named. */
	readonly stores: number;
	/** What became of the polls; those of one instant in the file count as one. */
	readonly polls: PollCounts;
}

/** Told how many stores have been written, of how many. */
export type OnImportProgress = (done: number, total: number) => void;

/** What was written in one transaction. */
export interface WrittenBatch {
	readonly storeKeys: readonly StoreKey[];
	/** What became of the polls. */
	readonly polls: PollCounts;
}

/** Writes a batch in a transaction of its own, and whatever else there is to be written with it. */
export type CommitBatch = (write: (tx: Transaction) => Promise<WrittenBatch>) => Promise<void>;

/**
 * Stores are written in batches, each in a transaction of its own: small enough that others get
 * their turn in between and memory stays flat, large enough that what each costs by itself does not
 * count. A batch is full with so many stores, or when its polls come to so many.
 */
const BATCH_STORES_MAX = 500;
const BATCH_POLLS = 65_536;
/** Closures are short rows. */
const BATCH_CLOSURES = 1_000;

/**
 * Brings files into the database.
 *
 * Law: importing the same files again changes nothing. So an import that was killed can simply be
 * run again, and two at once do each other no harm. What the files say of one store becomes seen at
 * once, so that no report judges a store's new polls by its old hours.
 */
export async function importFiles(
	database: Database,
	files: FleetFiles,
	onProgress: OnImportProgress = () => {},
): Promise<ImportSummary> {
	const wasEmpty = (await maybeNewestPoll(database)) === undefined;
	const stores = new KeySet();
	let polls = NO_POLLS;
	const commit: CommitBatch = async (write) => {
		const batch = await database.transaction(write);
		stores.add(batch.storeKeys);
		polls = addPollCounts(polls, batch.polls);
	};
	await writeFiles(database, files, { commit, onProgress });
	// A first import leaves nothing behind that could be tidied up.
	if (!wasEmpty) await tidy(database);
	return { stores: stores.size, polls };
}

/** Writes what files say, batch by batch. */
export async function writeFiles(
	database: Database,
	files: FleetTables,
	{
		commit,
		onProgress,
	}: { readonly commit: CommitBatch; readonly onProgress?: OnImportProgress | undefined },
): Promise<void> {
	await makeMonths(database, files);
	await writeTables(files, { commit, onProgress });
}

/** Makes the months that the polls of files need: first of all, and in transactions of its own. */
export async function makeMonths(database: Database, { polls }: FleetTables): Promise<void> {
	if (polls === undefined) return;
	for (const days of monthsOf(polls)) await createMonths(database, days);
}

/** {@link writeFiles} where the months are there already. */
export async function writeTables(
	files: FleetTables,
	{
		commit,
		onProgress = () => {},
	}: { readonly commit: CommitBatch; readonly onProgress?: OnImportProgress | undefined },
): Promise<void> {
	const { closures } = files;
	// Closures first: they are few, and hold for polls that come after them.
	for (const batch of batches(closures ?? [], BATCH_CLOSURES))
		await commit((tx) => importClosures(tx, batch));

	const ids = storesNamed(files);
	const gatherer = new Gatherer(files, ids);
	for (let next = gatherer.next(); next.length > 0; ) {
		const stores = next;
		onProgress(gatherer.gathered - stores.length, ids.length);
		const writing = commit((tx) => importStores(tx, stores));
		// Put together while the database writes the batch before.
		next = gatherer.next();
		await writing;
	}
}

const NONE: PollSeries = new Float64Array(0);

/** What the files say of one store. */
interface StoreToImport {
	readonly storeId: StoreId;
	/** Its zone before all changes, for a store that is to be made. */
	readonly timezone: string | undefined;
	readonly timezones: Dated<string> | undefined;
	readonly hours: Dated<BusinessHours> | undefined;
	readonly specialHours: SpecialHours | undefined;
	readonly details: StoreDetails | undefined;
	/** Empty when the file of polls does not name it, or names it in bad rows only. */
	readonly polls: PollSeries;
}

/** Puts together what the files say, batch by batch: all at once would be a second copy. */
class Gatherer {
	/** How many stores are in the batches so far. */
	gathered = 0;
	readonly #files: FleetTables;
	readonly #ids: readonly StoreId[];
	readonly #placeOf: ReadonlyMap<StoreId, number>;

	constructor(files: FleetTables, ids: readonly StoreId[]) {
		this.#files = files;
		this.#ids = ids;
		this.#placeOf = new Map(files.polls?.ids.map((id, place) => [id, place]));
	}

	/** The next batch; empty when there are no more. */
	next(): StoreToImport[] {
		const batch: StoreToImport[] = [];
		let pollCount = 0;
		while (
			this.gathered < this.#ids.length &&
			batch.length < BATCH_STORES_MAX &&
			pollCount < BATCH_POLLS
		) {
			const store = this.#gather(this.#ids[this.gathered++] as StoreId);
			pollCount += store.polls.length;
			batch.push(store);
		}
		return batch;
	}

	#gather(storeId: StoreId): StoreToImport {
		const { timezones, hours, specialHours, stores, polls } = this.#files;
		const place = this.#placeOf.get(storeId);
		return {
			storeId,
			timezone: timezones?.get(storeId)?.at(FROM_THE_BEGINNING),
			timezones: timezones?.get(storeId),
			hours: hours?.get(storeId),
			specialHours: specialHours?.get(storeId),
			details: stores?.get(storeId),
			polls: place === undefined || polls === undefined ? NONE : polls.polls(place),
		};
	}
}

/**
 * Writes a batch of stores. All are taken first, made or locked in the order of their ids, so that
 * two importers wait for one another at most once.
 */
async function importStores(
	tx: Transaction,
	stores: readonly StoreToImport[],
): Promise<WrittenBatch> {
	const taken = await takeStores(tx, stores);
	const entries = stores.map((store, i) => ({ ...(taken[i] as TakenStore), ...store }));
	const known = entries.filter(({ isNew }) => !isNew);
	const weeks = entries.flatMap(({ storeKey, hours, isNew }) =>
		hours === undefined ? [] : { storeKey, hours, isNew },
	);
	await addBusinessHours(
		tx,
		weeks.filter(({ isNew }) => isNew),
	);
	await replaceBusinessHours(
		tx,
		weeks.filter(({ isNew }) => !isNew),
	);
	await replaceTimezones(
		tx,
		entries.flatMap(({ storeKey, timezones, isNew }) => {
			// A store that was made has its first zone already.
			const hasMore = !isNew || (timezones?.changes.length ?? 0) > 0;
			return timezones !== undefined && hasMore ? { storeKey, timezones } : [];
		}),
	);
	await replaceStoreDetails(
		tx,
		known.flatMap(({ storeKey, details }) =>
			details === undefined ? [] : { storeKey, ...details },
		),
	);
	await replaceSpecialHours(
		tx,
		entries.flatMap(({ storeKey, specialHours }) =>
			[...(specialHours ?? [])].map(([day, openings]) => ({ storeKey, day, openings })),
		),
	);
	return {
		storeKeys: taken.map(({ storeKey }) => storeKey),
		polls: await writeTakenPolls(tx, taken),
	};
}

/** Every store that a file says something of, in the order in which all importers take them. */
function storesNamed({ polls, hours, timezones, specialHours, stores }: FleetTables): StoreId[] {
	const polled = polls?.ids.filter((_, place) => polls.firstPollAt(place) < Infinity);
	const ids = new Set<StoreId>(polled);
	for (const table of [hours, timezones, specialHours, stores])
		for (const id of table?.keys() ?? []) ids.add(id);
	return [...ids].sort(compareStoreIds);
}

async function importClosures(
	tx: Transaction,
	closures: NonNullable<FleetFiles["closures"]>,
): Promise<WrittenBatch> {
	const ids = [...new Set(closures.flatMap(({ store }) => store ?? []))];
	const keys = await registerStores(tx, ids);
	const keyOf = new Map(ids.map((id, i) => [id, keys[i] as StoreKey]));
	const keyed = closures.map(({ store, ...closure }) => ({
		...closure,
		store: store === undefined ? undefined : keyOf.get(store),
	}));
	// One statement cannot touch a row twice: of a closure that a file names twice, the last counts.
	const byPlace = new Map(keyed.map((it) => [`${it.store} ${it.from} ${it.to}`, it]));
	await saveClosures(tx, [...byPlace.values()]);
	return { storeKeys: keys, polls: NO_POLLS };
}

/** The months that have polls, each by its first and last day with one: others need no partition. */
function monthsOf(table: PollTable): DaySpan[] {
	const days = new Set<UtcDay>();
	for (let place = 0; place < table.ids.length; place++) table.addDaysTo(days, place);
	const sorted = [...days].sort((a, b) => a - b);
	const months = Map.groupBy(sorted, (day) => formatLocalDay(day).slice(0, 7));
	return [...months.values()].map((month) => ({
		first: month[0] as UtcDay,
		last: month.at(-1) as UtcDay,
	}));
}

function batches<Item>(items: readonly Item[], size: number): Item[][] {
	return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
		items.slice(i * size, (i + 1) * size),
	);
}
