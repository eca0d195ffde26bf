import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";

/** A message as it came. */
export interface Received {
	readonly method: string;
	readonly path: string;
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
}

/** Somebody who is told: a real HTTP server on this machine, until the test is done. */
export interface Receiver {
	readonly port: number;
	readonly url: string;
	readonly received: Received[];
	close(): Promise<void>;
}

/** What is answered to the next message: a status, or whatever the test writes. */
export type Answer = number | ((response: ServerResponse) => void);

export async function startReceiver(next: () => Answer = () => 204, port = 0): Promise<Receiver> {
	const received: Received[] = [];
	const server = createServer(async (request, response) => {
		const { method = "", url: path = "", headers } = request;
		received.push({ method, path, headers, body: await text(request) });
		const answer = next();
		if (typeof answer === "number") response.writeHead(answer).end();
		else answer(response);
	});
	await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
	const close = () =>
		new Promise<void>((resolve) => {
			server.close(() => resolve());
			server.closeAllConnections();
		});
	onTestFinished(close);
	const bound = (server.address() as AddressInfo).port;
	return { port: bound, url: `http://127.0.0.1:${bound}/told`, received, close };
}

/** Somebody who takes a connection and does what is no good HTTP. Returns its URL. */
export async function startRawReceiver(onConnection: (socket: Socket) => void): Promise<string> {
	const sockets: Socket[] = [];
	const server = createTcpServer((socket) => {
		sockets.push(socket);
		socket.on("error", () => {}); // the sender hangs up, which is what is tested
		onConnection(socket);
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	onTestFinished(() => {
		for (const socket of sockets) socket.destroy();
		server.close();
	});
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}/told`;
}
