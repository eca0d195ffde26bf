import type { ReportCursor } from "../service/list-reports.ts";
import { InvalidRequest } from "./invalid-request.ts";

/** A cursor as callers are given it: they give it back, and need not know what is in it. */
export function writeCursor({ requestedAt, reportId }: ReportCursor): string {
	return Buffer.from(`${requestedAt} ${reportId}`).toString("base64url");
}

// Up to the year 5138: whatever is longer was never ours.
const CURSOR = /^(\d{1,14}) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Reads a cursor back. Refuses any other text. */
export function readCursor(text: string): ReportCursor {
	const match = CURSOR.exec(Buffer.from(text, "base64url").toString());
	if (match === null)
		throw new InvalidRequest([
			{ parameter: "cursor", detail: "write the next_cursor of the page before, as it was given" },
		]);
	return { requestedAt: Number(match[1]), reportId: match[2] as string };
}
