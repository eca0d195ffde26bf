import type {
	FleetTargetDocument,
	GroupTargetDocument,
	StoreTargetDocument,
	TargetDocument,
	TargetedStoreDocument,
	TargetStatusDocument,
	TargetStatusPage,
} from "../contract/target.ts";
import { formatInstant } from "../core/instant.ts";
import { formatLocalMonth } from "../core/local-month.ts";
import type { TargetStatus } from "../core/target-status.ts";
import type { TargetInForce } from "../core/targets.ts";
import type { MilliPercent } from "../core/totals.ts";
import type { FleetTargets, GroupStatus, StoreStatus, WholeStatus } from "./fleet-targets.ts";
import { figures, methodDocument, rangeDocument } from "./report-document.ts";
import type { StoreTarget } from "./store-target.ts";
import type { ListedTarget } from "./targets.ts";

/** A target as it goes over the wire. */
export function targetDocument({ group, storeId, target }: ListedTarget): TargetDocument {
	const ofGroup = group === undefined ? "fleet" : "group";
	return {
		of: storeId === undefined ? ofGroup : "store",
		group: group ?? null,
		store_id: storeId ?? null,
		uptime_percent: percent(target),
	};
}

/** One store, held against its target if it has one, as it goes over the wire. */
export function storeTargetDocument(store: StoreTarget): StoreTargetDocument {
	const { inForce, method, month } = store;
	return {
		month: formatLocalMonth(month),
		...storeDocument(store),
		target_percent: inForce === undefined ? null : percent(inForce.target),
		target_from: inForce?.from ?? null,
		...measured(store),
		method: methodDocument(method),
	};
}

/** A page of stores, held against their targets, as it goes over the wire. */
export function targetStatusPage(found: FleetTargets, nextCursor: string | null): TargetStatusPage {
	const { method, ...rest } = targetStatusHead(found);
	return {
		...rest,
		stores: found.stores.map(targetedStoreDocument),
		next_cursor: nextCursor,
		total: found.total,
		computed_at: formatInstant(found.computedAt),
		method,
	};
}

/** All of it but the stores. */
export function targetStatusHead(found: FleetTargets): Omit<TargetStatusDocument, "stores"> {
	const { month, fleet, groups, counts, method } = found;
	return {
		month: formatLocalMonth(month),
		counts,
		fleet: fleet === undefined ? null : fleetDocument(fleet),
		groups: groups.map(groupDocument),
		method: methodDocument(method),
	};
}

/** A store that has a target as it goes over the wire. */
export function targetedStoreDocument(store: StoreStatus): TargetedStoreDocument {
	const { target, from } = targetOf(store);
	return {
		...storeDocument(store),
		target_percent: percent(target),
		target_from: from,
		...measured(store),
	};
}

function fleetDocument(fleet: WholeStatus): FleetTargetDocument {
	const { target } = targetOf(fleet);
	return { stores: fleet.stores, target_percent: percent(target), ...measured(fleet) };
}

function groupDocument(group: GroupStatus): GroupTargetDocument {
	const { target, from } = targetOf(group);
	return {
		group: group.group,
		stores: group.stores,
		target_percent: percent(target),
		target_from: from === "fleet" ? from : "group",
		...measured(group),
	};
}

/** Of somebody who is listed because of a target. */
function targetOf({ inForce }: TargetStatus): TargetInForce {
	return inForce as TargetInForce;
}

function storeDocument(store: Pick<StoreTarget, "storeId" | "name" | "group" | "zone" | "range">) {
	return {
		store_id: store.storeId,
		name: store.name ?? null,
		group: store.group ?? null,
		timezone: store.zone,
		...rangeDocument(store.range),
	};
}

function measured({ totals, aheadMs, verdict, left }: TargetStatus) {
	return {
		figures: figures(totals),
		verdict: verdict ?? null,
		outlook: left?.outlook ?? null,
		open_ahead_ms: aheadMs,
		allowed_ms: left?.allowedMs ?? null,
		left_ms: left?.leftMs ?? null,
		exceeded_ms: left?.exceededMs ?? null,
	};
}

function percent(target: MilliPercent): number {
	return target / 1_000;
}
