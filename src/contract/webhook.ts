import { type Static, Type } from "typebox";
import { ALERT_EVENT_TYPES } from "./alert-event.ts";
import { Instant } from "./report.ts";
import { CLOSED, Limit } from "./requests.ts";

const REPORT_EVENT_TYPES = ["report.complete", "report.failed", "report.cancelled"] as const;

/** What a webhook is told: that a report ended, and how. */
export const WebhookEvent = Type.Object({
	type: Type.Enum([...REPORT_EVENT_TYPES]),
	/** When the report ended, however late the message arrives. */
	timestamp: Instant,
	data: Type.Object({
		report_id: Type.String({ format: "uuid" }),
		state: Type.Enum(["complete", "failed", "cancelled"]),
		requested_at: Instant,
		finished_at: Instant,
		as_of: Type.Union([Instant, Type.Null()]),
		stores_total: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()], {
			description: "Null for a report that ended before it was begun.",
		}),
		failure: Type.Union([Type.String(), Type.Null()], { description: "Why it failed." }),
	}),
});
export type WebhookEvent = Static<typeof WebhookEvent>;

const MaybeInstant = Type.Union([Instant, Type.Null()]);
const MaybeText = Type.Union([Type.String(), Type.Null()]);

/** Who wants to be told. */
export const WebhookRequest = Type.Object(
	{
		url: Type.String({ maxLength: 2_000, description: "With http or https." }),
		secret: Type.Optional(
			Type.String({
				maxLength: 200,
				description: "What to sign with: `whsec_` and a key in base64; made up without it.",
			}),
		),
	},
	{
		title: "WebhookRequest",
		...CLOSED,
		examples: [{ url: "https://example.com/openhours" }],
	},
);
export type WebhookRequest = Static<typeof WebhookRequest>;

/** The secret of a webhook that came without one. */
export const MadeUpSecret = Type.String({
	description:
		"What messages to its webhook are signed with, when it was made up; shown this once.",
});

/** A webhook that was added. */
export const AddedWebhookDocument = Type.Object(
	{
		webhook_id: Type.String({ format: "uuid" }),
		url: Type.String(),
		secret: Type.String({ description: "What messages to it are signed with; shown this once." }),
	},
	{ title: "AddedWebhook", ...CLOSED },
);
export type AddedWebhookDocument = Static<typeof AddedWebhookDocument>;

const AlertId = Type.Union([Type.String({ format: "uuid" }), Type.Null()], {
	description: "The alert that the webhook belongs to; null for reports.",
});

/** A webhook as it may be shown: without its secret. */
export const WebhookDocument = Type.Object(
	{
		webhook_id: Type.String({ format: "uuid" }),
		url: Type.String(),
		report_id: Type.Union([Type.String({ format: "uuid" }), Type.Null()], {
			description: "The one report that it is told of; null for all, and for an alert's.",
		}),
		alert_id: AlertId,
		created_at: Instant,
		disabled_at: MaybeInstant,
		disabled_because: MaybeText,
	},
	{ title: "Webhook", ...CLOSED },
);
export type WebhookDocument = Static<typeof WebhookDocument>;

/** The webhooks for all reports, then those of single reports and those of alerts; the newest first. */
export const WebhookList = Type.Object(
	{ webhooks: Type.Array(WebhookDocument) },
	{ title: "WebhookList", ...CLOSED },
);
export type WebhookList = Static<typeof WebhookList>;

/** A message to a webhook, and what became of it. */
export const DeliveryDocument = Type.Object(
	{
		delivery_id: Type.String({ format: "uuid" }),
		webhook_id: Type.String({ format: "uuid" }),
		url: Type.String(),
		report_id: Type.Union([Type.String({ format: "uuid" }), Type.Null()], {
			description: "The report that it is about; null for a message of an alert.",
		}),
		alert_id: AlertId,
		event: Type.Enum([...REPORT_EVENT_TYPES, ...ALERT_EVENT_TYPES]),
		body: Type.String({ description: "What is sent, byte for byte." }),
		state: Type.Enum(["pending", "delivered", "failed"]),
		attempts: Type.Integer({ minimum: 0 }),
		created_at: Instant,
		last_attempt_at: MaybeInstant,
		next_attempt_at: MaybeInstant,
		last_status: Type.Union([Type.Integer(), Type.Null()], {
			description: "The HTTP status of the last answer.",
		}),
		last_error: MaybeText,
		delivered_at: MaybeInstant,
	},
	{ title: "Delivery", ...CLOSED },
);
export type DeliveryDocument = Static<typeof DeliveryDocument>;

/** What was sent, the newest first. */
export const DeliveryList = Type.Object(
	{ deliveries: Type.Array(DeliveryDocument) },
	{ title: "DeliveryList", ...CLOSED },
);
export type DeliveryList = Static<typeof DeliveryList>;

/** Which webhook is meant. */
export const WebhookPath = Type.Object({
	webhook_id: Type.String({
		description: "The `webhook_id` that it got when it was added.",
		examples: ["0d4bd3f1-3a6e-4b51-8c86-53a0b2a1d4c2"],
	}),
});

/** How many webhooks or messages are listed. */
export const WebhooksQuery = Type.Partial(Type.Object({ limit: Limit }), CLOSED);
export type WebhooksQuery = Static<typeof WebhooksQuery>;
