import type { Database } from "./database.ts";
import type { Engine } from "./session.ts";

/** Where a database is. */
export type DatabaseAddress =
	/** A PostgreSQL server: `postgres://user:password@host:5432/database`. */
	| { readonly url: string; readonly connectionsMax?: number }
	/** A directory of this machine, with the embedded PGlite; `owner` is told to who finds it locked. */
	| { readonly directory: string; readonly owner?: { readonly url?: string } }
	/** PGlite in memory, for tests and trials. */
	| { readonly memory: true };

/**
 * Opens a database. Its tables are the business of `migrate`.
 *
 * Throws a DatabaseError when it cannot: `unreachable`, `misconfigured`, `refused`, `locked`,
 * `incompatible` or `disk_full`.
 */
export async function openDatabase(address: DatabaseAddress): Promise<Database> {
	const opening = openEngine(address);
	opening.catch(() => {}); // heard below, when it is awaited
	// The query builder is loaded while the engine starts in its thread or answers over the network.
	const { Database } = await import("./database.ts");
	return new Database(await opening);
}

/** Loads only the engine that is wanted: the other's driver would take a tenth of a second. */
async function openEngine(address: DatabaseAddress): Promise<Engine> {
	if ("url" in address) return (await import("./postgresql.ts")).openPostgresql(address);
	const { openPgliteDirectory, openPgliteInMemory } = await import("./pglite.ts");
	return "directory" in address
		? openPgliteDirectory(address.directory, address.owner?.url)
		: openPgliteInMemory();
}
