import { StateSweeper } from "../core/current-state.ts";
import type { Instant } from "../core/instant.ts";
import type { StoreId } from "../core/store-id.ts";
import type { ServiceContext } from "./context.ts";
import { type StoreNow, stateHistories } from "./fleet-states.ts";
import { newestPoll } from "./newest-poll.ts";
import { type ReadStore, readStore } from "./read-store.ts";

/** A store, what it is in, and what there is of its business hours. */
export interface DescribedStore {
	readonly store: StoreNow & Pick<ReadStore, "schedule" | "zone" | "ownClosures" | "closuresOfAll">;
	readonly asOf: Instant;
	/** The wall clock when it was read. */
	readonly computedAt: Instant;
}

/**
 * Describes one store, with what it is in as of the newest poll of any store; as of the wall clock when
 * there is none. Refuses as not found when there is no store with this id.
 */
export async function describeStore(
	context: ServiceContext,
	storeId: StoreId,
): Promise<DescribedStore> {
	const { database, rules } = context;
	const computedAt = context.now();
	const asOf = (await newestPoll(context)) ?? computedAt;
	const histories = stateHistories(database, asOf);
	const store = await readStore(database, storeId, { days: histories.days, ...rules });
	const sweeper = new StateSweeper({ asOf, rules });
	let current = sweeper.closedState(store);
	if (current === undefined)
		await histories.decide([store], (history, polledFrom) => {
			current = sweeper.openState(history, polledFrom);
			return current !== undefined;
		});
	const now = { timezone: store.zone.ownAt(asOf), current: current as StoreNow["current"] };
	return { store: { ...store, ...now }, asOf, computedAt };
}
