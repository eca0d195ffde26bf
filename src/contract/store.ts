import { type Static, Type } from "typebox";
import { CHANGE, Compare } from "./change.ts";
import { CURRENCY, LostSalesEstimate, SalesPerHour, STORE_LOST_SALES } from "./lost-sales.ts";
import { Figures, Instant, MethodDocument, RuleSettings } from "./report.ts";
import { CLOSED, Cursor, Format, Limit, NextCursor } from "./requests.ts";

export const MaybeInstant = (description: string) =>
	Type.Union([Instant, Type.Null()], { description });
const MaybeText = (description: string) =>
	Type.Union([Type.String(), Type.Null()], { description });
const Milliseconds = Type.Integer({ minimum: 0 });

/** What a store is in. */
export const StoreStateName = Type.Enum(["down", "unknown", "up", "closed"], {
	title: "StoreState",
	description:
		"`down` and `up` in business hours, as the last poll that counts says; `unknown` in business hours when none does; `closed` outside of them.",
});

/** Only the stores of a group, in a query. */
export const GroupParameter = Type.String({
	minLength: 1,
	maxLength: 1_000,
	description: "Only the stores of this group; none when there is no such group.",
});

/** A store with what it is in as of now. */
export const StoreDocument = Type.Object(
	{
		store_id: Type.String(),
		name: MaybeText("What people call it."),
		group: MaybeText("The one group that it is in."),
		city: MaybeText("The city that it is in."),
		sales_per_hour: SalesPerHour,
		timezone: MaybeText("Its own IANA zone as of now; null when it is in the default one."),
		state: StoreStateName,
		since: MaybeInstant(
			"When it came into its state. Closed time does not end an outage, nor a stretch of `up` or `unknown`. Null when nothing was ever known of an `unknown` store, when a `closed` one was not open for a year and, in lists, when one is `up` for over 8 days.",
		),
		down_ms: Type.Union([Milliseconds, Type.Null()], {
			description:
				"The outage so far, in milliseconds of business hours; null unless it is `down`.",
		}),
		lost_sales_estimate: LostSalesEstimate(
			"What the outage so far may have cost; null unless it is `down` and its sales are given.",
		),
		opens_at: MaybeInstant(
			"When a `closed` store opens next; null when it does not within 30 days, and unless it is `closed`.",
		),
		first_poll_at: MaybeInstant("Null when it was never polled."),
		last_poll_at: MaybeInstant("Null when it was never polled."),
	},
	{ title: "Store", ...CLOSED },
);
export type StoreDocument = Static<typeof StoreDocument>;

/** As of when and by which settings it is told what stores are in. */
export const STATE_METHOD = {
	as_of: Instant,
	computed_at: Type.String({
		format: "date-time",
		description: "The server's clock when this was read; what came in later is not in it.",
	}),
	settings: RuleSettings,
};

/** Which stores are listed, and in which order. */
export const StoresQuery = Type.Partial(
	Type.Object({
		search: Type.String({
			maxLength: 1_000,
			description: "Only stores with this in their id, name or city, letter case aside.",
		}),
		state: StoreStateName,
		group: GroupParameter,
		sort: Type.Enum(
			["store_id", "-store_id", "name", "-name", "state", "-state", "since", "-since"],
			{
				description:
					"With `-`, the other way round; `store_id` without it. States go from `down` over `unknown` and `up` to `closed`. Stores without a name, or without a since, come last either way; equal ones go by their ids.",
			},
		),
		limit: Limit,
		cursor: Cursor,
	}),
	CLOSED,
);
export type StoresQuery = Static<typeof StoresQuery>;

/** Stores, in the order that was asked for. */
export const StoresPage = Type.Object(
	{
		stores: Type.Array(StoreDocument),
		next_cursor: NextCursor,
		total: Type.Integer({ minimum: 0, description: "How many match, on all pages." }),
		...CURRENCY,
		...STATE_METHOD,
	},
	{ title: "StoresPage", ...CLOSED },
);
export type StoresPage = Static<typeof StoresPage>;

/** Which store is meant. */
export const StorePath = Type.Object({
	store_id: Type.String({
		description: "The store's id, as it came with its polls; percent-encoded where need be.",
		examples: ["8139926242460185114"],
	}),
});

/** One store, and what there is of its business hours. */
export const DescribedStoreDocument = Type.Object(
	{
		...StoreDocument.properties,
		has_business_hours: Type.Boolean({
			description: "Whether it has any as of now. Without any it is always open.",
		}),
		changes: Type.Array(
			Type.Object(
				{
					valid_from: Type.String({
						description: "The local date from which on it is so: `2026-03-01`.",
					}),
					what: Type.Enum(["business_hours", "timezone"]),
				},
				{ title: "ScheduleChange", ...CLOSED },
			),
			{
				description:
					"The dates on which its business hours or its zone change, past and to come, in order.",
			},
		),
		special_dates: Type.Integer({
			minimum: 0,
			description: "How many dates have hours of their own.",
		}),
		closures: Type.Integer({ minimum: 0, description: "Planned closures of this store alone." }),
		closures_of_all: Type.Integer({ minimum: 0, description: "Planned closures of all stores." }),
		...CURRENCY,
		...STATE_METHOD,
	},
	{ title: "DescribedStore", ...CLOSED },
);
export type DescribedStoreDocument = Static<typeof DescribedStoreDocument>;

/** An instant in a query. */
export const InstantParameter = (description: string) =>
	Type.String({
		maxLength: 64,
		description: `${description} ISO 8601, as 2023-01-25T18:13:22Z; UTC without a zone.`,
	});

/** Over what figures are wanted. */
export const RANGE_PARAMETERS = {
	from: InstantParameter("Where the range begins; a week before its end without it."),
	to: InstantParameter("Where the range ends: as of at the latest, and without it."),
	as_of: InstantParameter("What the figures call now: the newest poll of any store without it."),
};

export const CalendarUnitName = Type.Enum(["hour", "day", "week", "month"], {
	description:
		"Cuts the range by the store's own calendar, with weeks from Monday on; it stays whole without it.",
});

/** Over what the figures of a store are wanted. */
export const StoreUptimeQuery = Type.Partial(
	Type.Object({ ...RANGE_PARAMETERS, by: CalendarUnitName, compare: Compare, format: Format }),
	CLOSED,
);
export type StoreUptimeQuery = Static<typeof StoreUptimeQuery>;

/** Over what the segments of a store are wanted. */
export const StoreTimelineQuery = Type.Partial(
	Type.Object({ ...RANGE_PARAMETERS, format: Format }),
	CLOSED,
);
export type StoreTimelineQuery = Static<typeof StoreTimelineQuery>;

/** A part of a range, and the figures of a store in it. */
export const StorePart = Type.Object(
	{
		local: Type.String({
			description:
				"Which hour, day, week or month of the store's own calendar: `2023-01-25T13:00-06:00`, `2023-01-25`, `2023-W04`, `2023-01`.",
		}),
		from: Instant,
		to: Instant,
		figures: Figures,
		...STORE_LOST_SALES,
	},
	{ title: "StorePart", ...CLOSED },
);
export type StorePart = Static<typeof StorePart>;

/** What figures of one store are about. */
const OF_STORE = {
	store_id: Type.String(),
	timezone: Type.String({
		description: "The zone that it is in at the end of the range: its own, or the default.",
	}),
	from: Instant,
	to: Instant,
	figures: Figures,
	method: MethodDocument,
};

/** How the open time of one store splits over a range. */
export const StoreUptimeDocument = Type.Object(
	{
		...OF_STORE,
		...STORE_LOST_SALES,
		...CHANGE,
		parts: Type.Union([Type.Array(StorePart), Type.Null()], {
			description: "In order, adding up to the whole, exactly; null without `by`.",
		}),
		...CURRENCY,
	},
	{ title: "StoreUptime", ...CLOSED },
);
export type StoreUptimeDocument = Static<typeof StoreUptimeDocument>;

/** A stretch of time in which a store was in one state. */
export const Segment = Type.Object(
	{ from: Instant, to: Instant, state: StoreStateName },
	{ title: "Segment", ...CLOSED },
);

/** What one store was in over a range. */
export const StoreTimelineDocument = Type.Object(
	{
		...OF_STORE,
		segments: Type.Array(Segment, {
			description:
				"In order, each from the end of the one before, over the whole range; by state they add up to the figures, exactly.",
		}),
	},
	{ title: "StoreTimeline", ...CLOSED },
);
export type StoreTimelineDocument = Static<typeof StoreTimelineDocument>;
