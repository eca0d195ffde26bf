import { Dated, FROM_THE_BEGINNING } from "../core/dated.ts";
import type { LocalDay } from "../core/local-time.ts";
import type { StoreId } from "../core/store-id.ts";
import { parseZone } from "../core/zone-clock.ts";
import type { StoreTable } from "./business-hours.ts";
import {
	BadCell,
	rejectingBadCells,
	STORE_ID,
	storeIdIn,
	VALID_FROM,
	validFromIn,
} from "./row-cells.ts";
import { type RowSource, readRows } from "./rows.ts";
import type { Column, OnReject, Row } from "./table.ts";

const COLUMNS: readonly Column[] = [
	STORE_ID,
	{ name: "timezone_str", aliases: ["timezone"], field: "timezone" },
	VALID_FROM,
];

/**
 * Reads the stores' zones. A second row for a store and date is left out when it names another zone; the
 * same zone again says nothing new. Rows that say no date are valid from the one given.
 */
export async function readTimezones(
	source: RowSource,
	onReject: OnReject,
	validFrom: LocalDay = FROM_THE_BEGINNING,
): Promise<StoreTable<Dated<string>>> {
	const zonesOf = new Map<StoreId, Map<LocalDay, string>>();
	// Intl takes many microseconds to know a zone, and a fleet has only a few of them.
	const zones = new Map<string, string | undefined>();
	const takeRow = (row: Row) => {
		const id = storeIdIn(row, 0);
		const text = row.cells[1] as string;
		if (!zones.has(text)) zones.set(text, parseZone(text));
		const zone = zones.get(text);
		if (zone === undefined) throw new BadCell(1, "unknown_zone");
		const day = validFromIn(row, 2, validFrom);
		const ofStore = zonesOf.getOrInsertComputed(id, () => new Map());
		if (ofStore.getOrInsert(day, zone) !== zone) throw new BadCell(1, "second_zone");
	};
	const rowsRead = await readRows(source, COLUMNS, rejectingBadCells(takeRow), onReject);
	const stores = new Map<StoreId, Dated<string>>();
	for (const [id, ofStore] of zonesOf)
		stores.set(id, Dated.of([...ofStore].map(([day, value]) => ({ validFrom: day, value }))));
	return { stores, rowsRead };
}
