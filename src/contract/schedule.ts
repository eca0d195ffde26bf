import { type Static, Type } from "typebox";
import { Instant, ReportPart } from "./report.ts";
import { Group, Include, RequestedSettings, StoreIds } from "./report-request.ts";
import { CLOSED } from "./requests.ts";
import { MadeUpSecret, WebhookRequest } from "./webhook.ts";

/** A report that recurs, and what is asked of it each time. */
export const ScheduleRequest = Type.Object(
	{
		cron: Type.String({
			maxLength: 200,
			description: "Minute, hour, day of month, month, day of week: `0 6 * * 1` is Mondays at six.",
		}),
		timezone: Type.Optional(
			Type.String({ maxLength: 100, description: "The IANA zone of its times; UTC without it." }),
		),
		store_ids: Type.Optional(StoreIds),
		group: Type.Optional(Group),
		include: Type.Optional(Include),
		settings: Type.Optional(RequestedSettings),
		webhook: Type.Optional(WebhookRequest),
	},
	{
		title: "ScheduleRequest",
		...CLOSED,
		examples: [{ cron: "0 6 * * 1", timezone: "America/Chicago" }],
	},
);
export type ScheduleRequest = Static<typeof ScheduleRequest>;

/** Which schedule is meant. */
export const SchedulePath = Type.Object({
	name: Type.String({
		description: "Made of letters, digits and `-` `_` `.` `/`, which is written as `%2F`.",
		examples: ["weekly"],
	}),
});

/** A schedule as it may be shown: without the secret of its webhook. */
export const ScheduleDocument = Type.Object(
	{
		name: Type.String(),
		cron: Type.String(),
		timezone: Type.String(),
		store_ids: Type.Union([Type.Array(Type.String()), Type.Null()]),
		group: Type.Union([Type.String(), Type.Null()]),
		include: Type.Array(ReportPart),
		settings: RequestedSettings,
		webhook: Type.Union([Type.Object({ url: Type.String() }, CLOSED), Type.Null()]),
		next_at: Instant,
	},
	{ title: "Schedule", ...CLOSED },
);
export type ScheduleDocument = Static<typeof ScheduleDocument>;

/** A schedule that was saved. */
export const SavedScheduleDocument = Type.Object(
	{
		...ScheduleDocument.properties,
		webhook_secret: Type.Optional(MadeUpSecret),
	},
	{ title: "SavedSchedule", ...CLOSED },
);
export type SavedScheduleDocument = Static<typeof SavedScheduleDocument>;

/** All schedules, the one that comes due next first. */
export const ScheduleList = Type.Object(
	{ schedules: Type.Array(ScheduleDocument) },
	{ title: "ScheduleList", ...CLOSED },
);
export type ScheduleList = Static<typeof ScheduleList>;
