import { DAY_MS, type Instant } from "../core/instant.ts";
import { formatLocalMonth, type LocalMonth, monthAt, monthRange } from "../core/local-month.ts";
import { ZoneClock } from "../core/zone-clock.ts";
import type { ServiceContext } from "./context.ts";
import type { FiguresPlan } from "./figures-plan.ts";
import { newestPoll } from "./newest-poll.ts";
import { Refusal } from "./refusal.ts";
import { refuseImpossibleAsOf } from "./trigger-report.ts";

/** Which month is asked for, and as of when. */
export interface RequestedMonth {
	/** The one that as of lies in, by the clock of the default zone, without it. */
	readonly month?: LocalMonth | undefined;
	/** The newest poll of any store without it; the wall clock when there is none. */
	readonly asOf?: Instant | undefined;
}

/** A month to be computed; the range of the plan is the month by the clock of the default zone, up to as of. */
export interface MonthPlan {
	readonly month: LocalMonth;
	readonly plan: FiguresPlan;
}

/**
 * Settles which month is computed, and as of when. Stores of all zones are asked for the same month, and the
 * default zone's clock says which one as of lies in.
 *
 * Refuses as invalid what reports refuse, and a month that has not begun by that clock.
 */
export async function planMonth(
	context: ServiceContext,
	request: RequestedMonth,
): Promise<MonthPlan> {
	const { rules, now } = context;
	refuseImpossibleAsOf(request.asOf, now());
	const asOf = request.asOf ?? (await newestPoll(context)) ?? now();
	const present = monthAt(
		asOf,
		new ZoneClock(rules.defaultZone, { from: asOf, to: asOf + 32 * DAY_MS }),
	);
	const month = request.month ?? present;
	if (month.firstDay > present.firstDay)
		throw new Refusal(
			"invalid",
			`the month has not begun: as of lies in ${formatLocalMonth(present)}`,
		);
	const { from, to } = rangeByDefault(month, rules.defaultZone);
	const range = { name: formatLocalMonth(month), from, to: Math.min(to, asOf) };
	return { month, plan: { asOf, rules, ranges: [range] } };
}

function rangeByDefault(month: LocalMonth, defaultZone: string) {
	const around = { from: month.firstDay * DAY_MS, to: month.nextFirstDay * DAY_MS };
	return monthRange(month, new ZoneClock(defaultZone, around));
}
