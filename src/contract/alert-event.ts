import { type Static, type TSchema, Type } from "typebox";
import { Instant } from "./report.ts";

const MaybeText = Type.Union([Type.String(), Type.Null()]);
const MaybeInstant = Type.Union([Instant, Type.Null()]);
const Milliseconds = Type.Integer({ minimum: 0 });
const Count = Type.Integer({ minimum: 0 });
/** An instant by the store's own clock: `2023-01-25T12:13:22.479-06:00`. */
const LocalInstant = Type.String();
const Id = Type.String({ format: "uuid" });

/** What every message of an alert says. */
const OF_ALERT = {
	alert_id: Id,
	/** The newest poll of any store: what the message calls now. */
	as_of: MaybeInstant,
};

const STORE = {
	store_id: Type.String(),
	name: MaybeText,
	group: MaybeText,
	/** The zone that it is in: its own, or the default. */
	timezone: Type.String(),
};

const DOWN = {
	...STORE,
	start: Instant,
	start_local: LocalInstant,
	/** Its downtime up to as of, in milliseconds of business hours. */
	down_ms: Milliseconds,
};

const ENDED = {
	...STORE,
	outage_id: Id,
	start: Instant,
	start_local: LocalInstant,
	/** The end of its last downtime in business hours. */
	end: Instant,
	end_local: LocalInstant,
	/** All of its downtime, in milliseconds of business hours. */
	down_ms: Milliseconds,
	/** A poll that found the store active; or none vouches for it any more; or late data say that it was not down. */
	ended_by: Type.Enum(["active_poll", "unknown_time", "corrected_data"]),
	/** The poll that found it active. */
	active_poll_at: MaybeInstant,
};

function event<Name extends string, Data extends Record<string, TSchema>>(type: Name, data: Data) {
	return Type.Object({
		type: Type.Literal(type),
		/** When it was found, by the wall clock, however late the message arrives. */
		timestamp: Instant,
		data: Type.Object({ ...OF_ALERT, ...data }),
	});
}

/** A store is down for long. */
export const StoreDownEvent = event("store.down", {
	...DOWN,
	/** The same in the message of its end. */
	outage_id: Id,
	as_of_local: LocalInstant,
	/** When it closes next; null when it does not within 8 days. */
	closes_at: MaybeInstant,
	closes_at_local: MaybeText,
});
export type StoreDownEvent = Static<typeof StoreDownEvent>;

/** An outage that was told ended: the store is up. */
export const StoreUpEvent = event("store.up", ENDED);
/** An outage that was told ended: nothing is known of the store any more. */
export const StoreUnknownEvent = event("store.unknown", ENDED);

/** Instead of more messages of one store each. */
export const AlertSummaryEvent = event("alert.summary", {
	/** How many stores are down beyond those that were told one by one. */
	stores_down: Count,
	/** Those that are down for longest; at most 100. */
	down: Type.Array(Type.Object(DOWN)),
	/** How many outages ended that were told one by one. */
	outages_ended: Count,
	/** At most 100. */
	ended: Type.Array(Type.Object(ENDED)),
});

/** No polls come in. */
export const PollsStoppedEvent = event("polls.stopped", {
	newest_poll: Instant,
	polls_stopped_after_ms: Milliseconds,
});

/** Polls come in again. */
export const PollsResumedEvent = event("polls.resumed", {
	newest_poll: Instant,
	/** The newest poll while none came in. */
	stopped_since: Instant,
});

/** Somebody asked for a message, to see it arrive. */
export const AlertTestEvent = event("alert.test", {});

/** What the webhook of an alert is told. */
export const AlertEvent = Type.Union([
	StoreDownEvent,
	StoreUpEvent,
	StoreUnknownEvent,
	AlertSummaryEvent,
	PollsStoppedEvent,
	PollsResumedEvent,
	AlertTestEvent,
]);
export type AlertEvent = Static<typeof AlertEvent>;

/** What can have happened, by which messages are told apart. */
export const ALERT_EVENT_TYPES = [
	"store.down",
	"store.up",
	"store.unknown",
	"alert.summary",
	"polls.stopped",
	"polls.resumed",
	"alert.test",
] as const satisfies readonly AlertEvent["type"][];
