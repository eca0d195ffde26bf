import type { CalendarUnit } from "../core/calendar-parts.ts";
import { DAY_MS, type DurationMs, type Instant, type UtcDay } from "../core/instant.ts";
import type { ReportPlan, ReportRange } from "../core/report.ts";
import type { Rules } from "../core/rules.ts";
import type { ServiceContext } from "./context.ts";
import { whyPollsWereDropped } from "./kept-polls.ts";
import { newestPoll } from "./newest-poll.ts";
import { Refusal } from "./refusal.ts";
import { planReport } from "./report-plan.ts";
import { refuseImpossibleAsOf } from "./trigger-report.ts";

/** Over what figures are asked for; whatever is left out is as the data say. */
export interface RequestedFigures {
	/** A week before the end, without it. */
	readonly from?: Instant | undefined;
	/** As of, without it and at the latest. */
	readonly to?: Instant | undefined;
	/** What the figures call now; the newest poll of any store without it. */
	readonly asOf?: Instant | undefined;
	/** What the range is cut by; it stays whole without it. */
	readonly by?: CalendarUnit | undefined;
}

/** The longest range that is cut by a unit, or not at all, in days. */
export type RangeLimits = Readonly<Record<CalendarUnit | "whole", number>>;

/** A plan for figures over one range. */
export interface FiguresPlan extends ReportPlan {
	readonly ranges: readonly [ReportRange];
}

const WEEK_MS: DurationMs = 7 * DAY_MS;

/**
 * Settles over what figures are computed, as reports do: last week, or a range of the caller's choice.
 *
 * Refuses as invalid what reports refuse, and a range that is too long.
 */
export async function planFigures(
	context: ServiceContext,
	request: RequestedFigures,
	limits: RangeLimits,
): Promise<FiguresPlan> {
	const { rules, now } = context;
	refuseImpossibleAsOf(request.asOf, now());
	const asOf = request.asOf ?? (await newestPoll(context));
	if (asOf === undefined)
		throw new Refusal("invalid", "There are no polls to report on: import some first.");
	return planFiguresAsOf(asOf, { ...request, rules }, limits);
}

/** {@link planFigures}, where it is settled what the figures call now. */
export function planFiguresAsOf(
	asOf: Instant,
	request: RequestedFigures & { readonly rules: Rules },
	limits: RangeLimits,
): FiguresPlan {
	const { rules } = request;
	const range = rangeOf(request, asOf);
	const plan = planReport({ asOf, ranges: range && [range], rules }, asOf);
	const planned = plan.ranges.at(-1) as ReportRange;
	const daysMax = limits[request.by ?? "whole"];
	if (planned.to - planned.from > daysMax * DAY_MS)
		throw new Refusal(
			"invalid",
			`the range is too long: ${request.by === undefined ? "it" : `by ${request.by} it`} may have ${daysMax} days at most`,
		);
	return { ...plan, ranges: [planned] };
}

/** The range of the caller's choice; `undefined` for the last week, which is the last of those of a report. */
function rangeOf(
	{ from, to }: RequestedFigures,
	asOf: Instant,
): Omit<ReportRange, "name"> | undefined {
	if (from === undefined && to === undefined) return undefined;
	const end = to ?? asOf;
	return { from: from ?? Math.min(end, asOf) - WEEK_MS, to: end };
}

/** Refuses as invalid figures over time of which the polls were dropped. */
export function refuseDroppedPolls(keptFrom: UtcDay | undefined, plan: FiguresPlan): void {
	const missing = whyPollsWereDropped(keptFrom, plan);
	if (missing !== undefined) throw new Refusal("invalid", missing);
}
