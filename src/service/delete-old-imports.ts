import { deleteImportsBefore } from "../database/imports.ts";
import type { ServiceContext } from "./context.ts";

/** Deletes the imports that ended longer ago than they are kept; returns how many. */
export function deleteOldImports({ database, imports, now }: ServiceContext): Promise<number> {
	return deleteImportsBefore(database, now() - imports.keepMs);
}
