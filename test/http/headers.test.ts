import type { FastifyInstance, InjectOptions } from "fastify";
import { describe, expect, onTestFinished, test } from "vitest";
import { buildApp } from "../../src/http/app.ts";
import type { GuardOptions } from "../../src/http/guard/guard-options.ts";
import { testServices } from "../service/services.ts";
import { problemOf } from "./answers.ts";

const NOW = Date.UTC(2023, 0, 25, 12);
const APP = "https://app.example.com";

/** An application that needs no database, with a few routes of its own. */
function start(guard: GuardOptions = {}): FastifyInstance {
	const app = buildApp(testServices({} as never, NOW), { guard });
	app.register(async (routes) => {
		const config = { scope: "public" as const };
		routes.get("/plain", { config }, async () => ({}));
		routes.delete("/plain", { config }, async (_request, reply) => reply.code(204).send());
		routes.get("/kept", { config }, async (_request, reply) =>
			reply.header("cache-control", "max-age=60").send({}),
		);
		routes.get("/broken", { config }, async (_request, reply) => {
			reply.header("cache-control", "max-age=60");
			throw new Error("of ours");
		});
		routes.get("/page", { config }, async (_request, reply) =>
			reply.header("content-security-policy", "default-src 'self'").send({}),
		);
	});
	onTestFinished(() => app.close());
	return app;
}

describe("every answer", () => {
	const BARE = [
		"/plain",
		"/kept",
		"/broken",
		"/no/such/address",
		"/v1/reports/%zz",
		"/openapi.json",
	] as const;

	test.each(BARE)("of %s keeps browsers from running, showing or guessing at it", async (url) => {
		const { headers } = await start().inject(url);
		expect(headers["x-content-type-options"]).toBe("nosniff");
		// What the router refuses by itself is no page either.
		if (url.includes("%zz")) return;
		expect(headers["content-security-policy"]).toBe(
			"default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
		);
		expect(headers["referrer-policy"]).toBe("no-referrer");
		expect(headers["x-frame-options"]).toBe("DENY");
		expect(headers["cross-origin-resource-policy"]).toBe("same-origin");
		expect(headers).not.toHaveProperty("x-powered-by");
		expect(headers).not.toHaveProperty("strict-transport-security");
	});

	test("of a page has the policy that the page sets", async () => {
		const app = start();
		const { headers } = await app.inject("/page");
		expect(headers["content-security-policy"]).toBe("default-src 'self'");
		const docs = (await app.inject("/docs/")).headers["content-security-policy"];
		expect(docs).toMatch(/script-src 'self'/);
		expect(docs).not.toMatch(/https?:|unsafe/);
	});

	test("is kept by nobody, unless its route says so, and a failure never", async () => {
		const app = start();
		const kept = async (url: string) => (await app.inject(url)).headers["cache-control"];
		expect(await kept("/plain")).toBe("no-store");
		expect(await kept("/kept")).toBe("max-age=60");
		expect(await kept("/broken")).toBe("no-store");
		expect(await kept("/no/such/address")).toBe("no-store");
	});

	test("has an id, the same as its problem tells, and another each time", async () => {
		const app = start();
		const ids = new Set<unknown>();
		for (const url of [...BARE, "/docs/"]) {
			const answer = await app.inject({ url, headers: { "x-request-id": "mine" } });
			const id = answer.headers["x-request-id"];
			expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
			if (answer.statusCode >= 400)
				expect(problemOf(answer, answer.statusCode).request_id).toBe(id);
			ids.add(id);
		}
		expect(ids.size).toBe(BARE.length + 1);
	});

	test("asks for TLS from then on where it came over TLS, as far as the proxy is believed", async () => {
		const headers = { "x-forwarded-proto": "https", "x-forwarded-for": "192.0.2.1" };
		const secured = await start({ trustProxy: 1 }).inject({ url: "/plain", headers });
		expect(secured.headers["strict-transport-security"]).toBe("max-age=31536000");
		const plain = await start().inject({ url: "/plain", headers });
		expect(plain.headers).not.toHaveProperty("strict-transport-security");
	});
});

describe("pages of other origins", () => {
	const guard = { anonymous: "admin", corsOrigins: [APP, "http://localhost:5173"] } as const;
	const preflight = (app: FastifyInstance, origin: string, url = "/plain") =>
		app.inject({
			method: "OPTIONS",
			url,
			headers: {
				origin,
				"access-control-request-method": "DELETE",
				"access-control-request-headers": "authorization,content-type",
			},
		});
	const CORS = /^access-control-/;
	const corsHeaders = (headers: InjectOptions["headers"] | object) =>
		Object.keys(headers as object).filter((name) => CORS.test(name));

	test("that are allowed may ask for everything, and read what is to be read", async () => {
		const app = start(guard);
		for (const origin of guard.corsOrigins) {
			const asked = await preflight(app, origin);
			expect([asked.statusCode, asked.body]).toEqual([204, ""]);
			expect(asked.headers).toMatchObject({
				"access-control-allow-origin": origin,
				"access-control-allow-methods": "GET, HEAD, POST, PUT, PATCH, DELETE",
				"access-control-allow-headers": "Authorization, Content-Type, Idempotency-Key",
			});
			const answer = await app.inject({ method: "DELETE", url: "/plain", headers: { origin } });
			expect(answer.statusCode).toBe(204);
			expect(answer.headers["access-control-allow-origin"]).toBe(origin);
			expect(answer.headers["access-control-expose-headers"]).toBe(
				"ETag, Location, Retry-After, X-Request-Id",
			);
			expect(answer.headers.vary).toMatch(/Origin/);
			for (const { headers } of [asked, answer])
				expect(headers).not.toHaveProperty("access-control-allow-credentials");
		}
	});

	test("that are allowed can read why they are refused", async () => {
		const app = start({ ...guard, anonymous: "none" });
		for (const url of ["/v1/webhooks", "/no/such/address"]) {
			const answer = await app.inject({ url, headers: { origin: APP } });
			expect(answer.statusCode).toBeGreaterThanOrEqual(400);
			expect(answer.headers["access-control-allow-origin"]).toBe(APP);
		}
	});

	test("that are not may not even ask, and are not told who may", async () => {
		for (const origin of ["https://evil.example", "https://app.example.com.evil.example", "null"])
			for (const url of ["/plain", "/v1/webhooks", "/no/such/address"]) {
				const asked = await preflight(start(guard), origin, url);
				expect(problemOf(asked, 403).type).toBe("/problems/foreign-page");
				expect(asked.headers).not.toHaveProperty("access-control-allow-origin");
			}
	});

	test("get nothing at all where none is allowed", async () => {
		const app = start({ anonymous: "admin" });
		const asked = await preflight(app, APP);
		problemOf(asked, 403);
		const answer = await app.inject("/plain");
		expect([corsHeaders(asked.headers), corsHeaders(answer.headers)]).toEqual([[], []]);
		expect(answer.headers.vary ?? "").not.toMatch(/Origin/);
	});

	test("that ask nothing are answered as anybody else", async () => {
		const app = start(guard);
		const asked = await app.inject({ method: "OPTIONS", url: "/v1/webhooks" });
		problemOf(asked, 405);
		expect(asked.headers.allow).toBe("GET, HEAD, POST");
		problemOf(await app.inject({ method: "OPTIONS", url: "/no/such/address" }), 404);
	});
});
