import type { Instant, Range } from "../core/instant.ts";
import { formatInstant } from "../core/instant.ts";
import type { Method } from "../core/method.ts";
import type { ReportRange, ReportRow } from "../core/report.ts";
import {
	customRange,
	customRangeName,
	isStandardRange,
	type ReportPlan,
	standardRanges,
} from "../core/report.ts";
import type { Rules } from "../core/rules.ts";
import { Refusal } from "./refusal.ts";

/** A range of the caller's choice; without a name it gets one. */
export interface RequestedRange extends Range {
	readonly name?: string | undefined;
}

/** What is asked of a report; what is left out is settled by {@link planReport}. */
export interface ReportRequest {
	/** The newest poll of any store by default. */
	readonly asOf?: Instant | undefined;
	/** Ranges of the caller's choice in place of the last hour, day and week. */
	readonly ranges?: readonly RequestedRange[] | undefined;
	readonly rules: Rules;
}

/** Rows in order, some at a time, so that a large report is never in memory as a whole. */
export type RowBatches = Iterable<readonly ReportRow[]> | AsyncIterable<readonly ReportRow[]>;

/** A report: how it came about, and its rows, which may be computed as they are asked for. */
export interface Report {
	readonly method: Method;
	/** Every store with a poll at or before as of, ordered by id. */
	readonly batches: RowBatches;
}

/** More ranges than these in one report are a mistake. */
export const RANGES_MAX = 366;

/** Names are columns and keys: nothing in them needs quotes anywhere. */
const RANGE_NAME = /^[a-z][a-z0-9_]{0,62}$/;

/**
 * Settles what a report is asked, with the newest poll at hand.
 *
 * Refuses as invalid when there is no poll to say what now is, and when a range is empty, does not
 * begin before as of, or has a name that cannot be a column or is there twice.
 */
export function planReport(request: ReportRequest, newestPoll: Instant | undefined): ReportPlan {
	const { ranges, rules } = request;
	const asOf = request.asOf ?? newestPoll;
	if (asOf === undefined) throw new Refusal("invalid", "there are no polls to report on");
	if (ranges === undefined) return { asOf, ranges: standardRanges(asOf), rules };
	if (ranges.length === 0 || ranges.length > RANGES_MAX)
		throw new Refusal("invalid", `a report has 1 to ${RANGES_MAX} ranges`);
	const planned = ranges.map((range, i) =>
		planRange(range, customRangeName(i, ranges.length), asOf),
	);
	const names = new Set(planned.map(({ name }) => name));
	if (names.size < planned.length)
		throw new Refusal("invalid", "every range of a report needs a name of its own");
	return { asOf, ranges: planned, rules };
}

function planRange(range: RequestedRange, fallbackName: string, asOf: Instant): ReportRange {
	const { from, to, name = fallbackName } = range;
	if (!RANGE_NAME.test(name) || isStandardRange(name))
		throw new Refusal(
			"invalid",
			`"${name}" cannot be the name of a range of your own; write small letters, digits and _, beginning with a letter`,
		);
	if (to <= from)
		throw new Refusal("invalid", "the range is empty: its end is not after its beginning");
	const planned = customRange({ name, from, to }, asOf);
	if (planned === undefined)
		throw new Refusal(
			"invalid",
			`the range begins at ${formatInstant(from)}, which is not before the report's as of, ${formatInstant(asOf)}`,
		);
	return planned;
}
