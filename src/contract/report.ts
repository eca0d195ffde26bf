import { type Static, Type } from "typebox";
import { formatInstant } from "../core/instant.ts";
import type { Method } from "../core/method.ts";
import {
	coverageMilliPercent,
	type MilliPercent,
	openMs,
	type Totals,
	uptimeMilliPercent,
} from "../core/totals.ts";

const Instant = Type.String({
	format: "date-time",
	description: "An instant in UTC, ISO 8601 with milliseconds and Z.",
});
const Milliseconds = Type.Integer({ minimum: 0, description: "Exact elapsed milliseconds." });
const Percentage = Type.Union([Type.Number({ minimum: 0, maximum: 100 }), Type.Null()], {
	description: "Cut to three decimals, not rounded. Null when there is nothing to measure.",
});

/** How open time splits over one range: `up_ms + down_ms + unknown_ms = open_ms`, exactly. */
export const Figures = Type.Object({
	open_ms: Milliseconds,
	up_ms: Milliseconds,
	down_ms: Milliseconds,
	unknown_ms: Milliseconds,
	uptime_percent: Percentage,
	coverage_percent: Percentage,
});
export type Figures = Static<typeof Figures>;

/** Figures by the names of the ranges in the method. */
export const FiguresByRange = Type.Record(Type.String(), Figures);
export type FiguresByRange = Static<typeof FiguresByRange>;

/** How the figures came about: whatever two reports can differ by. */
export const MethodDocument = Type.Object({
	as_of: Instant,
	ranges: Type.Array(Type.Object({ name: Type.String(), from: Instant, to: Instant })),
	settings: Type.Object({
		end_of_day: Type.Enum(["midnight", "literal"]),
		missing_day: Type.Enum(["open", "closed"]),
		outside_polls: Type.Enum(["ignore", "use"]),
		max_gap_ms: Type.Union([Milliseconds, Type.Null()]),
		default_timezone: Type.String(),
	}),
	timezone_data_version: Type.String(),
	stores: Type.Integer(),
	stores_with_default_timezone: Type.Integer(),
	stores_with_default_hours: Type.Integer(),
	special_dates: Type.Integer(),
	closures: Type.Integer(),
	newest_poll: Type.Union([Instant, Type.Null()]),
});
export type MethodDocument = Static<typeof MethodDocument>;

/** A report as one JSON document: the method, every store, and the fleet weighed by time. */
export const ReportDocument = Type.Object({
	method: MethodDocument,
	stores: Type.Array(Type.Object({ store_id: Type.String(), figures: FiguresByRange })),
	fleet: FiguresByRange,
});
export type ReportDocument = Static<typeof ReportDocument>;

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
