import type { FastifyPluginAsync } from "fastify";
import { CreatedKeyDocument, KeyPath, KeyRequest, KeysPage, KeysQuery } from "../contract/key.ts";
import type { ServiceContext } from "../service/context.ts";
import { createdKeyDocument, keyDocument } from "../service/key-document.ts";
import { type ApiKeyCursor, createKey, listKeys, revokeKey } from "../service/keys.ts";
import { readTimeCursor, writeTimeCursor } from "./cursor.ts";
import { FieldReader } from "./field-reader.ts";
import { operation } from "./operation.ts";

const KEYS_DEFAULT = 100;

/** Who may use the API. */
export function keyRoutes(context: ServiceContext): FastifyPluginAsync {
	return async (app) => {
		app.get<{ Querystring: KeysQuery }>(
			"/v1/keys",
			operation({
				id: "listKeys",
				tag: "Keys",
				scope: "admin",
				summary: "All keys",
				description:
					"Lists keys, those that were made last first; those that were revoked or expired stay in it.",
				query: KeysQuery,
				answers: { 200: { description: "A page of keys.", body: KeysPage } },
			}),
			async ({ query: { limit = KEYS_DEFAULT, cursor } }): Promise<KeysPage> => {
				const after = cursor === undefined ? undefined : placeIn(cursor);
				const { keys, next } = await listKeys(context, { limit, after });
				return {
					keys: keys.map(keyDocument),
					next_cursor:
						next === undefined ? null : writeTimeCursor({ at: next.createdAt, id: next.keyId }),
				};
			},
		);

		app.post<{ Body: KeyRequest }>(
			"/v1/keys",
			operation({
				id: "createKey",
				tag: "Keys",
				scope: "admin",
				summary: "Make a key",
				description:
					"Makes a key. The key itself is answered this once, and kept nowhere. From the first key on, a server that was open to its own machine asks for one: make one with the scope `admin` first.",
				body: KeyRequest,
				answers: { 201: { description: "It is made.", body: CreatedKeyDocument } },
				refuses: ["conflict", "refused"],
			}),
			async (request, reply) => {
				const key = await createKey(context, readKeyRequest(request.body));
				return reply.code(201).send(createdKeyDocument(key));
			},
		);

		app.delete<{ Params: { readonly key_id: string } }>(
			"/v1/keys/:key_id",
			operation({
				id: "revokeKey",
				tag: "Keys",
				scope: "admin",
				summary: "Revoke a key",
				description: "The key is good for nothing from the next request on, for good.",
				path: KeyPath,
				answers: { 204: { description: "It is revoked." } },
			}),
			async (request, reply) => {
				await revokeKey(context, request.params.key_id);
				return reply.code(204).send();
			},
		);
	};
}

function readKeyRequest({ name, scope, expires_at: expiresAt }: KeyRequest) {
	const fields = new FieldReader();
	const wish = {
		name,
		scope,
		...(expiresAt !== undefined && { expiresAt: fields.instant("/expires_at", expiresAt) }),
	};
	fields.refuseFaults();
	return wish;
}

const KEY_ID = /^[0-9A-Za-z]{10}$/;

function placeIn(cursor: string): ApiKeyCursor {
	const { at, id } = readTimeCursor(cursor, KEY_ID);
	return { createdAt: at, keyId: id };
}
