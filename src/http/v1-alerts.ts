import type { FastifyPluginAsync } from "fastify";
import {
	AddedAlertDocument,
	AlertDocument,
	AlertList,
	AlertPath,
	AlertRequest,
	AlertTestDocument,
} from "../contract/alert.ts";
import { Nothing } from "../contract/requests.ts";
import { addedAlertDocument, alertDocument } from "../service/alert-document.ts";
import {
	addAlert,
	alertWithId,
	listAlerts,
	type NewAlertRequest,
	removeAlert,
	testAlert,
} from "../service/alerts.ts";
import type { ServiceContext } from "../service/context.ts";
import { operation } from "./operation.ts";

interface OfAlert {
	readonly Params: { readonly alert_id: string };
}

/** Who is told when stores are down. */
export function alertRoutes(context: ServiceContext): FastifyPluginAsync {
	return async (app) => {
		app.get(
			"/v1/alerts",
			operation({
				id: "listAlerts",
				tag: "Alerts",
				scope: "read",
				summary: "All alerts",
				description: "Lists the alerts, the newest first.",
				answers: { 200: { description: "The alerts.", body: AlertList } },
			}),
			async (): Promise<AlertList> => ({
				alerts: (await listAlerts(context)).map(alertDocument),
			}),
		);

		app.post<{ Body: AlertRequest }>(
			"/v1/alerts",
			operation({
				id: "addAlert",
				tag: "Alerts",
				scope: "write",
				summary: "Tell an address when stores are down",
				description:
					"Adds an alert with a webhook of its own: it is told when a store is down for long inside business hours, once for each outage, and when it is up again. What is down already is told within a minute. Messages follow [Standard Webhooks](https://www.standardwebhooks.com), signed with the secret.",
				body: AlertRequest,
				answers: { 201: { description: "It is added.", body: AddedAlertDocument } },
				refuses: ["refused"],
			}),
			async (request, reply) => {
				const added = await addAlert(context, readAlert(request.body));
				return reply.code(201).send(addedAlertDocument(added));
			},
		);

		app.get<OfAlert>(
			"/v1/alerts/:alert_id",
			operation({
				id: "getAlert",
				tag: "Alerts",
				scope: "read",
				summary: "One alert",
				description: "An alert with its conditions, and as of when it was evaluated last.",
				path: AlertPath,
				answers: { 200: { description: "The alert.", body: AlertDocument } },
			}),
			async ({ params }): Promise<AlertDocument> =>
				alertDocument(await alertWithId(context, params.alert_id)),
		);

		app.delete<OfAlert>(
			"/v1/alerts/:alert_id",
			operation({
				id: "deleteAlert",
				tag: "Alerts",
				scope: "write",
				summary: "Tell an address no more",
				description: "Removes an alert, its webhook and the messages to it.",
				path: AlertPath,
				answers: { 204: { description: "It is removed." } },
			}),
			async (request, reply) => {
				await removeAlert(context, request.params.alert_id);
				return reply.code(204).send();
			},
		);

		app.post<OfAlert>(
			"/v1/alerts/:alert_id/test",
			operation({
				id: "testAlert",
				tag: "Alerts",
				scope: "write",
				summary: "Send a message to see it arrive",
				description:
					"Sends a message of type `alert.test`. What became of it is among the deliveries of the alert's webhook.",
				path: AlertPath,
				body: Nothing,
				answers: { 202: { description: "It is in line to be sent.", body: AlertTestDocument } },
				refuses: ["conflict"],
			}),
			async (request, reply) => {
				const deliveryId = await testAlert(context, request.params.alert_id);
				return reply.code(202).send({ delivery_id: deliveryId } satisfies AlertTestDocument);
			},
		);
	};
}

function readAlert(body: AlertRequest): NewAlertRequest {
	return {
		url: body.url,
		secret: body.secret,
		downForMs: body.down_for_ms,
		group: body.group ?? undefined,
		quietBeforeClosingMs: body.quiet_before_closing_ms,
		messagesPerHour: body.messages_per_hour,
		pollsStoppedAfterMs: body.polls_stopped_after_ms,
	};
}
