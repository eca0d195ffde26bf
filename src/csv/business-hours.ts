import { type BusinessHours, BusinessHoursBuilder, OPENINGS_MAX } from "../core/business-hours.ts";
import type { Weekday } from "../core/local-time.ts";
import type { StoreId } from "../core/store-id.ts";
import { BadCell, openingIn, rejectingBadCells, STORE_ID, storeIdIn } from "./row-cells.ts";
import { type RowSource, readRows } from "./rows.ts";
import type { Column, OnReject, Row } from "./table.ts";

const COLUMNS: readonly Column[] = [
	STORE_ID,
	{
		name: "dayofweek",
		aliases: ["day", "day_of_week"],
		field: "day_of_week",
		numbers: "allowed",
	},
	{ name: "start_time_local" },
	{ name: "end_time_local" },
];

/** What a file says of stores, and how many rows it took to say it. */
export interface StoreTable<Entry> {
	readonly stores: ReadonlyMap<StoreId, Entry>;
	/** Bad rows included. */
	readonly rowsRead: number;
}

/** Reads business hours: any number of rows for a store and weekday, in any order. */
export async function readBusinessHours(
	source: RowSource,
	onReject: OnReject,
): Promise<StoreTable<BusinessHours>> {
	const builders = new Map<StoreId, BusinessHoursBuilder>();
	const takeRow = (row: Row) => {
		const id = knownIdIn(row, builders);
		const weekday = weekdayIn(row, 1);
		const opening = openingIn(row, 2);
		let builder = builders.get(id);
		if (builder === undefined) {
			builder = new BusinessHoursBuilder();
			builders.set(id, builder);
		}
		if (builder.count === OPENINGS_MAX) throw new BadCell(0, "too_many_openings");
		builder.add(weekday, opening);
	};
	const rowsRead = await readRows(source, COLUMNS, rejectingBadCells(takeRow), onReject);
	const stores = new Map<StoreId, BusinessHours>();
	for (const [id, builder] of builders) {
		stores.set(id, builder.build());
		// Else there would be twice as much of a large fleet.
		builders.delete(id);
	}
	return { stores, rowsRead };
}

/** A store has many rows; its id is judged in the first of them. */
function knownIdIn(row: Row, known: ReadonlyMap<StoreId, unknown>): StoreId {
	const text = row.cells[0] as string;
	return known.has(text) ? text : storeIdIn(row, 0);
}

function weekdayIn({ cells }: Row, column: number): Weekday {
	const text = (cells[column] as string).trim();
	const weekday = text.length === 1 ? text.charCodeAt(0) - 48 : -1;
	if (weekday < 0 || weekday > 6) throw new BadCell(column, "not_a_weekday");
	return weekday;
}
