import type { StoreKey } from "../database/stores.ts";

const PAGE_BITS = 16;
const PAGE_KEYS = 1 << PAGE_BITS;

/**
 * Which stores were met. A bit for each, because keys are given one after the other: a million stores take
 * an eighth of a megabyte, and a set of numbers would take fifty.
 */
export class KeySet {
	size = 0;
	readonly #pages = new Map<number, Uint8Array>();

	add(keys: readonly StoreKey[]): void {
		for (const key of keys) this.#addOne(key);
	}

	#addOne(key: StoreKey): void {
		let page = this.#pages.get(key >> PAGE_BITS);
		if (page === undefined) {
			page = new Uint8Array(PAGE_KEYS / 8);
			this.#pages.set(key >> PAGE_BITS, page);
		}
		const place = (key & (PAGE_KEYS - 1)) >> 3;
		const bit = 1 << (key & 7);
		const before = page[place] as number;
		if ((before & bit) !== 0) return;
		page[place] = before | bit;
		this.size++;
	}
}
