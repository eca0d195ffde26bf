import { type Instant, MINUTE_MS } from "../core/instant.ts";
import * as apiKeys from "../database/api-keys.ts";
import type { ServiceContext } from "./context.ts";
import { hashKey, isKeyText } from "./key-text.ts";
import { type ApiKey, faultOf, type KeyFault } from "./keys.ts";

/** How often it is written down, at the most, that a key was used. */
const NOTE_USE_EVERY_MS = MINUTE_MS;

/** What there is to say of a key that somebody showed. */
export type KeyCheck =
	| { readonly key: ApiKey; readonly fault: undefined }
	| { readonly key: undefined; readonly fault: KeyFault | "unknown" };

/**
 * Checks the keys that callers show. Every one is looked up in the database every time: so one that is
 * revoked anywhere is good for nothing at once, everywhere.
 */
export class KeyChecker {
	readonly #context: ServiceContext;
	/** The keys that were good here, by their hashes, and when their use was last written down. */
	readonly #noted = new Map<string, Instant>();

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
			this.#noted.delete(hash);
			return { key: undefined, fault: fault ?? "unknown" };
		}
		this.#noteUse(key, hash);
		return { key, fault: undefined };
	}

	/** Whether a key was good when it was last shown here: whoever shows it does not guess. */
	wasGood(text: string): boolean {
		return this.#noted.has(hashKey(text));
	}

	/** Writes down that a key is used, once in a while; nobody waits for it. */
	#noteUse({ keyId, lastUsedAt }: ApiKey, hash: string): void {
		const { database, now } = this.#context;
		const at = now();
		const before = at - NOTE_USE_EVERY_MS;
		const notedAt = Math.max(this.#noted.get(hash) ?? -Infinity, lastUsedAt ?? -Infinity);
		if (notedAt >= before) {
			this.#noted.set(hash, notedAt);
			return;
		}
		this.#noted.set(hash, at);
		apiKeys.touchApiKey(database, keyId, { at, before }).catch(() => {
			// It is for people to look at: whatever kept it from being written, the request is good.
		});
	}
}
