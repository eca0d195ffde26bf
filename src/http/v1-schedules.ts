import type { FastifyPluginAsync } from "fastify";
import {
	SavedScheduleDocument,
	ScheduleList,
	SchedulePath,
	ScheduleRequest,
} from "../contract/schedule.ts";
import type { ServiceContext } from "../service/context.ts";
import { scheduleDocument } from "../service/schedule-document.ts";
import { listSchedules, removeSchedule, saveSchedule } from "../service/schedules.ts";
import { operation } from "./operation.ts";
import { readScheduledRequest } from "./report-request.ts";

interface OfSchedule {
	readonly Params: { readonly name: string };
}

/** Reports that recur. */
export function scheduleRoutes(context: ServiceContext): FastifyPluginAsync {
	return async (app) => {
		app.get(
			"/v1/schedules",
			operation({
				id: "listSchedules",
				tag: "Schedules",
				scope: "read",
				summary: "All schedules",
				description: "Lists the reports that recur, the one that comes due next first.",
				answers: { 200: { description: "The schedules.", body: ScheduleList } },
			}),
			async (): Promise<ScheduleList> => ({
				schedules: (await listSchedules(context)).map(scheduleDocument),
			}),
		);

		app.put<OfSchedule & { Body: ScheduleRequest }>(
			"/v1/schedules/:name",
			operation({
				id: "saveSchedule",
				tag: "Schedules",
				scope: "write",
				summary: "Have a report recur",
				description:
					"Has a report triggered again and again. A schedule of the same name is replaced. What may be asked of each report means what it means for one.",
				path: SchedulePath,
				body: ScheduleRequest,
				answers: { 200: { description: "The schedule.", body: SavedScheduleDocument } },
				refuses: ["refused"],
			}),
			async ({ params, body }): Promise<SavedScheduleDocument> => {
				const { cron, timezone = "UTC", ...asked } = body;
				const request = readScheduledRequest(asked);
				const saved = await saveSchedule(context, { ...params, cron, timezone, request });
				const { webhookSecret } = saved;
				return {
					...scheduleDocument(saved),
					...(webhookSecret !== undefined && { webhook_secret: webhookSecret }),
				};
			},
		);

		app.delete<OfSchedule>(
			"/v1/schedules/:name",
			operation({
				id: "deleteSchedule",
				tag: "Schedules",
				scope: "write",
				summary: "Have a report recur no more",
				description: "Removes a schedule. Reports that it triggered stay.",
				path: SchedulePath,
				answers: { 204: { description: "It is removed." } },
			}),
			async (request, reply) => {
				await removeSchedule(context, request.params.name);
				return reply.code(204).send();
			},
		);
	};
}
