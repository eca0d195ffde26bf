import type {
	ExceptionsDocument,
	Figures,
	FiguresByRange,
	MethodDocument,
	ReportDocument,
	StoreFigures,
} from "../contract/report.ts";
import type { Exceptions } from "../core/exceptions.ts";
import { formatInstant, type Instant, type Range } from "../core/instant.ts";
import { formatLocalDay, formatTimeOfDay } from "../core/local-time.ts";
import type { Method } from "../core/method.ts";
import type { ReportRange, ReportRow } from "../core/report.ts";
import type { Rules } from "../core/rules.ts";
import type { ScheduleChange } from "../core/schedule-changes.ts";
import {
	coverageMilliPercent,
	type MilliPercent,
	openMs,
	type Totals,
	uptimeMilliPercent,
} from "../core/totals.ts";
import type { ReportResource } from "./report-resource.ts";

// Only types are taken from the contract: its schemas take longer to load than a report to compute.

/** A method as it goes over the wire. */
export function methodDocument(method: Method): MethodDocument {
	return {
		as_of: formatInstant(method.asOf),
		ranges: method.ranges.map(namedRangeDocument),
		settings: settingsDocument(method.rules),
		timezone_data_version: method.zoneDataVersion,
		selection: method.selection,
		group: method.group ?? null,
		stores: method.stores,
		stores_with_default_timezone: method.storesWithDefaultZone,
		stores_with_default_hours: method.storesWithDefaultHours,
		special_dates: method.specialDates,
		closures: method.closures,
		exceptions: exceptionsDocument(method.exceptions),
		newest_poll: maybeInstant(method.newestPoll),
	};
}

function exceptionsDocument(exceptions: Exceptions): ExceptionsDocument {
	const { closures, dates, changes, notListed } = exceptions;
	return {
		closures: closures.map(({ storeId, reason, author, ...range }) => ({
			store_id: storeId ?? null,
			...rangeDocument(range),
			reason,
			author: author ?? null,
		})),
		special_hours: dates.map(({ storeId, day, openings }) => ({
			store_id: storeId,
			date: formatLocalDay(day),
			openings: openings.map(({ opensAt, closesAt }) => ({
				start_time_local: formatTimeOfDay(opensAt),
				end_time_local: formatTimeOfDay(closesAt),
			})),
		})),
		changes: changes.map(({ storeId, ...change }) => ({
			store_id: storeId,
			...scheduleChangeDocument(change),
		})),
		not_listed: notListed,
	};
}

/** A change of hours or zone as it goes over the wire. */
export function scheduleChangeDocument({ validFrom, what }: ScheduleChange) {
	const changed: "business_hours" | "timezone" = what === "hours" ? "business_hours" : what;
	return { valid_from: formatLocalDay(validFrom), what: changed };
}

/** A report as it goes over the wire: what was asked, how far it is, how it ended. */
export function reportDocument(report: ReportResource): ReportDocument {
	const { parameters, method } = report;
	const { asOf, ranges, rules, storeIds, group, include = [] } = parameters;
	return {
		report_id: report.reportId,
		state: report.state,
		as_of: formatInstant(asOf),
		ranges: ranges.map(namedRangeDocument),
		settings: settingsDocument(rules),
		store_ids: storeIds === undefined ? null : [...storeIds],
		group: group ?? null,
		include: [...include],
		requested_at: formatInstant(report.requestedAt),
		started_at: maybeInstant(report.startedAt),
		finished_at: maybeInstant(report.finishedAt),
		expires_at: maybeInstant(report.expiresAt),
		attempts: report.attempts,
		progress: {
			stores_done: report.storesDone,
			stores_total: report.storesTotal ?? null,
			remaining_ms: report.remainingMs ?? null,
		},
		failure: report.failure ?? null,
		method: method === undefined ? null : methodDocument(method),
	};
}

/** An instant as it goes over the wire; null where there is none. */
export function maybeInstant(instant: Instant | undefined): string | null {
	return instant === undefined ? null : formatInstant(instant);
}

/** A range as it goes over the wire. */
export function rangeDocument({ from, to }: Range): { from: string; to: string } {
	return { from: formatInstant(from), to: formatInstant(to) };
}

/** A range of a report as it goes over the wire. */
export function namedRangeDocument({ name, ...range }: ReportRange) {
	return { name, ...rangeDocument(range) };
}

/** The settings that change what a figure means, as they go over the wire. */
export function settingsDocument(rules: Rules): MethodDocument["settings"] {
	return {
		end_of_day: rules.endOfDay,
		missing_day: rules.missingDay,
		outside_polls: rules.outsidePolls,
		max_gap_ms: rules.maxGapMs ?? null,
		default_timezone: rules.defaultZone,
	};
}

/** One store of a report. */
export function storeFigures(
	ranges: Method["ranges"],
	{ storeId, totals }: ReportRow,
): StoreFigures {
	return { store_id: storeId, figures: figuresByRange(ranges, totals) };
}

/** Totals, one for each of the method's ranges, under the ranges' names. */
export function figuresByRange(
	ranges: Method["ranges"],
	totals: readonly Totals[],
): FiguresByRange {
	return Object.fromEntries(ranges.map(({ name }, i) => [name, figures(totals[i] as Totals)]));
}

/** How open time splits, as it goes over the wire. */
export function figures(totals: Totals): Figures {
	return {
		open_ms: openMs(totals),
		up_ms: totals.upMs,
		down_ms: totals.downMs,
		unknown_ms: totals.unknownMs,
		uptime_percent: percent(uptimeMilliPercent(totals)),
		coverage_percent: percent(coverageMilliPercent(totals)),
	};
}

function percent(share: MilliPercent | undefined): number | null {
	return share === undefined ? null : share / 1_000;
}
