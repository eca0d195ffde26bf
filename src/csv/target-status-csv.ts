import type { TargetedStoreDocument } from "../contract/target.ts";
import { formatCell, LINE_END, percentCell } from "./cell.ts";

const COLUMNS = [
	"store_id",
	"name",
	"group",
	"timezone",
	"from_utc",
	"to_utc",
	"target_percent",
	"target_from",
	"uptime_percent",
	"verdict",
	"outlook",
	"left_ms",
	"exceeded_ms",
	"allowed_ms",
	"open_ahead_ms",
	"up_ms",
	"down_ms",
	"unknown_ms",
] as const;

/** The first line of stores and their targets as CSV. */
export const TARGET_STATUS_CSV_HEADER = COLUMNS.join(",") + LINE_END;

/** A store and its target as a line of CSV; what there is nothing to tell of is an empty cell. */
export function targetStatusCsvRow(store: TargetedStoreDocument): string {
	const { figures } = store;
	const cells = [
		formatCell(store.store_id),
		formatCell(store.name ?? ""),
		formatCell(store.group ?? ""),
		formatCell(store.timezone),
		store.from,
		store.to,
		percentCell(store.target_percent),
		store.target_from,
		percentCell(figures.uptime_percent),
		store.verdict ?? "",
		store.outlook ?? "",
		store.left_ms ?? "",
		store.exceeded_ms ?? "",
		store.allowed_ms ?? "",
		store.open_ahead_ms,
		figures.up_ms,
		figures.down_ms,
		figures.unknown_ms,
	];
	return cells.join(",") + LINE_END;
}
