import { STATUS_CODES } from "node:http";
import type { FastifyReply } from "fastify";
import type { RefusalMeaning } from "../service/refusal.ts";

/** What each refusal of the service layer is over HTTP. */
export const STATUS_OF_REFUSAL: Readonly<Record<RefusalMeaning, number>> = {
	invalid: 422,
	not_found: 404,
	conflict: 409,
	unavailable: 503,
};

/** Answers with a problem document (RFC 9457); the request's id leads to it in the log. */
export function sendProblem(
	reply: FastifyReply,
	problem: { status: number; detail: string },
): FastifyReply {
	const { status, detail } = problem;
	return reply.code(status).type("application/problem+json").send({
		type: "about:blank",
		title: STATUS_CODES[status],
		status,
		detail,
		request_id: reply.request.id,
	});
}
