import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Value } from "typebox/value";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RowsDocument } from "../../src/contract/report.ts";
import { HOUR_MS, MINUTE_MS } from "../../src/core/instant.ts";
import { writeOutputFile } from "../../src/service/output-file.ts";
import { BIN, type Run, run } from "./run.ts";

// A fleet small enough to be computed by hand. As of is Wednesday, 25 January 2023, 18:00 UTC, which
// is 12:00 in Chicago.
//
// Store 1 is open from 9 to 17 every day in Chicago. Of its last day that is 12 to 17 on Tuesday and
// 9 to 12 on Wednesday. Its first poll is on Tuesday at 14 (down), the next on Wednesday at 9 (up),
// the next at 11:30 (down). So of the last hour 30 minutes are up and 30 down; of the last day 2 hours
// are unknown, 3 + 0.5 down, 2.5 up; of the last week the 48 hours before that are unknown too.
// Store 2 has neither hours nor zone: always open. It is up from before the week to 17:45 UTC.
// Store =3 is open from 10 to 12 in Kolkata, and its only poll is outside of that: nothing is known.
const POLLS = [
	"store_id,status,timestamp_utc",
	"2,active,2023-01-25 18:00:00 UTC",
	"1,inactive,2023-01-24 20:00:00.000 UTC",
	"=3,inactive,2023-01-25 12:00:00 UTC",
	"1,inactive,2023-01-25 17:30:00 UTC",
	"2,active,2023-01-18 12:00:00 UTC",
	"1,active,2023-01-25 15:00:00 UTC",
	"2,inactive,2023-01-25 17:45:00 UTC",
];
const HOURS = [
	"store_id,day,start_time_local,end_time_local",
	...[0, 1, 2, 3, 4, 5, 6].map((day) => `1,${day},09:00:00,17:00:00`),
	...[0, 1, 2, 3, 4, 5, 6].map((day) => `=3,${day},10:00:00,12:00:00`),
];
const TIMEZONES = ["store_id,timezone_str", "1,America/Chicago", "=3,Asia/Kolkata"];

const PLAIN_CSV = [
	"store_id,uptime_last_hour,uptime_last_day,uptime_last_week,downtime_last_hour,downtime_last_day,downtime_last_week",
	"1,30.00,2.50,2.50,30.00,3.50,3.50",
	"2,45.00,23.75,167.75,15.00,0.25,0.25",
	"'=3,0.00,0.00,0.00,0.00,0.00,0.00",
	"",
].join("\r\n");

const METHOD =
	"3 stores, as of 2023-01-25T18:00:00.000Z\n" +
	"of these, 1 without business hours (taken as always open); 1 without a zone (taken as America/Chicago)\n";

let directory: string;
/** The options for the fleet's files. */
let fleet: string[];

beforeAll(async () => {
	directory = await mkdtemp(join(tmpdir(), "openhours-cli-"));
	fleet = [
		"--polls",
		await write("polls.csv", POLLS),
		"--hours",
		await write("hours.csv", HOURS),
		"--timezones",
		await write("timezones.csv", TIMEZONES),
	];
});
afterAll(() => rm(directory, { recursive: true }));

async function write(name: string, lines: readonly string[]): Promise<string> {
	const path = join(directory, name);
	await writeFile(path, lines.map((line) => `${line}\n`).join(""));
	return path;
}

/** `openhours report` in a directory that has nothing but the files of these tests. */
function report(args: readonly string[], options: Parameters<typeof run>[2] = {}): Promise<Run> {
	return run(BIN, ["report", ...args], { cwd: directory, ...options });
}

describe("a report from files", () => {
	test("is the plain CSV on standard output, and how it came about on standard error", async () => {
		expect(await report(fleet)).toEqual({ code: 0, stdout: PLAIN_CSV, stderr: METHOD });
	});

	test("is written to a file that is named, and replaces what was there", async () => {
		const out = await write("report.csv", [
			"an old report, much longer than the new one".repeat(99),
		]);
		expect(await report([...fleet, "--out", out])).toEqual({
			code: 0,
			stdout: "",
			stderr: METHOD.replace("Z\n", `Z → ${out}\n`),
		});
		expect(await readFile(out, "utf8")).toBe(PLAIN_CSV);
		expect((await readdir(directory)).filter((name) => name.includes("partial"))).toEqual([]);
	});

	test("of a custom range has hours and percentages, empty where nothing is known", async () => {
		const { stdout, code } = await report([
			...fleet,
			...["--from", "2023-01-24T19:00:00Z", "--to", "2023-01-25 16:00:00 UTC"],
		]);
		expect(code).toBe(0);
		expect(stdout).toBe(
			[
				"store_id,open_hours,uptime_hours,downtime_hours,unknown_hours,uptime_percent,coverage_percent",
				// Tuesday 13 to 17, with 13 to 14 unknown and the rest down; Wednesday 9 to 10, up.
				"1,5.00,1.00,3.00,1.00,25.000,80.000",
				"2,21.00,21.00,0.00,0.00,100.000,100.000",
				"'=3,2.00,0.00,0.00,2.00,,0.000",
				"",
			].join("\r\n"),
		);
	});

	test("as of an earlier instant knows nothing of what came after it", async () => {
		const { stdout, stderr } = await report([...fleet, "--as-of", "2023-01-25T17:00:00Z"]);
		expect(stdout.split("\r\n").slice(1, 3)).toEqual([
			"1,60.00,2.00,2.00,0.00,3.00,3.00",
			"2,60.00,24.00,168.00,0.00,0.00,0.00",
		]);
		expect(stderr).toContain("3 stores, as of 2023-01-25T17:00:00.000Z");
		const early = await report([...fleet, "--as-of", "2023-01-18"]);
		expect(early.stdout.split("\r\n").slice(1)).toEqual([""]);
	});

	test("leaves planned closures and special hours out of the business hours", async () => {
		const closures = await write("closures.csv", [
			"store_id,from_utc,to_utc,reason",
			"*,2023-01-25 17:00:00,2023-01-25 17:15:00,drill",
		]);
		const special = await write("special.csv", [
			"store_id,date,start_time_local,end_time_local",
			"1,2023-01-24,,",
			"1,2023-01-25,11:00,17:00",
		]);
		const { stdout, stderr } = await report([
			...fleet,
			...["--closures", closures, "--special-hours", special],
		]);
		expect(stdout.split("\r\n").slice(1, 3)).toEqual([
			// Tuesday's poll is outside of its hours now, so that the state is unknown to 11:30.
			"1,0.00,0.00,0.00,30.00,0.50,0.50",
			"2,30.00,23.50,167.50,15.00,0.25,0.25",
		]);
		expect(stderr).toContain("excepted: 1 planned closure, 2 dates with special hours");
	});

	test("as JSON has the exact milliseconds, the fleet by time, and its method", async () => {
		const { stdout } = await report([...fleet, "--format", "json"]);
		const document = JSON.parse(stdout);
		expect([...Value.Errors(RowsDocument, document)]).toEqual([]);
		expect(document.stores.map(({ store_id }: { store_id: string }) => store_id)).toEqual([
			"1",
			"2",
			"=3",
		]);
		expect(document.stores[0].figures).toEqual({
			last_hour: figures({ up: 30 * MINUTE_MS, down: 30 * MINUTE_MS }, 50, 100),
			last_day: figures(
				{ up: 2.5 * HOUR_MS, down: 3.5 * HOUR_MS, unknown: 2 * HOUR_MS },
				41.666,
				75,
			),
			last_week: figures(
				{ up: 2.5 * HOUR_MS, down: 3.5 * HOUR_MS, unknown: 50 * HOUR_MS },
				41.666,
				10.714,
			),
		});
		expect(document.stores[2].figures.last_hour).toEqual(figures({}, null, null));
		expect(document.stores[2].figures.last_week).toEqual(
			figures({ unknown: 14 * HOUR_MS }, null, 0),
		);
		expect(document.fleet.last_day).toEqual(
			figures({ up: 26.25 * HOUR_MS, down: 3.75 * HOUR_MS, unknown: 4 * HOUR_MS }, 87.5, 88.235),
		);
		const zone = expect.stringMatching(/^\d{4}[a-z]$/);
		expect(document.method).toEqual({
			as_of: "2023-01-25T18:00:00.000Z",
			ranges: [
				{ name: "last_hour", from: "2023-01-25T17:00:00.000Z", to: "2023-01-25T18:00:00.000Z" },
				{ name: "last_day", from: "2023-01-24T18:00:00.000Z", to: "2023-01-25T18:00:00.000Z" },
				{ name: "last_week", from: "2023-01-18T18:00:00.000Z", to: "2023-01-25T18:00:00.000Z" },
			],
			settings: {
				end_of_day: "midnight",
				missing_day: "open",
				outside_polls: "ignore",
				max_gap_ms: null,
				default_timezone: "America/Chicago",
			},
			timezone_data_version: zone,
			selection: "all",
			group: null,
			stores: 3,
			stores_with_default_timezone: 1,
			stores_with_default_hours: 1,
			special_dates: 0,
			closures: 0,
			exceptions: { closures: [], special_hours: [], changes: [], not_listed: 0 },
			newest_poll: "2023-01-25T18:00:00.000Z",
		});
	});

	test("goes by the options first, then by the settings, then by .env", async () => {
		const cwd = await mkdtemp(join(directory, "settings-"));
		await writeFile(join(cwd, ".env"), "OPENHOURS_MAX_GAP=1h\nOPENHOURS_MISSING_DAY=closed\n");
		const { stdout } = await report(
			[...fleet, "--format", "json", "--max-gap", "90m", "--outside-polls", "use"],
			{ cwd, env: { OPENHOURS_END_OF_DAY: "literal", OPENHOURS_MISSING_DAY: "open" } },
		);
		expect(JSON.parse(stdout).method.settings).toEqual({
			end_of_day: "literal",
			missing_day: "open",
			outside_polls: "use",
			max_gap_ms: 90 * MINUTE_MS,
			default_timezone: "America/Chicago",
		});
	});

	test("reads one of its files from standard input, packed or not", async () => {
		const text = POLLS.join("\n");
		const rest = ["--polls", "-", ...fleet.slice(2)];
		expect((await report(rest, { input: text })).stdout).toBe(PLAIN_CSV);
		expect((await report(rest, { input: gzipSync(text) })).stdout).toBe(PLAIN_CSV);
		const twice = await report(["--polls", "-", "--hours", "-"], { input: text });
		expect(twice).toEqual({
			code: 2,
			stdout: "",
			stderr: "openhours: only one of the files can be read from standard input (-)\n",
		});
	});

	test("ends quietly when its reader has seen enough", async () => {
		const many = Array.from(
			{ length: 20_000 },
			(_, i) => `store ${i},active,2023-01-25 18:00:00 UTC`,
		);
		const polls = await write("many.csv", [POLLS[0] as string, ...many]);
		const pipe = '{ "$0" report --polls "$1"; echo "exit $?" >&2; } | head -n 1';
		const { stdout, stderr } = await run("sh", ["-c", pipe, BIN, polls]);
		expect(stdout).toBe(PLAIN_CSV.slice(0, PLAIN_CSV.indexOf("\r\n") + 2));
		expect(stderr).toBe("exit 0\n");
	});
});

describe("bad rows", () => {
	const bad = (count: number) =>
		Array.from({ length: count }, (_, i) => `b${i},off,2023-01-25 12:00:00`);
	let polls: string;
	let hours: string;
	beforeAll(async () => {
		polls = await write("bad polls.csv", [...POLLS, ...bad(1_001), "=5,active,yesterday", "x,y"]);
		hours = await write("bad hours.csv", [...HOURS, "1,7,09:00,17:00"]);
	});

	test("are left out, the first ten shown and all counted by reason, the most frequent first", async () => {
		const { code, stdout, stderr } = await report([
			"--polls",
			polls,
			"--hours",
			hours,
			...fleet.slice(4),
		]);
		expect(code).toBe(0);
		expect(stdout).toBe(PLAIN_CSV);
		expect(stderr).toBe(
			[
				`${hours} line 16: day "7" is not a weekday; write 0 for Monday to 6 for Sunday`,
				...Array.from(
					{ length: 9 },
					(_, i) =>
						`${polls} line ${i + 9}: status "off" is not a status; write active or inactive`,
				),
				"… and 994 more",
				"1,004 bad rows were left out:",
				"  1,001 × is not a status; write active or inactive",
				"  1 × is not a weekday; write 0 for Monday to 6 for Sunday",
				"  1 × is not a timestamp, or its date or time does not exist; write it as 2023-01-22 12:09:39.388884 UTC",
				"  1 × has fewer cells than the header",
				METHOD,
			].join("\n"),
		);
	});

	test("are all written to the file of rejects, which is a CSV that no spreadsheet computes", async () => {
		const rejects = join(directory, "rejects.csv");
		await report(["--polls", polls, "--hours", hours, "--rejects", rejects]);
		const lines = (await readFile(rejects, "utf8")).split("\r\n");
		expect(lines).toHaveLength(1 + 1_004 + 1);
		expect(lines[0]).toBe("file,line,column,value,reason");
		expect(lines[1]).toBe(`${hours},16,day,7,is not a weekday; write 0 for Monday to 6 for Sunday`);
		expect(lines[1_003]).toBe(
			`${polls},1010,timestamp_utc,yesterday,"is not a timestamp, or its date or time does not exist; write it as 2023-01-22 12:09:39.388884 UTC"`,
		);
		expect(lines[1_004]).toBe(`${polls},1011,,"x,y",has fewer cells than the header`);
	});

	test("are an error with --strict: nothing is written, and they are listed all the same", async () => {
		const out = join(directory, "strict.csv");
		const rejects = join(directory, "strict rejects.csv");
		const { code, stdout, stderr } = await report([
			...fleet.slice(2),
			...["--polls", polls, "--strict", "--out", out, "--rejects", rejects],
		]);
		expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
		expect(stderr).toContain("1,003 bad rows were left out:");
		expect(stderr).toMatch(
			/openhours: a row is bad, and --strict allows none: nothing was done\n$/,
		);
		expect(await readdir(directory)).not.toContain("strict.csv");
		expect((await readFile(rejects, "utf8")).split("\r\n")).toHaveLength(1 + 1_003 + 1);
	});

	test("none of them, and --strict and --rejects make no difference", async () => {
		const rejects = join(directory, "no rejects.csv");
		expect(await report([...fleet, "--strict", "--rejects", rejects])).toEqual({
			code: 0,
			stdout: PLAIN_CSV,
			stderr: METHOD,
		});
		expect(await readFile(rejects, "utf8")).toBe("file,line,column,value,reason\r\n");
	});
});

describe("a call that makes no sense is refused with exit code 2 and what to do:", () => {
	const polls = ["--polls", "polls.csv"];

	test.each([
		["an unknown command", ["reprot"], "unknown command 'reprot'"],
		[
			"an unknown option",
			["report", ...polls, "--pols", "x"],
			"unknown option '--pols'\n(Did you mean --polls?)",
		],
		["no polls", ["report"], "required option '--polls <file>' not specified"],
		[
			"an option without its value",
			["report", "--polls"],
			"option '--polls <file>' argument missing",
		],
		["a file too many", ["report", ...polls, "more.csv"], "too many arguments"],
		[
			"--as-of",
			["report", ...polls, "--as-of", "now"],
			"'now' is invalid. Write it as 2023-01-22T12:09:39Z or 2023-01-22 (UTC).",
		],
		[
			"--from",
			["report", ...polls, "--from", "2023-02-29"],
			"'2023-02-29' is invalid. Write it as",
		],
		["--to", ["report", ...polls, "--to", "24:00"], "'24:00' is invalid. Write it as"],
		[
			"--from without --to",
			["report", ...polls, "--from", "2023-01-01"],
			"--from and --to go together: give both, or neither",
		],
		[
			"an empty range",
			["report", ...polls, "--from", "2023-01-02", "--to", "2023-01-02"],
			"the range is empty: its end is not after its beginning",
		],
		[
			"a range after as of",
			["report", ...polls, "--from", "2023-03-01", "--to", "2023-04-01"],
			"the range begins at 2023-03-01T00:00:00.000Z, which is not before the report's as of, 2023-01-25T18:00:00.000Z",
		],
		[
			"--max-gap",
			["report", ...polls, "--max-gap", "2 weeks"],
			"'2 weeks' is invalid. Write it as 2h, 90m, 1d12h or PT2H.",
		],
		[
			"--missing-day",
			["report", ...polls, "--missing-day", "shut"],
			"'shut' is invalid. Allowed choices are open, closed.",
		],
		[
			"--end-of-day",
			["report", ...polls, "--end-of-day", "noon"],
			"Allowed choices are midnight, literal.",
		],
		[
			"--outside-polls",
			["report", ...polls, "--outside-polls", "count"],
			"Allowed choices are ignore, use.",
		],
		[
			"--default-timezone",
			["report", ...polls, "--default-timezone", "Mars/Olympus"],
			"'Mars/Olympus' is invalid. Write an IANA time zone such as America/New_York.",
		],
		[
			"--format",
			["report", ...polls, "--format", "xml"],
			"Allowed choices are csv, extended-csv, json, ndjson, parquet.",
		],
		["no such file", ["report", "--polls", "none.csv"], "none.csv: there is no such file"],
		["a directory", ["report", "--polls", "."], ".: is a directory; name a CSV file in it"],
		[
			"no such file among others",
			["report", ...polls, "--closures", "none.csv"],
			"none.csv: there is no such file",
		],
		[
			"another kind of file",
			["report", ...polls, "--hours", "timezones.csv"],
			"timezones.csv: has no column dayofweek; expected a header with the columns store_id, dayofweek, start_time_local, end_time_local",
		],
	])("%s", async (_, args, complaint) => {
		const { code, stdout, stderr } = await run(BIN, args, { cwd: directory });
		expect(stderr).toContain(complaint);
		expect(stderr).not.toMatch(/mistake in openhours| at .*\.ts:/);
		expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
	});

	test("settings, with every mistake in one message", async () => {
		const { code, stderr } = await report(fleet, {
			env: { OPENHOURS_MISSING_DAY: "shut", OPENHOURS_MAX_GAP: "long", OPENHOURS_MAXGAP: "2h" },
		});
		expect(code).toBe(2);
		expect(stderr).toBe(
			[
				"openhours: the settings cannot be used:",
				"  OPENHOURS_MAXGAP is not a setting; see docs/settings.md",
				"  OPENHOURS_MISSING_DAY must be one of open, closed",
				"  OPENHOURS_MAX_GAP is not a duration such as 2h, 90m or PT2H",
				"",
			].join("\n"),
		);
	});

	test("polls of which none can be read", async () => {
		const empty = await write("no polls.csv", ["store_id,status,timestamp_utc"]);
		const { code, stderr } = await report(["--polls", empty]);
		expect(code).toBe(2);
		expect(stderr).toBe("openhours: there are no polls to report on\n");
	});
});

describe("a file that cannot be written is told in words:", () => {
	const FULL = "no space is left on the disk; make room and run it again";

	test.each([
		[
			"a directory that does not exist",
			["--out", "none/report.csv"],
			2,
			"none/report.csv cannot be written: its directory does not exist",
		],
		[
			"a file in place of its directory",
			["--out", "polls.csv/report.csv"],
			2,
			"polls.csv/report.csv cannot be written: its directory does not exist",
		],
		["a directory", ["--out", "."], 2, ". cannot be written: it is a directory; name a file"],
		["a full disk", ["--out", "/dev/full"], 1, `/dev/full cannot be written: ${FULL}`],
		[
			"rejects in a directory that does not exist",
			["--rejects", "none/r.csv"],
			2,
			"none/r.csv cannot be written: its directory does not exist",
		],
		[
			"rejects in a directory",
			["--rejects", "."],
			2,
			". cannot be written: it is a directory; name a file",
		],
		[
			"rejects on a full disk",
			["--rejects", "/dev/full"],
			1,
			`/dev/full cannot be written: ${FULL}`,
		],
	])("%s", async (_, args, expected, complaint) => {
		const { code, stderr } = await report([...fleet, ...args]);
		expect(stderr.trimEnd().split("\n").at(-1)).toBe(`openhours: ${complaint}`);
		expect(code).toBe(expected);
	});

	test("standard output on a full disk", async () => {
		const { stderr } = await run("sh", [
			"-c",
			'"$0" report --polls "$1" > /dev/full; echo "exit $?" >&2',
			BIN,
			fleet[1] as string,
		]);
		expect(stderr).toContain("openhours: standard output cannot be written: ENOSPC");
		expect(stderr).toContain("exit 1\n");
	});

	test("an old report stays when the new one cannot be written", async () => {
		const out = await write("kept.csv", ["old"]);
		async function* failing() {
			yield "new";
			throw new Error("the computation failed");
		}
		await expect(writeOutputFile(out, failing())).rejects.toThrow("the computation failed");
		expect(await readFile(out, "utf8")).toBe("old\n");
		expect((await readdir(directory)).filter((name) => name.includes("partial"))).toEqual([]);
	});

	test("a directory that may not be entered", async () => {
		const locked = join(directory, "locked");
		await mkdir(locked, { mode: 0 });
		const out = join(locked, "report.csv");
		async function* text() {
			yield "text";
		}
		const isRoot = process.geteuid?.() === 0;
		// Root may write everywhere, so that it has to be somebody else for a moment.
		if (isRoot) process.seteuid?.(65_534);
		try {
			await expect(writeOutputFile(out, text())).rejects.toThrow(
				`${out} cannot be written: permission denied`,
			);
		} finally {
			if (isRoot) process.seteuid?.(0);
			await chmod(locked, 0o700);
		}
	});
});

function figures(
	{ up = 0, down = 0, unknown = 0 }: { up?: number; down?: number; unknown?: number },
	uptimePercent: number | null,
	coveragePercent: number | null,
) {
	return {
		open_ms: up + down + unknown,
		up_ms: up,
		down_ms: down,
		unknown_ms: unknown,
		uptime_percent: uptimePercent,
		coverage_percent: coveragePercent,
	};
}

describe("an input is never lost to an output:", () => {
	test.each(["--out", "--rejects"])("%s may not name a file that is to be read", async (option) => {
		const before = await readFile(join(directory, "polls.csv"), "utf8");
		// By another name than the one that it is read by.
		const { code, stdout, stderr } = await report([...fleet, option, "./polls.csv"]);
		expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
		expect(stderr).toBe(
			"openhours: ./polls.csv is one of the files to be read; write to another\n",
		);
		expect(await readFile(join(directory, "polls.csv"), "utf8")).toBe(before);
	});

	test("a file option that is given twice is refused, since only one would be read", async () => {
		const { code, stderr } = await report([...fleet, "--polls", "other.csv"]);
		expect(code).toBe(2);
		expect(stderr).toContain("Give it once, with one file.");
	});
});
