import type { Instant } from "../core/instant.ts";
import type { FigureOrder } from "../service/fleet-table.ts";
import type { RankKey, RankPlace } from "../service/ranking.ts";
import { foreignCursor, packCursor, unpackList } from "./cursor.ts";

/** What figures of stores or groups are sorted by, and whether that goes backwards. */
interface RankSort {
	readonly by: FigureOrder | "store_id" | "group";
	readonly descends: boolean;
}

/** Where a page of figures begins, and as of when the pages are: the later ones tell of the same time. */
export interface RankCursor {
	readonly asOf: Instant;
	readonly place: RankPlace;
}

/** A cursor of a list of figures as callers are given it. */
export function writeRankCursor(
	{ by, descends }: RankSort,
	{ asOf, place: { key, id } }: RankCursor,
): string {
	const written = typeof key === "bigint" ? String(key) : key;
	return packCursor(JSON.stringify([by, descends, asOf, written, id]));
}

/** Reads a cursor back. Refuses any other text, and the cursor of a list in another order or as of another instant. */
export function readRankCursor(
	text: string,
	sort: RankSort,
	asOf: Instant | undefined,
): RankCursor {
	const cursor = cursorIn(unpackList(text), sort);
	const isItsOwn =
		cursor !== undefined &&
		writeRankCursor(sort, cursor) === text &&
		(asOf ?? cursor.asOf) === cursor.asOf;
	if (!isItsOwn)
		throw foreignCursor(
			"write the next_cursor of the page before, as it was given, and ask for the same order as of the same instant",
		);
	return cursor;
}

function cursorIn(values: readonly unknown[], { by }: RankSort): RankCursor | undefined {
	const [, , asOf, written, id] = values;
	const key = keyIn(written, by);
	if (typeof asOf !== "number" || !Number.isSafeInteger(asOf) || key === undefined)
		return undefined;
	return typeof id === "string" ? { asOf, place: { key, id } } : undefined;
}

/** What things are sorted by, of what stands for it; `undefined` when that is none. */
function keyIn(written: unknown, by: RankSort["by"]): RankKey | undefined {
	if (written === null) return null;
	if (typeof written === "number") {
		const isNumbered = by === "uptime" || by === "downtime" || by === "change";
		return isNumbered && Number.isSafeInteger(written) ? written : undefined;
	}
	if (typeof written !== "string") return undefined;
	if (by === "lost_sales") return /^\d{1,40}$/.test(written) ? BigInt(written) : undefined;
	return by === "store_id" || by === "group" ? written : undefined;
}
