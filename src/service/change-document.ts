import type { StoreUptimeDocument } from "../contract/store.ts";
import type { Range } from "../core/instant.ts";
import type { Totals } from "../core/totals.ts";
import { uptimeChange } from "../core/uptime-change.ts";
import { figures, rangeDocument } from "./report-document.ts";

/** The period before the range that was asked for. */
export interface PeriodBefore {
	readonly range: Range;
	readonly totals: Totals;
}

/** The period before and how uptime changed since, as it goes over the wire; nulls where nobody asked. */
export function changeDocument(
	totals: Totals,
	before: PeriodBefore | undefined,
): Pick<StoreUptimeDocument, "before" | "uptime_change_points"> {
	if (before === undefined) return { before: null, uptime_change_points: null };
	const change = uptimeChange(before.totals, totals);
	return {
		before: {
			...rangeDocument(before.range),
			figures: figures(before.totals),
		},
		uptime_change_points: change === undefined ? null : change / 1_000,
	};
}
