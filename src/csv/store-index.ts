import { parseStoreId, type StoreIdFault } from "../core/store-id.ts";

const COMMA = 0x2c;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * The store ids of a file, each with its index in order of appearance.
 *
 * A hash table over the bytes in which ids are written spares a string per row. Two spellings of
 * one id (a blank before it) are two entries with the same index.
 */
export class StoreIndex {
	readonly ids: string[] = [];
	/** The index that was found last. */
	last = -1;

	readonly #indexOfId = new Map<string, number>();
	#slots = new Int32Array(1 << 12).fill(-1);
	/** By entry: where its spelling is kept, its hash, and its store's index. */
	readonly #begins: number[] = [0];
	readonly #hashes: number[] = [];
	readonly #stores: number[] = [];
	#spellings = new Uint8Array(1 << 16);
	#lastBegin = 0;
	#lastLength = -1;

	/** The index of an id given as text, or why it is no id. */
	indexOf(text: string): number | StoreIdFault {
		const parsed = parseStoreId(text);
		if ("fault" in parsed) return parsed.fault;
		let index = this.#indexOfId.get(parsed.id);
		if (index === undefined) {
			index = this.ids.length;
			this.ids.push(parsed.id);
			this.#indexOfId.set(parsed.id, index);
		}
		return index;
	}

	/** Where the cell at `begin` ends if it is spelled as the last one found; -1 if it is not. */
	endIfLast(bytes: Uint8Array, begin: number): number {
		const length = this.#lastLength;
		if (length < 0) return -1;
		const spellings = this.#spellings;
		const from = this.#lastBegin;
		// From the end: ids of one fleet differ there, and share their beginning.
		for (let i = length - 1; i >= 0; i--) if (bytes[begin + i] !== spellings[from + i]) return -1;
		const after = bytes[begin + length] as number;
		return after === COMMA || after === LINE_FEED || after === CARRIAGE_RETURN
			? begin + length
			: -1;
	}

	/** The index of the id in `bytes[begin, end)`; -1 when it is none. */
	indexOfBytes(bytes: Uint8Array, begin: number, end: number, hash: number): number {
		const mask = this.#slots.length - 1;
		for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
			const entry = this.#slots[slot] as number;
			if (entry < 0) return this.#add(bytes, begin, end, hash);
			if (this.#hashes[entry] === hash && this.#isSpelled(entry, bytes, begin, end))
				return this.#found(entry);
		}
	}

	#isSpelled(entry: number, bytes: Uint8Array, begin: number, end: number): boolean {
		const from = this.#begins[entry] as number;
		const length = end - begin;
		if ((this.#begins[entry + 1] as number) - from !== length) return false;
		for (let i = 0; i < length; i++)
			if (this.#spellings[from + i] !== bytes[begin + i]) return false;
		return true;
	}

	#found(entry: number): number {
		this.#lastBegin = this.#begins[entry] as number;
		this.#lastLength = (this.#begins[entry + 1] as number) - this.#lastBegin;
		this.last = this.#stores[entry] as number;
		return this.last;
	}

	#add(bytes: Uint8Array, begin: number, end: number, hash: number): number {
		const spelling = bytes.subarray(begin, end);
		let index: number | StoreIdFault;
		try {
			index = this.indexOf(new TextDecoder("utf-8", { fatal: true }).decode(spelling));
		} catch {
			return -1; // not UTF-8: the row is judged again as a whole, and says so
		}
		if (typeof index !== "number") return -1;
		const entry = this.#stores.length;
		const from = this.#begins[entry] as number;
		while (from + spelling.length > this.#spellings.length) {
			const grown = new Uint8Array(this.#spellings.length * 2);
			grown.set(this.#spellings);
			this.#spellings = grown;
		}
		this.#spellings.set(spelling, from);
		this.#begins.push(from + spelling.length);
		this.#hashes.push(hash);
		this.#stores.push(index);
		if (entry * 2 >= this.#slots.length) this.#rehash();
		else this.#place(entry);
		return this.#found(entry);
	}

	#place(entry: number): void {
		const mask = this.#slots.length - 1;
		const hash = this.#hashes[entry] as number;
		let slot = (hash ^ (hash >>> 15)) & mask;
		while ((this.#slots[slot] as number) >= 0) slot = (slot + 1) & mask;
		this.#slots[slot] = entry;
	}

	#rehash(): void {
		this.#slots = new Int32Array(this.#slots.length * 2).fill(-1);
		for (let entry = 0; entry < this.#stores.length; entry++) this.#place(entry);
	}
}
