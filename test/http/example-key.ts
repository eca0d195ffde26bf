import type { Instant } from "../../src/core/instant.ts";
import { insertApiKey } from "../../src/database/api-keys.ts";
import type { Database } from "../../src/database/engine/database.ts";
import { hashKey } from "../../src/service/key-text.ts";
import { type DocumentedOperation, exampleOf } from "./openapi-document.ts";

/** Makes the key with which the document's example signs in. */
export async function makeExampleKey(
	database: Database,
	operations: readonly DocumentedOperation[],
	now: Instant,
): Promise<void> {
	const signIn = operations.find(({ operationId }) => operationId === "createSession");
	const { key } = exampleOf(signIn?.bodies["application/json"] ?? {}) as { readonly key: string };
	await insertApiKey(database, {
		keyId: key.split("_")[1] as string,
		name: "of the example",
		scope: "read",
		hash: hashKey(key),
		createdAt: now,
		expiresAt: undefined,
	});
}
