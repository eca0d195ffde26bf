import type { DurationMs } from "../core/instant.ts";
import { formatInstant } from "../core/instant.ts";
import { alertDocument } from "../service/alert-document.ts";
import {
	type Alert,
	addAlert,
	alertWithId,
	listAlerts,
	removeAlert,
	testAlert,
} from "../service/alerts.ts";
import type { Context } from "./context.ts";
import { alignedTable } from "./table.ts";
import { withServices } from "./with-services.ts";

export interface AddValues {
	readonly url: string;
	readonly secret?: string;
	readonly downFor?: DurationMs;
	readonly group?: string;
	readonly quietBeforeClosing?: DurationMs;
	readonly messagesPerHour?: number;
	readonly pollsStoppedAfter?: DurationMs | "never";
}

/** `openhours alerts add`: prints the id and, this once, the secret. */
export async function add(values: AddValues, context: Context): Promise<void> {
	const { url, secret, group, messagesPerHour, pollsStoppedAfter } = values;
	await withServices(context, async (services) => {
		const added = await addAlert(services, {
			url,
			secret,
			group,
			messagesPerHour,
			downForMs: values.downFor,
			quietBeforeClosingMs: values.quietBeforeClosing,
			pollsStoppedAfterMs: pollsStoppedAfter === "never" ? null : pollsStoppedAfter,
		});
		context.standardOutput.write(`${added.alert.alertId}\n`);
		if (secret === undefined)
			context.standardError.write(`the alert's secret, shown this once: ${added.secret}\n`);
	});
}

/** `openhours alerts list`. */
export async function list(values: { readonly json?: boolean }, context: Context): Promise<void> {
	await withServices(context, async (services) => {
		const alerts = await listAlerts(services);
		context.standardOutput.write(
			values.json === true
				? alerts.map((alert) => `${JSON.stringify(alertDocument(alert))}\n`).join("")
				: alignedTable(["alert", "stores", "added", "state", "url"], alerts.map(describeAlert)),
		);
	});
}

/** `openhours alerts show`. */
export async function show(alertId: string, context: Context): Promise<void> {
	await withServices(context, async (services) => {
		const alert = await alertWithId(services, alertId);
		context.standardOutput.write(`${JSON.stringify(alertDocument(alert), undefined, 2)}\n`);
	});
}

/** `openhours alerts remove`. */
export async function remove(alertId: string, context: Context): Promise<void> {
	await withServices(context, (services) => removeAlert(services, alertId));
}

/** `openhours alerts test`: prints the id of the delivery. */
export async function test(alertId: string, context: Context): Promise<void> {
	await withServices(context, async (services) => {
		context.standardOutput.write(`${await testAlert(services, alertId)}\n`);
	});
}

function describeAlert({ alertId, group, createdAt, url, ...alert }: Alert): string[] {
	const polls = alert.condition.polls === "coming" ? "enabled" : "enabled, but no polls come in";
	return [
		alertId,
		group ?? "all stores",
		formatInstant(createdAt),
		alert.disabledBecause === undefined ? polls : `disabled: ${alert.disabledBecause}`,
		url,
	];
}
