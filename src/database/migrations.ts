import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The folder of migrations, found from src/database and from a built dist/database alike. */
export const MIGRATIONS: string = fileURLToPath(new URL("../../migrations", import.meta.url));

/** One numbered step of the schema. */
export interface Migration {
	/** Counts from 1. */
	readonly version: number;
	readonly name: string;
	readonly statements: string;
	readonly checksum: string;
}

/** Reads the numbered steps of a folder; they must count from 1 without a gap. */
export function readMigrations(folder: string = MIGRATIONS): readonly Migration[] {
	return readdirSync(folder)
		.filter((file) => file.endsWith(".sql"))
		.sort()
		.map((file, index) => {
			const version = index + 1;
			if (Number(/^(\d{4})_/.exec(file)?.[1]) !== version)
				throw new Error(`migration ${file} should have the number ${version}`);
			// Git may write other line ends on another system: the step is the same.
			const statements = readFileSync(`${folder}/${file}`, "utf8").replaceAll("\r\n", "\n");
			return { version, name: file.slice(5, -4), statements, checksum: checksumOf(statements) };
		});
}

/** One checksum for all steps: what a database is made of that has them all. */
export function schemaChecksum(migrations: readonly Pick<Migration, "checksum">[]): string {
	return checksumOf(migrations.map(({ checksum }) => checksum).join());
}

function checksumOf(text: string): string {
	return createHash("sha256").update(text).digest("hex");
}
