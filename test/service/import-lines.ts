import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { Instant } from "../../src/core/instant.ts";
import type { Database } from "../../src/database/engine/database.ts";
import {
	type FleetFileKind,
	type FleetFiles,
	readFleetFiles,
} from "../../src/service/fleet-files.ts";
import { importFiles } from "../../src/service/import-files.ts";
import { RejectLog } from "../../src/service/reject-log.ts";

type Lines = Readonly<Partial<Record<FleetFileKind, readonly string[]>>>;

/** Imports files with these lines, header first, as the command line does; no row of them is bad. */
export async function importLines(database: Database, now: Instant, lines: Lines): Promise<void> {
	await importFiles(database, await filesOfLines(now, lines));
}

/** Files with these lines, header first, as the command line reads them; no row of them is bad. */
export async function filesOfLines(now: Instant, lines: Lines): Promise<FleetFiles> {
	const directory = mkdtempSync(join(tmpdir(), "openhours-lines-"));
	try {
		const names = Object.fromEntries(
			Object.entries(lines).map(([kind, rows]) => {
				const path = join(directory, `${kind}.csv`);
				writeFileSync(path, rows.map((row) => `${row}\n`).join(""));
				return [kind, path];
			}),
		);
		return await readFleetFiles({
			names,
			standardInput: Readable.from([]),
			now,
			rejects: new RejectLog(),
			strict: true,
		});
	} finally {
		rmSync(directory, { recursive: true, force: true });
	}
}
