import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { DAY_MS } from "../../src/core/instant.ts";
import type { ReportRow } from "../../src/core/report.ts";
import type { Transaction } from "../../src/database/engine/database.ts";
import { type RowPlace, readReportRows, writeReportRows } from "../../src/database/report-rows.ts";
import {
	type BegunSlice,
	beginSlice,
	countSliceFailure,
	countsOfAllSlices,
	finishSlice,
	manyUnfinishedSlices,
	type NewSlice,
	type SliceAttempt,
	saveSliceProgress,
} from "../../src/database/report-slices.ts";
import {
	deleteReport,
	endReport,
	insertReport,
	maybeReport,
	type ReportEnd,
} from "../../src/database/reports.ts";
import { describeOnBothEngines, describeOnPostgres, type TestDatabase } from "./databases.ts";
import { begunReport, NOW, newReport, reportRow } from "./sliced-report.ts";

const ENDS: readonly ReportEnd[] = [
	{ state: "complete", method: {}, finishedAt: NOW + 9, keepMs: DAY_MS },
	{ state: "failed", failure: "why", finishedAt: NOW + 9, keepMs: DAY_MS },
	{ state: "cancelled", finishedAt: NOW + 9, keepMs: DAY_MS },
];

/** What is done to slices, each in a transaction of its own. */
function verbsOn(given: Pick<TestDatabase, "database">) {
	const verbs = {
		maybeBegin: (reportId: string, slice: number) =>
			given.database.transaction((tx) => beginSlice(tx, { reportId, slice }, NOW + 2)),
		begin: async (reportId: string, slice = 0): Promise<BegunSlice> => {
			const begun = await verbs.maybeBegin(reportId, slice);
			if (begun === undefined) throw new Error("the slice was not begun");
			return begun;
		},
		write: (attempt: SliceAttempt, position: number, rows: readonly ReportRow[]) =>
			given.database.transaction((tx) => writeReportRows(tx, attempt, { position, rows })),
		progress: (attempt: SliceAttempt, storesDone: number) =>
			given.database.transaction((tx) => saveSliceProgress(tx, attempt, storesDone)),
		finish: (attempt: SliceAttempt, counts: unknown = {}) =>
			given.database.transaction((tx) => finishSlice(tx, attempt, { counts, finishedAt: NOW + 3 })),
		fail: (attempt: SliceAttempt, failure: string) =>
			given.database.transaction((tx) => countSliceFailure(tx, attempt, failure)),
		rowsOf: async (reportId: string) =>
			(await readReportRows(given.database, reportId, { from: undefined, limit: 10_000 })).rows,
		/** What each of these would write, tried: nothing must remain of it. */
		tryAll: async (attempt: SliceAttempt) => [
			await verbs.write(attempt, 1, fc.sample(reportRow, 1)),
			await verbs.progress(attempt, 77),
			await verbs.fail(attempt, "too late"),
			await verbs.finish(attempt),
		],
	};
	return verbs;
}

const NO_EFFECT = [false, false, undefined, false];

describeOnBothEngines("slices of a report", (given) => {
	const { maybeBegin, begin, write, progress, finish, fail, rowsOf, tryAll } = verbsOn(given);

	test("are begun with their bounds, each attempt with the next number", async () => {
		const reportId = await begunReport(given.database);
		expect(await manyUnfinishedSlices(given.database, reportId)).toEqual([0, 1]);
		const first = { reportId, slice: 0, firstStoreId: "a", nextStoreId: "m" };
		expect(await begin(reportId, 0)).toEqual({ ...first, attempt: 1 });
		expect(await begin(reportId, 0)).toEqual({ ...first, attempt: 2 });
		expect(await begin(reportId, 1)).toEqual({
			reportId,
			slice: 1,
			attempt: 1,
			firstStoreId: "m",
			nextStoreId: undefined,
		});
		expect(await manyUnfinishedSlices(given.database, reportId)).toEqual([0, 1]);
	});

	test("are not begun when they are done, are not there, or their report does not run", async () => {
		const reportId = await begunReport(given.database);
		expect(await maybeBegin(reportId, 2)).toBeUndefined();
		expect(await maybeBegin(randomUUID(), 0)).toBeUndefined();
		await finish(await begin(reportId, 0));
		expect(await maybeBegin(reportId, 0)).toBeUndefined();
		const waiting = newReport();
		await given.database.transaction((tx) => insertReport(tx, waiting));
		expect(await maybeBegin(waiting.reportId, 0)).toBeUndefined();
		for (const end of ENDS) {
			const ended = await begunReport(given.database);
			await given.database.transaction((tx) => endReport(tx, ended, end));
			expect(await maybeBegin(ended, 0)).toBeUndefined();
		}
	});

	test("are done once, and what the method counts is there when all are, in their order", async () => {
		const reportId = await begunReport(given.database);
		const counts = () => countsOfAllSlices(given.database, reportId);
		const second = await begin(reportId, 1);
		expect(await finish(second, { stores: 3, newestPoll: null })).toBe(true);
		expect(await finish(second, { stores: 4 })).toBe(false);
		expect(await manyUnfinishedSlices(given.database, reportId)).toEqual([0]);
		expect(await counts()).toBeUndefined();
		const first = await begin(reportId, 0);
		expect(await counts()).toBeUndefined();
		expect(await finish(first, { stores: 2, newestPoll: 5 })).toBe(true);
		expect(await counts()).toEqual([
			{ stores: 2, newestPoll: 5 },
			{ stores: 3, newestPoll: null },
		]);
		expect(await manyUnfinishedSlices(given.database, reportId)).toEqual([]);
	});

	test("have rows that are read as they were written, in their order, in pages of any size", async () => {
		const slices: NewSlice[] = ["a", "b", "c", "d"].map((firstStoreId, i, ids) => ({
			firstStoreId,
			nextStoreId: ids[i + 1],
			storesTotal: 1,
		}));
		const reportId = await begunReport(given.database, slices);
		const rows = fc.sample(reportRow, 120);
		// The last slice first, and one in the middle without any store.
		for (const [slice, from, to] of [[3, 110, 120] as const, [1, 70, 110] as const]) {
			const attempt = await begin(reportId, slice);
			await write(attempt, 0, rows.slice(from, from + 5));
			await write(attempt, 5, rows.slice(from + 5, to));
		}
		await write(await begin(reportId, 0), 0, rows.slice(0, 70));
		for (const limit of [1, 7, 40, 70, 120, 1_000]) {
			const read: ReportRow[] = [];
			let from: RowPlace | undefined;
			do {
				const page = await readReportRows(given.database, reportId, { from, limit });
				expect(page.rows.length).toBeLessThanOrEqual(limit);
				read.push(...page.rows);
				from = page.next;
			} while (from !== undefined);
			expect(read).toEqual(rows);
		}
		expect(await maybeReport(given.database, reportId)).toMatchObject({ storesDone: 120 });
	});

	test("a new attempt replaces what the one before wrote, which then has no effect any more", async () => {
		const reportId = await begunReport(given.database);
		const [old, fresh, others] = fc.sample(reportRow, 3) as [ReportRow, ReportRow, ReportRow];
		await write(await begin(reportId, 1), 0, [others]);
		const first = await begin(reportId);
		expect(await write(first, 0, [old, old])).toBe(true);
		const second = await begin(reportId);
		expect(await rowsOf(reportId)).toEqual([others]);
		expect(await write(second, 0, [fresh])).toBe(true);
		expect(await tryAll(first)).toEqual(NO_EFFECT);
		expect(await rowsOf(reportId)).toEqual([fresh, others]);
		expect(await maybeReport(given.database, reportId)).toMatchObject({ storesDone: 2 });
		expect(await progress(second, 4)).toBe(true);
		expect(await maybeReport(given.database, reportId)).toMatchObject({ storesDone: 5 });
		expect(await finish(second)).toBe(true);
		expect(await tryAll(second)).toEqual(NO_EFFECT);
		expect(await rowsOf(reportId)).toEqual([fresh, others]);
	});

	test("failures are counted over all attempts at a slice, and kept with the last one's text", async () => {
		const reportId = await begunReport(given.database);
		expect(await fail(await begin(reportId, 1), "another slice's")).toBe(1);
		const first = await begin(reportId);
		expect(await fail(first, "a bad zone")).toBe(1);
		const second = await begin(reportId);
		expect(await fail(first, "too late")).toBeUndefined();
		expect(await fail(second, "a worse zone")).toBe(2);
		const slice = await given.database.tables
			.selectFrom("report_slice")
			.select(["attempts", "failures", "last_failure", "state"])
			.where("report_id", "=", reportId)
			.where("slice", "=", 0)
			.executeTakeFirst();
		expect(slice).toEqual({
			attempts: 2,
			failures: 2,
			last_failure: "a worse zone",
			state: "running",
		});
	});

	test.each(ENDS)("have no effect any more once the report is $state", async (end) => {
		const reportId = await begunReport(given.database);
		const attempt = await begin(reportId);
		await given.database.transaction((tx) => endReport(tx, reportId, end));
		expect(await tryAll(attempt)).toEqual(NO_EFFECT);
		expect(await rowsOf(reportId)).toEqual([]);
		expect(await maybeReport(given.database, reportId)).toMatchObject({ storesDone: 0 });
	});

	test("have no effect any more once the report is deleted", async () => {
		const reportId = await begunReport(given.database);
		const attempt = await begin(reportId);
		await deleteReport(given.database, reportId);
		expect(await tryAll(attempt)).toEqual(NO_EFFECT);
		expect(await rowsOf(reportId)).toEqual([]);
	});
});

describeOnPostgres("slices that several workers are at", (given) => {
	const { begin, rowsOf } = verbsOn(given);
	const rows = fc.sample(reportRow, 4);

	/** Comes back when what is being done waits for a lock, or is done without having to. */
	async function untilItWaits(doing: Promise<unknown>): Promise<void> {
		let isDone = false;
		const settle = () => {
			isDone = true;
		};
		doing.then(settle, settle);
		while (!isDone) {
			const waiting = await sql`
				select from pg_stat_activity
				where datname = current_database() and wait_event_type = 'Lock'
			`.execute(given.database.tables);
			if (waiting.rows.length > 0) return;
		}
	}

	/** Begins the second while what the first did is not committed yet; what became of both. */
	async function overlapping<First, Second>(
		first: (tx: Transaction) => Promise<First>,
		second: () => Promise<Second>,
	): Promise<[First, Second]> {
		const done = Promise.withResolvers<void>();
		const commit = Promise.withResolvers<void>();
		const doingFirst = given.database.transaction(async (tx) => {
			const result = await first(tx);
			done.resolve();
			await commit.promise;
			return result;
		});
		await done.promise;
		const doingSecond = second();
		await untilItWaits(doingSecond);
		commit.resolve();
		return Promise.all([doingFirst, doingSecond]);
	}

	const write = (attempt: SliceAttempt) => (tx: Transaction) =>
		writeReportRows(tx, attempt, { position: 0, rows });

	test("who took over waits for the page that is being written, and then replaces it", async () => {
		const other = await given.openAgain();
		const reportId = await begunReport(given.database);
		const attempt = await begin(reportId);
		const [isOurs, second] = await overlapping(write(attempt), () =>
			verbsOn({ database: other }).begin(reportId),
		);
		expect(isOurs).toBe(true);
		expect(second.attempt).toBe(attempt.attempt + 1);
		expect(await rowsOf(reportId)).toEqual([]);
	});

	test("who writes waits for the one that takes over, and then writes nothing", async () => {
		const other = await given.openAgain();
		const reportId = await begunReport(given.database);
		const attempt = await begin(reportId);
		const [second, isOurs] = await overlapping(
			(tx) => beginSlice(tx, { reportId, slice: 0 }, NOW),
			() => other.transaction(write(attempt)),
		);
		expect(second?.attempt).toBe(2);
		expect(isOurs).toBe(false);
		expect(await rowsOf(reportId)).toEqual([]);
	});

	test("two who begin a slice at once have numbers of their own, and the later counts", async () => {
		const other = await given.openAgain();
		for (let round = 0; round < 10; round++) {
			const reportId = await begunReport(given.database);
			const begun = await Promise.all([
				begin(reportId),
				verbsOn({ database: other }).begin(reportId),
			]);
			const [first, second] = begun.toSorted((a, b) => a.attempt - b.attempt);
			expect([first?.attempt, second?.attempt]).toEqual([1, 2]);
			const isOurs = await Promise.all([
				given.database.transaction(write(first as SliceAttempt)),
				other.transaction(write(second as SliceAttempt)),
			]);
			expect(isOurs).toEqual([false, true]);
			expect(await rowsOf(reportId)).toEqual(rows);
		}
	});

	test("different slices of a report are written without waiting for each other", async () => {
		const other = await given.openAgain();
		const reportId = await begunReport(given.database);
		const [first, second] = [await begin(reportId, 0), await begin(reportId, 1)];
		const hasToWait = Promise.withResolvers<void>();
		const writing = given.database.transaction(async (tx) => {
			await write(first)(tx);
			await hasToWait.promise;
		});
		expect(await other.transaction(write(second))).toBe(true);
		hasToWait.resolve();
		await writing;
		expect(await rowsOf(reportId)).toEqual([...rows, ...rows]);
	});

	test("a report is deleted together with the page that is being written", async () => {
		const other = await given.openAgain();
		const reportId = await begunReport(given.database);
		const attempt = await begin(reportId);
		expect(await overlapping(write(attempt), () => deleteReport(other, reportId))).toEqual([
			true,
			true,
		]);
		expect(await rowsOf(reportId)).toEqual([]);
		expect(await manyUnfinishedSlices(given.database, reportId)).toEqual([]);
	});

	test("who writes while the report is deleted waits, and writes nothing", async () => {
		const other = await given.openAgain();
		const reportId = await begunReport(given.database);
		const attempt = await begin(reportId);
		const deleted = await overlapping(
			(tx) => deleteReport(tx, reportId),
			() => other.transaction(write(attempt)),
		);
		expect(deleted).toEqual([true, false]);
		expect(await rowsOf(reportId)).toEqual([]);
	});

	test.each(ENDS)(
		"what makes a report $state waits for the page that is being written",
		async (end) => {
			const other = await given.openAgain();
			const reportId = await begunReport(given.database);
			const attempt = await begin(reportId);
			const ending = () => other.transaction((tx) => endReport(tx, reportId, end));
			expect(await overlapping(write(attempt), ending)).toEqual([true, true]);
			expect(await rowsOf(reportId)).toEqual(end.state === "complete" ? rows : []);
			expect(await manyUnfinishedSlices(given.database, reportId)).toEqual([]);
		},
	);

	test.each(ENDS)(
		"who writes while a report becomes $state waits, and writes nothing",
		async (end) => {
			const other = await given.openAgain();
			const reportId = await begunReport(given.database);
			const attempt = await begin(reportId);
			const ended = await overlapping(
				(tx) => endReport(tx, reportId, end),
				() => other.transaction(write(attempt)),
			);
			expect(ended).toEqual([true, false]);
			expect(await rowsOf(reportId)).toEqual([]);
		},
	);
});
