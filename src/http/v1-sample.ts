import type { FastifyPluginAsync } from "fastify";
import { Nothing } from "../contract/requests.ts";
import { SampleDocument } from "../contract/sample.ts";
import { formatInstant } from "../core/instant.ts";
import type { ServiceContext } from "../service/context.ts";
import { loadSample } from "../service/sample/load-sample.ts";
import { operation } from "./operation.ts";

/** A fleet to try everything on. */
export function sampleRoutes(context: ServiceContext): FastifyPluginAsync {
	return async (app) => {
		app.post(
			"/v1/sample",
			operation({
				id: "loadSample",
				tag: "Imports",
				scope: "admin",
				summary: "Load the sample fleet",
				description:
					"Makes a fleet of 200 stores with two weeks of polls up to the last whole hour, and takes it in as a whole or not at all: for a server of which no store or planned closure is known yet (`total` of `/v1/fleet/now` is 0). Else, and when another load is done first, it is a conflict.",
				body: Nothing,
				answers: { 201: { description: "It is there.", body: SampleDocument } },
				refuses: ["conflict"],
			}),
			async (_request, reply) => {
				const { plan, rows, newestPoll } = await loadSample(context);
				const sample: SampleDocument = {
					stores: plan.stores,
					polls: rows.polls,
					days: plan.days,
					newest_poll: formatInstant(newestPoll),
				};
				return reply.code(201).send(sample);
			},
		);
	};
}
