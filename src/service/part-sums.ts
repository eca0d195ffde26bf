import { addLostSales, type LostSalesSum, NO_STORES } from "../core/lost-sales-sum.ts";
import { addTotals, NO_TIME, type Totals } from "../core/totals.ts";

/** A unit of the stores' own calendars, and how the open time of all of them in it splits. */
export interface FleetPart {
	/** `2023-01-25T13:00`, `2023-01-25`, `2023-W04`, `2023-01`, by each store's own clock. */
	readonly local: string;
	readonly totals: Totals;
	readonly lostSales: LostSalesSum;
}

const HOUR_LENGTH = "2023-01-25T13:00".length;

/** Sums up parts of stores' own calendars by their names: a day is each store's local date, wherever it is. */
export class PartSums {
	readonly #byName = new Map<string, FleetPart>();

	/** Adds a part of some stores. */
	add({ local, totals, lostSales }: FleetPart): void {
		// An hour's offset says where it is in one zone: here, hours of all zones are put together.
		const name = local.slice(0, HOUR_LENGTH);
		const sum = this.#byName.get(name);
		this.#byName.set(name, {
			local: name,
			totals: addTotals(sum?.totals ?? NO_TIME, totals),
			lostSales: addLostSales(sum?.lostSales ?? NO_STORES, lostSales),
		});
	}

	/** In the order of their names. */
	parts(): FleetPart[] {
		return [...this.#byName.values()].sort((a, b) => (a.local < b.local ? -1 : 1));
	}
}
