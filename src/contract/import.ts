import { type Static, Type } from "typebox";
import { Instant } from "./report.ts";
import { CLOSED, Cursor, Limit, NextCursor } from "./requests.ts";

/** Why a row can be left out, as codes that stay the same. */
export const REJECT_CODES = [
	"too_few_cells",
	"too_many_cells",
	"long_line",
	"stray_quote",
	"not_utf8",
	"not_json",
	"not_an_object",
	"unknown_field",
	"repeated_field",
	"missing_field",
	"not_text",
	"id_is_number",
	"empty_id",
	"destroyed_id",
	"long_id",
	"unprintable_id",
	"unknown_status",
	"not_a_timestamp",
	"timestamp_too_early",
	"timestamp_in_future",
	"not_a_weekday",
	"not_a_time_of_day",
	"opens_at_24",
	"too_many_openings",
	"unknown_zone",
	"second_zone",
	"not_a_date",
	"half_open",
	"closed_and_open",
	"closure_ends_before_start",
	"year_out_of_range",
	"unprintable_reason",
	"long_name",
	"unprintable_name",
	"second_details",
	"not_sales_per_hour",
] as const;
export type RejectCode = (typeof REJECT_CODES)[number];

const Count = Type.Integer({ minimum: 0 });
const MaybeInstant = Type.Union([Instant, Type.Null()]);

/** A row that was left out. */
export const RejectDocument = Type.Object(
	{
		line: Type.Optional(
			Type.Integer({
				minimum: 1,
				description: "The line on which the row begins, in CSV and NDJSON; a header is line 1.",
			}),
		),
		index: Type.Optional(
			Type.Integer({ minimum: 0, description: "The row's place in a JSON array, from 0." }),
		),
		field: Type.Union([Type.String(), Type.Null()], {
			description: "The column or field at fault; null when the whole row is.",
		}),
		value: Type.String({ description: "What stood there; a long one is cut." }),
		reason: Type.Enum([...REJECT_CODES]),
		message: Type.String({ description: "The reason in words, and what to write instead." }),
	},
	{ title: "Reject", ...CLOSED },
);
export type RejectDocument = Static<typeof RejectDocument>;

/** What became of polls that came in. */
export const PollCountsDocument = Type.Object(
	{
		new: Type.Integer({ minimum: 0, description: "At instants at which their stores had none." }),
		changed: Type.Integer({ minimum: 0, description: "Replaced one of the other status." }),
		unchanged: Type.Integer({ minimum: 0, description: "Were there already." }),
	},
	{ title: "PollCounts", ...CLOSED },
);

const IMPORT_KINDS = [
	"polls",
	"business_hours",
	"timezones",
	"special_hours",
	"closures",
	"stores",
] as const;

const IMPORT_PROPERTIES = {
	import_id: Type.String({ format: "uuid" }),
	kind: Type.Enum([...IMPORT_KINDS], { description: "What it is a table of." }),
	media_type: Type.Enum(["text/csv", "application/json", "application/x-ndjson"]),
	state: Type.Enum(["running", "complete", "failed"]),
	started_at: Instant,
	finished_at: MaybeInstant,
	bytes_read: Type.Integer({
		minimum: 0,
		description: "Of the body as it came, packed or not.",
	}),
	bytes_total: Type.Union([Count, Type.Null()], {
		description: "As the client announced it; null where it did not.",
	}),
	rows_read: Type.Integer({
		minimum: 0,
		description: "How many rows were taken in so far, bad ones included.",
	}),
	rejected: Type.Integer({ minimum: 0, description: "How many of these were left out." }),
	rejects_kept: Type.Integer({
		minimum: 0,
		description:
			"How many of the rows that were left out can be looked at, one by one: the first 100,000.",
	}),
	stores: Type.Integer({ minimum: 0, description: "How many stores the rows were of." }),
	polls: Type.Union([PollCountsDocument, Type.Null()], {
		description: "What became of the polls; null where there are none in such a table.",
	}),
	failure: Type.Union([Type.String(), Type.Null()], { description: "Why it failed." }),
};

/** An import, how far it is, and how it ended. */
export const ImportDocument = Type.Object(IMPORT_PROPERTIES, { title: "Import", ...CLOSED });
export type ImportDocument = Static<typeof ImportDocument>;

/** An import with the first of the rows that were left out. */
export const ImportDetails = Type.Object(
	{
		...IMPORT_PROPERTIES,
		rejects: Type.Array(RejectDocument, {
			maxItems: 100,
			description: "The first 100 rows that were left out.",
		}),
	},
	{ title: "ImportDetails", ...CLOSED },
);
export type ImportDetails = Static<typeof ImportDetails>;

/** Which import is meant. */
export const ImportPath = Type.Object({
	import_id: Type.String({
		description: "The `import_id` that the upload was answered with.",
		examples: ["0d4bd3f1-3a6e-4b51-8c86-53a0b2a1d4c2"],
	}),
});

/** Which imports are listed. */
export const ImportsQuery = Type.Partial(
	Type.Object({
		state: Type.Enum(["running", "complete", "failed"], {
			description: "Only those in this state.",
		}),
		limit: Limit,
		cursor: Cursor,
	}),
	CLOSED,
);
export type ImportsQuery = Static<typeof ImportsQuery>;

/** Imports, the newest first. */
export const ImportsPage = Type.Object(
	{ imports: Type.Array(ImportDocument), next_cursor: NextCursor },
	{ title: "ImportsPage", ...CLOSED },
);
export type ImportsPage = Static<typeof ImportsPage>;

/** In which form rejects are wanted. */
export const RejectsQuery = Type.Partial(
	Type.Object({
		format: Type.Enum(["csv", "json", "ndjson"], {
			description: "Without it, as `Accept` says, and CSV without that.",
		}),
	}),
	CLOSED,
);
export type RejectsQuery = Static<typeof RejectsQuery>;

/** The rows of an import that were left out, as far as they are kept. */
export const RejectList = Type.Object(
	{
		import_id: Type.String({ format: "uuid" }),
		rejected: Type.Integer({ minimum: 0, description: "How many were left out in all." }),
		rejects: Type.Array(RejectDocument),
	},
	{ title: "RejectList", ...CLOSED },
);
export type RejectList = Static<typeof RejectList>;
