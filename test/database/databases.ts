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
	await onServer(postgresUrl as string, statement);
}

async function onServer(url: string, ...statements: string[]): Promise<void> {
	const client = new Client({ connectionString: url });
	await client.connect();
	try {
		for (const statement of statements) await client.query(statement);
	} finally {
		await client.end();
	}
}

/**
 * The coordinator of a Citus cluster in which tests make databases of their own, where one is named: a
 * database that has the extension and knows the cluster's nodes.
 */
const citusUrl: string | undefined = process.env.OPENHOURS_TEST_CITUS_URL;

/** Makes a database on every node of the cluster, and makes the nodes known to each other there. */
async function newCitusDatabase(coordinator: string): Promise<MadeDatabase> {
	const name = `openhours_test_${randomUUID().replaceAll("-", "_")}`;
	const client = new Client({ connectionString: coordinator });
	await client.connect();
	const { rows } = await client.query<{ nodename: string; nodeport: number; groupid: number }>(
		"select nodename, nodeport, groupid from pg_dist_node where noderole = 'primary' order by groupid",
	);
	await client.end();
	const urlOf = (
		{ nodename, nodeport }: { nodename: string; nodeport: number },
		database: string,
	) =>
		Object.assign(new URL(coordinator), {
			hostname: nodename,
			port: String(nodeport),
			pathname: `/${database}`,
		}).href;
	const { pathname } = new URL(coordinator);
	for (const node of rows) {
		await onServer(urlOf(node, pathname.slice(1)), `create database ${name} template template0`);
		await onServer(urlOf(node, name), "create extension citus");
	}
	const url = Object.assign(new URL(coordinator), { pathname: `/${name}` }).href;
	for (const { nodename, nodeport, groupid } of rows)
		await onServer(
			url,
			groupid === 0
				? `select citus_set_coordinator_host('${nodename}', ${nodeport})`
				: `select citus_add_node('${nodename}', ${nodeport})`,
		);
	const drop = async () => {
		for (const node of rows)
			await onServer(
				urlOf(node, pathname.slice(1)),
				`drop database if exists ${name} with (force)`,
			);
	};
	return { url, drop };
}

interface MadeDatabase {
	readonly url: string;
	readonly drop: () => Promise<void>;
}

/** Makes an empty PostgreSQL database, and returns its URL and how to drop it. */
export async function newPostgresDatabase(): Promise<MadeDatabase> {
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

export type EngineName = "PGlite" | "PostgreSQL" | "Citus";

/** The database of a group of tests, once they run. */
export interface TestDatabase {
	readonly engine: EngineName;
	readonly database: Database;
	/** Opens the same database once more, as another process would. On PostgreSQL only. */
	readonly openAgain: () => Promise<Database>;
}

/**
 * Describes what holds on both engines, each time with a database of its own that has all tables; and
 * on a cluster, where one is named.
 */
export function describeOnBothEngines(title: string, tests: (given: TestDatabase) => void): void {
	describeOnEngine("PGlite", `${title}, on PGlite`, tests);
	describeOnPostgres(title, tests);
}

export function describeOnPostgres(title: string, tests: (given: TestDatabase) => void): void {
	describeOnEngine("PostgreSQL", `${title}, on PostgreSQL`, tests);
	if (citusUrl !== undefined) describeOnEngine("Citus", `${title}, on Citus`, tests);
}

function describeOnEngine(
	engine: EngineName,
	title: string,
	tests: (given: TestDatabase) => void,
): void {
	describe.skipIf(engine === "PostgreSQL" && postgresUrl === undefined)(title, () => {
		const opened: Database[] = [];
		let made: MadeDatabase | undefined;
		const open = async () => {
			const address = made === undefined ? { memory: true as const } : { url: made.url };
			const database = await openDatabase(address);
			opened.push(database);
			return database;
		};
		beforeAll(async () => {
			if (engine === "PostgreSQL") made = await newPostgresDatabase();
			if (engine === "Citus") made = await newCitusDatabase(citusUrl as string);
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
