import { setImmediate } from "node:timers/promises";
import type { Instant } from "../core/instant.ts";
import type { LocalMonth } from "../core/local-month.ts";
import type { Method } from "../core/method.ts";
import { addMonthFigures, type MonthFigures, NO_MONTH } from "../core/month-figures.ts";
import { type TargetStatus, targetStatus } from "../core/target-status.ts";
import type { Targets } from "../core/targets.ts";
import type { StoreKey } from "../database/stores.ts";
import { readTargets } from "../database/targets.ts";
import type { ServiceContext } from "./context.ts";
import { type FleetMonth, fleetMonth, type StoreMonth } from "./fleet-month.ts";
import { planMonth, type RequestedMonth } from "./month-plan.ts";
import { pageOf, type Ranking, type RankPlace, rank } from "./ranking.ts";
import { groupNamed } from "./store-group.ts";
import { keyOf, type TargetSort } from "./target-order.ts";

/** What a store, group or fleet is found to be by its target; `unknown` when nothing is known of it. */
export type Verdict = "met" | "missed" | "unknown";

/** What becomes of a target until the end of the month; `unknown` when nothing is known, nor to come. */
export type Outlook = "open" | "kept" | "missed" | "unknown";

/** What is asked of all stores, or of those of a group. */
export interface FleetTargetsRequest extends RequestedMonth {
	readonly group?: string | undefined;
	/** Only the stores and groups of which this is found. */
	readonly verdict?: Verdict | undefined;
	readonly sort: TargetSort;
	/** As many stores at the most; and of groups as many. */
	readonly limit: number;
	/** Where the page of stores before ended. */
	readonly after?: RankPlace | undefined;
}

/** A store, held against its target. */
export interface StoreStatus extends TargetStatus, StoreMonth {}

/** Stores taken together as one whole, held against a target. */
export interface WholeStatus extends TargetStatus {
	readonly stores: number;
}

export interface GroupStatus extends WholeStatus {
	readonly group: string;
}

/** How many of those that have a target are found to be what. */
export interface StatusCounts {
	readonly total: number;
	readonly verdicts: Readonly<Record<Verdict, number>>;
	readonly outlooks: Readonly<Record<Outlook, number>>;
}

export interface FleetTargets {
	readonly month: LocalMonth;
	/** `undefined` when the fleet has no target of its own, and when a group is asked for. */
	readonly fleet: WholeStatus | undefined;
	/** Groups that have a target and are wanted, in order. */
	readonly groups: readonly GroupStatus[];
	/** Stores that have a target and are wanted, in order. */
	readonly stores: readonly StoreStatus[];
	/** Where the next page of stores goes on; `undefined` when these were the last. */
	readonly next: RankPlace | undefined;
	/** How many stores are wanted, on all pages. */
	readonly total: number;
	/** Of all that have a target, wanted or not. */
	readonly counts: { readonly stores: StatusCounts; readonly groups: StatusCounts };
	readonly method: Method;
	readonly computedAt: Instant;
}

/**
 * The fleet, its groups and its stores, held against their targets in a month.
 *
 * The month is computed once for all who ask for the same, see {@link fleetMonth}; it is held against the
 * targets of the moment.
 *
 * Laws: a group's and the fleet's figures are the sums of their stores'. Page after page as of one instant,
 * every store comes once, in order, as long as targets stay what they are.
 *
 * Refuses and throws what {@link planMonth} and {@link fleetMonth} do.
 */
export async function fleetTargets(
	context: ServiceContext,
	request: FleetTargetsRequest,
	signal: AbortSignal,
): Promise<FleetTargets> {
	const group = request.group?.trim();
	const task = { ...(await planMonth(context, request)), group };
	const fleet = await fleetMonth(context, task, signal);
	const targets = await readTargets(context.database);
	const stores = await storesWithTarget(fleet, targets);
	const sums = sumsOf(fleet);
	const groups = groupsWithTarget(sums.groups, targets, group);
	const { limit, after } = request;
	const page = pageOf(wanted(stores, request, storeName), { limit, after });
	const { month, method, computedAt } = fleet;
	return {
		month,
		fleet: group === undefined ? wholeStatus(sums.all, targets.ofFleet()) : undefined,
		groups: pageOf(wanted(groups, request, groupName), { limit, after: undefined }).things,
		stores: page.things,
		next: page.next,
		total: page.total,
		counts: { stores: countsOf(stores), groups: countsOf(groups) },
		method,
		computedAt,
	};
}

/** So many stores are looked at before others get their turn: some milliseconds. */
const JUDGED_IN_A_ROW = 2_000;

async function storesWithTarget(
	{ stores }: FleetMonth,
	targets: Targets<StoreKey>,
): Promise<StoreStatus[]> {
	const found: StoreStatus[] = [];
	for (const [i, store] of stores.entries()) {
		if (i % JUDGED_IN_A_ROW === JUDGED_IN_A_ROW - 1) await setImmediate();
		const inForce = targets.ofStore(store);
		if (inForce !== undefined) found.push({ ...store, ...targetStatus(store, inForce) });
	}
	return found;
}

/** Stores that were summed up. */
interface Sum {
	readonly stores: number;
	readonly figures: MonthFigures;
}

const NO_STORES: Sum = { stores: 0, figures: NO_MONTH };

interface Sums {
	readonly all: Sum;
	readonly groups: ReadonlyMap<string, Sum>;
}

/** The sums over all stores of a month and over those of each group: they do not change with targets. */
const sumsOfMonth = new WeakMap<FleetMonth, Sums>();

function sumsOf(fleet: FleetMonth): Sums {
	const known = sumsOfMonth.get(fleet);
	if (known !== undefined) return known;
	let all = NO_STORES;
	const groups = new Map<string, Sum>();
	for (const store of fleet.stores) {
		all = addStore(all, store);
		const { group } = store;
		if (group !== undefined) groups.set(group, addStore(groups.get(group) ?? NO_STORES, store));
	}
	const sums = { all, groups };
	sumsOfMonth.set(fleet, sums);
	return sums;
}

function addStore({ stores, figures }: Sum, store: StoreMonth): Sum {
	return { stores: stores + 1, figures: addMonthFigures(figures, store) };
}

function wholeStatus(
	{ stores, figures }: Sum,
	inForce: TargetStatus["inForce"],
): WholeStatus | undefined {
	return inForce === undefined ? undefined : { stores, ...targetStatus(figures, inForce) };
}

/** Groups of stores, and those that have a target and no store yet. */
function groupsWithTarget(
	sums: Sums["groups"],
	targets: Targets<StoreKey>,
	asked: string | undefined,
): GroupStatus[] {
	const name = asked === undefined ? undefined : groupNamed(asked);
	const names = new Set([...sums.keys(), ...targets.groups]);
	return [...names].flatMap((group) => {
		if (asked !== undefined && group !== name) return [];
		const status = wholeStatus(sums.get(group) ?? NO_STORES, targets.ofGroup(group));
		return status === undefined ? [] : [{ group, ...status }];
	});
}

const storeName = ({ storeId }: StoreStatus) => storeId;
const groupName = ({ group }: GroupStatus) => group;

/** Those that are wanted, in order: by what is asked for, and equal ones by their names. */
function wanted<Status extends TargetStatus>(
	all: readonly Status[],
	{ verdict, sort }: FleetTargetsRequest,
	nameOf: (status: Status) => string,
): Ranking<Status> {
	const found = all.filter(
		(status) => verdict === undefined || (status.verdict ?? "unknown") === verdict,
	);
	const ranked = found.map((thing) => {
		const id = nameOf(thing);
		return { thing, key: sort.by === "store_id" ? id : keyOf(thing, sort.by), id };
	});
	return rank(ranked, sort);
}

function countsOf(all: readonly TargetStatus[]): StatusCounts {
	const verdicts = { met: 0, missed: 0, unknown: 0 };
	const outlooks = { open: 0, kept: 0, missed: 0, unknown: 0 };
	for (const { verdict, left } of all) {
		verdicts[verdict ?? "unknown"]++;
		outlooks[left?.outlook ?? "unknown"]++;
	}
	return { total: all.length, verdicts, outlooks };
}
