import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { FastifyInstance } from "fastify";

declare module "fastify" {
	interface FastifyInstance {
		readonly runningRequests: RunningRequests;
	}
}

/** The requests that are being answered, so that a server that stops can wait for them, and stop waiting. */
export class RunningRequests {
	readonly #answers = new Set<ServerResponse>();
	readonly #connections = new Set<Socket>();
	#isStopping = false;
	#onEmpty: (() => void) | undefined;

	constructor(app: FastifyInstance) {
		app.server.on("connection", (socket: Socket) => {
			this.#connections.add(socket);
			socket.once("close", () => this.#connections.delete(socket));
		});
		app.addHook("onRequest", async (_request, reply) => this.#watch(reply.raw));
		app.addHook("onSend", async (_request, reply) => {
			if (this.#isStopping) reply.header("connection", "close");
		});
		app.addHook("preClose", async () => this.#stop());
	}

	/** Resolves once no request is being answered. */
	async finished(): Promise<void> {
		if (this.#answers.size === 0) return;
		await new Promise<void>((resolve) => {
			this.#onEmpty = resolve;
		});
	}

	/** Whether an answer is on its way over a connection, and something else would come to stand in its middle. */
	isHalfAnswered(connection: Socket): boolean {
		for (const { socket, headersSent } of this.#answers)
			if (socket === connection && headersSent) return true;
		return false;
	}

	/** Cuts off everybody, answered or not. */
	cut(): void {
		for (const { socket } of this.#answers) socket?.destroy();
		for (const socket of this.#connections) socket.destroy();
	}

	#watch(answer: ServerResponse): void {
		this.#answers.add(answer);
		// When it is over, the answer has let go of its connection.
		const { socket } = answer.req;
		answer.once("close", () => {
			this.#answers.delete(answer);
			// Its headers may have promised, before anybody knew, that the connection would be kept.
			if (this.#isStopping) socket.destroySoon();
			if (this.#answers.size === 0) this.#onEmpty?.();
		});
	}

	/** Idle connections are closed by Node; of those that were never used, it waits for the first request. */
	#stop(): void {
		this.#isStopping = true;
		for (const socket of this.#connections) if (socket.bytesRead === 0) socket.destroy();
	}
}
