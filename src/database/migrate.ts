import { sql } from "kysely";
import { distribute, isDistributed, makeClusterViews } from "./distribute.ts";
import type { Connection, Database, Transaction } from "./engine/database.ts";
import { DatabaseError } from "./engine/errors.ts";
import { type Migration, readMigrations } from "./migrations.ts";

export interface MigrateOptions {
	readonly migrations?: readonly Migration[];
	/** Whether tables that hold rows are distributed too. */
	readonly distributes?: boolean;
}

/** Two starters at once take turns by this number; it means nothing else. */
const MIGRATION_LOCK = 7_310_548_201;

/**
 * Brings the tables up to this program's version, in one transaction: all steps that are missing,
 * or none. Safe when several processes start at once. Returns the steps that were applied.
 *
 * Where there is Citus, new tables are distributed; those that hold rows already only when
 * `distributes` asks for it, because that takes its time and locks them.
 *
 * Throws `newer_schema` when the database is ahead of the program, and `edited_migration` when a
 * step that was applied reads differently now.
 */
export async function migrate(
	database: Database,
	{ migrations = readMigrations(), distributes = false }: MigrateOptions = {},
): Promise<readonly Migration[]> {
	const missing = await missingMigrations(database, migrations);
	if (missing.length === 0 && !distributes) return missing;
	return database.transaction(async (tx) => {
		await tx.script("set local statement_timeout to 0; set local lock_timeout to 0");
		await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`.execute(tx.tables);
		const missing = await missingMigrations(tx, migrations);
		for (const migration of missing) await apply(tx, migration);
		if (distributes || missing.length === migrations.length) await distribute(tx);
		// A step may have made a plain view anew in the place of a cluster's.
		else if (await isDistributed(tx)) await makeClusterViews(tx);
		return missing;
	});
}

async function missingMigrations(
	connection: Connection,
	migrations: readonly Migration[],
): Promise<readonly Migration[]> {
	const applied = await appliedMigrations(connection);
	const newest = applied.at(-1)?.version ?? 0;
	if (newest > migrations.length)
		throw new DatabaseError(
			"newer_schema",
			`the database is at schema version ${newest}, and this Openhours knows ` +
				`${migrations.length}: it was used by a newer Openhours. Run that version or a later one; ` +
				"there is no way back.",
		);
	for (const { version, name, checksum } of applied) {
		if (migrations[version - 1]?.checksum !== checksum)
			throw new DatabaseError(
				"edited_migration",
				`step ${version} (${name}) was applied to this database and reads differently now. Put the ` +
					"file back as it was, and make the change in a new step.",
			);
	}
	return migrations.slice(newest);
}

/** A step that was applied to a database. */
export type AppliedMigration = Omit<Migration, "statements">;

/** The steps that were applied, in order; none where there are no tables at all. */
export async function appliedMigrations(connection: Connection): Promise<AppliedMigration[]> {
	// Not by to_regclass, which may still remember that there was none before another made it.
	const { rows } = await sql`
		select from pg_tables where schemaname = current_schema() and tablename = 'schema_migration'
	`.execute(connection.tables);
	if (rows.length === 0) return [];
	return connection.tables
		.selectFrom("schema_migration")
		.select(["version", "name", "checksum"])
		.orderBy("version")
		.execute();
}

async function apply(tx: Transaction, migration: Migration): Promise<void> {
	const { version, name, statements, checksum } = migration;
	await tx.script(statements);
	await tx.tables.insertInto("schema_migration").values({ version, name, checksum }).execute();
}
