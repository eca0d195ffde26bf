import type { Instant } from "../core/instant.ts";
import { type LostSales, sumLostSales } from "../core/lost-sales.ts";
import { STORE_STATES, type StoreState } from "../core/store-state.ts";
import type { ServiceContext } from "./context.ts";
import { fleetStates, lostSalesSoFar, type StoreNow } from "./fleet-states.ts";
import { isOfGroup } from "./store-group.ts";

/** The stores that are in one state. */
export interface StateCount {
	readonly stores: number;
	/** Since when the one has been in it that has been for longest; `undefined` when none is known. */
	readonly earliestSince: Instant | undefined;
	readonly latestSince: Instant | undefined;
}

/** The stores that are down, and what their outages may have cost so far. */
export interface DownCount extends StateCount {
	/** Of those whose sales are given; `undefined` when none are. */
	readonly lostSales: LostSales | undefined;
	/** How many have their sales given. */
	readonly lostSalesStores: number;
}

/** How many stores are in which state. */
export interface FleetNow {
	readonly states: Readonly<Record<StoreState, StateCount>> & { readonly down: DownCount };
	readonly total: number;
	readonly asOf: Instant;
	readonly computedAt: Instant;
	/** The newest poll of these stores; `undefined` when none was ever polled. */
	readonly newestPoll: Instant | undefined;
}

/** Counts what the stores are in, all of them or those of a group. */
export async function fleetNow(
	context: ServiceContext,
	group: string | undefined,
): Promise<FleetNow> {
	const { stores, asOf, computedAt } = await fleetStates(context);
	const counted = stores.filter(isOfGroup(group));
	const byState = Map.groupBy(counted, ({ current }) => current.state);
	const states = Object.fromEntries(
		STORE_STATES.map((state) => [state, countState(byState.get(state) ?? [])]),
	) as Record<StoreState, StateCount>;
	const polled = counted.flatMap(({ lastPollAt }) => lastPollAt ?? []);
	return {
		states: { ...states, down: { ...states.down, ...loseSales(byState.get("down") ?? []) } },
		total: counted.length,
		asOf,
		computedAt,
		newestPoll: polled.reduce<Instant | undefined>(
			(newest, at) => Math.max(newest ?? at, at),
			undefined,
		),
	};
}

function loseSales(down: readonly StoreNow[]): Pick<DownCount, "lostSales" | "lostSalesStores"> {
	const estimates = down.map(lostSalesSoFar);
	return {
		lostSales: sumLostSales(estimates),
		lostSalesStores: estimates.filter((estimate) => estimate !== undefined).length,
	};
}

function countState(stores: readonly StoreNow[]): StateCount {
	let earliest: Instant | undefined;
	let latest: Instant | undefined;
	for (const { current } of stores) {
		const { since } = current;
		if (since === undefined) continue;
		earliest = Math.min(earliest ?? since, since);
		latest = Math.max(latest ?? since, since);
	}
	return { stores: stores.length, earliestSince: earliest, latestSince: latest };
}
