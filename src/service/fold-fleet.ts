import type { Instant } from "../core/instant.ts";
import type { Method } from "../core/method.ts";
import { manyClosuresOfAll } from "../database/closures.ts";
import { maybeKeptFrom } from "../database/kept-from.ts";
import { maybeCutFleet } from "../database/stores.ts";
import type { ServiceContext } from "./context.ts";
import { type FiguresPlan, refuseDroppedPolls } from "./figures-plan.ts";
import { methodCounts } from "./method-counts.ts";
import { PolledStores, type PolledStoresPage } from "./polled-stores.ts";
import { selectionOfGroup } from "./store-group.ts";
import type { NotedClosure } from "./store-histories.ts";
import { StoreTally, type TallyCounts } from "./store-tally.ts";
import type { Sweeping } from "./sweeping.ts";

/** Of which stores together figures are computed, and over what. */
export interface FleetTask {
	readonly plan: FiguresPlan;
	/** Only the stores of this group. */
	readonly group?: string | undefined;
	/** What they are swept for; for totals without it. */
	readonly sweeping?: Sweeping | undefined;
}

/** How figures of all stores together came about. */
export interface FoldedFleet {
	readonly method: Method;
	/** The wall clock when it began to be computed. */
	readonly computedAt: Instant;
}

/**
 * Walks through all stores that were polled by as of, or through those of a group, and has each page of them
 * folded into figures.
 *
 * Refuses as invalid figures over time of which the polls were dropped. Throws the signal's reason when that
 * says that nobody wants them any more.
 */
export async function foldFleet(
	context: ServiceContext,
	task: FleetTask,
	fold: (polled: PolledStores, page: PolledStoresPage) => Promise<void>,
	signal: AbortSignal,
): Promise<FoldedFleet> {
	const pages = fleetPages(context, task, signal);
	for (;;) {
		const step = await pages.next();
		if (step.done === true) return step.value;
		await fold(step.value.polled, step.value.page);
	}
}

/** Stores that were read together, and what sweeps them. */
export interface FleetPage {
	readonly polled: PolledStores;
	readonly page: PolledStoresPage;
}

/**
 * The pages of stores that {@link foldFleet} folds, each read when it is asked for, and at last how the
 * figures came about. Refuses and throws what that does.
 */
export async function* fleetPages(
	context: ServiceContext,
	task: FleetTask,
	signal: AbortSignal,
): AsyncGenerator<FleetPage, FoldedFleet> {
	const { database, now } = context;
	const { plan, sweeping } = task;
	const computedAt = now();
	const selection = selectionOfGroup(task.group);
	const { fleet, closuresOfAll } = await database.snapshot(async (connection) => {
		refuseDroppedPolls(await maybeKeptFrom(connection), plan);
		return {
			fleet: await maybeCutFleet(connection, { asOf: plan.asOf, selection }, 1_000_000_000),
			closuresOfAll: await manyClosuresOfAll(connection),
		};
	});
	signal.throwIfAborted();
	const tally = new StoreTally(plan);
	if (fleet !== undefined) {
		const { earliestPoll } = fleet;
		const bounds = { firstStoreId: "", nextStoreId: undefined };
		const walk = { plan, selection, bounds, closuresOfAll, earliestPoll, sweeping };
		const polled = new PolledStores(database, walk);
		for await (const page of polled.pages()) {
			signal.throwIfAborted();
			yield { polled, page };
			tally.add(page.stores, page.newestPoll);
		}
		// They may have been dropped while it was computed.
		refuseDroppedPolls(await maybeKeptFrom(database), plan);
	}
	const method = methodOf(context, task, { counts: tally.counts, closuresOfAll });
	return { method, computedAt };
}

function methodOf(
	{ zoneDataVersion }: ServiceContext,
	{ plan, group }: FleetTask,
	found: { readonly counts: TallyCounts; readonly closuresOfAll: readonly NotedClosure[] },
): Method {
	return {
		...plan,
		...methodCounts(plan, [found.counts], found.closuresOfAll),
		selection: group === undefined ? "all" : "group",
		group,
		zoneDataVersion,
	};
}
