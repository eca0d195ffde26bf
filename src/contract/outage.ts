import { type Static, Type } from "typebox";
import { CURRENCY, LOST_SALES_SUM, LostSalesEstimate } from "./lost-sales.ts";
import { Figures, Instant, MethodDocument } from "./report.ts";
import { CLOSED, Cursor, Format, Limit, NextCursor } from "./requests.ts";
import { GroupParameter, MaybeInstant, RANGE_PARAMETERS, STATE_METHOD } from "./store.ts";

const Milliseconds = Type.Integer({ minimum: 0 });
const MaybeMilliseconds = (description: string) =>
	Type.Union([Milliseconds, Type.Null()], { description });
const MaybeText = (description: string) =>
	Type.Union([Type.String(), Type.Null()], { description });
const Count = (description: string) => Type.Integer({ minimum: 0, description });
const Threshold = (description: string) =>
	Type.Integer({ minimum: 1, maximum: 999_999_999_999_999, description });

/** Which outages are wanted. */
const FILTER_PARAMETERS = {
	at_least_ms: Threshold(
		"Only outages with at least so much downtime in all (`down_ms_total`), in milliseconds.",
	),
	ignore_under_ms: Threshold(
		"Interruptions with less downtime in all are taken for no outages: they are neither listed nor counted. The figures keep their downtime.",
	),
	going_on: Type.Enum(["true", "false"], {
		description: "Only outages that are going on as of, or only those that ended.",
	}),
};

const OUTAGE = {
	start: Instant,
	end: MaybeInstant(
		"The end of its last downtime in business hours; null while it is going on as of.",
	),
	start_local: Type.String({
		description: "The start by the store's own clock: `2023-01-25T12:13:22.479-06:00`.",
	}),
	end_local: MaybeText("The end by the store's own clock; null while it is going on."),
	down_ms: Type.Integer({
		minimum: 0,
		description: "Its downtime inside the range, in milliseconds of business hours.",
	}),
	down_ms_total: Type.Integer({ minimum: 0, description: "All of its downtime up to as of." }),
	began_before: Type.Boolean({ description: "Whether it began before the range." }),
	goes_on_past: Type.Boolean({ description: "Whether it had not ended when the range did." }),
	lost_sales_estimate: LostSalesEstimate(
		"What its downtime inside the range may have cost; null when the store's sales are not given.",
	),
};

/** An outage of one store. */
export const OutageDocument = Type.Object(OUTAGE, { title: "Outage", ...CLOSED });
export type OutageDocument = Static<typeof OutageDocument>;

/** An outage, and the store that had it. */
export const FleetOutageDocument = Type.Object(
	{
		store_id: Type.String(),
		name: MaybeText("What people call the store."),
		group: MaybeText("The one group that it is in."),
		timezone: Type.String({
			description: "The zone that it is in at the end of the range: its own, or the default.",
		}),
		...OUTAGE,
	},
	{ title: "FleetOutage", ...CLOSED },
);
export type FleetOutageDocument = Static<typeof FleetOutageDocument>;

const LONGEST = { start: Instant, down_ms: Milliseconds };
const LONGEST_DESCRIPTION =
	"The one with the most downtime inside the range; null when there is none.";

const SUMMARY = {
	count: Count("How many outages have downtime inside the range."),
	begun: Count("How many of them began inside it."),
	going_on: Count("How many of them are going on as of."),
	down_ms: Type.Integer({
		minimum: 0,
		description:
			"Their downtime inside the range: that of the figures, unless outages were left out.",
	}),
	mean_down_ms: MaybeMilliseconds(
		"The mean downtime of an outage inside the range (mean time to recovery), cut to whole milliseconds; null when there is none.",
	),
	mean_up_between_ms: MaybeMilliseconds(
		"The up time of the range by the outages that began in it (mean time between failures), cut to whole milliseconds; null when none did.",
	),
};

/** What the outages of one store come to. */
export const OutageSummaryDocument = Type.Object(
	{
		...SUMMARY,
		lost_sales_estimate: LostSalesEstimate(
			"What their downtime inside the range may have cost; null when the store's sales are not given.",
		),
		longest: Type.Union([Type.Object(LONGEST, CLOSED), Type.Null()], {
			description: LONGEST_DESCRIPTION,
		}),
	},
	{ title: "OutageSummary", ...CLOSED },
);
export type OutageSummaryDocument = Static<typeof OutageSummaryDocument>;

/** What the outages of many stores come to. */
export const FleetOutageSummaryDocument = Type.Object(
	{
		...SUMMARY,
		...LOST_SALES_SUM,
		longest: Type.Union(
			[Type.Object({ store_id: Type.String(), ...LONGEST }, CLOSED), Type.Null()],
			{
				description: LONGEST_DESCRIPTION,
			},
		),
	},
	{ title: "FleetOutageSummary", ...CLOSED },
);
export type FleetOutageSummaryDocument = Static<typeof FleetOutageSummaryDocument>;

/** How outages came about: what the method of the figures says, and what was taken for none. */
const METHOD = {
	method: MethodDocument,
	ignored_under_ms: MaybeMilliseconds(
		"Interruptions with less downtime in all were taken for no outages; null when all were counted.",
	),
};

/** Over what the outages of a store are wanted, and which. */
export const StoreOutagesQuery = Type.Partial(
	Type.Object({ ...RANGE_PARAMETERS, ...FILTER_PARAMETERS, format: Format }),
	CLOSED,
);
export type StoreOutagesQuery = Static<typeof StoreOutagesQuery>;

/** The outages of one store. */
export const StoreOutagesDocument = Type.Object(
	{
		store_id: Type.String(),
		timezone: Type.String({
			description: "The zone that it is in at the end of the range: its own, or the default.",
		}),
		from: Instant,
		to: Instant,
		outages: Type.Array(OutageDocument, { description: "In the order of their starts." }),
		summary: OutageSummaryDocument,
		figures: Figures,
		...CURRENCY,
		...METHOD,
	},
	{ title: "StoreOutages", ...CLOSED },
);
export type StoreOutagesDocument = Static<typeof StoreOutagesDocument>;

/** Over what the outages of all stores are wanted, which, and in which order. */
export const OutagesQuery = Type.Partial(
	Type.Object({
		...RANGE_PARAMETERS,
		...FILTER_PARAMETERS,
		group: GroupParameter,
		sort: Type.Enum(["start", "-start", "down_ms", "-down_ms", "store_id"], {
			description:
				"`start` without it; with `-`, the latest or the longest first. Equal ones go by the stores' ids, and those of one store by their starts.",
		}),
		format: Type.Enum(["json", "csv", "parquet"], {
			description:
				"The form of the answer, whatever `Accept` says; as CSV and Parquet, all that match come at once.",
		}),
		limit: Limit,
		cursor: Cursor,
	}),
	CLOSED,
);
export type OutagesQuery = Static<typeof OutagesQuery>;

const ALL_OUTAGES = {
	from: Instant,
	to: Instant,
	outages: Type.Array(FleetOutageDocument),
	summary: FleetOutageSummaryDocument,
	figures: Figures,
	...CURRENCY,
	...METHOD,
};

/** The outages of all stores, as `openhours outages` writes them. */
export const OutagesDocument = Type.Object(ALL_OUTAGES, { title: "Outages", ...CLOSED });
export type OutagesDocument = Static<typeof OutagesDocument>;

/** Outages of all stores, in the order that was asked for. */
export const OutagesPage = Type.Object(
	{
		...ALL_OUTAGES,
		next_cursor: NextCursor,
		total: Type.Integer({ minimum: 0, description: "How many match, on all pages." }),
		computed_at: STATE_METHOD.computed_at,
	},
	{ title: "OutagesPage", ...CLOSED },
);
export type OutagesPage = Static<typeof OutagesPage>;
