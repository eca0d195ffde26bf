import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { readMigrations, schemaChecksum } from "../migrations.ts";

const ENDING = ".tar.zst";

/**
 * Making an empty database with all tables takes PGlite three seconds, unpacking one a tenth of a
 * second. So one is made once and kept, packed, beside the installed packages: when they are
 * installed (see prepare-pglite.ts), or else by the first who needs it.
 *
 * The name tells what it was made of: another PGlite or another schema makes another.
 */
export const PACKED_DATABASE: string = join(
	fileURLToPath(new URL("../../../node_modules/.cache/openhours", import.meta.url)),
	`pglite-${pgliteVersion()}-${schemaChecksum(readMigrations()).slice(0, 16)}${ENDING}`,
);

function pgliteVersion(): string {
	const main = createRequire(import.meta.url).resolve("@electric-sql/pglite");
	const manifest = readFileSync(join(dirname(main), "..", "package.json"), "utf8");
	return (JSON.parse(manifest) as { version: string }).version;
}

/** An empty database as a tar archive: the kept one, or one made now. */
export async function emptyDatabase(): Promise<Uint8Array<ArrayBuffer>> {
	const kept = readPackedDatabase();
	if (kept !== undefined) return kept;
	// Brings PGlite, the migrations and the query builder with it, which nobody else needs here.
	const { makeEmptyDatabase } = await import("./make-empty-database.ts");
	const archive = await makeEmptyDatabase();
	keepPackedDatabase(archive);
	return archive;
}

function readPackedDatabase(): Uint8Array<ArrayBuffer> | undefined {
	try {
		return new Uint8Array(zstdDecompressSync(readFileSync(PACKED_DATABASE)));
	} catch {
		return undefined; // not there, or damaged: then it is made again
	}
}

function keepPackedDatabase(archive: Uint8Array): void {
	const folder = dirname(PACKED_DATABASE);
	const draft = `${PACKED_DATABASE}.${process.pid}`;
	try {
		mkdirSync(folder, { recursive: true });
		const params = { [constants.ZSTD_c_compressionLevel]: 9 };
		writeFileSync(draft, zstdCompressSync(archive, { params }));
		renameSync(draft, PACKED_DATABASE);
		for (const file of readdirSync(folder))
			if (file.endsWith(ENDING) && file !== basename(PACKED_DATABASE))
				rmSync(join(folder, file), { force: true });
	} catch {
		// Installed where this user may not write: the next empty database takes its seconds again.
		rmSync(draft, { force: true });
	}
}
