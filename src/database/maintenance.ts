import { sql } from "kysely";
import type { Database } from "./engine/database.ts";

/**
 * Tidies up after much was written: tells the planner what there is and, on PGlite, which has nobody
 * who would do it in the background, frees the room of rows' old versions.
 */
export async function tidy(database: Database): Promise<void> {
	const act =
		database.kind === "pglite"
			? "vacuum (analyze)"
			: "analyze store, timezone_change, store_day, business_week, special_hours, closure, report, report_row, report_outage";
	await sql.raw(act).execute(database.tables);
}

/**
 * Frees the room of rows' old versions on PGlite, which has nobody who would do it in the background: a
 * matter of a moment when it is done often. Nothing elsewhere.
 */
export async function freeRoom(database: Database): Promise<void> {
	if (database.kind === "pglite") await sql`vacuum`.execute(database.tables);
}
