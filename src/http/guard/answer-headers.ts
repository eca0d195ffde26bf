import cors, { type FastifyCorsOptions } from "@fastify/cors";
import helmet from "@fastify/helmet";
import type { FastifyInstance, FastifyRequest } from "fastify";

/** Whoever was once served over TLS asks for nothing else, for a year. */
const HSTS = "max-age=31536000";

/** How long browsers remember what pages of another origin may do, in seconds. */
const PREFLIGHT_MAX_AGE = 600;

/** The headers of an answer to what is not routed anywhere: a problem document, and never anything else. */
export const UNROUTED_HEADERS: Readonly<Record<string, string>> = {
	"Cache-Control": "no-store",
	"X-Content-Type-Options": "nosniff",
};

/** Gives every answer the headers that keep browsers from doing more with it than is meant. */
export function secureAnswers(app: FastifyInstance): void {
	app.register(helmet, {
		// Answers of an API are no pages: nothing in them is to be run, shown in a frame or sent anywhere. Routes that are
		// pages set a policy of their own.
		contentSecurityPolicy: {
			useDefaults: false,
			directives: {
				"default-src": ["'none'"],
				"base-uri": ["'none'"],
				"form-action": ["'none'"],
				"frame-ancestors": ["'none'"],
			},
		},
		xFrameOptions: { action: "deny" },
		referrerPolicy: { policy: "no-referrer" },
		// Only where there is TLS, see below.
		strictTransportSecurity: false,
	});
	app.addHook("onRequest", async (request, reply) => {
		if (request.protocol === "https") reply.header("strict-transport-security", HSTS);
	});
	app.addHook("onSend", async (_request, reply) => {
		// Whatever a route says of its answer, it does not say of its failure.
		if (reply.statusCode >= 400 || !reply.hasHeader("cache-control"))
			reply.header("cache-control", "no-store");
	});
}

/** Lets pages of these origins use the API, with keys that they have: browsers send nothing by themselves. */
export function allowOrigins(app: FastifyInstance, origins: readonly string[]): void {
	if (origins.length === 0) return;
	const options: FastifyCorsOptions = {
		origin: [...origins],
		credentials: false,
		methods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
		allowedHeaders: ["Authorization", "Content-Type", "Idempotency-Key"],
		exposedHeaders: ["ETag", "Location", "Retry-After", "X-Request-Id"],
		maxAge: PREFLIGHT_MAX_AGE,
	};
	// The plugin has a route of its own, for the questions that browsers ask before they send a request.
	app.addHook("onRoute", (route) => {
		if (route.url === "*") route.config = { ...route.config, scope: "public" };
	});
	app.register(cors, {
		// Any other request with this method is for the routes, or is refused.
		delegator: async (request: FastifyRequest) => ({
			...options,
			preflight: isPreflight(request, origins),
		}),
	});
}

function isPreflight({ headers }: FastifyRequest, origins: readonly string[]): boolean {
	const { origin } = headers;
	return (
		origin !== undefined &&
		origins.includes(origin) &&
		headers["access-control-request-method"] !== undefined
	);
}
