import { randomUUID } from "node:crypto";
import fc from "fast-check";
import type { ReportRow } from "../../src/core/report.ts";
import type { Database } from "../../src/database/engine/database.ts";
import { insertSlices, type NewSlice } from "../../src/database/report-slices.ts";
import {
	insertReport,
	type NewReport,
	settleReport,
	takeQueuedReport,
} from "../../src/database/reports.ts";

export const NOW = Date.parse("2023-01-25T12:00Z");

/** A report that nobody else asks for. */
export function newReport(differences: Partial<NewReport> = {}): NewReport {
	return {
		reportId: randomUUID(),
		parameters: { ranges: ["standard"], stores: [1, 2] },
		fingerprint: randomUUID(),
		rangeNames: ["last_hour", "last_day", "last_week"],
		asOf: NOW - 5,
		requestedAt: NOW,
		...differences,
	};
}

/** Two slices: the stores before "m", and the others. */
export const TWO_SLICES: readonly NewSlice[] = [
	{ firstStoreId: "a", nextStoreId: "m", storesTotal: 4 },
	{ firstStoreId: "m", nextStoreId: undefined, storesTotal: 3 },
];

/** Writes a report down and begins it with these slices; returns its id. */
export async function begunReport(
	database: Database,
	slices: readonly NewSlice[] = TWO_SLICES,
	report: NewReport = newReport(),
): Promise<string> {
	await database.transaction(async (tx) => {
		await insertReport(tx, report);
		await takeQueuedReport(tx, report.reportId, NOW + 1);
		const storesTotal = slices.reduce((total, slice) => total + slice.storesTotal, 0);
		await settleReport(tx, report.reportId, { settled: { facts: "some" }, storesTotal });
		await insertSlices(tx, report.reportId, slices);
	});
	return report.reportId;
}

const milliseconds = fc.nat({ max: Number.MAX_SAFE_INTEGER });

/** Rows of three ranges with whatever ids and figures. */
export const reportRow: fc.Arbitrary<ReportRow> = fc.record({
	storeId: fc.string({ minLength: 1 }).filter((id) => !id.includes("\0")),
	totals: fc.array(
		fc.record({ upMs: milliseconds, downMs: milliseconds, unknownMs: milliseconds }),
		{ minLength: 3, maxLength: 3 },
	),
});
