import type { DurationMs } from "../core/instant.ts";
import type { SalesPerHour } from "../core/lost-sales.ts";
import {
	addLostSales,
	type LostSalesSum,
	lostSalesOfStore,
	NO_STORES,
} from "../core/lost-sales-sum.ts";
import type { Method } from "../core/method.ts";
import { addOutageSummaries, type OutageSummary, outageSummary } from "../core/outage-summary.ts";
import { type Outage, outagesOf, outagesOfAtLeast } from "../core/outages.ts";
import { type ReportPlan, type StoreHistory, spanOf } from "../core/report.ts";
import type { StoreId } from "../core/store-id.ts";
import type { StoreZone } from "../core/store-zone.ts";
import type { Timeline } from "../core/timeline.ts";
import { addTotals, NO_TIME, type Totals, totalsOf } from "../core/totals.ts";
import type { FiguresPlan } from "./figures-plan.ts";

/** Which outages are wanted; all of them without anything. */
export interface OutageFilter {
	/** Those with so much downtime in all. */
	readonly atLeastMs?: DurationMs | undefined;
	/** Those with less downtime in all are taken for none, and the method says so. */
	readonly ignoreUnderMs?: DurationMs | undefined;
	/** Those that are going on as of, or those that ended. */
	readonly goingOn?: boolean | undefined;
}

/** Those of a store's outages that are wanted, in order. */
export function matchingOutages<Found extends Outage>(
	outages: readonly Found[],
	{ atLeastMs, ignoreUnderMs, goingOn }: OutageFilter,
): readonly Found[] {
	const long = outagesOfAtLeast(outagesOfAtLeast(outages, ignoreUnderMs), atLeastMs);
	return goingOn === undefined ? long : long.filter(({ end }) => (end === undefined) === goingOn);
}

/** Whose outages are told. */
export interface StoreInList {
	readonly storeId: StoreId;
	readonly name: string | undefined;
	readonly group: string | undefined;
	readonly zone: StoreZone;
	/** What it sells in an hour; `undefined` when nothing said so. */
	readonly salesPerHour: SalesPerHour | undefined;
}

/** A store and its outages of a range, in order. */
export interface StoreOutages extends StoreInList {
	readonly outages: readonly Outage[];
	/** Over the whole range. */
	readonly totals: Totals;
}

/**
 * The outages of one store over the span of a plan's ranges, in its timeline, which was swept for them: see
 * `sweepingForOutages`.
 */
export function sweptStoreOutages(
	{ storeId, name, group, zone, salesPerHour, polls }: StoreInList & Pick<StoreHistory, "polls">,
	timeline: Timeline,
	plan: ReportPlan,
): StoreOutages {
	const { asOf, rules } = plan;
	const range = spanOf(plan);
	const outages = outagesOf({ timeline, polls, rules }, { range, asOf });
	const totals = totalsOf(timeline, range);
	return { storeId, name, group, zone, salesPerHour, outages, totals };
}

/** The outages of many stores, by the order of their ids, wherever they were found. */
export interface FoundOutages {
	readonly plan: FiguresPlan;
	readonly batches: Iterable<readonly StoreOutages[]> | AsyncIterable<readonly StoreOutages[]>;
	/** How they came about; to be asked once all batches were taken. */
	method(): Method;
}

/** An outage, and the store that had it. */
export interface OutageOfStore extends Outage {
	readonly store: StoreInList;
}

/** Sums up the outages of stores and their totals, store by store. */
export class OutageSums {
	#summary: OutageSummary<OutageOfStore> = outageSummary<OutageOfStore>([], NO_TIME);
	#totals: Totals = NO_TIME;
	#lostSales = NO_STORES;

	/** Adds those outages of a store that are wanted, and all of its time. */
	add(store: StoreInList, outages: readonly Outage[], totals: Totals): void {
		const ofStore = outages.map((outage) => ({ ...outage, store }));
		this.#summary = addOutageSummaries(this.#summary, outageSummary(ofStore, totals));
		this.#totals = addTotals(this.#totals, totals);
		const downMs = outages.reduce((sum, { downInRangeMs }) => sum + downInRangeMs, 0);
		this.#lostSales = addLostSales(this.#lostSales, lostSalesOfStore(downMs, store.salesPerHour));
	}

	/** What the downtime of those outages inside the range may have cost. */
	get lostSales(): LostSalesSum {
		return this.#lostSales;
	}

	get summary(): OutageSummary<OutageOfStore> {
		return this.#summary;
	}

	get totals(): Totals {
		return this.#totals;
	}
}
