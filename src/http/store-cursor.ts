import type { StoreOrder, StorePlace, StoreSort } from "../service/list-stores.ts";
import { foreignCursor, packCursor, unpackList } from "./cursor.ts";

/** A cursor of a list of stores as callers are given it: the order that it is of, and a place in that. */
export function writeStoreCursor(
	{ by, descends }: StoreSort,
	{ key, storeId }: StorePlace,
): string {
	return packCursor(JSON.stringify([by, descends, key, storeId]));
}

/** Whether a value is what stores are sorted by. */
const IS_KEY: Readonly<Record<StoreOrder, (key: unknown) => boolean>> = {
	store_id: (key) => key === null,
	name: (key) => key === null || typeof key === "string",
	state: (key) => Number.isSafeInteger(key),
	since: (key) => key === null || Number.isSafeInteger(key),
};

/** Reads a cursor back. Refuses any other text, and the cursor of a list in another order. */
export function readStoreCursor(text: string, sort: StoreSort): StorePlace {
	const place = placeIn(unpackList(text), sort);
	if (place === undefined || writeStoreCursor(sort, place) !== text)
		throw foreignCursor(
			"write the next_cursor of the page before, as it was given, and ask for the same order",
		);
	return place;
}

function placeIn(values: readonly unknown[], sort: StoreSort): StorePlace | undefined {
	const [by, descends, key, storeId] = values;
	if (by !== sort.by || descends !== sort.descends) return undefined;
	if (typeof storeId !== "string" || !IS_KEY[sort.by](key)) return undefined;
	return { key: key as StorePlace["key"], storeId };
}
