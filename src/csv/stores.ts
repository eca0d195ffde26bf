import { parseSalesPerHour, type SalesPerHour } from "../core/lost-sales.ts";
import { parseName, type StoreDetails } from "../core/store-details.ts";
import type { StoreId } from "../core/store-id.ts";
import type { StoreTable } from "./business-hours.ts";
import { BadCell, rejectingBadCells, STORE_ID, storeIdIn } from "./row-cells.ts";
import { type RowSource, readRows } from "./rows.ts";
import type { Column, OnReject, Row } from "./table.ts";

const COLUMNS: readonly Column[] = [
	STORE_ID,
	{ name: "name", aliases: ["store_name"], oneOf: true },
	{ name: "group", aliases: ["group_name"], oneOf: true },
	{ name: "city", oneOf: true },
	{ name: "sales_per_hour", oneOf: true },
];

/**
 * Reads what people call the stores, their groups and cities, and what they sell in an hour. An empty cell says that a store has none; a
 * column that is not there says nothing. A second row for a store is left out when it says anything
 * else than the first.
 */
export async function readStores(
	source: RowSource,
	onReject: OnReject,
): Promise<StoreTable<StoreDetails>> {
	const stores = new Map<StoreId, StoreDetails>();
	const takeRow = (row: Row) => {
		const id = storeIdIn(row, 0);
		const details = {
			name: nameIn(row, 1),
			group: nameIn(row, 2),
			city: nameIn(row, 3),
			salesPerHour: salesIn(row, 4),
		};
		const known = stores.get(id) ?? details;
		if (details.name !== known.name) throw new BadCell(1, "second_details");
		if (details.group !== known.group) throw new BadCell(2, "second_details");
		if (details.city !== known.city) throw new BadCell(3, "second_details");
		if (details.salesPerHour !== known.salesPerHour) throw new BadCell(4, "second_details");
		stores.set(id, known);
	};
	const rowsRead = await readRows(source, COLUMNS, rejectingBadCells(takeRow), onReject);
	return { stores, rowsRead };
}

function nameIn(row: Row, column: number): string | null | undefined {
	if (!row.has(column)) return undefined;
	const parsed = parseName(row.cells[column] as string);
	if ("fault" in parsed) throw new BadCell(column, parsed.fault);
	return parsed.name;
}

function salesIn(row: Row, column: number): SalesPerHour | null | undefined {
	if (!row.has(column)) return undefined;
	const text = row.cells[column] as string;
	if (text.trim() === "") return null;
	const sales = parseSalesPerHour(text);
	if (sales === undefined) throw new BadCell(column, "not_sales_per_hour");
	return sales;
}
