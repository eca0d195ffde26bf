import type { Instant } from "../core/instant.ts";
import type { StoreId } from "../core/store-id.ts";
import type { Connection, Transaction } from "./engine/database.ts";
import { instantValue } from "./instant-value.ts";

/** The stores of one slice of a report: those from its first id on, up to the next slice's. */
export interface SliceBounds {
	readonly firstStoreId: StoreId;
	/** `undefined` for the last slice. */
	readonly nextStoreId: StoreId | undefined;
}

/** A slice that is to be computed. */
export interface NewSlice extends SliceBounds {
	readonly storesTotal: number;
}

/** A slice of a report, by its number from 0. */
export interface SliceName {
	readonly reportId: string;
	readonly slice: number;
}

/**
 * One attempt at a slice. Whatever an attempt writes is written only while the report is running, which
 * is as long as there are rows of slices, and this is the slice's newest attempt, so that an attempt that was given up, or that is still at it
 * somewhere after another took over, has no effect.
 */
export interface SliceAttempt extends SliceName {
	readonly attempt: number;
}

/** An attempt that begins: with the stores that it is about. */
export interface BegunSlice extends SliceAttempt, SliceBounds {}

export async function insertSlices(
	tx: Transaction,
	reportId: string,
	slices: readonly NewSlice[],
): Promise<void> {
	if (slices.length === 0) return;
	await tx.tables
		.insertInto("report_slice")
		.values(
			slices.map(({ firstStoreId, nextStoreId, storesTotal }, slice) => ({
				report_id: reportId,
				slice,
				first_store_id: firstStoreId,
				next_store_id: nextStoreId ?? null,
				stores_total: storesTotal,
			})),
		)
		.execute();
}

/**
 * Begins an attempt at a slice, the first or another: whatever earlier ones wrote is gone, and they can
 * write no more. `undefined` when the report is not running, or the slice is done.
 */
export async function beginSlice(
	tx: Transaction,
	{ reportId, slice }: SliceName,
	startedAt: Instant,
): Promise<BegunSlice | undefined> {
	const row = await tx.tables
		.updateTable("report_slice")
		.set((report_slice) => ({
			state: "running",
			started_at: instantValue(startedAt),
			attempts: report_slice("attempts", "+", 1),
			stores_done: 0,
		}))
		.where("report_id", "=", reportId)
		.where("slice", "=", slice)
		.where("state", "<>", "done")
		.returning(["attempts", "first_store_id", "next_store_id"])
		.executeTakeFirst();
	if (row === undefined) return undefined;
	if (row.attempts > 1)
		for (const table of ["report_row", "report_outage"] as const)
			await tx.tables
				.deleteFrom(table)
				.where("report_id", "=", reportId)
				.where("slice", "=", slice)
				.execute();
	return {
		reportId,
		slice,
		attempt: row.attempts,
		firstStoreId: row.first_store_id,
		nextStoreId: row.next_store_id ?? undefined,
	};
}

/**
 * Writes down how many stores an attempt has done. `false` when it has no effect any more: the report
 * was cancelled, failed or deleted, or the slice begun anew. Until the transaction ends, nobody can
 * do any of this: all of them want the slice's row.
 */
export async function saveSliceProgress(
	tx: Transaction,
	attempt: SliceAttempt,
	storesDone: number,
): Promise<boolean> {
	const { numUpdatedRows } = await newestAttempt(tx, attempt)
		.set({ stores_done: storesDone })
		.executeTakeFirstOrThrow();
	return numUpdatedRows > 0n;
}

/** Marks a slice done, with what the method counts of it. `false` when the attempt has no effect. */
export async function finishSlice(
	tx: Transaction,
	attempt: SliceAttempt,
	{ counts, finishedAt }: { readonly counts: unknown; readonly finishedAt: Instant },
): Promise<boolean> {
	const { numUpdatedRows } = await newestAttempt(tx, attempt)
		.set({
			state: "done",
			counts: JSON.stringify(counts),
			finished_at: instantValue(finishedAt),
		})
		.executeTakeFirstOrThrow();
	return numUpdatedRows > 0n;
}

/**
 * Writes down that an attempt ended in an error. Returns how many of the slice's attempts have, or
 * `undefined` when this one has no effect any more.
 */
export async function countSliceFailure(
	tx: Transaction,
	attempt: SliceAttempt,
	failure: string,
): Promise<number | undefined> {
	const row = await newestAttempt(tx, attempt)
		.set((report_slice) => ({
			failures: report_slice("failures", "+", 1),
			last_failure: failure,
		}))
		.returning("failures")
		.executeTakeFirst();
	return row?.failures;
}

/**
 * What the method counts of each slice of a report, in their order; `undefined` while any of them is
 * not done.
 */
export async function countsOfAllSlices(
	connection: Connection,
	reportId: string,
): Promise<readonly unknown[] | undefined> {
	const rows = await connection.tables
		.selectFrom("report_slice")
		.select(["state", "counts"])
		.where("report_id", "=", reportId)
		.orderBy("slice")
		.execute();
	return rows.every(({ state }) => state === "done") ? rows.map(({ counts }) => counts) : undefined;
}

/** The numbers of the slices of a report that are not done. */
export async function manyUnfinishedSlices(
	connection: Connection,
	reportId: string,
): Promise<number[]> {
	const rows = await connection.tables
		.selectFrom("report_slice")
		.select("slice")
		.where("report_id", "=", reportId)
		.where("state", "<>", "done")
		.orderBy("slice")
		.execute();
	return rows.map(({ slice }) => slice);
}

function newestAttempt(tx: Transaction, { reportId, slice, attempt }: SliceAttempt) {
	return tx.tables
		.updateTable("report_slice")
		.where("report_id", "=", reportId)
		.where("slice", "=", slice)
		.where("attempts", "=", attempt)
		.where("state", "=", "running");
}
