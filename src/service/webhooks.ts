import { DAY_MS } from "../core/instant.ts";
import type { Delivery, Webhook } from "../database/webhooks.ts";
import * as webhooks from "../database/webhooks.ts";
import { checkWebhook, type WebhookRequest } from "./check-webhook.ts";
import type { ServiceContext } from "./context.ts";
import { Refusal } from "./refusal.ts";
import { isUuid } from "./uuid.ts";

export type { Delivery, Webhook } from "../database/webhooks.ts";

/** How long it can be looked up what became of a message. */
export const KEEP_DELIVERIES_MS = 30 * DAY_MS;

/** A webhook that was added, with the secret, which is not shown again. */
export interface AddedWebhook {
	readonly webhookId: string;
	readonly url: string;
	readonly secret: string;
}

/** Adds a webhook that is told when any report ends. Refuses what {@link checkWebhook} refuses. */
export async function addWebhook(
	context: ServiceContext,
	request: WebhookRequest,
): Promise<AddedWebhook> {
	const { url, secret } = checkWebhook(context, request);
	const webhookId = crypto.randomUUID();
	await webhooks.insertWebhook(context.database, {
		webhookId,
		url,
		secret,
		reportId: undefined,
		createdAt: context.now(),
	});
	return { webhookId, url, secret };
}

/** The webhooks for all reports, then those of single reports and those of alerts; the newest first. */
export function listWebhooks({ database }: ServiceContext, limit: number): Promise<Webhook[]> {
	return webhooks.manyWebhooks(database, limit);
}

/**
 * Removes a webhook and what is known of its messages, and the alert that it belongs to. Refuses as not found
 * when there is none.
 */
export async function removeWebhook(
	{ database }: ServiceContext,
	webhookId: string,
): Promise<void> {
	refuseUnknown(isUuid(webhookId) && (await webhooks.deleteWebhook(database, webhookId)));
}

/**
 * Has a webhook that was disabled told again, from the next report on. Refuses as not found when there
 * is none.
 */
export async function enableWebhook(
	{ database }: ServiceContext,
	webhookId: string,
): Promise<void> {
	refuseUnknown(isUuid(webhookId) && (await webhooks.enableWebhook(database, webhookId)));
}

/** What was sent, the newest first, and what became of it; of one webhook only, when one is given. */
export async function listDeliveries(
	{ database }: ServiceContext,
	page: { readonly webhookId?: string | undefined; readonly limit: number },
): Promise<Delivery[]> {
	const { webhookId } = page;
	if (webhookId !== undefined)
		refuseUnknown(isUuid(webhookId) && (await webhooks.isWebhook(database, webhookId)));
	return webhooks.manyDeliveries(database, page);
}

/** Deletes what is known of messages that are past their time; returns of how many. */
export function deleteOldDeliveries({ database, now }: ServiceContext): Promise<number> {
	return webhooks.deleteDeliveriesBefore(database, now() - KEEP_DELIVERIES_MS);
}

function refuseUnknown(isKnown: boolean): void {
	if (!isKnown) throw new Refusal("not_found", "There is no webhook with this id.");
}
