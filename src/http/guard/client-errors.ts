import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { ConnectionError, FastifyInstance } from "fastify";
import {
	PROBLEMS,
	type ProblemDocument,
	type ProblemType,
	problemAddress,
} from "../../contract/problem.ts";
import { UNROUTED_HEADERS } from "./answer-headers.ts";

/** How long a client may take to read why it was refused, before its connection is cut. */
const LINGER_MS = 2_000;

/** Answers what is no request, or arrives too slowly to be one, with a problem document, and hangs up. */
export function answerClientError(
	this: FastifyInstance,
	error: ConnectionError,
	socket: Socket,
): void {
	// Nobody is there any more, or the answer is being given.
	if (error.code === "ECONNRESET" || !socket.writable) return;
	// Browsers open connections that they may need: there was no request that could be answered.
	if (socket.bytesRead === 0 || this.runningRequests.isHalfAnswered(socket)) {
		socket.destroy();
		return;
	}
	const { type, detail } = describe(error);
	const document: ProblemDocument = {
		type: problemAddress(type),
		title: PROBLEMS[type].title,
		status: PROBLEMS[type].status,
		detail,
		request_id: crypto.randomUUID(),
	};
	// What was sent is not told: it may be anything, keys too.
	const { request_id, status } = document;
	this.log.info({ request_id, key: "anonymous", status, code: error.code }, "no request");
	socket.end(written(document));
	// Closed at once, the connection would take back what is on its way as long as the client goes on sending.
	socket.resume();
	setTimeout(() => socket.destroy(), LINGER_MS).unref();
}

function describe({ code }: ConnectionError): {
	readonly type: ProblemType;
	readonly detail: string;
} {
	switch (code) {
		case "ERR_HTTP_REQUEST_TIMEOUT":
			return { type: "too-slow", detail: "The headers did not arrive in time." };
		case "HPE_HEADER_OVERFLOW":
			return { type: "headers-too-large", detail: "The headers have more than 16 KiB." };
		default:
			return { type: "malformed-request", detail: "This is not HTTP/1.1 as it should be." };
	}
}

function written(document: ProblemDocument): string {
	const body = JSON.stringify(document);
	return [
		`HTTP/1.1 ${document.status} ${STATUS_CODES[document.status]}`,
		"Content-Type: application/problem+json; charset=utf-8",
		`Content-Length: ${Buffer.byteLength(body)}`,
		...Object.entries(UNROUTED_HEADERS).map(([name, value]) => `${name}: ${value}`),
		`X-Request-Id: ${document.request_id}`,
		"Connection: close",
		"",
		body,
	].join("\r\n");
}
