import type { FastifyPluginAsync } from "fastify";
import { HealthDocument, ReadinessDocument } from "../contract/health.ts";
import type { ServiceContext } from "../service/context.ts";
import { type QueueReadiness, readinessQuestion } from "../service/readiness.ts";
import { operation } from "./operation.ts";

/** Whether this process is alive, and whether it can work; for whoever starts, stops and sends to it. */
export function healthRoutes(
	context: ServiceContext,
	queue: QueueReadiness | undefined,
): FastifyPluginAsync {
	return async (app) => {
		app.get(
			"/healthz",
			operation({
				id: "getHealth",
				tag: "Server",
				scope: "public",
				summary: "Whether it is alive",
				description:
					"Answers as long as the process does anything at all, and looks at nothing else: one that does not answer should be started again.",
				answers: { 200: { description: "It is alive.", body: HealthDocument } },
			}),
			async (): Promise<HealthDocument> => ({ status: "ok" }),
		);

		const readiness = readinessQuestion(context, queue);
		app.get(
			"/readyz",
			operation({
				id: "getReadiness",
				tag: "Server",
				scope: "public",
				summary: "Whether it can work",
				description:
					"Looks at what is needed, for two seconds at most: one that is not ready should be sent no requests. Starting it again would not help.",
				answers: {
					200: { description: "It is ready.", body: ReadinessDocument },
					503: { description: "Some of what is needed is not there.", body: ReadinessDocument },
				},
			}),
			async (_request, reply): Promise<ReadinessDocument> => {
				const { isReady, checks } = await readiness();
				reply.code(isReady ? 200 : 503).header("cache-control", "no-store");
				return { status: isReady ? "ready" : "not_ready", checks };
			},
		);
	};
}
