import {
	chmod,
	copyFile,
	mkdir,
	mkdtemp,
	readFile,
	rm,
	symlink,
	writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BIN, run } from "./run.ts";

const MANIFEST = fileURLToPath(new URL("../../package.json", import.meta.url));

let directory: string;
let version: string;
beforeAll(async () => {
	directory = await mkdtemp(join(tmpdir(), "openhours-bin-"));
	version = JSON.parse(await readFile(MANIFEST, "utf8")).version;
});
afterAll(() => rm(directory, { recursive: true }));

/** A directory for PATH with a `node` of this version, which says what it is asked to run. */
async function pathWithNode(nodeVersion: string): Promise<string> {
	const path = await mkdtemp(join(directory, "path-"));
	await script(
		join(path, "node"),
		`[ "$1" = --version ] && echo ${nodeVersion} || { echo "ran $*"; exit 7; }`,
	);
	return `${path}:${process.env.PATH}`;
}

async function script(path: string, body: string): Promise<void> {
	await writeFile(path, `#!/bin/sh\n${body}\n`);
	await chmod(path, 0o755);
}

/** A checkout in which nothing is installed. */
async function bareCheckout(): Promise<{ root: string; bin: string }> {
	const root = await mkdtemp(join(directory, "check out-"));
	const bin = join(root, "bin", "openhours");
	await mkdir(dirname(bin));
	await mkdir(join(root, "src"));
	await copyFile(BIN, bin);
	await writeFile(join(root, "src", "main.ts"), "");
	return { root, bin };
}

describe("bin/openhours", () => {
	test("runs with the Node that npm installed, whatever the machine's own is", async () => {
		const env = { PATH: await pathWithNode("v20.20.2") };
		expect(await run(BIN, ["--version"], { env })).toEqual({
			code: 0,
			stdout: `${version}\n`,
			stderr: "",
		});
	});

	test("finds its place through links to it, and links to those", async () => {
		const near = join(directory, "near");
		const far = join(directory, "far");
		await symlink(BIN, near);
		await symlink("near", far);
		for (const link of [near, far])
			expect((await run(link, ["--version"])).stdout).toBe(`${version}\n`);
		const onPath = await run("far", ["--version"], {
			env: { PATH: `${directory}:${process.env.PATH}` },
		});
		expect(onPath.stdout).toBe(`${version}\n`);
	});

	test("says what to do when neither Node is new enough", async () => {
		const { root, bin } = await bareCheckout();
		const advice = `Run 'npm ci' in ${root}, which brings Node 26, or install it from https://nodejs.org.\n`;
		expect(
			await run(bin, ["--version"], { env: { PATH: await pathWithNode("v20.20.2") } }),
		).toEqual({
			code: 1,
			stdout: "",
			stderr: `openhours needs Node 26 or later, and found v20.20.2.\n${advice}`,
		});
	});

	test("says what to do when there is no Node at all", async () => {
		const { bin } = await bareCheckout();
		const path = await mkdtemp(join(directory, "path-"));
		await script(join(path, "dirname"), '/usr/bin/dirname "$@"');
		const { code, stderr } = await run(bin, [], { env: { PATH: path } });
		expect(code).toBe(1);
		expect(stderr).toContain("openhours needs Node 26 or later, and found none.\nRun 'npm ci' in");
	});

	test("runs with the machine's own Node when that is new enough, and hands on the exit code", async () => {
		const { root, bin } = await bareCheckout();
		const { code, stdout } = await run(bin, ["report", "--polls", "a b.csv"], {
			env: { PATH: await pathWithNode("v26.1.0") },
		});
		expect({ code, stdout }).toEqual({
			code: 7,
			stdout: `ran ${root}/src/main.ts report --polls a b.csv\n`,
		});
	});

	test("runs the compiled program where there is no source", async () => {
		const { root, bin } = await bareCheckout();
		await rm(join(root, "src"), { recursive: true });
		const { stdout } = await run(bin, [], { env: { PATH: await pathWithNode("v27.0.0") } });
		expect(stdout).toBe(`ran ${root}/dist/main.js\n`);
	});
});
