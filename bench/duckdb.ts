// One run of the yardstick, in a process of its own: the three files into a DuckDB file, then the
// report as CSV. Prints how long each took.
//
//   node bench/duckdb.ts DIRECTORY OUT.csv DATABASE
import { readFileSync, rmSync } from "node:fs";

const [directory, out, file] = process.argv.slice(2) as [string, string, string];

const LOAD = [
	"set timezone = 'UTC'",
	`create table poll as
		select store_id, lower(status) = 'active' as active,
			strptime(replace(timestamp_utc, ' UTC', ''), ['%Y-%m-%d %H:%M:%S.%f', '%Y-%m-%d %H:%M:%S']) at time zone 'UTC' as instant
		from read_csv('${directory}/store_status.csv', header = true,
			columns = {store_id: 'varchar', status: 'varchar', timestamp_utc: 'varchar'})`,
	`create table hours as
		select store_id, weekday, opens, closes
		from read_csv('${directory}/menu_hours.csv', header = true,
			columns = {store_id: 'varchar', weekday: 'int', opens: 'time', closes: 'time'})`,
	`create table zone as
		select store_id, zone
		from read_csv('${directory}/timezones.csv', header = true, columns = {store_id: 'varchar', zone: 'varchar'})`,
];

const { DuckDBInstance } = await import("@duckdb/node-api" as string);
rmSync(file, { force: true });
const database = await (await DuckDBInstance.create(file)).connect();
const begun = performance.now();
for (const statement of LOAD) await database.run(statement);
const loaded = performance.now();
const report = readFileSync(new URL("duckdb-report.sql", import.meta.url), "utf8");
await database.run(`copy (${report}) to '${out}' (header, delimiter ',')`);
console.log(JSON.stringify({ loadMs: loaded - begun, reportMs: performance.now() - loaded }));
