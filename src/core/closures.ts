import type { Range } from "./instant.ts";
import { Intervals } from "./intervals.ts";

/** Time in which one store, or every store, was not meant to be open. */
export interface Closure<Store> extends Range {
	/** `undefined` for all stores. */
	readonly store: Store | undefined;
}

/** The planned closures of a fleet, looked up by store: its own and those of all, merged. */
export class ClosureCalendar<Store> {
	readonly #ofAll: readonly Range[];
	readonly #ofAllMerged: Intervals;
	readonly #ofStore: ReadonlyMap<Store, readonly Closure<Store>[]>;

	constructor(closures: readonly Closure<Store>[]) {
		this.#ofAll = closures.filter(({ store }) => store === undefined);
		this.#ofAllMerged = Intervals.of(this.#ofAll);
		const own = closures.filter(({ store }) => store !== undefined);
		this.#ofStore = Map.groupBy(own, ({ store }) => store as Store);
	}

	/** When a store is closed by plan. */
	of(store: Store): Intervals {
		const own = this.#ofStore.get(store);
		return own === undefined ? this.#ofAllMerged : Intervals.of([...this.#ofAll, ...own]);
	}

	/** How many closures a store has of its own. */
	ownCount(store: Store): number {
		return this.#ofStore.get(store)?.length ?? 0;
	}

	/** How many closures hold for all stores. */
	get countOfAll(): number {
		return this.#ofAll.length;
	}
}
