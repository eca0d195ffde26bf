import { type Instant, MINUTE_MS } from "../core/instant.ts";
import * as apiKeys from "../database/api-keys.ts";
import { maybeSessionByHash } from "../database/sessions.ts";
import type { ServiceContext } from "./context.ts";
import { hashKey, isKeyText } from "./key-text.ts";
import { type ApiKey, faultOf, type KeyFault } from "./keys.ts";
import { isSessionToken } from "./session-token.ts";

/** How often it is written down, at the most, that a key was used. */
const NOTE_USE_EVERY_MS = MINUTE_MS;

/** What there is to say of a key that somebody showed. */
export type KeyCheck =
	| { readonly key: ApiKey; readonly fault: undefined }
	| { readonly key: undefined; readonly fault: KeyFault | "unknown" };

/** What there is to say of a session whose token somebody showed. */
export type SessionCheck =
	| { readonly key: ApiKey; readonly expiresAt: Instant; readonly fault: undefined }
	| { readonly key: undefined; readonly fault: KeyFault | "ended" };

/**
 * Checks the keys that callers show, and the sessions that stand for keys. Every one is looked up in the database
 * every time: so one that is revoked anywhere is good for nothing at once, everywhere.
 */
export class KeyChecker {
	readonly #context: ServiceContext;
	/** The keys that were good here, by their hashes. */
	readonly #good = new Set<string>();
	/** When the use of keys was last written down, by their ids. */
	readonly #notedAt = new Map<string, Instant>();

	constructor(context: ServiceContext) {
		this.#context = context;
	}

	async check(text: string): Promise<KeyCheck> {
		if (!isKeyText(text)) return { key: undefined, fault: "unknown" };
		const { database, now } = this.#context;
		const hash = hashKey(text);
		const key = await apiKeys.maybeApiKeyByHash(database, hash);
		const fault = key === undefined ? "unknown" : faultOf(key, now());
		if (key === undefined || fault !== undefined) {
			this.#good.delete(hash);
			return { key: undefined, fault: fault ?? "unknown" };
		}
		this.#good.add(hash);
		this.#noteUse(key);
		return { key, fault: undefined };
	}

	/** Checks a session by its token: it is good as long as it lasts and its key is good. */
	async checkSession(token: string): Promise<SessionCheck> {
		const { database, now } = this.#context;
		const session = isSessionToken(token)
			? await maybeSessionByHash(database, hashKey(token))
			: undefined;
		if (session === undefined) return { key: undefined, fault: "ended" };
		const { key, expiresAt } = session;
		// A session ends when its key expires, and the key is what there is to be told of.
		const fault = faultOf(key, now()) ?? (expiresAt <= now() ? "ended" : undefined);
		if (fault !== undefined) return { key: undefined, fault };
		this.#noteUse(key);
		return { key, expiresAt, fault: undefined };
	}

	/** Whether a key was good when it was last shown here: whoever shows it does not guess. */
	wasGood(text: string): boolean {
		return this.#good.has(hashKey(text));
	}

	/** Writes down that a key is used, once in a while; nobody waits for it. */
	#noteUse({ keyId, lastUsedAt }: ApiKey): void {
		const { database, now } = this.#context;
		const at = now();
		const before = at - NOTE_USE_EVERY_MS;
		const notedAt = Math.max(this.#notedAt.get(keyId) ?? -Infinity, lastUsedAt ?? -Infinity);
		if (notedAt >= before) {
			this.#notedAt.set(keyId, notedAt);
			return;
		}
		this.#notedAt.set(keyId, at);
		apiKeys.touchApiKey(database, keyId, { at, before }).catch(() => {
			// It is for people to look at: whatever kept it from being written, the request is good.
		});
	}
}
