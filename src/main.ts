import { readFileSync } from "node:fs";
import { runProgram } from "./cli/program.ts";
import { readSettings } from "./config.ts";

// Composition: the only place that knows the process, and hands its parts to those who need them.

const { version } = JSON.parse(
	readFileSync(new URL("../package.json", import.meta.url), "utf8"),
) as { version: string };

// A reader that goes away (`openhours report … | head`) is no failure of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
	process.exit(error.code === "EPIPE" ? 0 : 1);
});

process.exitCode = await runProgram(process.argv.slice(2), {
	version,
	zoneDataVersion: process.versions.tz ?? "unknown",
	standardInput: process.stdin,
	standardOutput: process.stdout,
	standardError: process.stderr,
	now: () => Date.now(),
	rules: async () => (await readSettings(process.env)).rules,
});
