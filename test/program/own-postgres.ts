import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const INSTALLED = "/usr/lib/postgresql";

/** The newest PostgreSQL whose server can be started here; `undefined` when there is none. */
export const postgresPrograms: string | undefined = findPrograms();

function findPrograms(): string | undefined {
	if (!existsSync(INSTALLED)) return undefined;
	return readdirSync(INSTALLED)
		.sort((a, b) => Number(b) - Number(a))
		.map((version) => join(INSTALLED, version, "bin"))
		.find((bin) => existsSync(join(bin, "initdb")));
}

/** A PostgreSQL server of a test's own, which it may stop, restart and hold still. */
export class OwnPostgres {
	readonly url: string;
	readonly #directory: string;
	readonly #port: number;

	private constructor(directory: string, port: number) {
		this.#directory = directory;
		this.#port = port;
		this.url = `postgres://postgres@127.0.0.1:${port}/postgres`;
	}

	static async start(): Promise<OwnPostgres> {
		const directory = mkdtempSync(join(tmpdir(), "openhours-postgres-"));
		if (process.getuid?.() === 0) execFileSync("chown", ["postgres", directory]);
		const server = new OwnPostgres(directory, await freePort());
		server.#run("initdb", "-D", server.#data, "-U", "postgres", "-A", "trust");
		server.#start();
		return server;
	}

	/** Stops it as a crash would, without a word to anybody, and starts it again. */
	crash(): void {
		this.#run("pg_ctl", "-D", this.#data, "-m", "immediate", "-w", "stop");
		this.#start();
	}

	/** Stops it as its operator would, breaking off what is under way, and starts it again. */
	restart(): void {
		this.#run("pg_ctl", "-D", this.#data, "-m", "fast", "-w", "stop");
		this.#start();
	}

	/** Has all of its processes stand still (SIGSTOP), or go on (SIGCONT). */
	signal(signal: "SIGSTOP" | "SIGCONT"): void {
		const [postmaster] = readFileSync(join(this.#data, "postmaster.pid"), "utf8").split("\n");
		const children = execFileSync("pgrep", ["-P", postmaster as string], { encoding: "utf8" });
		for (const pid of [postmaster as string, ...children.trim().split("\n")])
			try {
				process.kill(Number(pid), signal);
			} catch {
				// It ended in the meantime.
			}
	}

	remove(): void {
		this.#run("pg_ctl", "-D", this.#data, "-m", "immediate", "-w", "stop");
		rmSync(this.#directory, { recursive: true, force: true });
	}

	get #data(): string {
		return join(this.#directory, "data");
	}

	#start(): void {
		const options = `-p ${this.#port} -k ${this.#directory} -c listen_addresses=127.0.0.1 -c fsync=off`;
		const log = join(this.#directory, "log");
		this.#run("pg_ctl", "-D", this.#data, "-w", "-l", log, "-o", options, "start");
	}

	/** PostgreSQL refuses to run as root. */
	#run(program: string, ...args: string[]): void {
		const path = join(postgresPrograms as string, program);
		const [command, all] =
			process.getuid?.() === 0
				? ["runuser", ["-u", "postgres", "--", path, ...args]]
				: [path, args];
		execFileSync(command as string, all as string[], { stdio: "ignore", cwd: "/" });
	}
}

async function freePort(): Promise<number> {
	const server = createServer();
	return new Promise((resolve) => {
		server.listen(0, "127.0.0.1", () => {
			const { port } = server.address() as { port: number };
			server.close(() => resolve(port));
		});
	});
}
