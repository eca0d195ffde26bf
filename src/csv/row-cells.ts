import type { Opening } from "../core/business-hours.ts";
import {
	type LocalDay,
	MIDNIGHT_ENDING_THE_DAY,
	parseLocalDay,
	parseTimeOfDay,
	type TimeOfDay,
} from "../core/local-time.ts";
import { parseStoreId, type StoreId } from "../core/store-id.ts";
import type { RejectReason } from "./reject.ts";
import type { Column, Row } from "./table.ts";

/** The column that every table has. */
export const STORE_ID: Column = { name: "store_id", numbers: "lose digits" };

/** The column of what changes on dates: the local date from which on a row is valid. */
export const VALID_FROM: Column = { name: "valid_from", optional: true };

/** A cell that cannot be read, and why: the row is left out. */
export class BadCell {
	readonly column: number;
	readonly reason: RejectReason;

	constructor(column: number, reason: RejectReason) {
		this.column = column;
		this.reason = reason;
	}
}

/**
 * Hands rows to a function that reads their cells; a row of which it throws a {@link BadCell} is
 * left out for that cell, and so for the first one that is wrong.
 */
export function rejectingBadCells(takeRow: (row: Row) => void): (row: Row) => void {
	return (row) => {
		try {
			takeRow(row);
		} catch (error) {
			if (!(error instanceof BadCell)) throw error;
			row.reject(error.column, error.reason);
		}
	};
}

export function storeIdIn({ cells }: Row, column: number): StoreId {
	const parsed = parseStoreId(cells[column] as string);
	if ("fault" in parsed) throw new BadCell(column, parsed.fault);
	return parsed.id;
}

export function localDayIn({ cells }: Row, column: number): LocalDay {
	const day = parseLocalDay(cells[column] as string);
	if (day === undefined) throw new BadCell(column, "not_a_date");
	return day;
}

/** The date from which on a row is valid; `otherwise` for one that says none. */
export function validFromIn(row: Row, column: number, otherwise: LocalDay): LocalDay {
	return (row.cells[column] as string).trim() === "" ? otherwise : localDayIn(row, column);
}

/** An opening from two neighbouring cells, the time it opens and the time it closes. */
export function openingIn(row: Row, opensColumn: number): Opening {
	const opensAt = timeOfDayIn(row, opensColumn);
	if (opensAt === MIDNIGHT_ENDING_THE_DAY) throw new BadCell(opensColumn, "opens_at_24");
	return sharedOpening(opensAt, timeOfDayIn(row, opensColumn + 1));
}

// A fleet has the same few hundred openings over and over: stores with the same one share it.
const KNOWN_MAX = 10_000;
const knownOpenings = new Map<number, Opening>();

function sharedOpening(opensAt: TimeOfDay, closesAt: TimeOfDay): Opening {
	const key = opensAt * (MIDNIGHT_ENDING_THE_DAY + 1) + closesAt;
	const known = knownOpenings.get(key);
	if (known !== undefined) return known;
	const opening = { opensAt, closesAt };
	if (knownOpenings.size < KNOWN_MAX) knownOpenings.set(key, opening);
	return opening;
}

function timeOfDayIn({ cells }: Row, column: number): TimeOfDay {
	const time = parseTimeOfDay(cells[column] as string);
	if (time === undefined) throw new BadCell(column, "not_a_time_of_day");
	return time;
}
