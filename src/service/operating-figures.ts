import type { DurationMs } from "../core/instant.ts";
import { STORE_STATES, type StoreState } from "../core/store-state.ts";
import * as queueHealth from "../database/queue-health.ts";
import { countReportsByState } from "../database/reports.ts";
import { maybeNewestPoll } from "../database/stores.ts";
import type { ReportState } from "../database/tables.ts";
import type { ServiceContext } from "./context.ts";
import { fleetNow } from "./fleet-now.ts";

export type { QueueCounts } from "../database/queue-health.ts";
export type { ReportState } from "../database/tables.ts";

/** How it stands with every queue of jobs, whichever process works on it. */
export function queueCounts({
	database,
}: Pick<ServiceContext, "database">): Promise<queueHealth.QueueCounts[]> {
	return queueHealth.manyQueueCounts(database);
}

/** How many reports are kept, by state. */
export function reportCounts({
	database,
}: Pick<ServiceContext, "database">): Promise<Readonly<Record<ReportState, number>>> {
	return countReportsByState(database);
}

/** How many stores are in which state as of the newest poll of any. */
export async function storeCounts(
	context: ServiceContext,
): Promise<Readonly<Record<StoreState, number>>> {
	const { states } = await fleetNow(context, undefined);
	const counts = STORE_STATES.map((state) => [state, states[state].stores]);
	return Object.fromEntries(counts) as Record<StoreState, number>;
}

/** How long ago the newest poll of any store was; `undefined` when there is none. */
export async function newestPollAgeMs({
	database,
	now,
}: Pick<ServiceContext, "database" | "now">): Promise<DurationMs | undefined> {
	const newest = await maybeNewestPoll(database);
	return newest === undefined ? undefined : now() - newest;
}
