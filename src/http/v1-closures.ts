import type { FastifyPluginAsync } from "fastify";
import { type Static, Type } from "typebox";
import { CLOSED, Cursor, Limit } from "../contract/requests.ts";
import { ClosurePath, ClosuresPage } from "../contract/tables.ts";
import { type ClosureCursor, listClosures, removeClosure } from "../service/closures.ts";
import type { ServiceContext } from "../service/context.ts";
import { foreignCursor, packCursor, unpackCursor } from "./cursor.ts";
import { operation } from "./operation.ts";

const CLOSURES_DEFAULT = 100;

const ClosuresQuery = Type.Partial(Type.Object({ limit: Limit, cursor: Cursor }), CLOSED);
type ClosuresQuery = Static<typeof ClosuresQuery>;

/** Planned closures, one by one; they come in as a table, or with their store. */
export function closureRoutes(context: ServiceContext): FastifyPluginAsync {
	return async (app) => {
		app.get<{ Querystring: ClosuresQuery }>(
			"/v1/closures",
			operation({
				id: "listClosures",
				tag: "Stores",
				scope: "read",
				summary: "All planned closures",
				description:
					"Lists planned closures of all stores and of single ones, past and to come, in the order in which they were entered.",
				query: ClosuresQuery,
				answers: { 200: { description: "A page of closures.", body: ClosuresPage } },
			}),
			async ({ query: { limit = CLOSURES_DEFAULT, cursor } }): Promise<ClosuresPage> => {
				const after = cursor === undefined ? undefined : readCursor(cursor);
				const { closures, next } = await listClosures(context, { after, limit });
				return {
					closures: [...closures],
					next_cursor: next === undefined ? null : writeCursor(next),
				};
			},
		);

		app.delete<{ Params: { readonly closure_id: string } }>(
			"/v1/closures/:closure_id",
			operation({
				id: "deleteClosure",
				tag: "Stores",
				scope: "write",
				summary: "Delete a planned closure",
				description: "That time is business time again, in every figure from now on.",
				path: ClosurePath,
				answers: { 204: { description: "It is deleted." } },
			}),
			async (request, reply) => {
				await removeClosure(context, request.params.closure_id);
				return reply.code(204).send();
			},
		);
	};
}

function writeCursor(cursor: ClosureCursor): string {
	return packCursor(String(cursor));
}

function readCursor(text: string): ClosureCursor {
	const written = unpackCursor(text);
	if (!/^\d{1,10}$/.test(written) || Number(written) > 2_147_483_647) throw foreignCursor();
	return Number(written);
}
