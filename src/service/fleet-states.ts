import { type CurrentState, StateSweeper } from "../core/current-state.ts";
import { DAY_MS, type DurationMs, type Instant } from "../core/instant.ts";
import { type LostSales, lostSales } from "../core/lost-sales.ts";
import type { Rules } from "../core/rules.ts";
import { manyClosuresOfAll } from "../database/closures.ts";
import type { Database } from "../database/engine/database.ts";
import { type KnownStore, manyKnownStores } from "../database/known-stores.ts";
import { holdMonths } from "../database/store-day.ts";
import { maybeNewestPoll, type StoreKey } from "../database/stores.ts";
import type { ServiceContext } from "./context.ts";
import { type FleetReadings, ONE_AT_A_TIME, ReadingKind } from "./fleet-readings.ts";
import { type NotedClosure, readSchedules, StoreHistories } from "./store-histories.ts";

const STATES = new ReadingKind<FleetSnapshot>(ONE_AT_A_TIME);

/**
 * How far back it is looked for when a store came up, where all stores are looked at: the week that reports
 * tell, and a day. What all stores are in is then found as quickly after years as on the first day.
 */
export const UP_MS_MAX: DurationMs = 8 * DAY_MS;

/** A store, and what it is in as of the instant at hand. */
export interface StoreNow extends KnownStore {
	/** Its own zone as of then; `undefined` for the default. */
	readonly timezone: string | undefined;
	readonly current: CurrentState;
}

/** What the outage of a store so far may have cost; `undefined` unless it is down and its sales are given. */
export function lostSalesSoFar({ current, salesPerHour }: StoreNow): LostSales | undefined {
	if (current.state !== "down" || current.downMs === undefined) return undefined;
	return salesPerHour === undefined ? undefined : lostSales(current.downMs, salesPerHour);
}

/** What all stores are in as of one instant. */
export interface FleetSnapshot {
	/** By id, byte by byte. */
	readonly stores: readonly StoreNow[];
	readonly asOf: Instant;
	/** The wall clock when it began to be read: what was committed before that is in it. */
	readonly computedAt: Instant;
}

/** The polls of so long decide what nearly every store is in, and since when. */
export const STATE_LOOKBACK_MS: DurationMs = 2 * DAY_MS;

/**
 * What all stores are in as of the newest poll of any; as of the wall clock when there is none. Shared with
 * all who ask at the same time, and for a moment after: see {@link FleetReadings}.
 */
export function fleetStates(context: ServiceContext): Promise<FleetSnapshot> {
	const { fleetReadings, rules } = context;
	return fleetReadings.of(STATES).get(JSON.stringify(rules), () => freshFleetStates(context));
}

/** The same, read anew: with all that was committed before it is called. */
export async function freshFleetStates({
	database,
	rules,
	now,
}: Pick<ServiceContext, "database" | "rules" | "now">): Promise<FleetSnapshot> {
	const computedAt = now();
	const { newest, closuresOfAll } = await database.snapshot(async (connection) => ({
		newest: await maybeNewestPoll(connection),
		closuresOfAll: await manyClosuresOfAll(connection),
	}));
	const asOf = newest ?? computedAt;
	const fleet = new FleetStates(database, { asOf, rules, closuresOfAll });
	return { stores: await fleet.stores(), asOf, computedAt };
}

/** Resolves once nobody is given states any more that were read before the data were last said to have changed. */
export function statesRenewed(fleetReadings: FleetReadings): Promise<void> {
	return fleetReadings.renewed(STATES);
}

/** Finds out what all stores are in, page by page. */
class FleetStates {
	readonly #database: Database;
	readonly #fleet: {
		readonly closuresOfAll: readonly NotedClosure[];
		readonly defaultZone: string;
	};
	readonly #asOf: Instant;
	readonly #sweeper: StateSweeper;
	readonly #histories: StoreHistories;

	constructor(
		database: Database,
		task: {
			readonly asOf: Instant;
			readonly rules: Rules;
			readonly closuresOfAll: readonly NotedClosure[];
		},
	) {
		const { asOf, rules, closuresOfAll } = task;
		this.#database = database;
		this.#fleet = { closuresOfAll, defaultZone: rules.defaultZone };
		this.#asOf = asOf;
		this.#sweeper = new StateSweeper({ asOf, rules }, UP_MS_MAX);
		this.#histories = stateHistories(database, asOf);
	}

	async stores(): Promise<StoreNow[]> {
		const stores: StoreNow[] = [];
		let reading = this.#read(undefined);
		for (;;) {
			const page = await reading;
			const last = page.stores.at(-1);
			if (last === undefined) return stores;
			// While the states of a page are found out, the database reads the next.
			reading = this.#read(last.storeId);
			reading.catch(() => {});
			await this.#histories.decide(page.open, (store, polledFrom) => {
				const current = this.#sweeper.openState(store, polledFrom);
				if (current !== undefined) page.states.set(store.storeKey, current);
				return current !== undefined;
			});
			for (const store of page.stores)
				stores.push({ ...store, current: page.states.get(store.storeKey) as CurrentState });
		}
	}

	/** The next stores, the states of those that are closed, and the polls of those that are open. */
	#read(after: string | undefined) {
		return this.#database.snapshot(async (connection) => {
			await holdMonths(connection);
			const page = { after, limit: this.#histories.batchStores };
			const stores = await manyKnownStores(connection, page);
			const states = new Map<StoreKey, CurrentState>();
			const scheduled = await readSchedules(connection, stores, this.#fleet);
			const open = scheduled.filter((store) => {
				const closed = this.#sweeper.closedState(store);
				if (closed !== undefined) states.set(store.storeKey, closed);
				return closed === undefined;
			});
			// A snapshot of the fleet is kept for a while, and their schedules are not needed for it.
			const now = stores.map((store, i) => ({
				...store,
				timezone: scheduled[i]?.zone.ownAt(this.#asOf),
			}));
			return { stores: now, states, open: await this.#histories.read(connection, open) };
		});
	}
}

/** Reads the polls that decide what stores are in as of an instant. */
export function stateHistories(database: Database, asOf: Instant): StoreHistories {
	const span = { from: asOf, to: asOf + 1 };
	return new StoreHistories(database, { span, lookbackMs: STATE_LOOKBACK_MS });
}
