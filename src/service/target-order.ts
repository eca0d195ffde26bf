import { compareStoreIds } from "../core/store-id.ts";
import { nearness, type TargetStatus } from "../core/target-status.ts";

/** What stores and groups can be sorted by when they are held against their targets. */
export type TargetOrder = "nearest" | "left_ms" | "exceeded_ms" | "store_id";

/** An order, and whether it goes backwards. */
export interface TargetSort {
	readonly by: TargetOrder;
	readonly descends: boolean;
}

/** A place in a sorted list: it stays where it is, whatever becomes of what is there. */
export interface TargetPlace {
	/** Milliseconds, or how near to missing its target it is; `null` where there is nothing to tell. */
	readonly key: number | null;
	/** A store's id, or a group's name. */
	readonly name: string;
}

/** What a store or group is sorted by. */
export function keyOf({ left }: TargetStatus, by: TargetOrder): number | null {
	switch (by) {
		case "nearest":
			return nearness(left) ?? null;
		case "left_ms":
			return left?.leftMs ?? null;
		case "exceeded_ms":
			return left?.exceededMs ?? null;
		case "store_id":
			return 0;
	}
}

/** The order of two places: those with nothing to tell come last either way, and equal ones by their names. */
export function comparePlaces(a: TargetPlace, b: TargetPlace, { descends }: TargetSort): number {
	if (a.key === b.key) return compareStoreIds(a.name, b.name);
	if (a.key === null) return 1;
	if (b.key === null) return -1;
	return descends ? b.key - a.key : a.key - b.key;
}
