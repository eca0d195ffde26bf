import { addLostSales, lostSalesOfStore, NO_STORES } from "../core/lost-sales-sum.ts";
import { compareStoreIds } from "../core/store-id.ts";
import { addTotals, NO_TIME, type Totals } from "../core/totals.ts";
import type { FleetPart } from "./fleet-uptime.ts";
import type { StoreParts } from "./found-uptime.ts";

/** The parts of one group; `undefined` for the stores that are in none. */
export interface GroupParts {
	readonly group: string | undefined;
	/** In order. */
	readonly parts: readonly FleetPart[];
}

/**
 * Sums up stores' parts by the names of the parts, for each group or for all stores together: a day is each
 * store's local date, wherever it is.
 */
export class UptimeSums {
	readonly #groups = new Map<string | undefined, Map<string, FleetPart>>();

	/** Adds a store to those of a group. */
	add(group: string | undefined, { parts, totals, salesPerHour }: StoreParts): void {
		let sums = this.#groups.get(group);
		if (sums === undefined) {
			sums = new Map();
			this.#groups.set(group, sums);
		}
		for (const [i, { local }] of parts.entries()) {
			// An hour's offset says where it is in one zone: here, hours of all zones are put together.
			const name = local.slice(0, HOUR_LENGTH);
			const sum = sums.get(name) ?? { local: name, totals: NO_TIME, lostSales: NO_STORES };
			const ofStore = totals[i] as Totals;
			sums.set(name, {
				local: name,
				totals: addTotals(sum.totals, ofStore),
				lostSales: addLostSales(sum.lostSales, lostSalesOfStore(ofStore.downMs, salesPerHour)),
			});
		}
	}

	/** The groups by their names, byte by byte; what is in none comes last. */
	result(): GroupParts[] {
		return [...this.#groups]
			.sort(([a], [b]) => compareGroups(a, b))
			.map(([group, sums]) => ({
				group,
				parts: [...sums.values()].sort((a, b) => (a.local < b.local ? -1 : 1)),
			}));
	}
}

const HOUR_LENGTH = "2023-01-25T13:00".length;

function compareGroups(a: string | undefined, b: string | undefined): number {
	if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1;
	// Ids are compared byte by byte, as all names are.
	return compareStoreIds(a, b);
}
