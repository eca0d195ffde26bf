import { Readable } from "node:stream";
import type { FastifyPluginAsync } from "fastify";
import { Type } from "typebox";
import {
	ImportDetails,
	ImportPath,
	ImportsPage,
	ImportsQuery,
	RejectDocument,
	RejectList,
	RejectsQuery,
} from "../contract/import.ts";
import type { ServiceContext } from "../service/context.ts";
import { importDetailsDocument, importDocument } from "../service/import-document.ts";
import { type ImportCursor, importWithId, listImports } from "../service/import-resource.ts";
import { type RejectsFormat, rejectsText } from "../service/rejects-text.ts";
import { acceptedFormat } from "./accepted-format.ts";
import { readTimeCursor, writeTimeCursor } from "./cursor.ts";
import { operation } from "./operation.ts";
import { addVary } from "./vary.ts";

const IMPORTS_DEFAULT = 20;

/** The forms of rejects; of those that are equal to `Accept`, the first. */
const CONTENT_TYPES: Readonly<Record<RejectsFormat, string>> = {
	csv: "text/csv; charset=utf-8",
	json: "application/json",
	ndjson: "application/x-ndjson",
};
const FORMATS = Object.keys(CONTENT_TYPES) as RejectsFormat[];

interface OfImport {
	readonly Params: { readonly import_id: string };
}

/** What became of uploads. */
export function importRoutes(context: ServiceContext): FastifyPluginAsync {
	return async (app) => {
		app.get<{ Querystring: ImportsQuery }>(
			"/v1/imports",
			operation({
				id: "listImports",
				tag: "Imports",
				scope: "read",
				summary: "All imports",
				description:
					"Lists imports, those that were begun last first. They are listed for `OPENHOURS_KEEP_IMPORTS`, seven days without that.",
				query: ImportsQuery,
				answers: { 200: { description: "A page of imports.", body: ImportsPage } },
			}),
			async ({ query: { state, limit = IMPORTS_DEFAULT, cursor } }): Promise<ImportsPage> => {
				const after = cursor === undefined ? undefined : placeIn(cursor);
				const { imports, next } = await listImports(context, { state, limit, after });
				return {
					imports: imports.map(importDocument),
					next_cursor:
						next === undefined ? null : writeTimeCursor({ at: next.startedAt, id: next.importId }),
				};
			},
		);

		app.get<OfImport>(
			"/v1/imports/:import_id",
			operation({
				id: "getImport",
				tag: "Imports",
				scope: "read",
				summary: "An import",
				description:
					"How far an import is, or how it ended, with the first 100 rows that were left out. Its counts are of what is committed. One whose process ended before it did has failed, too, as soon as that is noticed.",
				path: ImportPath,
				answers: { 200: { description: "The import as it is now.", body: ImportDetails } },
			}),
			async ({ params }): Promise<ImportDetails> =>
				importDetailsDocument(await importWithId(context, params.import_id)),
		);

		app.get<OfImport & { Querystring: RejectsQuery }>(
			"/v1/imports/:import_id/rejects",
			operation({
				id: "getImportRejects",
				tag: "Imports",
				scope: "read",
				summary: "Rows that were left out",
				description:
					"The rows of an import that were left out, the first 100,000 of them, as CSV, JSON or NDJSON, as `Accept` says or `format`; CSV without both. `rejects_kept` of the import says how many there are here, and `rejected` how many in all.",
				path: ImportPath,
				query: RejectsQuery,
				answers: {
					200: {
						description: "The rows.",
						body: {
							"text/csv": Type.String(),
							"application/json": RejectList,
							"application/x-ndjson": RejectDocument,
						},
						headers: { vary: Type.String() },
					},
				},
				refuses: ["not-acceptable"],
			}),
			async (request, reply) => {
				addVary(reply, "accept");
				const format = request.query.format ?? acceptedFormat(request, FORMATS, CONTENT_TYPES);
				const { fileName, text } = await rejectsText(context, request.params.import_id, format);
				return reply
					.type(CONTENT_TYPES[format])
					.header("content-disposition", `attachment; filename="${fileName}"`)
					.send(Readable.from(text));
			},
		);
	};
}

function placeIn(cursor: string): ImportCursor {
	const { at, id } = readTimeCursor(cursor);
	return { startedAt: at, importId: id };
}
