import type { MilliPercent } from "./totals.ts";

/** Whose target somebody is measured by. */
export type TargetSource = "store" | "group" | "fleet";

/** The target that a store, a group or the fleet is measured by, and whose it is. */
export interface TargetInForce {
	readonly target: MilliPercent;
	readonly from: TargetSource;
}

/** A store, as its target is looked up. */
export interface TargetedStore<Key> {
	readonly storeKey: Key;
	readonly group: string | undefined;
}

/**
 * The uptime targets of a fleet, of its groups and of single stores, and who is measured by which: a store by
 * its own, else by its group's, else by the fleet's; a group by its own, else by the fleet's; the fleet by its
 * own. Without any, nobody is measured.
 */
export class Targets<Key> {
	readonly #ofFleet: MilliPercent | undefined;
	readonly #ofGroups: ReadonlyMap<string, MilliPercent>;
	readonly #ofStores: ReadonlyMap<Key, MilliPercent>;

	constructor(targets: {
		readonly ofFleet: MilliPercent | undefined;
		readonly ofGroups: ReadonlyMap<string, MilliPercent>;
		readonly ofStores: ReadonlyMap<Key, MilliPercent>;
	}) {
		this.#ofFleet = targets.ofFleet;
		this.#ofGroups = targets.ofGroups;
		this.#ofStores = targets.ofStores;
	}

	/** The groups that have a target of their own. */
	get groups(): Iterable<string> {
		return this.#ofGroups.keys();
	}

	ofStore({ storeKey, group }: TargetedStore<Key>): TargetInForce | undefined {
		const own = this.#ofStores.get(storeKey);
		if (own !== undefined) return { target: own, from: "store" };
		return group === undefined ? this.ofFleet() : this.ofGroup(group);
	}

	ofGroup(group: string): TargetInForce | undefined {
		const own = this.#ofGroups.get(group);
		return own === undefined ? this.ofFleet() : { target: own, from: "group" };
	}

	ofFleet(): TargetInForce | undefined {
		return this.#ofFleet === undefined ? undefined : { target: this.#ofFleet, from: "fleet" };
	}
}
