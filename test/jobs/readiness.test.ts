import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { describe, expect, onTestFinished, test } from "vitest";
import { DEFAULT_SETTINGS } from "../../src/config/settings.ts";
import { startWorkers } from "../../src/start-workers.ts";
import { newPostgresDatabase, postgresUrl } from "../database/databases.ts";

const FACTS = { version: "0.0.0", zoneDataVersion: "2026c", now: () => Date.now() };

for (const engine of ["PGlite", "PostgreSQL"] as const)
	describe.skipIf(engine === "PostgreSQL" && postgresUrl === undefined)(
		`the queue of a process, on ${engine},`,
		() => {
			async function start(concurrency: number) {
				const directory = mkdtempSync(join(tmpdir(), "openhours-readiness-"));
				onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
				const made = engine === "PostgreSQL" ? await newPostgresDatabase() : undefined;
				if (made !== undefined) onTestFinished(made.drop);
				const settings = {
					...DEFAULT_SETTINGS,
					dataDirectory: join(directory, "data"),
					databaseUrl: made?.url,
				};
				const logger = pino({ level: "silent" });
				const workers = await startWorkers(settings, FACTS, { concurrency, logger });
				onTestFinished(() => workers.close());
				return workers;
			}

			test("says that its tables are there and its workers run, until they are stopped", async () => {
				const { readiness, boss } = await start(2);
				expect(await readiness.areTablesThere()).toBe(true);
				expect(readiness.doWorkersRun()).toBe(true);
				await boss.stop({ graceful: false });
				expect(readiness.doWorkersRun()).toBe(false);
			});

			test("says when its tables are of another version, or gone", async () => {
				const { readiness, services } = await start(0);
				expect(readiness.doWorkersRun()).toBeUndefined();
				await services.database.script("update pgboss.version set version = version - 1");
				expect(await readiness.areTablesThere()).toBe(false);
				await services.database.script("drop schema pgboss cascade");
				expect(await readiness.areTablesThere()).toBe(false);
			});
		},
	);
