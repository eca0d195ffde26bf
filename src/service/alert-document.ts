import type { AddedAlertDocument, AlertDocument } from "../contract/alert.ts";
import { formatInstant } from "../core/instant.ts";
import type { AddedAlert, Alert } from "./alerts.ts";
import { maybeInstant } from "./report-document.ts";

/** An alert as it goes over the wire: without its secret. */
export function alertDocument(alert: Alert): AlertDocument {
	return {
		alert_id: alert.alertId,
		webhook_id: alert.webhookId,
		url: alert.url,
		group: alert.group ?? null,
		down_for_ms: alert.downForMs,
		quiet_before_closing_ms: alert.quietBeforeClosingMs,
		messages_per_hour: alert.messagesPerHour,
		polls_stopped_after_ms: alert.pollsStoppedAfterMs ?? null,
		created_at: formatInstant(alert.createdAt),
		as_of: maybeInstant(alert.asOf),
		polls_stopped: alert.condition.polls !== "coming",
		disabled_at: maybeInstant(alert.disabledAt),
		disabled_because: alert.disabledBecause ?? null,
	};
}

/** An alert that was added as it goes over the wire: this once with its secret. */
export function addedAlertDocument({ alert, secret }: AddedAlert): AddedAlertDocument {
	return { ...alertDocument(alert), secret };
}
