import type { FastifyPluginAsync } from "fastify";
import { FleetDaysDocument, FleetDaysQuery } from "../contract/fleet-days.ts";
import type { ServiceContext } from "../service/context.ts";
import { fleetDays } from "../service/fleet-days.ts";
import { fleetDaysDocument } from "../service/fleet-days-document.ts";
import { operation } from "./operation.ts";
import { readRange } from "./requested-range.ts";

const DAYS_DEFAULT = 14;

/** Days of some stores, next to each other. */
export function fleetDayRoutes(context: ServiceContext): FastifyPluginAsync {
	return async (app) => {
		app.get<{ Querystring: FleetDaysQuery }>(
			"/v1/fleet/days",
			operation({
				id: "getFleetDays",
				tag: "Fleet",
				scope: "read",
				summary: "Some stores' figures, day by day",
				description:
					"The figures of up to 100 stores on each of their last local days, in the order in which they were asked for: what a store's uptime by day says of the same time. The day on which as of lies is the last one, as far as it has passed. A store that was never polled has figures, too: all of its business hours are unknown. Of an id that no store has, it says so.",
				query: FleetDaysQuery,
				answers: { 200: { description: "The stores and their days.", body: FleetDaysDocument } },
				refuses: ["refused"],
			}),
			async ({ query: { store_id: storeIds, days = DAYS_DEFAULT, ...query } }) => {
				const request = { ...readRange(query), storeIds, days };
				return fleetDaysDocument(await fleetDays(context, request), context.rules);
			},
		);
	};
}
