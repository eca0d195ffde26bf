import type { Instant } from "../core/instant.ts";
import { LOOKBACK_MS, type ReportPlan } from "../core/report.ts";
import type { StoreId } from "../core/store-id.ts";
import type { Timeline } from "../core/timeline.ts";
import type { Connection, Database } from "../database/engine/database.ts";
import type { SliceBounds } from "../database/report-slices.ts";
import { holdMonths } from "../database/store-day.ts";
import {
	manyPolledStores,
	maybeNewestPollBy,
	type PolledStore,
	type StoreKey,
	type StoreSelection,
} from "../database/stores.ts";
import {
	type NotedClosure,
	readSchedules,
	StoreHistories,
	type WithHistory,
} from "./store-histories.ts";
import { type Sweeper, type Sweeping, sweepingForTotals } from "./sweeping.ts";

/** Which stores are swept, and what for. */
export interface PolledStoresTask {
	readonly plan: ReportPlan;
	readonly selection: StoreSelection;
	/** Between which ids the stores are. */
	readonly bounds: SliceBounds;
	/** The planned closures of all stores. */
	readonly closuresOfAll: readonly NotedClosure[];
	/** When any of the stores was first polled. */
	readonly earliestPoll: Instant;
	/** What they are swept for; for totals without it. */
	readonly sweeping?: Sweeping | undefined;
}

/** A store with what its figures are made of, as far back as was read. */
export type PolledStoreToSweep = PolledStore & WithHistory;

/** Stores that are read together, and the newest poll of them at or before as of. */
export interface PolledStoresPage {
	readonly stores: readonly PolledStoreToSweep[];
	readonly newestPoll: Instant;
}

/** Walks through the stores of a report's kind, those that were polled by as of, and sweeps them. */
export class PolledStores {
	readonly #database: Database;
	readonly #task: PolledStoresTask;
	readonly #histories: StoreHistories;
	readonly #sweeping: Sweeping;
	#earliestPoll: Instant;
	#sweeper: Sweeper;

	constructor(database: Database, task: PolledStoresTask) {
		this.#database = database;
		this.#task = task;
		this.#sweeping = task.sweeping ?? sweepingForTotals(task.plan);
		const { span } = this.#sweeping;
		this.#histories = new StoreHistories(database, { span, lookbackMs: LOOKBACK_MS });
		this.#earliestPoll = task.earliestPoll;
		this.#sweeper = this.#sweeping.sweeper(task.earliestPoll);
	}

	/**
	 * The stores in the order of their ids, page by page, each page read in one snapshot. While a page is
	 * at work, the database reads the next.
	 */
	async *pages(): AsyncGenerator<PolledStoresPage> {
		let reading = this.#next(undefined);
		for (;;) {
			const page = await reading;
			const last = page.stores.at(-1)?.storeId;
			if (last === undefined) return;
			reading = this.#next(last);
			// Awaited a turn later: a failure must not count as unheard until then.
			reading.catch(() => {});
			yield page;
		}
	}

	/**
	 * Sweeps the stores of a page, and gives each one's timeline, over all ranges of the plan; good until
	 * the next one's. For stores of which the polls that were read do not decide it, older ones are read
	 * until they do or there are none: they went quiet long ago.
	 */
	async sweep(
		{ stores }: PolledStoresPage,
		take: (store: PolledStoreToSweep, timeline: Timeline) => void,
	): Promise<void> {
		const sweeper = this.#sweeperFor(stores);
		await this.judge({ stores }, (store, polledFrom) => {
			const timeline = sweeper.timeline(store, polledFrom);
			if (timeline !== undefined) take(store, timeline);
			return timeline !== undefined;
		});
	}

	/** What is found of each store of a page as {@link sweep} gives it, in the order of the page. */
	async find<Found>(
		page: PolledStoresPage,
		find: (store: PolledStoreToSweep, timeline: Timeline) => Found,
	): Promise<Found[]> {
		// Those that went quiet are decided last.
		const found = new Map<StoreKey, Found>();
		await this.sweep(page, (store, timeline) => {
			found.set(store.storeKey, find(store, timeline));
		});
		return page.stores.map(({ storeKey }) => found.get(storeKey) as Found);
	}

	/** Has the stores of a page judged, each until it is decided: see {@link StoreHistories.decide}. */
	judge(
		{ stores }: Pick<PolledStoresPage, "stores">,
		judge: (store: PolledStoreToSweep, polledFrom: Instant | undefined) => boolean,
	): Promise<void> {
		return this.#histories.decide(stores, judge);
	}

	#sweeperFor(stores: readonly PolledStore[]): Sweeper {
		const earliest = Math.min(...stores.map(({ firstPollAt }) => firstPollAt));
		if (earliest < this.#earliestPoll) {
			// Older polls came in since it was begun; its clocks do not reach as far back.
			this.#earliestPoll = earliest;
			this.#sweeper = this.#sweeping.sweeper(earliest);
		}
		return this.#sweeper;
	}

	#next(after: StoreId | undefined): Promise<PolledStoresPage> {
		return this.#database.snapshot((connection) => this.#read(connection, after));
	}

	async #read(connection: Connection, after: StoreId | undefined): Promise<PolledStoresPage> {
		await holdMonths(connection);
		const { plan, selection, bounds, closuresOfAll } = this.#task;
		const { asOf, rules } = plan;
		const limit = this.#histories.batchStores;
		const page = { ...bounds, asOf, selection, after, limit };
		const stores = await manyPolledStores(connection, page);
		const fleet = { closuresOfAll, defaultZone: rules.defaultZone };
		const scheduled = await readSchedules(connection, stores, fleet);
		return {
			stores: await this.#histories.read(connection, scheduled),
			newestPoll: await newestPollOf(connection, stores, asOf),
		};
	}
}

/** The newest poll of some stores at or before as of, each of which was polled by then. */
export async function newestPollOf(
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
