import type { Range } from "./instant.ts";
import { Intervals } from "./intervals.ts";

/** Time in which one store, or every store, was not meant to be open. */
export interface Closure<Store> extends Range {
	/** `undefined` for all stores. */
	readonly store: Store | undefined;
}

/** What is told to people about a closure. */
export interface ClosureNote {
	/** Why; empty when nobody said. */
	readonly reason: string;
	/** Who entered it; `undefined` when nobody said. */
	readonly author: string | undefined;
}

/** A closure with what is told about it. */
export interface PlannedClosure<Store> extends Closure<Store>, ClosureNote {}

/** The planned closures of a fleet, looked up by store: its own and those of all, merged. */
export class ClosureCalendar<Store, Planned extends Closure<Store> = Closure<Store>> {
	/** Those of all stores. */
	readonly ofAll: readonly Planned[];
	readonly #ofAllMerged: Intervals;
	readonly #ofStore: ReadonlyMap<Store, readonly Planned[]>;

	constructor(closures: readonly Planned[]) {
		this.ofAll = closures.filter(({ store }) => store === undefined);
		this.#ofAllMerged = Intervals.of(this.ofAll);
		const own = closures.filter(({ store }) => store !== undefined);
		this.#ofStore = Map.groupBy(own, ({ store }) => store as Store);
	}

	/** When a store is closed by plan. */
	of(store: Store): Intervals {
		const own = this.#ofStore.get(store);
		return own === undefined ? this.#ofAllMerged : Intervals.of([...this.ofAll, ...own]);
	}

	/** The closures that a store has of its own. */
	ownOf(store: Store): readonly Planned[] {
		return this.#ofStore.get(store) ?? [];
	}
}
