import {
	existsSync,
	mkdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseError } from "./errors.ts";
import { emptyDatabase } from "./packed-database.ts";

/** Where PGlite's files are inside a data directory, beside the lock. */
const DATABASE_FOLDER = "pglite";

/** The version of PostgreSQL that PGlite is; its files can be read by no other. */
export const PGLITE_MAJOR_VERSION = "18";

/**
 * The folder with the database's files, unpacked from an empty database when there is none. The
 * lock of the directory must be held. A process that is killed meanwhile leaves no half of a
 * database behind: the folder gets its name when it is complete.
 */
export async function databaseFolder(directory: string): Promise<string> {
	const folder = join(directory, DATABASE_FOLDER);
	if (existsSync(folder)) {
		checkVersion(folder, directory);
		return folder;
	}
	const draft = `${folder}.new`;
	rmSync(draft, { recursive: true, force: true });
	try {
		unpack(await emptyDatabase(), draft);
		renameSync(draft, folder);
		return folder;
	} catch (error) {
		// When the disk is full, half a database would only make it fuller.
		rmSync(draft, { recursive: true, force: true });
		throw error;
	}
}

/** Whether there is a database in a directory, as far as can be seen without opening it. */
export function hasDatabase(directory: string): boolean {
	try {
		statSync(join(directory, DATABASE_FOLDER));
		return true;
	} catch (error) {
		// Whatever else is the matter is told by opening it.
		return (error as NodeJS.ErrnoException).code !== "ENOENT";
	}
}

function checkVersion(folder: string, directory: string): void {
	const version = readFileSync(join(folder, "PG_VERSION"), "utf8").trim();
	if (version !== PGLITE_MAJOR_VERSION)
		throw new DatabaseError(
			"incompatible",
			`the data directory ${directory} was written by PostgreSQL ${version}, and this Openhours ` +
				`brings ${PGLITE_MAJOR_VERSION}. Use the Openhours that wrote it, or import into another ` +
				"directory (OPENHOURS_DATA).",
		);
}

const BLOCK = 512;

/** Unpacks the kind of tar archive that PGlite writes: short names, files and directories only. */
function unpack(archive: Uint8Array, target: string): void {
	const field = (from: number, length: number) =>
		Buffer.from(archive.buffer, archive.byteOffset + from, length)
			.toString("latin1")
			.replace(/\0.*$/s, "");
	const made = new Set<string>();
	const make = (directory: string) => {
		if (!made.has(directory)) mkdirSync(directory, { recursive: true, mode: 0o700 });
		made.add(directory);
	};
	make(target);
	for (let at = 0; at < archive.length; ) {
		const name = field(at, 100);
		if (name === "") return;
		const size = Number.parseInt(field(at + 124, 12), 8);
		const path = join(target, name);
		if (field(at + 156, 1) === "5") make(path);
		else {
			make(dirname(path));
			writeFileSync(path, archive.subarray(at + BLOCK, at + BLOCK + size), { mode: 0o600 });
		}
		at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
	}
}
