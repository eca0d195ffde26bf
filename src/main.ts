import { readFileSync } from "node:fs";
import type { Context } from "./cli/context.ts";
import { runProgram } from "./cli/program.ts";
import { readSettings } from "./config.ts";

// Composition: the only place that knows the process, and hands its parts to those who need them.
// What only some commands need is loaded when they ask for it.

const { version } = JSON.parse(
	readFileSync(new URL("../package.json", import.meta.url), "utf8"),
) as { version: string };
const zoneDataVersion = process.versions.tz ?? "unknown";
const now = () => Date.now();

const context: Context = {
	version,
	zoneDataVersion,
	standardInput: process.stdin,
	standardOutput: process.stdout,
	standardError: process.stderr,
	now,
	rules: async () => (await readSettings(process.env)).rules,
	openDatabase: async () => {
		const settings = await readSettings(process.env);
		const { openMigratedDatabase } = await import("./open-migrated-database.ts");
		return openMigratedDatabase(settings);
	},
	startServer: async (options) => {
		const settings = await readSettings(process.env);
		const { startServer } = await import("./start-server.ts");
		return startServer(settings, options, { zoneDataVersion, now });
	},
	untilAskedToStop: () =>
		new Promise((resolve) => {
			for (const signal of ["SIGINT", "SIGTERM"] as const) {
				process.once(signal, () => {
					resolve();
					// Whoever asks twice does not want to wait for what is under way.
					process.once(signal, () => process.exit(1));
				});
			}
		}),
};

// A reader that goes away (`openhours report … | head`) is no failure of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
	if (error.code === "EPIPE") process.exit(0);
	process.stderr.write(`openhours: standard output cannot be written: ${error.message}\n`);
	process.exit(1);
});

process.exitCode = await runProgram(process.argv.slice(2), context);
