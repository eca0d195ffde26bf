import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { expect, test } from "vitest";
import type { Connection, Database } from "../../src/database/engine/database.ts";
import { openDatabase } from "../../src/database/engine/open.ts";
import { PGLITE_MAJOR_VERSION } from "../../src/database/engine/pglite-files.ts";
import { migrate } from "../../src/database/migrate.ts";
import { temporaryDirectory } from "./databases.ts";
import { startProcess } from "./other-process.ts";

async function using<Result>(
	directory: string,
	work: (database: Database) => Promise<Result>,
): Promise<Result> {
	const database = await openDatabase({ directory });
	try {
		await migrate(database);
		return await work(database);
	} finally {
		await database.close();
	}
}

test("a directory is made when it is not there, and keeps what was written", async () => {
	const directory = join(temporaryDirectory(), "not", "there", "yet");
	await using(directory, (database) =>
		database.script("create table kept (number int); insert into kept values (1)"),
	);
	const rows = await using(
		directory,
		async (database) => (await sql`select number from kept`.execute(database.tables)).rows,
	);
	expect(rows).toEqual([{ number: 1 }]);
	expect(readdirSync(directory)).toEqual(["pglite"]);
});

test("everything that was acknowledged before kill -9 is there afterwards", async () => {
	const directory = temporaryDirectory();
	const writer = startProcess(`
		import { openDatabase } from "SOURCES/engine/open.ts";
		import { sql } from "kysely";
		const database = await openDatabase({ directory: ${JSON.stringify(directory)} });
		await database.script("create table acknowledged (number int)");
		for (let number = 1; ; number++) {
			await database.transaction((tx) =>
				sql\`insert into acknowledged select \${number}::int from generate_series(1, 100)\`.execute(tx.tables));
			console.log(number);
		}
	`);
	let acknowledged = 0;
	while (acknowledged < 100) acknowledged = Number(await writer.nextLine());
	await writer.kill();
	expect(existsSync(join(directory, "pglite", "postmaster.pid"))).toBe(true);
	const counts = await using(directory, async (database) => {
		const { rows } = await sql<{ number: number; count: number }>`
			select number, count(*) from acknowledged group by number order by number
		`.execute(database.tables);
		return rows;
	});
	expect(counts.length).toBeGreaterThanOrEqual(acknowledged);
	expect(counts).toEqual(counts.map((_, i) => ({ number: i + 1, count: 100 })));
});

test("a process killed while it made the database leaves no half of one", async () => {
	const directory = temporaryDirectory();
	mkdirSync(join(directory, "pglite.new", "base"), { recursive: true });
	writeFileSync(join(directory, "pglite.new", "PG_VERSION"), PGLITE_MAJOR_VERSION);
	await using(directory, async () => {});
	expect(readdirSync(directory)).toEqual(["pglite"]);
});

test("a directory that lacks files of its database is damaged, and is let go again", async () => {
	const directory = temporaryDirectory();
	await using(directory, async () => {});
	rmSync(join(directory, "pglite", "pg_wal"), { recursive: true });
	await expect(openDatabase({ directory })).rejects.toMatchObject({
		name: "DatabaseError",
		meaning: "damaged",
		message: expect.stringContaining('required WAL directory "pg_wal" does not exist'),
	});
	rmSync(join(directory, "pglite", "PG_VERSION"));
	await expect(openDatabase({ directory })).rejects.toMatchObject({ meaning: "damaged" });
	expect(readdirSync(directory)).toEqual(["pglite"]);
});

test("when PGlite comes to an end, whoever waits for it is told, and the directory is let go", async () => {
	const directory = temporaryDirectory();
	const database = await openDatabase({ directory });
	await database.script("create table much (text text)");
	// Without a place for its log, PostgreSQL ends itself at once.
	rmSync(join(directory, "pglite", "pg_wal"), { recursive: true });
	const write = (connection: Connection) =>
		sql`insert into much select repeat('x', 1000) from generate_series(1, 10000)`.execute(
			connection.tables,
		);
	const ended = { name: "DatabaseError", meaning: "lost" };
	await Promise.all([
		expect(write(database)).rejects.toMatchObject(ended),
		expect(database.transaction(write)).rejects.toMatchObject(ended),
	]);
	await expect(write(database)).rejects.toMatchObject(ended);
	await database.close();
	expect(readdirSync(directory)).toEqual(["pglite"]);
});

test("the version that PGlite is said to be is the one that it is", async () => {
	const database = await openDatabase({ memory: true });
	const { rows } = await sql`
		select (current_setting('server_version_num')::int / 10000)::text as version
	`.execute(database.tables);
	expect(rows).toEqual([{ version: PGLITE_MAJOR_VERSION }]);
	await database.close();
});

test("a long query does not hold up the event loop", async () => {
	const database = await openDatabase({ memory: true });
	let ticks = 0;
	const ticking = setInterval(() => ticks++, 5);
	await sql`select count(*) from generate_series(1, 3000000)`.execute(database.tables);
	clearInterval(ticking);
	expect(ticks).toBeGreaterThan(10);
	await database.close();
});

test("the log does not grow without end while much is written", async () => {
	await using(temporaryDirectory(), async (database) => {
		const lastCheckpoint = async () => {
			const { rows } = await sql<{ at: string }>`
				select redo_lsn::text as at from pg_control_checkpoint()
			`.execute(database.tables);
			return rows[0]?.at;
		};
		await database.script("create table much (text text)");
		const atFirst = await lastCheckpoint();
		for (let megabytes = 0; (await lastCheckpoint()) === atFirst; megabytes += 10) {
			expect(megabytes).toBeLessThan(500);
			await sql`
				insert into much select repeat('x', 1000) from generate_series(1, 10000)
			`.execute(database.tables);
		}
	});
});

test("what is asked after closing is an error, and closing waits for what was asked before", async () => {
	const database = await openDatabase({ memory: true });
	const asked = database.copyOut("select 1");
	const closed = database.close();
	expect((await asked).length).toBeGreaterThan(21);
	await closed;
	await expect(sql`select 1`.execute(database.tables)).rejects.toThrow("is closed");
});
