import type { CalendarUnit } from "../core/calendar-parts.ts";
import {
	DAY_MS,
	type DurationMs,
	formatInstant,
	type Instant,
	type UtcDay,
} from "../core/instant.ts";
import type { ReportPlan, ReportRange } from "../core/report.ts";
import type { Rules } from "../core/rules.ts";
import { rangeBefore } from "../core/uptime-change.ts";
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
	/** Whether the period before is looked at, too. */
	readonly comparesBefore?: boolean | undefined;
}

/** The longest range that is cut by a unit, or not at all, in days. */
export type RangeLimits = Readonly<Record<CalendarUnit | "whole", number>>;

/** The same limit, however a range is cut. */
export function limitsOf(rangeDays: number): RangeLimits {
	return { hour: rangeDays, day: rangeDays, week: rangeDays, month: rangeDays, whole: rangeDays };
}

/** Where nothing of it is kept and nobody else waits, a range may be as long as there are polls. */
export const NO_LIMITS: RangeLimits = limitsOf(Number.POSITIVE_INFINITY);

/** A plan for figures over one range and, where that is asked for, the period before. */
export interface FiguresPlan extends ReportPlan {
	/** The range, and behind it the period of the same length that ends where it begins. */
	readonly ranges: readonly [ReportRange] | readonly [ReportRange, ReportRange];
}

/** What the method calls the period before. */
const PERIOD_BEFORE = "before";

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
	if (request.comparesBefore !== true) return { ...plan, ranges: [planned] };
	return { ...plan, ranges: [planned, { name: PERIOD_BEFORE, ...rangeBefore(planned) }] };
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
	const [range, before] = plan.ranges;
	const missing = whyPollsWereDropped(keptFrom, { ...plan, ranges: [range] });
	if (missing !== undefined) throw new Refusal("invalid", missing);
	if (before === undefined || whyPollsWereDropped(keptFrom, plan) === undefined) return;
	throw new Refusal(
		"invalid",
		`polls of the period before, which begins at ${formatInstant(before.from)}, were dropped; ask without comparing, or for a range that begins later or is shorter`,
	);
}
