import { type Static, Type } from "typebox";
import { ReportDocument, ReportPart, RuleSettings } from "./report.ts";
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

export const Include = Type.Array(ReportPart, {
	maxItems: 10,
	description:
		"What the report is to have beside its rows: `outages` has it find the outages over the whole span of its ranges, too. Nothing without it.",
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
		include: Type.Optional(Include),
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
				include: ["outages"],
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

/** The order of a page of rows: a figure of the range, or the store's id; from the largest down with `-`. */
export const RowSort = Type.Enum(
	[
		"store_id",
		"open_ms",
		"up_ms",
		"down_ms",
		"unknown_ms",
		"uptime_percent",
		"coverage_percent",
		"-store_id",
		"-open_ms",
		"-up_ms",
		"-down_ms",
		"-unknown_ms",
		"-uptime_percent",
		"-coverage_percent",
	],
	{
		description:
			"The order: the smallest first, or with `-` the largest. Stores without the percentage come last either way, and those that are equal by their ids. `store_id` without it.",
		examples: ["-down_ms"],
	},
);
export type RowSort = Static<typeof RowSort>;

/** In which form the rows of a report are wanted, or which page of them. */
export const RowsQuery = Type.Partial(
	Type.Object({
		format: Type.Enum(["csv", "extended-csv", "json", "ndjson", "parquet"], {
			description:
				"The form of the rows, whatever `Accept` says. `extended-csv` is CSV with every figure in milliseconds, and comes by this only.",
		}),
		search: Type.String({
			minLength: 1,
			maxLength: 255,
			description: "Only stores that have this somewhere in their id.",
		}),
		group: Type.String({
			minLength: 1,
			maxLength: 255,
			description: "Only stores that are in this group now.",
		}),
		range: Type.String({
			maxLength: 63,
			description:
				"The name of the range that `sort`, `uptime_below` and `down_ms_above` go by; needed for them where the report has several.",
			examples: ["last_day"],
		}),
		uptime_below: Type.String({
			pattern: "^(?:100(?:\\.0{1,3})?|[0-9]{1,2}(?:\\.[0-9]{1,3})?)$",
			description:
				"Only stores whose `uptime_percent` is known and less than this, in up to three decimals.",
			examples: ["99.95"],
		}),
		down_ms_above: Type.Integer({
			minimum: 0,
			maximum: 999_999_999_999_999,
			description: "Only stores whose `down_ms` is more than this.",
			examples: [60_000],
		}),
		sort: RowSort,
		limit: Limit,
		cursor: Cursor,
	}),
	CLOSED,
);
export type RowsQuery = Static<typeof RowsQuery>;

/** What a client that asks for a file has of it already, and which part it wants. */
export const FileHeaders = Type.Object({
	range: Type.Optional(
		Type.String({
			description:
				"The part that is wanted, such as `bytes=1000-1999`, `bytes=1000-` or `bytes=-1000`; for several parts, the whole comes.",
		}),
	),
	"if-range": Type.Optional(
		Type.String({
			description: "The `ETag` of which a part is wanted; of another, the whole comes.",
		}),
	),
	"if-none-match": Type.Optional(
		Type.String({
			description: "The `ETag` that the client has: then `304` says that it is good.",
		}),
	),
});

/** A key for a request that may be sent again. */
export const IdempotencyHeaders = Type.Object({
	"idempotency-key": Type.Optional(
		Type.String({
			minLength: 1,
			maxLength: 255,
			pattern: "^[ -~]+$",
			description:
				"Stands for this request for 24 hours: sent again with the same key and body, it is answered with the same report. Any text of printable ASCII, such as a UUID that was made for it.",
			examples: ["8e03978e-40d5-43dd-bc93-6894a57f9324"],
		}),
	),
});

export type IdempotencyHeaders = Static<typeof IdempotencyHeaders>;
