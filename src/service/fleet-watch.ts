import type { Instant } from "../core/instant.ts";
import { fleetChangeCount } from "../database/fleet-changes.ts";
import { maybeNewestPoll } from "../database/stores.ts";
import type { ServiceContext } from "./context.ts";
import { statesRenewed } from "./fleet-states.ts";
import { newestPollRenewed } from "./newest-poll.ts";
import { type Listener, Watch } from "./watch.ts";

/** The data that states of stores are computed from, as far as listeners are told of them. */
export interface FleetChange {
	/** How often they have changed: more each time, whoever changed them. */
	readonly count: number;
	/** `undefined` when no store was ever polled. */
	readonly newestPoll: Instant | undefined;
	/** The wall clock when it was noticed: what is read from then on has the change in it. */
	readonly seenAt: Instant;
}

/** There is one fleet. */
const FLEET = "";

/** Watches whether data of any store have changed, whichever process changed them. */
export class FleetWatch {
	readonly #watch: Watch<FleetChange>;

	constructor(context: Pick<ServiceContext, "database" | "fleetReadings" | "now">) {
		const { database } = context;
		let known: FleetChange | undefined;
		this.#watch = new Watch({
			lookUp: async () => {
				const count = await fleetChangeCount(database);
				if (known?.count !== count) known = await see(context, count);
				return known;
			},
			isNews: (seen, before) => seen.count !== before.count,
			isLast: () => false,
		});
	}

	/** Tells a listener at once and whenever data have changed. Returns what ends that. */
	listen(listener: Listener<FleetChange>): Promise<() => void> {
		return this.#watch.listen(FLEET, listener);
	}

	/** Ends it for all listeners. */
	close(): void {
		this.#watch.close();
	}
}

/**
 * Settles what is told of a change, and waits until what stores are in is not answered any more as it was before:
 * whoever then asks, and not again before the next change, must not be left with that.
 */
async function see(
	{ database, fleetReadings, now }: Pick<ServiceContext, "database" | "fleetReadings" | "now">,
	count: number,
): Promise<FleetChange> {
	const seenAt = now();
	// Another process may have made the change, and told nobody here.
	fleetReadings.invalidate();
	const newestPoll = await maybeNewestPoll(database);
	await Promise.all([statesRenewed(fleetReadings), newestPollRenewed(fleetReadings)]);
	return { count, newestPoll, seenAt };
}
