import { CarriedPolls } from "../core/carried-polls.ts";
import { DAY_MS, type DurationMs, EARLIEST_POLL, type UtcDay, utcDayOf } from "../core/instant.ts";
import { IntervalBuilder } from "../core/intervals.ts";
import type { PollSeries } from "../core/poll.ts";
import { ZoneClocks } from "../core/zone-clock.ts";
import { type KeyedClosure, manyClosuresOfAll } from "../database/closures.ts";
import type { Connection, Database, Transaction } from "../database/engine/database.ts";
import { maybeKeptFrom } from "../database/kept-from.ts";
import { readPolls } from "../database/read-polls.ts";
import { CarriedPartition, type CarriedSeries, manyOldStretches } from "../database/retention.ts";
import { type DaySpan, lockMonthsBefore } from "../database/store-day.ts";
import { manyPolledStores, maybeNewestPoll, type PolledStore } from "../database/stores.ts";
import { monthBeginOf } from "../database/utc-day.ts";
import type { ServiceContext } from "./context.ts";
import { readSchedules } from "./store-histories.ts";

/** A month of polls of so many stores is in memory at a time. */
const BATCH_STORES = 200;

/** What was done. */
export interface DroppedPolls {
	/** The partitions of months that are gone. */
	readonly months: readonly string[];
}

/**
 * Drops the polls of months that ended so long before the newest poll of any store; not before the wall
 * clock, so that a data set from last year stays whole. What was dropped once stays dropped when polls
 * are to be kept longer later.
 *
 * Law: no report on time that was not dropped changes. For that, a few polls of each store are carried
 * along: see core's `CarriedPolls`. Polls of dropped time that come in later count as ever, until they
 * are dropped in their turn the next time.
 *
 * Does nothing when there is nothing to drop, and may be called by several at once. Those who write
 * polls of that time wait until it is done; all others go on, but for a moment at the end. Fails as
 * busy when that moment does not come because somebody's query goes on and on.
 */
export async function dropOldPolls(
	{ database, rules }: Pick<ServiceContext, "database" | "rules">,
	keepPollsMs: DurationMs,
): Promise<DroppedPolls> {
	const before = await maybeCut(database, keepPollsMs);
	// Asked first without any lock: nearly always there is nothing to do.
	if (before === undefined || (await manyOldStretches(database, before)).length === 0)
		return { months: [] };
	return database.transaction(async (tx) => {
		await lockMonthsBefore(tx, before);
		// Another may have done it meanwhile, and gone further.
		if (((await maybeKeptFrom(tx)) ?? before) > before) return { months: [] };
		const stretches = await manyOldStretches(tx, before);
		if (stretches.length === 0) return { months: [] };
		const partition = await CarriedPartition.make(tx);
		const finder = new CarriedFinder(tx, { before, stretches, defaultZone: rules.defaultZone });
		for await (const stores of finder.batches()) await partition.add(stores);
		return { months: await partition.putInPlace(before) };
	});
}

/** The day before which polls are to be dropped; `undefined` when there are none at all. */
async function maybeCut(database: Database, keepPollsMs: DurationMs): Promise<UtcDay | undefined> {
	const newest = await maybeNewestPoll(database);
	if (newest === undefined) return undefined;
	const keptFrom = (await maybeKeptFrom(database)) ?? Number.NEGATIVE_INFINITY;
	return Math.max(monthBeginOf(utcDayOf(newest - keepPollsMs)), keptFrom);
}

/** A store, and what was found so far of what is to be carried of it. */
interface StoreToCarry extends PolledStore {
	readonly carried: CarriedPolls;
}

/** Finds what is to be carried of all stores, some at a time. */
class CarriedFinder {
	readonly #connection: Connection;
	readonly #before: UtcDay;
	readonly #stretches: readonly DaySpan[];
	readonly #defaultZone: string;
	readonly #clocks: ZoneClocks;
	readonly #builder = new IntervalBuilder();

	constructor(
		connection: Transaction,
		task: {
			readonly before: UtcDay;
			/** The latest first. */
			readonly stretches: readonly DaySpan[];
			readonly defaultZone: string;
		},
	) {
		this.#connection = connection;
		this.#before = task.before;
		this.#stretches = task.stretches;
		this.#defaultZone = task.defaultZone;
		this.#clocks = new ZoneClocks({ from: EARLIEST_POLL, to: task.before * DAY_MS });
	}

	async *batches(): AsyncGenerator<CarriedSeries[]> {
		const closuresOfAll = await manyClosuresOfAll(this.#connection);
		let after: string | undefined;
		for (;;) {
			const stores = await manyPolledStores(this.#connection, {
				asOf: this.#before * DAY_MS - 1,
				selection: undefined,
				firstStoreId: "",
				nextStoreId: undefined,
				after,
				limit: BATCH_STORES,
			});
			after = stores.at(-1)?.storeId;
			if (after === undefined) return;
			yield await this.#find(stores, closuresOfAll);
		}
	}

	async #find(
		stores: readonly PolledStore[],
		closuresOfAll: readonly KeyedClosure[],
	): Promise<CarriedSeries[]> {
		const found = await this.#withSchedules(stores, closuresOfAll);
		let undecided = found;
		for (const days of this.#stretches) {
			undecided = undecided.filter(
				({ carried, firstPollAt }) => !carried.isComplete && utcDayOf(firstPollAt) <= days.last,
			);
			const keys = undecided.map(({ storeKey }) => storeKey);
			const polls = await readPolls(this.#connection, keys, days);
			undecided.forEach(({ carried }, i) => {
				carried.look(polls[i] as PollSeries);
			});
		}
		return found.map(({ storeKey, carried }) => ({ storeKey, polls: carried.series() }));
	}

	async #withSchedules(
		stores: readonly PolledStore[],
		closuresOfAll: readonly KeyedClosure[],
	): Promise<StoreToCarry[]> {
		const fleet = { closuresOfAll, defaultZone: this.#defaultZone };
		const scheduled = await readSchedules(this.#connection, stores, fleet);
		return scheduled.map((store) => {
			const { schedule } = store;
			const clock = this.#clocks.of(store.zone);
			return { ...store, carried: new CarriedPolls({ schedule, clock }, this.#builder) };
		});
	}
}
