import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Context, OpenServices } from "./cli/context.ts";
import { runProgram } from "./cli/program.ts";
import { readSettings } from "./config.ts";

// Composition: the only place that knows the process, and hands its parts to those who need them.
// What only some commands need is loaded when they ask for it.

const { version } = JSON.parse(
	readFileSync(new URL("../package.json", import.meta.url), "utf8"),
) as { version: string };
const zoneDataVersion = process.versions.tz ?? "unknown";
const now = () => Date.now();
const webDirectory = fileURLToPath(new URL("../dist/web", import.meta.url));
const facts = { version, zoneDataVersion, now };

const context: Context = {
	version,
	zoneDataVersion,
	standardInput: process.stdin,
	standardOutput: process.stdout,
	standardError: process.stderr,
	now,
	rules: async () => (await readSettings(process.env)).rules,
	currency: async () => (await readSettings(process.env)).currency,
	openDatabase: async () => {
		const settings = await readSettings(process.env);
		const { openMigratedDatabase } = await import("./open-migrated-database.ts");
		return openMigratedDatabase(settings);
	},
	openServices: () => openServices(),
	migrate: async () => {
		const { database, close } = await openServices({ distributes: true });
		const { isDistributed } = await import("./database/distribute.ts");
		try {
			return { isDistributed: await isDistributed(database) };
		} finally {
			await close();
		}
	},
	reportAfterImportMs: async () => (await readSettings(process.env)).reportAfterImportMs,
	examine: async () => {
		const { examineSystem } = await import("./examine-system.ts");
		return examineSystem(process.env, facts);
	},
	startServer: async (options) => {
		const settings = await readSettings(process.env);
		const { startServer } = await import("./start-server.ts");
		return startServer(settings, options, { ...facts, webDirectory });
	},
	startWorkers: async (options) => {
		const settings = await readSettings(process.env);
		const { startWorkers } = await import("./start-workers.ts");
		const { makeLogger } = await import("./make-logger.ts");
		const concurrency = options.concurrency ?? settings.concurrency;
		const logger = await makeLogger(settings.logLevel);
		const { services, close } = await startWorkers(settings, facts, { concurrency, logger });
		return { services, concurrency, close };
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

async function openServices(
	options: { readonly distributes?: boolean } = {},
): Promise<OpenServices> {
	const settings = await readSettings(process.env);
	const { openServices } = await import("./open-services.ts");
	const { services, close } = await openServices(settings, facts, {
		...options,
		supervises: false,
		onError: (error) => process.stderr.write(`openhours: the queue of jobs: ${error.message}\n`),
	});
	return { ...services, close: () => close(0) };
}

// A reader that goes away (`openhours report … | head`) is no failure of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
	if (error.code === "EPIPE") process.exit(0);
	process.stderr.write(`openhours: standard output cannot be written: ${error.message}\n`);
	process.exit(1);
});

process.exitCode = await runProgram(process.argv.slice(2), context);
