import type { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { HttpProblem } from "../problem.ts";
import type { ConnectionLimits } from "./guard-options.ts";

declare module "fastify" {
	interface FastifyContextConfig {
		/** Whether the body is read as it comes, for as long as that takes: an upload. */
		streamsBody?: boolean;
	}
}

/**
 * Limits how long clients may take to send bodies and to read answers. Node has a limit for whole requests
 * too, which would be the same for an upload of an hour and for a few fields; so that one is off, and this is here.
 */
export function limitTimes(
	app: FastifyInstance,
	{ bodyMs, drainMs }: Pick<ConnectionLimits, "bodyMs" | "drainMs">,
): void {
	app.addHook("onRequest", async (request, reply) => {
		cutOffIdleReader(reply.raw, drainMs);
		if (!hasBody(request.raw)) return;
		// A request that is over has let go of it.
		const connection = request.raw.socket;
		// What the process itself gives to the application comes over none.
		if (!(connection instanceof Socket)) return;
		const limit = () => limitBody(request, reply, { bodyMs, connection });
		// Whatever is left of an upload once it is answered is of no use.
		if (request.routeOptions.config.streamsBody === true) reply.raw.once("finish", limit);
		else limit();
	});
}

function hasBody({ headers }: IncomingMessage): boolean {
	return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

function limitBody(
	{ raw }: FastifyRequest,
	reply: FastifyReply,
	{ bodyMs, connection }: { readonly bodyMs: number; readonly connection: Socket },
): void {
	const timer = setTimeout(() => {
		if (raw.complete) return;
		if (reply.sent) connection.destroy();
		else refuseBody(raw, reply);
	}, bodyMs).unref();
	raw.once("close", () => {
		// Whoever reads no further closes it too, and the rest of it comes all the same.
		if (raw.complete) clearTimeout(timer);
	});
}

function refuseBody(raw: IncomingMessage, reply: FastifyReply): void {
	const problem = new HttpProblem("too-slow", "The body did not arrive in time.", {
		headers: { connection: "close" },
	});
	// Whoever reads the body answers, as when anything else is wrong with it.
	if (raw.listenerCount("error") > 0) raw.emit("error", problem);
	else reply.send(problem);
}

/**
 * Cuts off a client that takes nothing of its answer for so long. A connection on which nothing moves because
 * the answer is still being worked on, or because a body is slow to come, is left alone.
 */
function cutOffIdleReader(answer: ServerResponse, drainMs: number): void {
	answer.setTimeout(drainMs, () => {
		const { socket } = answer;
		if (socket !== null && socket.writableLength > 0) socket.destroy();
	});
}
