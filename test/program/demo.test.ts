import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { OpenhoursProcess } from "./openhours.ts";

describe("the demo", () => {
	test("does the main job on a sample fleet, goes on serving, and leaves nothing behind", async () => {
		const demo = new OpenhoursProcess(["demo", "--port", "0"]);
		await demo.printed(/It goes on serving/);
		expect(demo.stderr).toBe("");
		const [, directory] = (await demo.printed(/in (\S+)\/files\n/)) as unknown as [string, string];
		const [, reportUrl] = (await demo.printed(/curl (http\S+get_report\S+)/)) as unknown as [
			string,
			string,
		];
		// The rows that it shows are the first of the CSV that it points to.
		const csv = await (await fetch(reportUrl)).text();
		const [id, ...cells] = (csv.split("\r\n")[1] as string).split(",") as [string, ...string[]];
		expect(demo.stdout).toMatch(new RegExp(`${id}\\s+${cells.join("\\s+")}`));
		expect(csv.trim().split("\r\n")).toHaveLength(201);

		expect(await demo.kill("SIGINT")).toBe(0);
		expect(existsSync(directory)).toBe(false);
	});
});
