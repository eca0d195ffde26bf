import type { Instant } from "../core/instant.ts";
import type { Scheduled, StoreToRead } from "./store-histories.ts";

/** What a method counts of the stores that a result is about. */
export interface TallyCounts {
	readonly stores: number;
	readonly storesWithDefaultZone: number;
	readonly storesWithDefaultHours: number;
	readonly specialDates: number;
	/** Closures that single stores have of their own. */
	readonly ownClosures: number;
	/** The newest poll of them at or before as of. */
	readonly newestPoll: Instant | null;
}

/** Counts stores, page by page. */
export class StoreTally {
	#counts: TallyCounts = {
		stores: 0,
		storesWithDefaultZone: 0,
		storesWithDefaultHours: 0,
		specialDates: 0,
		ownClosures: 0,
		newestPoll: null,
	};

	/** Adds stores, and the newest poll of them at or before as of. */
	add(stores: readonly (StoreToRead & Scheduled)[], newestPoll: Instant | null): void {
		const counts = { ...this.#counts };
		counts.stores += stores.length;
		for (const { timezone, schedule, ownClosures } of stores) {
			counts.storesWithDefaultZone += timezone === undefined ? 1 : 0;
			counts.storesWithDefaultHours += schedule.hours === undefined ? 1 : 0;
			counts.specialDates += schedule.specialHours.size;
			counts.ownClosures += ownClosures;
		}
		if (newestPoll !== null)
			counts.newestPoll = Math.max(counts.newestPoll ?? newestPoll, newestPoll);
		this.#counts = counts;
	}

	get counts(): TallyCounts {
		return this.#counts;
	}
}
