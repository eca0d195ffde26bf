import { type Static, Type } from "typebox";
import { CHANGE, Compare } from "./change.ts";
import { CURRENCY, LOST_SALES_SUM, SalesPerHour, STORE_LOST_SALES } from "./lost-sales.ts";
import { Figures, Instant, MethodDocument } from "./report.ts";
import { CLOSED, Cursor, Format, Limit, NextCursor } from "./requests.ts";
import { GroupParameter, RANGE_PARAMETERS, STATE_METHOD } from "./store.ts";

const MaybeText = (description: string) =>
	Type.Union([Type.String(), Type.Null()], { description });

const ORDER_DESCRIPTION =
	"With `-`, the other way round: `uptime` has the worst first, `-downtime` the most downtime, `-lost_sales` what may have cost most, and `change`, which needs `compare=before`, what fell most. What is not known comes last either way.";

/** Over what the figures of stores are wanted next to each other, and in which order. */
export const FleetStoresQuery = Type.Partial(
	Type.Object({
		...RANGE_PARAMETERS,
		compare: Compare,
		group: GroupParameter,
		sort: Type.Enum(
			[
				"uptime",
				"-uptime",
				"downtime",
				"-downtime",
				"lost_sales",
				"-lost_sales",
				"change",
				"-change",
				"store_id",
				"-store_id",
			],
			{
				description: `\`uptime\` without it. ${ORDER_DESCRIPTION} Equal ones go by the stores' ids.`,
			},
		),
		format: Format,
		limit: Limit,
		cursor: Cursor,
	}),
	CLOSED,
);
export type FleetStoresQuery = Static<typeof FleetStoresQuery>;

/** Over what the figures of groups are wanted, and in which order. */
export const FleetGroupsQuery = Type.Partial(
	Type.Object({
		...RANGE_PARAMETERS,
		compare: Compare,
		sort: Type.Enum(
			[
				"group",
				"-group",
				"uptime",
				"-uptime",
				"downtime",
				"-downtime",
				"lost_sales",
				"-lost_sales",
				"change",
				"-change",
			],
			{
				description: `\`group\` without it: by name, byte by byte, and last the stores that are in none. ${ORDER_DESCRIPTION} Equal ones go by the groups' names.`,
			},
		),
		format: Format,
		limit: Limit,
		cursor: Cursor,
	}),
	CLOSED,
);
export type FleetGroupsQuery = Static<typeof FleetGroupsQuery>;

/** A store, and its figures over a range. */
export const StoreFiguresDocument = Type.Object(
	{
		store_id: Type.String(),
		name: MaybeText("What people call it."),
		group: MaybeText("The one group that it is in."),
		city: MaybeText("The city that it is in."),
		timezone: Type.String({ description: "The zone that it is in: its own, or the default." }),
		sales_per_hour: SalesPerHour,
		figures: Figures,
		...STORE_LOST_SALES,
		...CHANGE,
	},
	{ title: "FleetStore", ...CLOSED },
);
export type StoreFiguresDocument = Static<typeof StoreFiguresDocument>;

const SUM = {
	stores: Type.Integer({ minimum: 0, description: "How many stores these are." }),
	figures: Figures,
	...LOST_SALES_SUM,
	...CHANGE,
};

/** A group, and the figures of its stores together, weighed by time. */
export const GroupFiguresDocument = Type.Object(
	{ group: MaybeText("Null for the stores that are in none."), ...SUM },
	{ title: "FleetGroup", ...CLOSED },
);
export type GroupFiguresDocument = Static<typeof GroupFiguresDocument>;

const OF_PAGE = {
	next_cursor: NextCursor,
	total: Type.Integer({ minimum: 0, description: "How many there are, on all pages." }),
	fleet: Type.Object(SUM, {
		title: "FleetSum",
		description: "All stores that were asked for together, on whatever page they are.",
		...CLOSED,
	}),
	...CURRENCY,
	computed_at: STATE_METHOD.computed_at,
	method: MethodDocument,
};

/** Stores with their figures, in the order that was asked for. */
export const FleetStoresPage = Type.Object(
	{ from: Instant, to: Instant, stores: Type.Array(StoreFiguresDocument), ...OF_PAGE },
	{ title: "FleetStoresPage", ...CLOSED },
);
export type FleetStoresPage = Static<typeof FleetStoresPage>;

/** Groups with their figures, in the order that was asked for. */
export const FleetGroupsPage = Type.Object(
	{ from: Instant, to: Instant, groups: Type.Array(GroupFiguresDocument), ...OF_PAGE },
	{ title: "FleetGroupsPage", ...CLOSED },
);
export type FleetGroupsPage = Static<typeof FleetGroupsPage>;
