import type { FleetOutageDocument } from "../contract/outage.ts";
import { formatCell, LINE_END } from "./cell.ts";

const COLUMNS = [
	"store_id",
	"name",
	"group",
	"timezone",
	"start_utc",
	"end_utc",
	"start_local",
	"end_local",
	"down_ms",
	"down_ms_total",
	"began_before",
	"goes_on_past",
	"lost_sales_estimate",
] as const;

/** The first line of outages as CSV. */
export const OUTAGES_CSV_HEADER = COLUMNS.join(",") + LINE_END;

/** An outage as a line of CSV; what it does not have is an empty cell. */
export function outageCsvRow(outage: FleetOutageDocument): string {
	const cells = [
		formatCell(outage.store_id),
		formatCell(outage.name ?? ""),
		formatCell(outage.group ?? ""),
		formatCell(outage.timezone),
		outage.start,
		outage.end ?? "",
		outage.start_local,
		outage.end_local ?? "",
		outage.down_ms,
		outage.down_ms_total,
		outage.began_before,
		outage.goes_on_past,
		outage.lost_sales_estimate ?? "",
	];
	return cells.join(",") + LINE_END;
}
