import { sql } from "kysely";
import { beforeAll, beforeEach, expect, test } from "vitest";
import type { Connection } from "../../src/database/engine/database.ts";
import { DatabaseError } from "../../src/database/engine/errors.ts";
import { describeOnBothEngines, describeOnPostgres } from "./databases.ts";

describeOnBothEngines("transactions", (given) => {
	beforeAll(async () => {
		await given.database.script(
			"create table step (number int constraint step_has_a_number_of_its_own primary key)",
		);
	});
	beforeEach(async () => {
		await given.database.script("delete from step");
	});

	const add = (connection: Connection, number: number) =>
		sql`insert into step (number) values (${number})`.execute(connection.tables);
	let copyOfFour: Uint8Array;
	beforeAll(async () => {
		copyOfFour = await given.database.copyOut("select 4");
	});
	const steps = async () => {
		const { rows } = await sql<{ number: number }>`select number from step order by number`.execute(
			given.database.tables,
		);
		return rows.map(({ number }) => number);
	};

	test("what returns is committed, and its result handed on", async () => {
		const result = await given.database.transaction(async (tx) => {
			await add(tx, 1);
			await add(tx, 2);
			return "done";
		});
		expect(result).toBe("done");
		expect(await steps()).toEqual([1, 2]);
	});

	test("what throws is rolled back, and the error passed on", async () => {
		const failing = given.database.transaction(async (tx) => {
			await add(tx, 1);
			throw new Error("no");
		});
		await expect(failing).rejects.toThrow("no");
		expect(await steps()).toEqual([]);
	});

	test("a bulk copy belongs to the transaction", async () => {
		const one = await given.database.copyOut("select 1");
		const failing = given.database.transaction(async (tx) => {
			await tx.copyIn("step (number)", one);
			expect((await tx.copyOut("select number from step")).length).toBeGreaterThan(21);
			throw new Error("no");
		});
		await expect(failing).rejects.toThrow("no");
		expect(await steps()).toEqual([]);
	});

	test("what is asked from outside meanwhile has no part in the transaction", async () => {
		const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>();
		const { promise: hasBegun, resolve: begun } = Promise.withResolvers<void>();
		const transaction = given.database.transaction(async (tx) => {
			await add(tx, 1);
			begun();
			await mayEnd;
			await add(tx, 2);
			throw new Error("no");
		});
		await hasBegun;
		const outside = add(given.database, 3);
		const copied = given.database.copyIn("step (number)", copyOfFour);
		end();
		await expect(transaction).rejects.toThrow("no");
		await Promise.all([outside, copied]);
		expect(await steps()).toEqual([3, 4]);
	});

	test("of transactions that are asked for together, each happens or fails by itself", async () => {
		const outcomes = await Promise.allSettled(
			[1, 2, 3, 4, 5, 6].map((number) =>
				given.database.transaction(async (tx) => {
					await add(tx, number);
					await add(tx, number + 10);
					if (number % 2 === 0) throw new Error("no");
				}),
			),
		);
		expect(outcomes.map(({ status }) => status)).toEqual(
			[1, 2, 3, 4, 5, 6].map((number) => (number % 2 === 0 ? "rejected" : "fulfilled")),
		);
		expect(await steps()).toEqual([1, 3, 5, 11, 13, 15]);
	});

	test("a query that goes past its transaction fails instead of waiting for ever", async () => {
		const mistaken = given.database.transaction(async () => {
			await add(given.database, 1);
		});
		await expect(mistaken).rejects.toThrow("pass it the transaction, not the database");
		const nested = given.database.transaction(() => given.database.transaction(async () => {}));
		await expect(nested).rejects.toThrow("pass it the transaction, not the database");
		await add(given.database, 2);
		expect(await steps()).toEqual([2]);
	});

	test("a commit that PostgreSQL turned into a rollback is an error", async () => {
		const careless = given.database.transaction(async (tx) => {
			await add(tx, 1);
			await add(tx, 1).catch(() => {});
		});
		await expect(careless).rejects.toThrow("nothing was committed");
		expect(await steps()).toEqual([]);
	});

	test("a violated constraint is a conflict that names the constraint", async () => {
		await add(given.database, 1);
		const again = add(given.database, 1);
		await expect(again).rejects.toBeInstanceOf(DatabaseError);
		await expect(again).rejects.toMatchObject({
			meaning: "conflict",
			constraint: "step_has_a_number_of_its_own",
		});
	});

	test("a mistake in a statement stays the plain error that it is", async () => {
		const mistake = sql`select * from no_such_table`.execute(given.database.tables);
		await expect(mistake).rejects.toThrow("no_such_table");
		await expect(mistake).rejects.not.toBeInstanceOf(DatabaseError);
		const badCopy = given.database.copyIn("no_such_table (number)", new Uint8Array(21));
		await expect(badCopy).rejects.toThrow("no_such_table");
		expect(await steps()).toEqual([]);
	});
});

describeOnPostgres("connections", (given) => {
	test("a server that drops its connections costs a query, not the process", async () => {
		const other = await given.openAgain();
		await sql`select 1`.execute(other.tables);
		await sql`
			select pg_terminate_backend(pid) from pg_stat_activity
			where datname = current_database() and pid <> pg_backend_pid()
		`.execute(given.database.tables);
		// The pool may learn of it only now; the next query has a new connection.
		await sql`select 1`.execute(other.tables).catch((error) => {
			expect(error).toMatchObject({ meaning: "lost" });
		});
		const { rows } = await sql`select 1 as one`.execute(other.tables);
		expect(rows).toEqual([{ one: 1 }]);
	});

	test("a transaction whose connection is dropped says so", async () => {
		const other = await given.openAgain();
		const cut = other.transaction(async (tx) => {
			const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(
				tx.tables,
			);
			await sql`select pg_terminate_backend(${rows[0]?.pid}::int)`.execute(tx.tables);
			await sql`select 1`.execute(tx.tables);
		});
		await expect(cut).rejects.toMatchObject({ name: "DatabaseError", meaning: "lost" });
		expect((await sql`select 1 as one`.execute(other.tables)).rows).toEqual([{ one: 1 }]);
	});

	test("the server sees who connects, and answers in UTC", async () => {
		const { rows } = await sql`
			select current_setting('application_name') as name, current_setting('timezone') as zone
		`.execute(given.database.tables);
		expect(rows).toEqual([{ name: "openhours", zone: "UTC" }]);
	});
});
