import type { CalendarUnit } from "../core/calendar-parts.ts";
import type { StoreId } from "../core/store-id.ts";
import type { ServiceContext } from "./context.ts";
import { NO_LIMITS, planFigures, type RequestedFigures } from "./figures-plan.ts";
import { type FoundUptime, PartFolder } from "./found-uptime.ts";
import { sweepStore } from "./store-figures.ts";
import { sweepFleet } from "./sweep-fleet.ts";

/** What uptime is asked of the database: of one store, of a group's stores, or of all. */
export interface UptimeOfDatabase extends RequestedFigures {
	readonly by: CalendarUnit;
	/** Only this store. */
	readonly storeId?: StoreId | undefined;
	/** Only the stores of this group. */
	readonly group?: string | undefined;
}

/**
 * The uptime of stores in the database over a range of any length: of one, or by the order of their ids of
 * those of a group or all that were polled by as of. Nothing of it is kept: some stores are swept at a time,
 * when they are asked for.
 *
 * Refuses as not found an unknown store, as invalid what reports refuse, and, half-way, figures over time of
 * which the polls were dropped. Throws the signal's reason when that says that nobody wants it any more.
 */
export async function uptimeOfDatabase(
	context: ServiceContext,
	{ storeId, group, ...request }: UptimeOfDatabase,
	signal: AbortSignal,
): Promise<FoundUptime> {
	const { by } = request;
	const plan = await planFigures(context, request, NO_LIMITS);
	const folder = PartFolder.by(by, plan.ranges[0]);
	if (storeId !== undefined) {
		const { of, timeline } = await sweepStore(context, storeId, plan);
		const parts = folder.fold(of, timeline);
		return { plan, by, batches: [[parts]], method: () => of.method };
	}
	const found = sweepFleet(
		context,
		{ plan, group: group?.trim() },
		(store, timeline) => folder.fold(store, timeline),
		signal,
	);
	return { plan, by, ...found };
}
