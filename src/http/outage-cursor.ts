import type { Instant } from "../core/instant.ts";
import type { OutagePlace, OutageSort } from "../service/outage-table.ts";
import { foreignCursor, packCursor, unpackList } from "./cursor.ts";

/** Where a page of outages begins, and as of when the pages are: the later ones tell of the same state. */
export interface OutageCursor {
	readonly asOf: Instant;
	readonly place: OutagePlace;
}

/** A cursor of a list of outages as callers are given it. */
export function writeOutageCursor(
	{ by, descends }: OutageSort,
	{ asOf, place: { key, storeId, start } }: OutageCursor,
): string {
	return packCursor(JSON.stringify([by, descends, asOf, key, storeId, start]));
}

/** Reads a cursor back. Refuses any other text, and the cursor of a list in another order or as of another instant. */
export function readOutageCursor(
	text: string,
	sort: OutageSort,
	asOf: Instant | undefined,
): OutageCursor {
	const cursor = cursorIn(unpackList(text));
	const isItsOwn =
		cursor !== undefined &&
		writeOutageCursor(sort, cursor) === text &&
		(asOf ?? cursor.asOf) === cursor.asOf;
	if (!isItsOwn)
		throw foreignCursor(
			"write the next_cursor of the page before, as it was given, and ask for the same order as of the same instant",
		);
	return cursor;
}

function cursorIn(values: readonly unknown[]): OutageCursor | undefined {
	const [, , asOf, key, storeId, start] = values;
	if (!isWhole(asOf) || !isWhole(key) || !isWhole(start)) return undefined;
	return typeof storeId === "string" ? { asOf, place: { key, storeId, start } } : undefined;
}

function isWhole(value: unknown): value is number {
	return Number.isSafeInteger(value);
}
