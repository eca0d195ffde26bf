import type { ServiceContext } from "./context.ts";
import {
	addFigures,
	type FigureOrder,
	type FleetTable,
	type FleetTableRequest,
	figureKey,
	fleetTable,
	noFigures,
	type RowFigures,
} from "./fleet-table.ts";
import { pageOf, type RankPage, type RankPlace, rank } from "./ranking.ts";

/** What groups are sorted by, and whether that goes backwards. */
export interface GroupRankSort {
	readonly by: FigureOrder | "group";
	readonly descends: boolean;
}

/** Over what the figures of groups are asked for, and in which order they come. */
export interface GroupRankRequest extends Omit<FleetTableRequest, "group"> {
	readonly sort: GroupRankSort;
	readonly limit: number;
	/** Where the page before ended. */
	readonly after?: RankPlace | undefined;
}

/** A group, and the figures of its stores together. */
export interface GroupRow extends RowFigures {
	/** `undefined` for the stores that are in none. */
	readonly group: string | undefined;
	readonly stores: number;
}

/** A page of groups with their figures, and what they are taken from. */
export interface RankedGroups extends RankPage<GroupRow> {
	readonly table: FleetTable;
}

/**
 * Lists the groups of all stores that were polled by as of, with their figures weighed by time; the stores
 * that are in no group are one, too.
 *
 * Law: the figures of all groups add up to those of the fleet, exactly.
 *
 * Refuses and throws what {@link fleetTable} does.
 */
export async function rankGroups(
	context: ServiceContext,
	request: GroupRankRequest,
	signal: AbortSignal,
): Promise<RankedGroups> {
	const { sort, limit, after, ...asked } = request;
	const table = await fleetTable(context, asked, signal);
	const ranked = groupsOf(table).map((thing) => ({
		thing,
		key: sort.by === "group" ? (thing.group ?? null) : figureKey(thing, sort.by),
		// No group has an empty name.
		id: thing.group ?? "",
	}));
	return { table, ...pageOf(rank(ranked, sort), { after, limit }) };
}

/** The groups of a table: they are summed up once. */
const knownGroups = new WeakMap<FleetTable, readonly GroupRow[]>();

function groupsOf(table: FleetTable): readonly GroupRow[] {
	const groups = knownGroups.get(table) ?? sumGroups(table);
	knownGroups.set(table, groups);
	return groups;
}

function sumGroups({ rows, before }: FleetTable): readonly GroupRow[] {
	const groups = new Map<string | undefined, GroupRow>();
	const none = { ...noFigures(before !== undefined), stores: 0 };
	for (const row of rows) {
		const { group } = row;
		const known = groups.get(group) ?? none;
		groups.set(group, { group, stores: known.stores + 1, ...addFigures(known, row) });
	}
	return [...groups.values()];
}
