// What more than a report costs, beside the report, on the same files: all outages of the week, the hours of the
// week in which stores are down, the daily trend of the fleet and of every store. Whole processes, in turn.
// Their downtimes are compared with the report's first; times of wrong answers are worth nothing.
//
//   node bench/analysis.ts --dir DIRECTORY [--runs 5]
//
// DIRECTORY holds store_status.csv, menu_hours.csv and timezones.csv.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { BIN as openhours } from "./server.ts";

const { values: options } = parseArgs({
	options: { dir: { type: "string" }, runs: { type: "string", default: "5" } },
});
if (options.dir === undefined) throw new Error("name the fleet's directory with --dir");
const directory = options.dir;
const scratch = mkdtempSync(join(tmpdir(), "openhours-bench-"));
const files = [
	...["--polls", join(directory, "store_status.csv")],
	...["--hours", join(directory, "menu_hours.csv")],
	...["--timezones", join(directory, "timezones.csv")],
];

const REPORT = "report of the last hour, day and week";

/** What is run. */
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
	[REPORT]: ["report"],
	"all outages of the week": ["outages"],
	"peaks of the week": ["peaks", "--format", "json"],
	"daily trend of the fleet": ["uptime", "--by", "day", "--per", "fleet"],
	"daily trend of every store": ["uptime", "--by", "day", "--per", "store"],
	"daily trend of every store, as Parquet": [
		"uptime",
		"--by",
		"day",
		"--per",
		"store",
		"--format",
		"parquet",
	],
};

function run(args: readonly string[], out: string): number {
	const begun = performance.now();
	execFileSync(openhours, [...args, ...files, "--out", out], { stdio: "ignore" });
	return performance.now() - begun;
}

interface Told {
	readonly downMs: number;
	/** The last week. */
	readonly from: string;
}

/** What a command tells of the whole fleet in the last week. */
function toldBy(args: readonly string[]): Told {
	const [command = "", ...rest] = args;
	const out = join(scratch, "check.json");
	const kept = rest.filter((arg, i) => arg !== "--format" && rest[i - 1] !== "--format");
	run([command, ...kept, "--format", "json"], out);
	const document = JSON.parse(readFileSync(out, "utf8"));
	const week = document.method.ranges.at(-1);
	const { down_ms: downMs } = command === "report" ? document.fleet.last_week : document.figures;
	return { downMs, from: week.from };
}

try {
	const wanted = toldBy(["report"]);
	const commands = Object.entries(COMMANDS).map(
		([name, args]) => [name, name === REPORT ? args : [...args, "--from", wanted.from]] as const,
	);
	for (const [name, args] of commands) {
		const { downMs } = toldBy(args);
		if (downMs !== wanted.downMs)
			throw new Error(`${name} tells ${downMs} ms of downtime, not ${wanted.downMs}`);
	}
	console.log(`the same downtime in all of them: ${wanted.downMs} ms`);
	const times = new Map<string, number[]>();
	for (let i = 0; i < Number(options.runs); i++)
		for (const [name, args] of commands)
			times.set(name, [...(times.get(name) ?? []), run(args, join(scratch, "out"))]);
	const medianOf = (name: string) => {
		const sorted = (times.get(name) ?? []).toSorted((a, b) => a - b);
		return sorted[sorted.length >> 1] as number;
	};
	for (const name of times.keys()) {
		const ms = medianOf(name);
		const ratio = (ms / medianOf(REPORT)).toFixed(2);
		console.log(`${name.padEnd(40)} ${ms.toFixed(0).padStart(6)} ms  ${ratio}`);
	}
} finally {
	rmSync(scratch, { recursive: true });
}
