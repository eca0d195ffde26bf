import type { Server } from "node:http";
import type { FastifyHttpOptions, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ServiceContext } from "../../service/context.ts";
import { HttpProblem } from "../problem.ts";
import { type Access, guardAccess, requireScopes } from "./access.ts";
import { logWhenOver, NoRequestLines } from "./access-log.ts";
import { allowOrigins, secureAnswers, UNROUTED_HEADERS } from "./answer-headers.ts";
import { answerClientError } from "./client-errors.ts";
import { CONNECTION_LIMITS, type ConnectionLimits, type GuardOptions } from "./guard-options.ts";
import { RateLimits } from "./rate-limits.ts";
import { RunningRequests } from "./running-requests.ts";
import { limitTimes } from "./time-limits.ts";

/** Limits are kept to a quarter of themselves, or to a second. */
const CHECK_EVERY_MS_MAX = 1_000;

function limitsOf({ limits }: GuardOptions): ConnectionLimits {
	return { ...CONNECTION_LIMITS, ...limits };
}

/** What Fastify and Node have to know of the guard when the server is made. */
export function guardedServer(options: GuardOptions): FastifyHttpOptions<Server> {
	const { headerBytes, headersMs, keepAliveMs } = limitsOf(options);
	const { trustProxy } = options;
	return {
		http: {
			maxHeaderSize: headerBytes,
			headersTimeout: headersMs,
			connectionsCheckingInterval: Math.min(headersMs / 4, CHECK_EVERY_MS_MAX),
			// Node would refuse a request without a host too, but without a word: `requireHost` does it.
			requireHostHeader: false,
		},
		// Whole requests are limited by `limitTimes`.
		requestTimeout: 0,
		keepAliveTimeout: keepAliveMs,
		// A request that comes while the server stops is answered like any other, and the last on its connection.
		return503OnClosing: false,
		clientErrorHandler: answerClientError,
		logController: new NoRequestLines(),
		...(trustProxy !== undefined && { trustProxy: trusted(trustProxy) }),
	};
}

/** Addresses are Fastify's business; of a number of proxies, it would believe none. */
function trusted(trustProxy: number | readonly string[]) {
	if (typeof trustProxy !== "number") return [...trustProxy];
	return (_address: string, hop: number) => hop < trustProxy;
}

/**
 * Has all requests pass the guard before anything else is done with them, and returns what looks at keys. To be
 * called before routes are made.
 */
export function guardRequests(
	app: FastifyInstance,
	context: ServiceContext,
	options: GuardOptions,
): Access {
	const limits = limitsOf(options);
	const { corsOrigins = [], requestsPerMinute = 0 } = options;
	const { wrongKeysPerMinute } = limits;
	app.server.maxConnections = limits.connections;
	requireScopes(app);
	app.addHook("onRequest", async (request, reply) => logWhenOver(request, reply));
	app.decorate("runningRequests", new RunningRequests(app));
	limitTimes(app, limits);
	app.addHook("onRequest", requireHost);
	secureAnswers(app);
	allowOrigins(app, corsOrigins);
	const rateLimits = new RateLimits(app, { requestsPerMinute, wrongKeysPerMinute });
	return guardAccess(app, context, { ...options, rateLimits });
}

/** What the router refuses by itself passes none of the hooks: it is logged here, and is kept by nobody. */
export function guardUnrouted(request: FastifyRequest, reply: FastifyReply): void {
	logWhenOver(request, reply);
	reply.headers(UNROUTED_HEADERS);
}

async function requireHost({ raw, headers }: FastifyRequest): Promise<void> {
	if (headers.host === undefined && raw.httpVersion !== "1.0")
		throw new HttpProblem("malformed-request", "A request of HTTP/1.1 names its host.", {
			headers: { connection: "close" },
		});
}
