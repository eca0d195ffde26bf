import { lastInstantOf } from "../core/report.ts";
import type { StoreId } from "../core/store-id.ts";
import type { ServiceContext } from "./context.ts";
import { PeakSweeper } from "./peak-sweeper.ts";
import { peaksOf, type RequestedPeaks, type StorePeaks } from "./peaks.ts";
import { planPeaks } from "./plan-peaks.ts";
import { storeWithMethod } from "./store-with-method.ts";

const DAYS_MAX = 366;

/**
 * When in the week one store was down, by its own clock, over a range of so many days at most.
 *
 * Refuses as not found an unknown store, and what {@link planFigures} refuses.
 */
export async function storePeaks(
	context: ServiceContext,
	storeId: StoreId,
	request: RequestedPeaks,
	daysMax = DAYS_MAX,
): Promise<StorePeaks> {
	const plan = await planPeaks(context, request, daysMax);
	const { store, histories, method } = await storeWithMethod(context, storeId, plan);
	const sweeper = new PeakSweeper(plan);
	await histories.decide([store], (history, polledFrom) => sweeper.add(history, polledFrom));
	const peaks = peaksOf(method, plan.ranges[0], sweeper.cells());
	return { storeId, zone: store.zone.at(lastInstantOf(plan)).zone, ...peaks };
}
