import type { Instant } from "../core/instant.ts";

/**
 * An instant as a bound value: ISO 8601 text in UTC, which no driver can shift into another zone.
 * (Core's `formatInstant` says the same, and takes ten times as long: too long for every store of a
 * fleet.)
 */
export function instantValue(instant: Instant): string {
	return new Date(instant).toISOString();
}
