import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Value } from "typebox/value";
import { afterAll, beforeAll, expect, test } from "vitest";
import { TargetStatusDocument } from "../../src/contract/target.ts";
import { describeProgramOnBoth } from "./databases.ts";
import { openhours } from "./openhours.ts";

const directory = mkdtempSync(join(tmpdir(), "openhours-targets-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function write(name: string, lines: readonly string[]): string {
	const path = join(directory, name);
	writeFileSync(path, lines.map((line) => `${line}\n`).join(""));
	return path;
}

// As of is midnight of 16 January in Chicago. Both are always open: 360 hours have passed, 384 are ahead. Store 1
// was down for ten of them, and store =2 for one.
const FILES = [
	"--polls",
	write("polls.csv", [
		"store_id,status,timestamp_utc",
		"1,active,2022-12-31 00:00:00 UTC",
		"1,inactive,2023-01-10 00:00:00 UTC",
		"1,active,2023-01-10 10:00:00 UTC",
		"=2,active,2022-12-31 00:00:00 UTC",
		"=2,inactive,2023-01-10 00:00:00 UTC",
		"=2,active,2023-01-10 01:00:00 UTC",
		"=2,active,2023-01-16 06:00:00 UTC",
	]),
	"--stores",
	write("stores.csv", ["store_id,name,group", '1,"Main Street, North",North']),
];
const HEADER =
	"store_id,name,group,timezone,from_utc,to_utc,target_percent,target_from,uptime_percent,verdict,outlook,left_ms,exceeded_ms,allowed_ms,open_ahead_ms,up_ms,down_ms,unknown_ms";
const MONTH = "America/Chicago,2023-01-01T06:00:00.000Z,2023-02-01T06:00:00.000Z";
// 1 % of 744 hours are 7.44: 2.56 more than that were down.
const ONE = `1,"Main Street, North",North,${MONTH},99.000,fleet,97.222,missed,missed,0,9216000,26784000,1382400000,1260000000,36000000,0`;
// 6.44 hours are left.
const TWO = `'=2,,,${MONTH},99.000,fleet,99.722,met,open,23184000,0,26784000,1382400000,1292400000,3600000,0`;

const csv = (...lines: readonly string[]) => [HEADER, ...lines, ""].join("\r\n");
const done = (stdout = "") => ({ code: 0, stdout, stderr: "" });

describeProgramOnBoth("targets", (given) => {
	const targets = (...args: readonly string[]) => openhours(["targets", ...args], given.settings);
	beforeAll(async () => {
		await openhours(["import", ...FILES], given.settings);
	});

	test("are set, listed and removed", async () => {
		for (const args of [
			["90", "--fleet"],
			["99", "--fleet"],
			["99.5", "--group", "North"],
			["99.125", "--store", "=2"],
		])
			expect(await targets("set", ...args)).toEqual(done());
		expect(await targets("list")).toEqual(
			done("of     uptime %  name\nfleet  99.000\ngroup  99.500    North\nstore  99.125    =2\n"),
		);
		expect((await targets("list", "--json", "--limit", "1")).stdout).toBe(
			'{"of":"fleet","group":null,"store_id":null,"uptime_percent":99}\n',
		);
		expect(await targets("remove", "--group", "North")).toEqual(done());
		expect(await targets("remove", "--store", "=2")).toEqual(done());
		expect(await targets("remove", "--store", "=2")).toMatchObject({
			code: 2,
			stderr: "openhours: There is no such target.\n",
		});
	});

	test("are held against a month, whoever misses it or is nearest to it first", async () => {
		await targets("set", "99", "--fleet");
		expect(await targets("status")).toEqual({
			code: 0,
			stdout: csv(ONE, TWO),
			stderr:
				"2 stores, as of 2023-01-16T06:00:00.000Z\n" +
				"of these, 2 without business hours (taken as always open); 2 without a zone (taken as America/Chicago)\n" +
				"2023-01: of 2 with a target, 1 misses it so far, 1 of them whatever comes\n",
		});
		expect((await targets("status", "--missed")).stdout).toBe(csv(ONE));
		expect((await targets("status", "--group", " North ")).stdout).toBe(csv(ONE));
		expect((await targets("status", "--group", "South")).stdout).toBe(csv());
		// All of 30 December and none of the rest of that month was known.
		const { stdout } = await targets("status", "--month", "2022-12", "--as-of", "2023-01-10");
		expect(stdout).toContain(",100.000,met,kept,0,0,1080000,0,108000000,0,");
	});

	test("are a JSON document with the fleet and its groups, in a file that is named", async () => {
		await targets("set", "99", "--fleet");
		const out = join(directory, "out.json");
		const { stdout, stderr } = await targets("status", "--format", "json", "--out", out);
		expect([stdout, stderr.split("\n")[0]]).toEqual([
			"",
			`2 stores, as of 2023-01-16T06:00:00.000Z → ${out}`,
		]);
		const document = JSON.parse(await readFile(out, "utf8"));
		expect([...Value.Errors(TargetStatusDocument, document)]).toEqual([]);
		expect(document).toMatchObject({
			month: "2023-01",
			counts: { stores: { total: 2 }, groups: { total: 1 } },
			// 1 % of 1,488 hours are 14.88, of which 11 are used.
			fleet: { stores: 2, target_percent: 99, outlook: "open", left_ms: 13_968_000 },
			groups: [{ group: "North", outlook: "missed" }],
			stores: [{ store_id: "1" }, { store_id: "=2" }],
		});
	});

	test("that nobody has are told to be set", async () => {
		await targets("set", "99", "--fleet");
		await targets("remove", "--fleet");
		const { stdout, stderr } = await targets("status");
		expect(stdout).toBe(csv());
		expect(stderr).toContain("none of them has a target: set one with openhours targets set\n");
	});

	test.each([
		["without a percentage", ["set", "--fleet"], "missing required argument 'percent'"],
		["of more than three decimals", ["set", "99.9999", "--fleet"], "three decimals at the most"],
		["of 0 %", ["set", "0", "--fleet"], "from 0.001 to 100"],
		["of nobody", ["set", "99"], "say whose target: --fleet, --group NAME or --store ID"],
		["of nobody, to be removed", ["remove"], "say whose target"],
		["of two at once", ["set", "99", "--fleet", "--store", "1"], "cannot be used with option"],
		["of a store that cannot be", ["set", "99", "--store", "8E+18"], "is not the id of a store"],
		["in a month that is none", ["status", "--month", "2023-1"], "as 2023-01"],
		["in a month to come", ["status", "--month", "2023-02"], "the month has not begun"],
	])("%s are refused", async (_, args, complaint) => {
		const { code, stdout, stderr } = await targets(...args);
		expect(stderr).toContain(complaint);
		expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
	});
});
