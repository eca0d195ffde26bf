import type { Figures, FiguresByRange, MethodDocument } from "../contract/report.ts";
import { formatInstant } from "../core/instant.ts";
import type { Method } from "../core/method.ts";
import {
	coverageMilliPercent,
	type MilliPercent,
	openMs,
	type Totals,
	uptimeMilliPercent,
} from "../core/totals.ts";

// Only types are taken from the contract: its schemas take longer to load than a report to compute.

/** A method as it goes over the wire. */
export function methodDocument(method: Method): MethodDocument {
	const { rules } = method;
	return {
		as_of: formatInstant(method.asOf),
		ranges: method.ranges.map(({ name, from, to }) => ({
			name,
			from: formatInstant(from),
			to: formatInstant(to),
		})),
		settings: {
			end_of_day: rules.endOfDay,
			missing_day: rules.missingDay,
			outside_polls: rules.outsidePolls,
			max_gap_ms: rules.maxGapMs ?? null,
			default_timezone: rules.defaultZone,
		},
		timezone_data_version: method.zoneDataVersion,
		stores: method.stores,
		stores_with_default_timezone: method.storesWithDefaultZone,
		stores_with_default_hours: method.storesWithDefaultHours,
		special_dates: method.specialDates,
		closures: method.closures,
		newest_poll: method.newestPoll === undefined ? null : formatInstant(method.newestPoll),
	};
}

/** Totals, one for each of the method's ranges, under the ranges' names. */
export function figuresByRange(
	ranges: Method["ranges"],
	totals: readonly Totals[],
): FiguresByRange {
	return Object.fromEntries(ranges.map(({ name }, i) => [name, figures(totals[i] as Totals)]));
}

function figures(totals: Totals): Figures {
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
