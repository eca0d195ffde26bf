/**
 * A store's id: opaque text of 1 to 255 characters after trimming. Never a number: real ids have 19
 * digits, and read as floats two stores would become one.
 */
export type StoreId = string;

export const STORE_ID_LENGTH_MAX = 255;

/** Why a text is not a store id. */
export type StoreIdFault = "empty_id" | "destroyed_id" | "long_id" | "unprintable_id";

// What a spreadsheet makes of a long number: 8.139926242460185E+018, 8,14E+18, 8E+18.
const SCIENTIFIC = /^[+-]?\d(?:[.,]\d+[eE]\+?|[eE]\+)\d{1,3}$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL = /[\u0000-\u001f\u007f]/;

/** Trims a text and says what keeps it from being a store id, if anything does. */
export function parseStoreId(text: string): { id: StoreId } | { fault: StoreIdFault } {
	const id = text.trim();
	if (id === "") return { fault: "empty_id" };
	if (SCIENTIFIC.test(id)) return { fault: "destroyed_id" };
	if (!isPrintable(id)) return { fault: "unprintable_id" };
	if (isLonger(id, STORE_ID_LENGTH_MAX)) return { fault: "long_id" };
	return { id };
}

/** Whether a text is free of control characters and of halves of surrogate pairs. */
export function isPrintable(text: string): boolean {
	return !CONTROL.test(text) && text.isWellFormed();
}

/** Whether a text has more characters than so many: characters, not UTF-16 units. */
export function isLonger(text: string, lengthMax: number): boolean {
	// The first test spares almost every text the count.
	return text.length > lengthMax && [...text].length > lengthMax;
}

/**
 * Orders ids as their UTF-8 bytes are ordered, which is the order of their code points.
 *
 * JavaScript's own order goes by UTF-16 units and differs where a surrogate pair meets U+E000 and
 * above, so the first unit that differs is lifted over that gap before it is compared.
 */
export function compareStoreIds(a: StoreId, b: StoreId): number {
	const shared = Math.min(a.length, b.length);
	for (let i = 0; i < shared; i++) {
		const x = a.charCodeAt(i);
		const y = b.charCodeAt(i);
		if (x !== y) return byteRank(x) - byteRank(y);
	}
	return a.length - b.length;
}

function byteRank(unit: number): number {
	return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
