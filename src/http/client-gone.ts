import type { FastifyReply } from "fastify";

/**
 * Answers with what work comes to, unless the client went away before: then the work is told so by the signal,
 * and nobody is there any more to be answered with what it ends in.
 */
export async function unlessGone<Answer>(
	reply: FastifyReply,
	work: (gone: AbortSignal) => Promise<Answer>,
): Promise<Answer | FastifyReply> {
	const gone = clientGone(reply);
	try {
		return await work(gone);
	} catch (error) {
		if (gone.aborted) return reply.hijack();
		throw error;
	}
}

function clientGone({ raw }: FastifyReply): AbortSignal {
	const gone = new AbortController();
	raw.once("close", () => {
		if (!raw.writableFinished) gone.abort();
	});
	return gone.signal;
}
