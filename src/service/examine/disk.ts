import { statfs } from "node:fs/promises";
import { dirname } from "node:path";
import type { Connection } from "../../database/engine/database.ts";
import { databaseSize } from "../../database/health.ts";
import { type Finding, note, ok, wrong } from "./finding.ts";
import { inBytes } from "./words.ts";

const SUBJECT = "disk";

/** How much of a disk is free. */
export interface DiskSpace {
	readonly freeBytes: number;
	readonly totalBytes: number;
}

/** Whether there is room where a data directory is, or will be. */
export async function examineDisk(directory: string): Promise<Finding[]> {
	try {
		return [judgeSpace(await spaceAt(directory), directory)];
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		return [
			note(
				SUBJECT,
				`the free space at ${directory} cannot be seen (${code})`,
				`Look yourself: df -h ${directory}`,
			),
		];
	}
}

async function spaceAt(directory: string): Promise<DiskSpace> {
	try {
		const { bavail, blocks, bsize } = await statfs(directory);
		return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
	} catch (error) {
		const parent = dirname(directory);
		if ((error as NodeJS.ErrnoException).code !== "ENOENT" || parent === directory) throw error;
		return spaceAt(parent);
	}
}

/** PGlite does not survive well when nothing at all can be written; so it is said long before. */
export function judgeSpace({ freeBytes, totalBytes }: DiskSpace, directory: string): Finding {
	const percent = (100 * freeBytes) / totalBytes;
	const found = `${inBytes(freeBytes)} of ${inBytes(totalBytes)} are free (${percent.toFixed(percent < 10 ? 1 : 0)} %) at ${directory}`;
	const remedy =
		"Free some space there, drop old polls (OPENHOURS_KEEP_POLLS), or move the directory to a larger disk and set OPENHOURS_DATA.";
	if (freeBytes < 256e6 || percent < 2) return wrong(SUBJECT, found, remedy);
	if (freeBytes < 1e9 || percent < 10) return note(SUBJECT, found, remedy);
	return ok(SUBJECT, found);
}

/** How large a PostgreSQL database is: how much room it has left, only its own machine can see. */
export async function examineDatabaseSize(connection: Connection): Promise<Finding[]> {
	const { bytes, largest } = await databaseSize(connection);
	const tables = largest.map(({ name, bytes }) => `${name} ${inBytes(bytes)}`).join(", ");
	return [
		ok(
			SUBJECT,
			`the database takes ${inBytes(bytes)}${tables === "" ? "" : ` (${tables})`}; how much is free, its own machine must say`,
		),
	];
}
