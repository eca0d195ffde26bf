import type { ReportRow } from "../core/report.ts";
import type { Totals } from "../core/totals.ts";
import { CopyReader, CopyWriter } from "./engine/binary-copy.ts";
import type { Connection, Transaction } from "./engine/database.ts";
import { type ReportAttempt, type ReportProgress, saveProgress } from "./reports.ts";
import { textLiteral } from "./sql-literal.ts";

/**
 * Writes the next rows of an attempt, the first of them at `position`, and how far it is with them.
 * `false`, and nothing is written, when the attempt has no effect any more.
 */
export async function writeReportRows(
	tx: Transaction,
	attempt: ReportAttempt,
	page: {
		readonly position: number;
		readonly rows: readonly ReportRow[];
		readonly progress?: ReportProgress;
	},
): Promise<boolean> {
	const { position, rows, progress } = page;
	// The report's row stays locked until the rows are committed, so nobody takes over meanwhile.
	const storesDone = position + rows.length;
	if (!(await saveProgress(tx, attempt, { storesDone, ...progress }))) return false;
	const copy = new CopyWriter(rows.length * 256);
	rows.forEach(({ storeId, totals }, i) => {
		copy.row(6);
		copy.uuid(attempt.reportId);
		copy.int4(position + i);
		copy.text(storeId);
		copy.int8Array(totals.map(({ upMs }) => upMs));
		copy.int8Array(totals.map(({ downMs }) => downMs));
		copy.int8Array(totals.map(({ unknownMs }) => unknownMs));
	});
	await tx.copyIn(
		"report_row (report_id, position, store_id, up_ms, down_ms, unknown_ms)",
		copy.finish(),
	);
	return true;
}

/** Reads the next rows of a report, from a position on, in their order. */
export async function manyReportRows(
	connection: Connection,
	reportId: string,
	{ position, limit }: { readonly position: number; readonly limit: number },
): Promise<ReportRow[]> {
	const reader = new CopyReader(
		await connection.copyOut(`
			select store_id, up_ms, down_ms, unknown_ms
			from report_row
			where report_id = ${textLiteral(reportId)} and position >= ${position}
			order by position
			limit ${limit}
		`),
	);
	const rows: ReportRow[] = [];
	while (reader.nextRow()) rows.push({ storeId: reader.text(), totals: readTotals(reader) });
	return rows;
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
