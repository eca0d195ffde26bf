import { type Static, Type } from "typebox";

/** Unknown fields and parameters are refused everywhere: whoever misspells one wants to know it. */
export const CLOSED = { additionalProperties: false } as const;

/** The body or query of a request that takes none. */
export const Nothing = Type.Object({}, { title: "Nothing", ...CLOSED, examples: [{}] });

/** An instant as callers may write it; whether it is one is for the core to say. */
export const RequestedInstant = Type.String({
	maxLength: 64,
	description: "An instant, ISO 8601 as in 2023-01-25T18:13:22Z; without a zone it is UTC.",
});

/** Where a page begins: what callers give back as they were given it. */
export const Cursor = Type.String({
	maxLength: 2_000,
	description: "The `next_cursor` of the page before.",
});

/** Where the next page begins. */
export const NextCursor = Type.Union([Type.String(), Type.Null()], {
	description: "What to give as `cursor` for the next page; null when this was the last.",
});

/** The form of an answer that comes as JSON, and as a file of rows. */
export const Format = Type.Enum(["json", "csv"], {
	description: "The form of the answer, whatever `Accept` says; as CSV, a list comes whole.",
});

/** How many things of a list are wanted; how many come without it is for each list to say. */
export const Limit = Type.Integer({
	minimum: 1,
	maximum: 1_000,
	description: "How many at the most.",
});

/** What a listener was told last. */
export const EventsHeaders = Type.Object({
	"last-event-id": Type.Optional(
		Type.String({
			description:
				"The `id` of the last event that came; browsers send it by themselves. Nothing is missed without it.",
		}),
	),
});
export type EventsHeaders = Static<typeof EventsHeaders>;
