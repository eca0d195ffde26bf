import type { Instant } from "../../src/core/instant.ts";

/** The first change of a zone's clocks after a date. Throws when there is none. */
export function clockChange(zone: string, after: string): Instant {
	const change = Temporal.PlainDate.from(after).toZonedDateTime(zone).getTimeZoneTransition("next");
	if (change === null) throw new Error(`${zone} does not change its clocks after ${after}`);
	return change.epochMilliseconds;
}

/** All changes of a zone's clocks from 2000 up to the end of 2030. */
export function* clockChanges(zone: string): Generator<Temporal.ZonedDateTime> {
	let at = Temporal.PlainDate.from("2000-01-01").toZonedDateTime(zone);
	for (;;) {
		const change = at.getTimeZoneTransition("next");
		if (change === null || change.year > 2030) return;
		yield change;
		at = change;
	}
}

/**
 * Changes that have broken programs: an hour, half an hour, a quarter, three hours and a whole day;
 * forward and back; at night, at midnight and across it; a zone whose summer time is the rule.
 */
export const NOTABLE_CHANGES: readonly { readonly zone: string; readonly change: Instant }[] = (
	[
		["America/New_York", "2023-03-01"], // 02:00 to 03:00
		["America/New_York", "2023-10-01"], // 02:00 back to 01:00
		["America/Chicago", "2021-03-01"],
		["America/Chicago", "2021-10-01"],
		["Europe/London", "2023-03-01"], // 01:00 to 02:00
		["Europe/London", "2023-10-01"],
		["Australia/Lord_Howe", "2023-03-10"], // 02:00 back to 01:30
		["Australia/Lord_Howe", "2023-09-10"], // 02:00 to 02:30
		["Africa/Casablanca", "2023-03-01"], // back for Ramadan
		["Africa/Casablanca", "2023-04-01"],
		["Asia/Kathmandu", "1985-12-01"], // 00:00 to 00:15, its only change in living memory
		["Pacific/Apia", "2011-12-01"], // 2011-12-30 did not take place
		["Pacific/Apia", "2012-03-01"],
		["America/Sao_Paulo", "2017-10-01"], // 00:00 to 01:00
		["America/Sao_Paulo", "2018-02-01"], // 00:00 back to 23:00
		["America/St_Johns", "2010-03-01"], // 00:01 to 01:01
		["America/St_Johns", "2010-10-01"], // 00:01 back to 23:01 of the day before
		["Antarctica/Casey", "2010-02-01"], // 02:00 back to 23:00 of the day before
	] as const
).map(([zone, after]) => ({ zone, change: clockChange(zone, after) }));
