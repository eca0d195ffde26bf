// How long a report takes by the number of workers, and how much memory each of them needs at its peak.
//
//   node bench/workers.ts --dir DIR --database postgres://user@host/empty_database [--workers 1,2,3,4] [--runs 3]
//
// DIR holds store_status.csv, menu_hours.csv and timezones.csv (`openhours sample` writes them). The
// database should be empty: the files are imported into it. Every CSV is compared with the one that
// `openhours report` makes of the files before any time counts.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { DEFAULT_SETTINGS } from "../src/config/settings.ts";
import { openServices } from "../src/open-services.ts";
import { reportWithId } from "../src/service/report-resource.ts";
import { reportText } from "../src/service/report-text.ts";
import { triggerReport } from "../src/service/trigger-report.ts";

const { values } = parseArgs({
	options: {
		dir: { type: "string" },
		database: { type: "string" },
		workers: { type: "string", default: "1,2,3,4" },
		runs: { type: "string", default: "3" },
	},
});
const { dir, database: databaseUrl } = values;
if (dir === undefined || databaseUrl === undefined)
	throw new Error("name the files' directory with --dir and an empty database with --database");

const BIN = fileURLToPath(new URL("../bin/openhours", import.meta.url));
const FILES = [
	...["--polls", join(dir, "store_status.csv")],
	...["--hours", join(dir, "menu_hours.csv")],
	...["--timezones", join(dir, "timezones.csv")],
];
const env = { ...process.env, DATABASE_URL: databaseUrl, OPENHOURS_LOG_LEVEL: "error" };

function openhours(...args: string[]): Buffer {
	return execFileSync(BIN, args, { env, maxBuffer: 1 << 30, stdio: ["ignore", "pipe", "ignore"] });
}

async function startWorker(): Promise<ChildProcess> {
	const worker = spawn(BIN, ["worker"], { env, stdio: ["ignore", "ignore", "pipe"] });
	await once(worker.stderr as NodeJS.ReadableStream & NodeJS.EventEmitter, "data");
	return worker;
}

/** The most memory that a process has had, in megabytes. Linux tells it. */
function peakMb({ pid }: ChildProcess): number {
	const status = readFileSync(`/proc/${pid}/status`, "utf8");
	return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1_024);
}

function median(numbers: readonly number[]): number {
	return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] as number;
}

const wanted = createHash("sha256")
	.update(openhours("report", ...FILES))
	.digest("hex");
const importBegan = performance.now();
openhours("import", ...FILES);
console.log(
	`${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}; import ${((performance.now() - importBegan) / 1_000).toFixed(1)} s`,
);

const { services, close } = await openServices(
	{ ...DEFAULT_SETTINGS, databaseUrl },
	{ version: "0.0.0", zoneDataVersion: process.versions.tz ?? "", now: () => Date.now() },
	{ supervises: false, onError: (error) => console.error(error.message) },
);

/** From trigger to complete, in milliseconds, after the report was found to be right. */
async function measure(): Promise<number> {
	const began = performance.now();
	const { reportId } = await triggerReport(services);
	for (;;) {
		const report = await reportWithId(services, reportId);
		if (report.state === "complete") {
			const took = performance.now() - began;
			const hash = createHash("sha256");
			for await (const piece of reportText(services, report, "csv")) hash.update(piece);
			if (hash.digest("hex") !== wanted) throw new Error("the report is not the one of the files");
			return took;
		}
		if (report.state === "failed") throw new Error(report.failure);
		await sleep(20);
	}
}

for (const count of values.workers.split(",").map(Number)) {
	const workers = await Promise.all(Array.from({ length: count }, startWorker));
	await measure();
	const times: number[] = [];
	for (let run = 0; run < Number(values.runs); run++) times.push(await measure());
	const peaks = workers.map(peakMb);
	for (const worker of workers) {
		worker.kill("SIGTERM");
		await once(worker, "exit");
	}
	console.log(
		`${count} ${count === 1 ? "worker " : "workers"}  ${(median(times) / 1_000).toFixed(2)} s   peak memory ${peaks.join(", ")} MB`,
	);
}
await close(0);
