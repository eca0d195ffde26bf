import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { openDatabase } from "../../src/database/engine/open.ts";
import { migrate } from "../../src/database/migrate.ts";
import { OpenhoursProcess, openhours } from "./openhours.ts";

const directory = mkdtempSync(join(tmpdir(), "openhours-refusals-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const data = (name: string) => ({ OPENHOURS_DATA: join(directory, name) });

function oneStore(): string {
	const path = join(directory, "polls.csv");
	writeFileSync(path, "store_id,timestamp_utc,status\n1,2023-01-25 18:00:00 UTC,active\n");
	return path;
}

describe("what cannot be done is said in words that help", () => {
	test("a database that does not answer: host and port, never the password", async () => {
		const { code, stderr } = await openhours(["import", "--polls", oneStore()], {
			DATABASE_URL: "postgres://somebody:hunter2@127.0.0.1:1/orders",
		});
		expect(code).toBe(1);
		expect(stderr).toMatch(/127\.0\.0\.1:1\b.*does not answer/s);
		expect(stderr).not.toContain("hunter2");
		expect(stderr).not.toMatch(/\n\s+at /);
	});

	test("a date for files that have none, and what is no date", async () => {
		const valid = (date: string, ...more: string[]) =>
			openhours(["import", "--polls", oneStore(), "--valid-from", date, ...more], data("dates"));
		const without = await valid("2026-03-01");
		expect(without.code).toBe(2);
		expect(without.stderr).toContain("--valid-from is about hours and zones");
		const wrong = await valid("2026-02-30", "--hours", oneStore());
		expect(wrong.code).toBe(2);
		expect(wrong.stderr).toContain("Write a date that exists, as 2026-03-01.");
	});

	test("but a date for hours is not: they are valid from it", async () => {
		const path = join(directory, "hours.csv");
		writeFileSync(path, "store_id,day,start_time_local,end_time_local\n1,0,09:00,17:00\n");
		const settings = data("valid");
		const hours = (...more: string[]) => openhours(["import", "--hours", path, ...more], settings);
		expect(await hours("--valid-from", "2026-03-01")).toMatchObject({ code: 0, stderr: "" });
		const database = await openDatabase({ directory: settings.OPENHOURS_DATA });
		expect(await database.plain("select valid_from::text from business_week")).toEqual([
			{ valid_from: "2026-03-01" },
		]);
		await database.close();
	});

	test("a port that is in use: which one, and how to choose another", async () => {
		const taken = createServer();
		await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
		const { port } = taken.address() as { port: number };
		const { code, stderr } = await openhours(["serve", "--port", String(port)], data("port"));
		expect(code).toBe(1);
		expect(stderr).toContain(`port ${port} of 127.0.0.1 is in use`);
		expect(stderr).toContain("--port");
		taken.close();
	});

	test("an address that is not this machine's", async () => {
		const { code, stderr } = await openhours(["serve", "--host", "192.0.2.1"], data("host"));
		expect(code).toBe(1);
		expect(stderr).toContain("192.0.2.1 is not an address of this machine");
	});

	test("an address that others reach, without a key: the two things that can be done", async () => {
		const serve = ["serve", "--host", "0.0.0.0", "--port", "0"];
		for (const anonymous of [{}, { OPENHOURS_ANONYMOUS: "none" }]) {
			const { code, stderr } = await openhours(serve, { ...data("open"), ...anonymous });
			expect(code).toBe(1);
			expect(stderr).toContain("others than this machine reach 0.0.0.0");
			expect(stderr).toContain("openhours keys create");
			expect(stderr).toContain("OPENHOURS_ANONYMOUS");
			expect(stderr).not.toMatch(/\n\s+at |There are no keys/);
		}
	});

	test("a data directory that a server has: which process, and where it answers", async () => {
		const server = new OpenhoursProcess(["serve", "--port", "0"], data("locked"));
		const [, url] = (await server.printed(/answers at (http:\S+)/)) as unknown as [string, string];
		const { code, stderr } = await openhours(["import", "--polls", oneStore()], data("locked"));
		expect(code).toBe(1);
		expect(stderr).toContain(url);
		expect(stderr).toMatch(/in use by process \d+/);
		await server.kill("SIGTERM");
	});

	test("a database of a newer version than the program", async () => {
		const settings = data("newer");
		const database = await openDatabase({ directory: settings.OPENHOURS_DATA });
		await migrate(database);
		await database.tables
			.insertInto("schema_migration")
			.values({ version: 9_999, name: "from_the_future", checksum: "x" })
			.execute();
		await database.close();
		const { code, stderr } = await openhours(["import", "--polls", oneStore()], settings);
		expect(code).toBe(1);
		expect(stderr).toMatch(/schema version 9999.*newer Openhours/s);
	});

	test("a database that is damaged: what to do, and the command ends", async () => {
		const settings = data("damaged");
		await openhours(["import", "--polls", oneStore()], settings);
		writeFileSync(
			join(settings.OPENHOURS_DATA, "pglite/global/pg_control"),
			"no longer what it was",
		);
		const { code, stderr } = await openhours(["import", "--polls", oneStore()], settings);
		expect(code).toBe(1);
		expect(stderr).toContain("cannot be started. Restore it from a backup");
	});

	test("a data directory that is a file", async () => {
		const { code, stderr } = await openhours(["import", "--polls", oneStore()], {
			OPENHOURS_DATA: oneStore(),
		});
		expect(code).toBe(2);
		expect(stderr).toContain("is not a directory");
	});

	test("waiting for a report that nobody can compute: who would, and nothing is asked for", async () => {
		const settings = data("waiting");
		await openhours(["import", "--polls", oneStore()], settings);
		const { code, stdout, stderr } = await openhours(["reports", "trigger", "--wait"], settings);
		expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
		expect(stderr).toContain("leave out --wait, and run openhours worker or openhours serve");
		expect((await openhours(["reports", "list"], settings)).stdout).not.toContain("queued");
	});

	test("an import without any file", async () => {
		const { code, stderr } = await openhours(["import"], data("none"));
		expect(code).toBe(2);
		expect(stderr).toContain("name at least one file");
	});

	test("settings that make no sense, all of them at once", async () => {
		const { code, stderr } = await openhours(["serve"], {
			OPENHOURS_PORT: "many",
			OPENHOURS_MISSING_DAY: "maybe",
			OPENHOURS_PROT: "80",
		});
		expect(code).toBe(2);
		for (const name of ["OPENHOURS_PORT", "OPENHOURS_MISSING_DAY", "OPENHOURS_PROT"])
			expect(stderr).toContain(name);
	});

	test("an import with --strict and a bad row stores nothing", async () => {
		const settings = data("strict");
		const polls = join(directory, "bad.csv");
		writeFileSync(
			polls,
			"store_id,timestamp_utc,status\n1,2023-01-25 18:00:00 UTC,active\n1,2023-01-25 18:10:00 UTC,perhaps\n",
		);
		const strict = await openhours(["import", "--strict", "--polls", polls], settings);
		expect(strict.code).toBe(2);
		expect(strict.stderr).toContain('line 3: status "perhaps" is not a status');
		const lenient = await openhours(["import", "--polls", polls], settings);
		expect(lenient.code).toBe(0);
		expect(lenient.stdout).toContain("polls: 1 new");
	});
});
