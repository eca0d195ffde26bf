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
