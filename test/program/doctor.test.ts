import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { describeProgramOnBoth } from "./databases.ts";
import { sampleFleet } from "./fleet.ts";
import { OpenhoursProcess, openhours } from "./openhours.ts";
import type { Run } from "./run.ts";

const ADDRESS = /answers at (http:\S+)/;

interface Line {
	readonly subject: string;
	readonly verdict: string;
	readonly found: string;
	readonly remedy?: string;
}

const directory = mkdtempSync(join(tmpdir(), "openhours-doctor-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const data = (name: string) => ({ OPENHOURS_DATA: join(directory, name) });

async function findings(
	settings: Readonly<Record<string, string>>,
): Promise<{ readonly code: number | null; readonly lines: readonly Line[] }> {
	const { code, stdout, stderr } = await openhours(["doctor", "--json"], settings);
	expect(stderr).toBe("");
	const lines = stdout.trim().split("\n");
	return { code, lines: lines.map((line) => JSON.parse(line) as Line) };
}

/** Expects that something is wrong, and that it is said in words. */
function expectWords({ code, stdout, stderr }: Run): void {
	expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
	expect(stdout).not.toMatch(/\n\s+at /);
	expect(stdout).toMatch(/\d+ things? (?:is|are) wrong/);
}

const fleet = sampleFleet({ stores: 20, days: 3 });

describeProgramOnBoth("a database that is well", (given) => {
	test("is looked at from end to end, and nothing is found to be wrong", async () => {
		expect(await openhours(["import", ...fleet.files], given.settings)).toMatchObject({ code: 0 });
		expect(await openhours(["migrate"], given.settings)).toMatchObject({ code: 0 });
		const { code, lines } = await findings(given.settings);
		// How full the disk is, and how old the fleet, is not up to the program.
		const troubles = lines.filter(
			({ subject, verdict }) => verdict !== "ok" && subject !== "disk" && subject !== "clock",
		);
		expect(troubles).toEqual([]);
		if (!lines.some(({ verdict }) => verdict === "wrong")) expect(code).toBe(0);
		expect([...new Set(lines.map(({ subject }) => subject))]).toEqual([
			"settings",
			"database",
			"migrations",
			"partitions",
			"queue",
			"webhooks",
			"access",
			"zone data",
			"disk",
			"clock",
		]);
	});
});

describe("what is wrong is found", () => {
	test("without a database: how to make one, and none is made", async () => {
		const settings = data("nowhere");
		const { code, lines } = await findings(settings);
		expect(lines.find(({ subject }) => subject === "database")).toMatchObject({
			verdict: "note",
			found: `there is none in ${settings.OPENHOURS_DATA} yet`,
			remedy: expect.stringContaining("openhours import"),
		});
		expect(code).toBe(0);
		expect(existsSync(settings.OPENHOURS_DATA)).toBe(false);
	});

	test("with settings that make no sense: all of them, and the database all the same", async () => {
		const run = await openhours(["doctor"], {
			...data("nowhere"),
			OPENHOURS_PORT: "many",
			OPENHOURS_PROT: "80",
		});
		expectWords(run);
		expect(run.stdout).toMatch(/^wrong {2}settings {4}OPENHOURS_PORT must be integer$/m);
		expect(run.stdout).toContain("OPENHOURS_PROT is not a setting");
		expect(run.stdout).toMatch(/^note {3}database {4}there is none/m);
		expect(run.stdout).toContain("2 things are wrong; 1 note.");
	});

	test("with a database that cannot be meant: nothing is guessed, and no password told", async () => {
		for (const url of ["mysql://anna:s3cret@db/fleet", "postgres://anna:s3c#ret@:x/fleet"]) {
			const run = await openhours(["doctor"], { ...data("nowhere"), DATABASE_URL: url });
			expectWords(run);
			expect(run.stdout).toContain("DATABASE_URL");
			expect(run.stdout).not.toMatch(/s3c|ret@|database {4}/);
		}
	});

	test("with a server that does not answer: where, and what to check", async () => {
		const run = await openhours(["doctor"], {
			DATABASE_URL: "postgres://anna:s3cret@127.0.0.1:1/fleet",
		});
		expectWords(run);
		expect(run.stdout).toMatch(
			/^wrong {2}database {4}PostgreSQL at 127\.0\.0\.1:1 \(database "fleet"\) does not answer\n +→ Check that PostgreSQL runs there/m,
		);
		expect(run.stdout).not.toContain("s3cret");
		expect(run.stdout).toMatch(/^ok {5}zone data/m);
	});

	test("with a directory that is damaged: to restore it, and how full the disk is", async () => {
		const settings = data("damaged");
		await openhours(["migrate"], settings);
		writeFileSync(join(settings.OPENHOURS_DATA, "pglite/global/pg_control"), "not what it was");
		const run = await openhours(["doctor"], settings);
		expectWords(run);
		expect(run.stdout).toMatch(/^wrong {2}database .*cannot be started\n +→ Restore it/m);
		expect(run.stdout).toMatch(/ disk .* are free/);
		expect(readdirSync(settings.OPENHOURS_DATA)).toEqual(["pglite"]);
	});

	test("with a data directory that is a file", async () => {
		const file = join(directory, "file");
		writeFileSync(file, "");
		const run = await openhours(["doctor"], { OPENHOURS_DATA: file });
		expectWords(run);
		expect(run.stdout).toContain(`${file} is not a directory`);
	});
});

describe("a directory that a server has", () => {
	test("is no mistake while the server answers", async () => {
		const settings = data("served");
		const server = new OpenhoursProcess(["serve", "--port", "0"], settings);
		const [, url] = await server.printed(ADDRESS);
		const { code, lines } = await findings(settings);
		expect(code).toBe(0);
		const [served, rest] = lines.filter(({ subject }) => subject === "database");
		expect(served?.verdict).toBe("ok");
		expect(served?.found).toMatch(/^process \d+ has /);
		expect(served?.found).toContain(`serves ${url} and answers there`);
		expect(rest).toMatchObject({
			verdict: "note",
			remedy: expect.stringMatching(/Stop that process \(kill \d+\)/),
		});
		expect(await server.kill("SIGTERM")).toBe(0);
	});

	test("is wrong when the server does not answer any more", async () => {
		const settings = data("stuck");
		const server = new OpenhoursProcess(["serve", "--port", "0"], settings);
		const [, url] = await server.printed(ADDRESS);
		void server.kill("SIGSTOP");
		const run = await openhours(["doctor"], settings);
		await server.kill("SIGKILL");
		expectWords(run);
		expect(run.stdout).toContain(`serves ${url}, where nothing answers`);
	});

	test("is opened when its process is gone without letting go of it", async () => {
		const settings = data("killed");
		const server = new OpenhoursProcess(["serve", "--port", "0"], settings);
		await server.printed(ADDRESS);
		await server.kill("SIGKILL");
		const { lines } = await findings(settings);
		expect(lines).toContainEqual(
			expect.objectContaining({ subject: "database", found: expect.stringContaining("PGlite") }),
		);
	});
});
