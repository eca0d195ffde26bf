import { formatInstant } from "../core/instant.ts";
import { deliveryDocument, webhookDocument } from "../service/webhook-document.ts";
import {
	addWebhook,
	type Delivery,
	enableWebhook,
	listDeliveries,
	listWebhooks,
	removeWebhook,
	type Webhook,
} from "../service/webhooks.ts";
import type { Context } from "./context.ts";
import { alignedTable } from "./table.ts";
import { withServices } from "./with-services.ts";

export interface AddValues {
	readonly url: string;
	readonly secret?: string;
}

export interface ListValues {
	readonly limit: number;
	readonly json?: boolean;
}

export interface DeliveriesValues extends ListValues {
	readonly webhook?: string;
}

/** `openhours webhooks add`: prints the id and, this once, the secret. */
export async function add(values: AddValues, context: Context): Promise<void> {
	await withServices(context, async (services) => {
		const { webhookId, secret } = await addWebhook(services, values);
		context.standardOutput.write(`${webhookId}\n`);
		if (values.secret === undefined)
			context.standardError.write(`the webhook's secret, shown this once: ${secret}\n`);
	});
}

/** `openhours webhooks list`. */
export async function list(values: ListValues, context: Context): Promise<void> {
	await withServices(context, async (services) => {
		const webhooks = await listWebhooks(services, values.limit);
		context.standardOutput.write(
			values.json === true
				? jsonLines(webhooks.map(webhookDocument))
				: alignedTable(
						["webhook", "told of", "added", "state", "url"],
						webhooks.map(describeWebhook),
					),
		);
	});
}

/** `openhours webhooks remove`. */
export async function remove(webhookId: string, context: Context): Promise<void> {
	await withServices(context, (services) => removeWebhook(services, webhookId));
}

/** `openhours webhooks enable`. */
export async function enable(webhookId: string, context: Context): Promise<void> {
	await withServices(context, (services) => enableWebhook(services, webhookId));
}

/** `openhours webhooks deliveries`: what was sent, and what became of it. */
export async function deliveries(values: DeliveriesValues, context: Context): Promise<void> {
	const { webhook, limit } = values;
	await withServices(context, async (services) => {
		const found = await listDeliveries(services, { webhookId: webhook, limit });
		context.standardOutput.write(
			values.json === true
				? jsonLines(found.map(deliveryDocument))
				: alignedTable(
						["webhook", "about", "event", "created", "state", "tries", "next", "last answer"],
						found.map(describeDelivery),
					),
		);
	});
}

function describeWebhook(webhook: Webhook): string[] {
	const { webhookId, url, reportId, alertId, createdAt, disabledBecause } = webhook;
	return [
		webhookId,
		alertId === undefined ? (reportId ?? "all reports") : `alert ${alertId}`,
		formatInstant(createdAt),
		disabledBecause === undefined ? "enabled" : `disabled: ${disabledBecause}`,
		url,
	];
}

function describeDelivery(delivery: Delivery): string[] {
	const { webhookId, reportId, alertId, event, createdAt, state, attempts } = delivery;
	const { nextAttemptAt, lastStatus, lastError } = delivery;
	return [
		webhookId,
		reportId ?? `alert ${alertId}`,
		event,
		formatInstant(createdAt),
		state,
		String(attempts),
		nextAttemptAt === undefined ? "" : formatInstant(nextAttemptAt),
		lastError ?? (lastStatus === undefined ? "" : String(lastStatus)),
	];
}

function jsonLines(documents: readonly object[]): string {
	return documents.map((document) => `${JSON.stringify(document)}\n`).join("");
}
