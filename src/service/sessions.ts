import { DAY_MS, type DurationMs, type Instant } from "../core/instant.ts";
import * as sessions from "../database/sessions.ts";
import type { ServiceContext } from "./context.ts";
import { hashKey } from "./key-text.ts";
import type { ApiKey } from "./keys.ts";
import { isSessionToken, newSessionToken } from "./session-token.ts";

/**
 * How long a session lasts, used or not. One length needs nothing to be written down while it is used, and is
 * said in a sentence; 30 days is how often NIST SP 800-63B (AAL1) has people show again who they are.
 */
const SESSION_MS: DurationMs = 30 * DAY_MS;

/** A session that was begun, with its token, which is kept nowhere. */
export interface StartedSession {
	readonly token: string;
	readonly expiresAt: Instant;
}

/**
 * Begins a session that stands for a key which was found to be good; it lasts no longer than the key. The one that
 * was there before, if its token is given, ends.
 */
export async function startSession(
	{ database, now }: ServiceContext,
	{ keyId, expiresAt: keyExpiresAt = Number.POSITIVE_INFINITY }: ApiKey,
	{ instead }: { readonly instead?: string | undefined } = {},
): Promise<StartedSession> {
	const token = newSessionToken();
	const createdAt = now();
	const expiresAt = Math.min(createdAt + SESSION_MS, keyExpiresAt);
	await database.transaction(async (tx) => {
		if (instead !== undefined && isSessionToken(instead))
			await sessions.deleteSession(tx, hashKey(instead));
		await sessions.insertSession(tx, { hash: hashKey(token), keyId, createdAt, expiresAt });
	});
	return { token, expiresAt };
}

/** Ends the session with this token, if there is one. */
export async function endSession({ database }: ServiceContext, token: string): Promise<void> {
	if (isSessionToken(token)) await sessions.deleteSession(database, hashKey(token));
}

/** Deletes the sessions that have expired; returns how many. */
export function deleteOldSessions({ database, now }: ServiceContext): Promise<number> {
	return sessions.deleteExpiredSessions(database, now());
}
