import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import { Value } from "typebox/value";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { ProblemDocument } from "../../src/contract/problem.ts";
import { buildApp } from "../../src/http/app.ts";
import type { ConnectionLimits, GuardOptions } from "../../src/http/guard/guard-options.ts";
import { newKeyText } from "../../src/service/key-text.ts";
import { createKey, revokeKey } from "../../src/service/keys.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { type TestServices, testServices } from "../service/services.ts";
import { problemOf } from "./answers.ts";
import { Wire } from "./wire.ts";

const NOW = Date.UTC(2023, 0, 25, 12);
const PUBLIC = { config: { scope: "public" as const } };

/** An application that needs no database, with routes that tests make. */
function plainApp(
	limits: Partial<ConnectionLimits>,
	makeRoutes: (app: FastifyInstance) => void = () => {},
): FastifyInstance {
	const app = buildApp(testServices({} as never, NOW), { guard: { limits } });
	app.register(async (routes) => makeRoutes(routes));
	onTestFinished(() => app.close());
	return app;
}

/** The problem that the only answer on a connection is, and its headers. */
function onlyProblem(received: string): ProblemDocument & { readonly head: string } {
	const [head, body, ...more] = received.split("\r\n\r\n") as [string, string];
	expect(more).toEqual([]);
	const problem = JSON.parse(body);
	expect([...Value.Errors(ProblemDocument, problem)]).toEqual([]);
	expect(head).toMatch(/\r\ncontent-type: application\/problem\+json/i);
	expect(head).toMatch(/\r\nconnection: close/i);
	expect(head.split("\r\n")[0]).toMatch(new RegExp(`^HTTP/1.1 ${problem.status} \\w`));
	return { ...problem, head };
}

describe("what is no request", () => {
	test.each<[string, string, number, string]>([
		["no HTTP at all", "\u0016\u0003\u0001\u0002\u0000", 400, "malformed-request"],
		["a method that there is not", "FROB / HTTP/1.1\r\nhost: x\r\n\r\n", 400, "malformed-request"],
		["no host", "GET / HTTP/1.1\r\n\r\n", 400, "malformed-request"],
		[
			"two lengths",
			"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n",
			400,
			"malformed-request",
		],
		[
			"a length and chunks",
			"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n",
			400,
			"malformed-request",
		],
		[
			"a header that ends in a bare line feed",
			"GET / HTTP/1.1\r\nhost: x\nx: y\r\n\r\n",
			400,
			"malformed-request",
		],
		[
			"headers of more than 16 KiB",
			`GET / HTTP/1.1\r\nhost: x\r\nx: ${"y".repeat(17_000)}\r\n\r\n`,
			431,
			"headers-too-large",
		],
		[
			"an address of more than 16 KiB",
			`GET /${"y".repeat(17_000)} HTTP/1.1\r\n`,
			431,
			"headers-too-large",
		],
	])(
		"%s is answered with a problem, and the connection closed",
		async (_what, sent, status, type) => {
			const wire = (await Wire.to(plainApp({}))).write(sent);
			expect(onlyProblem(await wire.ended)).toMatchObject({ status, type: `/problems/${type}` });
		},
	);

	test("headers of less than 16 KiB are one", async () => {
		const wire = await Wire.to(plainApp({}));
		wire.head("GET /problems HTTP/1.1", "host: x", `x: ${"y".repeat(15_000)}`, "connection: close");
		expect(await wire.ended).toMatch(/^HTTP\/1\.1 200 OK/);
	});

	test("headers that do not come to an end in time", async () => {
		const wire = await Wire.to(plainApp({ headersMs: 100 }));
		wire.write("GET /problems HTTP/1.1\r\nhost: x\r\n");
		expect(onlyProblem(await wire.ended)).toMatchObject({
			status: 408,
			type: "/problems/too-slow",
		});
	});

	test("headers that do not come to an end after a request on the same connection", async () => {
		const wire = await Wire.to(plainApp({ headersMs: 100 }));
		wire.head("GET /problems/conflict HTTP/1.1", "host: x");
		await wire.matches(/<\/html>\n$/);
		wire.write("GET / HTTP/1.1\r\n");
		expect(await wire.ended).toMatch(/<\/html>\nHTTP\/1\.1 408 Request Timeout\r\n/);
	});

	test("a connection on which nothing comes is closed without a word", async () => {
		const wire = await Wire.to(plainApp({ headersMs: 100 }));
		expect(await wire.ended).toBe("");
	});

	test("a body in chunks that are none", async () => {
		const app = plainApp({}, (routes) => routes.post("/echo", PUBLIC, async ({ body }) => body));
		const wire = await Wire.to(app);
		wire.head(
			"POST /echo HTTP/1.1",
			"host: x",
			"content-type: application/json",
			"transfer-encoding: chunked",
		);
		wire.write("not a number\r\n");
		expect(onlyProblem(await wire.ended)).toMatchObject({ type: "/problems/malformed-request" });
	});

	test("what follows an answer that is being given does not come into its middle", async () => {
		const hanging = new Readable({ read() {} });
		const app = plainApp({}, (routes) => routes.get("/hanging", PUBLIC, async () => hanging));
		const wire = (await Wire.to(app)).head("GET /hanging HTTP/1.1", "host: x");
		hanging.push("the beginning");
		await wire.matches(/the beginning/);
		wire.write("no HTTP at all\r\n\r\n");
		expect(await wire.ended).not.toContain("HTTP/1.1 400");
	});
});

describe("a client that is slow to send a body", () => {
	const echoing = (app: FastifyInstance) => app.post("/echo", PUBLIC, async ({ body }) => body);
	const POST = ["POST /echo HTTP/1.1", "host: x", "content-type: application/json"];

	test("is told so after a while, and cut off", async () => {
		const app = plainApp({ bodyMs: 100 }, echoing);
		for (const length of ["content-length: 100", "transfer-encoding: chunked"]) {
			const wire = (await Wire.to(app)).head(...POST, length);
			wire.write(length.startsWith("content") ? '{"a":' : '5\r\n{"a":\r\n');
			const problem = onlyProblem(await wire.ended);
			expect(problem).toMatchObject({ status: 408, type: "/problems/too-slow" });
			expect(problem.head).toContain(`x-request-id: ${problem.request_id}`);
		}
	});

	test("is not, when all of it comes in time, however long the answer takes", async () => {
		const answer = Promise.withResolvers<string>();
		const app = plainApp({ bodyMs: 50 }, (routes) => {
			routes.post("/slow", PUBLIC, () => answer.promise);
		});
		const wire = (await Wire.to(app)).head(
			"POST /slow HTTP/1.1",
			"host: x",
			"content-type: application/json",
			"content-length: 2",
			"connection: close",
		);
		wire.write("{}");
		// Another client, who is too slow, shows that the time is over.
		const other = (await Wire.to(app)).head(...POST, "content-length: 10");
		await other.ended;
		answer.resolve("at last");
		expect(await wire.ended).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*at last$/);
	});

	test("is cut off also where nobody reads the body", async () => {
		const app = plainApp({ bodyMs: 100 }, echoing);
		for (const [line, status] of [
			["POST /nowhere HTTP/1.1", 404],
			["GET /problems HTTP/1.1", 200],
			["POST /problems HTTP/1.1", 405],
		] as const) {
			const wire = (await Wire.to(app)).head(line, "host: x", "content-length: 1000");
			expect(await wire.ended).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
		}
	});

	test("is let go on where the body is read as it comes, until it is answered", async () => {
		const app = plainApp({ bodyMs: 50 }, (routes) => {
			routes.removeAllContentTypeParsers();
			routes.addContentTypeParser("*", (_request, _payload, done) => done(null));
			routes.post(
				"/upload",
				{ config: { scope: "public", streamsBody: true } },
				async (request, reply) => {
					let received = "";
					for await (const part of request.raw) {
						received += part;
						if (received.endsWith("!")) return reply.send(received);
					}
					return received;
				},
			);
		});
		const upload = await Wire.to(app);
		upload.head("POST /upload HTTP/1.1", "host: x", "content-length: 100");
		upload.write("a little");
		const other = (await Wire.to(app)).head(
			"POST /v1/reports HTTP/1.1",
			"host: localhost",
			"content-type: application/json",
			"content-length: 10",
		);
		await other.ended;
		expect(upload.received).toBe("");
		upload.write(" more!");
		await upload.matches(/a little more!/);
		// The rest would not be read by anybody.
		expect(await upload.ended).toMatch(/^HTTP\/1\.1 200 OK/);
	});
});

describe("a client that is slow to read", () => {
	/** A route that sends without end, and the answers that it gives. */
	function endless(app: FastifyInstance): { answers: ServerResponse[] } {
		const answers: ServerResponse[] = [];
		app.get("/endless", PUBLIC, async (_request, reply) => {
			answers.push(reply.raw);
			return new Readable({
				read() {
					this.push("x".repeat(65_536));
				},
			});
		});
		return { answers };
	}

	test("is cut off when it takes nothing for a while", async () => {
		let answers: ServerResponse[] = [];
		const app = plainApp({ drainMs: 100 }, (routes) => {
			({ answers } = endless(routes));
		});
		const wire = await Wire.to(app);
		wire.socket.pause();
		wire.head("GET /endless HTTP/1.1", "host: x");
		await expect.poll(() => answers).toHaveLength(1);
		const [answer] = answers as [ServerResponse];
		if (!answer.closed) await once(answer, "close");
		expect(answer.writableFinished).toBe(false);
	});

	test("is cut off too when the answer is one piece", async () => {
		const app = plainApp({ drainMs: 100 }, (routes) => {
			routes.get("/large", PUBLIC, async () => "x".repeat(64 * 1_024 * 1_024));
		});
		const closed = Promise.withResolvers<boolean>();
		app.addHook("onRequest", async (_request, reply) => {
			reply.raw.once("close", () => closed.resolve(reply.raw.writableFinished));
		});
		const wire = await Wire.to(app);
		wire.socket.pause();
		wire.head("GET /large HTTP/1.1", "host: x");
		expect(await closed.promise).toBe(false);
	});

	test("is not, while the answer is still being worked on", async () => {
		const slow = Promise.withResolvers<string>();
		const app = plainApp({ drainMs: 50 }, (routes) => {
			routes.get("/slow", PUBLIC, () => slow.promise);
			endless(routes);
		});
		const wire = await Wire.to(app);
		wire.head("GET /slow HTTP/1.1", "host: x", "connection: close");
		// Another client, who reads nothing, shows that the time is over.
		const other = await Wire.to(app);
		other.socket.pause();
		other.head("GET /endless HTTP/1.1", "host: x");
		await expect
			.poll(() => new Promise((resolve) => app.server.getConnections((_, count) => resolve(count))))
			.toBe(1);
		slow.resolve("at last");
		expect(await wire.ended).toMatch(/at last$/);
	});
});

describe("connections", () => {
	test("are kept for the next request, and not for ever", async () => {
		const app = plainApp({ keepAliveMs: 100 });
		const wire = await Wire.to(app);
		wire.head("GET /problems HTTP/1.1", "host: x");
		await wire.matches(/<\/html>\n$/);
		wire.head("GET /problems HTTP/1.1", "host: x");
		expect((await wire.ended).match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
	});

	test("are no more than so many at a time", async () => {
		const app = plainApp({ connections: 2 });
		const [first, second] = [await Wire.to(app), await Wire.to(app)];
		const third = await Wire.to(app);
		expect(await third.ended).toBe("");
		for (const wire of [first, second]) {
			wire.head("GET /problems HTTP/1.1", "host: x");
			await wire.matches(/<\/html>\n$/);
		}
	});
});

describeOnBothEngines("requests", (given) => {
	let services: TestServices;
	beforeEach(async () => {
		await given.database.script("delete from api_key");
		services = testServices(given.database, NOW);
	});
	const start = (guard: GuardOptions) => {
		const app = buildApp(services, { guard });
		app.register(async (routes) => {
			for (const url of ["/healthz", "/readyz", "/metrics"])
				if (!routes.hasRoute({ method: "GET", url })) routes.get(url, PUBLIC, async () => "well");
		});
		onTestFinished(() => app.close());
		return app;
	};
	const bearer = (text: string) => ({ authorization: `Bearer ${text}` });
	const ask = (app: FastifyInstance, headers: Record<string, string> = {}, from = "192.0.2.1") =>
		app.inject({ url: "/v1/webhooks", headers, remoteAddress: from });

	test("are so many a minute for each address, and then told when to come again", async () => {
		const app = start({ anonymous: "read", requestsPerMinute: 3 });
		for (const left of [2, 1, 0]) {
			const { statusCode, headers } = await ask(app);
			expect(statusCode).toBe(200);
			expect(headers).toMatchObject({ "ratelimit-limit": "3", "ratelimit-remaining": `${left}` });
		}
		const answer = await ask(app);
		expect(problemOf(answer, 429).type).toBe("/problems/too-many-requests");
		for (const header of ["retry-after", "ratelimit-reset"]) {
			expect(Number(answer.headers[header])).toBeGreaterThan(0);
			expect(Number(answer.headers[header])).toBeLessThanOrEqual(60);
		}
		expect((await ask(app, {}, "192.0.2.2")).statusCode).toBe(200);
	});

	test("count whatever comes of them", async () => {
		const app = start({ anonymous: "none", requestsPerMinute: 3 });
		for (const url of ["/v1/webhooks", "/no/such/address", "/docs/"])
			expect((await app.inject(url)).headers["ratelimit-limit"]).toBe("3");
		problemOf(await app.inject("/v1/webhooks"), 429);
	});

	test("are counted for a key wherever it comes from, and for each key by itself", async () => {
		const app = start({ requestsPerMinute: 2 });
		const [one, other] = [
			await createKey(services, { name: "one", scope: "read" }),
			await createKey(services, { name: "other", scope: "read" }),
		];
		for (const from of ["192.0.2.1", "192.0.2.2"])
			expect((await ask(app, bearer(one.text), from)).statusCode).toBe(200);
		problemOf(await ask(app, bearer(one.text), "192.0.2.3"), 429);
		expect((await ask(app, bearer(other.text), "192.0.2.1")).statusCode).toBe(200);
	});

	test("of one network of IPv6 are one caller's", async () => {
		const app = start({ anonymous: "read", requestsPerMinute: 1 });
		expect((await ask(app, {}, "2001:db8:1:2::1")).statusCode).toBe(200);
		problemOf(await ask(app, {}, "2001:db8:1:2:3:4:5:6"), 429);
		expect((await ask(app, {}, "2001:db8:1:3::1")).statusCode).toBe(200);
	});

	test("through a proxy that is believed are counted for those behind it", async () => {
		const behind = (address: string) => ({ "x-forwarded-for": address });
		for (const trustProxy of [1, ["192.0.2.1"]]) {
			const app = start({ anonymous: "read", requestsPerMinute: 1, trustProxy });
			for (const address of ["198.51.100.1", "198.51.100.2"])
				expect((await ask(app, behind(address))).statusCode).toBe(200);
			// What a client says itself comes before what the proxy says of it.
			problemOf(await ask(app, behind("10.0.0.1, 198.51.100.2")), 429);
		}
		const believing = start({ anonymous: "read", requestsPerMinute: 1 });
		expect((await ask(believing, behind("198.51.100.1"))).statusCode).toBe(200);
		problemOf(await ask(believing, behind("198.51.100.2")), 429);
	});

	test("that ask how the server is are never too many", async () => {
		const app = start({ requestsPerMinute: 1 });
		for (const url of ["/healthz", "/readyz", "/metrics", "/healthz"]) {
			const answer = await app.inject(url);
			expect(answer.statusCode).not.toBe(429);
			expect(answer.headers).not.toHaveProperty("ratelimit-limit");
		}
	});

	test("are any number where there is no limit", async () => {
		const app = start({ anonymous: "read", requestsPerMinute: 0 });
		const { statusCode, headers } = await ask(app);
		expect(statusCode).toBe(200);
		expect(headers).not.toHaveProperty("ratelimit-limit");
	});

	describe("with wrong keys", () => {
		const limits = { wrongKeysPerMinute: 3 };
		const guess = (app: FastifyInstance, from?: string) =>
			ask(app, bearer(newKeyText().text), from);

		test("are few a minute for each address, and no more keys are looked at then", async () => {
			const app = start({ limits });
			const { text } = await createKey(services, { name: "ci", scope: "read" });
			for (let i = 0; i < 3; i++) problemOf(await guess(app), 401);
			// Not even the right one: whoever guesses it does not learn so.
			for (const headers of [bearer(newKeyText().text), bearer(text)]) {
				const answer = await ask(app, headers);
				expect(problemOf(answer, 429).type).toBe("/problems/too-many-requests");
				expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
			}
			expect((await ask(app, bearer(text), "192.0.2.2")).statusCode).toBe(200);
			// What needs no key is there all the same.
			expect((await app.inject({ url: "/problems", remoteAddress: "192.0.2.1" })).statusCode).toBe(
				200,
			);
		});

		test("do not keep others at the same address from using theirs, until they are revoked", async () => {
			const app = start({ limits });
			const { keyId, text } = await createKey(services, { name: "ci", scope: "read" });
			expect((await ask(app, bearer(text))).statusCode).toBe(200);
			for (let i = 0; i < 4; i++) await guess(app);
			expect((await ask(app, bearer(text))).statusCode).toBe(200);
			await revokeKey(services, keyId);
			problemOf(await ask(app, bearer(text)), 401);
			problemOf(await ask(app, bearer(text)), 429);
		});

		test("are not those without any", async () => {
			const app = start({ limits, anonymous: "none" });
			for (let i = 0; i < 5; i++) problemOf(await ask(app), 401);
		});
	});
});
