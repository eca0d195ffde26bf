import type { Instant } from "../core/instant.ts";
import { InvalidRequest } from "./invalid-request.ts";

// A cursor is a place in a list as callers are given it: they give it back, and need not know what is in it.

/** Writes what a cursor holds so that nobody is tempted to read it. */
export function packCursor(text: string): string {
	return Buffer.from(text).toString("base64url");
}

/** What a cursor holds; of any other text, something or other. */
export function unpackCursor(cursor: string): string {
	return Buffer.from(cursor, "base64url").toString();
}

/** The list that a cursor holds as JSON; empty when it is none of ours. */
export function unpackList(cursor: string): readonly unknown[] {
	try {
		const value: unknown = JSON.parse(unpackCursor(cursor));
		return Array.isArray(value) ? value : [];
	} catch {
		return []; // any text may be sent as a cursor
	}
}

/** The refusal of a text that is no cursor of the list that is asked for. */
export function foreignCursor(
	detail = "write the next_cursor of the page before, as it was given",
): InvalidRequest {
	return new InvalidRequest([{ parameter: "cursor", detail }]);
}

/**
 * The cursor of an ordered list as of an instant, as it was read from a text. Refuses a text that is not written
 * so, as that of a list in another order is not, and the cursor of a list as of another instant.
 */
export function ownCursor<Cursor extends { readonly asOf: Instant }>(
	text: string,
	cursor: Cursor | undefined,
	{
		asOf,
		write,
	}: { readonly asOf: Instant | undefined; readonly write: (cursor: Cursor) => string },
): Cursor {
	const isItsOwn =
		cursor !== undefined && write(cursor) === text && (asOf ?? cursor.asOf) === cursor.asOf;
	if (!isItsOwn)
		throw foreignCursor(
			"write the next_cursor of the page before, as it was given, and ask for the same order as of the same instant",
		);
	return cursor;
}

/** A place in a list by time: behind the thing with this id, of this instant. */
export interface TimePlace {
	readonly at: Instant;
	readonly id: string;
}

/** A cursor of a list by time. */
export function writeTimeCursor({ at, id }: TimePlace): string {
	return packCursor(`${at} ${id}`);
}

// Up to the year 5138: whatever is longer was never ours.
const TIME_PLACE = /^(\d{1,14}) (\S+)$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads a cursor of a list by time back. Refuses any other text, and an id of another form. */
export function readTimeCursor(cursor: string, idForm: RegExp = UUID): TimePlace {
	const [, at, id = ""] = TIME_PLACE.exec(unpackCursor(cursor)) ?? [];
	if (!idForm.test(id)) throw foreignCursor();
	return { at: Number(at), id };
}
