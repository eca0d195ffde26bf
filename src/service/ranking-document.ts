import type {
	FleetGroupsPage,
	FleetStoresPage,
	GroupFiguresDocument,
	StoreFiguresDocument,
} from "../contract/ranking.ts";
import type { Currency } from "../core/currency.ts";
import { formatInstant } from "../core/instant.ts";
import { changeDocument } from "./change-document.ts";
import type { FleetTable, RowFigures, StoreRow } from "./fleet-table.ts";
import {
	currencyDocument,
	lostSalesSumDocument,
	maybeLostSales,
	maybeSalesPerHour,
} from "./lost-sales-document.ts";
import type { GroupRow, RankedGroups } from "./rank-groups.ts";
import type { RankedStores } from "./rank-stores.ts";
import { figures, methodDocument, rangeDocument } from "./report-document.ts";

/** What is told beside the figures of a page. */
interface PageTelling {
	readonly nextCursor: string | null;
	readonly currency: Currency;
}

/** A page of stores with their figures as it goes over the wire. */
export function fleetStoresPage(
	{ table, things, total }: RankedStores,
	{ nextCursor, currency }: PageTelling,
): FleetStoresPage {
	return {
		...rangeDocument(table.range),
		stores: things.map((row) => storeFiguresDocument(row, table, currency)),
		next_cursor: nextCursor,
		total,
		fleet: sumDocument({ ...table.sum, stores: table.rows.length }, table, currency),
		...currencyDocument(currency),
		...methodOfTable(table),
	};
}

/** A page of groups with their figures as it goes over the wire. */
export function fleetGroupsPage(
	{ table, things, total }: RankedGroups,
	{ nextCursor, currency }: PageTelling,
): FleetGroupsPage {
	return {
		...rangeDocument(table.range),
		groups: things.map((row) => groupFiguresDocument(row, table, currency)),
		next_cursor: nextCursor,
		total,
		fleet: sumDocument({ ...table.sum, stores: table.rows.length }, table, currency),
		...currencyDocument(currency),
		...methodOfTable(table),
	};
}

/** A store of a table with its figures as it goes over the wire. */
export function storeFiguresDocument(
	row: StoreRow,
	table: FleetTable,
	currency: Currency,
): StoreFiguresDocument {
	return {
		store_id: row.storeId,
		name: row.name ?? null,
		group: row.group ?? null,
		city: row.city ?? null,
		timezone: row.zone,
		sales_per_hour: maybeSalesPerHour(row.salesPerHour),
		figures: figures(row.totals),
		lost_sales_estimate: maybeLostSales(row.lostSales.lostSales, currency),
		...changeOf(row, table),
	};
}

/** A group of a table with the figures of its stores as it goes over the wire. */
export function groupFiguresDocument(
	row: GroupRow,
	table: FleetTable,
	currency: Currency,
): GroupFiguresDocument {
	return { group: row.group ?? null, ...sumDocument(row, table, currency) };
}

function sumDocument(
	row: RowFigures & { readonly stores: number },
	table: FleetTable,
	currency: Currency,
) {
	return {
		stores: row.stores,
		figures: figures(row.totals),
		...lostSalesSumDocument(row.lostSales, currency),
		...changeOf(row, table),
	};
}

function changeOf({ totals, totalsBefore }: RowFigures, { before }: FleetTable) {
	const isAsked = before !== undefined && totalsBefore !== undefined;
	return changeDocument(totals, isAsked ? { range: before, totals: totalsBefore } : undefined);
}

function methodOfTable({ method, computedAt }: FleetTable) {
	return { computed_at: formatInstant(computedAt), method: methodDocument(method) };
}
