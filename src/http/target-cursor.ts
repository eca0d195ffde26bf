import type { Instant } from "../core/instant.ts";
import type { TargetPlace, TargetSort } from "../service/target-order.ts";
import type { ListedTargetPlace } from "../service/targets.ts";
import { foreignCursor, packCursor, unpackList } from "./cursor.ts";

/** A cursor of the list of targets as callers are given it. */
export function writeTargetCursor({ group, storeId }: ListedTargetPlace): string {
	return packCursor(JSON.stringify([group ?? null, storeId ?? null]));
}

/** Reads a cursor back. Refuses any other text. */
export function readTargetCursor(text: string): ListedTargetPlace {
	const [group, storeId] = unpackList(text);
	const isText = (value: unknown) => value === null || typeof value === "string";
	if (isText(group) && isText(storeId)) {
		const place = {
			group: (group as string | null) ?? undefined,
			storeId: (storeId as string | null) ?? undefined,
		};
		if (writeTargetCursor(place) === text) return place;
	}
	throw foreignCursor();
}

/** Where a page of stores begins, and as of when the pages are: the later ones tell of the same state. */
export interface TargetStatusCursor {
	readonly asOf: Instant;
	readonly place: TargetPlace;
}

/** A cursor of stores that are held against their targets. */
export function writeTargetStatusCursor(
	{ by, descends }: TargetSort,
	{ asOf, place: { key, name } }: TargetStatusCursor,
): string {
	return packCursor(JSON.stringify([by, descends, asOf, key, name]));
}

/** Reads a cursor back. Refuses any other text, and the cursor of a list in another order or as of another instant. */
export function readTargetStatusCursor(
	text: string,
	sort: TargetSort,
	asOf: Instant | undefined,
): TargetStatusCursor {
	const cursor = cursorIn(unpackList(text));
	const isItsOwn =
		cursor !== undefined &&
		writeTargetStatusCursor(sort, cursor) === text &&
		(asOf ?? cursor.asOf) === cursor.asOf;
	if (!isItsOwn)
		throw foreignCursor(
			"write the next_cursor of the page before, as it was given, and ask for the same order as of the same instant",
		);
	return cursor;
}

function cursorIn(values: readonly unknown[]): TargetStatusCursor | undefined {
	const [, , asOf, key, name] = values;
	if (!Number.isSafeInteger(asOf) || typeof name !== "string") return undefined;
	if (key !== null && !Number.isSafeInteger(key)) return undefined;
	return { asOf: asOf as Instant, place: { key: key as number | null, name } };
}
