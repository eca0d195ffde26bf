import fastify, {
	type FastifyError,
	type FastifyInstance,
	type FastifyReply,
	type FastifyRequest,
	type FastifyServerOptions,
} from "fastify";
import { asRefusal } from "../service/as-refusal.ts";
import type { ServiceContext } from "../service/context.ts";
import { Refusal } from "../service/refusal.ts";
import { classicRoutes } from "./classic.ts";
import { faultsOf, InvalidRequest } from "./invalid-request.ts";
import { STATUS_OF_REFUSAL, sendInvalidRequest, sendProblem } from "./problem.ts";
import { readRequests } from "./read-requests.ts";
import { reportRoutes } from "./v1-reports.ts";
import { scheduleRoutes } from "./v1-schedules.ts";
import { webhookRoutes } from "./v1-webhooks.ts";

/** The HTTP application, not listening yet: the process starts it, tests inject requests. */
export function buildApp(
	context: ServiceContext,
	options: Pick<FastifyServerOptions, "loggerInstance"> = {},
): FastifyInstance {
	const app = fastify({
		...options,
		genReqId: () => crypto.randomUUID(),
		// An id longer than any of ours is no id: nothing to match it against.
		routerOptions: { maxParamLength: 100 },
		bodyLimit: 1 << 20,
		requestTimeout: 60_000,
		// What does not fit its schema is refused as it came, and not trimmed or converted until it fits.
		ajv: {
			customOptions: { coerceTypes: false, removeAdditional: false, allowUnionTypes: true },
		},
		// What the router refuses by itself gets to no other handler.
		frameworkErrors: (error, request, reply) =>
			error.code === "FST_ERR_MAX_PARAM_LENGTH"
				? answerNotFound(request, reply)
				: answerError(error, request, reply),
	});
	app.setErrorHandler(answerError);
	app.setNotFoundHandler(answerNotFound);
	readRequests(app);
	app.register(classicRoutes(context));
	app.register(reportRoutes(context));
	app.register(scheduleRoutes(context));
	app.register(webhookRoutes(context));
	return app;
}

/** Turns whatever was thrown into a problem document; the one place where this is done. */
function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
	const refusal = asRefusal(error);
	if (refusal instanceof Refusal) {
		const status = STATUS_OF_REFUSAL[refusal.meaning];
		if (status < 500) return sendProblem(reply, { status, detail: refusal.message });
		// What is out of order, and where, is for the log: it may name the database's host.
		request.log.error(error);
		return sendProblem(reply, { status, detail: "This cannot be done now; try again later." });
	}
	if (error instanceof InvalidRequest) return sendInvalidRequest(reply, error.faults);
	if (error.validation !== undefined) return sendInvalidRequest(reply, faultsOf(error));
	// Fastify's own complaints about a request are safe to repeat; anything else is a mistake of
	// ours, of which the wire shows only the request's id.
	const status = error.code?.startsWith("FST_") ? (error.statusCode ?? 500) : 500;
	if (status < 500) return sendProblem(reply, { status, detail: error.message });
	request.log.error(error);
	return sendProblem(reply, {
		status: 500,
		detail: "The server made a mistake; its log tells more under this request's id.",
	});
}

function answerNotFound(request: FastifyRequest, reply: FastifyReply) {
	return sendProblem(reply, {
		status: 404,
		detail: `There is nothing at ${request.method} ${request.url.split("?", 1)[0]}.`,
	});
}
