import { type Static, Type } from "typebox";
import { CHANGE, Compare } from "./change.ts";
import { CURRENCY, LOST_SALES_SUM, LostSalesEstimate } from "./lost-sales.ts";
import { Figures, Instant, MethodDocument } from "./report.ts";
import { CLOSED, Format } from "./requests.ts";
import {
	CalendarUnitName,
	GroupParameter,
	MaybeInstant,
	RANGE_PARAMETERS,
	STATE_METHOD,
} from "./store.ts";

const Count = Type.Integer({ minimum: 0 });
const MaybeGroup = Type.Union([Type.String(), Type.Null()], {
	description: "The group that was asked for; null for all stores.",
});

/** Which stores are counted. */
export const FleetNowQuery = Type.Partial(Type.Object({ group: GroupParameter }), CLOSED);
export type FleetNowQuery = Static<typeof FleetNowQuery>;

/** The stores that are in one state. */
export const StateCountDocument = Type.Object(
	{
		stores: Count,
		earliest_since: MaybeInstant(
			"Since when the one is in it that has been for longest, of those of which that is known.",
		),
		latest_since: MaybeInstant("Since when the one is in it that came into it last."),
	},
	{ title: "StateCount", ...CLOSED },
);
export type StateCountDocument = Static<typeof StateCountDocument>;

/** The stores that are down, and what their outages may have cost so far. */
export const DownCountDocument = Type.Object(
	{
		...StateCountDocument.properties,
		lost_sales_estimate: LostSalesEstimate(
			"What their outages so far may have cost; null when the sales of none are given.",
		),
		lost_sales_stores: Type.Integer({
			minimum: 0,
			description: "How many of them have their sales given: the estimate is of those alone.",
		}),
	},
	{ title: "DownCount", ...CLOSED },
);
export type DownCountDocument = Static<typeof DownCountDocument>;

/** How many stores are in which state now. */
export const FleetNowDocument = Type.Object(
	{
		group: MaybeGroup,
		states: Type.Object(
			{
				down: DownCountDocument,
				unknown: StateCountDocument,
				up: StateCountDocument,
				closed: StateCountDocument,
			},
			CLOSED,
		),
		total: Count,
		newest_poll: MaybeInstant("The newest poll of these stores; null when none was ever polled."),
		...CURRENCY,
		...STATE_METHOD,
	},
	{ title: "FleetNow", ...CLOSED },
);
export type FleetNowDocument = Static<typeof FleetNowDocument>;

/** What is told of a change of data that states of stores are computed from. */
export const FleetChangeDocument = Type.Object(
	{
		newest_poll: MaybeInstant("The newest poll of any store; null when none was ever polled."),
		change: Type.String({ description: "Another text after each change." }),
		seen_at: Type.String({
			format: "date-time",
			description:
				"The server's clock when the change was noticed: what is computed from then on has it in it.",
		}),
	},
	{ title: "FleetChange", ...CLOSED },
);
export type FleetChangeDocument = Static<typeof FleetChangeDocument>;

/** Over what the figures of all stores together are wanted. */
export const FleetUptimeQuery = Type.Partial(
	Type.Object({
		...RANGE_PARAMETERS,
		by: CalendarUnitName,
		compare: Compare,
		group: GroupParameter,
		format: Format,
	}),
	CLOSED,
);
export type FleetUptimeQuery = Static<typeof FleetUptimeQuery>;

/** A unit of the stores' own calendars, and the figures of all of them in it. */
export const FleetPartDocument = Type.Object(
	{
		local: Type.String({
			description:
				"Which hour, day, week or month, by each store's own clock: `2023-01-25T13:00`, `2023-01-25`, `2023-W04`, `2023-01`.",
		}),
		figures: Figures,
		...LOST_SALES_SUM,
	},
	{ title: "FleetPart", ...CLOSED },
);
export type FleetPartDocument = Static<typeof FleetPartDocument>;

/** How the open time of all stores together splits over a range. */
export const FleetUptimeDocument = Type.Object(
	{
		from: Instant,
		to: Instant,
		figures: Figures,
		...LOST_SALES_SUM,
		...CHANGE,
		parts: Type.Union([Type.Array(FleetPartDocument), Type.Null()], {
			description: "In order, adding up to the whole, exactly; null without `by`.",
		}),
		...CURRENCY,
		computed_at: STATE_METHOD.computed_at,
		method: MethodDocument,
	},
	{ title: "FleetUptime", ...CLOSED },
);
export type FleetUptimeDocument = Static<typeof FleetUptimeDocument>;
