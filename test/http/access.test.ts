import type { FastifyInstance, HTTPMethods, InjectOptions, LightMyRequestResponse } from "fastify";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import type { KeyScope } from "../../src/contract/key.ts";
import { MINUTE_MS } from "../../src/core/instant.ts";
import { buildApp } from "../../src/http/app.ts";
import type { GuardOptions } from "../../src/http/guard/guard-options.ts";
import { isLoopbackAddress } from "../../src/http/guard/loopback.ts";
import { operation, type Scope } from "../../src/http/operation.ts";
import { newKeyText } from "../../src/service/key-text.ts";
import { createKey, revokeKey } from "../../src/service/keys.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { type TestServices, testServices } from "../service/services.ts";
import { problemOf } from "./answers.ts";

const NOW = Date.UTC(2023, 0, 25, 12);
const SCOPES = ["read", "write", "admin"] as const;

/** An application with a route for each scope beside its own. */
function appWithRoutes(services: TestServices, guard: GuardOptions = {}): FastifyInstance {
	const app = buildApp(services, { guard });
	app.register(async (routes) => {
		for (const scope of ["public", ...SCOPES] satisfies Scope[]) {
			const described = operation({
				id: `try${scope}`,
				tag: "Server",
				scope,
				summary: "For the test",
				description: "For the test.",
				answers: { 200: { description: "It." } },
			});
			const answer = async () => ({ scope });
			routes.get(`/try/${scope}`, described, answer);
			routes.post(`/try/${scope}`, described, answer);
		}
	});
	onTestFinished(() => app.close());
	return app;
}

describeOnBothEngines("who may use a server", (given) => {
	const clock = { now: NOW };
	let services: TestServices;
	beforeEach(async () => {
		await given.database.script("delete from api_key");
		clock.now = NOW;
		services = testServices(given.database, NOW, { now: () => clock.now });
	});
	let made = 0;
	const key = async (scope: KeyScope, expiresAt?: number) =>
		createKey(services, { name: `key ${made++}`, scope, expiresAt });
	const ask = (
		app: FastifyInstance,
		scope: Scope,
		headers: InjectOptions["headers"] = {},
		method: "GET" | "HEAD" | "POST" = "GET",
	) => app.inject({ method, url: `/try/${scope}`, headers });
	const bearer = (text: string) => ({ authorization: `Bearer ${text}` });
	/** The scopes of the routes that let a caller in. */
	const reached = async (app: FastifyInstance, headers: InjectOptions["headers"] = {}) => {
		const reached: Scope[] = [];
		for (const scope of ["public", ...SCOPES] satisfies Scope[])
			if ((await ask(app, scope, headers)).statusCode === 200) reached.push(scope);
		return reached;
	};
	const unauthenticated = (answer: LightMyRequestResponse) => {
		expect(problemOf(answer, 401).type).toBe("/problems/unauthenticated");
		expect(answer.headers["www-authenticate"]).toBe("Bearer");
	};

	describe("with a key", () => {
		test.each([
			["read", ["public", "read"]],
			["write", ["public", "read", "write"]],
			["admin", ["public", "read", "write", "admin"]],
		] as const)("of scope %s: whoever needs no more than that", async (scope, wanted) => {
			const app = appWithRoutes(services);
			const { text } = await key(scope);
			expect(await reached(app, bearer(text))).toEqual(wanted);
		});

		test("that does not reach as far: is told so, and what it would take", async () => {
			const { text } = await key("read");
			const problem = problemOf(await ask(appWithRoutes(services), "admin", bearer(text)), 403);
			expect(problem.type).toBe("/problems/forbidden");
			expect(problem.detail).toBe("This needs a key with the scope admin, and this one has read.");
		});

		test("that is unknown, expired or revoked: nobody, whatever anonymous callers may", async () => {
			const [revoked, expired] = [await key("admin"), await key("admin", NOW + MINUTE_MS)];
			await revokeKey(services, revoked.keyId);
			clock.now = NOW + MINUTE_MS;
			for (const guard of [{}, { anonymous: "admin" }] as const) {
				const app = appWithRoutes(services, guard);
				for (const text of [revoked.text, expired.text, newKeyText().text, "x", "oh_"])
					unauthenticated(await ask(app, "read", bearer(text)));
			}
		});

		test("that is revoked: nobody, from the next request on", async () => {
			const app = appWithRoutes(services);
			const { keyId, text } = await key("read");
			expect((await ask(app, "read", bearer(text))).statusCode).toBe(200);
			await revokeKey(services, keyId);
			unauthenticated(await ask(app, "read", bearer(text)));
		});

		test("whose scheme is written in any case, and in no other scheme", async () => {
			const app = appWithRoutes(services);
			const { text } = await key("read");
			for (const authorization of [`bearer ${text}`, `BEARER   ${text}`])
				expect((await ask(app, "read", { authorization })).statusCode).toBe(200);
			for (const authorization of [text, `Basic ${text}`, `Bearer`, `Bearer ${text} x`, ""])
				unauthenticated(await ask(app, "read", { authorization }));
		});

		test("is not looked up for what is public", async () => {
			const app = appWithRoutes({ ...services, database: undefined as never });
			const answer = await ask(app, "public", bearer("wrong"));
			expect(answer.statusCode).toBe(200);
		});
	});

	describe("without a key", () => {
		test("on its own machine: everybody, until a key is made, whatever becomes of it", async () => {
			const app = appWithRoutes(services);
			expect(await reached(app)).toEqual(["public", "read", "write", "admin"]);
			const { keyId } = await key("read");
			unauthenticated(await ask(app, "read"));
			await revokeKey(services, keyId);
			expect(await reached(app)).toEqual(["public"]);
			expect(await reached(appWithRoutes(services))).toEqual(["public"]);
		});

		test.each([
			["none", ["public"]],
			["read", ["public", "read"]],
			["write", ["public", "read", "write"]],
			["admin", ["public", "read", "write", "admin"]],
		] as const)(
			"where callers may %s: as far as that, and a key gives more",
			async (anonymous, wanted) => {
				const app = appWithRoutes(services, { anonymous });
				expect(await reached(app)).toEqual(wanted);
				const { text } = await key("admin");
				expect(await reached(app)).toEqual(wanted);
				expect(await reached(app, bearer(text))).toHaveLength(4);
				if (anonymous !== "admin") unauthenticated(await ask(app, "admin"));
			},
		);

		test("with the password of a proxy before the server: like without anything", async () => {
			const app = appWithRoutes(services, { anonymous: "read" });
			const authorization = `Basic ${Buffer.from("user:password").toString("base64")}`;
			expect((await ask(app, "read", { authorization })).statusCode).toBe(200);
		});

		test("through a proxy on its own machine: nobody", async () => {
			for (const header of ["x-forwarded-for", "forwarded"])
				unauthenticated(await ask(appWithRoutes(services), "read", { [header]: "192.0.2.1" }));
			unauthenticated(await ask(appWithRoutes(services, { trustProxy: 1 }), "read"));
		});

		test("a server that listens on all addresses: nobody", async () => {
			const app = appWithRoutes(services);
			await app.listen({ host: "0.0.0.0", port: 0 });
			unauthenticated(await ask(app, "read"));
		});

		test("a server that listens on its own machine alone: everybody on it", async () => {
			for (const host of ["127.0.0.1", "localhost"]) {
				const app = appWithRoutes(services);
				await app.listen({ host, port: 0 });
				const { port } = app.server.address() as { port: number };
				const answer = await fetch(`http://${host}:${port}/try/admin`, { method: "POST" });
				expect(answer.status).toBe(200);
			}
		});
	});

	describe("through a page in a browser on its own machine", () => {
		test.each([
			"localhost",
			"localhost:7070",
			"127.0.0.1:80",
			"127.8.0.1",
			"[::1]:7070",
			"LOCALHOST",
		])("that calls it %s: everybody", async (host) => {
			expect((await ask(appWithRoutes(services), "write", { host }, "POST")).statusCode).toBe(200);
		});

		test.each([
			"example.com",
			"localhost.example.com",
			"127.0.0.1.nip.io",
			"192.168.0.2:7070",
			"[::2]",
		])("that calls it %j: nobody, while there are no keys", async (host) => {
			const app = appWithRoutes(services);
			// A page of that name counts as the server's own.
			for (const origin of [{}, { origin: `http://${host}` }]) {
				const problem = problemOf(await ask(app, "read", { host, ...origin }), 403);
				expect(problem.type).toBe("/problems/foreign-page");
			}
			const { text } = await key("read");
			expect((await ask(app, "read", { host, ...bearer(text) })).statusCode).toBe(200);
		});
	});

	describe("through pages", () => {
		const refuses = async (app: FastifyInstance, headers: Record<string, string>) => {
			for (const scope of ["public", "read"] as const)
				for (const method of ["GET", "POST"] as const) {
					const problem = problemOf(await ask(app, scope, headers, method), 403);
					expect(problem.type).toBe("/problems/foreign-page");
				}
		};

		test("of its own: everybody who may anyhow", async () => {
			const app = appWithRoutes(services);
			for (const host of ["localhost:80", "localhost", "127.0.0.1:7070", "[::1]:7070"]) {
				const origin = `http://${host.replace(/:80$/, "")}`;
				expect((await ask(app, "write", { host, origin }, "POST")).statusCode).toBe(200);
			}
		});

		test.each([
			"http://example.com",
			"https://localhost:7070",
			"http://localhost:7071",
			"http://localhost",
			"http://127.0.0.1:7070",
			"null",
			"",
			"file://",
		])("of %j: nobody without a key", async (origin) => {
			const host = "localhost:7070";
			await refuses(appWithRoutes(services), { host, origin });
			const open = appWithRoutes(services, { anonymous: "admin" });
			await refuses(open, { host, origin });
			const { text } = await key("read");
			for (const scope of ["public", "read"] as const)
				expect((await ask(open, scope, { host, origin, ...bearer(text) })).statusCode).toBe(200);
			unauthenticated(await ask(open, "read", { host, origin, ...bearer("wrong") }));
			problemOf(await ask(open, "public", { host, origin, ...bearer("wrong") }), 403);
		});

		test("of origins that are allowed: whoever may anyhow", async () => {
			const app = appWithRoutes(services, {
				anonymous: "read",
				corsOrigins: ["https://app.example.com"],
			});
			const origin = "https://app.example.com";
			expect((await ask(app, "read", { origin })).statusCode).toBe(200);
			unauthenticated(await ask(app, "write", { origin }));
			await refuses(app, { origin: "https://app.example.com.evil.example" });
		});

		test("of a server behind TLS: its own, where the proxy is believed", async () => {
			const headers = {
				host: "127.0.0.1:7070",
				"x-forwarded-host": "openhours.example.com",
				"x-forwarded-proto": "https",
				origin: "https://openhours.example.com",
			};
			for (const trustProxy of [1, ["127.0.0.1"], ["loopback"], ["10.0.0.0/8", "127.0.0.0/8"]]) {
				const app = appWithRoutes(services, { anonymous: "read", trustProxy });
				expect((await ask(app, "read", headers)).statusCode).toBe(200);
			}
			await refuses(appWithRoutes(services, { anonymous: "read" }), headers);
			const elsewhere = { anonymous: "read", trustProxy: ["10.0.0.0/8"] } as const;
			await refuses(appWithRoutes(services, elsewhere), headers);
		});
	});

	test("that has nothing at an address: is told that, with or without a key", async () => {
		const app = appWithRoutes(services, { anonymous: "none" });
		problemOf(await app.inject("/no/such/address"), 404);
		problemOf(await app.inject({ method: "PUT", url: "/v1/keys" }), 405);
	});

	test("that cannot reach its database: nobody can be told apart, and it is not said who it is", async () => {
		const { text } = await key("read");
		const { DatabaseError } = await import("../../src/database/engine/errors.ts");
		const database = {
			get tables(): never {
				throw new DatabaseError("unreachable", "host secret does not answer");
			},
		};
		const app = appWithRoutes({ ...services, database: database as never });
		for (const headers of [bearer(text), {}]) {
			const answer = await ask(app, "read", headers);
			problemOf(answer, 503);
			expect(answer.body).not.toContain("secret");
		}
	});

	test("asks the same for HEAD as for GET", async () => {
		const app = appWithRoutes(services, { anonymous: "none" });
		const { text } = await key("read");
		expect((await ask(app, "read", {}, "HEAD")).statusCode).toBe(401);
		expect((await ask(app, "read", bearer(text), "HEAD")).statusCode).toBe(200);
		expect((await ask(app, "write", bearer(text), "HEAD")).statusCode).toBe(403);
	});
});

describe("an application", () => {
	test.each<[HTTPMethods | HTTPMethods[], boolean]>([
		["GET", true],
		["POST", false],
		[["PUT", "PATCH"], false],
	])("with a route for %s that does not say its scope does not start", async (method, isHidden) => {
		const app = buildApp(testServices({} as never, NOW));
		app.route({ method, url: "/forgotten", schema: { hide: isHidden }, handler: async () => "" });
		await expect(app.ready()).rejects.toThrow(/do not say their scope: .*\/forgotten/);
	});
});

describe("an address", () => {
	test.each(["127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1", "::FFFF:127.0.0.1"])(
		"%s is reached by its own machine alone",
		(address) => expect(isLoopbackAddress(address)).toBe(true),
	);

	test.each([
		"0.0.0.0",
		"::",
		"10.0.0.1",
		"192.168.127.0",
		"::ffff:10.0.0.1",
		"2001:db8::1",
		"fe80::1",
	])("%s is reached by others too", (address) => expect(isLoopbackAddress(address)).toBe(false));
});
