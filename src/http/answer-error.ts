import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { PROBLEMS, type ProblemType } from "../contract/problem.ts";
import { asRefusal } from "../service/as-refusal.ts";
import { Refusal } from "../service/refusal.ts";
import { faultsOf, InvalidRequest } from "./invalid-request.ts";
import { HttpProblem, PROBLEM_OF_REFUSAL, sendInvalidRequest, sendProblem } from "./problem.ts";

/** When to ask again where nothing tells better: most databases are back by then. */
const ASK_AGAIN_SECONDS = 5;

/** Turns whatever was thrown into a problem document; the one place where this is done. */
export function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
	const refusal = asRefusal(error);
	if (refusal instanceof Refusal) return answerRefusal(refusal, error, request, reply);
	if (error instanceof HttpProblem) return sendProblem(reply, error.problem);
	if (error instanceof InvalidRequest) return sendInvalidRequest(reply, error.faults);
	if (error.validation !== undefined) return sendInvalidRequest(reply, faultsOf(error));
	// Fastify's own complaints about a request are safe to repeat; anything else is a mistake of
	// ours, of which the wire shows only the request's id.
	const type = error.code?.startsWith("FST_") ? typeOfStatus(error.statusCode ?? 500) : undefined;
	if (type !== undefined) return sendProblem(reply, { type, detail: error.message });
	request.log.error(error);
	return sendProblem(reply, {
		type: "server-mistake",
		detail: "The server made a mistake; its log tells more under this request's id.",
	});
}

function answerRefusal(
	refusal: Refusal,
	cause: unknown,
	request: FastifyRequest,
	reply: FastifyReply,
) {
	const type = PROBLEM_OF_REFUSAL[refusal.meaning];
	if (PROBLEMS[type].status < 500) return sendProblem(reply, { type, detail: refusal.message });
	// What is out of order, and where, is for the log: it may name the database's host.
	request.log.error(cause);
	return sendProblem(reply, {
		type,
		detail: "This cannot be done now; try again later.",
		headers: { "retry-after": ASK_AGAIN_SECONDS },
	});
}

/** What Fastify refuses by itself. */
function typeOfStatus(status: number): ProblemType | undefined {
	switch (status) {
		case 400:
			return "malformed-request";
		case 404:
			return "not-found";
		case 408:
			return "too-slow";
		case 413:
			return "too-large";
		case 415:
			return "unsupported-media-type";
		case 431:
			return "headers-too-large";
		default:
			return status < 500 ? "malformed-request" : undefined;
	}
}

/** Answers that nothing has this address. */
export function answerNotFound(request: FastifyRequest, reply: FastifyReply) {
	return sendProblem(reply, {
		type: "not-found",
		detail: `There is nothing at ${request.method} ${request.url.split("?", 1)[0]}.`,
	});
}
