import { describe, expect, test } from "vitest";
import { newPostgresDatabase, postgresUrl } from "../database/databases.ts";
import { describeProgramOnBoth } from "./databases.ts";
import { sampleFleet } from "./fleet.ts";
import { download, OpenhoursProcess, openhours, trigger } from "./openhours.ts";

const fleet = sampleFleet({ stores: 120, days: 12 });

describeProgramOnBoth("a report through the server", (given) => {
	test("is byte for byte the one that the files alone give, however often they are imported", async () => {
		const first = await openhours(["import", ...fleet.files], given.settings);
		expect(first).toMatchObject({ code: 0, stderr: "" });
		expect(first.stdout).toMatch(/polls: [\d,]+ new, 0 changed, 0 there already/);
		const second = await openhours(["import", ...fleet.files], given.settings);
		expect(second.stdout).toMatch(/polls: 0 new, 0 changed, [\d,]+ there already/);

		const server = new OpenhoursProcess(["serve", "--port", "0"], given.settings);
		const [, url] = (await server.printed(/answers at (http:\S+)/)) as unknown as [string, string];
		expect(await download(url, await trigger(url))).toBe(fleet.csv);
		expect(await server.kill("SIGINT")).toBe(0);
	});
});

describe.skipIf(postgresUrl === undefined)("three imports at once, on PostgreSQL", () => {
	test("of overlapping files all end well, and the report is right", async () => {
		const { url, drop } = await newPostgresDatabase();
		const settings = { DATABASE_URL: url };
		const all = ["import", ...fleet.files];
		const pollsAlone = all.slice(0, 3);
		const runs = await Promise.all([all, pollsAlone, all].map((args) => openhours(args, settings)));
		for (const run of runs) expect(run).toMatchObject({ code: 0, stderr: "" });
		// Each poll was new to one of them, and there already for the others.
		const counts = runs.map(({ stdout }) =>
			[...stdout.matchAll(/([\d,]+) (?:new|changed|there already)/g)].map(([, count]) =>
				Number((count as string).replaceAll(",", "")),
			),
		) as [number, number, number][];
		const total = (counts[0] as number[]).reduce((sum, count) => sum + count, 0);
		expect(counts.reduce((sum, [added]) => sum + added, 0)).toBe(total);
		expect(counts.every(([, changed]) => changed === 0)).toBe(true);

		const server = new OpenhoursProcess(["serve", "--port", "0"], settings);
		const [, address] = (await server.printed(/answers at (http:\S+)/)) as unknown as [
			string,
			string,
		];
		expect(await download(address, await trigger(address))).toBe(fleet.csv);
		await server.kill("SIGTERM");
		await drop();
	});
});
