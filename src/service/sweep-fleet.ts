import type { Method } from "../core/method.ts";
import type { Timeline } from "../core/timeline.ts";
import type { ServiceContext } from "./context.ts";
import { type FleetTask, fleetPages } from "./fold-fleet.ts";
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
			const { polled, page } = step.value;
			yield await polled.find(page, find);
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
