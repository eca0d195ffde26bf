import type { Selectable, Updateable } from "kysely";
import type { Instant } from "../core/instant.ts";
import type { Connection, Transaction } from "./engine/database.ts";
import { instantValue } from "./instant-value.ts";
import type { ReportState, Tables } from "./tables.ts";

export type { ReportState } from "./tables.ts";

/** A report as it was asked for. */
export interface NewReport {
	readonly reportId: string;
	/** What was asked for, as JSON. */
	readonly parameters: unknown;
	/** The names of its ranges, in the order of every row's totals. */
	readonly rangeNames: readonly string[];
	/** `undefined` when it is to be found when the report begins. */
	readonly asOf: Instant | undefined;
	readonly requestedAt: Instant;
}

/** A report and how far it is. */
export interface Report extends NewReport {
	readonly state: ReportState;
	readonly startedAt: Instant | undefined;
	readonly finishedAt: Instant | undefined;
	readonly attempts: number;
	/** Why it failed. */
	readonly failure: string | undefined;
	/** How its figures came about, as JSON, once it is complete. */
	readonly method: unknown;
	readonly storesDone: number;
	readonly storesTotal: number | undefined;
}

/**
 * One attempt at a report. Whatever an attempt writes is written only while the report is running
 * and this is its newest attempt, so that an attempt that was given up, or that is still at it
 * somewhere after another took over, has no effect.
 */
export interface ReportAttempt {
	readonly reportId: string;
	readonly attempt: number;
}

export async function insertReport(connection: Connection, report: NewReport): Promise<void> {
	await connection.tables
		.insertInto("report")
		.values({
			report_id: report.reportId,
			parameters: JSON.stringify(report.parameters),
			range_names: [...report.rangeNames],
			as_of: report.asOf === undefined ? null : instantValue(report.asOf),
			requested_at: instantValue(report.requestedAt),
		})
		.execute();
}

export async function maybeReport(
	connection: Connection,
	reportId: string,
): Promise<Report | undefined> {
	const row = await connection.tables
		.selectFrom("report")
		.selectAll()
		.where("report_id", "=", reportId)
		.executeTakeFirst();
	return row && reportOf(row);
}

/** The reports that are waiting or were begun, in the order in which they were asked for. */
export async function manyUnfinishedReports(connection: Connection): Promise<Report[]> {
	const rows = await connection.tables
		.selectFrom("report")
		.selectAll()
		.where("state", "in", ["queued", "running"])
		.orderBy("requested_at")
		.orderBy("report_id")
		.execute();
	return rows.map(reportOf);
}

/**
 * Begins an attempt at a report, the first or another: whatever earlier ones wrote is gone, and they
 * can write no more. `undefined` when the report is finished, or is not there.
 */
export async function beginReport(
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
			stores_done: 0,
			stores_total: null,
		}))
		.where("report_id", "=", reportId)
		.where("state", "in", ["queued", "running"])
		.returningAll()
		.executeTakeFirst();
	if (row === undefined) return undefined;
	await tx.tables.deleteFrom("report_row").where("report_id", "=", reportId).execute();
	return reportOf(row);
}

/** What becomes known of a report while it is computed. */
export interface ReportProgress {
	readonly storesDone?: number;
	readonly storesTotal?: number;
	readonly asOf?: Instant;
}

/**
 * Writes down how far an attempt is. `false` when it has no effect any more: the report was
 * cancelled, deleted or begun anew.
 */
export async function saveProgress(
	connection: Connection,
	attempt: ReportAttempt,
	{ storesDone, storesTotal, asOf }: ReportProgress,
): Promise<boolean> {
	return updateAttempt(connection, attempt, {
		...(storesDone !== undefined && { stores_done: storesDone }),
		...(storesTotal !== undefined && { stores_total: storesTotal }),
		...(asOf !== undefined && { as_of: instantValue(asOf) }),
	});
}

/** Completes a report. `false` when the attempt has no effect any more. */
export async function completeReport(
	connection: Connection,
	attempt: ReportAttempt,
	{ method, finishedAt }: { readonly method: unknown; readonly finishedAt: Instant },
): Promise<boolean> {
	return updateAttempt(connection, attempt, {
		state: "complete",
		method: JSON.stringify(method),
		finished_at: instantValue(finishedAt),
	});
}

/** Gives a report up for good. `false` when the attempt has no effect any more. */
export async function failReport(
	connection: Connection,
	attempt: ReportAttempt,
	{ failure, finishedAt }: { readonly failure: string; readonly finishedAt: Instant },
): Promise<boolean> {
	return updateAttempt(connection, attempt, {
		state: "failed",
		failure,
		finished_at: instantValue(finishedAt),
	});
}

/** Cancels a report that is not finished. `false` when it is, or is not there. */
export async function cancelReport(
	connection: Connection,
	reportId: string,
	finishedAt: Instant,
): Promise<boolean> {
	const { numUpdatedRows } = await connection.tables
		.updateTable("report")
		.set({ state: "cancelled", finished_at: instantValue(finishedAt) })
		.where("report_id", "=", reportId)
		.where("state", "in", ["queued", "running"])
		.executeTakeFirstOrThrow();
	return numUpdatedRows > 0n;
}

/** Deletes a report and its rows. `false` when it is not there. */
export async function deleteReport(connection: Connection, reportId: string): Promise<boolean> {
	const { numDeletedRows } = await connection.tables
		.deleteFrom("report")
		.where("report_id", "=", reportId)
		.executeTakeFirstOrThrow();
	return numDeletedRows > 0n;
}

async function updateAttempt(
	connection: Connection,
	{ reportId, attempt }: ReportAttempt,
	values: Updateable<Tables["report"]>,
): Promise<boolean> {
	const { numUpdatedRows } = await connection.tables
		.updateTable("report")
		// Something must be set even when nothing is new: whether the row is found is the answer.
		.set({ attempts: attempt, ...values })
		.where("report_id", "=", reportId)
		.where("state", "=", "running")
		.where("attempts", "=", attempt)
		.executeTakeFirstOrThrow();
	return numUpdatedRows > 0n;
}

function reportOf(row: Selectable<Tables["report"]>): Report {
	return {
		reportId: row.report_id,
		state: row.state,
		parameters: row.parameters,
		rangeNames: row.range_names,
		asOf: row.as_of ?? undefined,
		requestedAt: row.requested_at,
		startedAt: row.started_at ?? undefined,
		finishedAt: row.finished_at ?? undefined,
		attempts: row.attempts,
		failure: row.failure ?? undefined,
		method: row.method ?? undefined,
		storesDone: row.stores_done,
		storesTotal: row.stores_total ?? undefined,
	};
}
