import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

export const BIN = fileURLToPath(new URL("../../bin/openhours", import.meta.url));

export interface Run {
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

/** The environment without the settings of whoever runs the tests, and with those given. */
export function environment(settings: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
	const own = Object.entries(process.env).filter(
		([name]) => !name.startsWith("OPENHOURS_") && name !== "DATABASE_URL",
	);
	return { ...Object.fromEntries(own), ...settings };
}

/** Runs a program to its end. */
export async function run(
	program: string,
	args: readonly string[],
	options: { input?: Uint8Array | string; env?: Record<string, string>; cwd?: string } = {},
): Promise<Run> {
	const child = spawn(program, args, { cwd: options.cwd, env: environment(options.env) });
	// A program that does not read its input is no failure of the test.
	child.stdin.on("error", () => {});
	child.stdin.end(options.input ?? "");
	const [stdout, stderr, [code]] = await Promise.all([
		text(child.stdout),
		text(child.stderr),
		once(child, "close"),
	]);
	return { code, stdout, stderr };
}
