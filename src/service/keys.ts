import { KEY_NAME_LENGTH_MAX } from "../contract/key.ts";
import { formatInstant, type Instant } from "../core/instant.ts";
import { isLonger, isPrintable } from "../core/store-id.ts";
import type { ApiKey, ApiKeyCursor, KeyScope } from "../database/api-keys.ts";
import * as apiKeys from "../database/api-keys.ts";
import type { ServiceContext } from "./context.ts";
import { hashKey, isKeyId, newKeyText } from "./key-text.ts";
import { Refusal } from "./refusal.ts";

export type { ApiKey, ApiKeyCursor, KeyScope } from "../database/api-keys.ts";

/** What logs call whoever comes without a key. */
export const ANONYMOUS = "anonymous";

/** Instants are written with four digits for the year. */
const LATEST_EXPIRY: Instant = Date.UTC(9999, 11, 31);

/** A key that is wanted. */
export interface KeyWish {
	readonly name: string;
	readonly scope: KeyScope;
	/** From when on it is good for nothing; never without it. */
	readonly expiresAt?: Instant | undefined;
}

/** A key that was made, with the key itself, which is not shown again. */
export interface CreatedKey extends ApiKey {
	readonly text: string;
	/** Whether it is the first ever: from now on, servers may ask for one. */
	readonly isFirst: boolean;
}

/**
 * Makes a key. Refuses as invalid a name that cannot be read in a list or a log, and an expiry that is
 * not to come; as a conflict, the name of a key that is not revoked.
 */
export async function createKey(
	{ database, now }: ServiceContext,
	wish: KeyWish,
): Promise<CreatedKey> {
	const name = checkName(wish.name);
	const createdAt = now();
	checkExpiry(wish.expiresAt, createdAt);
	const { keyId, text } = newKeyText();
	const { scope, expiresAt } = wish;
	const key = { keyId, name, scope, createdAt, expiresAt };
	const isFirst = await database.transaction(async (tx) => {
		const wereMade = await apiKeys.wasAnyApiKeyMade(tx);
		if (!(await apiKeys.insertApiKey(tx, { ...key, hash: hashKey(text) })))
			throw new Refusal(
				"conflict",
				`There is a key with the name ${JSON.stringify(name)}: revoke it first, or choose another name.`,
			);
		return !wereMade;
	});
	return { ...key, revokedAt: undefined, lastUsedAt: undefined, text, isFirst };
}

/** Keys, however they stand, and where the next page goes on; `undefined` when these were the last. */
export interface KeyPage {
	readonly keys: readonly ApiKey[];
	readonly next: ApiKeyCursor | undefined;
}

/** Lists keys, the newest first. */
export async function listKeys(
	{ database }: ServiceContext,
	page: { readonly after?: ApiKeyCursor | undefined; readonly limit: number },
): Promise<KeyPage> {
	const keys = await apiKeys.manyApiKeys(database, page);
	const last = keys.at(-1);
	if (last === undefined || keys.length < page.limit) return { keys, next: undefined };
	return { keys, next: { createdAt: last.createdAt, keyId: last.keyId } };
}

/**
 * Revokes a key, by its id, for good and from the next request on; one that was revoked before stays as it is.
 * Refuses as not found when there is none.
 */
export async function revokeKey({ database, now }: ServiceContext, keyId: string): Promise<void> {
	if (isKeyId(keyId) && (await apiKeys.revokeApiKey(database, keyId, now()))) return;
	throw new Refusal("not_found", "There is no key with this id.");
}

/**
 * The id of the key that somebody means: an id, the name of a key that is not revoked, or the beginning of
 * the id of one. Refuses as not found when it is none, and as invalid when it could be several.
 */
export async function keyIdMeantBy({ database }: ServiceContext, text: string): Promise<string> {
	const candidates =
		text !== "" && isPrintable(text)
			? await apiKeys.manyApiKeysLike(database, { name: text, idPrefix: text })
			: [];
	const exact =
		candidates.find(({ keyId }) => keyId === text) ?? candidates.find(({ name }) => name === text);
	if (exact !== undefined) return exact.keyId;
	const [only, another] = candidates;
	if (another !== undefined)
		throw new Refusal(
			"invalid",
			`Several keys have ids that begin with ${text}: ${candidates.map(({ keyId }) => keyId).join(", ")}.`,
		);
	if (only !== undefined) return only.keyId;
	// Of a key that was revoked before, perhaps.
	if (isKeyId(text)) return text;
	throw new Refusal(
		"not_found",
		`No key that is not revoked is called ${JSON.stringify(text)}; openhours keys list shows all.`,
	);
}

/** Whether there ever was a key, whatever became of it. */
export function wasAnyKeyMade({ database }: ServiceContext): Promise<boolean> {
	return apiKeys.wasAnyApiKeyMade(database);
}

/** How many keys there are that can be used now, and whether there ever was one. */
export function countKeys({
	database,
	now,
}: ServiceContext): Promise<{ readonly usable: number; readonly wereMade: boolean }> {
	return apiKeys.countApiKeys(database, now());
}

/** Why a key is good for nothing; `undefined` while it is good. */
export type KeyFault = "revoked" | "expired";

export function faultOf(
	{ revokedAt, expiresAt }: Pick<ApiKey, "revokedAt" | "expiresAt">,
	now: Instant,
): KeyFault | undefined {
	if (revokedAt !== undefined) return "revoked";
	return expiresAt !== undefined && expiresAt <= now ? "expired" : undefined;
}

function checkName(name: string): string {
	const trimmed = name.trim();
	const isReadable =
		trimmed !== "" && isPrintable(trimmed) && !isLonger(trimmed, KEY_NAME_LENGTH_MAX);
	if (!isReadable)
		throw new Refusal(
			"invalid",
			`The name of a key has 1 to ${KEY_NAME_LENGTH_MAX} characters that can be printed.`,
		);
	if (trimmed === ANONYMOUS)
		throw new Refusal(
			"invalid",
			`The name ${ANONYMOUS} is for callers without a key; choose another.`,
		);
	return trimmed;
}

function checkExpiry(expiresAt: Instant | undefined, now: Instant): void {
	if (expiresAt === undefined) return;
	if (!(expiresAt > now))
		throw new Refusal(
			"invalid",
			`A key that expires at ${formatInstant(expiresAt)} would be good for nothing: that is past.`,
		);
	if (expiresAt > LATEST_EXPIRY)
		throw new Refusal("invalid", "A key expires before the year 9999; leave it out for never.");
}
