import { outagesOf } from "../core/outages.ts";
import { type ReportPlan, spanOf } from "../core/report.ts";
import type { Timeline } from "../core/timeline.ts";
import { totalsOf } from "../core/totals.ts";
import type { ServiceContext } from "./context.ts";
import type { FleetTask } from "./fold-fleet.ts";
import type { FoundOutages, StoreOutages } from "./found-outages.ts";
import type { PolledStoreToSweep } from "./polled-stores.ts";
import { sweepFleet } from "./sweep-fleet.ts";
import { sweepingForOutages } from "./sweeping.ts";

/**
 * The outages of all stores in the database that were polled by as of, or of those of a group, by the order
 * of their ids; some are swept at a time, when they are asked for.
 *
 * Refuses and throws what {@link sweepFleet} does.
 */
export function fleetOutages(
	context: ServiceContext,
	task: Omit<FleetTask, "sweeping">,
	signal: AbortSignal,
): FoundOutages {
	const { plan } = task;
	const found = sweepFleet<StoreOutages>(
		context,
		{ ...task, sweeping: sweepingForOutages(plan) },
		(store, timeline) => polledStoreOutages(store, timeline, plan),
		signal,
	);
	return { plan, ...found };
}

/**
 * The outages of one store over the span of a plan's ranges, in its timeline, which was swept for
 * them: see {@link sweepingForOutages}.
 */
export function polledStoreOutages(
	{ storeId, name, group, zone, salesPerHour, polls }: PolledStoreToSweep,
	timeline: Timeline,
	plan: ReportPlan,
): StoreOutages {
	const { asOf, rules } = plan;
	const range = spanOf(plan);
	const outages = outagesOf({ timeline, polls, rules }, { range, asOf });
	const totals = totalsOf(timeline, range);
	return { storeId, name, group, zone, salesPerHour, outages, totals };
}
