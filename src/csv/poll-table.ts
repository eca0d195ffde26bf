import { DAY_MS, type Instant, type UtcDay, utcDayOf } from "../core/instant.ts";
import {
	firstPollAtOrAfter,
	instantOf,
	mergePolls,
	type PollSeries,
	settlePolls,
} from "../core/poll.ts";
import type { StoreId } from "../core/store-id.ts";
import type { PollRows } from "./poll-rows.ts";

/** The polls of one stretch of a file, by store: `series` holds store i from `begins[i]` on. */
export interface PollPart {
	readonly ids: readonly StoreId[];
	/** Where each store's settled polls begin. */
	readonly begins: Int32Array;
	/** How many settled polls each store has; polls of one instant were made one. */
	readonly counts: Int32Array;
	readonly series: Float64Array;
}

/** Brings packed rows together by store and settles each store's polls. */
export function partOf(rows: PollRows): PollPart {
	const stores = rows.stores.ids.length;
	const begins = new Int32Array(stores);
	const counts = new Int32Array(stores);
	for (let row = 0; row < rows.count; row++) countOne(counts, rows.storeOf[row] as number);
	let begin = 0;
	for (let store = 0; store < stores; store++) {
		begins[store] = begin;
		begin += counts[store] as number;
	}
	// A bucket pass: rows of one store keep their order, so that the later line wins.
	const series = new Float64Array(rows.count);
	const next = begins.slice();
	for (let row = 0; row < rows.count; row++) {
		const store = rows.storeOf[row] as number;
		series[next[store] as number] = rows.polls[row] as number;
		countOne(next, store);
	}
	const scratch = new Float64Array(counts.reduce((most, count) => Math.max(most, count), 0));
	for (let store = 0; store < stores; store++) {
		const from = begins[store] as number;
		counts[store] = settlePolls(series.subarray(from, from + (counts[store] as number)), scratch);
	}
	return { ids: rows.stores.ids, begins, counts, series };
}

function countOne(counts: Int32Array, index: number): void {
	counts[index] = (counts[index] as number) + 1;
}

/** The settled polls of a whole file, by store. */
export class PollTable {
	/** Every store that is named in a row that was read, in order of appearance. */
	readonly ids: readonly StoreId[];
	/** Rows in the file, bad ones included. */
	readonly rowsRead: number;
	readonly #parts: readonly PollPart[];
	/** For each part, where it has each store of the table; -1 where it has not. */
	readonly #places: readonly Int32Array[];

	/** `parts` in the order of the file: at one instant, the later part wins. */
	constructor(parts: readonly PollPart[], rowsRead: number) {
		this.#parts = parts;
		this.rowsRead = rowsRead;
		const indexOf = new Map<StoreId, number>();
		for (const { ids } of parts)
			for (const id of ids) if (!indexOf.has(id)) indexOf.set(id, indexOf.size);
		this.ids = [...indexOf.keys()];
		this.#places = parts.map(({ ids }) => {
			const places = new Int32Array(indexOf.size).fill(-1);
			ids.forEach((id, place) => {
				places[indexOf.get(id) as number] = place;
			});
			return places;
		});
	}

	/** The polls of the store with this index in {@link ids}; empty when all its rows were bad. */
	polls(store: number): PollSeries {
		let polls = NO_POLLS;
		this.#parts.forEach(({ begins, counts, series }, part) => {
			const place = this.#places[part]?.[store] as number;
			if (place < 0) return;
			const begin = begins[place] as number;
			polls = mergePolls(polls, series.subarray(begin, begin + (counts[place] as number)));
		});
		return polls;
	}

	/** Adds the UTC days on which a store was polled. */
	addDaysTo(days: Set<UtcDay>, store: number): void {
		this.#parts.forEach(({ begins, counts, series }, part) => {
			const place = this.#places[part]?.[store] as number;
			if (place < 0) return;
			const begin = begins[place] as number;
			const polls = series.subarray(begin, begin + (counts[place] as number));
			for (let i = 0; i < polls.length; ) {
				const day = utcDayOf(instantOf(polls[i] as number));
				days.add(day);
				i = firstPollAtOrAfter(polls, (day + 1) * DAY_MS);
			}
		});
	}

	/** When a store was first polled; infinity when all its rows were bad. */
	firstPollAt(store: number): Instant {
		let first = Number.POSITIVE_INFINITY;
		this.#parts.forEach(({ begins, counts, series }, part) => {
			const place = this.#places[part]?.[store] as number;
			if (place < 0 || counts[place] === 0) return;
			first = Math.min(first, instantOf(series[begins[place] as number] as number));
		});
		return first;
	}

	/** The newest poll of any store at or before an instant; `undefined` when there is none. */
	newestAt(instant: Instant): Instant | undefined {
		let newest = -1;
		for (const { begins, counts, series } of this.#parts) {
			for (let store = 0; store < begins.length; store++) {
				const begin = begins[store] as number;
				const polls = series.subarray(begin, begin + (counts[store] as number));
				const after = firstPollAtOrAfter(polls, instant + 1);
				if (after > 0) newest = Math.max(newest, polls[after - 1] as number);
			}
		}
		return newest < 0 ? undefined : instantOf(newest);
	}
}

const NO_POLLS: PollSeries = new Float64Array(0);
