import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Result } from "axe-core";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished } from "vitest";

/** Where Chromium is found on this machine; `undefined` where there is none. */
const executablePath = [process.env.OPENHOURS_TEST_CHROMIUM, "/usr/bin/chromium"].find(
	(path) => path !== undefined && existsSync(path),
);

/** What a page did that none of ours may do. */
export interface Misdeeds {
	/** What it wrote to the console as an error or a warning, or threw. */
	readonly complaints: string[];
	/** Addresses of other origins that it asked for something. */
	readonly foreignRequests: string[];
}

/** A page of a server, in a browser profile of its own. */
export interface OpenedPage {
	readonly page: Page;
	readonly misdeeds: Misdeeds;
}

/** Opens pages in one browser that a file's tests share. */
export interface Windows {
	open(url: string, options?: BrowserContextOptions): Promise<OpenedPage>;
}

/** How long a page may take to become what is expected of it, on a machine that does much else. */
const PATIENCE_MS = 30_000;

/** Describes what is seen in a browser, where there is one. */
export function describeInChromium(title: string, tests: (windows: Windows) => void): void {
	describe.skipIf(executablePath === undefined)(`${title}, in Chromium`, () => {
		let browser: Browser;
		beforeAll(async () => {
			browser = await chromium.launch({
				executablePath: executablePath as string,
				// In a container the sandbox of Chromium has nothing to stand on.
				args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
			});
		});
		afterAll(() => browser?.close());
		tests({ open: (url, options) => openPage(browser, url, options) });
	});
}

async function openPage(
	browser: Browser,
	url: string,
	options: BrowserContextOptions = {},
): Promise<OpenedPage> {
	const context = await browser.newContext({ locale: "en", timezoneId: "UTC", ...options });
	onTestFinished(() => context.close());
	const page = await context.newPage();
	page.setDefaultTimeout(PATIENCE_MS);
	const misdeeds: Misdeeds = { complaints: [], foreignRequests: [] };
	page.on("console", (message) => {
		if (message.type() === "error" || message.type() === "warning")
			misdeeds.complaints.push(message.text());
	});
	page.on("pageerror", (error) => misdeeds.complaints.push(String(error)));
	page.on("request", (request) => {
		const { origin, protocol } = new URL(request.url());
		if (protocol.startsWith("http") && origin !== new URL(url).origin)
			misdeeds.foreignRequests.push(request.url());
	});
	await page.goto(url);
	return { page, misdeeds };
}

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Expects that axe finds nothing in a page as it is: WCAG 2.2 A and AA, and what its makers hold to be good besides. */
export async function expectAccessible(page: Page): Promise<void> {
	// Through the debugger: the page's own policy lets no script in that is not its own.
	await page.evaluate(AXE);
	const violations = await page.evaluate(async () => {
		const { axe } = window as unknown as {
			readonly axe: { run(): Promise<{ violations: Result[] }> };
		};
		return (await axe.run()).violations;
	});
	const found = violations.flatMap(({ id, help, nodes }) =>
		nodes.map(({ html, failureSummary }) => `${id}: ${help}\n${html}\n${failureSummary}`),
	);
	expect(found).toEqual([]);
}

/** Expects that nothing of a page is wider than its window, and has to be moved to be read. */
export async function expectNoSidewaysScrolling(page: Page): Promise<void> {
	const widths = await page.evaluate(() => ({
		content: document.documentElement.scrollWidth,
		window: document.documentElement.clientWidth,
	}));
	expect(widths.content).toBeLessThanOrEqual(widths.window);
}
