import { compareStoreIds } from "../core/store-id.ts";

/** What things are sorted by: exact numbers or text; `null` where there is nothing. */
export type RankKey = number | bigint | string | null;

/** A place in a sorted list. It stays where it is, whatever becomes of the thing that was there. */
export interface RankPlace {
	readonly key: RankKey;
	/** What the thing is known by; no two things of a list share it. */
	readonly id: string;
}

/** A thing, and where in a list it is. */
export interface Ranked<Thing> extends RankPlace {
	readonly thing: Thing;
}

/** Things in their order, and which way that goes. */
export interface Ranking<Thing> {
	readonly things: readonly Ranked<Thing>[];
	readonly descends: boolean;
}

/** Things of a page, and where the next one goes on; `undefined` when these were the last. */
export interface RankPage<Thing> {
	readonly things: readonly Thing[];
	readonly next: RankPlace | undefined;
	/** How many there are, on all pages. */
	readonly total: number;
}

/** Sorts things by their keys, upwards or downwards. */
export function rank<Thing>(
	things: readonly Ranked<Thing>[],
	{ descends }: { readonly descends: boolean },
): Ranking<Thing> {
	return { things: things.toSorted((a, b) => comparePlaces(a, b, descends)), descends };
}

/** The things after a place, so many at the most; from the first on without it. */
export function pageOf<Thing>(
	{ things, descends }: Ranking<Thing>,
	{ after, limit }: { readonly after: RankPlace | undefined; readonly limit: number },
): RankPage<Thing> {
	const begin = after === undefined ? 0 : firstAfter({ things, descends }, after);
	const page = things.slice(begin, begin + limit);
	const last = begin + limit < things.length ? page.at(-1) : undefined;
	return {
		things: page.map(({ thing }) => thing),
		next: last && { key: last.key, id: last.id },
		total: things.length,
	};
}

/**
 * The order of two places. What has nothing to be sorted by comes last either way; equal ones go by their
 * ids, byte by byte, upwards.
 */
function comparePlaces(a: RankPlace, b: RankPlace, descends: boolean): number {
	if (a.key === b.key) return compareStoreIds(a.id, b.id);
	if (a.key === null) return 1;
	if (b.key === null) return -1;
	const order =
		typeof a.key === "string"
			? compareStoreIds(a.key, b.key as string)
			: a.key < (b.key as number | bigint)
				? -1
				: 1;
	return descends ? -order : order;
}

function firstAfter({ things, descends }: Ranking<unknown>, after: RankPlace): number {
	let low = 0;
	let high = things.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (comparePlaces(things[middle] as RankPlace, after, descends) <= 0) low = middle + 1;
		else high = middle;
	}
	return low;
}
