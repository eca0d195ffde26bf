import fastify, {
	type FastifyError,
	type FastifyInstance,
	type FastifyServerOptions,
} from "fastify";
import { asRefusal } from "../service/as-refusal.ts";
import type { ServiceContext } from "../service/context.ts";
import { Refusal } from "../service/refusal.ts";
import { classicRoutes } from "./classic.ts";
import { STATUS_OF_REFUSAL, sendProblem } from "./problem.ts";

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
	});
	app.setErrorHandler((error: FastifyError, request, reply) => {
		const refusal = asRefusal(error);
		if (refusal instanceof Refusal) {
			const status = STATUS_OF_REFUSAL[refusal.meaning];
			if (status < 500) return sendProblem(reply, { status, detail: refusal.message });
			// What is out of order, and where, is for the log: it may name the database's host.
			request.log.error(error);
			return sendProblem(reply, { status, detail: "This cannot be done now; try again later." });
		}
		// Fastify's own complaints about a request are safe to repeat; anything else is a mistake of
		// ours, of which the wire shows only the request's id.
		const status = error.code?.startsWith("FST_") ? (error.statusCode ?? 500) : 500;
		if (status < 500) return sendProblem(reply, { status, detail: error.message });
		request.log.error(error);
		return sendProblem(reply, {
			status: 500,
			detail: "The server made a mistake; its log tells more under this request's id.",
		});
	});
	app.setNotFoundHandler((request, reply) =>
		sendProblem(reply, {
			status: 404,
			detail: `There is nothing at ${request.method} ${request.url.split("?", 1)[0]}.`,
		}),
	);
	app.register(classicRoutes(context));
	return app;
}
