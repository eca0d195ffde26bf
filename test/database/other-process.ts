import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";

const SOURCES = new URL("../../src/database/", import.meta.url).href;

/** Another process that runs some code on the sources of src/database. */
export interface OtherProcess {
	readonly pid: number;
	/** The lines that it prints, one after the other; `undefined` at the end. */
	readonly nextLine: () => Promise<string | undefined>;
	/** Ends it as `kill -9` does, and waits until it is gone. */
	readonly kill: () => Promise<void>;
}

/** Starts a process that runs `code`, a module; in it, `SOURCES` stands for src/database. */
export function startProcess(code: string): OtherProcess {
	const child = spawn(
		process.execPath,
		["--input-type=module", "--eval", code.replaceAll("SOURCES/", SOURCES)],
		{ stdio: ["ignore", "pipe", "inherit"] },
	);
	const ended = once(child, "exit");
	const kill = async () => {
		if (isRunning(child)) child.kill("SIGKILL");
		await ended;
	};
	onTestFinished(kill);
	const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[
		Symbol.asyncIterator
	]();
	return {
		pid: child.pid as number,
		nextLine: async () => (await lines.next()).value,
		kill,
	};
}

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
	return exitCode === null && signalCode === null;
}
