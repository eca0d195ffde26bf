import fastify, { type FastifyInstance, type FastifyServerOptions } from "fastify";
import type { ServiceContext } from "../service/context.ts";
import { answerError, answerNotFound } from "./answer-error.ts";
import { classicRoutes } from "./classic.ts";
import { documentRoutes, openapiRoutes } from "./openapi.ts";
import { refuseOtherMethods } from "./other-methods.ts";
import { problemPages } from "./problem-pages.ts";
import { readRequests } from "./read-requests.ts";
import { reportRoutes } from "./v1-reports.ts";
import { scheduleRoutes } from "./v1-schedules.ts";
import { webhookRoutes } from "./v1-webhooks.ts";

/** What the process around the application tells it. */
export interface AppOptions extends Pick<FastifyServerOptions, "loggerInstance"> {
	/** The program's version, for the API's document. */
	readonly version?: string;
}

/** The HTTP application, not listening yet: the process starts it, tests inject requests. */
export function buildApp(context: ServiceContext, options: AppOptions = {}): FastifyInstance {
	const { version = "0.0.0", loggerInstance } = options;
	const app = fastify({
		...(loggerInstance !== undefined && { loggerInstance }),
		genReqId: () => crypto.randomUUID(),
		// The id of a store has 255 characters at most, of four bytes at most, each written as %XX.
		routerOptions: { maxParamLength: 255 * 4 * 3 },
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
	// Schemas document what is answered, and tests hold the answers against them; cutting every answer
	// down to its schema would only hide where the two differ.
	app.setSerializerCompiler(() => JSON.stringify);
	documentRoutes(app, version);
	const otherMethods = refuseOtherMethods(app);
	readRequests(app);
	app.register(classicRoutes(context));
	app.register(reportRoutes(context));
	app.register(scheduleRoutes(context));
	app.register(webhookRoutes(context));
	app.register(openapiRoutes);
	app.register(problemPages);
	otherMethods.afterAllRoutes();
	return app;
}
