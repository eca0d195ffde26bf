import type { Instant } from "../core/instant.ts";
import type { ReportPlan } from "../core/report.ts";
import type { StoreSelection } from "../database/stores.ts";
import type { NotedClosure } from "./store-histories.ts";

/** What a report can have beside its rows. */
export type ReportPart = "outages";

/** What a report was asked, as it is kept: everything that its figures depend on besides the data. */
export interface ReportParameters extends ReportPlan {
	/** The stores that were asked for; all without it and without a group. */
	readonly storeIds?: readonly string[] | undefined;
	/**
	 * The group that was asked for. A store belongs to the report when it is in the group at the moment
	 * its slice is read, as its hours and zone are those of that moment.
	 */
	readonly group?: string | undefined;
	/** What it has beside its rows; left out where that is nothing. */
	readonly include?: readonly ReportPart[] | undefined;
}

export function selectionOf({ storeIds, group }: ReportParameters): StoreSelection {
	if (group !== undefined) return { group };
	return storeIds === undefined ? undefined : { storeIds };
}

/** What is found once, when a report begins, and is then the same for all of its slices. */
export interface SettledFacts {
	/** The planned closures of all stores. */
	readonly closuresOfAll: readonly NotedClosure[];
	/** When any of its stores was first polled. */
	readonly earliestPoll: Instant;
}
