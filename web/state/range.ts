import { addDays, before, type InstantText, startOfDay } from "../text/instant.ts";
import { oneOf, type UrlState } from "./url-state.ts";

const HOUR_MS = 3_600_000;

/** The ranges that are there at a click: so many elapsed hours up to as of. */
export const RANGE_NAMES = ["week", "hour", "day", "month"] as const;
export type RangeName = (typeof RANGE_NAMES)[number];

const RANGE_HOURS: Readonly<Record<RangeName, number>> = {
	hour: 1,
	day: 24,
	week: 168,
	month: 720,
};

export const RANGE_WORDS: Readonly<Record<RangeName, string>> = {
	hour: "Last hour",
	day: "Last day",
	week: "Last week",
	month: "Last 30 days",
};

/** The range that a view is about: one that moves with as of, or local days, the last included. */
export type ChosenRange =
	| { readonly kind: "moving"; readonly name: RangeName }
	| { readonly kind: "days"; readonly first: string; readonly last: string };

/** A range as the API takes it. */
export interface RangeParameters {
	readonly from: InstantText;
	readonly to: InstantText;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The range that the address asks for: `?range=day`, or `?first=2026-11-01&last=2026-11-07`; the last week without one. */
export function readRange(url: UrlState): ChosenRange {
	const first = url.get("first");
	const last = url.get("last");
	if (isDay(first) && isDay(last) && first <= last) return { kind: "days", first, last };
	return { kind: "moving", name: oneOf(RANGE_NAMES, url.get("range")) };
}

/** The parameters of the address that ask for a range. */
export function writeRange(range: ChosenRange): Readonly<Record<string, string | undefined>> {
	return range.kind === "days"
		? { range: undefined, first: range.first, last: range.last }
		: { range: range.name === "week" ? undefined : range.name, first: undefined, last: undefined };
}

/** From when to when a range is; local days are those of the zone, and end where as of does. */
export function resolveRange(range: ChosenRange, asOf: InstantText, zone: string): RangeParameters {
	if (range.kind === "moving")
		return { from: before(asOf, RANGE_HOURS[range.name] * HOUR_MS), to: asOf };
	const end = startOfDay(addDays(range.last, 1), zone);
	return { from: startOfDay(range.first, zone), to: end < asOf ? end : asOf };
}

/** By which unit of the calendar a range is best cut for a trend. */
export function unitOf({ from, to }: RangeParameters): "hour" | "day" | "week" {
	const hours = (Date.parse(to) - Date.parse(from)) / HOUR_MS;
	if (hours <= 72) return "hour";
	return hours <= 24 * 92 ? "day" : "week";
}

function isDay(text: string | undefined): text is string {
	return text !== undefined && DAY.test(text) && !Number.isNaN(Date.parse(text));
}
