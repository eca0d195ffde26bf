import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { ReportRow } from "../../src/core/report.ts";
import { manyReportRows, writeReportRows } from "../../src/database/report-rows.ts";
import {
	beginReport,
	cancelReport,
	completeReport,
	deleteReport,
	failReport,
	insertReport,
	manyUnfinishedReports,
	maybeReport,
	type NewReport,
	type ReportAttempt,
	saveProgress,
} from "../../src/database/reports.ts";
import { describeOnBothEngines, describeOnPostgres } from "./databases.ts";

const NOW = Date.parse("2023-01-25T12:00Z");

function newReport(differences: Partial<NewReport> = {}): NewReport {
	return {
		reportId: randomUUID(),
		parameters: { ranges: ["standard"], stores: [1, 2] },
		rangeNames: ["last_hour", "last_day", "last_week"],
		asOf: NOW - 5,
		requestedAt: NOW,
		...differences,
	};
}

const milliseconds = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const row: fc.Arbitrary<ReportRow> = fc.record({
	storeId: fc.string({ minLength: 1 }).filter((id) => !id.includes("\0")),
	totals: fc.array(
		fc.record({ upMs: milliseconds, downMs: milliseconds, unknownMs: milliseconds }),
		{ minLength: 3, maxLength: 3 },
	),
});

describeOnBothEngines("reports", (given) => {
	const begin = async (reportId: string): Promise<ReportAttempt> => {
		const report = await given.database.transaction((tx) => beginReport(tx, reportId, NOW + 1));
		return { reportId, attempt: report?.attempts as number };
	};
	const write = (attempt: ReportAttempt, position: number, rows: readonly ReportRow[]) =>
		given.database.transaction((tx) => writeReportRows(tx, attempt, { position, rows }));
	const rowsOf = (reportId: string) =>
		manyReportRows(given.database, reportId, { position: 0, limit: 10_000 });
	const started = async () => {
		const report = newReport();
		await insertReport(given.database, report);
		return begin(report.reportId);
	};
	const complete = (attempt: ReportAttempt) =>
		completeReport(given.database, attempt, { method: { rules: "all" }, finishedAt: NOW + 9 });

	test("a report that was asked for waits, with all that it was asked", async () => {
		const report = newReport({ asOf: undefined });
		await insertReport(given.database, report);
		expect(await maybeReport(given.database, report.reportId)).toEqual({
			...report,
			state: "queued",
			startedAt: undefined,
			finishedAt: undefined,
			attempts: 0,
			failure: undefined,
			method: undefined,
			storesDone: 0,
			storesTotal: undefined,
		});
		expect(await maybeReport(given.database, randomUUID())).toBeUndefined();
	});

	test("an attempt begins it, tells how far it is, and completes it", async () => {
		const report = newReport({ asOf: undefined });
		await insertReport(given.database, report);
		const attempt = await begin(report.reportId);
		const progress = { storesDone: 3, storesTotal: 10, asOf: NOW - 7 };
		expect(await saveProgress(given.database, attempt, progress)).toBe(true);
		expect(await maybeReport(given.database, report.reportId)).toMatchObject({
			state: "running",
			startedAt: NOW + 1,
			attempts: 1,
			...progress,
		});
		expect(await complete(attempt)).toBe(true);
		expect(await maybeReport(given.database, report.reportId)).toMatchObject({
			state: "complete",
			finishedAt: NOW + 9,
			method: { rules: "all" },
		});
		expect(await complete(attempt)).toBe(false);
		expect(await begin(report.reportId)).toMatchObject({ attempt: undefined });
	});

	test("rows are read as they were written, in their order, in pages of any size", async () => {
		const attempt = await started();
		const rows = fc.sample(row, 120);
		await write(attempt, 0, rows.slice(0, 50));
		await write(attempt, 50, rows.slice(50));
		for (const limit of [7, 1_000]) {
			const read: ReportRow[] = [];
			for (;;) {
				const page = await manyReportRows(given.database, attempt.reportId, {
					position: read.length,
					limit,
				});
				if (page.length === 0) break;
				read.push(...page);
			}
			expect(read).toEqual(rows);
		}
		expect(await maybeReport(given.database, attempt.reportId)).toMatchObject({ storesDone: 120 });
	});

	test("a new attempt replaces what the one before wrote, which then has no effect any more", async () => {
		const first = await started();
		const [old, fresh] = fc.sample(row, 2) as [ReportRow, ReportRow];
		await write(first, 0, [old, old]);
		const second = await begin(first.reportId);
		expect(second.attempt).toBe(2);
		expect(await rowsOf(first.reportId)).toEqual([]);
		expect(await write(second, 0, [fresh])).toBe(true);
		expect(await write(first, 1, [old])).toBe(false);
		expect(await saveProgress(given.database, first, {})).toBe(false);
		expect(await complete(first)).toBe(false);
		const failure = { failure: "too late", finishedAt: NOW };
		expect(await failReport(given.database, first, failure)).toBe(false);
		expect(await saveProgress(given.database, second, {})).toBe(true);
		expect(await complete(second)).toBe(true);
		expect(await rowsOf(first.reportId)).toEqual([fresh]);
	});

	test("a report that failed says why, and one that was cancelled takes no rows", async () => {
		const failed = await started();
		const failure = { failure: "the disk was full", finishedAt: NOW + 2 };
		expect(await failReport(given.database, failed, failure)).toBe(true);
		expect(await maybeReport(given.database, failed.reportId)).toMatchObject({
			state: "failed",
			...failure,
		});
		const cancelled = await started();
		expect(await cancelReport(given.database, cancelled.reportId, NOW + 3)).toBe(true);
		expect(await write(cancelled, 0, fc.sample(row, 1))).toBe(false);
		expect(await rowsOf(cancelled.reportId)).toEqual([]);
		expect(await cancelReport(given.database, cancelled.reportId, NOW + 4)).toBe(false);
		expect(await maybeReport(given.database, cancelled.reportId)).toMatchObject({
			state: "cancelled",
			finishedAt: NOW + 3,
		});
	});

	test("those that are not finished are listed in the order in which they were asked for", async () => {
		const earlier = newReport({ requestedAt: NOW - 1_000_000 });
		const later = newReport({ requestedAt: NOW - 999_999 });
		await insertReport(given.database, later);
		await insertReport(given.database, earlier);
		await begin(later.reportId);
		const unfinished = await manyUnfinishedReports(given.database);
		expect(unfinished.slice(0, 2)).toMatchObject([
			{ reportId: earlier.reportId, state: "queued" },
			{ reportId: later.reportId, state: "running" },
		]);
		expect(unfinished.every(({ state }) => state === "queued" || state === "running")).toBe(true);
	});

	test("a report that is deleted takes its rows along", async () => {
		const attempt = await started();
		await write(attempt, 0, fc.sample(row, 3));
		expect(await deleteReport(given.database, attempt.reportId)).toBe(true);
		expect(await rowsOf(attempt.reportId)).toEqual([]);
		expect(await deleteReport(given.database, attempt.reportId)).toBe(false);
		expect(await write(attempt, 3, fc.sample(row, 1))).toBe(false);
	});
});

describeOnPostgres("two workers at one report", (given) => {
	test("who took over waits for the page that is being written, and then replaces it", async () => {
		const other = await given.openAgain();
		const report = newReport();
		const rows = fc.sample(row, 4);
		await insertReport(given.database, report);
		for (let round = 0; round < 10; round++) {
			const first = await given.database.transaction((tx) => beginReport(tx, report.reportId, NOW));
			const attempt = { reportId: report.reportId, attempt: first?.attempts as number };
			const [, second] = await Promise.all([
				given.database.transaction((tx) => writeReportRows(tx, attempt, { position: 0, rows })),
				other.transaction((tx) => beginReport(tx, report.reportId, NOW)),
			]);
			expect(second?.attempts).toBe(attempt.attempt + 1);
			const left = await manyReportRows(other, report.reportId, { position: 0, limit: 10 });
			expect(left).toEqual([]);
		}
	});
});
