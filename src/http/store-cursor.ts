import type { StoreOrder, StorePlace, StoreSort } from "../service/list-stores.ts";
import { InvalidRequest } from "./invalid-request.ts";

/** A cursor of a list of stores as callers are given it: the order that it is of, and a place in that. */
export function writeStoreCursor(
	{ by, descends }: StoreSort,
	{ key, storeId }: StorePlace,
): string {
	return Buffer.from(JSON.stringify([by, descends, key, storeId])).toString("base64url");
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
	const place = placeIn(Buffer.from(text, "base64url").toString(), sort);
	if (place === undefined || writeStoreCursor(sort, place) !== text)
		throw new InvalidRequest([
			{
				parameter: "cursor",
				detail:
					"write the next_cursor of the page before, as it was given, and ask for the same order",
			},
		]);
	return place;
}

function placeIn(json: string, sort: StoreSort): StorePlace | undefined {
	const [by, descends, key, storeId] = listIn(json);
	if (by !== sort.by || descends !== sort.descends) return undefined;
	if (typeof storeId !== "string" || !IS_KEY[sort.by](key)) return undefined;
	return { key: key as StorePlace["key"], storeId };
}

function listIn(json: string): readonly unknown[] {
	try {
		const value: unknown = JSON.parse(json);
		return Array.isArray(value) ? value : [];
	} catch {
		return []; // any text may be sent as a cursor
	}
}
