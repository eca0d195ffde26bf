import type { Instant } from "../core/instant.ts";
import type { OutagePlace, OutageSort } from "../service/outage-table.ts";
import { ownCursor, packCursor, unpackList } from "./cursor.ts";

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
	return ownCursor(text, cursorIn(unpackList(text)), {
		asOf,
		write: (cursor) => writeOutageCursor(sort, cursor),
	});
}

function cursorIn(values: readonly unknown[]): OutageCursor | undefined {
	const [, , asOf, key, storeId, start] = values;
	if (!isWhole(asOf) || !isWhole(key) || !isWhole(start)) return undefined;
	return typeof storeId === "string" ? { asOf, place: { key, storeId, start } } : undefined;
}

function isWhole(value: unknown): value is number {
	return Number.isSafeInteger(value);
}
