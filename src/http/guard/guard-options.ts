import type { KeyScope } from "../../contract/key.ts";
import { MINUTE_MS, SECOND_MS } from "../../core/instant.ts";

/** What a server lets in, and what it puts up with. */
export interface GuardOptions {
	/**
	 * What callers without a key may do. Without it: everything, as long as only this machine reaches the
	 * server and no key was ever made; then nothing.
	 */
	readonly anonymous?: KeyScope | "none" | undefined;
	/**
	 * Whose word is taken for where requests come from (`X-Forwarded-For` and the like): so many proxies
	 * before the server, or those with these addresses. Nobody's without it.
	 */
	readonly trustProxy?: number | readonly string[] | undefined;
	/** The origins of pages that may use the API. */
	readonly corsOrigins?: readonly string[] | undefined;
	/** How many requests a key or an address may send in a minute; 0 for any number. */
	readonly requestsPerMinute?: number | undefined;
	readonly limits?: Partial<ConnectionLimits> | undefined;
}

/** How long, how large and how many: what a client may keep a server busy with. */
export interface ConnectionLimits {
	/** How many bytes the headers of a request may have, all together. */
	readonly headerBytes: number;
	/** How long a request's headers may take to arrive. */
	readonly headersMs: number;
	/** How long its body may take, except where it is read as a stream. */
	readonly bodyMs: number;
	/** How long a client may take none of the answer that waits for it. */
	readonly drainMs: number;
	/** How long a connection is kept for the next request. */
	readonly keepAliveMs: number;
	readonly connections: number;
	/** How many wrong keys may come from an address in a minute. */
	readonly wrongKeysPerMinute: number;
}

export const CONNECTION_LIMITS: ConnectionLimits = {
	headerBytes: 16 * 1_024,
	headersMs: 10 * SECOND_MS,
	bodyMs: 30 * SECOND_MS,
	drainMs: MINUTE_MS,
	// Longer than proxies keep theirs, which is a minute for most: whoever closes first must be the one that
	// sends, or a request meets a connection that is just being closed.
	keepAliveMs: 72 * SECOND_MS,
	// A few thousand clients; beyond these, the machine's own limits would be met in worse places.
	connections: 4_000,
	wrongKeysPerMinute: 30,
};
