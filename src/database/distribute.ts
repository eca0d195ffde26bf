import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import type { Connection, Transaction } from "./engine/database.ts";
import { MIGRATIONS } from "./migrations.ts";

/** The views that must be written otherwise for a cluster. */
const CITUS_VIEWS = join(MIGRATIONS, "citus");

/**
 * The tables that grow with the number of stores. Everything else stays on the coordinator: the
 * stores' own rows, which are locks and are read in the order of their ids, the few changes of their
 * zones, reports, and the queue.
 */
const DISTRIBUTED = ["store_day", "business_week", "special_hours"] as const;

/** Whether the stores' tables are distributed over the nodes of a Citus cluster. */
export async function isDistributed(connection: Connection): Promise<boolean> {
	if (!(await hasCitus(connection))) return false;
	const { rows } = await sql`
		select from pg_dist_partition where logicalrelid = 'store_day'::regclass
	`.execute(connection.tables);
	return rows.length > 0;
}

/**
 * Distributes the tables that grow with stores by `store_key`, so that all rows of one store are on one
 * node; nothing where there is no Citus, or where it was done before. Tables that hold rows are locked
 * while these are moved.
 */
export async function distribute(tx: Transaction): Promise<void> {
	if (!(await hasCitus(tx)) || (await isDistributed(tx))) return;
	const [first] = DISTRIBUTED;
	for (const table of DISTRIBUTED)
		await sql`
			select create_distributed_table(
				${table}, 'store_key', colocate_with => ${table === first ? "default" : first}
			)
		`.execute(tx.tables);
	await makeClusterViews(tx);
}

/** Puts the views for a cluster in the place of the plain ones of the same names. */
export async function makeClusterViews(tx: Transaction): Promise<void> {
	for (const file of readdirSync(CITUS_VIEWS).sort())
		await tx.script(readFileSync(join(CITUS_VIEWS, file), "utf8"));
}

export async function hasCitus(connection: Connection): Promise<boolean> {
	const { rows } = await sql`select from pg_extension where extname = 'citus'`.execute(
		connection.tables,
	);
	return rows.length > 0;
}
