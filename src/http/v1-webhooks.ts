import type { FastifyPluginAsync } from "fastify";
import { Nothing } from "../contract/requests.ts";
import {
	AddedWebhookDocument,
	DeliveryList,
	WebhookList,
	WebhookPath,
	WebhookRequest,
	WebhooksQuery,
} from "../contract/webhook.ts";
import type { ServiceContext } from "../service/context.ts";
import {
	addedWebhookDocument,
	deliveryDocument,
	webhookDocument,
} from "../service/webhook-document.ts";
import {
	addWebhook,
	enableWebhook,
	listDeliveries,
	listWebhooks,
	removeWebhook,
} from "../service/webhooks.ts";
import { operation } from "./operation.ts";

const WEBHOOKS_DEFAULT = 100;
const DELIVERIES_DEFAULT = 20;

interface OfWebhook {
	readonly Params: { readonly webhook_id: string };
}

/** Who is told when reports end, and what became of it. */
export function webhookRoutes(context: ServiceContext): FastifyPluginAsync {
	return async (app) => {
		app.get<{ Querystring: WebhooksQuery }>(
			"/v1/webhooks",
			operation({
				id: "listWebhooks",
				tag: "Webhooks",
				scope: "read",
				summary: "All webhooks",
				description:
					"Lists those for all reports, then those that single reports were given, then those of alerts; the newest first.",
				query: WebhooksQuery,
				answers: { 200: { description: "The webhooks.", body: WebhookList } },
			}),
			async ({ query: { limit = WEBHOOKS_DEFAULT } }): Promise<WebhookList> => ({
				webhooks: (await listWebhooks(context, limit)).map(webhookDocument),
			}),
		);

		app.post<{ Body: WebhookRequest }>(
			"/v1/webhooks",
			operation({
				id: "addWebhook",
				tag: "Webhooks",
				scope: "write",
				summary: "Tell an address when reports end",
				description:
					"Adds a webhook for all reports. Messages follow [Standard Webhooks](https://www.standardwebhooks.com), signed with the secret.",
				body: WebhookRequest,
				answers: { 201: { description: "It is added.", body: AddedWebhookDocument } },
				refuses: ["refused"],
			}),
			async (request, reply) => {
				const added = await addWebhook(context, request.body);
				return reply.code(201).send(addedWebhookDocument(added));
			},
		);

		app.delete<OfWebhook>(
			"/v1/webhooks/:webhook_id",
			operation({
				id: "deleteWebhook",
				tag: "Webhooks",
				scope: "write",
				summary: "Tell an address no more",
				description:
					"Removes a webhook and the messages to it; with that of an alert, the alert, too.",
				path: WebhookPath,
				answers: { 204: { description: "It is removed." } },
			}),
			async (request, reply) => {
				await removeWebhook(context, request.params.webhook_id);
				return reply.code(204).send();
			},
		);

		app.post<OfWebhook>(
			"/v1/webhooks/:webhook_id/enable",
			operation({
				id: "enableWebhook",
				tag: "Webhooks",
				scope: "write",
				summary: "Take a disabled webhook up again",
				description: "Messages go to it again, after it was disabled for want of answers.",
				path: WebhookPath,
				body: Nothing,
				answers: { 204: { description: "It is enabled." } },
			}),
			async (request, reply) => {
				await enableWebhook(context, request.params.webhook_id);
				return reply.code(204).send();
			},
		);

		app.get<OfWebhook & { Querystring: WebhooksQuery }>(
			"/v1/webhooks/:webhook_id/deliveries",
			operation({
				id: "listDeliveries",
				tag: "Webhooks",
				scope: "read",
				summary: "What was sent to a webhook",
				description: "Lists the messages to a webhook and what became of each, the newest first.",
				path: WebhookPath,
				query: WebhooksQuery,
				answers: { 200: { description: "The messages.", body: DeliveryList } },
			}),
			async ({ params, query: { limit = DELIVERIES_DEFAULT } }): Promise<DeliveryList> => {
				const page = { webhookId: params.webhook_id, limit };
				return { deliveries: (await listDeliveries(context, page)).map(deliveryDocument) };
			},
		);
	};
}
