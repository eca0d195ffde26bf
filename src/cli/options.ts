import { InvalidArgumentError, Option } from "commander";
import { type DurationMs, type Instant, parseDuration, parseInstant } from "../core/instant.ts";
import { type LocalMonth, parseLocalMonth } from "../core/local-month.ts";
import { type LocalDay, parseLocalDay } from "../core/local-time.ts";
import type { Rules } from "../core/rules.ts";
import { parseTarget } from "../core/target.ts";
import type { MilliPercent } from "../core/totals.ts";
import { parseZone } from "../core/zone-clock.ts";
import type { FleetFileNames } from "../service/fleet-files.ts";

/**
 * The files of a fleet as options of a command; what stores are called and sell is of use in the database and in lists
 * alone, and lists come from the database where no file is named.
 */
export function fleetFileOptions(command: "report" | "import" | "list"): Option[] {
	const pollsAreRequired = command === "report";
	const files = [
		new Option(
			"--polls <file>",
			`polls${pollsAreRequired ? " (required)" : ""}: store_id, timestamp_utc, status`,
		).makeOptionMandatory(pollsAreRequired),
		new Option(
			"--hours <file>",
			"business hours: store_id, dayofweek (0 is Monday), start_time_local, end_time_local, valid_from (optional)",
		),
		new Option("--timezones <file>", "zones: store_id, timezone_str, valid_from (optional)"),
		new Option(
			"--special-hours <file>",
			"hours of single dates: store_id, date, start_time_local, end_time_local; both times empty for closed",
		),
		new Option(
			"--closures <file>",
			"planned closures: store_id (* for all), from_utc, to_utc, reason, author",
		),
		...(command === "import" || command === "list"
			? [
					new Option(
						"--stores <file>",
						"stores: store_id and any of name, group, city, sales_per_hour",
					),
				]
			: []),
	];
	// Only one of two files would be read, and nobody would notice.
	for (const option of files) option.argParser(once);
	return [
		...files,
		new Option("--rejects <file>", "write every row that was left out to this CSV file"),
		new Option("--strict", "take any bad row for an error, before anything is done").default(false),
	];
}

export interface FleetFileValues {
	readonly polls?: string;
	readonly hours?: string;
	readonly timezones?: string;
	readonly specialHours?: string;
	readonly closures?: string;
	readonly stores?: string;
	readonly rejects?: string;
	readonly strict: boolean;
}

export function fleetFileNames(values: FleetFileValues): FleetFileNames {
	const { polls, hours, timezones, specialHours, closures, stores } = values;
	return {
		...(polls !== undefined && { polls }),
		...(hours !== undefined && { hours }),
		...(timezones !== undefined && { timezones }),
		...(specialHours !== undefined && { specialHours }),
		...(closures !== undefined && { closures }),
		...(stores !== undefined && { stores }),
	};
}

/** The settings that change what a figure means, as options. */
export function ruleOptions(): Option[] {
	return [
		new Option(
			"--max-gap <duration>",
			"how long a poll vouches for the state, as 2h or 90m; then it is unknown",
		).argParser(duration),
		new Option(
			"--missing-day <meaning>",
			"a weekday without rows, for a store that has rows on another",
		).choices(["open", "closed"]),
		new Option("--end-of-day <meaning>", "a closing time of 23:59 or 23:59:59").choices([
			"midnight",
			"literal",
		]),
		new Option("--outside-polls <meaning>", "polls outside business hours").choices([
			"ignore",
			"use",
		]),
		new Option("--default-timezone <zone>", "the zone of a store that has none").argParser(zone),
	];
}

export interface RuleValues {
	readonly maxGap?: DurationMs;
	readonly missingDay?: Rules["missingDay"];
	readonly endOfDay?: Rules["endOfDay"];
	readonly outsidePolls?: Rules["outsidePolls"];
	readonly defaultTimezone?: string;
}

/** What a report from the database is asked, besides its ranges and rules, as options. */
export function requestOptions(): Option[] {
	return [
		new Option(
			"--stores <ids>",
			"only these stores: ids with commas between, or @file with an id a line",
		),
		new Option("--group <name>", "only the stores of this group"),
		new Option(
			"--include <part>",
			"what the report is to have beside its rows: outages, over the whole span of its ranges",
		).choices(["outages"]),
		new Option("--webhook <url>", "where to tell that the report is finished"),
	];
}

/** The form of a report as an option. */
export function formatOption(): Option {
	return new Option("--format <format>", "the form of the report")
		.choices(["csv", "extended-csv", "json", "ndjson", "parquet"])
		.default("csv");
}

/** The rules that were asked for; the rest is taken from the settings. */
export function chosenRules(values: RuleValues, settings: Rules): Rules {
	return { ...settings, ...partialRules(values) };
}

/** The rules that were asked for, and none that was not: the settings of the moment fill in the rest. */
export function partialRules(values: RuleValues): Partial<Rules> {
	const { maxGap, missingDay, endOfDay, outsidePolls, defaultTimezone } = values;
	return {
		...(maxGap !== undefined && { maxGapMs: maxGap }),
		...(missingDay !== undefined && { missingDay }),
		...(endOfDay !== undefined && { endOfDay }),
		...(outsidePolls !== undefined && { outsidePolls }),
		...(defaultTimezone !== undefined && { defaultZone: defaultTimezone }),
	};
}

/** Reads an instant, with or without a time of day: `2023-01-22` is its midnight in UTC. */
export function instant(text: string): Instant {
	const read = maybeInstant(text);
	if (read === undefined)
		throw new InvalidArgumentError("Write it as 2023-01-22T12:09:39Z or 2023-01-22 (UTC).");
	return read;
}

/** The date from which on what is imported is valid, as an option. */
export function validFromOption(): Option {
	return new Option(
		"--valid-from <date>",
		"from when on hours and zones are valid whose rows say no date, as 2026-03-01: what is known of earlier dates stays (default: from the beginning)",
	).argParser(localDay);
}

function localDay(text: string): LocalDay {
	const read = parseLocalDay(text);
	if (read === undefined)
		throw new InvalidArgumentError("Write a date that exists, as 2026-03-01.");
	return read;
}

/** Reads a month. */
export function month(text: string): LocalMonth {
	const read = parseLocalMonth(text);
	if (read === undefined)
		throw new InvalidArgumentError("Write a month of the years 2000 to 9999 as 2023-01.");
	return read;
}

/** Reads an uptime target in percent. */
export function target(text: string): MilliPercent {
	const read = parseTarget(text);
	if (read === undefined)
		throw new InvalidArgumentError(
			"Write a percentage from 0.001 to 100, with three decimals at the most, such as 99.5.",
		);
	return read;
}

/** When something ends: at an instant, or so long from now. */
export type Expiry = { readonly at: Instant } | { readonly afterMs: DurationMs };

/** Reads when something ends. */
export function expiry(text: string): Expiry {
	const afterMs = parseDuration(text);
	if (afterMs !== undefined) return { afterMs };
	const at = maybeInstant(text);
	if (at === undefined)
		throw new InvalidArgumentError("Write it as 90d, 12h, 2030-01-01 or 2030-01-01T12:00:00Z.");
	return { at };
}

/** A parser for a whole number between two bounds. */
export function wholeNumber(least: number, most: number): (text: string) => number {
	return (text) => {
		const read = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
		if (!(read >= least && read <= most))
			throw new InvalidArgumentError(`Write a whole number from ${least} to ${most}.`);
		return read;
	};
}

function maybeInstant(text: string): Instant | undefined {
	const trimmed = text.trim();
	return parseInstant(/^\d{4}-\d{2}-\d{2}$/.test(trimmed) ? `${trimmed}T00:00:00Z` : trimmed);
}

function once(text: string, before: string | undefined): string {
	if (before !== undefined) throw new InvalidArgumentError("Give it once, with one file.");
	return text;
}

/** Reads a duration. */
export function duration(text: string): DurationMs {
	const read = parseDuration(text);
	if (read === undefined) throw new InvalidArgumentError("Write it as 2h, 90m, 1d12h or PT2H.");
	return read;
}

function zone(text: string): string {
	const read = parseZone(text);
	if (read === undefined)
		throw new InvalidArgumentError("Write an IANA time zone such as America/New_York.");
	return read;
}
