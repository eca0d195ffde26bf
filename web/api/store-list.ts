import {
	keepPreviousData,
	type QueryClient,
	queryOptions,
	useQueries,
	useQuery,
	useQueryClient,
} from "@tanstack/react-query";
import { useEffect } from "react";
import { api, type Documents, documentOf } from "./client.ts";
import { FLEET } from "./fleet-events.ts";

type Store = Documents["Store"];

/** How many stores are asked for at once: as many as the API gives. */
const PAGE_STORES = 1_000;

/** How the list may be ordered; with `-`, the other way round. */
export const STORE_SORTS = [
	"store_id",
	"-store_id",
	"name",
	"-name",
	"state",
	"-state",
	"since",
	"-since",
] as const;
export type StoreSort = (typeof STORE_SORTS)[number];

/** Which stores are listed, and in which order. */
export interface StoreFilter {
	readonly search?: string | undefined;
	readonly state?: Documents["StoreState"] | undefined;
	readonly group?: string | undefined;
	readonly sort: StoreSort;
}

/** Places of a list, from 0 on, the last included. */
export interface Places {
	readonly first: number;
	readonly last: number;
}

/** A page with the place in the order that it begins behind: the `next_cursor` of the page before. */
type KeptPage = Documents["StoresPage"] & { readonly after: string | undefined };

/**
 * Stores by their places in a list of thousands. It is asked for page by page, as far as the places that are shown; pages
 * out of sight are kept, and asked for anew when they come into it. While another filter is waited for, the list is
 * what it was (`list.isPlaceholderData`).
 */
export function useStoreList(filter: StoreFilter, shown: Places) {
	const client = useQueryClient();
	const list = useQuery({
		...pageOptions(client, filter, 0),
		placeholderData: keepPreviousData,
	});
	const numbers = pagesUpTo(client, filter, pageOf(shown.last));
	const pages = useQueries({
		queries: numbers.map((number) => ({
			...pageOptions(client, filter, number),
			// Those in between are passed through once, for where the next begins.
			enabled: number >= pageOf(shown.first) || pageAt(client, filter, number) === undefined,
		})),
	});
	// All are read, so that each that comes is told of: behind it the next can be asked for.
	const kept = [list.data, ...pages.map(({ data }) => data)];
	const misplaced = numbers.find((number) => isMisplaced(client, filter, number));
	useEffect(() => {
		if (misplaced === undefined) return;
		void client.invalidateQueries({ queryKey: keyOf(filter, misplaced), exact: true });
	}, [client, filter, misplaced]);
	const failed = pages.find(({ error }) => error !== null);
	return {
		list,
		/** What keeps the stores of the places that are shown from coming. */
		failed,
		storeAt: (place: number): Store | undefined => kept[pageOf(place)]?.stores[place % PAGE_STORES],
	};
}

function pageOptions(client: QueryClient, filter: StoreFilter, number: number) {
	return queryOptions({
		queryKey: keyOf(filter, number),
		queryFn: async ({ signal }): Promise<KeptPage> => {
			const after = cursorOf(client, filter, number);
			const page = await documentOf(
				api.GET("/v1/stores", {
					params: {
						query: { ...asked(filter), limit: PAGE_STORES, ...(after && { cursor: after }) },
					},
					signal,
				}),
			);
			return { ...page, after };
		},
		// Thousands of stores are not compared one by one with what they were.
		structuralSharing: false,
	});
}

function asked({ search, state, group, sort }: StoreFilter) {
	return { ...(search && { search }), ...(state && { state }), ...(group && { group }), sort };
}

function keyOf(filter: StoreFilter, number: number) {
	return [FLEET, "stores", filter, number] as const;
}

function pageOf(place: number): number {
	return Math.floor(place / PAGE_STORES);
}

function pageAt(client: QueryClient, filter: StoreFilter, number: number): KeptPage | undefined {
	return client.getQueryData<KeptPage>(keyOf(filter, number));
}

function cursorOf(client: QueryClient, filter: StoreFilter, number: number): string | undefined {
	return pageAt(client, filter, number - 1)?.next_cursor ?? undefined;
}

/** The numbers of the pages after the first that can be asked for: each needs to know where the one before ends. */
function pagesUpTo(client: QueryClient, filter: StoreFilter, last: number): number[] {
	const numbers: number[] = [];
	for (let number = 1; number <= last; number++) {
		if (cursorOf(client, filter, number) === undefined) break;
		numbers.push(number);
	}
	return numbers;
}

/** Whether a page begins where the one before it ended until stores moved from one to the other. */
function isMisplaced(client: QueryClient, filter: StoreFilter, number: number): boolean {
	const page = pageAt(client, filter, number);
	return page !== undefined && page.after !== cursorOf(client, filter, number);
}
