import type { Range } from "../core/instant.ts";
import type { Method } from "../core/method.ts";
import { type OutageSummary, outageSummary } from "../core/outage-summary.ts";
import type { Outage } from "../core/outages.ts";
import type { StoreId } from "../core/store-id.ts";
import type { Totals } from "../core/totals.ts";
import type { ServiceContext } from "./context.ts";
import type { FiguresPlan } from "./figures-plan.ts";
import {
	type FoundOutages,
	matchingOutages,
	type OutageFilter,
	type StoreInList,
	type StoreOutages,
	sweptStoreOutages,
} from "./found-outages.ts";
import { planOutages, type RequestedOutages } from "./outages-plan.ts";
import { storeWithMethod } from "./store-with-method.ts";
import { sweepingForOutages } from "./sweeping.ts";

/** A year of outages, in the last ten. */
const LIMITS = { rangeDays: 366, reachDays: 3_660 };

/** What is asked of one store. */
export interface StoreOutagesRequest extends RequestedOutages, OutageFilter {}

/** Those outages of one store that are wanted. */
export interface OneStoreOutages extends StoreInList {
	readonly method: Method;
	readonly range: Range;
	/** Over the whole range, whatever outages were left out. */
	readonly totals: Totals;
	/** In the order of their starts. */
	readonly outages: readonly Outage[];
	/** Of those outages. */
	readonly summary: OutageSummary;
}

/**
 * The outages of one store that have downtime in a range.
 *
 * Law: without a filter, their downtime inside the range is that of the figures.
 *
 * Refuses as not found an unknown store, and what {@link planOutages} refuses. A store that was never polled
 * has none.
 */
export async function storeOutages(
	context: ServiceContext,
	storeId: StoreId,
	request: StoreOutagesRequest,
): Promise<OneStoreOutages> {
	const plan = await planOutages(context, request, LIMITS);
	const { store, method } = await outagesOfStore(context, storeId, plan);
	const outages = matchingOutages(store.outages, request);
	const summary = outageSummary(outages, store.totals);
	return { ...store, method, range: plan.ranges[0], outages, summary };
}

/** All outages of one store, as {@link fleetOutages} has those of many. Refuses as not found an unknown store. */
export async function oneStoresOutages(
	context: ServiceContext,
	storeId: StoreId,
	plan: FiguresPlan,
): Promise<FoundOutages> {
	const { store, method } = await outagesOfStore(context, storeId, plan);
	return { plan, batches: [[store]], method: () => method };
}

async function outagesOfStore(
	context: ServiceContext,
	storeId: StoreId,
	plan: FiguresPlan,
): Promise<{ store: StoreOutages; method: Method }> {
	const { span, sweeper: sweeperFrom } = sweepingForOutages(plan);
	const { store, histories, method } = await storeWithMethod(context, storeId, plan, span);
	const sweeper = sweeperFrom(store.firstPollAt ?? plan.ranges[0].from);
	let found: StoreOutages | undefined;
	await histories.decide([store], (history, polledFrom) => {
		const timeline = sweeper.timeline(history, polledFrom);
		if (timeline === undefined) return false;
		found = sweptStoreOutages(history, timeline, plan);
		return true;
	});
	return { store: found as StoreOutages | undefined as StoreOutages, method };
}
