import { type Instant, parseInstant, type Range } from "../core/instant.ts";
import type { StoreId } from "../core/store-id.ts";
import type { ByteSource } from "./byte-source.ts";
import { BadCell, rejectingBadCells, storeIdIn } from "./row-cells.ts";
import { type Column, type OnReject, type Row, readRows } from "./table.ts";

const COLUMNS: readonly Column[] = [
	{ name: "store_id" },
	{ name: "from_utc" },
	{ name: "to_utc" },
	{ name: "reason", optional: true },
];

const ALL_STORES = "*";

/** Time in which a store, or every store, was not meant to be open, and why. */
export interface PlannedClosure extends Range {
	/** `undefined` for all stores. */
	readonly storeId: StoreId | undefined;
	readonly reason: string;
}

/** Reads planned closures, past and to come; `*` stands for all stores. */
export async function readClosures(
	source: ByteSource,
	onReject: OnReject,
): Promise<{ closures: readonly PlannedClosure[]; rowsRead: number }> {
	const closures: PlannedClosure[] = [];
	const takeRow = (row: Row) => {
		const isForAll = (row.cells[0] as string).trim() === ALL_STORES;
		const storeId = isForAll ? undefined : storeIdIn(row, 0);
		const from = instantIn(row, 1);
		const to = instantIn(row, 2);
		if (to <= from) throw new BadCell(2, "closure_ends_before_start");
		closures.push({ storeId, from, to, reason: (row.cells[3] as string).trim() });
	};
	const rowsRead = await readRows(source, COLUMNS, rejectingBadCells(takeRow), onReject);
	return { closures, rowsRead };
}

function instantIn({ cells }: Row, column: number): Instant {
	const instant = parseInstant((cells[column] as string).trim());
	if (instant === undefined) throw new BadCell(column, "not_a_timestamp");
	return instant;
}
