import type { ReportRow } from "../core/report.ts";
import type { Totals } from "../core/totals.ts";
import { CopyReader, CopyWriter } from "./engine/binary-copy.ts";
import type { Connection, Transaction } from "./engine/database.ts";
import { type SliceAttempt, saveSliceProgress } from "./report-slices.ts";
import { textLiteral } from "./sql-literal.ts";

/**
 * Writes the next rows of an attempt at a slice, the first of them at `position`, and how far it is
 * with them. `false`, and nothing is written, when the attempt has no effect any more.
 */
export async function writeReportRows(
	tx: Transaction,
	attempt: SliceAttempt,
	{ position, rows }: { readonly position: number; readonly rows: readonly ReportRow[] },
): Promise<boolean> {
	// Both rows stay locked until these are committed, so nobody takes over meanwhile.
	if (!(await saveSliceProgress(tx, attempt, position + rows.length))) return false;
	const copy = new CopyWriter(rows.length * 256);
	rows.forEach(({ storeId, totals }, i) => {
		copy.row(7);
		copy.uuid(attempt.reportId);
		copy.int4(attempt.slice);
		copy.int4(position + i);
		copy.text(storeId);
		copy.int8Array(totals.map(({ upMs }) => upMs));
		copy.int8Array(totals.map(({ downMs }) => downMs));
		copy.int8Array(totals.map(({ unknownMs }) => unknownMs));
	});
	await tx.copyIn(
		"report_row (report_id, slice, position, store_id, up_ms, down_ms, unknown_ms)",
		copy.finish(),
	);
	return true;
}

/** A place in a report: the slice, and the row in it. */
export interface RowPlace {
	readonly slice: number;
	readonly position: number;
}

/** Rows of a report, and where the next page goes on; `undefined` when these were the last. */
export interface RowPage {
	readonly rows: readonly ReportRow[];
	readonly next: RowPlace | undefined;
}

/** Reads the next rows of a report in their order, from a place on; from the first without one. */
export async function readReportRows(
	connection: Connection,
	reportId: string,
	{ from, limit }: { readonly from: RowPlace | undefined; readonly limit: number },
): Promise<RowPage> {
	const { slice, position } = from ?? { slice: 0, position: 0 };
	const reader = new CopyReader(
		await connection.copyOut(`
			select slice, position, store_id, up_ms, down_ms, unknown_ms
			from report_row
			where report_id = ${textLiteral(reportId)} and (slice, position) >= (${slice}, ${position})
			order by slice, position
			limit ${limit}
		`),
	);
	const rows: ReportRow[] = [];
	let next: RowPlace = { slice, position };
	while (reader.nextRow()) {
		next = { slice: reader.int4(), position: reader.int4() + 1 };
		rows.push({ storeId: reader.text(), totals: readTotals(reader) });
	}
	return { rows, next: rows.length < limit ? undefined : next };
}

function readTotals(reader: CopyReader): Totals[] {
	const up = reader.int8Array();
	const down = reader.int8Array();
	const unknown = reader.int8Array();
	return up.map((upMs, i) => ({
		upMs,
		downMs: down[i] as number,
		unknownMs: unknown[i] as number,
	}));
}
