import type { OutagesQuery, StoreOutagesQuery } from "../contract/outage.ts";
import type { OutageFilter } from "../service/found-outages.ts";
import type { OutageOrder, OutageSort } from "../service/outage-table.ts";

/** How many outages a page has where nothing is said. */
export const OUTAGES_DEFAULT = 100;

/** Which outages are wanted. */
export function readOutageFilter(
	query: Pick<StoreOutagesQuery, "at_least_ms" | "ignore_under_ms" | "going_on">,
): OutageFilter {
	const { at_least_ms, ignore_under_ms, going_on } = query;
	return {
		atLeastMs: at_least_ms,
		ignoreUnderMs: ignore_under_ms,
		goingOn: going_on === undefined ? undefined : going_on === "true",
	};
}

/** In which order they are wanted. */
export function readOutageSort(text: NonNullable<OutagesQuery["sort"]>): OutageSort {
	const descends = text.startsWith("-");
	return { by: (descends ? text.slice(1) : text) as OutageOrder, descends };
}
