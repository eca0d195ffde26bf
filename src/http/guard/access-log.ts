import { type FastifyReply, type FastifyRequest, LogController } from "fastify";

/** Keeps Fastify from writing its own two lines for each request: ours tells more, and no addresses with values. */
export class NoRequestLines extends LogController {
	constructor() {
		super({ requestIdLogLabel: "request_id" });
	}

	override incomingRequest(): void {}
	override requestCompleted(): void {}

	override streamError(...[error, request, reply]: Parameters<LogController["streamError"]>): void {
		// That an answer was broken off is in its line.
		if ((error as NodeJS.ErrnoException).code !== "ERR_STREAM_PREMATURE_CLOSE")
			super.streamError(error, request, reply);
	}
}

/**
 * Gives the answer the request's id, and has a line written in the log once it is over: sent, or broken off
 * because the client went away or was cut off.
 */
export function logWhenOver(request: FastifyRequest, reply: FastifyReply): void {
	const startedAt = performance.now();
	reply.header("x-request-id", request.id);
	let isSent = false;
	reply.raw.once("finish", () => {
		isSent = true;
	});
	reply.raw.once("close", () => {
		const line = {
			...callerOf(request),
			method: request.method,
			// Ids and names of stores are in the address itself, and whatever is asked for behind the question mark.
			route: request.routeOptions.url ?? null,
			status: reply.statusCode,
			duration_ms: Number((performance.now() - startedAt).toFixed(1)),
			...bytesOf(request, reply),
		};
		if (!isSent) request.log.info(line, "broken off");
		else if (reply.statusCode >= 500) request.log.error(line, "answered");
		else request.log.info(line, "answered");
	});
}

function callerOf({ caller }: FastifyRequest): { readonly key: string; readonly key_id?: string } {
	if (caller?.keyId === undefined) return { key: "anonymous" };
	return { key: caller.name, key_id: caller.keyId };
}

/** How long the body is, where that is known before it is sent. */
function bytesOf({ method }: FastifyRequest, reply: FastifyReply): { readonly bytes?: number } {
	const length = reply.getHeader("content-length");
	return length === undefined || method === "HEAD" ? {} : { bytes: Number(length) };
}
