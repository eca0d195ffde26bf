import { formatLocalInstant } from "../core/local-instant.ts";
import { lastInstantOf } from "../core/report.ts";
import { ZoneClock } from "../core/zone-clock.ts";
import { TIMELINE_CSV, type TimelineRow } from "../csv/timeline-csv.ts";
import { rangeDocument } from "./report-document.ts";
import { csvPieces, fileNameOf, type RowsFile } from "./rows-file.ts";
import type { StoreTimeline } from "./store-figures.ts";

/** What one store was in over a range, as CSV: a segment a row. */
export function timelineFile(timeline: StoreTimeline): RowsFile {
	const { storeId, method } = timeline;
	return {
		name: fileNameOf(["timeline", storeId], method.asOf, "csv"),
		pieces: csvPieces(TIMELINE_CSV, rowsOf(timeline)),
	};
}

function* rowsOf({
	storeId,
	name,
	group,
	zone,
	range,
	method,
	segments,
}: StoreTimeline): Generator<TimelineRow> {
	const clock = new ZoneClock(zone, range);
	const timezone = zone.at(lastInstantOf(method)).zone;
	for (const { state, ...segment } of segments)
		yield {
			store_id: storeId,
			name: name ?? null,
			group: group ?? null,
			timezone,
			...rangeDocument(segment),
			from_local: formatLocalInstant(segment.from, clock),
			to_local: formatLocalInstant(segment.to, clock),
			state,
			duration_ms: segment.to - segment.from,
		};
}
