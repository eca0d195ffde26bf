import type { Instant } from "../core/instant.ts";
import { type ApiKey, apiKeyOf } from "./api-keys.ts";
import type { Connection } from "./engine/database.ts";
import { instantValue } from "./instant-value.ts";

/** A session as it begins: of its token, only a hash is kept. */
export interface NewSession {
	/** SHA-256 of the token, in hexadecimal. */
	readonly hash: string;
	/** The key that it stands for. */
	readonly keyId: string;
	readonly createdAt: Instant;
	/** From when on it is good for nothing. */
	readonly expiresAt: Instant;
}

/** A session, with the key that it stands for, however that stands. */
export interface Session {
	readonly key: ApiKey;
	readonly expiresAt: Instant;
}

/** Writes a session down. */
export async function insertSession(connection: Connection, session: NewSession): Promise<void> {
	await connection.tables
		.insertInto("session")
		.values({
			token_hash: session.hash,
			key_id: session.keyId,
			created_at: instantValue(session.createdAt),
			expires_at: instantValue(session.expiresAt),
		})
		.execute();
}

/** The session with a hash, also when it has expired; `undefined` when there is none. */
export async function maybeSessionByHash(
	connection: Connection,
	hash: string,
): Promise<Session | undefined> {
	const row = await connection.tables
		.selectFrom("session")
		.innerJoin("api_key", "api_key.key_id", "session.key_id")
		.select(["api_key.key_id", "name", "scope"])
		.select(["api_key.created_at", "api_key.expires_at", "revoked_at", "last_used_at"])
		.select("session.expires_at as session_expires_at")
		.where("token_hash", "=", hash)
		.executeTakeFirst();
	return row && { key: apiKeyOf(row), expiresAt: row.session_expires_at };
}

/** Deletes the session with a hash, if there is one. */
export async function deleteSession(connection: Connection, hash: string): Promise<void> {
	await connection.tables.deleteFrom("session").where("token_hash", "=", hash).execute();
}

/** Deletes the sessions that have expired; returns how many. */
export async function deleteExpiredSessions(connection: Connection, now: Instant): Promise<number> {
	const { numDeletedRows } = await connection.tables
		.deleteFrom("session")
		.where("expires_at", "<=", instantValue(now) as never)
		.executeTakeFirstOrThrow();
	return Number(numDeletedRows);
}
