import type { AlertEvent } from "../contract/alert-event.ts";
import { type DurationMs, formatInstant, type Instant } from "../core/instant.ts";
import { formatLocalInstant } from "../core/local-instant.ts";
import type { ZoneClock } from "../core/zone-clock.ts";
import type { StoreNow } from "./fleet-states.ts";
import { maybeInstant } from "./report-document.ts";

/** What every message of an alert says. */
export interface AlertMoment {
	readonly alertId: string;
	readonly asOf: Instant | undefined;
	/** The wall clock. */
	readonly now: Instant;
}

/** The store that something is told of, and its clock, which covers all that is told. */
interface OfStore {
	readonly store: Pick<StoreNow, "storeId" | "name" | "group">;
	readonly clock: ZoneClock;
	/** The zone that it is in as of now: its own, or the default. */
	readonly zone: string;
	readonly outageId: string;
	readonly start: Instant;
	/** Its downtime: business hours only. */
	readonly downMs: DurationMs;
}

/** An outage that is to be told. */
export interface DownStore extends OfStore {
	/** When the store closes next; `undefined` when it does not soon. */
	readonly closesAt: Instant | undefined;
}

/** An outage that was told, and its end. */
export interface EndedOutage extends OfStore {
	readonly end: Instant;
	/** The poll that found the store active. */
	readonly activePollAt: Instant | undefined;
	/** A poll ended it; or none vouches for it any more; or late data say that the store was not down. */
	readonly endedBy: "active_poll" | "unknown_time" | "corrected_data";
}

/** How many stores a summary names at most. */
const NAMED_MAX = 100;

export function storeDownEvent(
	moment: AlertMoment & { readonly asOf: Instant },
	down: DownStore,
): AlertEvent {
	const { clock, outageId, closesAt } = down;
	return {
		type: "store.down",
		timestamp: formatInstant(moment.now),
		data: {
			...ofAlert(moment),
			as_of_local: formatLocalInstant(moment.asOf, clock),
			outage_id: outageId,
			...downDocument(down),
			closes_at: maybeInstant(closesAt),
			closes_at_local: closesAt === undefined ? null : formatLocalInstant(closesAt, clock),
		},
	};
}

/** That the store is up; or, where no poll says so, that nothing is known of it any more. */
export function outageEndedEvent(moment: AlertMoment, ended: EndedOutage): AlertEvent {
	return {
		type: ended.endedBy === "unknown_time" ? "store.unknown" : "store.up",
		timestamp: formatInstant(moment.now),
		data: { ...ofAlert(moment), ...endedDocument(ended) },
	};
}

/** Instead of a message for each of these; those come first that are to be named. */
export function summaryEvent(
	moment: AlertMoment,
	{ down, ended }: { readonly down: readonly DownStore[]; readonly ended: readonly EndedOutage[] },
): AlertEvent {
	return {
		type: "alert.summary",
		timestamp: formatInstant(moment.now),
		data: {
			...ofAlert(moment),
			stores_down: down.length,
			down: down.slice(0, NAMED_MAX).map(downDocument),
			outages_ended: ended.length,
			ended: ended.slice(0, NAMED_MAX).map(endedDocument),
		},
	};
}

export function pollsStoppedEvent(
	moment: AlertMoment,
	{ newest, afterMs }: { readonly newest: Instant; readonly afterMs: DurationMs },
): AlertEvent {
	return {
		type: "polls.stopped",
		timestamp: formatInstant(moment.now),
		data: {
			...ofAlert(moment),
			newest_poll: formatInstant(newest),
			polls_stopped_after_ms: afterMs,
		},
	};
}

export function pollsResumedEvent(
	moment: AlertMoment,
	{ newest, stoppedSince }: { readonly newest: Instant; readonly stoppedSince: Instant },
): AlertEvent {
	return {
		type: "polls.resumed",
		timestamp: formatInstant(moment.now),
		data: {
			...ofAlert(moment),
			newest_poll: formatInstant(newest),
			stopped_since: formatInstant(stoppedSince),
		},
	};
}

export function testEvent(moment: AlertMoment): AlertEvent {
	return { type: "alert.test", timestamp: formatInstant(moment.now), data: ofAlert(moment) };
}

function ofAlert({ alertId, asOf }: AlertMoment) {
	return { alert_id: alertId, as_of: maybeInstant(asOf) };
}

function downDocument({ store, clock, zone, start, downMs }: OfStore) {
	return {
		store_id: store.storeId,
		name: store.name ?? null,
		group: store.group ?? null,
		timezone: zone,
		start: formatInstant(start),
		start_local: formatLocalInstant(start, clock),
		down_ms: downMs,
	};
}

function endedDocument(ended: EndedOutage) {
	const { clock, outageId, end, endedBy, activePollAt } = ended;
	return {
		...downDocument(ended),
		outage_id: outageId,
		end: formatInstant(end),
		end_local: formatLocalInstant(end, clock),
		ended_by: endedBy,
		active_poll_at: maybeInstant(activePollAt),
	};
}
