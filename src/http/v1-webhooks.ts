import type { FastifyPluginAsync } from "fastify";
import { Nothing } from "../contract/requests.ts";
import {
	type DeliveryList,
	type WebhookList,
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
			{ schema: { querystring: WebhooksQuery } },
			async ({ query: { limit = WEBHOOKS_DEFAULT } }): Promise<WebhookList> => ({
				webhooks: (await listWebhooks(context, limit)).map(webhookDocument),
			}),
		);

		app.post<{ Body: WebhookRequest }>(
			"/v1/webhooks",
			{ schema: { body: WebhookRequest, querystring: Nothing } },
			async (request, reply) => {
				const added = await addWebhook(context, request.body);
				return reply.code(201).send(addedWebhookDocument(added));
			},
		);

		app.delete<OfWebhook>(
			"/v1/webhooks/:webhook_id",
			{ schema: { querystring: Nothing } },
			async (request, reply) => {
				await removeWebhook(context, request.params.webhook_id);
				return reply.code(204).send();
			},
		);

		app.post<OfWebhook>(
			"/v1/webhooks/:webhook_id/enable",
			{ schema: { body: Nothing, querystring: Nothing } },
			async (request, reply) => {
				await enableWebhook(context, request.params.webhook_id);
				return reply.code(204).send();
			},
		);

		app.get<OfWebhook & { Querystring: WebhooksQuery }>(
			"/v1/webhooks/:webhook_id/deliveries",
			{ schema: { querystring: WebhooksQuery } },
			async ({ params, query: { limit = DELIVERIES_DEFAULT } }): Promise<DeliveryList> => {
				const page = { webhookId: params.webhook_id, limit };
				return { deliveries: (await listDeliveries(context, page)).map(deliveryDocument) };
			},
		);
	};
}
