import { type BusinessHours, BusinessHoursBuilder, OPENINGS_MAX } from "../core/business-hours.ts";
import { Dated, FROM_THE_BEGINNING } from "../core/dated.ts";
import type { LocalDay, Weekday } from "../core/local-time.ts";
import type { StoreId } from "../core/store-id.ts";
import {
	BadCell,
	openingIn,
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
	{
		name: "dayofweek",
		aliases: ["day", "day_of_week"],
		field: "day_of_week",
		numbers: "allowed",
	},
	{ name: "start_time_local" },
	{ name: "end_time_local" },
	VALID_FROM,
];

/** What a file says of stores, and how many rows it took to say it. */
export interface StoreTable<Entry> {
	readonly stores: ReadonlyMap<StoreId, Entry>;
	/** Bad rows included. */
	readonly rowsRead: number;
}

/**
 * Reads business hours: any number of rows for a store, date and weekday, in any order. Rows that say no date
 * are valid from the one given.
 */
export async function readBusinessHours(
	source: RowSource,
	onReject: OnReject,
	validFrom: LocalDay = FROM_THE_BEGINNING,
): Promise<StoreTable<Dated<BusinessHours>>> {
	const builders = new Map<StoreId, Map<LocalDay, BusinessHoursBuilder>>();
	const takeRow = (row: Row) => {
		const id = knownIdIn(row, builders);
		const weekday = weekdayIn(row, 1);
		const opening = openingIn(row, 2);
		const day = validFromIn(row, 4, validFrom);
		const ofStore = builders.getOrInsertComputed(id, () => new Map());
		const builder = ofStore.getOrInsertComputed(day, () => new BusinessHoursBuilder());
		if (builder.count === OPENINGS_MAX) throw new BadCell(0, "too_many_openings");
		builder.add(weekday, opening);
	};
	const rowsRead = await readRows(source, COLUMNS, rejectingBadCells(takeRow), onReject);
	const stores = new Map<StoreId, Dated<BusinessHours>>();
	for (const [id, ofStore] of builders) {
		const versions = [...ofStore].map(([day, week]) => ({ validFrom: day, value: week.build() }));
		stores.set(id, Dated.of(versions));
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
