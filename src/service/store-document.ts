import type {
	DescribedStoreDocument,
	StoreDocument,
	StoreTimelineDocument,
	StoreUptimeDocument,
} from "../contract/store.ts";
import type { Currency } from "../core/currency.ts";
import { formatInstant, type Instant } from "../core/instant.ts";
import { lostSalesOfStore } from "../core/lost-sales-sum.ts";
import { lastInstantOf } from "../core/report.ts";
import type { Rules } from "../core/rules.ts";
import { changesOf, hoursAt } from "../core/schedule-changes.ts";
import type { Totals } from "../core/totals.ts";
import { changeDocument } from "./change-document.ts";
import type { DescribedStore } from "./describe-store.ts";
import { lostSalesSoFar, type StoreNow } from "./fleet-states.ts";
import { currencyDocument, maybeLostSales, maybeSalesPerHour } from "./lost-sales-document.ts";
import {
	figures,
	maybeInstant,
	methodDocument,
	rangeDocument,
	scheduleChangeDocument,
	settingsDocument,
} from "./report-document.ts";
import type { OfStore, StoreTimeline, StoreUptime } from "./store-figures.ts";

/** A store as it goes over the wire. */
export function storeDocument({ current, ...store }: StoreNow, currency: Currency): StoreDocument {
	return {
		store_id: store.storeId,
		name: store.name ?? null,
		group: store.group ?? null,
		city: store.city ?? null,
		sales_per_hour: maybeSalesPerHour(store.salesPerHour),
		timezone: store.timezone ?? null,
		state: current.state,
		since: maybeInstant(current.since),
		down_ms: current.downMs ?? null,
		lost_sales_estimate: maybeLostSales(lostSalesSoFar({ current, ...store }), currency),
		opens_at: maybeInstant(current.opensAt),
		first_poll_at: maybeInstant(store.firstPollAt),
		last_poll_at: maybeInstant(store.lastPollAt),
	};
}

/** As of when, and by which settings, it is told what stores are in. */
export function stateMethod(
	{ asOf, computedAt }: { readonly asOf: Instant; readonly computedAt: Instant },
	rules: Rules,
) {
	return {
		as_of: formatInstant(asOf),
		computed_at: formatInstant(computedAt),
		settings: settingsDocument(rules),
	};
}

/** One store with what there is of its business hours, as it goes over the wire. */
export function describedStoreDocument(
	described: DescribedStore,
	{ rules, currency }: { readonly rules: Rules; readonly currency: Currency },
): DescribedStoreDocument {
	const { store } = described;
	return {
		...storeDocument(store, currency),
		has_business_hours: hoursAt(store, described.asOf) !== undefined,
		changes: changesOf(store).map(scheduleChangeDocument),
		special_dates: store.schedule.specialHours.size,
		closures: store.ownClosures.length,
		closures_of_all: store.closuresOfAll.length,
		...currencyDocument(currency),
		...stateMethod(described, rules),
	};
}

/** The figures of one store as they go over the wire. */
export function storeUptimeDocument(
	{ parts, before, ...of }: StoreUptime,
	currency: Currency,
): StoreUptimeDocument {
	const lost = ({ downMs }: Totals) => ({
		lost_sales_estimate: maybeLostSales(
			lostSalesOfStore(downMs, of.salesPerHour).lostSales,
			currency,
		),
	});
	return {
		...ofStoreDocument(of),
		...lost(of.totals),
		...changeDocument(of.totals, before),
		parts:
			parts?.map(({ local, totals, ...range }) => ({
				local,
				...rangeDocument(range),
				figures: figures(totals),
				...lost(totals),
			})) ?? null,
		...currencyDocument(currency),
	};
}

/** What one store was in, as it goes over the wire. */
export function storeTimelineDocument({ segments, ...of }: StoreTimeline): StoreTimelineDocument {
	return {
		...ofStoreDocument(of),
		segments: segments.map(({ state, ...range }) => ({
			...rangeDocument(range),
			state,
		})),
	};
}

function ofStoreDocument({ storeId, zone, range, totals, method }: OfStore) {
	return {
		store_id: storeId,
		timezone: zone.at(lastInstantOf(method)).zone,
		...rangeDocument(range),
		figures: figures(totals),
		method: methodDocument(method),
	};
}
