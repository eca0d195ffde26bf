import type { PlannedClosure } from "../core/closures.ts";
import { type Instant, parseInstant } from "../core/instant.ts";
import type { StoreId } from "../core/store-id.ts";
import { BadCell, rejectingBadCells, STORE_ID, storeIdIn } from "./row-cells.ts";
import { type RowSource, readRows } from "./rows.ts";
import type { Column, OnReject, Row } from "./table.ts";

const COLUMNS: readonly Column[] = [
	STORE_ID,
	{ name: "from_utc" },
	{ name: "to_utc" },
	{ name: "reason", optional: true },
	{ name: "author", optional: true },
];

const ALL_STORES = "*";

/** What has four digits for its year wherever it is written; no store was closed outside of these. */
const EARLIEST: Instant = 0;
const LATEST: Instant = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Reads planned closures, past and to come; `*` stands for all stores. */
export async function readClosures(
	source: RowSource,
	onReject: OnReject,
): Promise<{ closures: readonly PlannedClosure<StoreId>[]; rowsRead: number }> {
	const closures: PlannedClosure<StoreId>[] = [];
	const takeRow = (row: Row) => {
		const isForAll = (row.cells[0] as string).trim() === ALL_STORES;
		const store = isForAll ? undefined : storeIdIn(row, 0);
		const from = instantIn(row, 1);
		const to = instantIn(row, 2);
		if (to <= from) throw new BadCell(2, "closure_ends_before_start");
		closures.push({ store, from, to, reason: noteIn(row, 3), author: noteIn(row, 4) || undefined });
	};
	const rowsRead = await readRows(source, COLUMNS, rejectingBadCells(takeRow), onReject);
	return { closures, rowsRead };
}

function noteIn({ cells }: Row, column: number): string {
	const note = (cells[column] as string).trim();
	if (note.includes("\0") || !note.isWellFormed()) throw new BadCell(column, "unprintable_reason");
	return note;
}

function instantIn({ cells }: Row, column: number): Instant {
	const instant = parseInstant((cells[column] as string).trim());
	if (instant === undefined) throw new BadCell(column, "not_a_timestamp");
	if (instant < EARLIEST || instant > LATEST) throw new BadCell(column, "year_out_of_range");
	return instant;
}
