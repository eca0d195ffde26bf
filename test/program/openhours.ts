import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { BIN, environment, type Run, run } from "./run.ts";

/** The whole program as a process of its own, started as its users start it. */
export class OpenhoursProcess {
	readonly #child: ChildProcess;
	readonly #exited: Promise<number | NodeJS.Signals>;
	stdout = "";
	stderr = "";

	constructor(args: readonly string[], settings: Readonly<Record<string, string>> = {}) {
		this.#child = spawn(BIN, args, {
			// Tests ask without a pause, more often than anybody else may.
			env: environment({ OPENHOURS_RATE_LIMIT: "0", ...settings }),
			stdio: ["ignore", "pipe", "pipe"],
		});
		this.#child.stdout?.on("data", (text) => {
			this.stdout += text;
		});
		this.#child.stderr?.on("data", (text) => {
			this.stderr += text;
		});
		this.#exited = once(this.#child, "close").then(([code, signal]) => signal ?? code);
	}

	/** The exit code, or the signal that ended it. */
	get exited(): Promise<number | NodeJS.Signals> {
		return this.#exited;
	}

	/** Waits until what it printed matches, and returns the match; fails when it ends before. */
	async printed(pattern: RegExp): Promise<RegExpExecArray> {
		for (;;) {
			const match = pattern.exec(this.stdout) ?? pattern.exec(this.stderr);
			if (match !== null) return match;
			const ended = await Promise.race([
				once(this.#child.stdout as NodeJS.ReadableStream & NodeJS.EventEmitter, "data").then(
					() => false,
				),
				once(this.#child.stderr as NodeJS.ReadableStream & NodeJS.EventEmitter, "data").then(
					() => false,
				),
				this.#exited.then(() => true),
			]);
			if (ended && (pattern.exec(this.stdout) ?? pattern.exec(this.stderr)) === null)
				throw new Error(`it ended before it printed ${pattern}:\n${this.stdout}${this.stderr}`);
		}
	}

	async kill(signal: NodeJS.Signals): Promise<number | NodeJS.Signals> {
		this.#child.kill(signal);
		return this.#exited;
	}
}

/** Runs a command to its end. */
export function openhours(
	args: readonly string[],
	settings: Readonly<Record<string, string>> = {},
): Promise<Run> {
	return run(BIN, args, { env: settings });
}

/** Triggers a report as a classic client does, and returns its id. */
export async function trigger(url: string): Promise<string> {
	const answer = await fetch(`${url}/trigger_report`, { method: "POST" });
	const body = (await answer.json()) as { report_id?: string };
	if (answer.status !== 200 || body.report_id === undefined)
		throw new Error(`${answer.status} ${JSON.stringify(body)}`);
	return body.report_id;
}

/** Asks for a report until it is there, and returns its CSV. */
export async function download(url: string, reportId: string): Promise<string> {
	for (;;) {
		const answer = await fetch(`${url}/get_report/${reportId}`);
		const text = await answer.text();
		if (answer.headers.get("content-type")?.startsWith("text/csv")) return text;
		if (!text.includes('"running"')) throw new Error(`${answer.status} ${text}`);
	}
}
