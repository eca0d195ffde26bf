import type { ServiceContext } from "./context.ts";
import {
	type FigureOrder,
	type FleetTable,
	type FleetTableRequest,
	figureKey,
	fleetTable,
	type StoreRow,
} from "./fleet-table.ts";
import { pageOf, type Ranking, type RankPage, type RankPlace, rank } from "./ranking.ts";

/** What stores are sorted by, and whether that goes backwards. */
export interface StoreRankSort {
	readonly by: FigureOrder | "store_id";
	readonly descends: boolean;
}

/** Which stores are asked for, and in which order. */
export interface StoreRankRequest extends FleetTableRequest {
	readonly sort: StoreRankSort;
	readonly limit: number;
	/** Where the page before ended. */
	readonly after?: RankPlace | undefined;
}

/** A page of stores with their figures, and what they are taken from. */
export interface RankedStores extends RankPage<StoreRow> {
	readonly table: FleetTable;
}

/**
 * Lists stores with their figures of a range: the best, the worst, all of them.
 *
 * Law: page after page as of one instant, every store comes once, in order.
 *
 * Refuses and throws what {@link fleetTable} does.
 */
export async function rankStores(
	context: ServiceContext,
	request: StoreRankRequest,
	signal: AbortSignal,
): Promise<RankedStores> {
	const { sort, limit, after, ...asked } = request;
	const table = await fleetTable(context, asked, signal);
	return { table, ...pageOf(rankingOf(table, sort), { after, limit }) };
}

/** The stores of a table in the orders that were asked for: they are sorted once. */
const rankingsOf = new WeakMap<FleetTable, Map<string, Ranking<StoreRow>>>();

function rankingOf(table: FleetTable, sort: StoreRankSort): Ranking<StoreRow> {
	const rankings = rankingsOf.get(table) ?? new Map<string, Ranking<StoreRow>>();
	rankingsOf.set(table, rankings);
	const name = `${sort.by} ${sort.descends}`;
	const ranking = rankings.get(name) ?? rankRows(table, sort);
	rankings.set(name, ranking);
	return ranking;
}

function rankRows({ rows }: FleetTable, sort: StoreRankSort): Ranking<StoreRow> {
	const ranked = rows.map((thing) => ({
		thing,
		key: sort.by === "store_id" ? thing.storeId : figureKey(thing, sort.by),
		id: thing.storeId,
	}));
	return rank(ranked, sort);
}
