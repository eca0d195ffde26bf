import type { FastifyReply } from "fastify";

/** A signal that says that the client went away before it was answered. */
export function clientGone({ raw }: FastifyReply): AbortSignal {
	const gone = new AbortController();
	raw.once("close", () => {
		if (!raw.writableFinished) gone.abort();
	});
	return gone.signal;
}
