import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import { describe, expect, onTestFinished, test } from "vitest";
import { buildApp } from "../../src/http/app.ts";
import { testServices } from "../service/services.ts";
import { Wire } from "./wire.ts";

const NOW = Date.UTC(2023, 0, 25, 12);
const PUBLIC = { config: { scope: "public" as const } };

function start(makeRoutes: (app: FastifyInstance) => void = () => {}): FastifyInstance {
	const app = buildApp(testServices({} as never, NOW));
	app.register(async (routes) => {
		routes.get("/quick", PUBLIC, async () => "here");
		makeRoutes(routes);
	});
	onTestFinished(async () => {
		app.runningRequests.cut();
		await app.close();
	});
	return app;
}

/** A route whose answer a test gives, once so many have asked for it. */
function slowRoute() {
	let asks = 0;
	const answer = Promise.withResolvers<string>();
	const makeRoute = (app: FastifyInstance) => {
		app.get("/slow", PUBLIC, () => {
			asks++;
			return answer.promise;
		});
	};
	const asked = (times = 1) => expect.poll(() => asks).toBe(times);
	return { makeRoute, asked, answer: (text: string) => answer.resolve(text) };
}

/** Begins to close an application, and resolves once it takes nobody in any more. */
async function beginToClose(app: FastifyInstance): Promise<{ readonly closed: Promise<void> }> {
	const closed = app.close();
	await expect.poll(() => app.server.listening).toBe(false);
	return { closed };
}

describe("a server that stops", () => {
	test("finishes the answer that is under way, and then hangs up", async () => {
		const slow = slowRoute();
		const app = start(slow.makeRoute);
		const wire = (await Wire.to(app)).head("GET /slow HTTP/1.1", "host: x");
		await slow.asked();
		const { closed } = await beginToClose(app);
		slow.answer("at last");
		const received = await wire.ended;
		expect(received).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*at last$/);
		expect(received).toMatch(/\r\nconnection: close\r\n/i);
		await closed;
	});

	test("finishes an answer that had begun, and then hangs up too", async () => {
		const parts = new Readable({ read() {} });
		const app = start((routes) => {
			routes.get("/parts", PUBLIC, async () => parts);
		});
		const wire = (await Wire.to(app)).head("GET /parts HTTP/1.1", "host: x");
		parts.push("one");
		await wire.matches(/one/);
		const { closed } = await beginToClose(app);
		parts.push("two");
		parts.push(null);
		expect(await wire.ended).toMatch(/one\r\n3\r\ntwo\r\n0\r\n\r\n$/);
		await closed;
	});

	test("answers a request that was on its way, and says that it is the last", async () => {
		const app = start();
		const wire = (await Wire.to(app)).head("GET /quick HTTP/1.1", "host: x");
		await wire.matches(/here$/);
		wire.write("GET /quick HTTP/1.1\r\nhost:");
		// The server has it once it answers somebody who came later.
		const later = (await Wire.to(app)).head("GET /quick HTTP/1.1", "host: x", "connection: close");
		await later.ended;
		const { closed } = await beginToClose(app);
		wire.write(" x\r\n\r\n");
		const [first, second] = (await wire.ended).split(/(?<=here)/) as [string, string];
		expect(first).not.toMatch(/connection: close/i);
		expect(second).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*\r\nconnection: close\r\n[\s\S]*here$/i);
		await closed;
	});

	test("hangs up at once on whoever asks nothing", async () => {
		const slow = slowRoute();
		const app = start(slow.makeRoute);
		const busy = (await Wire.to(app)).head("GET /slow HTTP/1.1", "host: x");
		const idle = (await Wire.to(app)).head("GET /quick HTTP/1.1", "host: x");
		await idle.matches(/here$/);
		const silent = await Wire.to(app);
		await slow.asked();
		const { closed } = await beginToClose(app);
		expect(await silent.ended).toBe("");
		expect(await idle.ended).toMatch(/here$/);
		slow.answer("at last");
		await Promise.all([busy.ended, closed]);
	});

	test("can be made to end whatever is still going on", async () => {
		const slow = slowRoute();
		const app = start(slow.makeRoute);
		const busy = (await Wire.to(app)).head("GET /slow HTTP/1.1", "host: x");
		const half = (await Wire.to(app)).write("GET /quick HTTP/1.1\r\n");
		await slow.asked();
		const { closed } = await beginToClose(app);
		app.runningRequests.cut();
		expect([await busy.ended, await half.ended]).toEqual(["", ""]);
		await closed;
		await app.runningRequests.finished();
		slow.answer("too late");
	});

	test("waits for both of the addresses that localhost stands for", async () => {
		const slow = slowRoute();
		const app = start(slow.makeRoute);
		await app.listen({ host: "localhost", port: 0 });
		const { port } = app.server.address() as { port: number };
		const hosts = app
			.addresses()
			.map((bound) => (bound as { address: string }).address)
			.map((address) => (address.includes(":") ? `[${address}]` : address));
		const answers = hosts.map((host) => fetch(`http://${host}:${port}/slow`));
		await slow.asked(hosts.length);
		const { closed } = await beginToClose(app);
		const finished = closed.then(() => app.runningRequests.finished());
		slow.answer("at last");
		for (const answer of answers) expect(await (await answer).text()).toBe("at last");
		await finished;
	});
});
