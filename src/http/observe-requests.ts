import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Metrics } from "./metrics.ts";

/** A few for each of those who look at an answer: the log, the limits of time, the stream that is sent, … */
const LISTENERS_MAX = 20;

/** Counts all requests, refused ones too. To be called before anything that may refuse them. */
export function observeRequests(app: FastifyInstance, metrics: Metrics): void {
	app.addHook("onRequest", (request, reply, done) => {
		metrics.requestBegan();
		// Several want to know when an answer is over: more than Node takes for a leak by itself.
		reply.raw.setMaxListeners(LISTENERS_MAX);
		let isFinished = false;
		reply.raw.once("finish", () => {
			isFinished = true;
		});
		// Also when the client breaks off: what else Fastify tells of the end, it does not tell then.
		reply.raw.once("close", () =>
			metrics.requestEnded({
				method: request.method,
				route: routeOf(request),
				status: isFinished ? String(reply.statusCode) : "aborted",
				durationMs: reply.elapsedTime,
			}),
		);
		done();
	});
}

/** As the API's document writes it; whatever else is asked for would be a label for every address there is. */
function routeOf({ is404, routeOptions }: FastifyRequest): string {
	return is404 || routeOptions.url === undefined
		? "none"
		: routeOptions.url.replaceAll(/:(\w+)/g, "{$1}");
}
