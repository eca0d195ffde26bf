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

	test("shows groups with the worst first", async () => {
		const { page } = await windows.open(`${url}/fleet`);
		const names = page.getByRole("table", { name: "The worst groups" }).locator("tbody th");
		await names.first().waitFor();
		const { as_of } = (await (await fetch(`${url}/v1/fleet/now`)).json()) as { as_of: string };
		const from = new Date(Date.parse(as_of) - 7 * 86_400_000).toISOString();
		const query = new URLSearchParams({ from, to: as_of, sort: "uptime", limit: "10" });
		const { groups } = (await (await fetch(`${url}/v1/fleet/groups?${query}`)).json()) as {
			groups: { group: string | null }[];
		};
		expect(await names.allTextContents()).toEqual(groups.map(({ group }) => group ?? "in none"));
	});

	/** The address of a store that has a name, and what that is. */
	async function namedStore(): Promise<readonly [path: string, name: string]> {
		const { stores } = (await (await fetch(`${url}/v1/stores?limit=1`)).json()) as {
			stores: { store_id: string; name: string }[];
		};
		const { store_id: id, name } = stores[0] as (typeof stores)[0];
		return [`/stores/${id}`, name];
	}

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
		(path, title) => expectFlawless(path, title),
	);

	test("has nothing in the view of a store that axe finds, wide and narrow, in both themes", async () => {
		await expectFlawless(...(await namedStore()));
	});

	async function expectFlawless(path: string, title: string): Promise<void> {
		for (const [width, colorScheme] of [
			[1280, "light"],
			[390, "dark"],
		] as const) {
			const { page, misdeeds } = await windows.open(`${url}${path}`, {
				viewport: { width, height: 844 },
				colorScheme,
			});
			await page.getByRole("heading", { level: 1, name: title }).waitFor();
			// Not what stands there until the answers have come.
			await page.waitForFunction(() => !document.body.textContent.includes("Loading "));
			await expectAccessible(page);
			await expectNoSidewaysScrolling(page);
			expect(misdeeds).toEqual({ complaints: [], foreignRequests: [] });
		}
	}
});
