import { lastDays, spanOfLastDays } from "../core/calendar-parts.ts";
import type { Instant } from "../core/instant.ts";
import { CUSTOM_RANGE, LOOKBACK_MS } from "../core/report.ts";
import { isPrintable, type StoreId } from "../core/store-id.ts";
import { manyClosuresOfAll } from "../database/closures.ts";
import type { Connection, Database } from "../database/engine/database.ts";
import { maybeKeptFrom } from "../database/kept-from.ts";
import { manyStoresWithIds } from "../database/known-stores.ts";
import { holdMonths } from "../database/store-day.ts";
import type { ServiceContext } from "./context.ts";
import {
	type FiguresPlan,
	NO_LIMITS,
	planFigures,
	type RequestedFigures,
	refuseDroppedPolls,
} from "./figures-plan.ts";
import { PartFolder, type StoreParts } from "./found-uptime.ts";
import { readSchedules, StoreHistories } from "./store-histories.ts";
import { sweepingForTotals } from "./sweeping.ts";

/** Whose last days are asked for. */
export interface FleetDaysRequest extends Pick<RequestedFigures, "to" | "asOf"> {
	readonly storeIds: readonly StoreId[];
	/** How many local days, the one included in which they end. */
	readonly days: number;
}

/** A store that was asked for. */
export interface StoreDays {
	readonly storeId: StoreId;
	/** With its days as parts; `undefined` when there is no store with this id. */
	readonly found: StoreParts | undefined;
}

/** The last days of some stores, by each one's own calendar. */
export interface FleetDays {
	/** In the order in which they were asked for. */
	readonly stores: readonly StoreDays[];
	/** Where the last day of each ends. */
	readonly to: Instant;
	readonly asOf: Instant;
	/** The wall clock when it was read. */
	readonly computedAt: Instant;
}

/**
 * The figures of some stores on their last local days, all read at once. A store that was never polled has them,
 * too: all of its open time is unknown.
 *
 * Law: the days of a store are the parts by day of its uptime over the range that they make.
 *
 * Refuses what {@link planFigures} refuses, and as invalid days of which the polls of any of the stores were
 * dropped.
 */
export async function fleetDays(
	context: ServiceContext,
	{ storeIds, days: count, ...asked }: FleetDaysRequest,
): Promise<FleetDays> {
	const computedAt = context.now();
	const plan = await planFigures(context, asked, NO_LIMITS);
	const { asOf } = plan;
	const { to } = plan.ranges[0];
	const folder = new PartFolder(spanOfLastDays({ count, to }), (clock) =>
		lastDays({ count, to }, clock),
	);
	const found = await daysOfStores(context, { storeIds, plan, folder });
	const stores = storeIds.map((storeId) => ({ storeId, found: found.get(storeId) }));
	return { stores, to, asOf, computedAt };
}

interface DaysTask {
	readonly storeIds: readonly StoreId[];
	/** Its range ends where the days do. */
	readonly plan: FiguresPlan;
	readonly folder: PartFolder;
}

/** The days of those of the stores that there are, by their ids. */
async function daysOfStores(
	{ database }: ServiceContext,
	task: DaysTask,
): Promise<Map<StoreId, StoreParts>> {
	const { plan, histories, stores } = await database.snapshot((connection) =>
		readStores(database, connection, task),
	);
	const firstPolls = stores.flatMap(({ firstPollAt }) => firstPollAt ?? []);
	const sweeper = sweepingForTotals(plan).sweeper(Math.min(...firstPolls));
	const found = new Map<StoreId, StoreParts>();
	await histories.decide(stores, (store, polledFrom) => {
		const timeline = sweeper.timeline(store, polledFrom);
		if (timeline === undefined) return false;
		found.set(store.storeId, task.folder.fold(store, timeline));
		return true;
	});
	return found;
}

/** Reads the stores, and the polls of the span in which the days of all of them are. */
async function readStores(database: Database, connection: Connection, task: DaysTask) {
	await holdMonths(connection);
	// No store has an id that cannot be printed, and the database takes no text with some of them.
	const ids = [...new Set(task.storeIds)].filter(isPrintable);
	const known = await manyStoresWithIds(connection, ids);
	const { asOf, rules, ranges } = task.plan;
	const closuresOfAll = await manyClosuresOfAll(connection);
	const scheduled = await readSchedules(connection, known, { closuresOfAll, ...rules });
	const [{ to }] = ranges;
	const begins = scheduled.flatMap(({ zone }) => task.folder.partsIn(zone)[0]?.from ?? []);
	const range = { name: CUSTOM_RANGE, from: Math.min(to, ...begins), to };
	const plan: FiguresPlan = { asOf, rules, ranges: [range] };
	refuseDroppedPolls(await maybeKeptFrom(connection), plan);
	const histories = new StoreHistories(database, { span: range, lookbackMs: LOOKBACK_MS });
	return { plan, histories, stores: await histories.read(connection, scheduled) };
}
