import type { ImportCursor } from "../service/import-resource.ts";
import { InvalidRequest } from "./invalid-request.ts";

/** A cursor of the list of imports as callers are given it. */
export function writeImportCursor({ startedAt, importId }: ImportCursor): string {
	return Buffer.from(`${startedAt} ${importId}`).toString("base64url");
}

// Up to the year 5138: whatever is longer was never ours.
const CURSOR = /^(\d{1,14}) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Reads a cursor back. Refuses any other text. */
export function readImportCursor(text: string): ImportCursor {
	const match = CURSOR.exec(Buffer.from(text, "base64url").toString());
	if (match === null)
		throw new InvalidRequest([
			{ parameter: "cursor", detail: "write the next_cursor of the page before, as it was given" },
		]);
	return { startedAt: Number(match[1]), importId: match[2] as string };
}
