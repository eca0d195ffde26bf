import type { FleetPartDocument } from "../contract/fleet.ts";
import type { GroupPartDocument, StorePartDocument, UptimeRows } from "../contract/uptime.ts";
import type { CalendarPart } from "../core/calendar-parts.ts";
import type { Currency } from "../core/currency.ts";
import { lostSalesOfStore } from "../core/lost-sales-sum.ts";
import { lastInstantOf } from "../core/report.ts";
import type { Totals } from "../core/totals.ts";
import type { StoreParts, UptimeOfStores } from "./found-uptime.ts";
import { lostSalesSumDocument, maybeLostSales } from "./lost-sales-document.ts";
import type { FleetPart } from "./part-sums.ts";
import { figures, rangeDocument } from "./report-document.ts";
import { UptimeSums } from "./uptime-sums.ts";

/** So many rows are made before they are written. */
const BATCH_ROWS = 2_000;

/**
 * Uptime as rows, by whose it is, in their order.
 *
 * Law: the rows of groups are the sums of those of their stores, and those of the fleet the sums of all.
 */
export const UPTIME_ROWS: {
	readonly [Per in keyof UptimeRows]: (
		found: UptimeOfStores,
		currency: Currency,
	) => AsyncGenerator<readonly UptimeRows[Per][]>;
} = { store: storeRows, group: groupRows, fleet: fleetRows };

async function* storeRows(
	{ plan, batches }: UptimeOfStores,
	currency: Currency,
): AsyncGenerator<readonly StorePartDocument[]> {
	const at = lastInstantOf(plan);
	const rangeOf = rememberedRanges();
	let rows: StorePartDocument[] = [];
	for await (const stores of batches)
		for (const store of stores) {
			const { zone } = store.zone.at(at);
			for (const [i, part] of store.parts.entries()) {
				const totals = store.totals[i] as Totals;
				const { lostSales } = lostSalesOfStore(totals.downMs, store.salesPerHour);
				rows.push({
					...storeColumns(store, zone),
					...rangeOf(part),
					figures: figures(totals),
					lost_sales_estimate: maybeLostSales(lostSales, currency),
				});
			}
			if (rows.length < BATCH_ROWS) continue;
			yield rows;
			rows = [];
		}
	yield rows;
}

function storeColumns({ storeId, name, group }: StoreParts, timezone: string) {
	return { store_id: storeId, name: name ?? null, group: group ?? null, timezone };
}

type PartColumns = Pick<StorePartDocument, "local" | "from" | "to">;

/** Stores of one clock share their parts: each is written down once, and not for every store. */
export function rememberedRanges(): (part: CalendarPart) => PartColumns {
	const known = new WeakMap<CalendarPart, PartColumns>();
	return (part) => {
		const columns = known.get(part) ?? { local: part.local, ...rangeDocument(part) };
		known.set(part, columns);
		return columns;
	};
}

async function* groupRows(
	{ batches }: UptimeOfStores,
	currency: Currency,
): AsyncGenerator<readonly GroupPartDocument[]> {
	const sums = new UptimeSums();
	for await (const stores of batches) for (const store of stores) sums.add(store.group, store);
	for (const { group, parts } of sums.result())
		yield parts.map((part) => ({ group: group ?? null, ...fleetRow(part, currency) }));
}

async function* fleetRows(
	{ batches }: UptimeOfStores,
	currency: Currency,
): AsyncGenerator<readonly FleetPartDocument[]> {
	const sums = new UptimeSums();
	for await (const stores of batches) for (const store of stores) sums.add(undefined, store);
	for (const { parts } of sums.result()) yield parts.map((part) => fleetRow(part, currency));
}

/** A part of the calendars of stores together as a row. */
export function fleetRow(
	{ local, totals, lostSales }: FleetPart,
	currency: Currency,
): FleetPartDocument {
	return { local, figures: figures(totals), ...lostSalesSumDocument(lostSales, currency) };
}
