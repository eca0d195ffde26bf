import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { OpenhoursProcess } from "../program/openhours.ts";
import { describeInChromium, expectAccessible, expectNoSidewaysScrolling } from "./browser.ts";

describeInChromium("the dashboard", (windows) => {
	let directory: string;
	let server: OpenhoursProcess;
	let url: string;

	beforeAll(async () => {
		directory = mkdtempSync(join(tmpdir(), "openhours-dashboard-"));
		server = new OpenhoursProcess(["serve", "--port", "0"], {
			OPENHOURS_DATA: join(directory, "data"),
			OPENHOURS_LOG_LEVEL: "error",
		});
		const [, at] = (await server.printed(/answers at (http:\S+)/)) as unknown as [string, string];
		url = at;
	});
	afterAll(async () => {
		await server.kill("SIGTERM");
		rmSync(directory, { recursive: true, force: true });
	});

	test("offers the sample fleet on an empty server, and shows it at one click", async () => {
		const { page, misdeeds } = await windows.open(url);
		await page.getByRole("button", { name: "Load the sample fleet" }).click();
		await page.getByRole("heading", { name: "Down in business hours" }).waitFor();
		const now = (await (await fetch(`${url}/v1/fleet/now`)).json()) as {
			readonly states: Readonly<Record<string, { readonly stores: number }>>;
		};
		for (const [state, { stores }] of Object.entries(now.states))
			expect(
				await page.locator(`[data-figure="now.${state}"] data`).getAttribute("value"),
				state,
			).toBe(String(stores));
		expect(misdeeds).toEqual({ complaints: [], foreignRequests: [] });
	});

	const VIEWS = [
		["/", "Now"],
		["/fleet", "Fleet"],
		["/stores", "Stores"],
		["/reports", "Reports"],
		["/settings", "Settings"],
		["/settings?tab=targets", "Settings"],
	] as const;

	test.each(VIEWS)(
		"has nothing at %s that axe finds, wide and narrow, in both themes",
		async (path, title) => {
			for (const [width, colorScheme] of [
				[1280, "light"],
				[390, "dark"],
			] as const) {
				const { page, misdeeds } = await windows.open(`${url}${path}`, {
					viewport: { width, height: 844 },
					colorScheme,
				});
				await page.getByRole("heading", { level: 1, name: title }).waitFor();
				await page.waitForLoadState("load");
				await expectAccessible(page);
				await expectNoSidewaysScrolling(page);
				expect(misdeeds).toEqual({ complaints: [], foreignRequests: [] });
			}
		},
	);
});
