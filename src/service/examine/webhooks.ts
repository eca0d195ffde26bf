import type { Connection } from "../../database/engine/database.ts";
import { webhookTroubles } from "../../database/health.ts";
import { type Finding, note, ok } from "./finding.ts";
import { counted } from "./words.ts";

const SUBJECT = "webhooks";

/** Whether those who want to be told are told. */
export async function examineWebhooks(connection: Connection): Promise<Finding[]> {
	const { disabled, failedInADay } = await webhookTroubles(connection);
	const findings: Finding[] = [];
	if (disabled > 0)
		findings.push(
			note(
				SUBJECT,
				`${counted(disabled, "webhook")} disabled`,
				"openhours webhooks list says which and why; openhours webhooks enable <webhook-id> has one told again.",
			),
		);
	if (failedInADay > 0)
		findings.push(
			note(
				SUBJECT,
				`${counted(failedInADay, "message")} given up in a day`,
				"openhours webhooks deliveries says which and why.",
			),
		);
	return findings.length > 0
		? findings
		: [ok(SUBJECT, "none is disabled, no message was given up")];
}
