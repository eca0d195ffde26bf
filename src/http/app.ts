import accepts from "@fastify/accepts";
import fastify, { type FastifyInstance, type FastifyServerOptions } from "fastify";
import type { DurationMs } from "../core/instant.ts";
import type { ServiceContext } from "../service/context.ts";
import type { QueueReadiness } from "../service/readiness.ts";
import { answerError, answerNotFound } from "./answer-error.ts";
import { classicRoutes } from "./classic.ts";
import { dashboardRoutes } from "./dashboard.ts";
import { fleetEventRoutes } from "./fleet-events.ts";
import { guardedServer, guardRequests, guardUnrouted } from "./guard/guard.ts";
import type { GuardOptions } from "./guard/guard-options.ts";
import { healthRoutes } from "./health.ts";
import { Metrics } from "./metrics.ts";
import { metricsRoutes } from "./metrics-route.ts";
import { observeRequests } from "./observe-requests.ts";
import { documentRoutes, openapiRoutes } from "./openapi.ts";
import { refuseOtherMethods } from "./other-methods.ts";
import { problemPages } from "./problem-pages.ts";
import { readRequests } from "./read-requests.ts";
import { reportEventRoutes } from "./report-events.ts";
import { reportOutageRoutes } from "./report-outages.ts";
import { reportRowRoutes } from "./report-rows.ts";
import { UPLOAD_LIMITS, type UploadLimits } from "./upload-limits.ts";
import { alertRoutes } from "./v1-alerts.ts";
import { closureRoutes } from "./v1-closures.ts";
import { fleetRoutes } from "./v1-fleet.ts";
import { fleetDayRoutes } from "./v1-fleet-days.ts";
import { importRoutes } from "./v1-imports.ts";
import { keyRoutes } from "./v1-keys.ts";
import { outageRoutes } from "./v1-outages.ts";
import { peakRoutes } from "./v1-peaks.ts";
import { rankingRoutes } from "./v1-rankings.ts";
import { reportRoutes } from "./v1-reports.ts";
import { sampleRoutes } from "./v1-sample.ts";
import { scheduleRoutes } from "./v1-schedules.ts";
import { sessionRoutes } from "./v1-session.ts";
import { settingsRoutes } from "./v1-settings.ts";
import { storeHoursRoutes } from "./v1-store-hours.ts";
import { storeRoutes } from "./v1-stores.ts";
import { targetRoutes } from "./v1-targets.ts";
import { uploadRoutes } from "./v1-uploads.ts";
import { webhookRoutes } from "./v1-webhooks.ts";

/** What the process around the application tells it. */
export interface AppOptions extends Pick<FastifyServerOptions, "loggerInstance"> {
	/** The program's version, for the API's document. */
	readonly version?: string;
	/** Who is let in, and what is put up with; without it, as for a server that only its own machine reaches. */
	readonly guard?: GuardOptions;
	/** How much of uploads is put up with. */
	readonly uploads?: Partial<UploadLimits> | undefined;
	/** How long polls are kept, to be told; for ever without it. */
	readonly keepPollsMs?: DurationMs | undefined;
	/** What counts, where it counts for others too; else the application has its own. */
	readonly metrics?: Metrics | undefined;
	/** Where the dashboard was built; without it, its addresses say how to build it. */
	readonly webDirectory?: string | undefined;
	/** What the queue of this process tells of itself; without it, nobody asks it whether it is ready. */
	readonly queue?: QueueReadiness | undefined;
}

/** The HTTP application, not listening yet: the process starts it, tests inject requests. */
export function buildApp(context: ServiceContext, options: AppOptions = {}): FastifyInstance {
	const { version = "0.0.0", loggerInstance, guard = {} } = options;
	const metrics = options.metrics ?? new Metrics({ version });
	const app: FastifyInstance = fastify({
		...guardedServer(guard),
		...(loggerInstance !== undefined && { loggerInstance }),
		genReqId: () => crypto.randomUUID(),
		// The id of a store has 255 characters at most, of four bytes at most, each written as %XX.
		routerOptions: { maxParamLength: 255 * 4 * 3 },
		bodyLimit: 1 << 20,
		// What does not fit its schema is refused as it came, and not trimmed or converted until it fits.
		ajv: {
			customOptions: { coerceTypes: false, removeAdditional: false, allowUnionTypes: true },
		},
		// What the router refuses by itself gets to no other handler.
		frameworkErrors: (error, request, reply) => {
			guardUnrouted(request, reply);
			return error.code === "FST_ERR_MAX_PARAM_LENGTH"
				? answerNotFound(request, reply)
				: answerError(error, request, reply);
		},
	});
	app.setErrorHandler(answerError);
	app.setNotFoundHandler(answerNotFound);
	// Schemas document what is answered, and tests hold the answers against them; cutting every answer
	// down to its schema would only hide where the two differ.
	app.setSerializerCompiler(() => JSON.stringify);
	observeRequests(app, metrics);
	const access = guardRequests(app, context, guard);
	app.register(accepts);
	documentRoutes(app, version);
	const otherMethods = refuseOtherMethods(app);
	readRequests(app);
	app.register(classicRoutes(context));
	app.register(fleetRoutes(context));
	app.register(fleetDayRoutes(context));
	app.register(fleetEventRoutes(context));
	app.register(storeRoutes(context));
	app.register(peakRoutes(context));
	app.register(rankingRoutes(context));
	app.register(outageRoutes(context));
	app.register(targetRoutes(context));
	app.register(storeHoursRoutes(context));
	app.register(closureRoutes(context));
	app.register(uploadRoutes(context, options.uploads));
	app.register(importRoutes(context));
	app.register(sampleRoutes(context));
	app.register(reportRoutes(context));
	app.register(reportRowRoutes(context));
	app.register(reportOutageRoutes(context));
	app.register(reportEventRoutes(context));
	app.register(scheduleRoutes(context));
	app.register(webhookRoutes(context));
	app.register(alertRoutes(context));
	app.register(keyRoutes(context));
	app.register(sessionRoutes(context, access));
	app.register(
		settingsRoutes(context, {
			version,
			keepPollsMs: options.keepPollsMs,
			uploadLimitBytes: options.uploads?.limitBytes ?? UPLOAD_LIMITS.limitBytes,
		}),
	);
	app.register(healthRoutes(context, options.queue));
	app.register(metricsRoutes(context, metrics));
	app.register(openapiRoutes);
	app.register(problemPages);
	app.register(dashboardRoutes(options.webDirectory));
	otherMethods.afterAllRoutes();
	return app;
}
