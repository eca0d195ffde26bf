import type { Opening, SpecialHours } from "../core/business-hours.ts";
import type { LocalDay } from "../core/local-time.ts";
import type { StoreId } from "../core/store-id.ts";
import type { StoreTable } from "./business-hours.ts";
import {
	BadCell,
	localDayIn,
	openingIn,
	rejectingBadCells,
	STORE_ID,
	storeIdIn,
} from "./row-cells.ts";
import { type RowSource, readRows } from "./rows.ts";
import type { Column, OnReject, Row } from "./table.ts";

const COLUMNS: readonly Column[] = [
	STORE_ID,
	{ name: "date" },
	{ name: "start_time_local" },
	{ name: "end_time_local" },
];

/** Reads special hours: rows of one opening each, or a row with both times empty for closed. */
export async function readSpecialHours(
	source: RowSource,
	onReject: OnReject,
): Promise<StoreTable<SpecialHours>> {
	const stores = new Map<StoreId, Map<LocalDay, Opening[]>>();
	const takeRow = (row: Row) => {
		const id = storeIdIn(row, 0);
		const day = localDayIn(row, 1);
		const opening = openingOrClosedIn(row, 2);
		const dates = stores.get(id) ?? new Map<LocalDay, Opening[]>();
		const known = dates.get(day);
		const isClosed = opening === undefined;
		if (known !== undefined && isClosed !== (known.length === 0))
			throw new BadCell(1, "closed_and_open");
		dates.set(day, isClosed ? [] : [...(known ?? []), opening]);
		stores.set(id, dates);
	};
	const rowsRead = await readRows(source, COLUMNS, rejectingBadCells(takeRow), onReject);
	return { stores, rowsRead };
}

function openingOrClosedIn(row: Row, opensColumn: number): Opening | undefined {
	const closesColumn = opensColumn + 1;
	const opensIsEmpty = (row.cells[opensColumn] as string).trim() === "";
	const closesIsEmpty = (row.cells[closesColumn] as string).trim() === "";
	if (opensIsEmpty && closesIsEmpty) return undefined;
	if (opensIsEmpty) throw new BadCell(opensColumn, "half_open");
	if (closesIsEmpty) throw new BadCell(closesColumn, "half_open");
	return openingIn(row, opensColumn);
}
