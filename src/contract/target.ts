import { type Static, Type } from "typebox";
import { Figures, MethodDocument } from "./report.ts";
import { CLOSED, Cursor, Format, Limit, NextCursor } from "./requests.ts";
import { GroupParameter, InstantParameter, STATE_METHOD } from "./store.ts";

const MaybeText = (description: string) =>
	Type.Union([Type.String(), Type.Null()], { description });
const MaybeMilliseconds = (description: string) =>
	Type.Union([Type.Integer({ minimum: 0 }), Type.Null()], { description });
const Count = Type.Integer({ minimum: 0 });

const Percent = Type.Number({
	minimum: 0.001,
	maximum: 100,
	description: "From 0.001 to 100, with three decimals at the most.",
});

/** The uptime that is wanted. */
export const TargetRequest = Type.Object(
	{ uptime_percent: Percent },
	{ title: "TargetRequest", ...CLOSED, examples: [{ uptime_percent: 99.5 }] },
);
export type TargetRequest = Static<typeof TargetRequest>;

/** Which group is meant. */
export const GroupPath = Type.Object({
	group: Type.String({
		description: "The group's name; percent-encoded where need be.",
		examples: ["North"],
	}),
});

const OWNER = ["fleet", "group", "store"] as const;

/** A target, and whose it is. */
export const TargetDocument = Type.Object(
	{
		of: Type.Enum(OWNER, { description: "Whose it is." }),
		group: MaybeText("The group; null unless it is a group's."),
		store_id: MaybeText("The store; null unless it is a store's."),
		uptime_percent: Percent,
	},
	{ title: "Target", ...CLOSED },
);
export type TargetDocument = Static<typeof TargetDocument>;

export const TargetsQuery = Type.Partial(Type.Object({ limit: Limit, cursor: Cursor }), CLOSED);
export type TargetsQuery = Static<typeof TargetsQuery>;

/** Targets: the fleet's, then those of groups by their names and those of stores by their ids. */
export const TargetsPage = Type.Object(
	{ targets: Type.Array(TargetDocument), next_cursor: NextCursor },
	{ title: "TargetsPage", ...CLOSED },
);
export type TargetsPage = Static<typeof TargetsPage>;

const MONTH_PARAMETERS = {
	month: Type.String({
		maxLength: 20,
		description:
			"Which month, as 2023-01; without it the one that as of lies in, by the clock of the default zone.",
	}),
	as_of: InstantParameter(
		"What the figures call now: without it the newest poll of any store, and the server's clock when there is none.",
	),
};

/** Which month of a store is wanted. */
export const StoreTargetQuery = Type.Partial(Type.Object(MONTH_PARAMETERS), CLOSED);
export type StoreTargetQuery = Static<typeof StoreTargetQuery>;

const VERDICT_DESCRIPTION =
	"Whether the uptime so far reaches the target: `missed` when it does not, though it may by the end of the month.";

const MaybeVerdict = Type.Union([Type.Enum(["met", "missed"]), Type.Null()], {
	description: `${VERDICT_DESCRIPTION} Null when nothing is known so far, and without a target.`,
});

/** What a month comes to, held against the target in force. */
const MEASURED = {
	figures: Figures,
	verdict: MaybeVerdict,
	outlook: Type.Union([Type.Enum(["open", "kept", "missed"]), Type.Null()], {
		description:
			"At the end of the month: `open` when it can still go either way, `kept` and `missed` when it is that whatever comes. Null when nothing is known nor to come, and without a target.",
	}),
	open_ahead_ms: Type.Integer({
		minimum: 0,
		description:
			"Business hours from as of to the end of the month, as they are planned now, in milliseconds.",
	}),
	allowed_ms: MaybeMilliseconds(
		"The most downtime that the whole month may have, in milliseconds, what has passed of it included; null when the outlook is.",
	),
	left_ms: MaybeMilliseconds(
		"The most that may still be down, never more than is ahead; null when the outlook is.",
	),
	exceeded_ms: MaybeMilliseconds(
		"How much more than allowed was down: 0 unless the outlook is `missed`; null when the outlook is.",
	),
};

const TARGET_PERCENT = Type.Number({
	minimum: 0.001,
	maximum: 100,
	description: "The target in force.",
});

const WHOLE = {
	stores: Type.Integer({
		minimum: 0,
		description: "How many stores it has, those that were never polled too.",
	}),
	target_percent: TARGET_PERCENT,
};

/** The fleet as one whole. */
export const FleetTargetDocument = Type.Object(
	{ ...WHOLE, ...MEASURED },
	{ title: "FleetTarget", ...CLOSED },
);
export type FleetTargetDocument = Static<typeof FleetTargetDocument>;

/** A group as one whole. */
export const GroupTargetDocument = Type.Object(
	{
		group: Type.String(),
		...WHOLE,
		target_from: Type.Enum(["group", "fleet"], { description: "Whose target it is." }),
		...MEASURED,
	},
	{ title: "GroupTarget", ...CLOSED },
);
export type GroupTargetDocument = Static<typeof GroupTargetDocument>;

const STORE = {
	store_id: Type.String(),
	name: MaybeText("What people call the store."),
	group: MaybeText("The one group that it is in."),
	timezone: Type.String({ description: "The zone that it is in: its own, or the default." }),
	from: Type.String({
		format: "date-time",
		description: "When the month begins by the store's own calendar.",
	}),
	to: Type.String({ format: "date-time", description: "When it ends." }),
};

/** A store that has a target. */
export const TargetedStoreDocument = Type.Object(
	{
		...STORE,
		target_percent: TARGET_PERCENT,
		target_from: Type.Enum(OWNER, { description: "Whose target it is." }),
		...MEASURED,
	},
	{ title: "TargetedStore", ...CLOSED },
);
export type TargetedStoreDocument = Static<typeof TargetedStoreDocument>;

const Month = Type.String({ description: "The month, as `2023-01`." });

/** One store in a month, whether it has a target or not. */
export const StoreTargetDocument = Type.Object(
	{
		month: Month,
		...STORE,
		target_percent: Type.Union([TARGET_PERCENT, Type.Null()], {
			description:
				"The target in force; null when neither the store nor its group nor the fleet has one.",
		}),
		target_from: Type.Union([Type.Enum(OWNER), Type.Null()], {
			description: "Whose target it is.",
		}),
		...MEASURED,
		method: MethodDocument,
	},
	{ title: "StoreTarget", ...CLOSED },
);
export type StoreTargetDocument = Static<typeof StoreTargetDocument>;

/** How many of those that have a target are found to be what. */
export const TargetCounts = Type.Object(
	{
		total: Count,
		verdicts: Type.Object({ met: Count, missed: Count, unknown: Count }, CLOSED),
		outlooks: Type.Object({ open: Count, kept: Count, missed: Count, unknown: Count }, CLOSED),
	},
	{ title: "TargetCounts", ...CLOSED },
);
export type TargetCounts = Static<typeof TargetCounts>;

/** Which month is wanted, and whom of it. */
export const TargetStatusQuery = Type.Partial(
	Type.Object({
		...MONTH_PARAMETERS,
		group: GroupParameter,
		verdict: Type.Enum(["met", "missed", "unknown"], {
			description: "Only the stores and groups with this verdict; `unknown` is null.",
		}),
		sort: Type.Enum(["nearest", "left_ms", "-left_ms", "exceeded_ms", "-exceeded_ms", "store_id"], {
			description:
				"`nearest` without it: first those that miss the target whatever comes, the most exceeded first; then those that can still miss it, the least left first; then those that keep it. With `-`, the most first. Those of which nothing can be told come last, and equal ones go by their ids.",
		}),
		format: Format,
		limit: Limit,
		cursor: Cursor,
	}),
	CLOSED,
);
export type TargetStatusQuery = Static<typeof TargetStatusQuery>;

const COUNTS = Type.Object(
	{ stores: TargetCounts, groups: TargetCounts },
	{ ...CLOSED, description: "Of all that have a target, whatever verdict was asked for." },
);

const STATUS = {
	month: Month,
	counts: COUNTS,
	fleet: Type.Union([FleetTargetDocument, Type.Null()], {
		description: "Null when the fleet has no target, and when a group is asked for.",
	}),
	groups: Type.Array(GroupTargetDocument, {
		description:
			"Groups that have a target and match, in the order that was asked for: as many as `limit` at the most, and the same on every page.",
	}),
	stores: Type.Array(TargetedStoreDocument, {
		description: "Stores that have a target and match.",
	}),
	method: MethodDocument,
};

/** Everybody who has a target in a month, as `openhours targets status` writes it. */
export const TargetStatusDocument = Type.Object(STATUS, { title: "TargetStatus", ...CLOSED });
export type TargetStatusDocument = Static<typeof TargetStatusDocument>;

/** A page of the stores that have a target in a month, with their groups and the fleet. */
export const TargetStatusPage = Type.Object(
	{
		...STATUS,
		next_cursor: NextCursor,
		total: Type.Integer({ minimum: 0, description: "How many stores match, on all pages." }),
		computed_at: STATE_METHOD.computed_at,
	},
	{ title: "TargetStatusPage", ...CLOSED },
);
export type TargetStatusPage = Static<typeof TargetStatusPage>;
