import { type Static, Type } from "typebox";
import { ReportDocument, RuleSettings } from "./report.ts";
import { CLOSED, Limit, RequestedInstant } from "./requests.ts";
import { MadeUpSecret, WebhookRequest } from "./webhook.ts";

/** Settings of one report, in place of those of the server; what is left out is as the server has it. */
export const RequestedSettings = Type.Partial(
	Type.Object({
		...RuleSettings.properties,
		// One type of two names, and no union: what is wrong with it is then told in one sentence.
		max_gap_ms: Type.Unsafe<number | null>({
			type: ["integer", "null"],
			minimum: 1,
			maximum: Number.MAX_SAFE_INTEGER,
			description: "How long a poll vouches for the state; null for as long as it takes.",
		}),
	}),
	CLOSED,
);
export type RequestedSettings = Static<typeof RequestedSettings>;

export const StoreIds = Type.Array(Type.String({ maxLength: 1_000 }), {
	minItems: 1,
	maxItems: 10_000,
	description: "Only these stores; all without it and without a group.",
});

export const Group = Type.String({
	maxLength: 1_000,
	description: "Only the stores of this group; goes with no list of stores.",
});

/** What is asked of a report. All of it may be left out. */
export const ReportRequest = Type.Object(
	{
		as_of: Type.Optional(RequestedInstant),
		ranges: Type.Optional(
			Type.Array(
				Type.Object(
					{
						name: Type.Optional(Type.String({ maxLength: 63 })),
						from: RequestedInstant,
						to: RequestedInstant,
					},
					CLOSED,
				),
				{
					minItems: 1,
					maxItems: 366,
					description:
						"In place of the last hour, day and week; each from its beginning to before its end.",
				},
			),
		),
		store_ids: Type.Optional(StoreIds),
		group: Type.Optional(Group),
		settings: Type.Optional(RequestedSettings),
		webhook: Type.Optional(WebhookRequest),
	},
	CLOSED,
);
export type ReportRequest = Static<typeof ReportRequest>;

/** A report that was accepted. */
export const TriggeredReportDocument = Type.Object({
	...ReportDocument.properties,
	webhook_secret: Type.Optional(MadeUpSecret),
});
export type TriggeredReportDocument = Static<typeof TriggeredReportDocument>;

/** Which reports are listed. */
export const ReportsQuery = Type.Partial(
	Type.Object({
		state: ReportDocument.properties.state,
		limit: Limit,
		cursor: Type.String({ maxLength: 200, description: "The `next_cursor` of the page before." }),
	}),
	CLOSED,
);
export type ReportsQuery = Static<typeof ReportsQuery>;

/** Reports, those that were asked for last first. */
export const ReportsPage = Type.Object({
	reports: Type.Array(ReportDocument),
	next_cursor: Type.Union([Type.String(), Type.Null()], {
		description: "Where the next page begins; null when these were the last.",
	}),
});
export type ReportsPage = Static<typeof ReportsPage>;

/** In which form the rows of a report are wanted; `csv` without it. */
export const RowsQuery = Type.Partial(
	Type.Object({ format: Type.Enum(["csv", "extended-csv", "json", "ndjson"]) }),
	CLOSED,
);
export type RowsQuery = Static<typeof RowsQuery>;
