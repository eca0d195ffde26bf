import { STATUS_CODES } from "node:http";
import type { FastifyReply } from "fastify";
import type { ProblemDocument, RequestFault } from "../contract/problem.ts";
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
	problem: { status: number; detail: string; errors?: readonly RequestFault[] },
): FastifyReply {
	const { status, detail, errors } = problem;
	const document: ProblemDocument = {
		type: "about:blank",
		title: STATUS_CODES[status] as string,
		status,
		detail,
		request_id: reply.request.id,
		...(errors !== undefined && { errors: [...errors] }),
	};
	// What was said of the answer that there was to be does not hold for this one.
	reply.removeHeader("content-disposition");
	return reply.code(status).type("application/problem+json").send(document);
}

/** Answers that a request cannot be read, with every place in it where it cannot. */
export function sendInvalidRequest(
	reply: FastifyReply,
	errors: readonly RequestFault[],
): FastifyReply {
	const detail = `The request is not as it must be: ${errors.map(sayFault).join("; ")}.`;
	return sendProblem(reply, { status: STATUS_OF_REFUSAL.invalid, detail, errors });
}

function sayFault({ pointer, parameter, detail }: RequestFault): string {
	return `${parameter ?? (pointer === "" ? "the body" : pointer)}: ${detail}`;
}
