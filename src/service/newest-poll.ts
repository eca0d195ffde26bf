import type { Instant } from "../core/instant.ts";
import { maybeNewestPoll } from "../database/stores.ts";
import type { ServiceContext } from "./context.ts";
import { type FleetReadings, ONE_AT_A_TIME, ReadingKind } from "./fleet-readings.ts";

const NEWEST_POLL = new ReadingKind<Instant | undefined>(ONE_AT_A_TIME);

/**
 * The newest poll of any store, `undefined` when there is none; read at most once a second, for it takes a
 * look at every store.
 */
export function newestPoll({
	database,
	fleetReadings,
}: Pick<ServiceContext, "database" | "fleetReadings">): Promise<Instant | undefined> {
	return fleetReadings.of(NEWEST_POLL).get("", () => maybeNewestPoll(database));
}

/** Resolves once nobody is given one any more that was read before the data were last said to have changed. */
export function newestPollRenewed(fleetReadings: FleetReadings): Promise<void> {
	return fleetReadings.renewed(NEWEST_POLL);
}
