// Openhours against DuckDB with SQL written by hand, on the same three files and in one run, in turn:
// a report from the files, an import into the embedded database, a report from it. The figures of
// every store are compared first; times of wrong answers are worth nothing.
//
//   npm install --no-save @duckdb/node-api@1.5.6-r.1
//   node bench/against-duckdb.ts [--dir DIRECTORY] [--runs 5]
//
// DIRECTORY holds store_status.csv, menu_hours.csv and timezones.csv; without it a fleet of 14,000
// stores with 8 days of polls is generated.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { BIN as openhours, startServer } from "./server.ts";

const { values: options } = parseArgs({
	options: { dir: { type: "string" }, runs: { type: "string", default: "5" } },
});
const root = join(import.meta.dirname, "..");
const scratch = mkdtempSync(join(tmpdir(), "openhours-bench-"));
const directory = options.dir ?? join(scratch, "fleet");
const [ours, theirs, data] = ["ours.csv", "theirs.csv", "data"].map((name) =>
	join(scratch, name),
) as [string, string, string];
const files = [
	...["--polls", join(directory, "store_status.csv")],
	...["--hours", join(directory, "menu_hours.csv")],
	...["--timezones", join(directory, "timezones.csv")],
];
const environment = {
	...process.env,
	OPENHOURS_DATA: data,
	OPENHOURS_LOG_LEVEL: "silent",
};

function timed(work: () => void): number {
	const begun = performance.now();
	work();
	return performance.now() - begun;
}

function run(command: string, args: readonly string[]): string {
	return execFileSync(command, args, {
		env: environment,
		encoding: "utf8",
		stdio: ["ignore", "pipe", "ignore"],
	});
}

function yardstick(): { wholeMs: number; loadMs: number; reportMs: number } {
	let printed = "";
	const wholeMs = timed(() => {
		printed = run(process.execPath, [
			join(root, "bench/duckdb.ts"),
			directory,
			theirs,
			join(scratch, "duckdb"),
		]);
	});
	return { wholeMs, ...(JSON.parse(printed) as { loadMs: number; reportMs: number }) };
}

function reportFromFiles(): number {
	return timed(() => run(openhours, ["report", ...files, "--out", ours]));
}

function importFiles(): number {
	rmSync(data, { recursive: true, force: true });
	return timed(() => run(openhours, ["import", ...files]));
}

/** From the request for a report until it is complete. */
async function reportFromDatabase(url: string): Promise<{ ms: number; csv: string }> {
	const begun = performance.now();
	const triggered = await fetch(`${url}/trigger_report`, { method: "POST" });
	const { report_id: id } = (await triggered.json()) as { report_id: string };
	for (;;) {
		const answer = await fetch(`${url}/get_report/${id}`);
		const ms = performance.now() - begun;
		const csv = await answer.text();
		if (answer.headers.get("content-type")?.startsWith("text/csv")) return { ms, csv };
	}
}

function figuresOf(csv: string): Map<string, number[]> {
	const rows = csv.trim().split(/\r?\n/).slice(1);
	return new Map(
		rows.map((row) => row.split(",")).map(([id, ...cells]) => [id as string, cells.map(Number)]),
	);
}

/** DuckDB rounds a float half to even here and there: a hundredth is no difference. */
function compare(name: string, csv: string): void {
	const wanted = figuresOf(readFileSync(theirs, "utf8"));
	const got = figuresOf(csv);
	const isRight =
		got.size === wanted.size &&
		[...wanted].every(([id, cells]) =>
			cells.every((cell, i) => Math.abs(cell - (got.get(id)?.[i] ?? Number.NaN)) < 0.0101),
		);
	if (!isRight) throw new Error(`${name} differs from the yardstick: no times are worth anything`);
}

const median = (numbers: readonly number[]) =>
	numbers.toSorted((a, b) => a - b)[numbers.length >> 1] as number;

function printRow(name: string, oursMs: readonly number[], theirsMs: readonly number[]): void {
	const ratios = oursMs.map((ms, i) => ms / (theirsMs[i] as number));
	const [low, high] = [Math.min(...ratios), Math.max(...ratios)].map((ratio) => ratio.toFixed(2));
	console.log(
		`${name.padEnd(44)} ${String(Math.round(median(oursMs))).padStart(6)} ms  ${String(Math.round(median(theirsMs))).padStart(6)} ms  ${median(ratios).toFixed(2).padStart(5)}  (${low} to ${high})`,
	);
}

if (!existsSync(join(root, "node_modules/@duckdb/node-api"))) {
	console.error(
		"The yardstick is not there. Run: npm install --no-save @duckdb/node-api@1.5.6-r.1",
	);
	process.exit(1);
}
try {
	if (options.dir === undefined)
		run(openhours, ["sample", "--out", directory, "--stores", "14000", "--days", "8"]);
	// Once for the answers, which also warms the disk's cache and the compiled code's.
	yardstick();
	reportFromFiles();
	compare("the report from files", readFileSync(ours, "utf8"));
	importFiles();
	const times = { files: [], imports: [], database: [], whole: [], load: [], report: [] } as Record<
		string,
		number[]
	>;
	for (let i = 0; i < Number(options.runs); i++) {
		const { wholeMs, loadMs, reportMs } = yardstick();
		times.whole?.push(wholeMs);
		times.load?.push(loadMs);
		times.report?.push(reportMs);
		times.files?.push(reportFromFiles());
		times.imports?.push(importFiles());
		const { server, url } = await startServer({
			dataDirectory: data,
			databaseUrl: undefined,
			// It asks without a pause whether the report is complete.
			settings: { OPENHOURS_RATE_LIMIT: "0" },
		});
		await reportFromDatabase(url);
		const { ms, csv } = await reportFromDatabase(url);
		compare("the report from the database", csv);
		times.database?.push(ms);
		server.kill();
	}
	const stores = figuresOf(readFileSync(theirs, "utf8")).size;
	console.log(
		`${stores} stores, the same figures; ${options.runs} runs in turn, medians; ${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}`,
	);
	console.log(`${"".padEnd(44)} openhours     DuckDB  ratio`);
	printRow("report from files (whole process)", times.files ?? [], times.whole ?? []);
	printRow("import into the database, against the load", times.imports ?? [], times.load ?? []);
	printRow("report from the database, against the query", times.database ?? [], times.report ?? []);
} finally {
	rmSync(scratch, { recursive: true, force: true });
}
