import type { Method } from "../core/method.ts";
import { outagesOf } from "../core/outages.ts";
import type { StoreId } from "../core/store-id.ts";
import { totalsOf } from "../core/totals.ts";
import type { ServiceContext } from "./context.ts";
import type { FiguresPlan } from "./figures-plan.ts";
import { type FleetPage, type FleetTask, fleetPages } from "./fold-fleet.ts";
import type { FoundOutages, StoreOutages } from "./found-outages.ts";
import { sweepingForOutages } from "./sweeping.ts";

/**
 * The outages of all stores in the database that were polled by as of, or of those of a group, by the order
 * of their ids; some are swept at a time, when they are asked for.
 *
 * Refuses, half-way, figures over time of which the polls were dropped. Throws the signal's reason when that
 * says that nobody wants them any more.
 */
export function fleetOutages(
	context: ServiceContext,
	task: Omit<FleetTask, "sweeping">,
	signal: AbortSignal,
): FoundOutages {
	const { plan } = task;
	let method: Method | undefined;
	async function* batches(): AsyncGenerator<readonly StoreOutages[]> {
		const pages = fleetPages(context, { ...task, sweeping: sweepingForOutages(plan) }, signal);
		for (;;) {
			const step = await pages.next();
			if (step.done === true) {
				method = step.value.method;
				return;
			}
			yield await sweepPage(step.value, plan);
		}
	}
	return {
		plan,
		batches: batches(),
		method() {
			if (method === undefined) throw new Error("not all batches were taken yet");
			return method;
		},
	};
}

/** The stores of a page with their outages, in its order: those that went quiet are decided last. */
async function sweepPage(
	{ polled, page }: FleetPage,
	{ asOf, rules, ranges: [range] }: FiguresPlan,
): Promise<StoreOutages[]> {
	const found = new Map<StoreId, StoreOutages>();
	await polled.sweep(page, ({ storeId, name, group, zone, polls }, timeline) => {
		const outages = outagesOf({ timeline, polls, rules }, { range, asOf });
		const totals = totalsOf(timeline, range);
		found.set(storeId, { storeId, name, group, zone, outages, totals });
	});
	return page.stores.map(({ storeId }) => found.get(storeId) as StoreOutages);
}
