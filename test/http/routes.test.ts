import type { HTTPMethods } from "fastify";
import { expect, test } from "vitest";
import { PROBLEMS, type ProblemType, problemAddress } from "../../src/contract/problem.ts";
import { buildApp } from "../../src/http/app.ts";
import { operation } from "../../src/http/operation.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { testServices } from "../service/services.ts";
import { problemOf } from "./answers.ts";

const NOW = Date.UTC(2023, 0, 25, 18);

describeOnBothEngines("every address", (given) => {
	const start = () => buildApp(testServices(given.database, NOW));

	test.each<[HTTPMethods, string, string]>([
		["DELETE", "/v1/reports", "GET, HEAD, POST"],
		["PATCH", "/v1/reports/3bd962d3-3256-4dde-9770-66a77dc74b7b", "DELETE, GET, HEAD"],
		["GET", "/trigger_report?key=secret", "POST"],
		["OPTIONS", "/openapi.json", "GET, HEAD"],
	])("answers %s %s with the methods that it takes", async (method, url, allow) => {
		const answer = await start().inject({ method, url });
		const problem = problemOf(answer, 405);
		expect(problem.type).toBe("/problems/method-not-allowed");
		expect(problem.detail).not.toContain("secret");
		expect(answer.headers.allow).toBe(allow);
	});

	test("refuses a method before it looks at the body", async () => {
		const answer = await start().inject({
			method: "PUT",
			url: "/v1/reports",
			headers: { "content-type": "application/no-such-type" },
			payload: "{",
		});
		problemOf(answer, 405);
	});

	test("that is a problem's type explains it, and /problems lists all", async () => {
		const app = start();
		const list = await app.inject("/problems");
		for (const [type, { title }] of Object.entries(PROBLEMS)) {
			const address = problemAddress(type as ProblemType);
			const page = await app.inject(address);
			expect([page.statusCode, page.headers["content-type"]]).toEqual([
				200,
				"text/html; charset=utf-8",
			]);
			expect(page.body).toContain(title);
			expect(list.body).toContain(`href="${address}"`);
		}
		problemOf(await app.inject("/problems/constructor"), 404);
	});

	test("is documented at /docs, with nothing from anywhere else", async () => {
		const app = start();
		const page = await app.inject("/docs/");
		expect([page.statusCode, page.headers["content-type"]]).toEqual([
			200,
			"text/html; charset=utf-8",
		]);
		const addresses = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url);
		expect(addresses.length).toBeGreaterThan(0);
		for (const address of addresses) {
			expect(address).toMatch(/^\.?\//);
			const part = await app.inject(new URL(address as string, "http://localhost/docs/").pathname);
			expect([address, part.statusCode]).toEqual([address, 200]);
		}
	});
});

test("two different schemas with one name are a mistake that shows at once", async () => {
	const app = buildApp(testServices({} as never, NOW));
	app.register(async (routes) => {
		routes.get(
			"/other",
			operation({
				id: "getOther",
				tag: "Server",
				scope: "public",
				summary: "Another",
				description: "Another.",
				answers: {
					200: { description: "It.", body: { type: "object", title: "Report" } as never },
				},
			}),
			async () => ({}),
		);
	});
	await app.ready();
	expect(() => app.swagger()).toThrow("two different schemas have the title Report");
});
