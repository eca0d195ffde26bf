import type { Schedule } from "../core/business-hours.ts";
import { ClosureCalendar } from "../core/closures.ts";
import { DAY_MS, type DurationMs, type Instant, utcDayOf } from "../core/instant.ts";
import type { Method } from "../core/method.ts";
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
import { manyClosures } from "../database/closures.ts";
import type { Database } from "../database/engine/database.ts";
import { readPolls } from "../database/read-polls.ts";
import { writeReportRows } from "../database/report-rows.ts";
import { completeReport, type ReportAttempt, saveProgress } from "../database/reports.ts";
import { readSpecialHours } from "../database/special-hours.ts";
import type { DaySpan } from "../database/store-day.ts";
import {
	manyPolledStores,
	maybePolledFleet,
	type PolledStore,
	type StoreKey,
} from "../database/stores.ts";
import type { ServiceContext } from "./context.ts";

/**
 * Stores are computed some at a time, so that memory does not grow with the fleet: as many as have
 * about so many days together, and never more than so many.
 */
const BATCH_STORE_DAYS = 8_000;
const BATCH_STORES_MAX = 500;

/** All of the closures there are: those before the ranges decide which polls count. */
const EVER = { from: 0, to: Date.UTC(9999, 11, 31) };

/**
 * Computes a report from the database and writes its rows, batch by batch, then its end.
 *
 * Returns early, and leaves the report as it is, when the signal asks for it, and when the attempt
 * has no effect any more: the report was cancelled, deleted, or begun anew by somebody else.
 */
export async function computeReport(
	{ database, zoneDataVersion, now }: ServiceContext,
	plan: ReportPlan,
	attempt: ReportAttempt,
	signal: AbortSignal,
): Promise<void> {
	const fleet = await maybePolledFleet(database, plan.asOf);
	const storesTotal = fleet?.storeCount ?? 0;
	if (!(await saveProgress(database, attempt, { storesTotal }))) return;
	const reader = new StoreReader(
		database,
		plan,
		new ClosureCalendar(await manyClosures(database, EVER)),
	);
	const sweeper = new StoreSweeper(plan, fleet?.earliestPoll ?? plan.asOf);
	const counts = { defaultZone: 0, defaultHours: 0, specialDates: 0, ownClosures: 0 };
	let position = 0;

	// While one batch is swept, the database reads the next.
	let reading = reader.next(undefined);
	for (;;) {
		const batch = await reading;
		const last = batch.at(-1)?.storeId;
		if (last === undefined) break;
		reading = reader.next(last);
		// Awaited a turn later: a failure must not count as unheard until then.
		reading.catch(() => {});
		if (signal.aborted) return;
		const rows = await sweepBatch(batch, sweeper, reader);
		for (const store of batch) {
			counts.defaultZone += store.timezone === undefined ? 1 : 0;
			counts.defaultHours += store.history.schedule.hours === undefined ? 1 : 0;
			counts.specialDates += store.history.schedule.specialHours.size;
			counts.ownClosures += reader.closures.ownCount(store.storeKey);
		}
		const isOurs = await database.transaction((tx) =>
			writeReportRows(tx, attempt, { position, rows }),
		);
		if (!isOurs) return;
		position += rows.length;
	}

	const method: Method = {
		...plan,
		zoneDataVersion,
		stores: position,
		storesWithDefaultZone: counts.defaultZone,
		storesWithDefaultHours: counts.defaultHours,
		specialDates: counts.specialDates,
		closures: reader.closures.countOfAll + counts.ownClosures,
		// As of is the newest poll of the moment at which the report was asked for.
		newestPoll: plan.asOf,
	};
	await completeReport(database, attempt, { method, finishedAt: now() });
}

/** A store with what its figures are made of, as far back as was read. */
interface StoreToSweep extends PolledStore {
	readonly history: StoreHistory;
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
	readonly closures: ClosureCalendar<StoreKey>;
	readonly #database: Database;
	readonly #plan: ReportPlan;
	/** The days that are read of every store. */
	readonly #days: DaySpan;
	readonly #batchStores: number;

	constructor(database: Database, plan: ReportPlan, closures: ClosureCalendar<StoreKey>) {
		this.#database = database;
		this.#plan = plan;
		this.closures = closures;
		const first = utcDayOf(this.firstInstant(LOOKBACK_MS));
		const last = utcDayOf(spanOf(plan).to);
		this.#days = { first, last };
		const stores = Math.floor(BATCH_STORE_DAYS / (last - first + 1));
		this.#batchStores = Math.min(Math.max(stores, 1), BATCH_STORES_MAX);
	}

	/** The instant from which on all polls have been read after looking back so far. */
	firstInstant(lookbackMs: DurationMs): Instant {
		return utcDayOf(spanOf(this.#plan).from - lookbackMs) * DAY_MS;
	}

	/** The next stores in the order of the report, empty when there are no more. */
	async next(after: StoreId | undefined): Promise<StoreToSweep[]> {
		const { asOf, rules } = this.#plan;
		const page = { asOf, after, limit: this.#batchStores };
		const stores = await manyPolledStores(this.#database, page);
		const keys = stores.map(({ storeKey }) => storeKey);
		const [polls, hours, specialHours] = await Promise.all([
			readPolls(this.#database, keys, this.#days),
			readBusinessHours(this.#database, keys),
			readSpecialHours(this.#database, keys),
		]);
		return stores.map((store, i) => {
			const schedule: Schedule = {
				hours: hours[i],
				specialHours: specialHours[i] as Schedule["specialHours"],
				closures: this.closures.of(store.storeKey),
			};
			const zone = store.timezone ?? rules.defaultZone;
			return { ...store, history: { polls: polls[i] as PollSeries, schedule, zone } };
		});
	}

	/** The stores with the polls that a look four times as far back finds, too. */
	async withOlderPolls(
		stores: readonly StoreToSweep[],
		lookbackMs: DurationMs,
	): Promise<StoreToSweep[]> {
		const keys = stores.map(({ storeKey }) => storeKey);
		const older = await readPolls(this.#database, keys, {
			first: utcDayOf(this.firstInstant(lookbackMs * 4)),
			last: utcDayOf(this.firstInstant(lookbackMs)) - 1,
		});
		return stores.map((store, i) => {
			const polls = mergePolls(older[i] as PollSeries, store.history.polls);
			return { ...store, history: { ...store.history, polls } };
		});
	}
}
