import { type Static, Type } from "typebox";
import { Instant } from "./report.ts";
import { CLOSED } from "./requests.ts";
import { WebhookRequest } from "./webhook.ts";

const DAY_MS = 86_400_000;

const MaybeInstant = (description: string) => Type.Union([Instant, Type.Null()], { description });
const MaybeText = (description: string) =>
	Type.Union([Type.String(), Type.Null()], { description });

const DownFor = Type.Integer({
	minimum: 0,
	maximum: 30 * DAY_MS,
	description:
		"How long a store is down before it is told, in milliseconds of business hours; 15 minutes without it.",
});
const QuietBeforeClosing = Type.Integer({
	minimum: 0,
	maximum: DAY_MS,
	description:
		"So long before a store closes it is not told that it is down; 0 for never. 30 minutes without it.",
});
const MessagesPerHour = Type.Integer({
	minimum: 1,
	maximum: 1_000,
	description: "More messages than that in an hour become one summary; 20 without it.",
});
const PollsStoppedAfter = Type.Union(
	[Type.Integer({ minimum: 60_000, maximum: 30 * DAY_MS }), Type.Null()],
	{
		description:
			"How old the newest poll of all is when it is told that none come in; null for no such message. 2 hours without it.",
	},
);

/** Who wants to be told when stores are down. */
export const AlertRequest = Type.Object(
	{
		...WebhookRequest.properties,
		down_for_ms: Type.Optional(DownFor),
		group: Type.Optional(
			Type.Union([Type.String({ maxLength: 1_000 }), Type.Null()], {
				description: "Only the stores of this group; null for all, as without it.",
			}),
		),
		quiet_before_closing_ms: Type.Optional(QuietBeforeClosing),
		messages_per_hour: Type.Optional(MessagesPerHour),
		polls_stopped_after_ms: Type.Optional(PollsStoppedAfter),
	},
	{
		title: "AlertRequest",
		...CLOSED,
		examples: [{ url: "https://example.com/on-call", down_for_ms: 900_000 }],
	},
);
export type AlertRequest = Static<typeof AlertRequest>;

const ALERT = {
	alert_id: Type.String({ format: "uuid" }),
	webhook_id: Type.String({
		format: "uuid",
		description: "The webhook that its messages go to: what became of them is listed there.",
	}),
	url: Type.String(),
	group: MaybeText("Only the stores of this group; null for all."),
	down_for_ms: DownFor,
	quiet_before_closing_ms: QuietBeforeClosing,
	messages_per_hour: MessagesPerHour,
	polls_stopped_after_ms: PollsStoppedAfter,
	created_at: Instant,
	as_of: MaybeInstant("As of when it was evaluated last; null when it was not yet."),
	polls_stopped: Type.Boolean({
		description: "Whether no polls come in; then it tells nothing of stores.",
	}),
	disabled_at: MaybeInstant("Since when its webhook is told nothing."),
	disabled_because: MaybeText("Why its webhook is told nothing."),
};

/** An alert as it may be shown: without its secret. */
export const AlertDocument = Type.Object(ALERT, { title: "Alert", ...CLOSED });
export type AlertDocument = Static<typeof AlertDocument>;

/** An alert that was added. */
export const AddedAlertDocument = Type.Object(
	{
		...ALERT,
		secret: Type.String({ description: "What messages are signed with; shown this once." }),
	},
	{ title: "AddedAlert", ...CLOSED },
);
export type AddedAlertDocument = Static<typeof AddedAlertDocument>;

/** All alerts, the newest first. */
export const AlertList = Type.Object(
	{ alerts: Type.Array(AlertDocument) },
	{ title: "AlertList", ...CLOSED },
);
export type AlertList = Static<typeof AlertList>;

/** A message that was put in line to be sent. */
export const AlertTestDocument = Type.Object(
	{
		delivery_id: Type.String({
			format: "uuid",
			description: "By which the message is found among the deliveries of the webhook.",
		}),
	},
	{ title: "AlertTest", ...CLOSED },
);
export type AlertTestDocument = Static<typeof AlertTestDocument>;

/** Which alert is meant. */
export const AlertPath = Type.Object({
	alert_id: Type.String({
		description: "The `alert_id` that it got when it was added.",
		examples: ["6f3c1f0e-52c4-4a39-9d5b-0a1f4a1de7b7"],
	}),
});
