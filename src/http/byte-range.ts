import type { FilePiece } from "../service/output-file.ts";

/** A part of a file: from a byte on to before another. */
export interface BytePart {
	readonly from: number;
	readonly to: number;
}

/** A part that a client asks for, before it is known how long the file is. */
export type RequestedPart =
	| { readonly from: number; readonly to: number }
	/** So many bytes at the end. */
	| { readonly last: number };

const ONE_RANGE = /^bytes=[ \t]*(?:(\d{1,15})-(\d{1,15})?|-(\d{1,15}))[ \t]*$/i;

/**
 * Reads a `Range` header (RFC 9110, section 14). `undefined` when it asks for no part that is understood,
 * or for several: then the whole is the answer.
 */
export function readRange(header: string): RequestedPart | undefined {
	const match = ONE_RANGE.exec(header);
	if (match === null) return undefined;
	const [, first, last, suffix] = match;
	if (suffix !== undefined) return { last: Number(suffix) };
	const from = Number(first);
	if (last === undefined) return { from, to: Number.MAX_SAFE_INTEGER };
	return Number(last) < from ? undefined : { from, to: Number(last) + 1 };
}

/** What there is of a part in a file of so many bytes; `undefined` when that is nothing. */
export function partWithin(part: RequestedPart, length: number): BytePart | undefined {
	const from = "last" in part ? Math.max(0, length - part.last) : part.from;
	const to = "last" in part ? length : Math.min(part.to, length);
	return from < to ? { from, to } : undefined;
}

/** Cuts a part out of a file that is written piece by piece, and reads no further than it goes. */
export async function* cutBytes(
	pieces: AsyncIterable<FilePiece>,
	{ from, to }: BytePart,
): AsyncGenerator<Uint8Array> {
	let at = 0;
	for await (const piece of pieces) {
		const bytes = typeof piece === "string" ? Buffer.from(piece) : piece;
		const inside = bytes.subarray(Math.max(0, from - at), Math.max(0, to - at));
		if (inside.length > 0) yield inside;
		at += bytes.length;
		if (at >= to) return;
	}
}

/** How many bytes a file has that is written piece by piece. */
export async function countBytes(pieces: AsyncIterable<FilePiece>): Promise<number> {
	let length = 0;
	for await (const piece of pieces) length += Buffer.byteLength(piece);
	return length;
}
