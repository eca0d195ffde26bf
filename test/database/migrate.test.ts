import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "../../src/database/engine/database.ts";
import { openDatabase } from "../../src/database/engine/open.ts";
import { migrate } from "../../src/database/migrate.ts";
import { type Migration, readMigrations } from "../../src/database/migrations.ts";
import { describeOnBothEngines, newPostgresDatabase, postgresUrl } from "./databases.ts";

const known = readMigrations();

function further(statements: string): Migration {
	const version = known.length + 1;
	return { version, name: "further", statements, checksum: `checksum of ${statements}` };
}

async function appliedVersions(database: Database): Promise<number[]> {
	const rows = await database.tables
		.selectFrom("schema_migration")
		.select("version")
		.orderBy("version")
		.execute();
	return rows.map(({ version }) => version);
}

test("the steps are numbered from 1, and none is empty", () => {
	expect(known.map(({ version }) => version)).toEqual(known.map((_, i) => i + 1));
	for (const { name, statements } of known) {
		expect(name).toMatch(/^[a-z_]+$/);
		expect(statements.trim()).not.toBe("");
	}
});

describeOnBothEngines("migrating", (given) => {
	const versions = known.map(({ version }) => version);

	test("a database that has all steps is left alone", async () => {
		expect(await migrate(given.database)).toEqual([]);
		expect(await appliedVersions(given.database)).toEqual(versions);
	});

	test("a step that fails leaves nothing of itself", async () => {
		const failing = further("create table half_made (number int); select 1 / 0;");
		await expect(migrate(given.database, { migrations: [...known, failing] })).rejects.toThrow(
			"division by zero",
		);
		const { rows } = await sql`select to_regclass('half_made') as half`.execute(
			given.database.tables,
		);
		expect(rows).toEqual([{ half: null }]);
		expect(await appliedVersions(given.database)).toEqual(versions);
	});

	test("only the steps that are missing are applied, and then an older program says that it is older", async () => {
		const next = further("create table further (number int);");
		expect(await migrate(given.database, { migrations: [...known, next] })).toEqual([next]);
		const older = migrate(given.database);
		await expect(older).rejects.toMatchObject({ name: "DatabaseError", meaning: "newer_schema" });
		await expect(older).rejects.toThrow(
			`at schema version ${known.length + 1}, and this Openhours knows ${known.length}`,
		);
	});

	test("a step that was edited after it was applied is refused", async () => {
		const edited = known.map((step) =>
			step.version === 2 ? { ...step, checksum: "of something else" } : step,
		);
		const refused = migrate(given.database, {
			migrations: [...edited, further("create table further (number int);")],
		});
		await expect(refused).rejects.toMatchObject({ meaning: "edited_migration" });
		await expect(refused).rejects.toThrow("step 2 (stores_and_polls)");
	});

	test("every table, view and constraint has a name of the product's words", async () => {
		const { rows } = await sql<{ name: string }>`
			select conname as name from pg_constraint
			join pg_namespace on pg_namespace.oid = connamespace
			where nspname = 'public' and contype in ('c', 'u') and conname ~ '_(check|key|fkey)[0-9]*$'
		`.execute(given.database.tables);
		expect(rows).toEqual([]);
	});

	test("tables and views are explained to those who read them with SQL", async () => {
		const { rows } = await sql<{ name: string }>`
			select relname as name from pg_class
			where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v')
				and not relispartition and obj_description(oid, 'pg_class') is null and relname <> 'further'
				and relname not like 'citus%'
		`.execute(given.database.tables);
		expect(rows).toEqual([]);
	});
});

describe.skipIf(postgresUrl === undefined)("two programs that start at once, on PostgreSQL", () => {
	let url: string;
	let drop: () => Promise<void>;
	beforeAll(async () => {
		({ url, drop } = await newPostgresDatabase());
	});
	afterAll(() => drop());

	test("migrate a new database once", async () => {
		const programs = await Promise.all([1, 2, 3, 4].map(() => openDatabase({ url })));
		const applied = await Promise.all(programs.map((database) => migrate(database)));
		expect(applied.map((steps) => steps.length).sort()).toEqual([0, 0, 0, known.length]);
		expect(await appliedVersions(programs[0] as Database)).toHaveLength(known.length);
		await Promise.all(programs.map((database) => database.close()));
	});
});
