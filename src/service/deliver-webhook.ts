import { Webhook } from "standardwebhooks";
import { type DurationMs, HOUR_MS, type Instant, MINUTE_MS, SECOND_MS } from "../core/instant.ts";
import type { Transaction } from "../database/engine/database.ts";
import {
	type AttemptEnd,
	beginAttempt,
	type DeliveryAttempt,
	disableWebhook,
	endAttempt,
	failDelivery,
	lockPendingDelivery,
	type PendingDelivery,
} from "../database/webhooks.ts";
import { asRefusal } from "./as-refusal.ts";
import type { ServiceContext } from "./context.ts";
import {
	type ResolveName,
	sendWebhook,
	type WebhookAnswer,
	type WebhookMessage,
} from "./send-webhook.ts";

/** How long after each attempt that fails the next one comes: together about a day. */
export const RETRY_DELAYS_MS: readonly DurationMs[] = [
	5 * SECOND_MS,
	MINUTE_MS,
	5 * MINUTE_MS,
	30 * MINUTE_MS,
	2 * HOUR_MS,
	5 * HOUR_MS,
	8 * HOUR_MS,
	8 * HOUR_MS,
];

/** A delay is shorter or longer by up to so much of it, so that what failed together comes apart. */
const JITTER = 0.2;

/** How long a receiver may take to answer. */
const DEADLINE_MS = 15 * SECOND_MS;

/** An attempt that has not said for so long how it went was lost with its process. */
const LOST_AFTER_MS = MINUTE_MS;

/** The receiver wants no more. */
const GONE = 410;

export interface DeliveryOptions {
	/** From 0 to 1, by chance. */
	readonly random?: () => number;
	readonly deadlineMs?: DurationMs;
	readonly resolve?: ResolveName;
}

/**
 * Sends a message to its webhook, and writes down how that went together with the job for the next
 * attempt, if there is to be one. May be called any number of times, also at once: a message that is
 * not due, or is being sent, is left to a job at its time.
 *
 * It arrives at least once, and always with the same id: an attempt that reached the receiver and was
 * lost before that was written down is made again.
 *
 * Refuses as unavailable when the database does not play its part: calling again later will do.
 */
export async function deliverWebhook(
	context: ServiceContext,
	deliveryId: string,
	{ random = Math.random, ...sending }: DeliveryOptions = {},
): Promise<void> {
	const { database, webhooks, now } = context;
	try {
		const begun = await database.transaction((tx) => takeUp(context, tx, deliveryId));
		if (begun === undefined) return;
		const answer = await sendWebhook(signed(begun, now()), {
			allowPrivate: webhooks.allowPrivate,
			deadlineMs: DEADLINE_MS,
			...sending,
		});
		await database.transaction((tx) => writeDown(context, tx, begun, { answer, random }));
	} catch (error) {
		throw asRefusal(error);
	}
}

/** How long to wait after an attempt, by its number from 1; `undefined` after the last. */
export function retryDelayMs(attempt: number, random: () => number): DurationMs | undefined {
	const delayMs = RETRY_DELAYS_MS[attempt - 1];
	if (delayMs === undefined) return undefined;
	return Math.round(delayMs * (1 + JITTER * (2 * random() - 1)));
}

interface BegunDelivery extends PendingDelivery, DeliveryAttempt {}

/** Begins the next attempt at a delivery, if there is to be one now. */
async function takeUp(
	{ queue, now }: ServiceContext,
	tx: Transaction,
	deliveryId: string,
): Promise<BegunDelivery | undefined> {
	const delivery = await lockPendingDelivery(tx, deliveryId);
	if (delivery === undefined) return undefined;
	const { attempts, nextAttemptAt, disabledBecause } = delivery;
	if (disabledBecause !== undefined) {
		await failDelivery(tx, deliveryId, `the webhook is disabled: ${disabledBecause}`);
		return undefined;
	}
	const at = now();
	if (at < nextAttemptAt) {
		// Not dropped: it may be the only job, come early by another clock or after a crash.
		await queue.add(tx, [{ kind: "deliver-webhook", deliveryId, notBefore: nextAttemptAt }]);
		return undefined;
	}
	const attempt = attempts + 1;
	await beginAttempt(tx, { deliveryId, attempt }, { at, lostAt: at + LOST_AFTER_MS });
	return { ...delivery, attempt };
}

/** The message as the Standard Webhooks have it. The time is that of the attempt, against replays. */
function signed({ deliveryId, url, secret, body }: PendingDelivery, at: Instant): WebhookMessage {
	const id = `msg_${deliveryId}`;
	const signature = new Webhook(secret).sign(id, new Date(at), body);
	return {
		url,
		headers: {
			"content-type": "application/json",
			"user-agent": "openhours",
			"webhook-id": id,
			"webhook-timestamp": String(Math.floor(at / SECOND_MS)),
			"webhook-signature": signature,
		},
		body,
	};
}

async function writeDown(
	{ queue, now }: ServiceContext,
	tx: Transaction,
	delivery: BegunDelivery,
	{ answer, random }: { readonly answer: WebhookAnswer; readonly random: () => number },
): Promise<void> {
	const at = now();
	// First the webhook, as whoever deletes it does: two that wait for each other would both fail.
	if (answer.status === GONE)
		await disableWebhook(tx, delivery.webhookId, {
			at,
			because: "it answered 410 Gone, which means that it wants no more",
		});
	const end = endOf(answer, { attempt: delivery.attempt, at, random });
	const counts = await endAttempt(tx, delivery, end);
	if (counts && end.state === "pending")
		await queue.add(tx, [
			{
				kind: "deliver-webhook",
				deliveryId: delivery.deliveryId,
				notBefore: end.nextAttemptAt,
			},
		]);
}

function endOf(
	answer: WebhookAnswer,
	{ attempt, at, random }: { attempt: number; at: Instant; random: () => number },
): AttemptEnd {
	const { status } = answer;
	if (status !== undefined && status >= 200 && status < 300)
		return { state: "delivered", status, at };
	const error = answer.error ?? describeStatus(answer.status);
	const delayMs = status === GONE ? undefined : retryDelayMs(attempt, random);
	return delayMs === undefined
		? { state: "failed", status, error }
		: { state: "pending", status, error, nextAttemptAt: at + delayMs };
}

function describeStatus(status: number): string {
	return status >= 300 && status < 400
		? `it answered ${status}, and redirects are not followed: give the webhook the address that it leads to`
		: `it answered ${status}`;
}
