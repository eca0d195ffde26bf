import type { Places } from "../../api/store-list.ts";

/** How many stores' days are asked for together; the API takes up to 100. */
const BLOCK_STORES = 50;

/** The blocks that places lie in, widened to their ends: they change only once in fifty rows. */
export function wholeBlocks({ first, last }: Places): Places {
	return {
		first: Math.floor(first / BLOCK_STORES) * BLOCK_STORES,
		last: (Math.floor(last / BLOCK_STORES) + 1) * BLOCK_STORES - 1,
	};
}

/**
 * The ids at places, a list for each block. Blocks begin at the same places however far one has scrolled, so that they are
 * asked for once; those of which no store is there yet are left out.
 */
export function blocksOfIds(
	places: Places,
	idAt: (place: number) => string | undefined,
): readonly (readonly string[])[] {
	const blocks: string[][] = [];
	for (let start = wholeBlocks(places).first; start <= places.last; start += BLOCK_STORES) {
		const ids = Array.from({ length: BLOCK_STORES }, (_, at) => idAt(start + at));
		const there = ids.filter((id) => id !== undefined);
		if (there.length > 0) blocks.push(there);
	}
	return blocks;
}

/** The place that a key goes to from another; `undefined` for keys that go nowhere. */
export function placeAfter(
	key: string,
	from: number,
	{ total, page }: { readonly total: number; readonly page: number },
): number | undefined {
	const moves: Readonly<Record<string, number>> = {
		ArrowDown: from + 1,
		ArrowUp: from - 1,
		PageDown: from + page,
		PageUp: from - page,
		Home: 0,
		End: total - 1,
	};
	const to = moves[key];
	return to === undefined ? undefined : Math.max(0, Math.min(total - 1, to));
}
