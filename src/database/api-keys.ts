import { sql } from "kysely";
import type { Instant } from "../core/instant.ts";
import type { Connection } from "./engine/database.ts";
import { instantValue } from "./instant-value.ts";
import type { KeyScope } from "./tables.ts";

export type { KeyScope } from "./tables.ts";

/** A key of the HTTP API, as it is made: of the key itself, only a hash is kept. */
export interface NewApiKey {
	readonly keyId: string;
	readonly name: string;
	readonly scope: KeyScope;
	/** SHA-256 of the key, in hexadecimal. */
	readonly hash: string;
	readonly createdAt: Instant;
	/** From when on it is good for nothing; never without it. */
	readonly expiresAt: Instant | undefined;
}

/** A key as it may be shown. */
export interface ApiKey extends Omit<NewApiKey, "hash"> {
	readonly revokedAt: Instant | undefined;
	/** To the minute or so. */
	readonly lastUsedAt: Instant | undefined;
}

/** Writes a key down; `false` when one that is not revoked has its name. */
export async function insertApiKey(connection: Connection, key: NewApiKey): Promise<boolean> {
	const row = await connection.tables
		.insertInto("api_key")
		.values({
			key_id: key.keyId,
			name: key.name,
			scope: key.scope,
			key_hash: key.hash,
			created_at: instantValue(key.createdAt),
			expires_at: key.expiresAt === undefined ? null : instantValue(key.expiresAt),
		})
		.onConflict((conflict) => conflict.column("name").where("revoked_at", "is", null).doNothing())
		.returning("key_id")
		.executeTakeFirst();
	return row !== undefined;
}

/** The key with a hash, however it stands; `undefined` when there is none. */
export async function maybeApiKeyByHash(
	connection: Connection,
	hash: string,
): Promise<ApiKey | undefined> {
	const row = await shown(connection).where("key_hash", "=", hash).executeTakeFirst();
	return row && apiKeyOf(row);
}

/** Where a page of keys goes on. */
export interface ApiKeyCursor {
	readonly createdAt: Instant;
	readonly keyId: string;
}

/** Keys, however they stand, the newest first. */
export async function manyApiKeys(
	connection: Connection,
	page: { readonly after?: ApiKeyCursor | undefined; readonly limit: number },
): Promise<ApiKey[]> {
	const { after, limit } = page;
	let query = shown(connection)
		.orderBy("created_at", "desc")
		.orderBy("key_id", "desc")
		.limit(limit);
	if (after !== undefined)
		query = query.where(
			sql<boolean>`(created_at, key_id) < (${instantValue(after.createdAt)}::timestamptz, ${after.keyId}::text)`,
		);
	return (await query.execute()).map(apiKeyOf);
}

/** The keys that are not revoked and have this name, or an id that begins so. */
export async function manyApiKeysLike(
	connection: Connection,
	{ name, idPrefix }: { readonly name: string; readonly idPrefix: string },
): Promise<{ readonly keyId: string; readonly name: string }[]> {
	const rows = await connection.tables
		.selectFrom("api_key")
		.select(["key_id", "name"])
		.where("revoked_at", "is", null)
		.where((key) =>
			key.or([key("name", "=", name), sql<boolean>`starts_with(key_id, ${idPrefix}::text)`]),
		)
		.orderBy("key_id")
		.execute();
	return rows.map((row) => ({ keyId: row.key_id, name: row.name }));
}

/** Revokes a key for good, unless that was done before; `false` when there is none. */
export async function revokeApiKey(
	connection: Connection,
	keyId: string,
	at: Instant,
): Promise<boolean> {
	const { numUpdatedRows } = await connection.tables
		.updateTable("api_key")
		.set({ revoked_at: sql`coalesce(revoked_at, ${instantValue(at)}::timestamptz)` })
		.where("key_id", "=", keyId)
		.executeTakeFirstOrThrow();
	return numUpdatedRows > 0n;
}

/** Writes down that a key was used, unless somebody wrote down a later use than `before`. */
export async function touchApiKey(
	connection: Connection,
	keyId: string,
	{ at, before }: { readonly at: Instant; readonly before: Instant },
): Promise<void> {
	await connection.tables
		.updateTable("api_key")
		.set({ last_used_at: instantValue(at) })
		.where("key_id", "=", keyId)
		.where((key) =>
			key.or([
				key("last_used_at", "is", null),
				key("last_used_at", "<", instantValue(before) as never),
			]),
		)
		.execute();
}

/** How many keys there are that can be used, and whether there ever was one. */
export async function countApiKeys(
	connection: Connection,
	now: Instant,
): Promise<{ readonly usable: number; readonly wereMade: boolean }> {
	const { rows } = await sql<{ usable: number; were_made: boolean }>`
		select
			count(*) filter (
				where revoked_at is null
					and (expires_at is null or expires_at > ${instantValue(now)}::timestamptz)
			)::int as usable,
			count(*) > 0 as were_made
		from api_key
	`.execute(connection.tables);
	return { usable: rows[0]?.usable ?? 0, wereMade: rows[0]?.were_made ?? false };
}

/** Whether there ever was a key, whatever became of it. */
export async function wasAnyApiKeyMade(connection: Connection): Promise<boolean> {
	const row = await connection.tables
		.selectFrom("api_key")
		.select("key_id")
		.limit(1)
		.executeTakeFirst();
	return row !== undefined;
}

/** The names of keys that can still be used and expire in a range of time, the first to expire first. */
export async function manyApiKeysExpiring(
	connection: Connection,
	{ from, to }: { readonly from: Instant; readonly to: Instant },
): Promise<{ readonly name: string; readonly expiresAt: Instant }[]> {
	const rows = await connection.tables
		.selectFrom("api_key")
		.select(["name", "expires_at"])
		.where("revoked_at", "is", null)
		.where("expires_at", ">", instantValue(from) as never)
		.where("expires_at", "<=", instantValue(to) as never)
		.orderBy("expires_at")
		.orderBy("name")
		.execute();
	return rows.map((row) => ({ name: row.name, expiresAt: row.expires_at as Instant }));
}

function shown(connection: Connection) {
	return connection.tables
		.selectFrom("api_key")
		.select(["key_id", "name", "scope"])
		.select(["created_at", "expires_at", "revoked_at", "last_used_at"]);
}

type ShownRow = Awaited<ReturnType<ReturnType<typeof shown>["executeTakeFirstOrThrow"]>>;

/** A key of the columns that may be shown. */
export function apiKeyOf(row: ShownRow): ApiKey {
	return {
		keyId: row.key_id,
		name: row.name,
		scope: row.scope,
		createdAt: row.created_at,
		expiresAt: row.expires_at ?? undefined,
		revokedAt: row.revoked_at ?? undefined,
		lastUsedAt: row.last_used_at ?? undefined,
	};
}
