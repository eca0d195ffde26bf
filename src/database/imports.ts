import { type RawBuilder, type Selectable, sql } from "kysely";
import type { Instant } from "../core/instant.ts";
import type { Connection } from "./engine/database.ts";
import { instantValue } from "./instant-value.ts";
import type { ImportKind, Tables } from "./tables.ts";
import type { PollCounts } from "./write-polls.ts";

export type { ImportKind } from "./tables.ts";

/** The states that an import is found in; `lost` when its process ended before it did. */
export type FoundImportState = "running" | "complete" | "failed" | "lost";

/** An upload as it is begun. */
export interface NewImport {
	readonly importId: string;
	readonly kind: ImportKind;
	readonly mediaType: string;
	readonly startedAt: Instant;
	/** `undefined` where the client did not say it. */
	readonly bytesTotal: number | undefined;
}

/** How far an import is; all of it grows only. */
export interface ImportProgress {
	/** Of the body as it came, packed or not. */
	readonly bytesRead: number;
	/** Of what was taken in, bad rows included. */
	readonly rowsRead: number;
	readonly rowsRejected: number;
	/** How many of the bad rows were written down, one by one. */
	readonly rejectsKept: number;
	/** How many stores it named. */
	readonly stores: number;
	readonly polls: PollCounts;
}

/** An import, and how far it is or how it ended. */
export interface Import extends NewImport, ImportProgress {
	readonly state: FoundImportState;
	/** Of one that is lost, when it was last known to be alive. */
	readonly finishedAt: Instant | undefined;
	readonly failure: string | undefined;
}

/**
 * Processes say that they are alive far more often than this. By the database's own clock, so that the
 * clocks of processes need not agree.
 */
const SILENCE = sql`interval '60 seconds'`;

const FOUND_STATE: RawBuilder<FoundImportState> = sql`
	case when state = 'running' and last_sign_at < now() - ${SILENCE} then 'lost' else state end
`;

/** Writes down that an import begins. */
export async function insertImport(connection: Connection, made: NewImport): Promise<void> {
	await connection.tables
		.insertInto("import")
		.values({
			import_id: made.importId,
			kind: made.kind,
			media_type: made.mediaType,
			started_at: instantValue(made.startedAt),
			bytes_total: made.bytesTotal ?? null,
		})
		.execute();
}

/** Writes down how far an import is, and with that, that its process is alive. */
export async function saveImportProgress(
	connection: Connection,
	importId: string,
	progress: ImportProgress,
): Promise<void> {
	await connection.tables
		.updateTable("import")
		.set({ ...columnsOf(progress), last_sign_at: sql<string>`now()` })
		.where("import_id", "=", importId)
		.execute();
}

/** Says that the process of an import is alive, and how many bytes have come. */
export async function touchImport(
	connection: Connection,
	importId: string,
	bytesRead: number,
): Promise<void> {
	await connection.tables
		.updateTable("import")
		.set({
			bytes_read: sql<number>`greatest(bytes_read, ${bytesRead}::bigint)`,
			last_sign_at: sql<string>`now()`,
		})
		.where("import_id", "=", importId)
		.where("state", "=", "running")
		.execute();
}

/** Writes down how an import ended: whole, or with a failure. */
export async function finishImport(
	connection: Connection,
	importId: string,
	end: ImportProgress & { readonly finishedAt: Instant; readonly failure: string | undefined },
): Promise<void> {
	await connection.tables
		.updateTable("import")
		.set({
			...columnsOf(end),
			state: end.failure === undefined ? "complete" : "failed",
			finished_at: instantValue(end.finishedAt),
			last_sign_at: sql<string>`now()`,
			failure: end.failure ?? null,
		})
		.where("import_id", "=", importId)
		.execute();
}

function columnsOf({ bytesRead, rowsRead, rowsRejected, ...progress }: ImportProgress) {
	return {
		bytes_read: bytesRead,
		rows_read: rowsRead,
		rows_rejected: rowsRejected,
		rejects_kept: progress.rejectsKept,
		stores: progress.stores,
		polls_added: progress.polls.added,
		polls_replaced: progress.polls.replaced,
		polls_unchanged: progress.polls.unchanged,
	};
}

/** The import with an id; `undefined` when there is none. */
export async function maybeImport(
	connection: Connection,
	importId: string,
): Promise<Import | undefined> {
	const row = await selectImports(connection).where("import_id", "=", importId).executeTakeFirst();
	return row && importOf(row);
}

/** Where a page of imports goes on: behind this one. */
export interface ImportCursor {
	readonly startedAt: Instant;
	readonly importId: string;
}

/** The newest imports first, from behind a cursor on; of some states only, when they are given. */
export async function manyImports(
	connection: Connection,
	page: {
		readonly states?: readonly FoundImportState[] | undefined;
		readonly after?: ImportCursor | undefined;
		readonly limit: number;
	},
): Promise<Import[]> {
	const { states, after, limit } = page;
	let query = selectImports(connection)
		.orderBy("started_at", "desc")
		.orderBy("import_id", "desc")
		.limit(limit);
	if (states !== undefined) query = query.where(FOUND_STATE, "in", [...states]);
	if (after !== undefined)
		query = query.where(
			sql<boolean>`(started_at, import_id) < (${instantValue(after.startedAt)}::timestamptz, ${after.importId}::uuid)`,
		);
	return (await query.execute()).map(importOf);
}

/** Deletes the imports that ended, or were last heard of, before an instant; returns how many. */
export async function deleteImportsBefore(
	connection: Connection,
	instant: Instant,
): Promise<number> {
	const { numDeletedRows } = await connection.tables
		.deleteFrom("import")
		.where(
			sql<boolean>`coalesce(finished_at, last_sign_at) < ${instantValue(instant)}::timestamptz`,
		)
		.executeTakeFirstOrThrow();
	return Number(numDeletedRows);
}

function selectImports(connection: Connection) {
	return connection.tables.selectFrom("import").selectAll().select(FOUND_STATE.as("found_state"));
}

function importOf(row: Selectable<Tables["import"]> & { found_state: FoundImportState }): Import {
	const isLost = row.found_state === "lost";
	return {
		importId: row.import_id,
		kind: row.kind,
		mediaType: row.media_type,
		state: row.found_state,
		startedAt: row.started_at,
		finishedAt: (isLost ? row.last_sign_at : row.finished_at) ?? undefined,
		bytesRead: row.bytes_read,
		bytesTotal: row.bytes_total ?? undefined,
		rowsRead: row.rows_read,
		rowsRejected: row.rows_rejected,
		rejectsKept: row.rejects_kept,
		stores: row.stores,
		polls: {
			added: row.polls_added,
			replaced: row.polls_replaced,
			unchanged: row.polls_unchanged,
		},
		failure: row.failure ?? undefined,
	};
}
