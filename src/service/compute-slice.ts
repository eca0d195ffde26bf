import type { Schedule } from "../core/business-hours.ts";
import { ClosureCalendar } from "../core/closures.ts";
import { DAY_MS, type DurationMs, type Instant, type Range, utcDayOf } from "../core/instant.ts";
import { mergePolls, type PollSeries } from "../core/poll.ts";
import {
	LOOKBACK_MS,
	type ReportPlan,
	type ReportRow,
	type StoreHistory,
	StoreSweeper,
	spanOf,
} from "../core/report.ts";
import type { StoreId } from "../core/store-id.ts";
import type { Totals } from "../core/totals.ts";
import { readBusinessHours } from "../database/business-weeks.ts";
import { manyClosuresOf } from "../database/closures.ts";
import type { Connection, Database } from "../database/engine/database.ts";
import { readPolls } from "../database/read-polls.ts";
import { writeReportRows } from "../database/report-rows.ts";
import type { BegunSlice } from "../database/report-slices.ts";
import { readSpecialHours } from "../database/special-hours.ts";
import { type DaySpan, holdMonths } from "../database/store-day.ts";
import {
	manyPolledStores,
	maybeNewestPollBy,
	type PolledStore,
	type StoreKey,
	type StoreSelection,
} from "../database/stores.ts";
import type { ServiceContext } from "./context.ts";

/**
 * Stores are computed some at a time, so that memory does not grow with the fleet: as many as have
 * about so many days together, and never more than so many.
 */
const BATCH_STORE_DAYS = 8_000;
const BATCH_STORES_MAX = 500;

/** What of a slice the method counts. */
export interface SliceCounts {
	readonly stores: number;
	readonly storesWithDefaultZone: number;
	readonly storesWithDefaultHours: number;
	readonly specialDates: number;
	/** Closures that single stores have of their own. */
	readonly ownClosures: number;
	/** The newest poll of its stores at or before as of. */
	readonly newestPoll: Instant | null;
	/** The zone data of the program that computed it. */
	readonly zoneDataVersion: string;
}

/** What a slice is computed by: the same for all slices of a report. */
export interface SliceTask {
	readonly plan: ReportPlan;
	readonly selection: StoreSelection;
	/** The planned closures of all stores. */
	readonly closuresOfAll: readonly Range[];
	/** When any of the report's stores was first polled. */
	readonly earliestPoll: Instant;
	readonly slice: BegunSlice;
}

/**
 * Computes a slice of a report from the database and writes its rows, batch by batch.
 *
 * Returns what the method counts; `undefined`, and leaves the slice as it is, when the signal asks for
 * it, and when the attempt has no effect any more: the report was cancelled, failed or deleted, or the
 * slice begun anew by somebody else.
 */
export async function computeSlice(
	{ database, zoneDataVersion }: Pick<ServiceContext, "database" | "zoneDataVersion">,
	task: SliceTask,
	signal: AbortSignal,
): Promise<SliceCounts | undefined> {
	const { plan, slice } = task;
	const reader = new StoreReader(database, task);
	let earliestPoll = task.earliestPoll;
	let sweeper = new StoreSweeper(plan, earliestPoll);
	const counts = {
		storesWithDefaultZone: 0,
		storesWithDefaultHours: 0,
		specialDates: 0,
		ownClosures: 0,
	};
	let newestPoll: Instant | null = null;
	let position = 0;

	// While one batch is swept, the database reads the next.
	let reading = reader.next(undefined);
	for (;;) {
		const batch = await reading;
		const last = batch.stores.at(-1)?.storeId;
		if (last === undefined) break;
		reading = reader.next(last);
		// Awaited a turn later: a failure must not count as unheard until then.
		reading.catch(() => {});
		if (signal.aborted) return undefined;
		const earliestOfBatch = Math.min(...batch.stores.map(({ firstPollAt }) => firstPollAt));
		if (earliestOfBatch < earliestPoll) {
			// Older polls came in since the report was begun; its clocks do not reach as far back.
			earliestPoll = earliestOfBatch;
			sweeper = new StoreSweeper(plan, earliestPoll);
		}
		const rows = await sweepBatch(batch.stores, sweeper, reader);
		for (const store of batch.stores) {
			counts.storesWithDefaultZone += store.timezone === undefined ? 1 : 0;
			counts.storesWithDefaultHours += store.history.schedule.hours === undefined ? 1 : 0;
			counts.specialDates += store.history.schedule.specialHours.size;
			counts.ownClosures += store.ownClosures;
		}
		newestPoll = Math.max(newestPoll ?? batch.newestPoll, batch.newestPoll);
		const isOurs = await database.transaction((tx) =>
			writeReportRows(tx, slice, { position, rows }),
		);
		if (!isOurs) return undefined;
		position += rows.length;
	}
	return { stores: position, ...counts, newestPoll, zoneDataVersion };
}

/** A store with what its figures are made of, as far back as was read. */
interface StoreToSweep extends PolledStore {
	readonly history: StoreHistory;
	/** How many closures it has of its own. */
	readonly ownClosures: number;
}

/** Stores that are read together, and the newest poll of them at or before as of. */
interface Batch {
	readonly stores: readonly StoreToSweep[];
	readonly newestPoll: Instant;
}

/**
 * The rows of a batch. For stores of which none of the polls that were read counts before the ranges
 * begin, older ones are read until one does or there are none: they went quiet long ago.
 */
async function sweepBatch(
	batch: readonly StoreToSweep[],
	sweeper: StoreSweeper,
	reader: StoreReader,
): Promise<ReportRow[]> {
	const totals = new Map<StoreKey, Totals[]>();
	let undecided = batch;
	for (let lookbackMs = LOOKBACK_MS; undecided.length > 0; lookbackMs *= 4) {
		const readFrom = reader.firstInstant(lookbackMs);
		const quiet = undecided.filter((store) => {
			totals.set(store.storeKey, sweeper.totals(store.history));
			return store.firstPollAt < readFrom && !sweeper.isDecided(readFrom);
		});
		undecided = await reader.withOlderPolls(quiet, lookbackMs);
	}
	return batch.map(({ storeId, storeKey }) => ({
		storeId,
		totals: totals.get(storeKey) as Totals[],
	}));
}

/** Reads stores with all that their figures are made of. */
class StoreReader {
	readonly #database: Database;
	readonly #task: SliceTask;
	/** The days that are read of every store. */
	readonly #days: DaySpan;
	readonly #batchStores: number;

	constructor(database: Database, task: SliceTask) {
		this.#database = database;
		this.#task = task;
		const first = utcDayOf(this.firstInstant(LOOKBACK_MS));
		const last = utcDayOf(spanOf(task.plan).to);
		this.#days = { first, last };
		const stores = Math.floor(BATCH_STORE_DAYS / (last - first + 1));
		this.#batchStores = Math.min(Math.max(stores, 1), BATCH_STORES_MAX);
	}

	/** The instant from which on all polls have been read after looking back so far. */
	firstInstant(lookbackMs: DurationMs): Instant {
		return utcDayOf(spanOf(this.#task.plan).from - lookbackMs) * DAY_MS;
	}

	/**
	 * The next stores in the order of the report, none when there are no more. A batch is read in one
	 * snapshot: no store's new polls are judged by its old hours.
	 */
	next(after: StoreId | undefined): Promise<Batch> {
		return this.#database.snapshot((connection) => this.#read(connection, after));
	}

	async #read(connection: Connection, after: StoreId | undefined): Promise<Batch> {
		await holdMonths(connection);
		const { plan, selection, slice } = this.#task;
		const { asOf, rules } = plan;
		const page = { ...slice, asOf, selection, after, limit: this.#batchStores };
		const stores = await manyPolledStores(connection, page);
		const keys = stores.map(({ storeKey }) => storeKey);
		const polls = await readPolls(connection, keys, this.#days);
		const hours = await readBusinessHours(connection, keys);
		const specialHours = await readSpecialHours(connection, keys);
		const closures = new ClosureCalendar<StoreKey>([
			...this.#task.closuresOfAll.map((range) => ({ ...range, store: undefined })),
			...(await manyClosuresOf(connection, keys)),
		]);
		const toSweep = stores.map((store, i) => {
			const schedule: Schedule = {
				hours: hours[i],
				specialHours: specialHours[i] as Schedule["specialHours"],
				closures: closures.of(store.storeKey),
			};
			const zone = store.timezone ?? rules.defaultZone;
			const history = { polls: polls[i] as PollSeries, schedule, zone };
			return { ...store, history, ownClosures: closures.ownCount(store.storeKey) };
		});
		return { stores: toSweep, newestPoll: await newestPollOf(connection, stores, asOf) };
	}

	/** The stores with the polls that a look four times as far back finds, too. */
	async withOlderPolls(
		stores: readonly StoreToSweep[],
		lookbackMs: DurationMs,
	): Promise<StoreToSweep[]> {
		const keys = stores.map(({ storeKey }) => storeKey);
		if (keys.length === 0) return [];
		const older = await this.#database.snapshot(async (connection) => {
			await holdMonths(connection);
			return readPolls(connection, keys, {
				first: utcDayOf(this.firstInstant(lookbackMs * 4)),
				last: utcDayOf(this.firstInstant(lookbackMs)) - 1,
			});
		});
		return stores.map((store, i) => {
			const polls = mergePolls(older[i] as PollSeries, store.history.polls);
			return { ...store, history: { ...store.history, polls } };
		});
	}
}

/** The newest poll of some stores at or before as of, each of which was polled by then. */
async function newestPollOf(
	connection: Connection,
	stores: readonly PolledStore[],
	asOf: Instant,
): Promise<Instant> {
	const last = stores.map(({ lastPollAt }) => lastPollAt).filter((at) => at <= asOf);
	const later = stores.filter(({ lastPollAt }) => lastPollAt > asOf);
	const before =
		later.length === 0
			? undefined
			: await maybeNewestPollBy(
					connection,
					later.map(({ storeKey }) => storeKey),
					asOf,
				);
	return Math.max(...last, before ?? Number.NEGATIVE_INFINITY);
}
