import {
	DAY_MS,
	type DurationMs,
	formatInstant,
	type Instant,
	SECOND_MS,
} from "../../core/instant.ts";
import type { Connection } from "../../database/engine/database.ts";
import { databaseNow, maybeNewestPolled } from "../../database/health.ts";
import { type Finding, note, ok, wrong } from "./finding.ts";
import { inTime } from "./words.ts";

const SUBJECT = "clock";

const SKEW_WRONG_MS = 5 * SECOND_MS;
const SKEW_NOTE_MS = SECOND_MS;

/** Compares this machine's clock with the database's. */
export async function examineClock(connection: Connection, now: () => Instant): Promise<Finding[]> {
	const askedAt = now();
	const itsNow = await databaseNow(connection);
	const answeredAt = now();
	// It was read somewhere between: what the question took is nobody's fault.
	const skewMs = itsNow > answeredAt ? itsNow - answeredAt : Math.min(0, itsNow - askedAt);
	return [judgeSkew(skewMs)];
}

/** `skewMs` is how far the database's clock is ahead of this machine's. */
export function judgeSkew(skewMs: DurationMs): Finding {
	const apartMs = Math.abs(skewMs);
	const found =
		apartMs < SKEW_NOTE_MS
			? "this machine and the database agree on the time"
			: `the database's clock is ${(apartMs / SECOND_MS).toFixed(1)} s ${skewMs > 0 ? "ahead of" : "behind"} this machine's`;
	const remedy =
		"Have both clocks set by the network: timedatectl set-ntp true, on either machine; timedatectl shows whether it is.";
	if (apartMs > SKEW_WRONG_MS) return wrong(SUBJECT, found, remedy);
	return apartMs > SKEW_NOTE_MS ? note(SUBJECT, found, remedy) : ok(SUBJECT, found);
}

/** Whether polls come in, and none from the future. */
export async function examineNewestPoll(connection: Connection, now: Instant): Promise<Finding[]> {
	const newest = await maybeNewestPolled(connection);
	if (newest === undefined) return [ok(SUBJECT, "no poll was imported yet")];
	return [judgeNewestPoll(newest, now)];
}

function judgeNewestPoll(
	{ storeId, at }: { readonly storeId: string; readonly at: Instant },
	now: Instant,
): Finding {
	if (at - now > SKEW_WRONG_MS)
		return wrong(
			SUBJECT,
			`the newest poll is of ${formatInstant(at)}, in ${inTime(at - now)}: store ${storeId}`,
			"Set the clock of whatever polls this store right. Reports take the newest poll for now: until then, " +
				"give them their as-of (openhours reports trigger --as-of <instant>).",
		);
	const ageMs = Math.max(0, now - at);
	const found = `the newest poll is ${inTime(ageMs)} old (${formatInstant(at)})`;
	if (ageMs <= DAY_MS) return ok(SUBJECT, found);
	return note(
		SUBJECT,
		found,
		"If polls should come in all the time, look at what imports them; for data of the past this is as it should be.",
	);
}
