import type { Connection } from "../database/engine/database.ts";
import { type ImportReject, manyImportRejects } from "../database/import-rejects.ts";
import { type Import, type ImportCursor, manyImports, maybeImport } from "../database/imports.ts";
import type { ServiceContext } from "./context.ts";
import { Refusal } from "./refusal.ts";
import { isUuid } from "./uuid.ts";

export type { ImportReject } from "../database/import-rejects.ts";
export type { ImportCursor } from "../database/imports.ts";

export type ImportState = "running" | "complete" | "failed";

/** An import as callers see it. */
export interface ImportResource extends Omit<Import, "state"> {
	readonly state: ImportState;
}

/** An import with the first of the rows that were left out. */
export interface ImportDetails extends ImportResource {
	readonly rejects: readonly ImportReject[];
}

/** So many bad rows are told together with their import. */
const REJECTS_TOLD = 100;

const LOST = "Its process ended before it did.";

/** Looks an import up. Refuses as not found when there is none with this id. */
export async function importWithId(
	context: Pick<ServiceContext, "database">,
	importId: string,
): Promise<ImportDetails> {
	const resource = await importAlone(context.database, importId);
	const page = { from: 0, limit: REJECTS_TOLD };
	return { ...resource, rejects: await manyImportRejects(context.database, importId, page) };
}

/** An import without the rows that were left out. Refuses as not found when there is none with this id. */
export async function importAlone(
	connection: Connection,
	importId: string,
): Promise<ImportResource> {
	const found = isUuid(importId) ? await maybeImport(connection, importId) : undefined;
	if (found === undefined) throw new Refusal("not_found", "There is no import with this id.");
	return resourceOf(found);
}

/** Imports, newest first, and where the next page goes on; `undefined` when these were the last. */
export interface ImportPage {
	readonly imports: readonly ImportResource[];
	readonly next: ImportCursor | undefined;
}

/** Lists imports, those that were begun last first; of one state only, when one is given. */
export async function listImports(
	{ database }: ServiceContext,
	page: {
		readonly state?: ImportState | undefined;
		readonly after?: ImportCursor | undefined;
		readonly limit: number;
	},
): Promise<ImportPage> {
	const { state, after, limit } = page;
	const states = state === "failed" ? (["failed", "lost"] as const) : state && ([state] as const);
	const imports = await manyImports(database, { states, after, limit });
	const last = imports.at(-1);
	return {
		imports: imports.map(resourceOf),
		next: imports.length < limit ? undefined : last,
	};
}

function resourceOf(found: Import): ImportResource {
	const { state } = found;
	return state === "lost" ? { ...found, state: "failed", failure: LOST } : { ...found, state };
}
