import type { Range } from "../core/instant.ts";
import type { LocalMonth } from "../core/local-month.ts";
import type { Method } from "../core/method.ts";
import { type MonthFigures, MonthFold } from "../core/month-figures.ts";
import type { StoreId } from "../core/store-id.ts";
import { type TargetStatus, targetStatus } from "../core/target-status.ts";
import { readTargets } from "../database/targets.ts";
import type { ServiceContext } from "./context.ts";
import { refuseDroppedMonth, sweepingForMonth } from "./fleet-month.ts";
import { planMonth, type RequestedMonth } from "./month-plan.ts";
import { storeWithMethod } from "./store-with-method.ts";

/** A store, held against its target in a month of its own calendar. */
export interface StoreTarget extends TargetStatus {
	readonly month: LocalMonth;
	readonly storeId: StoreId;
	readonly name: string | undefined;
	readonly group: string | undefined;
	/** The zone that it is in at the end of the month: its own, or the default. */
	readonly zone: string;
	/** When it has the month. */
	readonly range: Range;
	readonly method: Method;
}

/**
 * One store, held against its target in a month: what {@link fleetTargets} says of it, and the figures of the
 * month also when it has no target.
 *
 * Refuses as not found an unknown store, what {@link planMonth} refuses, and as invalid a month of which polls
 * were dropped.
 */
export async function storeTarget(
	context: ServiceContext,
	storeId: StoreId,
	request: RequestedMonth,
): Promise<StoreTarget> {
	const { month, plan } = await planMonth(context, request);
	const fold = new MonthFold(month, plan);
	const sweeping = sweepingForMonth(fold, plan);
	const { store, histories, method } = await storeWithMethod(context, storeId, plan, sweeping.span);
	const { storeKey, name, group, keptFrom } = store;
	const range = fold.rangeIn(store.zone);
	const { zone } = store.zone.at(range.to - 1);
	refuseDroppedMonth(keptFrom, plan, range.from);
	const sweeper = sweeping.sweeper(store.firstPollAt ?? sweeping.span.from);
	let figures: MonthFigures | undefined;
	await histories.decide([store], (history, polledFrom) => {
		const timeline = sweeper.timeline(history, polledFrom);
		if (timeline === undefined) return false;
		figures = fold.figures(history, timeline);
		return true;
	});
	const targets = await readTargets(context.database, storeKey);
	const inForce = targets.ofStore({ storeKey, group });
	const status = targetStatus(figures as MonthFigures | undefined as MonthFigures, inForce);
	return { month, storeId, name, group, zone, range, method, ...status };
}
