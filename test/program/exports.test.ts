import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parquetOf } from "../parquet/read-parquet.ts";
import { describeProgramOnBoth } from "./databases.ts";
import { sampleFleet } from "./fleet.ts";
import { download, OpenhoursProcess, openhours, trigger } from "./openhours.ts";
import { BIN, run } from "./run.ts";

const directory = mkdtempSync(join(tmpdir(), "openhours-exports-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const fleet = sampleFleet({ stores: 120, days: 12 });
const withNames = () => [...fleet.files, "--stores", fleet.names.stores as string];

let files = 0;
/** Runs a command that writes a file, and gives the file. */
async function fileOf(args: readonly string[], settings: Readonly<Record<string, string>> = {}) {
	const out = join(directory, String(files++));
	const { code, stdout, stderr } = await openhours([...args, "--out", out], settings);
	expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: "", stderr });
	return readFileSync(out);
}

describe("exports of files", () => {
	test.each([["report"], ["outages"], ["uptime"]])(
		"%s writes Parquet to a file that is named, and to one that the output is led into",
		async (command) => {
			const args = [command, ...fleet.files, "--format", "parquet"];
			const named = await fileOf(args);
			const led = join(directory, `${command}.parquet`);
			await run("sh", ["-c", 'out=$1; shift; "$0" "$@" > "$out"', BIN, led, ...args]);
			expect(readFileSync(led).equals(named)).toBe(true);
			const { rows, metadata } = await parquetOf(named);
			expect(rows.length).toBeGreaterThan(20);
			expect(metadata["openhours.method"]).toMatchObject({ selection: "all", stores: 120 });
		},
	);

	test("uptime says how it came about, and sums up groups and the fleet", async () => {
		const args = ["uptime", ...withNames(), "--by", "week", "--per"];
		const { code, stdout, stderr } = await openhours([...args, "fleet"]);
		expect([code, stderr]).toEqual([
			0,
			expect.stringMatching(/^120 stores, as of 2026-03-09T\S+Z\n/),
		]);
		expect(stdout.split("\r\n").map((line) => line.split(",")[0])).toEqual([
			"local",
			"2026-W10",
			"2026-W11",
			"",
		]);
		const groups = (await openhours([...args, "group"])).stdout;
		expect(groups.split("\r\n")[0]).toMatch(/^group,local,open_ms/);
		const [, first] = groups.split("\r\n") as [string, string];
		const [group] = first.split(",") as [string];
		const one = await openhours([...args, "fleet", "--group", group]);
		expect(one.stdout).toContain(`\r\n${first.slice(group.length + 1)}\r\n`);
	});

	test.each([
		["a store and its group", ["--store", "1", "--per", "group"], "--store names one store"],
		["a store and the fleet", ["--store", "1", "--per", "fleet"], "--store names one store"],
		["groups of files without any", ["--per", "group"], "name it with --stores"],
		["a unit that is none", ["--by", "year"], "Allowed choices are hour, day, week, month"],
		["an empty range", ["--from", "2030-01-01"], "the range is empty"],
		["a store that no file names", ["--store", "nobody"], "There is no store with this id."],
	])("uptime is refused for %s", async (_, args, complaint) => {
		const { code, stdout, stderr } = await openhours(["uptime", ...fleet.files, ...args]);
		expect(stderr).toContain(complaint);
		expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
	});
});

describeProgramOnBoth("exports of the database", (given) => {
	test("are byte for byte those of the files", async () => {
		await openhours(["import", ...withNames()], given.settings);
		for (const asked of [
			["uptime"],
			["uptime", "--format", "parquet", "--by", "hour", "--from", "2026-03-07"],
			["uptime", "--format", "json", "--per", "group", "--max-gap", "3h"],
			["uptime", "--format", "parquet", "--per", "fleet", "--by", "month"],
			["outages", "--format", "parquet", "--ignore-under", "30m"],
		]) {
			const [command, ...options] = asked as [string, ...string[]];
			const ofFiles = await fileOf([command, ...withNames(), ...options]);
			const ofDatabase = await fileOf(asked, given.settings);
			expect([asked, ofDatabase.equals(ofFiles)]).toEqual([asked, true]);
		}
	});

	test("over HTTP, and downloaded, are those of the command line", async () => {
		const server = new OpenhoursProcess(["serve", "--port", "0"], given.settings);
		const [, url] = (await server.printed(/answers at (http:\S+)/)) as unknown as [string, string];
		const reportId = await trigger(url);
		await download(url, reportId);
		const report = await fileOf(["report", ...fleet.files, "--format", "parquet"]);
		const rows = await fetch(`${url}/v1/reports/${reportId}/rows?format=parquet`);
		expect(Buffer.from(await rows.arrayBuffer()).equals(report)).toBe(true);
		for (const [format, accept] of [
			["csv", "text/csv"],
			["parquet", "application/vnd.apache.parquet"],
		] as const) {
			const answer = await fetch(`${url}/v1/outages?sort=store_id`, { headers: { accept } });
			const wanted = await fileOf(["outages", ...withNames(), "--format", format]);
			expect(Buffer.from(await answer.arrayBuffer()).equals(wanted)).toBe(true);
		}
		const store = readFileSync(fleet.names.polls as string, "utf8").split(/[\n,]/)[3] as string;
		for (const [address, ...command] of [
			[`stores/${store}/uptime?by=day`, "uptime", "--store", store],
			[
				`stores/${store}/uptime?by=hour&from=2026-03-07T00:00:00Z`,
				...["uptime", "--store", store, "--by", "hour", "--from", "2026-03-07"],
			],
			["fleet/uptime?by=week", "uptime", "--per", "fleet", "--by", "week"],
			[`stores/${store}/peaks`, "peaks", "--store", store],
			["fleet/peaks", "peaks"],
			[`stores/${store}/outages`, "outages", "--store", store],
		] as [string, ...string[]][]) {
			const answer = await fetch(`${url}/v1/${address}`, { headers: { accept: "text/csv" } });
			const wanted = await fileOf([...command, ...withNames(), "--format", "csv"]);
			expect([address, await answer.text()]).toEqual([address, wanted.toString()]);
		}
		await fetch(`${url}/v1/targets/fleet`, {
			method: "PUT",
			headers: { "content-type": "application/json" },
			body: '{"uptime_percent":99}',
		});
		const status = await (await fetch(`${url}/v1/targets/status?format=csv`)).text();
		expect(await server.kill("SIGINT")).toBe(0);
		expect(status).toBe((await fileOf(["targets", "status"], given.settings)).toString());
		const args = ["reports", "download", reportId, "--format", "parquet"];
		expect((await fileOf(args, given.settings)).equals(report)).toBe(true);
	});
});
