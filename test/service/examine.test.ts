import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { DAY_MS, MINUTE_MS, SECOND_MS } from "../../src/core/instant.ts";
import { openDatabase } from "../../src/database/engine/open.ts";
import { instantValue } from "../../src/database/instant-value.ts";
import { readMigrations } from "../../src/database/migrations.ts";
import { manyQueueCounts } from "../../src/database/queue-health.ts";
import { openBoss } from "../../src/jobs/boss.ts";
import { BossHealth } from "../../src/jobs/boss-health.ts";
import type { AccessSettings } from "../../src/service/examine/access.ts";
import { judgeSkew } from "../../src/service/examine/clock.ts";
import { examineDisk, judgeSpace } from "../../src/service/examine/disk.ts";
import type { Finding, Subject } from "../../src/service/examine/finding.ts";
import { compareMigrations } from "../../src/service/examine/migrations.ts";
import { examineRetention } from "../../src/service/examine/partitions.ts";
import { examineConnections, examineWriting } from "../../src/service/examine/server.ts";
import { inBytes, inTime } from "../../src/service/examine/words.ts";
import { examineZoneDataVersion } from "../../src/service/examine/zones.ts";
import { type ExaminedDatabase, examineDatabase } from "../../src/service/examine.ts";
import { createKey, revokeKey } from "../../src/service/keys.ts";
import {
	describeOnBothEngines,
	describeOnPostgres,
	newPostgresDatabase,
	type TestDatabase,
} from "../database/databases.ts";
import { testServices } from "./services.ts";

function examine(
	{ database }: TestDatabase,
	differences: Partial<ExaminedDatabase> = {},
): Promise<Finding[]> {
	return examineDatabase({
		database,
		place: "the database under test",
		queue: new BossHealth(database),
		now: () => Date.now(),
		defaultZone: "America/Chicago",
		keepPollsMs: undefined,
		access: { host: "127.0.0.1", anonymous: undefined, isBehindProxy: false },
		...differences,
	});
}

/** What was found of a subject that is not ok. */
async function troubles(
	given: TestDatabase,
	subject: Subject,
	differences?: Partial<ExaminedDatabase>,
): Promise<Finding[]> {
	const findings = await examine(given, differences);
	return findings.filter((found) => found.subject === subject && found.verdict !== "ok");
}

/** Does something to the database until the test is done. */
async function meanwhile(given: TestDatabase, statements: string, undo: string): Promise<void> {
	await given.database.script(statements);
	onTestFinished(() => given.database.script(undo));
}

async function addStore(
	given: TestDatabase,
	store: { readonly id: string; readonly timezone?: string; readonly polledAt?: number },
): Promise<void> {
	const polledAt = store.polledAt === undefined ? null : instantValue(store.polledAt);
	await given.database.tables
		.insertInto("store")
		.values({
			store_id: store.id,
			timezone: store.timezone ?? null,
			first_poll_at: polledAt,
			last_poll_at: polledAt,
		})
		.execute();
	onTestFinished(async () => {
		await given.database.tables.deleteFrom("store").where("store_id", "=", store.id).execute();
	});
}

async function makeQueue({ database }: TestDatabase): Promise<void> {
	const boss = await openBoss(database, { supervises: false, onError: () => {} });
	await boss.stop({ graceful: false });
}

describeOnBothEngines("a database whose queue was never opened", (given) => {
	test("is told how to make its tables, and they are not made by looking", async () => {
		expect(await troubles(given, "queue")).toEqual([
			{
				subject: "queue",
				verdict: "note",
				found: "it has no tables yet",
				remedy: expect.stringContaining("openhours migrate"),
			},
		]);
		const { rows } = await sql`select to_regnamespace('pgboss') as made`.execute(
			given.database.tables,
		);
		expect(rows).toEqual([{ made: null }]);
	});
});

describeOnBothEngines("looking at a database", (given) => {
	beforeAll(() => makeQueue(given));

	test("finds nothing where all is well, and says what there is", async () => {
		const findings = await examine(given);
		expect(findings.filter(({ verdict }) => verdict !== "ok")).toEqual([]);
		const said = findings.map(({ subject, found }) => `${subject}: ${found}`).join("\n");
		expect(said).toContain("database: the database under test");
		expect(said).toContain(`all ${readMigrations().length} steps are applied`);
		expect(said).toContain("queue: nothing waits");
		expect(said).toContain("clock: no poll was imported yet");
	});

	test("a schema of a newer version is told, and the rest is looked at all the same", async () => {
		await meanwhile(
			given,
			"insert into schema_migration (version, name, checksum) values (9999, 'later', 'x')",
			"delete from schema_migration where version = 9999",
		);
		const findings = await examine(given);
		const [newer] = findings.filter(({ verdict }) => verdict !== "ok");
		expect(newer).toMatchObject({ subject: "migrations", verdict: "wrong" });
		expect(newer?.found).toMatch(/at version 9999.*a newer one used them/);
		expect(findings.map(({ subject }) => subject)).toEqual(
			expect.arrayContaining(["partitions", "queue", "zone data", "clock"]),
		);
	});

	test("a step that was edited is named", async () => {
		const [, second] = readMigrations();
		await meanwhile(
			given,
			"update schema_migration set checksum = 'of something else' where version = 2",
			`update schema_migration set checksum = '${second?.checksum}' where version = 2`,
		);
		const [edited] = await troubles(given, "migrations");
		expect(edited?.verdict).toBe("wrong");
		expect(edited?.found).toContain("step 2 (stores_and_polls)");
	});

	test("a step that is missing is named, with the command that applies it", async () => {
		const last = readMigrations().at(-1);
		await meanwhile(
			given,
			`delete from schema_migration where version = ${last?.version}`,
			`insert into schema_migration (version, name, checksum)
				values (${last?.version}, '${last?.name}', '${last?.checksum}')`,
		);
		const [missing] = await troubles(given, "migrations");
		expect(missing?.verdict).toBe("wrong");
		expect(missing?.found).toContain(`missing: ${last?.version} (${last?.name})`);
		expect(missing?.remedy).toContain("run openhours migrate");
	});

	test("a table that is not as it should be is told, and the rest is looked at all the same", async () => {
		await meanwhile(
			given,
			"alter table webhook rename to webhook_once",
			"alter table webhook_once rename to webhook",
		);
		const findings = await examine(given);
		const wrong = findings.filter(({ verdict }) => verdict !== "ok");
		expect(wrong).toMatchObject([{ subject: "webhooks", verdict: "wrong" }]);
		expect(wrong[0]?.found).toMatch(/could not be looked at:.*webhook/);
		expect(findings.at(-1)).toMatchObject({ subject: "clock", verdict: "ok" });
	});

	test("the months of polls are told from the first to the last", async () => {
		await meanwhile(
			given,
			`create table store_day_2026_02 partition of store_day for values from ('2026-02-01') to ('2026-03-01');
			create table store_day_2026_04 partition of store_day for values from ('2026-04-01') to ('2026-05-01')`,
			"drop table store_day_2026_02, store_day_2026_04",
		);
		const partitions = (await examine(given)).filter(({ subject }) => subject === "partitions");
		expect(partitions).toMatchObject([{ verdict: "ok" }]);
		expect(partitions[0]?.found).toMatch(/^2 months of polls, 2026-02 to 2026-04, /);
	});

	test("a partition that holds other days than its name says is named", async () => {
		await meanwhile(
			given,
			"create table store_day_2026_02 partition of store_day for values from ('2026-02-01') to ('2026-03-02')",
			"drop table store_day_2026_02",
		);
		const [lying] = await troubles(given, "partitions");
		expect(lying?.verdict).toBe("wrong");
		expect(lying?.found).toBe(
			"the partition store_day_2026_02 holds the days from 2026-02-01 to before 2026-03-02, not those of its name",
		);
		expect(lying?.remedy).toContain("detach partition store_day_2026_02");
	});

	test("a partition that is of no month is named", async () => {
		await meanwhile(
			given,
			"create table store_day_else partition of store_day default",
			"drop table store_day_else",
		);
		const [other] = await troubles(given, "partitions");
		expect(other?.found).toContain("store_day_else");
		expect(other?.found).toContain("its name is of no month");
	});

	test("polls that were dropped without a trace of what was carried along are wrong", async () => {
		await meanwhile(
			given,
			"insert into poll_retention (kept_from, carried_polls) values ('2026-02-01', 0)",
			"delete from poll_retention",
		);
		const [lost] = await troubles(given, "partitions");
		expect(lost?.verdict).toBe("wrong");
		expect(lost?.found).toContain("polls of before 2026-02-01 were dropped");
	});

	test("months that should have been dropped long ago are told where polls are not kept for ever", async () => {
		await meanwhile(
			given,
			"create table store_day_2026_01 partition of store_day for values from ('2026-01-01') to ('2026-02-01')",
			"drop table store_day_2026_01",
		);
		await addStore(given, { id: "polled", polledAt: Date.parse("2026-09-15T12:00Z") });
		const now = () => Date.parse("2026-09-15T13:00Z");
		expect(await troubles(given, "partitions", { now })).toEqual([]);
		expect(await troubles(given, "partitions", { now, keepPollsMs: 170 * DAY_MS })).toEqual([]);
		const [overdue] = await troubles(given, "partitions", { now, keepPollsMs: 100 * DAY_MS });
		expect(overdue?.verdict).toBe("wrong");
		expect(overdue?.found).toContain("those of 2026-01 are still there: nobody keeps house");
	});

	test("jobs that wait for over a minute without any worker are wrong", async () => {
		await addJob(given, { queue: "begin-report", waitedMs: 3 * MINUTE_MS });
		const [waiting] = await troubles(given, "queue");
		expect(waiting?.verdict).toBe("wrong");
		expect(waiting?.found).toMatch(
			/^begin-report: 1 waiting, the first for 3 minutes, and no worker/,
		);
		expect(waiting?.remedy).toContain("openhours worker");
	});

	test("jobs that are not due yet, or came a moment ago, are as they should be", async () => {
		await addJob(given, { queue: "begin-report", waitedMs: 2 * SECOND_MS });
		await addJob(given, { queue: "import-settled", waitedMs: -5 * MINUTE_MS });
		expect(await troubles(given, "queue")).toEqual([]);
	});

	test("a queue of an older or newer version is told", async () => {
		const { versionWanted } = new BossHealth(given.database);
		await meanwhile(
			given,
			`update pgboss.version set version = ${versionWanted - 1}`,
			`update pgboss.version set version = ${versionWanted}`,
		);
		const [older] = await troubles(given, "queue");
		expect(older).toMatchObject({ verdict: "wrong" });
		expect(older?.remedy).toContain("openhours migrate");
		await given.database.script(`update pgboss.version set version = ${versionWanted + 1}`);
		const [newer] = await troubles(given, "queue");
		expect(newer?.found).toContain("a newer one used them");
	});

	test("a queue whose tables were changed by hand is told, with what differs", async () => {
		await meanwhile(
			given,
			"alter table pgboss.schedule add column remark text",
			"alter table pgboss.schedule drop column remark",
		);
		const [drifted] = await troubles(given, "queue");
		expect(drifted?.verdict).toBe("wrong");
		expect(drifted?.found).toContain("other columns of schedule");
	});

	test("a report that no job is about any more is named", async () => {
		const reportId = randomUUID();
		await given.database.tables
			.insertInto("report")
			.values({
				report_id: reportId,
				parameters: "{}",
				range_names: ["last_hour"],
				requested_at: instantValue(Date.now() - 61 * MINUTE_MS),
				fingerprint: reportId,
			})
			.execute();
		onTestFinished(() => given.database.script("delete from report"));
		const [forgotten] = await troubles(given, "queue");
		expect(forgotten?.verdict).toBe("wrong");
		expect(forgotten?.found).toContain(reportId);
		await addJob(given, { queue: "begin-report", waitedMs: 0, data: { reportId } });
		expect(await troubles(given, "queue")).toEqual([]);
	});

	describe("and its keys", () => {
		const NOW = Date.UTC(2026, 0, 1);
		const access = (differences: Partial<AccessSettings> = {}) => ({
			now: () => NOW,
			access: { host: "127.0.0.1", anonymous: undefined, isBehindProxy: false, ...differences },
		});
		const create = async (name: string, expiresAt?: number) => {
			const services = testServices(given.database, NOW - DAY_MS);
			const { keyId } = await createKey(services, { name, scope: "read", expiresAt });
			onTestFinished(() => given.database.script("delete from api_key"));
			return { revoke: () => revokeKey(services, keyId) };
		};

		test("none is asked for on its own machine before one was made", async () => {
			for (const host of ["localhost", "127.0.0.2", "::1"])
				expect(await troubles(given, "access", access({ host }))).toEqual([]);
		});

		test("without any, a server that others reach does not start", async () => {
			for (const differences of [
				{ host: "0.0.0.0" },
				{ host: "::" },
				{ host: "openhours.example.com", anonymous: "none" },
				{ isBehindProxy: true },
			] as const) {
				const [trouble] = await troubles(given, "access", access(differences));
				expect(trouble).toMatchObject({
					verdict: "wrong",
					found: expect.stringMatching(/^no key is good, and others reach .* does not start$/),
					remedy: expect.stringContaining("openhours keys create"),
				});
			}
		});

		test("that are all revoked or expired leave a server that nobody can use", async () => {
			await (await create("revoked")).revoke();
			await create("expired", NOW);
			for (const anonymous of [undefined, "none"] as const)
				expect(await troubles(given, "access", access({ anonymous }))).toMatchObject([
					{ verdict: "note", found: "no key is good: nobody can use a server" },
				]);
			expect(await troubles(given, "access", access({ anonymous: "read" }))).toEqual([]);
		});

		test("that expire within two weeks are named, the first to expire first", async () => {
			await create("for good");
			await create("later", NOW + 15 * DAY_MS);
			expect(await troubles(given, "access", access({ host: "0.0.0.0" }))).toEqual([]);
			await create("second", NOW + 14 * DAY_MS);
			await create("first", NOW + DAY_MS);
			await (await create("revoked", NOW + DAY_MS)).revoke();
			const [soon] = await troubles(given, "access", access({ host: "0.0.0.0" }));
			expect(soon).toMatchObject({
				verdict: "note",
				found:
					"2 keys expire within two weeks: first (2026-01-02T00:00:00.000Z), second (2026-01-15T00:00:00.000Z)",
			});
		});

		test("are worth a note when others may write without any", async () => {
			for (const [anonymous, count] of [
				["read", 0],
				["write", 1],
				["admin", 1],
			] as const)
				for (const [host, here] of [
					["0.0.0.0", count],
					["127.0.0.1", 0],
				] as const)
					expect(await troubles(given, "access", access({ host, anonymous }))).toHaveLength(here);
		});
	});

	test("webhooks that are told nothing, and messages that were given up, are notes", async () => {
		const [webhookId, reportId] = [randomUUID(), randomUUID()];
		const now = instantValue(Date.now());
		await given.database.tables
			.insertInto("webhook")
			.values({
				webhook_id: webhookId,
				url: "https://example.com",
				secret: "whsec_",
				created_at: now,
				disabled_at: now,
				disabled_because: "it answered 410 Gone",
			})
			.execute();
		onTestFinished(() => given.database.script("delete from webhook"));
		await given.database.tables
			.insertInto("webhook_delivery")
			.values({
				delivery_id: randomUUID(),
				webhook_id: webhookId,
				report_id: reportId,
				event: "report.complete",
				body: "{}",
				state: "failed",
				created_at: now,
				last_attempt_at: now,
				last_error: "it answered 410 Gone",
			})
			.execute();
		expect(await troubles(given, "webhooks")).toMatchObject([
			{ verdict: "note", found: "1 webhook disabled" },
			{ verdict: "note", found: "1 message given up in a day" },
		]);
	});

	test("a zone that nobody knows is wrong for reports, and a note for the views", async () => {
		await addStore(given, { id: "probe", timezone: "Mars/Phobos" });
		const [here, there] = await troubles(given, "zone data");
		expect(here?.verdict).toBe("wrong");
		expect(here?.found).toContain("1 zone of 1 store (Mars/Phobos) is unknown to this program");
		expect(there?.verdict).toBe("note");
		expect(there?.found).toContain("unknown to PostgreSQL");
	});

	test("a zone that is known everywhere is as it should be, and so is the default one", async () => {
		await addStore(given, { id: "own", timezone: "Asia/Kolkata" });
		await addStore(given, { id: "default" });
		expect(await troubles(given, "zone data")).toEqual([]);
	});

	test("a poll from the future is wrong, and one of last week a note", async () => {
		await addStore(given, { id: "early", polledAt: Date.now() + 90 * MINUTE_MS });
		const [future] = await troubles(given, "clock");
		expect(future?.verdict).toBe("wrong");
		expect(future?.found).toMatch(/in \d+ minutes: store early$/);
		const inAWeek = () => Date.now() + 7 * DAY_MS;
		const [, old] = await troubles(given, "clock", { now: inAWeek });
		expect(old).toMatchObject({ verdict: "note" });
		expect(old?.found).toMatch(/^the newest poll is 6 days old/);
	});

	test("a clock that differs from the database's is told with the side that it is off to", async () => {
		const [ahead] = await troubles(given, "clock", { now: () => Date.now() - 20 * SECOND_MS });
		expect(ahead?.verdict).toBe("wrong");
		expect(ahead?.found).toMatch(/the database's clock is (?:19|20)\.\d s ahead of this machine's/);
		const [behind] = await troubles(given, "clock", { now: () => Date.now() + 20 * SECOND_MS });
		expect(behind?.found).toMatch(/behind this machine's/);
	});

	// Elsewhere others write at the same time, and take numbers of transactions too.
	if (given.engine === "PGlite")
		test("writes nothing at all", async () => {
			const nextTransaction = async () => {
				const { rows } = await sql<{ next: string }>`
					select pg_snapshot_xmax(pg_current_snapshot())::text as next
				`.execute(given.database.tables);
				return rows;
			};
			const before = await nextTransaction();
			await examine(given);
			expect(await nextTransaction()).toEqual(before);
		});
});

/** Puts a job in line as if that had been so long ago. */
async function addJob(
	{ database }: TestDatabase,
	job: { readonly queue: string; readonly waitedMs: number; readonly data?: object },
): Promise<void> {
	const boss = await openBoss(database, { supervises: false, onError: () => {} });
	await boss.insert(job.queue, [{ data: job.data ?? {} }]);
	await boss.stop({ graceful: false });
	await database.script(`
		update pgboss.job
		set created_on = now() - interval '${job.waitedMs} milliseconds',
			start_after = now() - interval '${job.waitedMs} milliseconds'
		where name = '${job.queue}'
	`);
	onTestFinished(() => database.script("delete from pgboss.job"));
}

describeOnPostgres("a database that many processes use", (given) => {
	test("says how many connections are in use, and who works on the queue", async () => {
		const boss = await openBoss(given.database, { supervises: true, onError: () => {} });
		const busy = Promise.withResolvers<void>();
		await boss.work("begin-report", () => busy.promise);
		onTestFinished(async () => {
			busy.resolve();
			await boss.stop({ graceful: false });
		});
		await boss.insert("begin-report", [{}]);
		const counts = async () => (await manyQueueCounts(given.database))[1];
		await expect.poll(counts).toMatchObject({ queue: "begin-report", active: 1 });
		await addJob(given, { queue: "begin-report", waitedMs: 11 * MINUTE_MS });
		// It says what it works on with its next sign of life.
		const liveProcesses = () => new BossHealth(given.database).liveProcesses();
		await expect
			.poll(liveProcesses, { timeout: 40_000, interval: 500 })
			.toMatchObject([{ pid: process.pid, queues: ["begin-report"] }]);
		const said = (await examine(given)).map(({ found }) => found).join("\n");
		expect(said).toMatch(/\d+ of \d+ connections are in use/);
		expect(said).toContain(`1 worker alive: process ${process.pid} on `);
		expect(await troubles(given, "queue")).toMatchObject([
			{
				verdict: "note",
				found:
					"begin-report: 1 waiting, the first for 11 minutes, 1 being done: the workers cannot keep up",
			},
		]);
	});

	test("that has no tables is told how to make them, and none are made by looking", async () => {
		await given.database.script("create schema elsewhere");
		const url = new URL(given.database.url as string);
		url.searchParams.set("options", "-c search_path=elsewhere");
		const empty = await openDatabase({ url: url.href });
		onTestFinished(() => empty.close());
		const findings = await examine({ ...given, database: empty });
		expect(findings.filter(({ verdict }) => verdict !== "ok")).toMatchObject([
			{ subject: "migrations", verdict: "note", found: "there are no tables yet" },
		]);
		const { rows } = await sql`select from pg_tables where schemaname = 'elsewhere'`.execute(
			empty.tables,
		);
		expect(rows).toEqual([]);
	});

	test("that is dropped meanwhile is told once, and not again of everything that was in it", async () => {
		const { url, drop } = await newPostgresDatabase();
		const dropped = await openDatabase({ url });
		onTestFinished(() => dropped.close());
		await drop();
		expect(await examine({ ...given, database: dropped })).toMatchObject([
			{ subject: "database", verdict: "wrong" },
		]);
	});
});

describe("what is found", () => {
	const verdictOfSpace = (freeBytes: number, totalBytes: number) =>
		judgeSpace({ freeBytes, totalBytes }, "/data").verdict;

	test("of a disk is wrong under 256 MB or 2 %, and a note under 1 GB or 10 %", () => {
		expect(verdictOfSpace(255e6, 1e9)).toBe("wrong");
		expect(verdictOfSpace(1.9e9, 100e9)).toBe("wrong");
		expect(verdictOfSpace(900e6, 2e9)).toBe("note");
		expect(verdictOfSpace(9e9, 100e9)).toBe("note");
		expect(verdictOfSpace(10e9, 100e9)).toBe("ok");
	});

	test("of a disk is found by the nearest directory that is there", async () => {
		const [found] = await examineDisk(`${import.meta.dirname}/not/there`);
		expect(found?.found).toContain("are free");
	});

	test("of a clock is wrong over five seconds, and a note over one", () => {
		expect([0, 999, -1_001, 5_000, 5_001, -6_000].map((ms) => judgeSkew(ms).verdict)).toEqual([
			"ok",
			"ok",
			"note",
			"note",
			"wrong",
			"wrong",
		]);
	});

	test("of a server that cannot be written to says what to change", () => {
		const fine = {
			isStandby: false,
			isReadOnly: false,
			schema: "public",
			mayCreate: true,
			user: "anna",
		};
		expect(examineWriting(fine)).toEqual([]);
		expect(examineWriting({ ...fine, isStandby: true })[0]?.remedy).toContain("primary");
		expect(examineWriting({ ...fine, isReadOnly: true })[0]?.remedy).toContain('role "anna"');
		expect(examineWriting({ ...fine, schema: undefined })[0]?.remedy).toContain("create schema");
		expect(examineWriting({ ...fine, mayCreate: false })[0]?.remedy).toContain("grant create");
	});

	test("of connections is a note when fewer than 20 are left", () => {
		const verdict = (connectionsUsed: number) =>
			examineConnections({ connectionsUsed, connectionsMax: 97 }).verdict;
		expect([77, 78].map(verdict)).toEqual(["ok", "note"]);
	});

	test("of zone data is a note once they are certainly more than a year old", () => {
		const verdict = (version: string) =>
			examineZoneDataVersion(version, Date.parse("2027-03-01T00:00Z")).verdict;
		expect(["2027a", "2026c", "2025b", "unknown"].map(verdict)).toEqual(["ok", "ok", "note", "ok"]);
	});

	test("of steps tells a gap from what is missing at the end", () => {
		const step = (version: number) => ({
			version,
			name: `step_${version}`,
			checksum: `${version}`,
		});
		const known = [1, 2, 3].map(step);
		expect(compareMigrations([], known).state).toBe("none");
		expect(compareMigrations(known, known).state).toBe("this version");
		const [missing] = compareMigrations([1, 2].map(step), known).findings;
		expect(missing?.found).toBe("2 of 3 steps are applied; missing: 3 (step_3)");
		const [gap] = compareMigrations([1, 3].map(step), known).findings;
		expect(gap?.remedy).toContain("restore the table schema_migration");
		const [newer] = compareMigrations([1, 2, 3, 4].map(step), known).findings;
		expect(newer?.found).toContain("at version 4");
	});

	test("of months that are past their time leaves housekeeping two months", () => {
		const january = [{ name: "store_day_2026_01", from: "2026-01-01", to: "2026-02-01", bytes: 0 }];
		expect(examineRetention(january, "2026-03-31")).toEqual([]);
		expect(examineRetention(january, "2026-04-30")).toHaveLength(1);
		expect(examineRetention([], "2026-04-30")).toEqual([]);
	});

	test("is written as people read it", () => {
		expect([0, 999, 61_300_000, 2e12].map(inBytes)).toEqual([
			"0 bytes",
			"999 bytes",
			"61.3 MB",
			"2.0 TB",
		]);
		expect([0, 1_000, 119_000, 120_000, 47 * 3_600_000, 2 * DAY_MS].map(inTime)).toEqual([
			"0 seconds",
			"1 second",
			"119 seconds",
			"2 minutes",
			"47 hours",
			"2 days",
		]);
	});
});
