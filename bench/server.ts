// Starts the program's own server for a benchmark, as a process of its own.
import { type ChildProcess, spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

export const BIN: string = fileURLToPath(new URL("../bin/openhours", import.meta.url));

/** Starts a server on any free port, and waits until it answers. */
export async function startServer(options: {
	/** Where the embedded database keeps its files. */
	readonly dataDirectory: string;
	/** A PostgreSQL database in place of that. */
	readonly databaseUrl: string | undefined;
	readonly settings: Readonly<Record<string, string>>;
}): Promise<{ server: ChildProcess; url: string }> {
	const { dataDirectory, databaseUrl, settings } = options;
	const server = spawn(BIN, ["serve", "--port", "0"], {
		env: {
			...process.env,
			OPENHOURS_LOG_LEVEL: "error",
			OPENHOURS_DATA: dataDirectory,
			...settings,
			...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
		},
		stdio: ["ignore", "inherit", "pipe"],
	});
	let said = "";
	for await (const text of (server.stderr as Readable).iterator({ destroyOnReturn: false })) {
		said += text;
		const url = /answers at (http:\S+)/.exec(said)?.[1];
		if (url === undefined) continue;
		// What it says later is read too: it would stand still before a full pipe.
		server.stderr?.resume();
		return { server, url };
	}
	throw new Error(`the server did not start:\n${said}`);
}
