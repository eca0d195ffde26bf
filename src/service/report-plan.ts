import type { Instant, Range } from "../core/instant.ts";
import { formatInstant } from "../core/instant.ts";
import type { Method } from "../core/method.ts";
import type { ReportRow } from "../core/report.ts";
import { customRange, type ReportPlan, standardRanges } from "../core/report.ts";
import type { Rules } from "../core/rules.ts";
import { Refusal } from "./refusal.ts";

/** What is asked of a report; what is left out is settled by {@link planReport}. */
export interface ReportRequest {
	/** The newest poll of any store by default. */
	readonly asOf?: Instant | undefined;
	/** One custom range in place of the last hour, day and week. */
	readonly range?: Range | undefined;
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

/**
 * Settles what a report is asked, with the newest poll at hand.
 *
 * Refuses as invalid when there is no poll to say what now is, and when the range is empty or does
 * not begin before as of.
 */
export function planReport(request: ReportRequest, newestPoll: Instant | undefined): ReportPlan {
	const { range, rules } = request;
	const asOf = request.asOf ?? newestPoll;
	if (asOf === undefined) throw new Refusal("invalid", "there are no polls to report on");
	if (range === undefined) return { asOf, ranges: standardRanges(asOf), rules };
	if (range.to <= range.from)
		throw new Refusal("invalid", "the range is empty: its end is not after its beginning");
	const custom = customRange(range, asOf);
	if (custom === undefined)
		throw new Refusal(
			"invalid",
			`the range begins at ${formatInstant(range.from)}, which is not before the report's as of, ${formatInstant(asOf)}`,
		);
	return { asOf, ranges: [custom], rules };
}
