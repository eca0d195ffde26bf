import { type Static, Type } from "typebox";
import { SalesPerHour } from "./lost-sales.ts";
import { Instant } from "./report.ts";
import { CLOSED, NextCursor } from "./requests.ts";

/*
 * The tables that come in, row by row. What is said here of a field that is text is what can be said of it
 * without reading it: timestamps, times, dates and zones are read as in files.
 */

const STORE = "8139926242460185114";

const StoreId = Type.String({ description: "The store's id: text, never a number." });
const Timestamp = (description: string) =>
	Type.String({
		description: `${description}, such as 2023-01-22T12:09:39Z; without a zone, UTC.`,
	});
const TimeOfDay = (description: string) =>
	Type.String({ description: `${description}, such as 09:30 or 09:30:00.` });
const MaybeText = (description: string) =>
	Type.Union([Type.String(), Type.Null()], { description });

const ValidFrom = Type.Optional(
	Type.Union([Type.String(), Type.Null()], {
		description:
			"The local date from which on this is valid, such as 2026-03-01. Null, or left out: from the date in the query, and from the beginning where there is none.",
	}),
);

/** From when on that is valid of which no row says it. */
export const ValidFromQuery = Type.Partial(
	Type.Object({
		valid_from: Type.String({
			maxLength: 64,
			description:
				"The local date from which on it is valid, where it says none itself: 2026-03-01. What is known of earlier dates stays. Without it, it is valid from the beginning.",
		}),
	}),
	CLOSED,
);
export type ValidFromQuery = Static<typeof ValidFromQuery>;

const WEEKLY_OPENING = {
	day_of_week: Type.Integer({
		minimum: 0,
		maximum: 6,
		description: "0 for Monday to 6 for Sunday: the local day on which it opens.",
	}),
	start_time_local: TimeOfDay("Local wall time, 00:00 to 23:59:59"),
	end_time_local: TimeOfDay(
		"Local wall time, 00:00 to 24:00; not after the start means on the next day",
	),
	valid_from: ValidFrom,
};

const SPECIAL_OPENING = {
	date: Type.String({ description: "The local date on which it opens, such as 2023-12-25." }),
	start_time_local: MaybeText("Local wall time; null, as the end then is too, for closed all day."),
	end_time_local: MaybeText("Local wall time; not after the start means on the next day."),
};

const CLOSURE = {
	from_utc: Timestamp("When it begins"),
	to_utc: Timestamp("When it ends"),
	reason: Type.Optional(MaybeText("Why; for people.")),
	author: Type.Optional(
		MaybeText(
			"Who entered it; for people. Without it, the name of the key that it is sent with, if there is one.",
		),
	),
};

const CITY_AND_SALES = {
	city: Type.Optional(
		MaybeText("The city that it is in; null for none. Left out, it stays what it is."),
	),
	sales_per_hour: Type.Optional(
		MaybeText(
			"What it sells in an hour in which it is open, as text, so that it stays exact: `123.45`, with up to 12 digits before the point and 4 after it. Null for not known. Left out, it stays what it is.",
		),
	),
};

/** What a store was found to be at an instant. */
export const PollRow = Type.Object(
	{
		store_id: StoreId,
		timestamp_utc: Timestamp("When it was polled"),
		status: Type.Enum(["active", "inactive"]),
	},
	{ title: "PollRow", ...CLOSED },
);

export const BusinessHoursRow = Type.Object(
	{ store_id: StoreId, ...WEEKLY_OPENING },
	{ title: "BusinessHoursRow", ...CLOSED },
);

export const TimezoneRow = Type.Object(
	{
		store_id: StoreId,
		timezone: Type.String({ description: "An IANA zone, such as America/New_York." }),
		valid_from: ValidFrom,
	},
	{ title: "TimezoneRow", ...CLOSED },
);

export const SpecialHoursRow = Type.Object(
	{ store_id: StoreId, ...SPECIAL_OPENING },
	{ title: "SpecialHoursRow", ...CLOSED },
);

export const ClosureRow = Type.Object(
	{
		store_id: Type.String({ description: "The store's id, or `*` for all stores." }),
		...CLOSURE,
	},
	{ title: "ClosureRow", ...CLOSED },
);

export const StoreRow = Type.Object(
	{
		store_id: StoreId,
		name: Type.Optional(
			MaybeText("What people call it; null for nothing. Left out, it stays what it is."),
		),
		group: Type.Optional(
			MaybeText("The group that it is in; null for none. Left out, it stays what it is."),
		),
		...CITY_AND_SALES,
	},
	{ title: "StoreRow", ...CLOSED },
);

/** An example of each table: one row, as CSV and as an object. */
export const TABLE_EXAMPLES = {
	polls: {
		csv: `store_id,timestamp_utc,status\n${STORE},2023-01-22 12:09:39.388884 UTC,active\n`,
		row: { store_id: STORE, timestamp_utc: "2023-01-22T12:09:39Z", status: "active" },
	},
	business_hours: {
		csv: `store_id,day_of_week,start_time_local,end_time_local\n${STORE},0,09:00:00,17:00:00\n`,
		row: {
			store_id: STORE,
			day_of_week: 0,
			start_time_local: "09:00",
			end_time_local: "17:00",
		},
	},
	timezones: {
		csv: `store_id,timezone\n${STORE},America/New_York\n`,
		row: { store_id: STORE, timezone: "America/New_York" },
	},
	special_hours: {
		csv: `store_id,date,start_time_local,end_time_local\n${STORE},2023-12-25,,\n`,
		row: {
			store_id: STORE,
			date: "2023-12-25",
			start_time_local: null,
			end_time_local: null,
		},
	},
	closures: {
		csv: "store_id,from_utc,to_utc,reason,author\n*,2023-01-24 02:00:00,2023-01-24 04:00:00,new tills,Ada\n",
		row: {
			store_id: "*",
			from_utc: "2023-01-24T02:00:00Z",
			to_utc: "2023-01-24T04:00:00Z",
			reason: "new tills",
			author: "Ada",
		},
	},
	stores: {
		csv: `store_id,name,group,city,sales_per_hour\n${STORE},Kettle & Noodle,North,Duluth,123.45\n`,
		row: {
			store_id: STORE,
			name: "Kettle & Noodle",
			group: "North",
			city: "Duluth",
			sales_per_hour: "123.45",
		},
	},
} as const;

/** More rows do not fit the body of such a request. */
const ROWS_MAX = 20_000;

/** An opening of one store, every week. */
export const WeeklyOpening = Type.Object(WEEKLY_OPENING, { title: "WeeklyOpening", ...CLOSED });
export type WeeklyOpening = Static<typeof WeeklyOpening>;

/** An opening of one store on one date, or that it is closed all of it. */
export const SpecialOpening = Type.Object(SPECIAL_OPENING, { title: "SpecialOpening", ...CLOSED });
export type SpecialOpening = Static<typeof SpecialOpening>;

/** A planned closure of one store, as it is entered. */
export const PlannedClosure = Type.Object(CLOSURE, { title: "PlannedClosure", ...CLOSED });
export type PlannedClosure = Static<typeof PlannedClosure>;

export const WeeklyOpenings = Type.Array(WeeklyOpening, {
	maxItems: ROWS_MAX,
	examples: [
		[
			{ day_of_week: 0, start_time_local: "09:00", end_time_local: "17:00" },
			{
				day_of_week: 0,
				start_time_local: "10:00",
				end_time_local: "18:00",
				valid_from: "2026-03-01",
			},
		],
	],
});
export type WeeklyOpenings = Static<typeof WeeklyOpenings>;

export const SpecialOpenings = Type.Array(SpecialOpening, {
	maxItems: ROWS_MAX,
	examples: [
		[
			{ date: "2023-12-25", start_time_local: null, end_time_local: null },
			{ date: "2023-12-31", start_time_local: "09:00", end_time_local: "14:00" },
		],
	],
});
export type SpecialOpenings = Static<typeof SpecialOpenings>;

export const PlannedClosures = Type.Array(PlannedClosure, {
	maxItems: ROWS_MAX,
	examples: [
		[{ from_utc: "2023-01-24T02:00:00Z", to_utc: "2023-01-24T04:00:00Z", reason: "new tills" }],
	],
});
export type PlannedClosures = Static<typeof PlannedClosures>;

/** The business hours of one store; while it has none, it is always open. */
export const StoreBusinessHours = Type.Object(
	{
		store_id: Type.String(),
		business_hours: Type.Array(WeeklyOpening, {
			description:
				"By `valid_from`, null first: that of the beginning. Those of one date are valid until the next date, here or in `always_open_from`.",
		}),
		always_open_from: Type.Array(Type.String(), {
			description: "The dates from which on it has no business hours, and is always open.",
		}),
	},
	{ title: "StoreBusinessHours", ...CLOSED },
);
export type StoreBusinessHours = Static<typeof StoreBusinessHours>;

/** What holds on single dates instead of the business hours of one store. */
export const StoreSpecialHours = Type.Object(
	{ store_id: Type.String(), special_hours: Type.Array(SpecialOpening) },
	{ title: "StoreSpecialHours", ...CLOSED },
);
export type StoreSpecialHours = Static<typeof StoreSpecialHours>;

/** Time in which a store, or all of them, was not meant to be open. */
export const ClosureDocument = Type.Object(
	{
		closure_id: Type.String(),
		store_id: Type.Union([Type.String(), Type.Null()], {
			description: "The store; null for all stores.",
		}),
		from_utc: Instant,
		to_utc: Instant,
		reason: Type.String({ description: "Empty where none was given." }),
		author: MaybeText("Who entered it; null where that is not known."),
	},
	{ title: "Closure", ...CLOSED },
);
export type ClosureDocument = Static<typeof ClosureDocument>;

/** The planned closures of one store that are its own. */
export const StoreClosures = Type.Object(
	{ store_id: Type.String(), closures: Type.Array(ClosureDocument) },
	{ title: "StoreClosures", ...CLOSED },
);
export type StoreClosures = Static<typeof StoreClosures>;

/** Planned closures of all stores and of single ones, in the order in which they were entered. */
export const ClosuresPage = Type.Object(
	{ closures: Type.Array(ClosureDocument), next_cursor: NextCursor },
	{ title: "ClosuresPage", ...CLOSED },
);
export type ClosuresPage = Static<typeof ClosuresPage>;

/** Which closure is meant. */
export const ClosurePath = Type.Object({
	closure_id: Type.String({
		description: "The `closure_id` that it is listed with.",
		examples: ["1"],
	}),
});

/** The zone that one store is to be in. */
export const TimezoneRequest = Type.Object(
	{
		timezone: Type.Union([Type.String({ maxLength: 100 }), Type.Null()], {
			description: "An IANA zone, such as America/New_York; null for the default one.",
		}),
	},
	{ title: "TimezoneRequest", ...CLOSED, examples: [{ timezone: "America/New_York" }] },
);
export type TimezoneRequest = Static<typeof TimezoneRequest>;

/** The zones that one store is in, one after the other. */
export const StoreTimezone = Type.Object(
	{
		store_id: Type.String(),
		timezone: MaybeText("The zone from the beginning on; null for the default one."),
		changes: Type.Array(
			Type.Object(
				{
					valid_from: Type.String({ description: "The local date from which on it is valid." }),
					timezone: MaybeText("The zone from then on; null for the default one."),
				},
				{ title: "TimezoneChange", ...CLOSED },
			),
			{ description: "The zones that it came into later, in order." },
		),
	},
	{ title: "StoreTimezone", ...CLOSED },
);
export type StoreTimezone = Static<typeof StoreTimezone>;

/** What is to be said of one store. */
export const DetailsRequest = Type.Object(
	{
		name: MaybeText("What people call it; null for nothing."),
		group: MaybeText("The one group that it is in; null for none."),
		...CITY_AND_SALES,
	},
	{
		title: "StoreDetailsRequest",
		...CLOSED,
		examples: [
			{ name: "Kettle & Noodle", group: "North", city: "Duluth", sales_per_hour: "123.45" },
		],
	},
);
export type DetailsRequest = Static<typeof DetailsRequest>;

/** What is said of one store. */
export const StoreDetails = Type.Object(
	{
		store_id: Type.String(),
		name: MaybeText("What people call it."),
		group: MaybeText("The one group that it is in."),
		city: MaybeText("The city that it is in."),
		sales_per_hour: SalesPerHour,
	},
	{ title: "StoreDetails", ...CLOSED },
);
export type StoreDetails = Static<typeof StoreDetails>;
