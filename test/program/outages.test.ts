import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Value } from "typebox/value";
import { afterAll, describe, expect, test } from "vitest";
import { OutagesDocument } from "../../src/contract/outage.ts";
import { HOUR_MS } from "../../src/core/instant.ts";
import { describeProgramOnBoth } from "./databases.ts";
import { sampleFleet } from "./fleet.ts";
import { OpenhoursProcess, openhours } from "./openhours.ts";

const directory = mkdtempSync(join(tmpdir(), "openhours-outages-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function write(name: string, lines: readonly string[]): string {
	const path = join(directory, name);
	writeFileSync(path, lines.map((line) => `${line}\n`).join(""));
	return path;
}

// As of is Wednesday, 25 January 2023, 18:00 UTC, which is 12:00 in Chicago. Store 1 is open from 9 to 17
// there; it goes down on Monday at 16:00, is up again on Tuesday at 10:00, and is down again on Wednesday at
// 11:30. Store =2 is always open, and was down for a quarter of an hour.
const POLLS = write("polls.csv", [
	"store_id,status,timestamp_utc",
	"1,active,2023-01-17 16:00:00 UTC",
	"1,inactive,2023-01-23 22:00:00 UTC",
	"1,active,2023-01-24 16:00:00 UTC",
	"1,inactive,2023-01-25 17:30:00 UTC",
	"=2,active,2023-01-18 12:00:00 UTC",
	"=2,inactive,2023-01-25 17:30:00 UTC",
	"=2,active,2023-01-25 17:45:00 UTC",
	"=2,active,2023-01-25 18:00:00 UTC",
]);
const FILES = [
	"--polls",
	POLLS,
	"--hours",
	write("hours.csv", [
		"store_id,day,start_time_local,end_time_local",
		...[0, 1, 2, 3, 4, 5, 6].map((day) => `1,${day},09:00:00,17:00:00`),
	]),
	"--stores",
	write("stores.csv", ["store_id,name,group,sales_per_hour", '1,"Main Street, North",North,12.5']),
];
const HEADER =
	"store_id,name,group,timezone,start_utc,end_utc,start_local,end_local,down_ms,down_ms_total,began_before,goes_on_past,lost_sales_estimate";
const OVER_NIGHT =
	'1,"Main Street, North",North,America/Chicago,2023-01-23T22:00:00.000Z,2023-01-24T16:00:00.000Z,2023-01-23T16:00:00.000-06:00,2023-01-24T10:00:00.000-06:00,7200000,7200000,false,false,25.00';
const GOING_ON =
	'1,"Main Street, North",North,America/Chicago,2023-01-25T17:30:00.000Z,,2023-01-25T11:30:00.000-06:00,,1800000,1800000,false,true,6.25';
const SHORT =
	"'=2,,,America/Chicago,2023-01-25T17:30:00.000Z,2023-01-25T17:45:00.000Z,2023-01-25T11:30:00.000-06:00,2023-01-25T11:45:00.000-06:00,900000,900000,false,false,";

const csv = (...lines: readonly string[]) => [HEADER, ...lines, ""].join("\r\n");

describe("outages of files", () => {
	const of = async (...more: readonly string[]) => openhours(["outages", ...FILES, ...more]);

	test("are a CSV on standard output, and how it came about on standard error", async () => {
		expect(await of()).toEqual({
			code: 0,
			stdout: csv(OVER_NIGHT, GOING_ON, SHORT),
			stderr:
				"2 stores, as of 2023-01-25T18:00:00.000Z\n" +
				"of these, 1 without business hours (taken as always open); 2 without a zone (taken as America/Chicago)\n",
		});
	});

	test("are those that are asked for", async () => {
		expect((await of("--going-on")).stdout).toBe(csv(GOING_ON));
		expect((await of("--at-least", "2h")).stdout).toBe(csv(OVER_NIGHT));
		expect((await of("--ignore-under", "20m")).stdout).toBe(csv(OVER_NIGHT, GOING_ON));
		expect((await of("--store", "=2")).stdout).toBe(csv(SHORT));
		expect((await of("--group", " North ")).stdout).toBe(csv(OVER_NIGHT, GOING_ON));
		expect((await of("--group", "South")).stdout).toBe(csv());
		const from = ["--from", "2023-01-24T15:00:00Z", "--to", "2023-01-24T15:30:00Z"];
		expect((await of(...from)).stdout).toBe(
			csv(
				OVER_NIGHT.replace("7200000,7200000,false,false,25.00", "1800000,7200000,true,true,6.25"),
			),
		);
		expect((await of("--as-of", "2023-01-23")).stdout).toBe(csv());
	});

	test("are a JSON document with what they come to, in a file that is named", async () => {
		const out = join(directory, "out.json");
		const { stdout, stderr } = await of(
			...["--format", "json", "--ignore-under", "20m", "--out", out],
		);
		expect([stdout, stderr.split("\n")[0]]).toEqual([
			"",
			`2 stores, as of 2023-01-25T18:00:00.000Z → ${out}`,
		]);
		const document = JSON.parse(await readFile(out, "utf8"));
		expect([...Value.Errors(OutagesDocument, document)]).toEqual([]);
		expect(document.summary).toEqual({
			count: 2,
			begun: 2,
			going_on: 1,
			down_ms: 2.5 * HOUR_MS,
			mean_down_ms: 1.25 * HOUR_MS,
			// 53.5 hours of the one, and all but a quarter of an hour of the other's week.
			mean_up_between_ms: ((53.5 + 167.75) * HOUR_MS) / 2,
			// 2.5 hours of 12.50.
			lost_sales_estimate: "31.25",
			lost_sales_stores: 1,
			stores_with_downtime: 1,
			longest: { store_id: "1", start: "2023-01-23T22:00:00.000Z", down_ms: 2 * HOUR_MS },
		});
		expect(document.figures.down_ms).toBe(2.75 * HOUR_MS);
		expect(document.ignored_under_ms).toBe(HOUR_MS / 3);
	});

	test.each([
		["a store that no file names", [...FILES, "--store", "3"], "There is no store with this id."],
		["files without polls", FILES.slice(2), "name the file of polls, too, with --polls"],
		["a group without a file of groups", [...FILES.slice(0, 4), "--group", "a"], "with --stores"],
		["a store and a group", [...FILES, "--store", "1", "--group", "a"], "cannot be used with"],
		["a duration that is none", [...FILES, "--at-least", "long"], "Write it as 2h, 90m"],
		["an empty range", [...FILES, "--from", "2023-02-01"], "the range is empty"],
		["bad rows that are to be strict about without files", ["--strict"], "are about files"],
	])("are refused for %s", async (_, args, complaint) => {
		const { code, stdout, stderr } = await openhours(["outages", ...args]);
		expect(stderr).toContain(complaint);
		expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
	});
});

const fleet = sampleFleet({ stores: 120, days: 12 });

describeProgramOnBoth("outages of the database", (given) => {
	test("are byte for byte those of the files", async () => {
		const files = [...fleet.files, "--stores", fleet.names.stores as string];
		await openhours(["import", ...files], given.settings);
		const [, some] = (await openhours(["outages", ...files])).stdout.split("\r\n");
		const [storeId, , group] = (some as string).split(",") as [string, string, string];
		for (const asked of [
			[],
			["--format", "json", "--ignore-under", "30m", "--max-gap", "3h"],
			["--store", storeId, "--format", "json"],
			["--group", group, "--going-on", "--from", "2026-03-01", "--outside-polls", "use"],
		]) {
			const ofDatabase = await openhours(["outages", ...asked], given.settings);
			expect(ofDatabase).toEqual(await openhours(["outages", ...files, ...asked]));
			expect(ofDatabase.code).toBe(0);
		}
		const unknown = await openhours(["outages", "--store", "nobody"], given.settings);
		expect(unknown).toMatchObject({ code: 2, stdout: "" });
	});

	test("of a report are those of its time, whatever comes in later", async () => {
		const { settings } = given;
		const files = [...fleet.files, "--stores", fleet.names.stores as string];
		await openhours(["import", ...files], settings);
		const triggerReport = async (...more: readonly string[]) =>
			(await openhours(["reports", "trigger", ...more], settings)).stdout.trim();
		const span = ["--from", "2026-03-02", "--to", "2026-03-08T05:00:00Z"];
		const reportId = await triggerReport("--include", "outages", ...span);
		const plain = await triggerReport(...span);
		expect(plain).not.toBe(reportId);
		const server = new OpenhoursProcess(["serve", "--port", "0"], settings);
		const [, url] = (await server.printed(/answers at (http:\S+)/)) as unknown as [string, string];
		for (const id of [reportId, plain])
			await expect
				.poll(async () => (await fetch(`${url}/v1/reports/${id}`)).json(), { timeout: 30_000 })
				.toMatchObject({ state: "complete" });
		expect(await server.kill("SIGINT")).toBe(0);
		const asOf = JSON.parse(
			(await openhours(["reports", "show", reportId], settings)).stdout,
		).as_of;
		const storeIds = fleet.csv.split("\r\n").slice(1, -1);
		const later = write("later.csv", [
			"store_id,status,timestamp_utc",
			`one more,inactive,${asOf}`,
			...storeIds.map((line) => `${line.split(",", 1)[0]},active,${asOf}`),
		]);
		expect((await openhours(["import", "--polls", later], settings)).code).toBe(0);
		const ofReport = (id: string, ...more: readonly string[]) =>
			openhours(["reports", "download", id, "--outages", ...more], settings);
		for (const format of ["csv", "parquet"]) {
			const [got, wanted] = [join(directory, `got.${format}`), join(directory, `wanted.${format}`)];
			const asked = ["--format", format, "--out"];
			expect(await ofReport(reportId, ...asked, got)).toMatchObject({ code: 0, stdout: "" });
			await openhours(["outages", ...files, ...span, ...asked, wanted]);
			expect((await readFile(got)).equals(await readFile(wanted))).toBe(true);
		}
		const json = JSON.parse((await ofReport(reportId, "--format", "json")).stdout);
		expect([...Value.Errors(OutagesDocument, json)]).toEqual([]);
		expect(json.summary.down_ms).toBe(json.figures.down_ms);
		for (const [run, complaint] of [
			[await ofReport(plain), "was not asked for outages"],
			[await ofReport(reportId, "--format", "ndjson"), "outages do not come as ndjson"],
		] as const) {
			expect(run).toMatchObject({ code: 2, stdout: "" });
			expect(run.stderr).toContain(complaint);
		}
	});
});
