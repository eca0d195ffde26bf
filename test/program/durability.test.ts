import { setTimeout as after } from "node:timers/promises";
import { expect, test } from "vitest";
import { describeProgramOnBoth, type ProgramDatabase } from "./databases.ts";
import { sampleFleet } from "./fleet.ts";
import { download, OpenhoursProcess, openhours, trigger } from "./openhours.ts";

// What was acknowledged survives kill -9 at any moment, and what was not can simply be done again.

const KILLS = 10;
const REPORTS = 3;
const ADDRESS = /answers at (http:\S+)/;

const fleet = sampleFleet({ stores: 300, days: 10 });

async function serve({
	settings,
}: ProgramDatabase): Promise<{ server: OpenhoursProcess; url: string }> {
	const server = new OpenhoursProcess(["serve", "--port", "0"], {
		...settings,
		OPENHOURS_LOG_LEVEL: "silent",
	});
	const [, url] = await server.printed(ADDRESS);
	return { server, url: url as string };
}

describeProgramOnBoth("after kill -9", (given) => {
	test(`an import that was killed ${KILLS} times at random moments is put right by running it again`, async () => {
		const command = ["import", ...fleet.files];
		// The moments are spread over more than an import takes, from its start to its end.
		for (let kill = 0; kill < KILLS; kill++) {
			const killed = new OpenhoursProcess(command, given.settings);
			await Promise.race([after(Math.random() * 1_800), killed.exited]);
			await killed.kill("SIGKILL");
		}
		const repeated = await openhours(command, given.settings);
		expect(repeated).toMatchObject({ code: 0, stderr: "" });

		const { server, url } = await serve(given);
		expect(await download(url, await trigger(url))).toBe(fleet.csv);
		expect(await server.kill("SIGTERM")).toBe(0);
	});

	test(`every report that was acknowledged is delivered by a server that was killed ${KILLS} times`, async () => {
		const accepted: string[] = [];
		for (let kill = 0; kill < KILLS; kill++) {
			const { server, url } = await serve(given);
			for (let i = 0; i < REPORTS; i++) accepted.push(await trigger(url));
			await after(Math.random() * 120);
			await server.kill("SIGKILL");
		}
		const { server, url } = await serve(given);
		for (const reportId of accepted) expect(await download(url, reportId)).toBe(fleet.csv);
		expect(await server.kill("SIGTERM")).toBe(0);
	});
});
