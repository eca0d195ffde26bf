import { setImmediate } from "node:timers/promises";
import type { Instant, Range } from "../core/instant.ts";
import type { LostSalesSum } from "../core/lost-sales-sum.ts";
import type { Method } from "../core/method.ts";
import type { OutageSummary } from "../core/outage-summary.ts";
import { compareStoreIds, type StoreId } from "../core/store-id.ts";
import { addTotals, NO_TIME, type Totals } from "../core/totals.ts";
import { FIGURES, ReadingKind } from "./fleet-readings.ts";
import {
	type FoundOutages,
	matchingOutages,
	type OutageFilter,
	type OutageOfStore,
	OutageSums,
	type StoreInList,
	type StoreOutages,
} from "./found-outages.ts";
import { Refusal } from "./refusal.ts";

/** What outages can be sorted by. */
export type OutageOrder = "start" | "down_ms" | "store_id";

/** An order, and whether it goes backwards. */
export interface OutageSort {
	readonly by: OutageOrder;
	readonly descends: boolean;
}

/** A place in a sorted list of outages. It stays where it is, whatever becomes of its outage. */
export interface OutagePlace {
	/** What its outage is sorted by: milliseconds of either kind; 0 for the id. */
	readonly key: number;
	readonly storeId: StoreId;
	readonly start: Instant;
}

/** Those outages that are wanted, in an order. */
export interface OutageSelection {
	/** Their indices in the table. */
	readonly indices: Uint32Array;
	readonly summary: OutageSummary<OutageOfStore>;
	/** What their downtime inside the range may have cost. */
	readonly lostSales: LostSalesSum;
}

/** More outages than these are not kept in memory: about twenty megabytes. */
export const OUTAGES_MAX = 500_000;

/**
 * A week's outages of a large fleet, or those of a report, are some ten megabytes, and are found no faster two at
 * a time.
 */
export const OUTAGE_TABLES = new ReadingKind<OutageTable>({
	...FIGURES,
	atOnceMax: 1,
	keptMax: 4,
});

/** How many selections of one table are kept: the newest. */
const SELECTIONS_MAX = 4;

/** So many stores are looked through before others get their turn: some milliseconds. */
const SUMMED_IN_A_ROW = 1_000;

/** The numbers of an outage, one behind the other; the end of one that goes on is infinite. */
const START = 0;
const END = 1;
const DOWN_MS = 2;
const DOWN_IN_RANGE_MS = 3;
const COLUMNS = 4;

interface TableStore extends StoreInList {
	readonly totals: Totals;
	/** Where its outages end; they begin where those of the store before do. */
	readonly end: number;
}

/** The outages of many stores over one range, kept small: a fleet has hundreds of thousands a week. */
export class OutageTable {
	readonly range: Range;
	/** The wall clock when it began to be made. */
	readonly computedAt: Instant;
	readonly #stores: TableStore[] = [];
	readonly #selections = new Map<string, Promise<OutageSelection>>();
	#values = new Float64Array(1_024 * COLUMNS);
	#storeOf = new Uint32Array(1_024);
	#count = 0;
	#totals: Totals = NO_TIME;
	#method: Method | undefined;

	constructor(range: Range, computedAt: Instant) {
		this.range = range;
		this.computedAt = computedAt;
	}

	get count(): number {
		return this.#count;
	}

	/** Over all stores, whatever is selected. */
	get totals(): Totals {
		return this.#totals;
	}

	get method(): Method {
		return this.#method as Method;
	}

	/** Adds a store; to be called by the order of their ids. */
	add({ outages, ...store }: StoreOutages): void {
		this.#makeRoom(outages.length);
		for (const { start, end = Number.POSITIVE_INFINITY, downMs, downInRangeMs } of outages) {
			this.#values.set([start, end, downMs, downInRangeMs], this.#count * COLUMNS);
			this.#storeOf[this.#count] = this.#stores.length;
			this.#count++;
		}
		this.#stores.push({ ...store, end: this.#count });
		this.#totals = addTotals(this.#totals, store.totals);
	}

	/** Says how it came about, once all stores were added. */
	finish(method: Method): void {
		this.#method = method;
	}

	/** One of the outages. */
	outage(index: number): OutageOfStore {
		const start = this.#number(index, START);
		const end = this.#number(index, END);
		return {
			store: this.#storeAt(index),
			start,
			end: end === Number.POSITIVE_INFINITY ? undefined : end,
			downMs: this.#number(index, DOWN_MS),
			downInRangeMs: this.#number(index, DOWN_IN_RANGE_MS),
			beganBefore: start < this.range.from,
			goesOnPast: end > this.range.to,
		};
	}

	/** The outages that are wanted, in an order. */
	select(filter: OutageFilter, sort: OutageSort): Promise<OutageSelection> {
		const key = JSON.stringify([filter.atLeastMs, filter.ignoreUnderMs, filter.goingOn, sort]);
		const selection = this.#selections.get(key) ?? this.#newSelection(filter, sort);
		this.#selections.delete(key);
		this.#selections.set(key, selection);
		const [oldest] = this.#selections.keys();
		if (this.#selections.size > SELECTIONS_MAX) this.#selections.delete(oldest as string);
		return selection;
	}

	/** Where in a selection the outages after a place begin. */
	firstAfter({ indices }: OutageSelection, sort: OutageSort, after: OutagePlace): number {
		let low = 0;
		let high = indices.length;
		while (low < high) {
			const middle = (low + high) >>> 1;
			const place = this.place(indices[middle] as number, sort);
			if (comparePlaces(place, after, sort) <= 0) low = middle + 1;
			else high = middle;
		}
		return low;
	}

	/** The place of an outage. */
	place(index: number, { by }: OutageSort): OutagePlace {
		const { storeId } = this.#storeAt(index);
		return { key: this.#keyOf(index, by), storeId, start: this.#number(index, START) };
	}

	async #newSelection(filter: OutageFilter, sort: OutageSort): Promise<OutageSelection> {
		const sums = new OutageSums();
		const indices = new Uint32Array(this.#count);
		let count = 0;
		let begin = 0;
		for (const [i, store] of this.#stores.entries()) {
			if (i % SUMMED_IN_A_ROW === SUMMED_IN_A_ROW - 1) await setImmediate();
			const all = Array.from({ length: store.end - begin }, (_, place) => ({
				...this.outage(begin + place),
				index: begin + place,
			}));
			const wanted = matchingOutages(all, filter);
			for (const { index } of wanted) indices[count++] = index;
			sums.add(store, wanted, store.totals);
			begin = store.end;
		}
		const { summary, lostSales } = sums;
		return { indices: this.#ordered(indices.slice(0, count), sort), summary, lostSales };
	}

	/** They come by their stores' ids, and by their starts; equal ones stay so. */
	#ordered(indices: Uint32Array, { by, descends }: OutageSort): Uint32Array {
		if (by === "store_id") return indices;
		const sign = descends ? -1 : 1;
		// Read once, they are compared in half the time.
		const keys = Float64Array.from(indices, (index) => sign * this.#keyOf(index, by));
		const places = Uint32Array.from(keys, (_, place) => place);
		places.sort((a, b) => (keys[a] as number) - (keys[b] as number) || a - b);
		return places.map((place) => indices[place] as number);
	}

	#keyOf(index: number, by: OutageOrder): number {
		if (by === "store_id") return 0;
		return this.#number(index, by === "start" ? START : DOWN_IN_RANGE_MS);
	}

	#number(index: number, column: number): number {
		return this.#values[index * COLUMNS + column] as number;
	}

	#storeAt(index: number): StoreInList {
		return this.#stores[this.#storeOf[index] as number] as TableStore;
	}

	#makeRoom(more: number): void {
		const wanted = this.#count + more;
		let room = this.#storeOf.length;
		if (wanted <= room) return;
		while (room < wanted) room *= 2;
		const values = new Float64Array(room * COLUMNS);
		values.set(this.#values);
		this.#values = values;
		const storeOf = new Uint32Array(room);
		storeOf.set(this.#storeOf);
		this.#storeOf = storeOf;
	}
}

/**
 * Puts outages in a table as they are found. Refuses as invalid more of them than can be kept, with a message
 * of the caller's, who knows what else can be asked. Throws the signal's reason when that says that nobody
 * wants them any more.
 */
export async function tableOfOutages(
	found: FoundOutages,
	{ computedAt, tooMany }: { readonly computedAt: Instant; readonly tooMany: string },
	signal: AbortSignal,
): Promise<OutageTable> {
	const table = new OutageTable(found.plan.ranges[0], computedAt);
	for await (const stores of found.batches) {
		signal.throwIfAborted();
		for (const store of stores) table.add(store);
		if (table.count > OUTAGES_MAX) throw new Refusal("invalid", tooMany);
	}
	table.finish(found.method());
	return table;
}

/** Outages that are wanted, in order, and the table that they are in. */
export interface SelectedOutages {
	readonly table: OutageTable;
	readonly selection: OutageSelection;
}

/** The order of two places: equal ones go by the stores' ids, byte by byte, and then by their starts. */
function comparePlaces(a: OutagePlace, b: OutagePlace, { descends }: OutageSort): number {
	const byKey = descends ? b.key - a.key : a.key - b.key;
	return byKey || compareStoreIds(a.storeId, b.storeId) || a.start - b.start;
}
