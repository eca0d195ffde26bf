import { type RawBuilder, type Selectable, sql } from "kysely";
import type { DurationMs, Instant } from "../core/instant.ts";
import type { Connection, Transaction } from "./engine/database.ts";
import { instantValue } from "./instant-value.ts";
import type { ReportState, Tables } from "./tables.ts";

export type { ReportState } from "./tables.ts";

/** The states that a report is in until nothing is left to do. */
export const UNFINISHED = ["queued", "running"] as const satisfies readonly ReportState[];

/** A report as it was asked for. */
export interface NewReport {
	readonly reportId: string;
	/** What was asked for, as JSON. */
	readonly parameters: unknown;
	/** Equal for identical requests. */
	readonly fingerprint: string;
	/** The names of its ranges, in the order of every row's totals. */
	readonly rangeNames: readonly string[];
	readonly asOf: Instant;
	readonly requestedAt: Instant;
}

/** A report and how far it is. */
export interface Report {
	readonly reportId: string;
	readonly state: ReportState;
	readonly parameters: unknown;
	readonly rangeNames: readonly string[];
	readonly asOf: Instant | undefined;
	readonly requestedAt: Instant;
	readonly startedAt: Instant | undefined;
	readonly finishedAt: Instant | undefined;
	readonly expiresAt: Instant | undefined;
	/** The most tries that any part of it took. */
	readonly attempts: number;
	/** Why it failed. */
	readonly failure: string | undefined;
	/** How its figures came about, as JSON, once it is complete. */
	readonly method: unknown;
	/** What was settled for all of its slices when it began, as JSON. */
	readonly settled: unknown;
	readonly storesDone: number;
	/** `undefined` until it is begun. */
	readonly storesTotal: number | undefined;
}

/**
 * Writes a report down, unless an identical one is waiting already. Returns the id of the report that
 * answers the request, and whether it is the new one.
 */
export async function insertReport(
	tx: Transaction,
	report: NewReport,
): Promise<{ readonly reportId: string; readonly isNew: boolean }> {
	for (;;) {
		const made = await tx.tables
			.insertInto("report")
			.values({
				report_id: report.reportId,
				parameters: JSON.stringify(report.parameters),
				fingerprint: report.fingerprint,
				range_names: [...report.rangeNames],
				as_of: instantValue(report.asOf),
				requested_at: instantValue(report.requestedAt),
			})
			.onConflict((conflict) => conflict.doNothing())
			.returning("report_id")
			.executeTakeFirst();
		if (made !== undefined) return { reportId: made.report_id, isNew: true };
		// Locked, so that it is not begun before what hangs on it is written down too.
		const waiting = await tx.tables
			.selectFrom("report")
			.select("report_id")
			.where((report_) =>
				report_.or([
					report_.and({ fingerprint: report.fingerprint, state: "queued" }),
					report_("report_id", "=", report.reportId),
				]),
			)
			.forShare()
			.executeTakeFirst();
		// None: it was begun in the meantime, and there is room for a new one.
		if (waiting !== undefined) return { reportId: waiting.report_id, isNew: false };
	}
}

/** A figure over the slices of a report, as a subquery of a statement on the report. */
function ofItsSlices(figure: string): RawBuilder<unknown> {
	return sql`select ${sql.raw(figure)} from report_slice where report_slice.report_id = report.report_id`;
}

/** How far the slices of a report are, as a column beside its own; null where there are none. */
const PROGRESS = sql<{ done: number | null; attempts: number | null }>`(
	${ofItsSlices("json_build_object('done', sum(stores_done), 'attempts', max(attempts))")}
)`.as("progress");

function selectReports(connection: Connection) {
	return connection.tables.selectFrom("report").selectAll("report").select(PROGRESS);
}

export async function maybeReport(
	connection: Connection,
	reportId: string,
): Promise<Report | undefined> {
	const row = await selectReports(connection).where("report_id", "=", reportId).executeTakeFirst();
	return row && reportOf(row);
}

/** Where a page of reports goes on: behind this one. */
export interface ReportCursor {
	readonly requestedAt: Instant;
	readonly reportId: string;
}

/** The newest reports first, from behind a cursor on; of one state only, when one is given. */
export async function manyReports(
	connection: Connection,
	page: {
		readonly state?: ReportState | undefined;
		readonly after?: ReportCursor | undefined;
		readonly limit: number;
	},
): Promise<Report[]> {
	const { state, after, limit } = page;
	let query = selectReports(connection)
		.orderBy("requested_at", "desc")
		.orderBy("report_id", "desc")
		.limit(limit);
	if (state !== undefined) query = query.where("state", "=", state);
	if (after !== undefined)
		query = query.where(
			sql<boolean>`(requested_at, report_id) < (${instantValue(after.requestedAt)}::timestamptz, ${after.reportId}::uuid)`,
		);
	return (await query.execute()).map(reportOf);
}

/** How many reports there are in each state. */
export async function countReportsByState(
	connection: Connection,
): Promise<Record<ReportState, number>> {
	const rows = await connection.tables
		.selectFrom("report")
		.select(["state", ({ fn }) => fn.countAll<number>().as("count")])
		.groupBy("state")
		.execute();
	const counts = { queued: 0, running: 0, complete: 0, failed: 0, cancelled: 0 };
	for (const { state, count } of rows) counts[state] = count;
	return counts;
}

/** The reports that are waiting or were begun, in the order in which they were asked for. */
export async function manyUnfinishedReports(connection: Connection): Promise<Report[]> {
	const rows = await selectReports(connection)
		.where("state", "in", [...UNFINISHED])
		.orderBy("requested_at")
		.orderBy("report_id")
		.execute();
	return rows.map(reportOf);
}

/**
 * Takes a waiting report up, to be begun in this transaction. `undefined` when it is not waiting any
 * more, or is not there.
 */
export async function takeQueuedReport(
	tx: Transaction,
	reportId: string,
	startedAt: Instant,
): Promise<Report | undefined> {
	const row = await tx.tables
		.updateTable("report")
		.set((report) => ({
			state: "running",
			started_at: instantValue(startedAt),
			attempts: report("attempts", "+", 1),
		}))
		.where("report_id", "=", reportId)
		.where("state", "=", "queued")
		.returningAll()
		.executeTakeFirst();
	return row && reportOf({ ...row, progress: null });
}

/** Writes down what holds for all slices of a report that begins in this transaction. */
export async function settleReport(
	tx: Transaction,
	reportId: string,
	{ settled, storesTotal }: { readonly settled: unknown; readonly storesTotal: number },
): Promise<void> {
	await tx.tables
		.updateTable("report")
		.set({ settled: JSON.stringify(settled), stores_total: storesTotal })
		.where("report_id", "=", reportId)
		.execute();
}

/** Lets nobody else finish a running report until the transaction ends; `undefined` when it is none. */
export async function lockRunningReport(
	tx: Transaction,
	reportId: string,
): Promise<Report | undefined> {
	const row = await tx.tables
		.selectFrom("report")
		.selectAll()
		.where("report_id", "=", reportId)
		.where("state", "=", "running")
		.forUpdate()
		.executeTakeFirst();
	return row && reportOf({ ...row, progress: null });
}

/** How a report ends. */
export type ReportEnding =
	| { readonly state: "complete"; readonly method: unknown }
	| { readonly state: "failed"; readonly failure: string }
	| { readonly state: "cancelled" };

/** How and when a report ends, and how long it is kept then. */
export type ReportEnd = ReportEnding & {
	readonly finishedAt: Instant;
	readonly keepMs: DurationMs;
};

/**
 * Ends a report that is waiting or running; all that would still be written for it has no effect any
 * more. What there is of rows goes, unless it is complete. `false` when it had ended, or is not there.
 */
export async function endReport(
	tx: Transaction,
	reportId: string,
	end: ReportEnd,
): Promise<boolean> {
	const { numUpdatedRows } = await tx.tables
		.updateTable("report")
		.set({
			state: end.state,
			finished_at: instantValue(end.finishedAt),
			expires_at: instantValue(end.finishedAt + end.keepMs),
			...(end.state === "complete" && { method: JSON.stringify(end.method) }),
			...(end.state === "failed" && { failure: end.failure }),
		})
		.where("report_id", "=", reportId)
		.where("state", "in", [...UNFINISHED])
		.executeTakeFirstOrThrow();
	if (numUpdatedRows === 0n) return false;
	// Waits for the pages that are being written; what comes after them finds no slice any more.
	const slices = await tx.tables
		.deleteFrom("report_slice")
		.where("report_id", "=", reportId)
		.returning(["stores_done", "attempts"])
		.execute();
	const storesDone = slices.reduce((sum, { stores_done }) => sum + stores_done, 0);
	await tx.tables
		.updateTable("report")
		.set((report) => ({
			stores_done: storesDone,
			attempts: sql<number>`greatest(attempts, ${Math.max(0, ...slices.map(({ attempts }) => attempts))}::int)`,
			// Stores that were first polled meanwhile are in a complete report, too.
			stores_total: end.state === "complete" ? storesDone : report.ref("stores_total"),
		}))
		.where("report_id", "=", reportId)
		.execute();
	if (end.state !== "complete")
		for (const table of ["report_row", "report_outage"] as const)
			await tx.tables.deleteFrom(table).where("report_id", "=", reportId).execute();
	return true;
}

/** Deletes a report and its rows. `false` when it is not there. */
export async function deleteReport(connection: Connection, reportId: string): Promise<boolean> {
	const { numDeletedRows } = await connection.tables
		.deleteFrom("report")
		.where("report_id", "=", reportId)
		.executeTakeFirstOrThrow();
	return numDeletedRows > 0n;
}

/** Some of the reports that are past their time, at most so many. */
export async function manyExpiredReports(
	connection: Connection,
	now: Instant,
	limit: number,
): Promise<string[]> {
	const rows = await connection.tables
		.selectFrom("report")
		.select("report_id")
		.where("expires_at", "<=", instantValue(now) as never)
		.orderBy("expires_at")
		.limit(limit)
		.execute();
	return rows.map(({ report_id }) => report_id);
}

type ReportRecord = Selectable<Tables["report"]> & {
	readonly progress: { readonly done: number | null; readonly attempts: number | null } | null;
};

function reportOf(row: ReportRecord): Report {
	return {
		reportId: row.report_id,
		state: row.state,
		parameters: row.parameters,
		rangeNames: row.range_names,
		asOf: row.as_of ?? undefined,
		requestedAt: row.requested_at,
		startedAt: row.started_at ?? undefined,
		finishedAt: row.finished_at ?? undefined,
		expiresAt: row.expires_at ?? undefined,
		attempts: Math.max(row.attempts, row.progress?.attempts ?? 0),
		failure: row.failure ?? undefined,
		method: row.method ?? undefined,
		settled: row.settled ?? undefined,
		storesDone: row.progress?.done ?? row.stores_done,
		storesTotal: row.stores_total ?? undefined,
	};
}
