import type { FastifyPluginAsync } from "fastify";
import { Type } from "typebox";
import type { ServiceContext } from "../service/context.ts";
import { DatabaseGauges } from "./database-gauges.ts";
import type { Metrics } from "./metrics.ts";
import { operation } from "./operation.ts";

/** What there is to count, for Prometheus. */
export function metricsRoutes(context: ServiceContext, metrics: Metrics): FastifyPluginAsync {
	return async (app) => {
		const gauges = new DatabaseGauges(context, metrics.registry);
		// Of a process that nobody can ask, nobody wants to know it.
		app.addHook("onListen", async () => metrics.addProcess());
		app.get(
			"/metrics",
			operation({
				id: "getMetrics",
				tag: "Server",
				scope: "read",
				summary: "What there is to count",
				description:
					"Counts and durations for Prometheus, in its text format 0.0.4. What is read from the database holds for all processes; all else is this one's. What cannot be had in two seconds is left out, and `openhours_part_available` says so.",
				answers: {
					200: { description: "The metrics.", body: { "text/plain": Type.String() } },
				},
			}),
			async (_request, reply) => {
				await gauges.update();
				return reply
					.type(metrics.registry.contentType)
					.header("cache-control", "no-store")
					.send(await metrics.registry.metrics());
			},
		);
	};
}
