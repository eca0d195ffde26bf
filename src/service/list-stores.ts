import type { Instant } from "../core/instant.ts";
import { compareStoreIds, type StoreId } from "../core/store-id.ts";
import { STORE_STATES, type StoreState } from "../core/store-state.ts";
import type { ServiceContext } from "./context.ts";
import { type FleetSnapshot, fleetStates, type StoreNow } from "./fleet-states.ts";
import { isOfGroup } from "./store-group.ts";

/** What stores can be sorted by. */
export const STORE_ORDERS = ["store_id", "name", "state", "since"] as const;
export type StoreOrder = (typeof STORE_ORDERS)[number];

/** An order, and whether it goes backwards. */
export interface StoreSort {
	readonly by: StoreOrder;
	readonly descends: boolean;
}

/**
 * A place in a sorted list: what its store is sorted by, and its id. It stays where it is, whatever becomes
 * of that store.
 */
export interface StorePlace {
	/** A rank for the state, an instant for since, text for the name; `null` where there is nothing, and for the id. */
	readonly key: string | number | null;
	readonly storeId: StoreId;
}

export interface StoreListRequest {
	/** A part of the id, the name or the city, letter case aside. */
	readonly search?: string | undefined;
	readonly state?: StoreState | undefined;
	readonly group?: string | undefined;
	readonly sort: StoreSort;
	readonly limit: number;
	/** Where the page before ended. */
	readonly after?: StorePlace | undefined;
}

/** Stores that match, and where the next page goes on; `undefined` when these were the last. */
export interface StoreList {
	readonly stores: readonly StoreNow[];
	readonly next: StorePlace | undefined;
	/** How many match, on all pages. */
	readonly total: number;
	readonly asOf: Instant;
	readonly computedAt: Instant;
}

/**
 * Lists stores with what they are in.
 *
 * Law: page after page, every store comes once, in order, as long as what it is sorted by stays the same.
 */
export async function listStores(
	context: ServiceContext,
	request: StoreListRequest,
): Promise<StoreList> {
	const { sort, limit, after } = request;
	const fleet = await fleetStates(context);
	const matching = inOrder(fleet, sort).filter(matcher(request));
	const begin = after === undefined ? 0 : firstAfter(matching, sort, after);
	const stores = matching.slice(begin, begin + limit);
	const last = stores.at(-1);
	const isLastPage = begin + limit >= matching.length;
	return {
		stores,
		next: last === undefined || isLastPage ? undefined : placeOf(last, sort.by),
		total: matching.length,
		asOf: fleet.asOf,
		computedAt: fleet.computedAt,
	};
}

function matcher({ search, state, group }: StoreListRequest): (store: StoreNow) => boolean {
	const wanted = search?.toLowerCase();
	const isInGroup = isOfGroup(group);
	return (store) => {
		if (state !== undefined && store.current.state !== state) return false;
		if (!isInGroup(store)) return false;
		if (wanted === undefined) return true;
		return [store.storeId, store.name, store.city].some((text) => holds(text, wanted));
	};
}

function holds(text: string | undefined, wanted: string): boolean {
	return text?.toLowerCase().includes(wanted) === true;
}

/** All stores of a snapshot in the orders that were asked for: they are sorted once. */
const sortedOf = new WeakMap<FleetSnapshot, Map<string, readonly StoreNow[]>>();

function inOrder(fleet: FleetSnapshot, sort: StoreSort): readonly StoreNow[] {
	const orders = sortedOf.get(fleet) ?? new Map<string, readonly StoreNow[]>();
	sortedOf.set(fleet, orders);
	const name = `${sort.descends ? "-" : ""}${sort.by}`;
	const sorted = orders.get(name) ?? sortStores(fleet.stores, sort);
	orders.set(name, sorted);
	return sorted;
}

function sortStores(stores: readonly StoreNow[], sort: StoreSort): readonly StoreNow[] {
	if (sort.by === "store_id") return sort.descends ? stores.toReversed() : stores;
	const placed = stores.map((store) => ({ store, place: placeOf(store, sort.by) }));
	placed.sort((a, b) => comparePlaces(a.place, b.place, sort));
	return placed.map(({ store }) => store);
}

function placeOf({ storeId, name, current }: StoreNow, by: StoreOrder): StorePlace {
	switch (by) {
		case "store_id":
			return { key: null, storeId };
		case "name":
			return { key: name?.toLowerCase() ?? null, storeId };
		case "state":
			return { key: STORE_STATES.indexOf(current.state), storeId };
		case "since":
			return { key: current.since ?? null, storeId };
	}
}

/**
 * The order of two places. Stores without what is sorted by come last either way; those that are equal in it
 * go by their ids, byte by byte, upwards.
 */
function comparePlaces(a: StorePlace, b: StorePlace, { by, descends }: StoreSort): number {
	const byId = compareStoreIds(a.storeId, b.storeId);
	if (by === "store_id") return descends ? -byId : byId;
	if (a.key === b.key) return byId;
	if (a.key === null) return 1;
	if (b.key === null) return -1;
	return a.key < b.key === descends ? 1 : -1;
}

function firstAfter(stores: readonly StoreNow[], sort: StoreSort, after: StorePlace): number {
	let low = 0;
	let high = stores.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		const place = placeOf(stores[middle] as StoreNow, sort.by);
		if (comparePlaces(place, after, sort) <= 0) low = middle + 1;
		else high = middle;
	}
	return low;
}
