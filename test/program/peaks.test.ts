import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeProgramOnBoth } from "./databases.ts";
import { sampleFleet } from "./fleet.ts";
import { openhours } from "./openhours.ts";

const sample = sampleFleet({ stores: 60, days: 30 });

describeProgramOnBoth("peaks", (given) => {
	test("of files and of the database are the same text, byte for byte", async () => {
		expect(await openhours(["import", ...sample.files], given.settings)).toMatchObject({ code: 0 });
		const polls = readFileSync(sample.names.polls as string, "utf8");
		const store = polls.split("\n")[1]?.split(",")[0] as string;
		const asked = [
			["--format", "csv"],
			["--format", "json", "--from", "2026-03-01", "--to", "2026-03-09T06:30:00Z"],
			["--format", "table", "--max-gap", "3h", "--missing-day", "closed"],
			["--format", "json", "--store", store, "--as-of", "2026-03-08T12:00:00Z"],
		];
		for (const options of asked) {
			const ofFiles = await openhours(["peaks", ...sample.files, ...options]);
			expect(ofFiles).toMatchObject({ code: 0, stderr: expect.stringMatching(/stores?, as of/) });
			expect(await openhours(["peaks", ...options], given.settings)).toEqual(ofFiles);
		}
	});
});

describe("openhours peaks", () => {
	let directory: string;
	let files: string[];
	beforeAll(() => {
		directory = mkdtempSync(join(tmpdir(), "openhours-peaks-"));
		const write = (name: string, lines: readonly string[]) => {
			const path = join(directory, name);
			writeFileSync(path, lines.map((line) => `${line}\n`).join(""));
			return path;
		};
		// On Tuesday, from 13:30 to 15:00 in Chicago, the store is down; before Monday nothing is known.
		const polls = write("polls.csv", [
			"store_id,timestamp_utc,status",
			"1,2023-01-23T15:00:00Z,active",
			"1,2023-01-24T19:30:00Z,inactive",
			"1,2023-01-24T21:00:00Z,active",
			"1,2023-01-25T18:00:00Z,active",
		]);
		const hours = write("hours.csv", [
			"store_id,day,start_time_local,end_time_local",
			...[0, 1, 2, 3, 4, 5, 6].map((day) => `1,${day},09:00,17:00`),
		]);
		files = ["--polls", polls, "--hours", hours];
	});
	afterAll(() => rmSync(directory, { recursive: true, force: true }));

	test("is a table for people, with the peaks named below", async () => {
		const { code, stdout, stderr } = await openhours(["peaks", ...files]);
		expect([code, stderr]).toEqual([
			0,
			"1 store, as of 2023-01-25T18:00:00.000Z\n" +
				"of these, 1 without a zone (taken as America/Chicago)\n",
		]);
		const lines = stdout.split("\n");
		expect(lines[0]).toBe(
			"Down in percent of known time, 2022-12-28T18:00:00.000Z to 2023-01-25T18:00:00.000Z (all by local time)",
		);
		const rows = lines.map((line) => line.trim().split(/ {2,}/));
		expect(rows[2]).toEqual(["hour", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "all"]);
		expect(rows[3]).toEqual(["00:00"]);
		const dashes = ["–", "–", "–", "–"];
		expect(rows[16]).toEqual(["13:00", "0.000", "50.000", "–", ...dashes, "25.000"]);
		expect(rows[17]).toEqual(["14:00", "0.000", "100.000", "–", ...dashes, "50.000"]);
		expect(rows[27]).toEqual(["all", "0.000", "18.750", "0.000", ...dashes, "7.894"]);
		expect(lines.slice(29)).toEqual([
			"peak              by        when           down %   down hours  outages begun",
			"hour of the day   rate      14:00          50.000   1.00        0",
			"hour of the day   downtime  14:00          50.000   1.00        0",
			"weekday           rate      Tuesday        18.750   1.50        1",
			"weekday           downtime  Tuesday        18.750   1.50        1",
			"hour of the week  rate      Tuesday 14:00  100.000  1.00        0",
			"hour of the week  downtime  Tuesday 14:00  100.000  1.00        0",
			"",
		]);
	});

	test("is CSV with an hour of the week a line, in a file that is named", async () => {
		const out = join(directory, "peaks.csv");
		const { code, stdout } = await openhours(["peaks", ...files, "--format", "csv", "--out", out]);
		expect([code, stdout]).toEqual([0, ""]);
		const lines = readFileSync(out, "utf8").split("\r\n");
		expect(lines).toHaveLength(1 + 168 + 1);
		expect(lines[0]).toBe("weekday,hour,open_ms,up_ms,down_ms,unknown_ms,outages_begun");
		expect(lines[1]).toBe("0,0,0,0,0,0,0");
		expect(lines[1 + 24 + 13]).toBe("1,13,14400000,1800000,1800000,10800000,1");
	});

	test("names no peaks where there are none", async () => {
		const { stdout } = await openhours(["peaks", ...files, "--to", "2023-01-24T19:30:00Z"]);
		expect(stdout.match(/ {2}none$/gm)).toHaveLength(6);
	});

	test("refuses what it cannot do", async () => {
		const refused = async (...args: string[]) => {
			const { code, stdout, stderr } = await openhours(["peaks", ...args], {
				OPENHOURS_DATA: "/dev/null",
			});
			expect([code, stdout]).toEqual([2, ""]);
			return stderr;
		};
		expect(await refused(...files.slice(2))).toContain("name the file of polls");
		expect(await refused(...files, "--group", "East")).toContain("name it with --stores");
		expect(await refused(...files, "--store", "2")).toContain("There is no store with this id");
		expect(await refused(...files, "--store", "1", "--group", "East")).toContain("cannot be used");
		expect(await refused("--strict")).toContain("are about files");
		expect(await refused(...files, "--out", files[1] as string)).toContain("files to be read");
	});
});
