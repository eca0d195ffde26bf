import { sql } from "kysely";
import type { Database } from "./engine/database.ts";

/**
 * Tidies up after much was written: tells the planner what is there and, on PGlite, which has nobody
 * who would do so in the background, makes the room of old versions of rows free again.
 */
export async function tidy(database: Database): Promise<void> {
	// `vacuum` cannot run inside a transaction, and PGlite takes several statements for one.
	const act = database.kind === "pglite" ? "vacuum (analyze)" : "analyze";
	for (const table of ["store", "store_day", "business_week", "report", "report_row"])
		await sql`${sql.raw(act)} ${sql.table(table)}`.execute(database.tables);
}
