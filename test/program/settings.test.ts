import { expect, test } from "vitest";
import { describeProgramOnBoth } from "./databases.ts";
import { OpenhoursProcess } from "./openhours.ts";

const ADDRESS = /answers at (http:\S+)/;

describeProgramOnBoth("a server's settings", (given) => {
	test("are those of its environment, and tell nothing of its database", async () => {
		const server = new OpenhoursProcess(["serve", "--port", "0"], {
			...given.settings,
			OPENHOURS_DEFAULT_TIMEZONE: "Asia/Kathmandu",
			OPENHOURS_MAX_GAP: "2h",
			OPENHOURS_CURRENCY: "EUR",
			OPENHOURS_KEEP_POLLS: "400d",
			OPENHOURS_KEEP_REPORTS: "10d",
			OPENHOURS_KEEP_IMPORTS: "3d",
			OPENHOURS_UPLOAD_LIMIT: "512MB",
		});
		const [, url] = (await server.printed(ADDRESS)) as unknown as [string, string];
		const text = await (await fetch(`${url}/v1/settings`)).text();
		const { rules, version, set_by, ...rest } = JSON.parse(text);
		expect(rest).toMatchObject({
			database: given.settings.DATABASE_URL === undefined ? "embedded" : "postgresql",
			currency: "EUR",
			keep_polls_ms: 34_560_000_000,
			keep_reports_ms: 864_000_000,
			keep_imports_ms: 259_200_000,
			upload_limit_bytes: 512_000_000,
		});
		expect(rules).toMatchObject({ default_timezone: "Asia/Kathmandu", max_gap_ms: 7_200_000 });
		expect(version).toMatch(/^\d+\.\d+\.\d+/);
		expect(text).not.toMatch(/postgres:|127\.0\.0\.1|openhours_test/);
		expect(await server.kill("SIGTERM")).toBe(0);
	});
});
