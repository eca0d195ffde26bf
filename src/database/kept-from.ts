import { type UtcDay, utcDayOf } from "../core/instant.ts";
import type { Connection } from "./engine/database.ts";

/**
 * The first day of which all polls are there: those from before it were dropped, except what was
 * carried along. `undefined` when none were dropped.
 */
export async function maybeKeptFrom(connection: Connection): Promise<UtcDay | undefined> {
	const row = await connection.tables
		.selectFrom("poll_retention")
		.select("kept_from")
		.executeTakeFirst();
	return row && utcDayOf(Date.parse(row.kept_from));
}
