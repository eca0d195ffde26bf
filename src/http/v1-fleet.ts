import type { FastifyPluginAsync, FastifyReply } from "fastify";
import {
	FleetNowDocument,
	FleetNowQuery,
	FleetUptimeDocument,
	FleetUptimeQuery,
} from "../contract/fleet.ts";
import { GroupList } from "../contract/group.ts";
import type { ServiceContext } from "../service/context.ts";
import { fleetNowDocument, fleetUptimeDocument } from "../service/fleet-document.ts";
import { fleetNow } from "../service/fleet-now.ts";
import { fleetUptime } from "../service/fleet-uptime.ts";
import { listGroups } from "../service/list-groups.ts";
import { fleetUptimeFile } from "../service/uptime-file.ts";
import { answerInForm, answerOf, formsOf } from "./answer-in-form.ts";
import { operation } from "./operation.ts";
import { readComparedRange } from "./requested-range.ts";

/** All stores together: what they are in now, their figures, and their groups. */
export function fleetRoutes(context: ServiceContext): FastifyPluginAsync {
	const { rules, currency } = context;
	return async (app) => {
		app.get<{ Querystring: FleetNowQuery }>(
			"/v1/fleet/now",
			operation({
				id: "getFleetNow",
				tag: "Fleet",
				scope: "read",
				summary: "How many stores are in which state",
				description:
					"Counts the stores by what they are in as of the newest poll of any. It may be a moment old: `computed_at` says when it was read.",
				query: FleetNowQuery,
				answers: { 200: { description: "The counts.", body: FleetNowDocument } },
			}),
			async ({ query: { group } }): Promise<FleetNowDocument> =>
				fleetNowDocument(await fleetNow(context, group), { group, rules, currency }),
		);

		app.get<{ Querystring: FleetUptimeQuery }>(
			"/v1/fleet/uptime",
			operation({
				id: "getFleetUptime",
				tag: "Fleet",
				scope: "read",
				summary: "All stores' figures together",
				description:
					"How the business hours of all stores that were polled by as of split over a range of up to 92 days, the last week without one: sums over the stores, so weighed by time. Parts are by each store's own calendar: a day is its local date, wherever it is. By hour a range may have 31 days. As CSV a part is a row, and the whole range where it is not cut; `compare` is for JSON. It takes a second or more for a large fleet, is shared by all who ask for the same, and may be a moment old: `computed_at` says when it began to be read.",
				query: FleetUptimeQuery,
				answers: { 200: answerOf("The figures.", FleetUptimeDocument) },
				refuses: ["not-acceptable", "refused"],
			}),
			async (request, reply): Promise<FleetUptimeDocument | FastifyReply> => {
				const { query } = request;
				const find = (gone: AbortSignal) => {
					const asked = { ...readComparedRange(query), by: query.by, group: query.group };
					return fleetUptime(context, asked, gone);
				};
				const forms = formsOf(find, {
					json: (uptime) => fleetUptimeDocument(uptime, currency),
					csv: (uptime) => fleetUptimeFile(uptime, currency),
				});
				return answerInForm({ request, reply }, forms, ["compare"]);
			},
		);

		app.get(
			"/v1/groups",
			operation({
				id: "listGroups",
				tag: "Fleet",
				scope: "read",
				summary: "All groups",
				description:
					"Lists the groups that stores are in, with how many stores each has, and how many are in none; those that were never polled count, too.",
				answers: { 200: { description: "The groups.", body: GroupList } },
			}),
			async (): Promise<GroupList> => listGroups(context),
		);
	};
}
