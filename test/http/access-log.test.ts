import { once } from "node:events";
import { Readable, Writable } from "node:stream";
import type { FastifyInstance } from "fastify";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { buildApp } from "../../src/http/app.ts";
import type { GuardOptions } from "../../src/http/guard/guard-options.ts";
import { makeLogger } from "../../src/make-logger.ts";
import { newKeyText } from "../../src/service/key-text.ts";
import { createKey } from "../../src/service/keys.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { type TestServices, testServices } from "../service/services.ts";
import { send } from "./answers.ts";
import { Wire } from "./wire.ts";

const NOW = Date.UTC(2023, 0, 25, 12);

/** What a process wrote into its log, a line each. */
class Log {
	text = "";
	readonly destination = new Writable({
		write: (chunk, _encoding, done) => {
			this.text += chunk;
			this.destination.emit("line");
			done();
		},
	});

	get lines(): Record<string, unknown>[] {
		return this.text
			.split("\n")
			.filter((line) => line !== "")
			.map((line) => JSON.parse(line));
	}

	/** The lines of requests, once there are so many. */
	async requests(count: number): Promise<Record<string, unknown>[]> {
		for (;;) {
			const lines = this.lines.filter((line) => "route" in line);
			if (lines.length >= count) return lines;
			await once(this.destination, "line");
		}
	}
}

describeOnBothEngines("the log", (given) => {
	let services: TestServices;
	let log: Log;
	beforeEach(async () => {
		await given.database.script("delete from api_key");
		services = testServices(given.database, NOW);
		log = new Log();
	});
	async function start(
		guard: GuardOptions = {},
		makeRoutes: (app: FastifyInstance) => void = () => {},
	): Promise<FastifyInstance> {
		const loggerInstance = await makeLogger("trace", log.destination);
		const app = buildApp(services, { loggerInstance, guard });
		app.register(async (routes) => makeRoutes(routes));
		onTestFinished(() => app.close());
		return app;
	}

	test("has a line for each request, when it is done", async () => {
		const app = await start({ anonymous: "read" });
		const answer = await app.inject("/v1/keys/AAAAAAAAAA?secret=1");
		const { text, keyId } = await createKey(services, { name: "ci", scope: "admin" });
		const authorization = `Bearer ${text}`;
		await app.inject({
			method: "DELETE",
			url: "/v1/keys/AAAAAAAAAA",
			headers: { authorization },
		});
		await app.inject({ method: "HEAD", url: "/v1/webhooks", headers: { authorization } });
		await app.inject("/no/such/address");
		await app.inject("/v1/reports/%zz");
		const common = { level: 30, msg: "answered", duration_ms: expect.any(Number) };
		const byKey = { key: "ci", key_id: keyId };
		const requests = await log.requests(5);
		expect(requests).toHaveLength(5);
		expect(requests).toMatchObject([
			{ ...common, key: "anonymous", method: "GET", route: "/v1/keys/:key_id", status: 405 },
			{ ...common, ...byKey, method: "DELETE", route: "/v1/keys/:key_id", status: 404 },
			{ ...common, ...byKey, method: "HEAD", route: "/v1/webhooks", status: 200 },
			{ ...common, key: "anonymous", method: "GET", route: null, status: 404 },
			{ ...common, key: "anonymous", method: "GET", route: null, status: 400 },
		]);
		expect(requests[0]).toMatchObject({
			request_id: answer.headers["x-request-id"],
			bytes: answer.rawPayload.length,
		});
		expect(requests[2]).not.toHaveProperty("bytes");
		// And nothing besides.
		expect(log.lines).toHaveLength(5);
	});

	test("names the key of whoever is signed in, and never the token of the session", async () => {
		const app = await start();
		const { text, keyId } = await createKey(services, { name: "ci", scope: "admin" });
		const page = { "sec-fetch-site": "same-origin" };
		const url = "/v1/session";
		const answer = await app.inject({ method: "POST", url, headers: page, payload: { key: text } });
		const [cookie] = String(answer.headers["set-cookie"]).split(";", 1) as [string];
		const headers = { ...page, cookie };
		await app.inject({ url: "/v1/webhooks", headers });
		await app.inject({ url, headers });
		await app.inject({ method: "DELETE", url, headers });
		await app.inject({ url: "/v1/webhooks", headers });
		const byKey = { key: "ci", key_id: keyId };
		expect(await log.requests(5)).toMatchObject([
			{ ...byKey, method: "POST", route: url, status: 201 },
			{ ...byKey, method: "GET", route: "/v1/webhooks", status: 200 },
			{ ...byKey, method: "GET", route: url, status: 200 },
			{ ...byKey, method: "DELETE", route: url, status: 204 },
			{ key: "anonymous", method: "GET", route: "/v1/webhooks", status: 401 },
		]);
		const secrets = [text.split("_")[2] as string, cookie.split("=")[1] as string];
		for (const secret of secrets) expect(log.text).not.toContain(secret);
	});

	test("tells of a mistake of ours by the request's id, and once more as an error", async () => {
		const app = await start({ anonymous: "read" }, (routes) => {
			routes.get("/broken", { config: { scope: "read" } }, async () => {
				throw new Error("it broke");
			});
		});
		const { headers } = await app.inject("/broken");
		await log.requests(1);
		const request_id = headers["x-request-id"];
		expect(log.lines).toMatchObject([
			{ level: 50, request_id, err: { message: "it broke" } },
			{ level: 50, request_id, route: "/broken", status: 500 },
		]);
	});

	test("tells of a request also when its client went away before the end", async () => {
		const hanging = new Readable({ read() {} });
		const never = Promise.withResolvers<void>();
		const app = await start({ anonymous: "read" }, (routes) => {
			routes.get("/hanging/:id", { config: { scope: "read" } }, async () => hanging);
			routes.get("/waiting", { config: { scope: "read" } }, () => never.promise);
		});
		onTestFinished(() => never.resolve());
		const first = (await Wire.to(app)).head("GET /hanging/7 HTTP/1.1", "host: x");
		hanging.push("the beginning");
		await first.matches(/the beginning/);
		first.socket.destroy();
		await log.requests(1);
		const second = (await Wire.to(app)).head("GET /waiting HTTP/1.1", "host: x");
		second.socket.end();
		second.socket.destroy();
		const requests = await log.requests(2);
		expect(requests).toMatchObject([
			{ msg: "broken off", route: "/hanging/:id", status: 200, key: "anonymous" },
			{ msg: "broken off", route: "/waiting", key: "anonymous" },
		]);
		expect(log.lines.filter(({ msg }) => !/^Server listening/.test(String(msg)))).toHaveLength(2);
	});

	test("tells of what was no request, without what was sent", async () => {
		const app = await start();
		const wire = (await Wire.to(app)).write("GET /hunter2 HTTP/9.9\r\nx: hunter2\r\n\r\n");
		const [, id] = /x-request-id: (\S+)/i.exec(await wire.ended) as RegExpExecArray;
		expect(log.lines.at(-1)).toMatchObject({ request_id: id, status: 400, msg: "no request" });
		expect(log.text).not.toContain("hunter2");
	});

	test("never has a key, a query or a body in it, whatever becomes of the request", async () => {
		const app = await start({ corsOrigins: ["https://app.example.com"] });
		const good = await createKey(services, { name: "ci", scope: "admin" });
		const other = await createKey(services, { name: "reader", scope: "read" });
		const wrong = newKeyText().text;
		const secrets = [good.text, other.text, wrong].map((text) => text.split("_")[2] as string);
		const headers = (text: string) => ({
			authorization: `Bearer ${text}`,
			"content-type": "application/json",
			"idempotency-key": "hunter2",
			cookie: "hunter2",
		});
		for (const text of [good.text, other.text, wrong, `${wrong}x`])
			for (const url of ["/v1/webhooks", "/v1/keys", "/v1/reports", "/no/such", "/v1/reports/%zz"])
				for (const payload of ['{"url":"hunter2"}', "hunter2", '{"name":"hunter2","scope":"read"}'])
					for (const method of ["GET", "POST", "PUT"] as const)
						await app.inject({
							method,
							url: `${url}?key=${text}&password=hunter2`,
							headers: headers(text),
							payload,
						});
		await send(app, "POST", `/v1/keys?${good.text}`, { name: good.text, scope: "read" });
		const broken = buildApp(
			{ ...services, database: undefined as never },
			{ loggerInstance: await makeLogger("trace", log.destination) },
		);
		onTestFinished(() => broken.close());
		await broken.inject({ url: "/v1/webhooks?hunter2", headers: headers(good.text) });
		expect((await log.requests(182)).length).toBe(182);
		expect(log.text).toContain('"key":"ci"');
		for (const secret of [...secrets, "hunter2"]) expect(log.text).not.toContain(secret);
	});
});
