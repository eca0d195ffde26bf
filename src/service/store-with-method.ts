import type { Instant, Range } from "../core/instant.ts";
import type { Method } from "../core/method.ts";
import { LOOKBACK_MS } from "../core/report.ts";
import type { StoreId } from "../core/store-id.ts";
import type { Database } from "../database/engine/database.ts";
import { maybeNewestPollBy } from "../database/stores.ts";
import type { ServiceContext } from "./context.ts";
import { type FiguresPlan, refuseDroppedPolls } from "./figures-plan.ts";
import { methodCounts } from "./method-counts.ts";
import { type ReadStore, readStore } from "./read-store.ts";
import { StoreHistories } from "./store-histories.ts";
import { StoreTally } from "./store-tally.ts";

/** One store, with what its figures are made of and how they come about. */
export interface StoreWithMethod {
	readonly store: ReadStore;
	/** What judges it, reading older polls where it must. */
	readonly histories: StoreHistories;
	readonly method: Method;
}

/**
 * Reads the one store that figures are asked of, with its polls of a span: of the range, unless more of
 * them are looked at.
 *
 * Refuses as not found an unknown store, and as invalid figures over time of which the polls were dropped.
 */
export async function storeWithMethod(
	{ database, zoneDataVersion }: ServiceContext,
	storeId: StoreId,
	plan: FiguresPlan,
	span: Range = plan.ranges[0],
): Promise<StoreWithMethod> {
	const { asOf, rules } = plan;
	const histories = new StoreHistories(database, { span, lookbackMs: LOOKBACK_MS });
	const store = await readStore(database, storeId, { days: histories.days, ...rules });
	refuseDroppedPolls(store.keptFrom, plan);
	const newest = await newestPollBy(database, store, asOf);
	return { store, histories, method: methodOf(plan, store, { newest, zoneDataVersion }) };
}

function methodOf(
	plan: FiguresPlan,
	store: ReadStore,
	found: { readonly newest: Instant | undefined; readonly zoneDataVersion: string },
): Method {
	const tally = new StoreTally(plan);
	tally.add([store], found.newest ?? null);
	return {
		...plan,
		...methodCounts(plan, [tally.counts], store.closuresOfAll),
		selection: "listed",
		group: undefined,
		zoneDataVersion: found.zoneDataVersion,
	};
}

/** The store's newest poll at or before an instant; `undefined` when there is none. */
async function newestPollBy(
	database: Database,
	{ storeKey, firstPollAt, lastPollAt }: ReadStore,
	asOf: Instant,
): Promise<Instant | undefined> {
	if (firstPollAt === undefined || firstPollAt > asOf) return undefined;
	if (lastPollAt !== undefined && lastPollAt <= asOf) return lastPollAt;
	return maybeNewestPollBy(database, [storeKey], asOf);
}
