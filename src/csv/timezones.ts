import type { StoreId } from "../core/store-id.ts";
import { parseZone } from "../core/zone-clock.ts";
import type { StoreTable } from "./business-hours.ts";
import { BadCell, rejectingBadCells, STORE_ID, storeIdIn } from "./row-cells.ts";
import { type RowSource, readRows } from "./rows.ts";
import type { Column, OnReject, Row } from "./table.ts";

const COLUMNS: readonly Column[] = [
	STORE_ID,
	{ name: "timezone_str", aliases: ["timezone"], field: "timezone" },
];

/**
 * Reads the stores' zones. A second row for a store is left out when it names another zone; the
 * same zone again says nothing new.
 */
export async function readTimezones(
	source: RowSource,
	onReject: OnReject,
): Promise<StoreTable<string>> {
	const stores = new Map<StoreId, string>();
	// Intl takes many microseconds to know a zone, and a fleet has only a few of them.
	const zones = new Map<string, string | undefined>();
	const takeRow = (row: Row) => {
		const id = storeIdIn(row, 0);
		const text = row.cells[1] as string;
		if (!zones.has(text)) zones.set(text, parseZone(text));
		const zone = zones.get(text);
		if (zone === undefined) throw new BadCell(1, "unknown_zone");
		const known = stores.get(id);
		if (known !== undefined && known !== zone) throw new BadCell(1, "second_zone");
		stores.set(id, zone);
	};
	const rowsRead = await readRows(source, COLUMNS, rejectingBadCells(takeRow), onReject);
	return { stores, rowsRead };
}
