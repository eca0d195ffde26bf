import type { FastifyPluginAsync } from "fastify";
import { Nothing } from "../contract/requests.ts";
import {
	type SavedScheduleDocument,
	type ScheduleList,
	ScheduleRequest,
} from "../contract/schedule.ts";
import type { ServiceContext } from "../service/context.ts";
import { scheduleDocument } from "../service/schedule-document.ts";
import { listSchedules, removeSchedule, saveSchedule } from "../service/schedules.ts";
import { readScheduledRequest } from "./report-request.ts";

interface OfSchedule {
	readonly Params: { readonly name: string };
}

/** Reports that recur. */
export function scheduleRoutes(context: ServiceContext): FastifyPluginAsync {
	return async (app) => {
		app.get(
			"/v1/schedules",
			{ schema: { querystring: Nothing } },
			async (): Promise<ScheduleList> => ({
				schedules: (await listSchedules(context)).map(scheduleDocument),
			}),
		);

		app.put<OfSchedule & { Body: ScheduleRequest }>(
			"/v1/schedules/:name",
			{ schema: { body: ScheduleRequest, querystring: Nothing } },
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
			{ schema: { querystring: Nothing } },
			async (request, reply) => {
				await removeSchedule(context, request.params.name);
				return reply.code(204).send();
			},
		);
	};
}
