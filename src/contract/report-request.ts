import { type Static, Type } from "typebox";
import { ReportDocument, RuleSettings } from "./report.ts";
import { CLOSED, Cursor, Limit, NextCursor, RequestedInstant } from "./requests.ts";
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
	{ title: "RequestedSettings", ...CLOSED },
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
	{
		title: "ReportRequest",
		...CLOSED,
		examples: [
			{
				as_of: "2023-01-25T18:00:00Z",
				ranges: [{ name: "yesterday", from: "2023-01-24T00:00:00Z", to: "2023-01-25T00:00:00Z" }],
				settings: { max_gap_ms: 7_200_000 },
			},
		],
	},
);
export type ReportRequest = Static<typeof ReportRequest>;

/** A report that was accepted. */
export const TriggeredReportDocument = Type.Object(
	{
		...ReportDocument.properties,
		webhook_secret: Type.Optional(MadeUpSecret),
	},
	{ title: "TriggeredReport", ...CLOSED },
);
export type TriggeredReportDocument = Static<typeof TriggeredReportDocument>;

/** Which report is meant. */
export const ReportPath = Type.Object({
	report_id: Type.String({
		description: "The `report_id` that it got when it was asked for.",
		examples: ["3bd962d3-3256-4dde-9770-66a77dc74b7b"],
	}),
});

/** Which reports are listed. */
export const ReportsQuery = Type.Partial(
	Type.Object({
		state: ReportDocument.properties.state,
		limit: Limit,
		cursor: Cursor,
	}),
	CLOSED,
);
export type ReportsQuery = Static<typeof ReportsQuery>;

/** Reports, those that were asked for last first. */
export const ReportsPage = Type.Object(
	{
		reports: Type.Array(ReportDocument),
		next_cursor: NextCursor,
	},
	{ title: "ReportsPage", ...CLOSED },
);
export type ReportsPage = Static<typeof ReportsPage>;

/** In which form the rows of a report are wanted; `csv` without it. */
export const RowsQuery = Type.Partial(
	Type.Object({ format: Type.Enum(["csv", "extended-csv", "json", "ndjson"]) }),
	CLOSED,
);
export type RowsQuery = Static<typeof RowsQuery>;
