import { lostSalesOfStore } from "../core/lost-sales-sum.ts";
import { compareStoreIds } from "../core/store-id.ts";
import type { Totals } from "../core/totals.ts";
import type { StoreParts } from "./found-uptime.ts";
import { type FleetPart, PartSums } from "./part-sums.ts";

/** The parts of one group; `undefined` for the stores that are in none. */
export interface GroupParts {
	readonly group: string | undefined;
	/** In order. */
	readonly parts: readonly FleetPart[];
}

/** Sums up stores' parts by the names of the parts, for each group or for all stores together. */
export class UptimeSums {
	readonly #groups = new Map<string | undefined, PartSums>();

	/** Adds a store to those of a group. */
	add(group: string | undefined, { parts, totals, salesPerHour }: StoreParts): void {
		let sums = this.#groups.get(group);
		if (sums === undefined) {
			sums = new PartSums();
			this.#groups.set(group, sums);
		}
		for (const [i, { local }] of parts.entries()) {
			const ofPart = totals[i] as Totals;
			const lostSales = lostSalesOfStore(ofPart.downMs, salesPerHour);
			sums.add({ local, totals: ofPart, lostSales });
		}
	}

	/** The groups by their names, byte by byte; what is in none comes last. */
	result(): GroupParts[] {
		return [...this.#groups]
			.sort(([a], [b]) => compareGroups(a, b))
			.map(([group, sums]) => ({ group, parts: sums.parts() }));
	}
}

function compareGroups(a: string | undefined, b: string | undefined): number {
	if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1;
	// Ids are compared byte by byte, as all names are.
	return compareStoreIds(a, b);
}
