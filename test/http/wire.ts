import { once } from "node:events";
import { connect, type Socket } from "node:net";
import type { FastifyInstance } from "fastify";
import { onTestFinished } from "vitest";

/** A connection to a server, on which a test writes whatever it likes. */
export class Wire {
	readonly socket: Socket;
	/** What came back so far. */
	received = "";
	/** Resolves, with all that came back, when the server hangs up. */
	readonly ended: Promise<string>;

	/** Has an application listen, unless it does, and connects to it. */
	static async to(app: FastifyInstance): Promise<Wire> {
		if (app.addresses().length === 0) await app.listen({ host: "127.0.0.1", port: 0 });
		const { port } = app.server.address() as { port: number };
		const socket = connect(port, "127.0.0.1");
		await once(socket, "connect");
		return new Wire(socket);
	}

	private constructor(socket: Socket) {
		this.socket = socket;
		onTestFinished(() => {
			socket.destroy();
		});
		socket.on("data", (data) => {
			this.received += data;
		});
		// That it is cut is what many tests wait for.
		socket.on("error", () => {});
		this.ended = new Promise((resolve) => {
			socket.once("close", () => resolve(this.received));
		});
	}

	/** Writes lines as HTTP has them, and an empty one after them. */
	head(...lines: readonly string[]): this {
		this.socket.write(`${lines.join("\r\n")}\r\n\r\n`);
		return this;
	}

	write(text: string): this {
		this.socket.write(text);
		return this;
	}

	/** Waits until what came back matches. */
	async matches(pattern: RegExp): Promise<RegExpExecArray> {
		for (;;) {
			const match = pattern.exec(this.received);
			if (match !== null) return match;
			if (this.socket.destroyed) throw new Error(`it ended before ${pattern}: ${this.received}`);
			await new Promise((resolve) => {
				for (const event of ["data", "close"]) this.socket.once(event, resolve);
			});
		}
	}
}
