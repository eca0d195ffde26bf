const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Elapsed milliseconds, whole. */
export type DurationMs = number;

/**
 * A duration to be read at a glance: its two largest units, the rest cut off and not rounded up; so an outage of
 * 59 minutes and 59 seconds is never said to be an hour. Below a second, milliseconds.
 */
export function shortDuration(ms: DurationMs): string {
	const { days, hours, minutes, seconds, millis } = partsOf(ms);
	if (days > 0) return joined([`${days} d`, hours > 0 && `${hours} h`]);
	if (hours > 0) return joined([`${hours} h`, minutes > 0 && `${minutes} min`]);
	if (minutes > 0) return joined([`${minutes} min`, seconds > 0 && `${seconds} s`]);
	if (seconds > 0) return `${seconds} s`;
	return millis > 0 ? `${millis} ms` : "0";
}

/** A duration to the millisecond: `7 h 30 min 0.250 s`. Hours are not gathered into days: business hours have no day. */
export function exactDuration(ms: DurationMs): string {
	const { minutes, seconds, millis } = partsOf(ms);
	const hours = Math.floor(ms / HOUR_MS);
	const rest = millis > 0 ? `${seconds}.${String(millis).padStart(3, "0")} s` : `${seconds} s`;
	const hasRest = seconds > 0 || millis > 0;
	return (
		joined([hours > 0 && `${hours} h`, minutes > 0 && `${minutes} min`, hasRest && rest]) || "0 s"
	);
}

/**
 * Business hours: in hours and minutes, cut and not rounded; hours are not gathered into days, because a store's
 * day is not 24 of them. Under an hour as {@link shortDuration}.
 */
export function openDuration(ms: DurationMs): string {
	if (ms < HOUR_MS) return shortDuration(ms);
	const { minutes } = partsOf(ms);
	const hours = Math.floor(ms / HOUR_MS).toLocaleString("en");
	return joined([`${hours} h`, minutes > 0 && `${minutes} min`]);
}

function partsOf(ms: DurationMs) {
	return {
		days: Math.floor(ms / DAY_MS),
		hours: Math.floor(ms / HOUR_MS) % 24,
		minutes: Math.floor(ms / MINUTE_MS) % 60,
		seconds: Math.floor(ms / SECOND_MS) % 60,
		millis: ms % SECOND_MS,
	};
}

function joined(parts: readonly (string | false)[]): string {
	return parts.filter((part) => part !== false).join(" ");
}
