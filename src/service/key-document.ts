import type { CreatedKeyDocument, KeyDocument } from "../contract/key.ts";
import { formatInstant } from "../core/instant.ts";
import type { ApiKey, CreatedKey } from "./keys.ts";
import { maybeInstant } from "./report-document.ts";

/** A key as it goes over the wire: without the key itself. */
export function keyDocument(key: ApiKey): KeyDocument {
	return {
		key_id: key.keyId,
		name: key.name,
		scope: key.scope,
		created_at: formatInstant(key.createdAt),
		expires_at: maybeInstant(key.expiresAt),
		revoked_at: maybeInstant(key.revokedAt),
		last_used_at: maybeInstant(key.lastUsedAt),
	};
}

/** A key that was made as it goes over the wire: this once with the key itself. */
export function createdKeyDocument(key: CreatedKey): CreatedKeyDocument {
	return { ...keyDocument(key), key: key.text };
}
