import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { DatabaseError } from "../../src/database/engine/errors.ts";
import { type DatabaseAddress, openDatabase } from "../../src/database/engine/open.ts";
import { postgresUrl, temporaryDirectory } from "./databases.ts";

async function refusalOf(address: DatabaseAddress): Promise<DatabaseError> {
	try {
		const database = await openDatabase(address);
		await database.close();
	} catch (error) {
		expect(error).toBeInstanceOf(DatabaseError);
		return error as DatabaseError;
	}
	throw new Error("it opened");
}

describe("an address of PostgreSQL", () => {
	test("that does not answer is named with host, port and database, never with the password", async () => {
		const error = await refusalOf({ url: "postgres://anna:s3cret@127.0.0.1:1/fleet" });
		expect(error.meaning).toBe("unreachable");
		expect(error.message).toContain('PostgreSQL at 127.0.0.1:1 (database "fleet") does not answer');
		expect(error.message).toContain("DATABASE_URL");
		expect(error.message).not.toContain("s3cret");
		expect(String((error.cause as Error).stack)).not.toContain("s3cret");
	});

	test("whose host does not exist is unreachable", async () => {
		const error = await refusalOf({ url: "postgres://anna:s3cret@no-such-host.invalid/fleet" });
		expect(error.meaning).toBe("unreachable");
		expect(error.message).toContain("no-such-host.invalid:5432");
	});

	test("that is no URL is told without repeating it", async () => {
		for (const url of [
			"postgres://anna:s3c#ret@:x/fleet",
			"postgres://anna:s3cret@host:99999999/x",
		]) {
			const error = await refusalOf({ url });
			expect(error.meaning).toBe("misconfigured");
			expect(error.message).not.toMatch(/s3c/);
			expect(error.cause).toBeUndefined();
		}
	});

	test("that breaks off while it greets is lost or unreachable", async () => {
		const server = createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
		await new Promise((resolve) => server.once("listening", resolve));
		const { port } = server.address() as { port: number };
		const error = await refusalOf({ url: `postgres://anna:s3cret@127.0.0.1:${port}/fleet` });
		expect(["lost", "unreachable"]).toContain(error.meaning);
		expect(error.message).toContain(`127.0.0.1:${port}`);
		server.close();
	});

	test.skipIf(postgresUrl === undefined)(
		"whose database does not exist is misconfigured, on PostgreSQL",
		async () => {
			const url = new URL(postgresUrl as string);
			url.pathname = "/openhours_test_nowhere";
			const error = await refusalOf({ url: url.href });
			expect(error.meaning).toBe("misconfigured");
			expect(error.message).toContain('"openhours_test_nowhere"');
			expect(error.message).toContain("createdb");
		},
	);
});

/** Does something as a user whom the system refuses things; the superuser it lets do anything. */
async function asOrdinaryUser<Result>(work: () => Promise<Result>): Promise<Result> {
	if (process.getuid?.() !== 0) return work();
	process.seteuid?.(65_534);
	try {
		return await work();
	} finally {
		process.seteuid?.(0);
	}
}

describe("a data directory", () => {
	test("that is a file, or inside one, is misconfigured", async () => {
		const file = join(temporaryDirectory(), "file");
		writeFileSync(file, "");
		for (const directory of [file, join(file, "inside")]) {
			const error = await refusalOf({ directory });
			expect(error.meaning).toBe("misconfigured");
			expect(error.message).toContain(`${directory} is not a directory`);
		}
	});

	test("that cannot be written to is refused", async () => {
		const directory = join(temporaryDirectory(), "sealed");
		mkdirSync(directory);
		chmodSync(directory, 0o500);
		const error = await asOrdinaryUser(() => refusalOf({ directory }));
		expect(error.meaning).toBe("refused");
		expect(error.message).toContain("cannot be written to");
	});

	test("of another version of PostgreSQL is incompatible, and is let go again", async () => {
		const directory = temporaryDirectory();
		mkdirSync(join(directory, "pglite"));
		writeFileSync(join(directory, "pglite", "PG_VERSION"), "17\n");
		const error = await refusalOf({ directory });
		expect(error.meaning).toBe("incompatible");
		expect(error.message).toContain("PostgreSQL 17");
		expect(existsSync(join(directory, "openhours.lock"))).toBe(false);
	});
});
