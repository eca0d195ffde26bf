import type { FastifyReply } from "fastify";
import {
	PROBLEMS,
	type ProblemDocument,
	type ProblemType,
	problemAddress,
	type RequestFault,
} from "../contract/problem.ts";
import type { RefusalMeaning } from "../service/refusal.ts";

/** What each refusal of the service layer is over HTTP. */
export const PROBLEM_OF_REFUSAL: Readonly<Record<RefusalMeaning, ProblemType>> = {
	invalid: "refused",
	not_found: "not-found",
	conflict: "conflict",
	unavailable: "unavailable",
};

/** What is wrong, for one request. */
export interface Problem {
	readonly type: ProblemType;
	/** A sentence for whoever sent the request; it holds nothing that they did not send themselves. */
	readonly detail: string;
	readonly errors?: readonly RequestFault[];
	/** Headers that go with it, such as `retry-after`. */
	readonly headers?: Readonly<Record<string, string | number>>;
}

/** A problem that is thrown where it is noticed, to be answered where all are. */
export class HttpProblem extends Error {
	override readonly name = "HttpProblem";
	readonly problem: Problem;

	constructor(type: ProblemType, detail: string, more: Omit<Problem, "type" | "detail"> = {}) {
		super(detail);
		this.problem = { type, detail, ...more };
	}
}

/** Answers with a problem document (RFC 9457); the request's id leads to it in the log. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
	const { type, detail, errors, headers = {} } = problem;
	const { status, title } = PROBLEMS[type];
	const document: ProblemDocument = {
		type: problemAddress(type),
		title,
		status,
		detail,
		request_id: reply.request.id,
		...(errors !== undefined && { errors: [...errors] }),
	};
	// What was said of the answer that there was to be does not hold for this one.
	for (const name of ["content-disposition", "content-range", "etag", "location"])
		reply.removeHeader(name);
	return reply.code(status).headers(headers).type("application/problem+json").send(document);
}

/** Answers that a request cannot be read, with every place in it where it cannot. */
export function sendInvalidRequest(
	reply: FastifyReply,
	errors: readonly RequestFault[],
): FastifyReply {
	const detail = `The request is not as it must be: ${errors.map(sayFault).join("; ")}.`;
	return sendProblem(reply, { type: "invalid-request", detail, errors });
}

function sayFault({ pointer, parameter, detail }: RequestFault): string {
	return `${parameter ?? (pointer === "" ? "the body" : pointer)}: ${detail}`;
}
