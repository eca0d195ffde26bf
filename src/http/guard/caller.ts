import type { KeyScope } from "../../contract/key.ts";
import { KEY_SCOPES } from "../../contract/key.ts";
import type { Instant } from "../../core/instant.ts";
import type { ApiKey } from "../../service/keys.ts";
import type { Scope } from "../operation.ts";

/** Who sent a request: whoever has a key, or anybody. */
export interface Caller {
	/** The public id of the key; `undefined` for a caller without one. */
	readonly keyId: string | undefined;
	/** The name of the key, or `anonymous`. */
	readonly name: string;
	/** What the caller may do; `undefined` for nothing but what is public. */
	readonly scope: KeyScope | undefined;
	/** When the session ends by whose cookie the caller came; `undefined` for one who came without. */
	readonly sessionExpiresAt: Instant | undefined;
}

declare module "fastify" {
	interface FastifyRequest {
		/** Known once the request's headers were looked at. */
		caller: Caller;
	}
}

/** A caller without a key. */
export function anonymousCaller(scope: KeyScope | undefined): Caller {
	return { keyId: undefined, name: "anonymous", scope, sessionExpiresAt: undefined };
}

/** A caller with a key, or with a session that stands for it. */
export function callerWithKey(
	{ keyId, name, scope }: ApiKey,
	sessionExpiresAt: Instant | undefined,
): Caller {
	return { keyId, name, scope, sessionExpiresAt };
}

/** Under what name a caller enters something; `undefined` for one without a key. */
export function authorName({ keyId, name }: Caller): string | undefined {
	return keyId === undefined ? undefined : name;
}

/** Whether a caller with this scope may do what needs that one. */
export function reaches(scope: KeyScope | undefined, needed: Scope): boolean {
	if (needed === "public") return true;
	return scope !== undefined && KEY_SCOPES.indexOf(scope) >= KEY_SCOPES.indexOf(needed);
}
