import type { Method } from "../core/method.ts";
import type { StoreId } from "../core/store-id.ts";
import type { Timeline } from "../core/timeline.ts";
import type { ServiceContext } from "./context.ts";
import { type FleetPage, type FleetTask, fleetPages } from "./fold-fleet.ts";
import type { PolledStoreToSweep } from "./polled-stores.ts";

/** What was found of stores, by the order of their ids. */
export interface SweptFleet<Found> {
	readonly batches: AsyncIterable<readonly Found[]>;
	/** How it came about; to be asked once all batches were taken. */
	method(): Method;
}

/**
 * Finds something of each of the stores in the database that were polled by as of, or of those of a group;
 * some are swept at a time, when they are asked for.
 *
 * Refuses, half-way, figures over time of which the polls were dropped. Throws the signal's reason when that
 * says that nobody wants them any more.
 */
export function sweepFleet<Found>(
	context: ServiceContext,
	task: FleetTask,
	find: (store: PolledStoreToSweep, timeline: Timeline) => Found,
	signal: AbortSignal,
): SweptFleet<Found> {
	let method: Method | undefined;
	async function* batches(): AsyncGenerator<readonly Found[]> {
		const pages = fleetPages(context, task, signal);
		for (;;) {
			const step = await pages.next();
			if (step.done === true) {
				method = step.value.method;
				return;
			}
			yield await sweepPage(step.value, find);
		}
	}
	return {
		batches: batches(),
		method() {
			if (method === undefined) throw new Error("not all batches were taken yet");
			return method;
		},
	};
}

/** What is found of the stores of a page, in its order: those that went quiet are decided last. */
async function sweepPage<Found>(
	{ polled, page }: FleetPage,
	find: (store: PolledStoreToSweep, timeline: Timeline) => Found,
): Promise<Found[]> {
	const found = new Map<StoreId, Found>();
	await polled.sweep(page, (store, timeline) => {
		found.set(store.storeId, find(store, timeline));
	});
	return page.stores.map(({ storeId }) => found.get(storeId) as Found);
}
