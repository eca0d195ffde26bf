import type { RowSort } from "../contract/report-request.ts";
import type { OrderedPlace } from "../service/report-row-page.ts";
import { foreignCursor, packCursor, unpackCursor } from "./cursor.ts";

/** The order that a page of rows is in, in the request's own words: a place means nothing in another one. */
export interface RequestedOrder {
	readonly sort: RowSort;
	readonly range: string | undefined;
}

/** A cursor of a page of rows: the order that it is of, and a place in that. */
export function writeRowCursor(
	{ sort, range = "" }: RequestedOrder,
	{ figure, slice, position }: OrderedPlace,
): string {
	return packCursor(`${sort} ${range} ${figure} ${slice} ${position}`);
}

// Figures and places that the database's own numbers can hold.
const CURSOR = /^(-?[a-z_]+) ([a-z0-9_]*) (-1|\d{1,15}) (\d{1,9}) (\d{1,9})$/;

/** Reads a cursor back. Refuses any other text, and the cursor of another order. */
export function readRowCursor({ sort, range = "" }: RequestedOrder, text: string): OrderedPlace {
	const match = CURSOR.exec(unpackCursor(text));
	if (match === null) throw foreignCursor();
	if (match[1] !== sort || match[2] !== range)
		throw foreignCursor("goes with the sort and range of the page that it came with");
	return { figure: Number(match[3]), slice: Number(match[4]), position: Number(match[5]) };
}
