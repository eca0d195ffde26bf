import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, onTestFinished } from "vitest";
import type { Database } from "../../src/database/engine/database.ts";
import { openDatabase } from "../../src/database/engine/open.ts";
import { migrate } from "../../src/database/migrate.ts";

const LOCAL_POSTGRES = "postgres://postgres@127.0.0.1:5432/postgres";

/**
 * A PostgreSQL in which tests make databases of their own; `undefined` when none is found, and then
 * the tests that need it are left out. One that is named and does not answer is a mistake.
 */
export const postgresUrl: string | undefined = await findPostgres();

async function findPostgres(): Promise<string | undefined> {
	const named = process.env.OPENHOURS_TEST_DATABASE_URL;
	const client = new Client({
		connectionString: named ?? LOCAL_POSTGRES,
		connectionTimeoutMillis: 2_000,
	});
	try {
		await client.connect();
		await client.end();
		return named ?? LOCAL_POSTGRES;
	} catch (error) {
		if (named !== undefined) throw error;
		return undefined;
	}
}

async function onPostgres(statement: string): Promise<void> {
	const client = new Client({ connectionString: postgresUrl });
	await client.connect();
	try {
		await client.query(statement);
	} finally {
		await client.end();
	}
}

/** Makes an empty PostgreSQL database, and returns its URL and how to drop it. */
export async function newPostgresDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
	const name = `openhours_test_${randomUUID().replaceAll("-", "_")}`;
	await onPostgres(`create database ${name}`);
	const url = new URL(postgresUrl as string);
	url.pathname = `/${name}`;
	return {
		url: url.href,
		drop: () => onPostgres(`drop database if exists ${name} with (force)`),
	};
}

/** A directory that is deleted when the test is done. */
export function temporaryDirectory(): string {
	const directory = mkdtempSync(join(tmpdir(), "openhours-test-"));
	onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
	return directory;
}

export type EngineName = "PGlite" | "PostgreSQL";

/** The database of a group of tests, once they run. */
export interface TestDatabase {
	readonly engine: EngineName;
	readonly database: Database;
	/** Opens the same database once more, as another process would. On PostgreSQL only. */
	readonly openAgain: () => Promise<Database>;
}

/** Describes what holds on both engines, each time with a database of its own that has all tables. */
export function describeOnBothEngines(title: string, tests: (given: TestDatabase) => void): void {
	for (const engine of ["PGlite", "PostgreSQL"] as const)
		describeOnEngine(engine, `${title}, on ${engine}`, tests);
}

export function describeOnPostgres(title: string, tests: (given: TestDatabase) => void): void {
	describeOnEngine("PostgreSQL", `${title}, on PostgreSQL`, tests);
}

function describeOnEngine(
	engine: EngineName,
	title: string,
	tests: (given: TestDatabase) => void,
): void {
	describe.skipIf(engine === "PostgreSQL" && postgresUrl === undefined)(title, () => {
		const opened: Database[] = [];
		let made: { url: string; drop: () => Promise<void> } | undefined;
		const open = async () => {
			const address = made === undefined ? { memory: true as const } : { url: made.url };
			const database = await openDatabase(address);
			opened.push(database);
			return database;
		};
		beforeAll(async () => {
			if (engine === "PostgreSQL") made = await newPostgresDatabase();
			await migrate(await open());
		});
		afterAll(async () => {
			for (const database of opened) await database.close();
			await made?.drop();
		});
		tests({
			engine,
			get database() {
				return opened[0] as Database;
			},
			openAgain: open,
		});
	});
}
