import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

// The layers are checked by Biome's rules in biome.json. A rule that never fires would go unnoticed,
// so each layer is given an import that it must not have.

const root = join(import.meta.dirname, "../..");
let tree: string;

beforeAll(() => {
	tree = mkdtempSync(join(tmpdir(), "openhours-layers-"));
	cpSync(join(root, "biome.json"), join(tree, "biome.json"));
	writeFileSync(join(tree, ".gitignore"), "node_modules\n");
	mkdirSync(join(tree, ".git"));
	symlinkSync(join(root, "node_modules"), join(tree, "node_modules"));
});

afterAll(() => rmSync(tree, { recursive: true, force: true }));

function lint(file: string, source: string): string {
	const path = join(tree, file);
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, source);
	const { stdout, stderr } = spawnSync(
		join(root, "node_modules/.bin/biome"),
		["lint", "--vcs-enabled=false", "--only=style", path],
		{ cwd: tree, encoding: "utf8" },
	);
	rmSync(path);
	return stdout + stderr;
}

const FORBIDDEN: readonly (readonly [file: string, imported: string, advice: string])[] = [
	["src/core/poll.ts", "node:fs", "src/core is pure"],
	["src/core/poll.ts", "../csv/cell.ts", "src/core is pure"],
	["src/core/poll.ts", "typebox", "src/core is pure"],
	["src/contract/report.ts", "../service/refusal.ts", "shared with the browser"],
	["src/contract/report.ts", "node:path", "shared with the browser"],
	["src/csv/cell.ts", "../service/refusal.ts", "src/csv and src/parquet read and write files"],
	["src/csv/cell.ts", "../database/stores.ts", "src/csv and src/parquet read and write files"],
	["src/parquet/column.ts", "../service/refusal.ts", "src/csv and src/parquet read and write"],
	["src/database/stores.ts", "../csv/cell.ts", "src/database holds the SQL"],
	["src/database/stores.ts", "../config.ts", "src/database holds the SQL"],
	["src/service/refusal.ts", "../http/app.ts", "it must not know its callers"],
	["src/service/refusal.ts", "../cli/program.ts", "it must not know its callers"],
	["src/service/refusal.ts", "kysely", "SQL lives in src/database"],
	["src/http/app.ts", "../database/stores.ts", "call a verb there, or add one"],
	["src/http/app.ts", "../cli/program.ts", "call a verb there, or add one"],
	["src/jobs/report-runner.ts", "../http/app.ts", "call a verb there, or add one"],
	["src/cli/serve.ts", "../config/settings.ts", "call a verb there, or add one"],
	["src/cli/serve.ts", "../csv/cell.ts", "call a verb there, or add one"],
	["src/http/app.ts", "../parquet/column.ts", "call a verb there, or add one"],
	["web/api/client.ts", "../../src/core/poll.ts", "it may import src/contract only"],
	["web/views/now/now.tsx", "../../../src/service/refusal.ts", "it may import src/contract only"],
	["web/api/client.ts", "node:fs", "Node is not there"],
];

describe("imports point downwards", () => {
	test.each(FORBIDDEN)("%s may not import %s", (file, imported, advice) => {
		expect(lint(file, `import { x } from "${imported}";\nexport const y = x;\n`)).toContain(advice);
	});

	test("a layer may import what is below it", () => {
		const source = 'import { x } from "../core/poll.ts";\nexport const y = x;\n';
		for (const file of ["src/csv/a.ts", "src/database/a.ts", "src/service/a.ts", "src/cli/a.ts"])
			expect(lint(file, source)).not.toContain("noRestrictedImports");
	});

	test("the core has no clock", () => {
		expect(lint("src/core/poll.ts", "export const y = Date.now();\n")).toContain(
			"src/core has no clock",
		);
	});
});
