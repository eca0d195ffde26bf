import type { ApiKeyCursor } from "../service/keys.ts";
import { InvalidRequest } from "./invalid-request.ts";

/** A cursor of the list of keys as callers are given it. */
export function writeKeyCursor({ createdAt, keyId }: ApiKeyCursor): string {
	return Buffer.from(`${createdAt} ${keyId}`).toString("base64url");
}

// Up to the year 5138: whatever is longer was never ours.
const CURSOR = /^(\d{1,14}) ([0-9A-Za-z]{10})$/;

/** Reads a cursor back. Refuses any other text. */
export function readKeyCursor(text: string): ApiKeyCursor {
	const match = CURSOR.exec(Buffer.from(text, "base64url").toString());
	if (match === null)
		throw new InvalidRequest([
			{ parameter: "cursor", detail: "write the next_cursor of the page before, as it was given" },
		]);
	return { createdAt: Number(match[1]), keyId: match[2] as string };
}
