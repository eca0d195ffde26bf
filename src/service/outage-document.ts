import type {
	FleetOutageDocument,
	FleetOutageSummaryDocument,
	OutageDocument,
	OutageSummaryDocument,
	OutagesPage,
	StoreOutagesDocument,
} from "../contract/outage.ts";
import type { Currency } from "../core/currency.ts";
import { formatInstant, type Range } from "../core/instant.ts";
import { formatLocalInstant } from "../core/local-instant.ts";
import type { SalesPerHour } from "../core/lost-sales.ts";
import { type LostSalesSum, lostSalesOfStore } from "../core/lost-sales-sum.ts";
import type { Method } from "../core/method.ts";
import {
	type MeanDuration,
	meanDowntime,
	meanUptimeBetween,
	type OutageSummary,
	wholeMean,
} from "../core/outage-summary.ts";
import type { Outage } from "../core/outages.ts";
import type { Totals } from "../core/totals.ts";
import { type ZoneClock, ZoneClocks } from "../core/zone-clock.ts";
import type { OutageFilter, OutageOfStore } from "./found-outages.ts";
import type { OutageList } from "./list-outages.ts";
import { currencyDocument, lostSalesSumDocument, maybeLostSales } from "./lost-sales-document.ts";
import { figures, maybeInstant, methodDocument, rangeDocument } from "./report-document.ts";
import type { OneStoreOutages } from "./store-outages.ts";

/** The clocks that the times of some outages are told by. */
export function clocksOf(outages: readonly Outage[]): ZoneClocks {
	const range = { from: Number.POSITIVE_INFINITY, to: Number.NEGATIVE_INFINITY };
	for (const { start, end = start } of outages) {
		range.from = Math.min(range.from, start);
		range.to = Math.max(range.to, end);
	}
	return new ZoneClocks(range);
}

/** What is told of a store beside its outages, and how. */
interface OutageTelling {
	readonly clock: ZoneClock;
	readonly salesPerHour: SalesPerHour | undefined;
	readonly currency: Currency;
}

function outageDocument(
	outage: Outage,
	{ clock, salesPerHour, currency }: OutageTelling,
): OutageDocument {
	const { start, end, downInRangeMs } = outage;
	const { lostSales } = lostSalesOfStore(downInRangeMs, salesPerHour);
	return {
		start: formatInstant(start),
		end: maybeInstant(end),
		start_local: formatLocalInstant(start, clock),
		end_local: end === undefined ? null : formatLocalInstant(end, clock),
		down_ms: downInRangeMs,
		down_ms_total: outage.downMs,
		began_before: outage.beganBefore,
		goes_on_past: outage.goesOnPast,
		lost_sales_estimate: maybeLostSales(lostSales, currency),
	};
}

/** What outages of many stores are written by. */
interface OutageWriting {
	readonly clocks: ZoneClocks;
	readonly range: Range;
	readonly currency: Currency;
}

/** An outage of one of many stores, in a range, as it goes over the wire. */
export function fleetOutageDocument(
	{ store, ...outage }: OutageOfStore,
	{ clocks, range, currency }: OutageWriting,
): FleetOutageDocument {
	return {
		store_id: store.storeId,
		name: store.name ?? null,
		group: store.group ?? null,
		timezone: store.zone.at(range.to - 1).zone,
		...outageDocument(outage, { ...store, clock: clocks.of(store.zone), currency }),
	};
}

/** The outages of one store as they go over the wire. */
export function storeOutagesDocument(
	{ storeId, zone, salesPerHour, outages, summary, ...of }: OneStoreOutages,
	filter: OutageFilter,
	currency: Currency,
): StoreOutagesDocument {
	const clocks = clocksOf(outages);
	const { lostSales } = lostSalesOfStore(summary.downMs, salesPerHour);
	const { longest } = summary;
	return {
		store_id: storeId,
		timezone: zone.at(of.range.to - 1).zone,
		...rangeDocument(of.range),
		outages: outages.map((outage) =>
			outageDocument(outage, { clock: clocks.of(zone), salesPerHour, currency }),
		),
		summary: {
			...countsDocument(summary),
			lost_sales_estimate: maybeLostSales(lostSales, currency),
			longest: longest === undefined ? null : longestDocument(longest),
		},
		...currencyDocument(currency),
		...outagesMethod(of, filter),
	};
}

/** A page of the outages of all stores as it goes over the wire. */
export function outagesPage(
	{ outages, summary, ...list }: OutageList,
	filter: OutageFilter,
	{ nextCursor, currency }: { readonly nextCursor: string | null; readonly currency: Currency },
): OutagesPage {
	const clocks = clocksOf(outages);
	const { range } = list;
	return {
		...rangeDocument(range),
		outages: outages.map((outage) => fleetOutageDocument(outage, { clocks, range, currency })),
		next_cursor: nextCursor,
		total: list.total,
		summary: fleetSummaryDocument({ summary, lostSales: list.lostSales }, currency),
		...currencyDocument(currency),
		...outagesMethod(list, filter),
		computed_at: formatInstant(list.computedAt),
	};
}

/** The figures of the range, and how outages came about. */
export function outagesMethod(
	{ totals, method }: { readonly totals: Totals; readonly method: Method },
	filter: OutageFilter,
) {
	return { figures: figures(totals), ...outagesMetadata(method, filter) };
}

/** How outages came about: the method, and what was taken for no outage. */
export function outagesMetadata(method: Method, { ignoreUnderMs }: OutageFilter) {
	return { method: methodDocument(method), ignored_under_ms: ignoreUnderMs ?? null };
}

/** What the outages of many stores come to, as it goes over the wire. */
export function fleetSummaryDocument(
	{
		summary,
		lostSales,
	}: { readonly summary: OutageSummary<OutageOfStore>; readonly lostSales: LostSalesSum },
	currency: Currency,
): FleetOutageSummaryDocument {
	const { longest } = summary;
	return {
		...countsDocument(summary),
		...lostSalesSumDocument(lostSales, currency),
		longest:
			longest === undefined
				? null
				: { store_id: longest.store.storeId, ...longestDocument(longest) },
	};
}

function countsDocument(
	summary: OutageSummary,
): Omit<OutageSummaryDocument, "longest" | "lost_sales_estimate"> {
	return {
		count: summary.count,
		begun: summary.begun,
		going_on: summary.goingOn,
		down_ms: summary.downMs,
		mean_down_ms: maybeWholeMean(meanDowntime(summary)),
		mean_up_between_ms: maybeWholeMean(meanUptimeBetween(summary)),
	};
}

function maybeWholeMean(mean: MeanDuration | undefined): number | null {
	return mean === undefined ? null : wholeMean(mean);
}

function longestDocument({ start, downInRangeMs }: Outage) {
	return { start: formatInstant(start), down_ms: downInRangeMs };
}
