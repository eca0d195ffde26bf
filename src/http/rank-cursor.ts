import type { Instant } from "../core/instant.ts";
import type { FigureOrder } from "../service/fleet-table.ts";
import type { RankKey, RankPlace } from "../service/ranking.ts";
import type { TargetOrder } from "../service/target-order.ts";
import { ownCursor, packCursor, unpackList } from "./cursor.ts";

/** What stores or groups are sorted by, and whether that goes backwards. */
interface RankSort {
	readonly by: FigureOrder | TargetOrder | "group";
	readonly descends: boolean;
}

/** Where a page of them begins, and as of when the pages are: the later ones tell of the same time. */
export interface RankCursor {
	readonly asOf: Instant;
	readonly place: RankPlace;
}

/** A cursor of such a list as callers are given it. */
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
	return ownCursor(text, cursorIn(unpackList(text), sort), {
		asOf,
		write: (cursor) => writeRankCursor(sort, cursor),
	});
}

function cursorIn(values: readonly unknown[], { by }: RankSort): RankCursor | undefined {
	const [, , asOf, written, id] = values;
	const key = keyIn(written, by);
	if (typeof asOf !== "number" || !Number.isSafeInteger(asOf) || key === undefined)
		return undefined;
	return typeof id === "string" ? { asOf, place: { key, id } } : undefined;
}

/** What stands in a cursor for what things are sorted by. */
const FORM_OF_KEY: Readonly<Record<RankSort["by"], "number" | "amount" | "text">> = {
	uptime: "number",
	downtime: "number",
	change: "number",
	lost_sales: "amount",
	nearest: "number",
	left_ms: "number",
	exceeded_ms: "number",
	store_id: "text",
	group: "text",
};

/** What things are sorted by, of what stands for it; `undefined` when that is none. */
function keyIn(written: unknown, by: RankSort["by"]): RankKey | undefined {
	if (written === null) return null;
	switch (FORM_OF_KEY[by]) {
		case "number":
			return Number.isSafeInteger(written) ? (written as number) : undefined;
		case "amount":
			return typeof written === "string" && /^\d{1,40}$/.test(written)
				? BigInt(written)
				: undefined;
		case "text":
			return typeof written === "string" ? written : undefined;
	}
}
