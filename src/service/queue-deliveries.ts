import type { AlertEvent } from "../contract/alert-event.ts";
import type { WebhookEvent } from "../contract/webhook.ts";
import { formatInstant, type Instant, MINUTE_MS } from "../core/instant.ts";
import type { Transaction } from "../database/engine/database.ts";
import { maybeReport, type Report } from "../database/reports.ts";
import {
	holdWebhooksFor,
	insertDeliveries,
	manyOverdueDeliveries,
	type NewDelivery,
} from "../database/webhooks.ts";
import type { ServiceContext } from "./context.ts";
import type { Job } from "./job-queue.ts";

/**
 * Writes down a message to each webhook that wants to know that a report has ended, and a job to send
 * it, in the transaction that ends the report.
 */
export async function queueDeliveries(
	{ queue }: Pick<ServiceContext, "queue">,
	tx: Transaction,
	reportId: string,
): Promise<void> {
	const webhookIds = await holdWebhooksFor(tx, reportId);
	if (webhookIds.length === 0) return;
	const report = (await maybeReport(tx, reportId)) as EndedReport;
	const event = eventOf(report);
	const createdAt = report.finishedAt;
	await queueMessages(
		{ queue },
		tx,
		webhookIds.map((webhookId) => ({ webhookId, reportId, event, createdAt })),
	);
}

/** A message to a webhook. */
export interface NewMessage extends Pick<NewDelivery, "webhookId" | "createdAt"> {
	/** The report that it is about, if any. */
	readonly reportId?: string | undefined;
	readonly event: WebhookEvent | AlertEvent;
}

/** Writes down messages, and a job to send each, in the caller's transaction; returns their deliveries' ids. */
export async function queueMessages(
	{ queue }: Pick<ServiceContext, "queue">,
	tx: Transaction,
	messages: readonly NewMessage[],
): Promise<string[]> {
	const deliveries = messages.map(({ webhookId, reportId, event, createdAt }) => ({
		deliveryId: crypto.randomUUID(),
		webhookId,
		reportId,
		event: event.type,
		body: JSON.stringify(event),
		createdAt,
	}));
	await insertDeliveries(tx, deliveries);
	const ids = deliveries.map(({ deliveryId }) => deliveryId);
	await queue.add(
		tx,
		ids.map((deliveryId) => ({ kind: "deliver-webhook", deliveryId })),
	);
	return ids;
}

interface EndedReport extends Report {
	readonly state: "complete" | "failed" | "cancelled";
	readonly finishedAt: Instant;
}

function eventOf(report: EndedReport): WebhookEvent {
	const { reportId, state, requestedAt, finishedAt, asOf, storesTotal, failure } = report;
	return {
		type: `report.${state}`,
		timestamp: formatInstant(finishedAt),
		data: {
			report_id: reportId,
			state,
			requested_at: formatInstant(requestedAt),
			finished_at: formatInstant(finishedAt),
			as_of: asOf === undefined ? null : formatInstant(asOf),
			stores_total: storesTotal ?? null,
			failure: failure ?? null,
		},
	};
}

/** What is overdue for so long has lost its job, or the queue is far behind and one more does no harm. */
const OVERDUE_MS = 10 * MINUTE_MS;

const REQUEUED_MAX = 1_000;

/**
 * Puts messages in line again that should have been sent long ago: their jobs were given up in an outage
 * of the database, or the queue's tables were lost.
 */
export async function requeueOverdueDeliveries({
	database,
	queue,
	now,
}: Pick<ServiceContext, "database" | "queue" | "now">): Promise<void> {
	const overdue = await manyOverdueDeliveries(database, now() - OVERDUE_MS, REQUEUED_MAX);
	if (overdue.length === 0) return;
	const jobs: Job[] = overdue.map((deliveryId) => ({ kind: "deliver-webhook", deliveryId }));
	await database.transaction((tx) => queue.add(tx, jobs));
	queue.wake();
}
