import { ExceptionList, type Exceptions } from "../core/exceptions.ts";
import type { Instant } from "../core/instant.ts";
import { lastInstantOf, type ReportPlan, spanOf } from "../core/report.ts";
import { hoursAt } from "../core/schedule-changes.ts";
import type { StoreId } from "../core/store-id.ts";
import type { Scheduled, StoreToRead } from "./store-histories.ts";

/** What a method counts of the stores that a result is about. */
export interface TallyCounts {
	readonly stores: number;
	readonly storesWithDefaultZone: number;
	readonly storesWithDefaultHours: number;
	readonly specialDates: number;
	/** Closures that single stores have of their own. */
	readonly ownClosures: number;
	/** What of these dates and closures reaches into the span of the result. */
	readonly exceptions: Exceptions;
	/** The newest poll of them at or before as of. */
	readonly newestPoll: Instant | null;
}

/** A store that is counted. */
type TalliedStore = StoreToRead & Scheduled & { readonly storeId: StoreId };

/** Counts stores, page by page, of a result. */
export class StoreTally {
	readonly #exceptions: ExceptionList;
	/** Whose zones and weekly hours are looked at: the last instant that is told of. */
	readonly #at: Instant;
	#counts: Omit<TallyCounts, "exceptions"> = {
		stores: 0,
		storesWithDefaultZone: 0,
		storesWithDefaultHours: 0,
		specialDates: 0,
		ownClosures: 0,
		newestPoll: null,
	};

	constructor(plan: ReportPlan) {
		this.#exceptions = new ExceptionList(spanOf(plan));
		this.#at = lastInstantOf(plan);
	}

	/** Adds stores, in the order of their ids, and the newest poll of them at or before as of. */
	add(stores: readonly TalliedStore[], newestPoll: Instant | null): void {
		const counts = { ...this.#counts };
		counts.stores += stores.length;
		for (const store of stores) {
			counts.storesWithDefaultZone += store.zone.ownAt(this.#at) === undefined ? 1 : 0;
			counts.storesWithDefaultHours += hoursAt(store, this.#at) === undefined ? 1 : 0;
			counts.specialDates += store.schedule.specialHours.size;
			counts.ownClosures += store.ownClosures.length;
			this.#exceptions.addStore(store);
		}
		if (newestPoll !== null)
			counts.newestPoll = Math.max(counts.newestPoll ?? newestPoll, newestPoll);
		this.#counts = counts;
	}

	get counts(): TallyCounts {
		return { ...this.#counts, exceptions: this.#exceptions.exceptions };
	}
}
