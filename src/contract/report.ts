import { type Static, Type } from "typebox";
import { CLOSED, NextCursor } from "./requests.ts";

export const Instant = Type.String({
	format: "date-time",
	description: "An instant in UTC, ISO 8601 with milliseconds and Z.",
});
const Milliseconds = Type.Integer({ minimum: 0, description: "Exact elapsed milliseconds." });
const Percentage = Type.Union([Type.Number({ minimum: 0, maximum: 100 }), Type.Null()], {
	description: "Cut to three decimals, not rounded. Null when there is nothing to measure.",
});

/** How open time splits over one range: `up_ms + down_ms + unknown_ms = open_ms`, exactly. */
export const Figures = Type.Object(
	{
		open_ms: Milliseconds,
		up_ms: Milliseconds,
		down_ms: Milliseconds,
		unknown_ms: Milliseconds,
		uptime_percent: Percentage,
		coverage_percent: Percentage,
	},
	{ title: "Figures", ...CLOSED },
);
export type Figures = Static<typeof Figures>;

/** Figures by the names of the ranges in the method. */
export const FiguresByRange = Type.Record(Type.String(), Figures);
export type FiguresByRange = Static<typeof FiguresByRange>;

const Range = Type.Object(
	{ name: Type.String(), from: Instant, to: Instant },
	{ title: "NamedRange", ...CLOSED },
);

/** The settings that change what a figure means. */
export const RuleSettings = Type.Object(
	{
		end_of_day: Type.Enum(["midnight", "literal"], {
			description: "Whether a closing time of 23:59 or 23:59:59 means midnight.",
		}),
		missing_day: Type.Enum(["open", "closed"], {
			description: "What a weekday without rows means for a store that has rows on another.",
		}),
		outside_polls: Type.Enum(["ignore", "use"], {
			description: "Whether polls outside business hours count.",
		}),
		max_gap_ms: Type.Union([Milliseconds, Type.Null()], {
			description: "How long a poll vouches for the state; null for as long as it takes.",
		}),
		default_timezone: Type.String({ description: "The zone of a store that has none." }),
	},
	{ title: "RuleSettings", ...CLOSED },
);

/** A planned closure that touches the ranges. */
const ClosureException = Type.Object(
	{
		store_id: Type.Union([Type.String(), Type.Null()], { description: "Null for all stores." }),
		from: Instant,
		to: Instant,
		reason: Type.String({ description: "Empty where none was given." }),
		author: Type.Union([Type.String(), Type.Null()], {
			description: "Who entered it; null where that is not known.",
		}),
	},
	{ title: "ClosureException", ...CLOSED },
);

const WallTime = Type.String({ description: "Local wall time, as 09:30:00." });

/** A date with hours of its own that can reach into the ranges. */
const SpecialHoursException = Type.Object(
	{
		store_id: Type.String(),
		date: Type.String({ description: "The local date on which they open." }),
		openings: Type.Array(
			Type.Object({ start_time_local: WallTime, end_time_local: WallTime }, CLOSED),
			{ description: "In place of those of the week; empty for closed all day." },
		),
	},
	{ title: "SpecialHoursException", ...CLOSED },
);

/** A change of a store's weekly hours or zone. */
const ChangeException = Type.Object(
	{
		store_id: Type.String(),
		valid_from: Type.String({ description: "The local date from which on it is valid." }),
		what: Type.Enum(["business_hours", "timezone"]),
	},
	{ title: "ChangeException", ...CLOSED },
);

/** What the ranges had to except from the usual hours, one by one. */
export const ExceptionsDocument = Type.Object(
	{
		closures: Type.Array(ClosureException, {
			description:
				"Planned closures that touch the ranges, those of all stores first; 100 at most.",
		}),
		special_hours: Type.Array(SpecialHoursException, {
			description: "Dates with hours of their own that can reach into the ranges; 100 at most.",
		}),
		changes: Type.Array(ChangeException, {
			description:
				"Changes of weekly hours and zones that are valid by the end of the ranges; 100 at most.",
		}),
		not_listed: Type.Integer({
			minimum: 0,
			description: "How many more there are than are listed.",
		}),
	},
	{ title: "Exceptions", ...CLOSED },
);
export type ExceptionsDocument = Static<typeof ExceptionsDocument>;

/** How the figures came about: whatever two reports can differ by. */
export const MethodDocument = Type.Object(
	{
		as_of: Instant,
		ranges: Type.Array(Range),
		settings: RuleSettings,
		timezone_data_version: Type.String(),
		selection: Type.Enum(["all", "listed", "group"], {
			description: "Whether all stores were asked for, or only those of a list, or of a group.",
		}),
		group: Type.Union([Type.String(), Type.Null()], {
			description: "The group that was asked for; null for none.",
		}),
		stores: Type.Integer(),
		stores_with_default_timezone: Type.Integer(),
		stores_with_default_hours: Type.Integer(),
		special_dates: Type.Integer({
			description: "On how many dates the stores have hours of their own, whenever that is.",
		}),
		closures: Type.Integer({
			description:
				"How many planned closures the stores have, whenever that is; those of all count once.",
		}),
		exceptions: ExceptionsDocument,
		newest_poll: Type.Union([Instant, Type.Null()]),
	},
	{ title: "Method", ...CLOSED },
);
export type MethodDocument = Static<typeof MethodDocument>;

/** One store of a report; in NDJSON, one line. */
export const StoreFigures = Type.Object(
	{ store_id: Type.String(), figures: FiguresByRange },
	{ title: "StoreFigures", ...CLOSED },
);
export type StoreFigures = Static<typeof StoreFigures>;

/** The rows of a report as one JSON document: the method, every store, and the fleet weighed by time. */
export const RowsDocument = Type.Object(
	{
		method: MethodDocument,
		stores: Type.Array(StoreFigures),
		fleet: FiguresByRange,
	},
	{ title: "ReportRows", ...CLOSED },
);
export type RowsDocument = Static<typeof RowsDocument>;

/** Some of the rows of a report, in an order. */
export const ReportRowsPage = Type.Object(
	{
		method: MethodDocument,
		stores: Type.Array(StoreFigures),
		total: Type.Integer({ minimum: 0, description: "How many stores there are on all pages." }),
		next_cursor: NextCursor,
	},
	{ title: "ReportRowsPage", ...CLOSED },
);
export type ReportRowsPage = Static<typeof ReportRowsPage>;

/** What a report can have beside its rows. */
export const ReportPart = Type.Enum(["outages"]);

const MaybeInstant = Type.Union([Instant, Type.Null()]);

/** A report: what was asked, how far it is, how it ended. Its rows are a resource of their own. */
export const ReportDocument = Type.Object(
	{
		report_id: Type.String({ format: "uuid" }),
		state: Type.Enum(["queued", "running", "complete", "failed", "cancelled"]),
		as_of: Instant,
		ranges: Type.Array(Range),
		settings: RuleSettings,
		store_ids: Type.Union([Type.Array(Type.String()), Type.Null()], {
			description: "The stores that were asked for; null for all, or for those of a group.",
		}),
		group: Type.Union([Type.String(), Type.Null()], {
			description: "The group whose stores were asked for; null for none.",
		}),
		include: Type.Array(ReportPart, {
			description: "What it has beside its rows, once it is complete; empty for nothing.",
		}),
		requested_at: Instant,
		started_at: MaybeInstant,
		finished_at: MaybeInstant,
		expires_at: MaybeInstant,
		attempts: Type.Integer({ description: "The most tries that any part of it took." }),
		progress: Type.Object(
			{
				stores_done: Type.Integer(),
				stores_total: Type.Union([Type.Integer(), Type.Null()]),
				remaining_ms: Type.Union([Milliseconds, Type.Null()], {
					description: "How long it will still take if it goes on as until now.",
				}),
			},
			CLOSED,
		),
		failure: Type.Union([Type.String(), Type.Null()]),
		method: Type.Union([MethodDocument, Type.Null()]),
	},
	{ title: "Report", ...CLOSED },
);
export type ReportDocument = Static<typeof ReportDocument>;
