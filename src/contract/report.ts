import { type Static, Type } from "typebox";

const Instant = Type.String({
	format: "date-time",
	description: "An instant in UTC, ISO 8601 with milliseconds and Z.",
});
const Milliseconds = Type.Integer({ minimum: 0, description: "Exact elapsed milliseconds." });
const Percentage = Type.Union([Type.Number({ minimum: 0, maximum: 100 }), Type.Null()], {
	description: "Cut to three decimals, not rounded. Null when there is nothing to measure.",
});

/** How open time splits over one range: `up_ms + down_ms + unknown_ms = open_ms`, exactly. */
export const Figures = Type.Object({
	open_ms: Milliseconds,
	up_ms: Milliseconds,
	down_ms: Milliseconds,
	unknown_ms: Milliseconds,
	uptime_percent: Percentage,
	coverage_percent: Percentage,
});
export type Figures = Static<typeof Figures>;

/** Figures by the names of the ranges in the method. */
export const FiguresByRange = Type.Record(Type.String(), Figures);
export type FiguresByRange = Static<typeof FiguresByRange>;

/** How the figures came about: whatever two reports can differ by. */
export const MethodDocument = Type.Object({
	as_of: Instant,
	ranges: Type.Array(Type.Object({ name: Type.String(), from: Instant, to: Instant })),
	settings: Type.Object({
		end_of_day: Type.Enum(["midnight", "literal"]),
		missing_day: Type.Enum(["open", "closed"]),
		outside_polls: Type.Enum(["ignore", "use"]),
		max_gap_ms: Type.Union([Milliseconds, Type.Null()]),
		default_timezone: Type.String(),
	}),
	timezone_data_version: Type.String(),
	stores: Type.Integer(),
	stores_with_default_timezone: Type.Integer(),
	stores_with_default_hours: Type.Integer(),
	special_dates: Type.Integer(),
	closures: Type.Integer(),
	newest_poll: Type.Union([Instant, Type.Null()]),
});
export type MethodDocument = Static<typeof MethodDocument>;

/** A report as one JSON document: the method, every store, and the fleet weighed by time. */
export const ReportDocument = Type.Object({
	method: MethodDocument,
	stores: Type.Array(Type.Object({ store_id: Type.String(), figures: FiguresByRange })),
	fleet: FiguresByRange,
});
export type ReportDocument = Static<typeof ReportDocument>;
