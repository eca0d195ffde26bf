import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe } from "vitest";
import { newPostgresDatabase, postgresUrl } from "../database/databases.ts";

/** A database that only processes under test open, as the settings that lead them to it. */
export interface ProgramDatabase {
	readonly settings: Readonly<Record<string, string>>;
}

/** Describes what the whole program does on both databases, each time on an empty one. */
export function describeProgramOnBoth(
	title: string,
	tests: (given: ProgramDatabase) => void,
): void {
	describe(`${title}, on PGlite`, () => {
		const directory = mkdtempSync(join(tmpdir(), "openhours-program-"));
		afterAll(() => rmSync(directory, { recursive: true, force: true }));
		tests({ settings: { OPENHOURS_DATA: join(directory, "data") } });
	});
	describe.skipIf(postgresUrl === undefined)(`${title}, on PostgreSQL`, () => {
		const settings: Record<string, string> = {};
		let drop: (() => Promise<void>) | undefined;
		beforeAll(async () => {
			const made = await newPostgresDatabase();
			settings.DATABASE_URL = made.url;
			drop = made.drop;
		});
		afterAll(() => drop?.());
		tests({ settings });
	});
}
