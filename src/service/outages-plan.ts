import { DAY_MS, formatInstant } from "../core/instant.ts";
import type { ServiceContext } from "./context.ts";
import { type FiguresPlan, limitsOf, planFigures, type RequestedFigures } from "./figures-plan.ts";
import { Refusal } from "./refusal.ts";

/** How far outages are looked for while somebody waits, in days. */
export interface OutageLimits {
	/** The longest range. */
	readonly rangeDays: number;
	/** The longest time from the beginning of the range to as of: polls are read up to there. */
	readonly reachDays: number;
}

/** Over what outages are asked for; whatever is left out is as the data say. */
export type RequestedOutages = Omit<RequestedFigures, "by" | "comparesBefore">;

/**
 * Settles over what outages are looked for, as {@link planFigures} does.
 *
 * Refuses as invalid what that refuses, and a range that lies too far before as of: whether an outage went
 * on is told by all polls from its beginning to as of.
 */
export async function planOutages(
	context: ServiceContext,
	request: RequestedOutages,
	{ rangeDays, reachDays }: OutageLimits,
): Promise<FiguresPlan> {
	const plan = await planFigures(context, request, limitsOf(rangeDays));
	const { from } = plan.ranges[0];
	if (plan.asOf - from > reachDays * DAY_MS)
		throw new Refusal(
			"invalid",
			`the range begins more than ${reachDays} days before as of, ${formatInstant(plan.asOf)}; ask as of an instant that is nearer to it`,
		);
	return plan;
}
