import type {
	AddedWebhookDocument,
	DeliveryDocument,
	WebhookDocument,
} from "../contract/webhook.ts";
import { formatInstant } from "../core/instant.ts";
import { maybeInstant } from "./report-document.ts";
import type { AddedWebhook, Delivery, Webhook } from "./webhooks.ts";

/** A webhook that was added as it goes over the wire: this once with its secret. */
export function addedWebhookDocument(webhook: AddedWebhook): AddedWebhookDocument {
	return { webhook_id: webhook.webhookId, url: webhook.url, secret: webhook.secret };
}

/** A webhook as it goes over the wire: without its secret. */
export function webhookDocument(webhook: Webhook): WebhookDocument {
	return {
		webhook_id: webhook.webhookId,
		url: webhook.url,
		report_id: webhook.reportId ?? null,
		alert_id: webhook.alertId ?? null,
		created_at: formatInstant(webhook.createdAt),
		disabled_at: maybeInstant(webhook.disabledAt),
		disabled_because: webhook.disabledBecause ?? null,
	};
}

/** A message to a webhook as it goes over the wire, and what became of it. */
export function deliveryDocument(delivery: Delivery): DeliveryDocument {
	return {
		delivery_id: delivery.deliveryId,
		webhook_id: delivery.webhookId,
		url: delivery.url,
		report_id: delivery.reportId ?? null,
		alert_id: delivery.alertId ?? null,
		event: delivery.event as DeliveryDocument["event"],
		body: delivery.body,
		state: delivery.state,
		attempts: delivery.attempts,
		created_at: formatInstant(delivery.createdAt),
		last_attempt_at: maybeInstant(delivery.lastAttemptAt),
		next_attempt_at: maybeInstant(delivery.nextAttemptAt),
		last_status: delivery.lastStatus ?? null,
		last_error: delivery.lastError ?? null,
		delivered_at: maybeInstant(delivery.deliveredAt),
	};
}
