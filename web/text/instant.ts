/** An instant as the API writes it: ISO 8601 in UTC. */
export type InstantText = string;

/** What is shown where nothing is known. */
export const DASH = "–";

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
	const key = `${zone} ${JSON.stringify(options)}`;
	let made = formats.get(key);
	if (made === undefined) {
		made = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hourCycle: "h23", ...options });
		formats.set(key, made);
	}
	return made;
}

/** A date and a time of day by the clock of a zone, without the zone: `Tue 24 Nov, 16:05`. */
export function shortInstant(instant: InstantText, zone: string): string {
	return format(zone, {
		weekday: "short",
		day: "numeric",
		month: "short",
		hour: "2-digit",
		minute: "2-digit",
	}).format(new Date(instant));
}

/** A date by the clock of a zone: `Tue 24 Nov`. */
function shortDate(instant: InstantText, zone: string): string {
	return format(zone, { weekday: "short", day: "numeric", month: "short" }).format(
		new Date(instant),
	);
}

/** An instant to the second with its year, by the clock of a zone that is named beside it: `Tue 24 Nov 2026, 16:05:12`. */
export function fullInstant(instant: InstantText, zone: string): string {
	return format(zone, {
		weekday: "short",
		day: "numeric",
		month: "short",
		year: "numeric",
		hour: "2-digit",
		minute: "2-digit",
		second: "2-digit",
	}).format(new Date(instant));
}

/** An instant to the second with its year and zone: `Tue 24 Nov 2026, 16:05:12 America/New_York`. */
export function exactInstant(instant: InstantText, zone: string): string {
	return `${fullInstant(instant, zone)} ${zone}`;
}

/** What a calendar calls a local day such as `2026-11-24`: `Tue 24 Nov`. */
export function localDate(local: string): string {
	return shortDate(`${local.slice(0, 10)}T00:00:00Z`, "UTC");
}

/** The first instant of a local day in a zone, as the API takes it. */
export function startOfDay(day: string, zone: string): InstantText {
	const start = Temporal.PlainDate.from(day).toZonedDateTime(zone).toInstant();
	return start.toString({ fractionalSecondDigits: 3 });
}

/** The local day of an instant in a zone: `2026-11-24`. */
export function localDay(instant: InstantText, zone: string): string {
	return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** A local day so many days on: `2026-11-24` and 1 give `2026-11-25`. */
export function addDays(day: string, days: number): string {
	return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** The instant so many milliseconds before another. */
export function before(instant: InstantText, ms: number): InstantText {
	return new Date(Date.parse(instant) - ms).toISOString();
}
