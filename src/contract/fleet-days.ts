import { type Static, Type } from "typebox";
import { Figures, Instant } from "./report.ts";
import { CLOSED } from "./requests.ts";
import { InstantParameter, STATE_METHOD } from "./store.ts";

/** Of which stores the days are wanted, and which days. */
export const FleetDaysQuery = Type.Object(
	{
		store_id: Type.Array(Type.String({ maxLength: 1_000 }), {
			minItems: 1,
			maxItems: 100,
			description: "A store: once for each that is asked for, 100 times at the most.",
			examples: [["8139926242460185114"]],
		}),
		days: Type.Optional(
			Type.Integer({
				minimum: 1,
				maximum: 31,
				description: "How many local days, the last one included; 14 without it.",
			}),
		),
		to: Type.Optional(
			InstantParameter("Where the last day ends: as of at the latest, and without it."),
		),
		as_of: Type.Optional(
			InstantParameter("What the figures call now: the newest poll of any store without it."),
		),
	},
	CLOSED,
);
export type FleetDaysQuery = Static<typeof FleetDaysQuery>;

/** A local date of a store, and its figures on it. */
export const StoreDay = Type.Object(
	{
		local: Type.String({ description: "The date by the store's own calendar: `2023-01-25`." }),
		from: Instant,
		to: Instant,
		figures: Figures,
	},
	{ title: "StoreDay", ...CLOSED },
);

/** A store that was asked for, and its last days. */
export const StoreDaysDocument = Type.Object(
	{
		store_id: Type.String(),
		timezone: Type.Union([Type.String(), Type.Null()], {
			description:
				"The zone that it is in at the end of its last day: its own, or the default. Null when there is no such store.",
		}),
		days: Type.Union([Type.Array(StoreDay), Type.Null()], {
			description:
				"In order, each from where the one before ends. The last one ends where the request says, and is there as far as it has passed by then. Null when there is no such store.",
		}),
	},
	{ title: "StoreDays", ...CLOSED },
);
export type StoreDaysDocument = Static<typeof StoreDaysDocument>;

/** The last days of some stores, next to each other. */
export const FleetDaysDocument = Type.Object(
	{
		stores: Type.Array(StoreDaysDocument, {
			description: "In the order in which they were asked for.",
		}),
		to: Instant,
		...STATE_METHOD,
	},
	{ title: "FleetDays", ...CLOSED },
);
export type FleetDaysDocument = Static<typeof FleetDaysDocument>;
