import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
import type { FastifyInstance } from "fastify";
import { describe, expect, onTestFinished, test } from "vitest";
import { PAGE_PATHS } from "../../src/contract/pages.ts";
import { buildApp } from "../../src/http/app.ts";
import { testServices } from "../service/services.ts";
import { problemOf } from "./answers.ts";

const PAGE = '<!doctype html><script type="module" src="/assets/main-1a2b.js"></script>';
const SCRIPT = "document.body.textContent = 'built';\n".repeat(40);

function start(webDirectory?: string): FastifyInstance {
	const app = buildApp(testServices({} as never, Date.UTC(2023, 0, 25, 12)), { webDirectory });
	onTestFinished(() => app.close());
	return app;
}

/** A page as a build leaves it. */
function built(): string {
	const directory = mkdtempSync(join(tmpdir(), "openhours-web-"));
	onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
	mkdirSync(join(directory, "assets"));
	writeFileSync(join(directory, "index.html"), PAGE);
	writeFileSync(join(directory, "icon.svg"), "<svg></svg>");
	writeFileSync(join(directory, "assets/main-1a2b.js"), SCRIPT);
	writeFileSync(join(directory, "assets/main-1a2b.js.br"), brotliCompressSync(SCRIPT));
	return directory;
}

/** An address of each view. */
const ADDRESSES = Object.values(PAGE_PATHS).map((path) => path.replace(/:\w+/, "a%2Fb"));

describe("the dashboard", () => {
	test.each(ADDRESSES)("is one page, at %s too, and is asked for anew each time", async (url) => {
		const answer = await start(built()).inject(url);
		expect([answer.statusCode, answer.body]).toEqual([200, PAGE]);
		expect(answer.headers["content-type"]).toBe("text/html; charset=utf-8");
		expect(answer.headers["cache-control"]).toBe("public, max-age=0");
	});

	test("may run its own scripts only, ask its own server only, and be in no frame", async () => {
		const { headers } = await start(built()).inject("/");
		const policy = headers["content-security-policy"] as string;
		expect(policy).not.toMatch(/unsafe|https?:|data:|blob:|\*/);
		for (const directive of [
			"default-src 'none'",
			"script-src 'self'",
			"connect-src 'self'",
			"frame-ancestors 'none'",
			"require-trusted-types-for 'script'",
		])
			expect(policy.split("; ")).toContain(directive);
		expect(headers["x-frame-options"]).toBe("DENY");
	});

	test("has its scripts kept for good, as they were compressed when it was built", async () => {
		const app = start(built());
		const compressed = await app.inject({
			url: "/assets/main-1a2b.js",
			headers: { "accept-encoding": "gzip, br" },
		});
		expect(compressed.headers).toMatchObject({
			"cache-control": "public, max-age=31536000, immutable",
			"content-encoding": "br",
		});
		expect(brotliDecompressSync(compressed.rawPayload).toString()).toBe(SCRIPT);
		const plain = await app.inject("/assets/main-1a2b.js");
		expect([plain.body, plain.headers["content-encoding"]]).toEqual([SCRIPT, undefined]);
	});

	test("gives nothing away that is not its own", async () => {
		const app = start(built());
		for (const url of [
			"/assets/none.js",
			"/assets/..%2findex.html",
			"/assets/%2e%2e/%2e%2e/package.json",
			"/nothing",
		])
			problemOf(await app.inject(url), 404);
	});

	test("says which command builds it, where it was not", async () => {
		for (const app of [start(), start(join(tmpdir(), "openhours-web-none"))])
			for (const url of ADDRESSES) {
				const answer = await app.inject(url);
				expect(answer.statusCode).toBe(503);
				expect(answer.headers["content-type"]).toBe("text/html; charset=utf-8");
				expect(answer.body).toContain("npm run build:web");
			}
	});
});
