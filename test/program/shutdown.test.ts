import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, describe, expect, test } from "vitest";
import { OpenhoursProcess } from "./openhours.ts";

const directory = mkdtempSync(join(tmpdir(), "openhours-shutdown-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const BODY = '{"url":"https://example.com/openhours"}';

/** A server, and a request to it whose body has not come to its end. */
async function halfARequest(settings: Readonly<Record<string, string>>) {
	const server = new OpenhoursProcess(["serve", "--port", "0"], settings);
	const [, port] = await server.printed(/answers at http:\/\/127\.0\.0\.1:(\d+)/);
	const socket = connect(Number(port), "127.0.0.1");
	await once(socket, "connect");
	socket.on("error", () => {});
	const head = [
		"POST /v1/webhooks HTTP/1.1",
		"host: localhost",
		"content-type: application/json",
		`content-length: ${BODY.length}`,
		"expect: 100-continue",
	];
	socket.write(`${head.join("\r\n")}\r\n\r\n`);
	// It has read all of the head when it asks for the rest.
	await once(socket, "data");
	return { server, socket };
}

describe("a server that is asked to stop", () => {
	test("answers the request that is under way, and then ends", async () => {
		const { server, socket } = await halfARequest({ OPENHOURS_DATA: join(directory, "patient") });
		const ended = server.kill("SIGTERM");
		await server.printed(/stopping/);
		socket.write(BODY);
		const answer = await text(socket);
		expect(answer).toMatch(/^HTTP\/1\.1 201 Created/);
		expect(answer).toMatch(/\r\nconnection: close\r\n/i);
		expect(await ended).toBe(0);
	});

	test("cuts it off when its time of grace is over", async () => {
		const { server, socket } = await halfARequest({
			OPENHOURS_DATA: join(directory, "impatient"),
			OPENHOURS_GRACE: "200ms",
		});
		const ended = server.kill("SIGTERM");
		expect(await text(socket).catch(() => "")).toBe("");
		expect(await ended).toBe(0);
	});
});
