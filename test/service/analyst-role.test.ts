import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeOnPostgres } from "../database/databases.ts";
import { testServices } from "./services.ts";
import { makeSampleOfThePage, sqlOfThePage, viewsOfThePage } from "./sql-page.ts";

const NOW = Date.UTC(2024, 0, 1);
const NOT_ALLOWED = "42501";
const READS_ONLY = "25006";

describeOnPostgres("the role that docs/sql.md makes for analysts", (given) => {
	const { grants, questions } = sqlOfThePage();
	// Roles are the server's, not the database's: this one must be nobody's.
	const role = `analyst_${randomUUID().replaceAll("-", "_")}`;
	let analyst: Client;

	const rename = (statements: string) => {
		const name = new URL(given.database.url as string).pathname.slice(1);
		return statements
			.replaceAll(/\banalyst\b/g, role)
			.replaceAll("database openhours", `database ${name}`);
	};
	const refusalOf = (statement: string) =>
		analyst.query(statement).then(
			() => undefined,
			(error: { readonly code: string }) => error.code,
		);

	beforeAll(async () => {
		await makeSampleOfThePage(testServices(given.database, NOW));
		await given.database.script(rename(grants));
		const url = new URL(given.database.url as string);
		url.username = role;
		url.password = "choose one";
		analyst = new Client({ connectionString: url.href });
		await analyst.connect();
	});

	afterAll(async () => {
		await analyst?.end();
		await given.database.script(`drop owned by ${role}; drop role ${role}`);
	});

	test.each(questions)("can ask: $title", async ({ query, rows }) => {
		const found = await analyst.query(query);
		expect(found.rowCount).toBe(rows.length);
	});

	test("can read every view that the page describes, and nothing else of the program's", async () => {
		const { rows } = await analyst.query<{ name: string; kind: string }>(`
			select relname as name, relkind as kind
			from pg_class
			join pg_namespace on pg_namespace.oid = relnamespace
			where relkind in ('r', 'p', 'v', 'm', 'f')
				and nspname <> 'information_schema' and nspname not like 'pg\\_%' and nspname <> 'citus'
				and has_schema_privilege(nspname, 'usage')
				and has_table_privilege(pg_class.oid, 'select')
				and not exists (select from pg_depend where objid = pg_class.oid and deptype = 'e')
			order by relname
		`);
		expect(rows.map(({ name }) => name)).toEqual(
			viewsOfThePage()
				.map(({ name }) => name)
				.sort(),
		);
		for (const table of ["store", "api_key", "session", "webhook", "report_row"])
			expect(await refusalOf(`select * from ${table}`)).toBe(NOT_ALLOWED);
	});

	test("can write nothing, also when it asks for transactions that write", async () => {
		const writable = await given.database.plain(`
			select relname
			from pg_class
			join pg_namespace on pg_namespace.oid = relnamespace
			where relkind in ('r', 'p', 'v') and nspname = 'public'
				and has_table_privilege('${role}', pg_class.oid, 'insert, update, delete, truncate, trigger')
		`);
		expect(writable).toEqual([]);
		const statements = [
			"insert into store (store_id) values ('x')",
			"update complete_report set report_id = report_id",
			"delete from report",
			"truncate store_day",
			"create table mine (a int)",
			"create temporary table mine (a int)",
			"create schema mine",
			"create view mine as select 1 as a",
			"drop view store_status",
			"comment on view store_status is ''",
		];
		for (const statement of statements)
			expect([READS_ONLY, NOT_ALLOWED], statement).toContain(await refusalOf(statement));
		await analyst.query("set default_transaction_read_only to off");
		for (const statement of statements)
			expect(await refusalOf(statement), statement).toBe(NOT_ALLOWED);
		await analyst.query("reset default_transaction_read_only");
	});

	test("works by the clock of UTC, and for a minute at most", async () => {
		const setting = async (name: string) =>
			Object.values((await analyst.query(`show ${name}`)).rows[0] as object)[0];
		expect(await setting("timezone")).toBe("UTC");
		expect(await setting("statement_timeout")).toBe("1min");
	});

	test("may be granted the same again", async () => {
		const again = rename(grants.slice(grants.indexOf("grant ")));
		await given.database.script(again);
		expect(await refusalOf("select from store_details")).toBeUndefined();
	});
});
