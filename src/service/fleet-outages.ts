import type { ServiceContext } from "./context.ts";
import type { FleetTask } from "./fold-fleet.ts";
import { type FoundOutages, type StoreOutages, sweptStoreOutages } from "./found-outages.ts";
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
		(store, timeline) => sweptStoreOutages(store, timeline, plan),
		signal,
	);
	return { plan, ...found };
}
