import { type CalendarPart, calendarParts } from "../core/calendar-parts.ts";
import type { Range } from "../core/instant.ts";
import type { Method } from "../core/method.ts";
import { PartTotals } from "../core/part-totals.ts";
import { StoreSweeper, spanOf } from "../core/report.ts";
import { type StateSegment, stateSegments } from "../core/state-segments.ts";
import type { StoreId } from "../core/store-id.ts";
import type { Timeline } from "../core/timeline.ts";
import { type Totals, totalsOf } from "../core/totals.ts";
import { ZoneClock } from "../core/zone-clock.ts";
import type { PeriodBefore } from "./change-document.ts";
import type { ServiceContext } from "./context.ts";
import {
	type FiguresPlan,
	planFigures,
	type RangeLimits,
	type RequestedFigures,
} from "./figures-plan.ts";
import type { StoreInList } from "./found-outages.ts";
import { storeWithMethod } from "./store-with-method.ts";

/** Ten years of weeks, three of days, a month of hours. */
const UPTIME_LIMITS: RangeLimits = {
	hour: 31,
	day: 1_096,
	week: 3_660,
	month: 3_660,
	whole: 3_660,
};

const TIMELINE_DAYS_MAX = 92;

/** A part of a range, and how its open time splits. */
export interface PartFigures extends CalendarPart {
	readonly totals: Totals;
}

/** What figures of one store are about. */
export interface OfStore extends StoreInList {
	readonly method: Method;
	readonly range: Range;
	/** Over the whole range. */
	readonly totals: Totals;
}

export interface StoreUptime extends OfStore {
	/** `undefined` when nobody asked for it. */
	readonly before: PeriodBefore | undefined;
	/** The parts of the range, in order, which add up to the whole; `undefined` when it was not cut. */
	readonly parts: readonly PartFigures[] | undefined;
}

export interface StoreTimeline extends OfStore {
	/** The range as segments, in order, which adjoin each other. */
	readonly segments: readonly StateSegment[];
}

/**
 * How the open time of one store splits over a range, and over its parts by the store's own calendar.
 *
 * Refuses as not found an unknown store, and what {@link planFigures} refuses. A store that was never
 * polled has figures, too: all of its open time is unknown.
 */
export async function storeUptime(
	context: ServiceContext,
	storeId: StoreId,
	request: RequestedFigures,
): Promise<StoreUptime> {
	const { by } = request;
	const plan = await planFigures(context, request, UPTIME_LIMITS);
	const { of, timeline } = await sweepStore(context, storeId, plan);
	const [, periodBefore] = plan.ranges;
	const before = periodBefore && {
		range: periodBefore,
		totals: totalsOf(timeline, periodBefore),
	};
	if (by === undefined) return { ...of, before, parts: undefined };
	const parts = calendarParts(of.range, by, new ZoneClock(of.zone, of.range));
	const sums = new PartTotals(parts);
	sums.add(timeline);
	return { ...of, before, parts: parts.map((part, i) => ({ ...part, totals: sums.totals(i) })) };
}

/** What one store was in over a range, segment by segment. Refuses what {@link storeUptime} refuses. */
export async function storeTimeline(
	context: ServiceContext,
	storeId: StoreId,
	request: Omit<RequestedFigures, "by" | "comparesBefore">,
): Promise<StoreTimeline> {
	const limits: RangeLimits = { ...UPTIME_LIMITS, whole: TIMELINE_DAYS_MAX };
	const plan = await planFigures(context, request, limits);
	const { of, timeline } = await sweepStore(context, storeId, plan);
	return { ...of, segments: stateSegments(timeline, of.range) };
}

/** Sweeps one store over the range of a plan. Refuses as not found an unknown store. */
export async function sweepStore(
	context: ServiceContext,
	storeId: StoreId,
	plan: FiguresPlan,
): Promise<{ of: OfStore; timeline: Timeline }> {
	const { store, histories, method } = await storeWithMethod(context, storeId, plan, spanOf(plan));
	const [range] = plan.ranges;
	const sweeper = new StoreSweeper(plan, store.firstPollAt ?? range.from);
	let timeline: Timeline | undefined;
	await histories.decide([store], (history, polledFrom) => {
		timeline = sweeper.timeline(history);
		return polledFrom !== undefined && sweeper.isDecided(polledFrom);
	});
	const swept = timeline as Timeline | undefined as Timeline;
	const { name, group, zone, salesPerHour } = store;
	const totals = totalsOf(swept, range);
	const of = { storeId, name, group, zone, salesPerHour, method, range, totals };
	return { of, timeline: swept };
}
