import { sql } from "kysely";
import type { Connection } from "./engine/database.ts";

/** A bad row of an import, which was left out. Its texts hold no NUL: the database could not keep it. */
export interface ImportReject {
	/** The line, from 1, on which the row begins; in a JSON array, its index, from 0. */
	readonly place: number;
	/** The column or field at fault; empty when the whole row is. */
	readonly field: string;
	/** What stood there, cut short. */
	readonly value: string;
	/** Stands for a sentence. */
	readonly reason: string;
}

/** Writes bad rows of an import down; `position` counts those that were written before. */
export async function insertImportRejects(
	connection: Connection,
	importId: string,
	rejects: readonly ImportReject[],
	position: number,
): Promise<void> {
	if (rejects.length === 0) return;
	await sql`
		insert into import_reject (import_id, position, place, field, value, reason)
		select ${importId}::uuid, ${position}::int + ordinality - 1, place, field, value, reason
		from unnest(
			${rejects.map(({ place }) => place)}::bigint[],
			${rejects.map(({ field }) => field)}::text[],
			${rejects.map(({ value }) => value)}::text[],
			${rejects.map(({ reason }) => reason)}::text[]
		) with ordinality as reject (place, field, value, reason, ordinality)
	`.execute(connection.tables);
}

/** The bad rows of an import that were written down, in their order, from a position on. */
export async function manyImportRejects(
	connection: Connection,
	importId: string,
	page: { readonly from: number; readonly limit: number },
): Promise<ImportReject[]> {
	return connection.tables
		.selectFrom("import_reject")
		.select(["place", "field", "value", "reason"])
		.where("import_id", "=", importId)
		.where("position", ">=", page.from)
		.orderBy("position")
		.limit(page.limit)
		.execute();
}
