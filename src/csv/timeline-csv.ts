import { formatCell } from "./cell.ts";
import { type RowCsv, rowCsv } from "./columns.ts";

/** A stretch of time in which a store was in one state, and the store. */
export interface TimelineRow {
	readonly store_id: string;
	readonly name: string | null;
	readonly group: string | null;
	readonly timezone: string;
	readonly from: string;
	readonly to: string;
	/** The same by the store's own clock. */
	readonly from_local: string;
	readonly to_local: string;
	readonly state: string;
	readonly duration_ms: number;
}

/** A store's timeline as CSV, a segment a line. */
export const TIMELINE_CSV: RowCsv<TimelineRow> = rowCsv<TimelineRow>({
	store_id: (row) => formatCell(row.store_id),
	name: (row) => formatCell(row.name ?? ""),
	group: (row) => formatCell(row.group ?? ""),
	timezone: (row) => formatCell(row.timezone),
	from_utc: (row) => row.from,
	to_utc: (row) => row.to,
	from_local: (row) => row.from_local,
	to_local: (row) => row.to_local,
	state: (row) => row.state,
	duration_ms: (row) => String(row.duration_ms),
});
