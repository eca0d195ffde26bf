// How long the event loop is held up while a fleet is imported into the embedded database and while a
// report is computed from it, in the program's own process.
//
//   node bench/event-loop.ts [--dir DIRECTORY]
//
// DIRECTORY holds store_status.csv, menu_hours.csv and timezones.csv; without it a fleet of 14,000
// stores with 8 days of polls is generated.
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { DEFAULT_SETTINGS } from "../src/config/settings.ts";
import { readFleetFiles } from "../src/service/fleet-files.ts";
import { importFiles } from "../src/service/import-files.ts";
import { RejectLog } from "../src/service/reject-log.ts";
import { writeSample } from "../src/service/sample/write-sample.ts";
import { startServer } from "../src/start-server.ts";

const { values: options } = parseArgs({ options: { dir: { type: "string" } } });
const scratch = mkdtempSync(join(tmpdir(), "openhours-bench-"));

async function measured(name: string, work: () => Promise<void>): Promise<void> {
	const delay = monitorEventLoopDelay({ resolution: 1 });
	delay.enable();
	const begun = performance.now();
	await work();
	delay.disable();
	const ms = (nanoseconds: number) => `${(nanoseconds / 1e6).toFixed(0).padStart(5)} ms`;
	console.log(
		`${name.padEnd(26)} ${String(Math.round(performance.now() - begun)).padStart(6)} ms   p50 ${ms(delay.percentile(50))}   p99 ${ms(delay.percentile(99))}   longest ${ms(delay.max)}`,
	);
}

/** Asks now and then, as a client does, and leaves the loop to itself in between. */
async function report(url: string): Promise<void> {
	const triggered = await fetch(`${url}/trigger_report`, { method: "POST" });
	const { report_id: id } = (await triggered.json()) as { report_id: string };
	for (;;) {
		const answer = await fetch(`${url}/get_report/${id}`);
		const text = await answer.text();
		if (!text.startsWith("{")) return;
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}

try {
	const directory = options.dir ?? join(scratch, "fleet");
	if (options.dir === undefined)
		await writeSample({ directory, stores: 14_000, days: 8, end: Date.UTC(2026, 0, 1) });
	const server = await startServer(
		DEFAULT_SETTINGS,
		{ port: 0, dataDirectory: join(scratch, "data"), logLevel: "silent" },
		{ version: "0.0.0", zoneDataVersion: process.versions.tz ?? "", now: () => Date.now() },
	);
	console.log(
		`${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}; delays of the event loop`,
	);
	await measured("import", async () => {
		const files = await readFleetFiles({
			names: {
				polls: join(directory, "store_status.csv"),
				hours: join(directory, "menu_hours.csv"),
				timezones: join(directory, "timezones.csv"),
			},
			standardInput: process.stdin,
			now: Date.now(),
			rejects: new RejectLog(),
			strict: false,
		});
		await importFiles(server.services.database, files);
	});
	await measured("report", () => report(server.url));
	await measured("report, once more", () => report(server.url));
	await server.close();
} finally {
	rmSync(scratch, { recursive: true, force: true });
}
