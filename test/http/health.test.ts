import { describe, expect, onTestFinished, test } from "vitest";
import { HealthDocument, ReadinessDocument } from "../../src/contract/health.ts";
import { openDatabase } from "../../src/database/engine/open.ts";
import { migrate } from "../../src/database/migrate.ts";
import { buildApp } from "../../src/http/app.ts";
import type { QueueReadiness } from "../../src/service/readiness.ts";
import {
	describeOnBothEngines,
	newPostgresDatabase,
	postgresUrl,
	type TestDatabase,
} from "../database/databases.ts";
import { testServices } from "../service/services.ts";
import { documentOf } from "./answers.ts";

const NOON = Date.UTC(2023, 0, 25, 12);

const QUEUE: QueueReadiness = { areTablesThere: async () => true, doWorkersRun: () => true };

const start = ({ database }: Pick<TestDatabase, "database">, queue?: QueueReadiness) =>
	buildApp(testServices(database, NOON), { queue });

describeOnBothEngines("a server", (given) => {
	const readiness = async (status: number, queue?: QueueReadiness) =>
		documentOf(await start(given, queue).inject("/readyz"), status, ReadinessDocument);

	test("is alive, whatever else is", async () => {
		const answer = await buildApp(testServices(undefined as never, NOON)).inject("/healthz");
		expect(documentOf(answer, 200, HealthDocument)).toEqual({ status: "ok" });
	});

	test("is ready when all that it needs is there", async () => {
		expect(await readiness(200, QUEUE)).toEqual({
			status: "ready",
			checks: { database: "ok", migrations: "ok", queue: "ok", workers: "ok" },
		});
		const withoutWorkers = { ...QUEUE, doWorkersRun: () => undefined };
		expect((await readiness(200, withoutWorkers)).checks).toMatchObject({ workers: "off" });
		expect((await readiness(200)).checks).toMatchObject({ queue: "off", workers: "off" });
	});

	test.each<[string, Partial<QueueReadiness>]>([
		["queue", { areTablesThere: async () => false }],
		["queue", { areTablesThere: () => Promise.reject(new Error("secret of ours")) }],
		["workers", { doWorkersRun: () => false }],
	])("is not ready when its %s is not", async (part, difference) => {
		const answer = await start(given, { ...QUEUE, ...difference }).inject("/readyz");
		const document = documentOf(answer, 503, ReadinessDocument);
		expect(document).toEqual({
			status: "not_ready",
			checks: { database: "ok", migrations: "ok", queue: "ok", workers: "ok", [part]: "failed" },
		});
		expect(answer.body).not.toContain("secret");
		expect(answer.headers["cache-control"]).toBe("no-store");
	});

	test("is not ready when the tables are of another version", async () => {
		const change = (from: string, to: string) =>
			given.database.script(
				`update schema_migration set checksum = '${to}' where checksum = '${from}'`,
			);
		const { checksum } = await given.database.tables
			.selectFrom("schema_migration")
			.select("checksum")
			.where("version", "=", 2)
			.executeTakeFirstOrThrow();
		await change(checksum, "another");
		onTestFinished(() => change("another", checksum));
		expect((await readiness(503, QUEUE)).checks).toMatchObject({
			database: "ok",
			migrations: "failed",
		});
	});

	test("that has to wait for its database says so in time, and is ready again after", async () => {
		const app = start(given, QUEUE);
		const holding = Promise.withResolvers<void>();
		const released = Promise.withResolvers<void>();
		const holder = given.database.transaction(async (tx) => {
			// PGlite waits for the transaction, PostgreSQL for the lock.
			await tx.script("lock table schema_migration in access exclusive mode");
			holding.resolve();
			await released.promise;
		});
		await holding.promise;
		const waiting = Array.from({ length: 5 }, () => app.inject("/readyz"));
		for (const answer of await Promise.all(waiting))
			expect(documentOf(answer, 503, ReadinessDocument).checks).toEqual({
				database: given.engine === "PGlite" ? "failed" : "ok",
				migrations: "failed",
				queue: "ok",
				workers: "ok",
			});
		released.resolve();
		await holder;
		documentOf(await app.inject("/readyz"), 200, ReadinessDocument);
	});
});

describe.skipIf(postgresUrl === undefined)("a server whose database is gone", () => {
	test("is alive and not ready, and says nothing of where that was", async () => {
		const { url, drop } = await newPostgresDatabase();
		const database = await openDatabase({ url });
		onTestFinished(() => database.close());
		await migrate(database);
		const app = start({ database }, QUEUE);
		documentOf(await app.inject("/readyz"), 200, ReadinessDocument);
		await drop();
		const answer = await app.inject("/readyz");
		expect(documentOf(answer, 503, ReadinessDocument).checks).toEqual({
			database: "failed",
			migrations: "failed",
			queue: "ok",
			workers: "ok",
		});
		expect(answer.body).not.toMatch(/127\.0\.0\.1|localhost|postgres/);
		documentOf(await app.inject("/healthz"), 200, HealthDocument);
	});
});
