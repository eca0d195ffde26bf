import { Dated, FROM_THE_BEGINNING } from "../core/dated.ts";
import type { Range } from "../core/instant.ts";
import { formatLocalDay, type LocalDay, parseLocalDay } from "../core/local-time.ts";
import { parseSalesPerHour } from "../core/lost-sales.ts";
import type { StoreId } from "../core/store-id.ts";
import { StoreZone } from "../core/store-zone.ts";
import type { KeptOutages } from "../database/report-outages.ts";
import type { StoreInList, StoreOutages } from "./found-outages.ts";
import { maybeSalesPerHour } from "./lost-sales-document.ts";

/** What a report keeps of a store beside its outages, so that nothing which is told of them changes later. */
interface KeptStore {
	readonly name: string | null;
	readonly group: string | null;
	/** As text, so that it stays exact. */
	readonly salesPerHour: string | null;
	/** Its own zones, each with the date from which on it is valid; null from the beginning, and for none. */
	readonly zones: readonly (readonly [validFrom: string | null, zone: string | null])[];
}

/** The outages of a store as a report keeps them. */
export function keptOutages({ outages, totals, ...store }: StoreOutages): KeptOutages {
	return { store: keptStore(store), totals, outages };
}

/** The outages of a store over the span of a report, as {@link keptOutages} kept them. */
export function outagesThatWereKept(
	{ storeId, store, totals, outages }: KeptOutages & { readonly storeId: StoreId },
	{ span, defaultZone }: { readonly span: Range; readonly defaultZone: string },
): StoreOutages {
	return {
		...storeThatWasKept(store as KeptStore, storeId, defaultZone),
		totals,
		outages: outages.map((outage) => ({
			...outage,
			beganBefore: outage.start < span.from,
			goesOnPast: outage.end === undefined || outage.end > span.to,
		})),
	};
}

function keptStore({ name, group, zone, salesPerHour }: StoreInList): KeptStore {
	return {
		name: name ?? null,
		group: group ?? null,
		salesPerHour: maybeSalesPerHour(salesPerHour),
		zones: zone.own.versions.map(({ validFrom, value }) => [
			validFrom === FROM_THE_BEGINNING ? null : formatLocalDay(validFrom),
			value ?? null,
		]),
	};
}

function storeThatWasKept(
	{ name, group, zones, salesPerHour }: KeptStore,
	storeId: StoreId,
	defaultZone: string,
): StoreInList {
	const own = Dated.of(
		zones.map(([validFrom, zone]) => ({
			validFrom: validFrom === null ? FROM_THE_BEGINNING : (parseLocalDay(validFrom) as LocalDay),
			value: zone ?? undefined,
		})),
	);
	return {
		storeId,
		name: name ?? undefined,
		group: group ?? undefined,
		zone: new StoreZone(own, defaultZone),
		salesPerHour: salesPerHour === null ? undefined : parseSalesPerHour(salesPerHour),
	};
}
