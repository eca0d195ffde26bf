import { DAY_MS, type DurationMs, HOUR_MS, MINUTE_MS } from "../core/instant.ts";
import {
	type Alert,
	deleteAlert,
	deleteOutagesEndedBefore,
	holdWebhookOfAlert,
	insertAlert,
	manyAlerts,
	maybeAlert,
} from "../database/alerts.ts";
import { maybeNewestPoll } from "../database/stores.ts";
import { insertWebhook } from "../database/webhooks.ts";
import { testEvent } from "./alert-events.ts";
import { firstCondition } from "./alert-polls.ts";
import { checkWebhook, type WebhookRequest } from "./check-webhook.ts";
import type { ServiceContext } from "./context.ts";
import { queueMessages } from "./queue-deliveries.ts";
import { Refusal } from "./refusal.ts";
import { knownSelection } from "./trigger-report.ts";
import { isUuid } from "./uuid.ts";

export type { Alert } from "../database/alerts.ts";

/** How long outages are remembered once they ended. */
const KEEP_OUTAGES_MS: DurationMs = 30 * DAY_MS;

const DEFAULTS = {
	downForMs: 15 * MINUTE_MS,
	quietBeforeClosingMs: 30 * MINUTE_MS,
	messagesPerHour: 20,
	pollsStoppedAfterMs: 2 * HOUR_MS,
};

/** Who wants to be told when stores are down, as a caller gives it; whatever is left out is as usual. */
export interface NewAlertRequest extends WebhookRequest {
	/** How long a store is down before it is told, in business hours; 15 minutes without it. */
	readonly downForMs?: DurationMs | undefined;
	/** Only the stores of this group; all without it. */
	readonly group?: string | undefined;
	/** So long before a store closes it is not told; 30 minutes without it. */
	readonly quietBeforeClosingMs?: DurationMs | undefined;
	/** More messages than that in an hour become one summary; 20 without it. */
	readonly messagesPerHour?: number | undefined;
	/** How old the newest poll is when it is told that none come in; null for never, 2 hours without it. */
	readonly pollsStoppedAfterMs?: DurationMs | null | undefined;
}

/** An alert that was added, with the secret, which is not shown again. */
export interface AddedAlert {
	readonly alert: Alert;
	readonly secret: string;
}

/**
 * Adds an alert with a webhook of its own. What is down already is told when it is first evaluated.
 *
 * Refuses as invalid what {@link checkWebhook} refuses, and a group that no store is in.
 */
export async function addAlert(
	context: ServiceContext,
	request: NewAlertRequest,
): Promise<AddedAlert> {
	const { database, now } = context;
	const { url, secret } = checkWebhook(context, request);
	const { group } = await knownSelection(context, { group: request.group });
	const pollsStoppedAfterMs =
		request.pollsStoppedAfterMs === undefined
			? DEFAULTS.pollsStoppedAfterMs
			: (request.pollsStoppedAfterMs ?? undefined);
	const createdAt = now();
	const polls = { newest: await maybeNewestPoll(database), now: createdAt };
	const added = {
		alertId: crypto.randomUUID(),
		webhookId: crypto.randomUUID(),
		group,
		downForMs: request.downForMs ?? DEFAULTS.downForMs,
		quietBeforeClosingMs: request.quietBeforeClosingMs ?? DEFAULTS.quietBeforeClosingMs,
		messagesPerHour: request.messagesPerHour ?? DEFAULTS.messagesPerHour,
		pollsStoppedAfterMs,
		createdAt,
		condition: firstCondition(pollsStoppedAfterMs, polls),
	};
	const { alertId, webhookId } = added;
	await database.transaction(async (tx) => {
		await insertWebhook(tx, { webhookId, url, secret, reportId: undefined, alertId, createdAt });
		await insertAlert(tx, added);
	});
	return { alert: { ...added, ...NEVER_EVALUATED, url }, secret };
}

const NEVER_EVALUATED = {
	disabledAt: undefined,
	disabledBecause: undefined,
	evaluations: 0,
	evaluatedData: undefined,
	asOf: undefined,
};

/** All alerts, the newest first. */
export function listAlerts({ database }: ServiceContext): Promise<Alert[]> {
	return manyAlerts(database);
}

/** One alert. Refuses as not found when there is none with this id. */
export async function alertWithId({ database }: ServiceContext, alertId: string): Promise<Alert> {
	const alert = isUuid(alertId) ? await maybeAlert(database, alertId) : undefined;
	if (alert === undefined) throw unknown();
	return alert;
}

/** Removes an alert, its webhook, and what is known of its messages. Refuses as not found when there is none. */
export async function removeAlert({ database }: ServiceContext, alertId: string): Promise<void> {
	if (!isUuid(alertId) || !(await deleteAlert(database, alertId))) throw unknown();
}

/**
 * Sends a message that says nothing but that it arrives, and returns the id of its delivery. Refuses as not
 * found an unknown alert, and as a conflict one whose webhook is disabled.
 */
export async function testAlert(context: ServiceContext, alertId: string): Promise<string> {
	const { database, queue, now } = context;
	const { webhookId, asOf } = await alertWithId(context, alertId);
	const createdAt = now();
	const event = testEvent({ alertId, asOf, now: createdAt });
	const [deliveryId] = await database.transaction(async (tx) => {
		if (!(await holdWebhookOfAlert(tx, alertId)))
			throw new Refusal(
				"conflict",
				"The alert's webhook is disabled: enable it first, by its webhook_id.",
			);
		return queueMessages(context, tx, [{ webhookId, event, createdAt }]);
	});
	queue.wake();
	return deliveryId as string;
}

/** Deletes outages that ended long ago; returns how many. */
export function deleteOldOutages({ database, now }: ServiceContext): Promise<number> {
	return deleteOutagesEndedBefore(database, now() - KEEP_OUTAGES_MS);
}

function unknown(): Refusal {
	return new Refusal("not_found", "There is no alert with this id.");
}
