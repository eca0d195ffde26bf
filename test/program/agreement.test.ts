import { expect, test } from "vitest";
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
