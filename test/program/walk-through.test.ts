import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { OpenhoursProcess } from "./openhours.ts";
import { run } from "./run.ts";

const PAGE = fileURLToPath(new URL("../../docs/api.md", import.meta.url));
const hasCurl = canRun("curl", "--version");
const END_OF_STEP = "~~~ end of step ~~~";

function canRun(program: string, ...args: string[]): boolean {
	try {
		execFileSync(program, args, { stdio: "ignore" });
		return true;
	} catch {
		return false;
	}
}

/** A block of commands, and what the page says that they print. */
interface Step {
	readonly commands: string;
	readonly language: string | undefined;
	readonly printed: string | undefined;
}

function stepsOf(page: string): Step[] {
	const blocks = page.matchAll(/```sh\n([\s\S]*?)```(?:\n+```(\w+)\n([\s\S]*?)```)?/g);
	return [...blocks].map(([, commands, language, printed]) => ({
		commands: commands as string,
		language,
		printed,
	}));
}

/** Whether what was printed is what the page shows, where `…` stands for anything. */
function expectPrinted({ commands, language, printed }: Step, found: string): void {
	if (printed === undefined) return;
	if (language === "json") {
		const shown = JSON.parse(printed) as unknown;
		expect(withEllipses(JSON.parse(found), shown), commands).toEqual(shown);
		return;
	}
	const pattern = printed.trim().split("…").map(RegExp.escape).join("[^]*");
	expect(found.replaceAll("\r", "").trim(), commands).toMatch(new RegExp(`^${pattern}$`));
}

/** Puts `…` wherever the page has it: what stands there is another time, id or address each time. */
function withEllipses(found: unknown, shown: unknown): unknown {
	if (shown === "…") return found === undefined ? undefined : "…";
	if (Array.isArray(shown) && Array.isArray(found))
		return found.map((item, i) => withEllipses(item, shown[i]));
	if (typeof shown !== "object" || shown === null || typeof found !== "object" || found === null)
		return found;
	return Object.fromEntries(
		Object.entries(found).map(([key, value]) => [
			key,
			withEllipses(value, (shown as Record<string, unknown>)[key]),
		]),
	);
}

describe.skipIf(!hasCurl)("the walk-through of the API, with curl", () => {
	test("works as the page shows it, from an empty server on", async () => {
		const directory = mkdtempSync(join(tmpdir(), "openhours-walk-"));
		onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
		const server = new OpenhoursProcess(["serve", "--port", "0"], {
			OPENHOURS_DATA: join(directory, "data"),
			OPENHOURS_LOG_LEVEL: "error",
		});
		try {
			const [, url] = await server.printed(/answers at (http:\S+)/);
			const steps = stepsOf(readFileSync(PAGE, "utf8"));
			expect(steps.length).toBeGreaterThan(10);
			const script = [
				"set -euo pipefail",
				...steps.map(({ commands }) => `${commands}\necho; echo '${END_OF_STEP}'`),
			].join("\n");
			const usual = "http://127.0.0.1:7070";
			expect(script).toContain(usual);
			const walked = await run("bash", ["-c", script.replaceAll(usual, url as string)], {
				cwd: directory,
			});
			expect(walked.stderr).toBe("");
			const printed = walked.stdout.split(END_OF_STEP);
			for (const [i, step] of steps.entries())
				expectPrinted(step, (printed[i] ?? "").replaceAll(url as string, usual));
			expect(walked.code).toBe(0);
		} finally {
			await server.kill("SIGTERM");
		}
	});
});
