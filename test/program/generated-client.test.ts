import { copyFileSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";
import { expect, onTestFinished, test } from "vitest";
import { OpenhoursProcess } from "./openhours.ts";
import { run } from "./run.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

test("a client that is generated from /openapi.json compiles, and walks from an empty server to a report", async () => {
	const directory = mkdtempSync(join(tmpdir(), "openhours-client-"));
	onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
	const server = new OpenhoursProcess(["serve", "--port", "0"], {
		OPENHOURS_DATA: join(directory, "data"),
		OPENHOURS_LOG_LEVEL: "error",
	});
	try {
		const [, url] = (await server.printed(/answers at (http:\S+)/)) as unknown as [string, string];
		const types = astToString(await openapiTS(new URL(`${url}/openapi.json`)));
		writeFileSync(join(directory, "api.ts"), types);
		copyFileSync(join(ROOT, "examples/client/walk-through.ts"), join(directory, "walk-through.ts"));
		symlinkSync(join(ROOT, "node_modules"), join(directory, "node_modules"));
		writeFileSync(join(directory, "package.json"), JSON.stringify({ type: "module" }));
		writeFileSync(
			join(directory, "tsconfig.json"),
			JSON.stringify({
				extends: join(ROOT, "tsconfig.json"),
				compilerOptions: { typeRoots: [join(ROOT, "node_modules/@types")] },
				include: ["walk-through.ts"],
			}),
		);
		const compiled = await run(join(ROOT, "node_modules/.bin/tsc"), ["-p", directory, "--noEmit"]);
		expect(compiled.stdout + compiled.stderr).toBe("");

		const walked = await run(process.execPath, [join(directory, "walk-through.ts"), url]);
		expect(walked.stderr).toBe("");
		expect(walked.stdout.split("\n")).toEqual([
			"4 polls are new, 0 rows were rejected",
			"8139926242460185114: 75 % of the last day, down 3600000 ms",
			"a store that is not there: 404 /problems/not-found",
			"",
		]);
	} finally {
		await server.kill("SIGTERM");
	}
});
