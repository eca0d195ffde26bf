import { DAY_MS, type DurationMs, type Instant } from "../core/instant.ts";
import type { Alert, PollsCondition } from "../database/alerts.ts";

/** An alert without a message for it takes polls that are older than this for stopped all the same. */
const STOPPED_AFTER_MS: DurationMs = DAY_MS;

const COMING: PollsCondition = { polls: "coming", stoppedSince: undefined };

/** What of the polls an alert goes by. */
interface PollsNow {
	/** The newest poll of any store. */
	readonly newest: Instant | undefined;
	/** The wall clock. */
	readonly now: Instant;
}

/**
 * The condition that an alert begins in. Where no polls come in when it is added, nobody is told: it may be a
 * data set of last year.
 */
export function firstCondition(
	pollsStoppedAfterMs: DurationMs | undefined,
	polls: PollsNow,
): PollsCondition {
	return haveStopped(pollsStoppedAfterMs, polls)
		? { polls: "stopped_untold", stoppedSince: polls.newest }
		: COMING;
}

/** The condition that an alert is in from now on, and what is told of how that changed. */
export interface ChangedCondition {
	readonly condition: PollsCondition;
	readonly told: "stopped" | "resumed" | undefined;
}

/** Law: it is told that polls stopped once, and then that they resumed once; each only after the other. */
export function nextCondition(
	{ condition, evaluations, pollsStoppedAfterMs }: Alert,
	polls: PollsNow,
): ChangedCondition {
	if (!haveStopped(pollsStoppedAfterMs, polls))
		return { condition: COMING, told: condition.polls === "stopped" ? "resumed" : undefined };
	if (condition.polls !== "coming") return { condition, told: undefined };
	const isTold = pollsStoppedAfterMs !== undefined && evaluations > 0;
	return {
		condition: { polls: isTold ? "stopped" : "stopped_untold", stoppedSince: polls.newest },
		told: isTold ? "stopped" : undefined,
	};
}

function haveStopped(afterMs: DurationMs = STOPPED_AFTER_MS, { newest, now }: PollsNow): boolean {
	return newest === undefined || now - newest >= afterMs;
}
