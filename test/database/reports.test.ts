import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY_MS } from "../../src/core/instant.ts";
import { readReportRows, writeReportRows } from "../../src/database/report-rows.ts";
import {
	beginSlice,
	finishSlice,
	manyUnfinishedSlices,
	type SliceAttempt,
} from "../../src/database/report-slices.ts";
import {
	deleteReport,
	endReport,
	insertReport,
	lockRunningReport,
	manyExpiredReports,
	manyReports,
	manyUnfinishedReports,
	maybeReport,
	type NewReport,
	type Report,
	type ReportCursor,
	type ReportEnd,
	settleReport,
	takeQueuedReport,
} from "../../src/database/reports.ts";
import { describeOnBothEngines, describeOnPostgres, type TestDatabase } from "./databases.ts";
import { begunReport, NOW, newReport, reportRow } from "./sliced-report.ts";

const ENDED = { finishedAt: NOW + 9, keepMs: 30 * DAY_MS };
const COMPLETE: ReportEnd = { ...ENDED, state: "complete", method: { rules: "all" } };
const FAILED: ReportEnd = { ...ENDED, state: "failed", failure: "the disk was full" };
const CANCELLED: ReportEnd = { ...ENDED, state: "cancelled" };

/** What is done to reports, each in a transaction of its own. */
function verbsOn(given: TestDatabase) {
	return {
		insert: (report: NewReport) => given.database.transaction((tx) => insertReport(tx, report)),
		take: (reportId: string) =>
			given.database.transaction((tx) => takeQueuedReport(tx, reportId, NOW + 1)),
		end: (reportId: string, end: ReportEnd) =>
			given.database.transaction((tx) => endReport(tx, reportId, end)),
		begin: (reportId: string, slice: number) =>
			given.database.transaction((tx) =>
				beginSlice(tx, { reportId, slice }, NOW + 2),
			) as Promise<SliceAttempt>,
		write: (attempt: SliceAttempt, count: number) =>
			given.database.transaction((tx) =>
				writeReportRows(tx, attempt, { position: 0, rows: fc.sample(reportRow, count) }),
			),
		/** How many rows and unfinished slices there are of a report. */
		left: async (reportId: string) => {
			const page = { from: undefined, limit: 1_000 };
			const { rows } = await readReportRows(given.database, reportId, page);
			const slices = await manyUnfinishedSlices(given.database, reportId);
			return { rows: rows.length, slices: slices.length };
		},
	};
}

describeOnBothEngines("a report that waits", (given) => {
	const { insert, take, end } = verbsOn(given);

	test("is there with all that it was asked", async () => {
		const { fingerprint, ...asked } = newReport();
		expect(await insert({ ...asked, fingerprint })).toEqual({
			reportId: asked.reportId,
			isNew: true,
		});
		expect(await maybeReport(given.database, asked.reportId)).toEqual({
			...asked,
			state: "queued",
			startedAt: undefined,
			finishedAt: undefined,
			expiresAt: undefined,
			attempts: 0,
			failure: undefined,
			method: undefined,
			settled: undefined,
			storesDone: 0,
			storesTotal: undefined,
		} satisfies Report);
		expect(await maybeReport(given.database, randomUUID())).toBeUndefined();
	});

	test("answers identical requests too, and no others", async () => {
		const first = newReport();
		const second = newReport({ fingerprint: first.fingerprint });
		await insert(first);
		expect(await insert(second)).toEqual({ reportId: first.reportId, isNew: false });
		expect(await maybeReport(given.database, second.reportId)).toBeUndefined();
		expect(await insert(newReport())).toMatchObject({ isNew: true });
	});

	test("answers none once it was begun, or has ended", async () => {
		const { fingerprint, ...rest } = newReport();
		const again = () => insert(newReport({ fingerprint }));
		await insert({ ...rest, fingerprint });
		await take(rest.reportId);
		const second = await again();
		expect(second.isNew).toBe(true);
		expect(await again()).toEqual({ reportId: second.reportId, isNew: false });
		await end(second.reportId, CANCELLED);
		const third = await again();
		expect(third.isNew).toBe(true);
		expect(third.reportId).not.toBe(second.reportId);
		await end(third.reportId, FAILED);
		await end(rest.reportId, COMPLETE);
		expect((await again()).isNew).toBe(true);
	});

	test("is written down once under its id, whatever its state", async () => {
		const report = newReport();
		const repeated = { reportId: report.reportId, isNew: false };
		await insert(report);
		expect(await insert(report)).toEqual(repeated);
		await take(report.reportId);
		expect(await insert(report)).toEqual(repeated);
		await end(report.reportId, CANCELLED);
		expect(await insert(newReport({ reportId: report.reportId }))).toEqual(repeated);
		expect(await maybeReport(given.database, report.reportId)).toMatchObject({
			state: "cancelled",
			attempts: 1,
		});
	});

	test("is taken up once, and runs from then on with what was settled", async () => {
		const report = newReport();
		await insert(report);
		expect(await take(report.reportId)).toMatchObject({
			reportId: report.reportId,
			state: "running",
			parameters: report.parameters,
			startedAt: NOW + 1,
			attempts: 1,
		});
		expect(await take(report.reportId)).toBeUndefined();
		expect(await take(randomUUID())).toBeUndefined();
		const settled = { closuresOfAll: [{ from: 1, to: 2 }], earliestPoll: 3 };
		await given.database.transaction((tx) =>
			settleReport(tx, report.reportId, { settled, storesTotal: 10 }),
		);
		expect(await maybeReport(given.database, report.reportId)).toMatchObject({
			state: "running",
			settled,
			storesDone: 0,
			storesTotal: 10,
		});
	});

	test("is not locked as one that runs would be", async () => {
		const report = newReport();
		await insert(report);
		const locked = () =>
			given.database.transaction(
				async (tx) => (await lockRunningReport(tx, report.reportId))?.reportId,
			);
		expect(await locked()).toBeUndefined();
		await take(report.reportId);
		expect(await locked()).toBe(report.reportId);
		await end(report.reportId, COMPLETE);
		expect(await locked()).toBeUndefined();
	});
});

describeOnBothEngines("a report that runs", (given) => {
	const { insert, take, end, begin, write, left } = verbsOn(given);

	test("is as far as its slices are, and took as many tries as the slice with the most", async () => {
		const reportId = await begunReport(given.database);
		await write(await begin(reportId, 0), 3);
		await begin(reportId, 1);
		await write(await begin(reportId, 1), 2);
		const progress = { storesDone: 5, storesTotal: 7, attempts: 2 };
		expect(await maybeReport(given.database, reportId)).toMatchObject(progress);
		const [listed] = await manyReports(given.database, { limit: 1 });
		expect(listed).toMatchObject({ reportId, ...progress });
		// One that is begun anew starts from nothing.
		await begin(reportId, 0);
		expect(await maybeReport(given.database, reportId)).toMatchObject({ storesDone: 2 });
	});

	test("keeps its rows and no slices once it is complete, and how far it came", async () => {
		const reportId = await begunReport(given.database);
		for (const slice of [1, 0]) {
			const attempt = await begin(reportId, slice);
			await write(attempt, 3);
			await given.database.transaction((tx) =>
				finishSlice(tx, attempt, { counts: {}, finishedAt: NOW + 3 }),
			);
		}
		expect(await end(reportId, COMPLETE)).toBe(true);
		expect(await maybeReport(given.database, reportId)).toMatchObject({
			state: "complete",
			startedAt: NOW + 1,
			finishedAt: NOW + 9,
			expiresAt: NOW + 9 + 30 * DAY_MS,
			method: { rules: "all" },
			storesDone: 6,
			// All that there were, whatever was counted when it began.
			storesTotal: 6,
			attempts: 1,
		});
		expect(await left(reportId)).toEqual({ rows: 6, slices: 0 });
	});

	test.each([FAILED, CANCELLED])("keeps neither rows nor slices once it is $state", async (how) => {
		const reportId = await begunReport(given.database);
		const attempt = await begin(reportId, 0);
		await write(attempt, 3);
		await begin(reportId, 1);
		await begin(reportId, 1);
		expect(await end(reportId, how)).toBe(true);
		expect(await maybeReport(given.database, reportId)).toMatchObject({
			state: how.state,
			failure: how.state === "failed" ? how.failure : undefined,
			method: undefined,
			finishedAt: NOW + 9,
			expiresAt: NOW + 9 + 30 * DAY_MS,
			storesDone: 3,
			attempts: 2,
		});
		expect(await left(reportId)).toEqual({ rows: 0, slices: 0 });
		expect(await write(attempt, 1)).toBe(false);
		expect(await left(reportId)).toEqual({ rows: 0, slices: 0 });
	});

	test("may end before it was begun, and then nobody takes it up", async () => {
		for (const how of [FAILED, CANCELLED]) {
			const report = newReport();
			await insert(report);
			expect(await end(report.reportId, how)).toBe(true);
			expect(await take(report.reportId)).toBeUndefined();
			expect(await maybeReport(given.database, report.reportId)).toMatchObject({
				state: how.state,
				startedAt: undefined,
				storesDone: 0,
				storesTotal: undefined,
			});
		}
	});

	test("ends once, and stays as it ended", async () => {
		for (const first of [COMPLETE, FAILED, CANCELLED]) {
			const reportId = await begunReport(given.database);
			await end(reportId, first);
			const ended = await maybeReport(given.database, reportId);
			for (const second of [COMPLETE, FAILED, CANCELLED])
				expect(await end(reportId, { ...second, finishedAt: NOW + 99 })).toBe(false);
			expect(await maybeReport(given.database, reportId)).toEqual(ended);
		}
		expect(await end(randomUUID(), CANCELLED)).toBe(false);
	});

	test("takes its rows and slices along when it is deleted", async () => {
		const reportId = await begunReport(given.database);
		const other = await begunReport(given.database);
		const attempt = await begin(reportId, 0);
		await write(attempt, 3);
		await write(await begin(other, 0), 2);
		expect(await deleteReport(given.database, reportId)).toBe(true);
		expect(await left(reportId)).toEqual({ rows: 0, slices: 0 });
		expect(await deleteReport(given.database, reportId)).toBe(false);
		expect(await write(attempt, 1)).toBe(false);
		expect(await left(reportId)).toEqual({ rows: 0, slices: 0 });
		expect(await left(other)).toEqual({ rows: 2, slices: 2 });
	});
});

describeOnBothEngines("reports", (given) => {
	const { insert, take, end } = verbsOn(given);

	test("that are not finished are listed in the order in which they were asked for", async () => {
		const earlier = newReport({ requestedAt: NOW - 1_000_000 });
		const later = newReport({ requestedAt: NOW - 999_999 });
		const [complete, cancelled] = [newReport(), newReport()];
		for (const report of [later, complete, earlier, cancelled]) await insert(report);
		await take(later.reportId);
		await take(complete.reportId);
		await end(complete.reportId, COMPLETE);
		await end(cancelled.reportId, CANCELLED);
		expect(await manyUnfinishedReports(given.database)).toMatchObject([
			{ reportId: earlier.reportId, state: "queued" },
			{ reportId: later.reportId, state: "running" },
		]);
		await end(earlier.reportId, CANCELLED);
		await end(later.reportId, CANCELLED);
	});

	test("are listed newest first, in pages of any size, each once", async () => {
		// Three at a time were asked for in the same millisecond.
		const asked = Array.from({ length: 12 }, (_, i) =>
			newReport({ requestedAt: NOW + 1_000 + Math.floor(i / 3) }),
		);
		for (const report of asked) await insert(report);
		const expected = (await manyReports(given.database, { limit: 1_000 }))
			.map(({ reportId }) => reportId)
			.slice(0, asked.length);
		expect(expected.toSorted()).toEqual(asked.map(({ reportId }) => reportId).toSorted());
		const requestedAt = expected.map(
			(id) => asked.find(({ reportId }) => reportId === id)?.requestedAt as number,
		);
		expect(requestedAt).toEqual(requestedAt.toSorted((a, b) => b - a));
		for (const limit of [1, 2, 5]) {
			const walked: string[] = [];
			for (let after: ReportCursor | undefined; walked.length < asked.length; ) {
				const page = await manyReports(given.database, { after, limit });
				expect(page).toHaveLength(limit);
				walked.push(...page.map(({ reportId }) => reportId));
				after = page.at(-1);
			}
			expect(walked.slice(0, asked.length)).toEqual(expected);
		}
	});

	test("behind the oldest there are none", async () => {
		const all = await manyReports(given.database, { limit: 1_000 });
		expect(await manyReports(given.database, { after: all.at(-1), limit: 5 })).toEqual([]);
	});

	test("of one state are listed by themselves, with the cursor too", async () => {
		const failed = [1, 2, 3].map((i) => newReport({ requestedAt: NOW + 5_000 + 2 * i }));
		for (const report of failed) {
			await insert(report);
			await insert(newReport({ requestedAt: report.requestedAt + 1 }));
			await end(report.reportId, FAILED);
		}
		const newestFirst = failed.map(({ reportId }) => reportId).toReversed();
		const page = await manyReports(given.database, { state: "failed", limit: 2 });
		expect(page.map(({ reportId }) => reportId)).toEqual(newestFirst.slice(0, 2));
		const rest = await manyReports(given.database, {
			state: "failed",
			after: page.at(-1),
			limit: 2,
		});
		expect(rest.map(({ reportId }) => reportId)).toEqual(newestFirst.slice(2));
	});

	test("are past their time from the instant on at which they expire, the earliest first", async () => {
		await insert(newReport());
		const [late, early] = [newReport(), newReport()];
		for (const [report, keepMs] of [[late, 2_000] as const, [early, 1_000] as const]) {
			await insert(report);
			await end(report.reportId, { ...CANCELLED, finishedAt: NOW, keepMs });
		}
		const expired = (now: number, limit = 10) => manyExpiredReports(given.database, now, limit);
		expect(await expired(NOW + 999)).toEqual([]);
		expect(await expired(NOW + 1_000)).toEqual([early.reportId]);
		expect(await expired(NOW + 2_000)).toEqual([early.reportId, late.reportId]);
		expect(await expired(NOW + 2_000, 1)).toEqual([early.reportId]);
	});
});

describeOnPostgres("reports that several processes work on", (given) => {
	const { insert, end } = verbsOn(given);

	test("two identical requests at once make one report", async () => {
		const other = await given.openAgain();
		for (let round = 0; round < 20; round++) {
			const reports = [newReport(), newReport()] as const;
			const fingerprint = `round ${round}`;
			const [a, b] = await Promise.all([
				insert({ ...reports[0], fingerprint }),
				other.transaction((tx) => insertReport(tx, { ...reports[1], fingerprint })),
			]);
			expect(a.reportId).toBe(b.reportId);
			expect([a.isNew, b.isNew].toSorted()).toEqual([false, true]);
		}
	});

	test("a request that comes while the identical one is being begun makes a report of its own", async () => {
		const other = await given.openAgain();
		const report = newReport();
		await insert(report);
		const taken = Promise.withResolvers<void>();
		const asked = Promise.withResolvers<void>();
		const beginning = given.database.transaction(async (tx) => {
			await takeQueuedReport(tx, report.reportId, NOW);
			taken.resolve();
			await asked.promise;
		});
		await taken.promise;
		const again = newReport({ fingerprint: report.fingerprint });
		const asking = other.transaction((tx) => insertReport(tx, again));
		asked.resolve();
		await beginning;
		expect(await asking).toEqual({ reportId: again.reportId, isNew: true });
	});

	test("two who take a report up at once: one does, and begins it", async () => {
		const other = await given.openAgain();
		for (let round = 0; round < 10; round++) {
			const { reportId } = await insert(newReport());
			const taken = await Promise.all(
				[given.database, other].map((database) =>
					database.transaction((tx) => takeQueuedReport(tx, reportId, NOW)),
				),
			);
			expect(taken.filter((report) => report !== undefined)).toHaveLength(1);
		}
	});

	test("two who end a report at once: one does, and it ended that one's way", async () => {
		const other = await given.openAgain();
		for (let round = 0; round < 10; round++) {
			const reportId = await begunReport(given.database);
			const [failed, cancelled] = await Promise.all([
				end(reportId, FAILED),
				other.transaction((tx) => endReport(tx, reportId, CANCELLED)),
			]);
			expect([failed, cancelled].toSorted()).toEqual([false, true]);
			expect(await maybeReport(other, reportId)).toMatchObject({
				state: failed ? "failed" : "cancelled",
			});
		}
	});
});
