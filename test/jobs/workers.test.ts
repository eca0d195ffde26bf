import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { setTimeout as after } from "node:timers/promises";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEFAULT_SETTINGS, type Settings } from "../../src/config/settings.ts";
import { ABANDONED } from "../../src/jobs/boss.ts";
import { openServices } from "../../src/open-services.ts";
import { cancelReport } from "../../src/service/cancel-report.ts";
import type { ServiceContext } from "../../src/service/context.ts";
import { readFleetFiles } from "../../src/service/fleet-files.ts";
import { keepHouse } from "../../src/service/housekeeping.ts";
import { importFiles } from "../../src/service/import-files.ts";
import { listReports } from "../../src/service/list-reports.ts";
import { RejectLog } from "../../src/service/reject-log.ts";
import { type ReportResource, reportWithId } from "../../src/service/report-resource.ts";
import { writeSample } from "../../src/service/sample/write-sample.ts";
import { listSchedules, removeSchedule, saveSchedule } from "../../src/service/schedules.ts";
import { triggerReport } from "../../src/service/trigger-report.ts";
import { type RunningWorkers, startWorkers } from "../../src/start-workers.ts";
import { newPostgresDatabase, postgresUrl } from "../database/databases.ts";

const FACTS = { version: "0.0.0", zoneDataVersion: "2026c", now: () => Date.now() };
const MINUTE_AND_A_HALF = 90_000;
const END = Date.UTC(2026, 2, 9, 12);

/** Waits until something holds; a test that waits for what never comes is ended by its time limit. */
async function until<Value>(look: () => Promise<Value | undefined>): Promise<Value> {
	for (;;) {
		const seen = await look();
		if (seen !== undefined) return seen;
		await after(20);
	}
}

function untilFinished(services: ServiceContext, reportId: string): Promise<ReportResource> {
	return until(async () => {
		const report = await reportWithId(services, reportId);
		return report.finishedAt === undefined ? undefined : report;
	});
}

async function importSample(services: ServiceContext, directory: string): Promise<void> {
	const { files } = await writeSample({ directory, end: END, stores: 300, days: 9 });
	const read = await readFleetFiles({
		names: files,
		standardInput: Readable.from([]),
		now: Date.now(),
		rejects: new RejectLog(),
		strict: true,
	});
	await importFiles(services.database, read);
}

for (const engine of ["PGlite", "PostgreSQL"] as const)
	describe.skipIf(engine === "PostgreSQL" && postgresUrl === undefined)(
		`workers and the queue, on ${engine}`,
		() => {
			const directory = mkdtempSync(join(tmpdir(), "openhours-workers-"));
			let settings: Settings;
			let workers: RunningWorkers;
			let services: ServiceContext;
			let drop: (() => Promise<void>) | undefined;

			beforeAll(async () => {
				settings = { ...DEFAULT_SETTINGS, dataDirectory: join(directory, "data"), sliceStores: 20 };
				if (engine === "PostgreSQL") {
					const made = await newPostgresDatabase();
					settings = { ...settings, databaseUrl: made.url };
					drop = made.drop;
				}
				workers = await startWorkers(settings, FACTS, {
					concurrency: 2,
					logger: pino({ level: "silent" }),
				});
				services = workers.services;
				await importSample(services, directory);
			});
			afterAll(async () => {
				await workers.close();
				await drop?.();
				rmSync(directory, { recursive: true, force: true });
			});

			const newest = async () => (await listReports(services, { limit: 1 })).reports[0];

			test("a report is begun at once, and is computed in slices to its end", async () => {
				const { reportId } = await triggerReport(services);
				const report = await untilFinished(services, reportId);
				expect(report).toMatchObject({ state: "complete", storesDone: 300, attempts: 1 });
				// Without being woken, a worker looks once a second at the most.
				expect((report.startedAt as number) - report.requestedAt).toBeLessThan(900);
			});

			test("a report that is cancelled ends within a second, and nothing is left of it", async () => {
				const { reportId } = await triggerReport(services, { asOf: END - 1 });
				await until(async () => {
					const { state, storesDone } = await reportWithId(services, reportId);
					return state !== "queued" && storesDone > 0 ? true : undefined;
				});
				const askedAt = Date.now();
				await cancelReport(services, reportId);
				const { state, finishedAt } = await reportWithId(services, reportId);
				expect(state).toBe("cancelled");
				expect((finishedAt as number) - askedAt).toBeLessThan(1_000);
				const left = await services.database.plain(
					"select (select count(*)::int from report_row where report_id = $1) as rows, (select count(*)::int from report_slice where report_id = $1) as slices",
					[reportId],
				);
				expect(left).toEqual([{ rows: 0, slices: 0 }]);
			});

			test("a report is computed by itself once imports have settled, and only one", async () => {
				const before = (await newest())?.reportId;
				for (let i = 0; i < 3; i++) await services.queue.reportWhenSettled(1_000);
				const report = await until(async () => {
					const last = await newest();
					return last?.reportId === before ? undefined : last;
				});
				await untilFinished(services, report?.reportId as string);
				await after(1_500);
				expect((await newest())?.reportId).toBe(report?.reportId);
			});

			test("a report whose workers always die is failed, and says so", async () => {
				// Nobody takes it up; where it gets when all who did had died is where it is put by hand.
				await workers.boss.offWork("begin-report", { wait: true });
				const { reportId } = await triggerReport(services, { asOf: END - 2 });
				await workers.boss.send(ABANDONED, { reportId });
				const report = await untilFinished(services, reportId);
				expect(report.state).toBe("failed");
				expect(report.failure).toMatch(/came to an end before it was done/);
			});

			test("reports expire, and are gone with their rows", async () => {
				const later = { ...services, now: () => Date.now() + 31 * 24 * 3_600_000 };
				await keepHouse(later, { keepPollsMs: undefined });
				expect((await listReports(services, { limit: 10 })).reports).toEqual([]);
			});

			test(
				"a report recurs when its schedule comes due, each time as one of its own",
				async () => {
					const { nextAt } = await saveSchedule(services, {
						name: "every-minute",
						cron: "* * * * *",
						timezone: "Asia/Kolkata",
						request: {},
					});
					expect(nextAt - Date.now()).toBeLessThanOrEqual(60_000);
					expect(await listSchedules(services)).toMatchObject([{ name: "every-minute" }]);
					const report = await until(newest);
					expect(report.state).toMatch(/^(queued|running|complete)$/);
					await removeSchedule(services, "every-minute");
					expect(await listSchedules(services)).toEqual([]);
				},
				MINUTE_AND_A_HALF + 60_000,
			);
		},
	);

describe.skipIf(postgresUrl === undefined)("a worker beside others, on PostgreSQL", () => {
	test("hears at once of a report that another process accepts", async () => {
		const { url, drop } = await newPostgresDatabase();
		const directory = mkdtempSync(join(tmpdir(), "openhours-workers-"));
		const settings = { ...DEFAULT_SETTINGS, databaseUrl: url };
		const logger = pino({ level: "silent" });
		const workers = await startWorkers(settings, FACTS, { concurrency: 1, logger });
		const other = await openServices(settings, FACTS, { supervises: false, onError: () => {} });
		await importSample(other.services, directory);
		await after(1_500); // until the worker has nothing to do but to listen
		const { reportId } = await triggerReport(other.services);
		const report = await untilFinished(other.services, reportId);
		// It takes some milliseconds; without being told, a worker looks every five seconds.
		expect((report.startedAt as number) - report.requestedAt).toBeLessThan(2_000);
		await other.close(0);
		await workers.close();
		await drop();
		rmSync(directory, { recursive: true });
	});
});
