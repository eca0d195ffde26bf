import { nearness, type TargetStatus } from "../core/target-status.ts";

/** What stores and groups can be sorted by when they are held against their targets. */
export type TargetOrder = "nearest" | "left_ms" | "exceeded_ms" | "store_id";

/** An order, and whether it goes backwards. */
export interface TargetSort {
	readonly by: TargetOrder;
	readonly descends: boolean;
}

/** What a store or group is sorted by, but for its name; `null` where there is nothing to tell. */
export function keyOf({ left }: TargetStatus, by: Exclude<TargetOrder, "store_id">): number | null {
	switch (by) {
		case "nearest":
			return nearness(left) ?? null;
		case "left_ms":
			return left?.leftMs ?? null;
		case "exceeded_ms":
			return left?.exceededMs ?? null;
	}
}
