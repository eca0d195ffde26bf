import { type Static, Type } from "typebox";
import { FleetPartDocument } from "./fleet.ts";
import { CURRENCY, STORE_LOST_SALES } from "./lost-sales.ts";
import { Figures, Instant, MethodDocument } from "./report.ts";
import { CLOSED } from "./requests.ts";

const MaybeText = (description: string) =>
	Type.Union([Type.String(), Type.Null()], { description });

/** A unit of a store's own calendar, and the store's figures in it. */
export const StorePartDocument = Type.Object(
	{
		store_id: Type.String(),
		name: MaybeText("What people call the store."),
		group: MaybeText("The one group that it is in."),
		timezone: Type.String({ description: "The zone that it is in: its own, or the default." }),
		local: Type.String({
			description:
				"Which hour, day, week or month: `2023-01-25T13:00-06:00`, `2023-01-25`, `2023-W04`, `2023-01`.",
		}),
		from: Instant,
		to: Instant,
		figures: Figures,
		...STORE_LOST_SALES,
	},
	{ title: "StorePart", ...CLOSED },
);
export type StorePartDocument = Static<typeof StorePartDocument>;

/** A unit of the stores' own calendars, and the figures of a group's stores in it. */
export const GroupPartDocument = Type.Object(
	{
		group: MaybeText("The group; null for the stores that are in none."),
		...FleetPartDocument.properties,
	},
	{ title: "GroupPart", ...CLOSED },
);
export type GroupPartDocument = Static<typeof GroupPartDocument>;

/** Uptime by the stores' own calendars, as `openhours uptime` writes it. */
export const UptimeDocument = Type.Object(
	{
		from: Instant,
		to: Instant,
		by: Type.Enum(["hour", "day", "week", "month"]),
		per: Type.Enum(["store", "group", "fleet"]),
		parts: Type.Array(Type.Union([StorePartDocument, GroupPartDocument, FleetPartDocument])),
		figures: Figures,
		...CURRENCY,
		method: MethodDocument,
	},
	{ title: "Uptime", ...CLOSED },
);
export type UptimeDocument = Static<typeof UptimeDocument>;

/** The rows of uptime, by whose they are. */
export interface UptimeRows {
	readonly store: StorePartDocument;
	readonly group: GroupPartDocument;
	readonly fleet: FleetPartDocument;
}

/** Whose uptime a row is: a store's, or that of the stores of a group or of all of them together. */
export type UptimeSubject = keyof UptimeRows;
