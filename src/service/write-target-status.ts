import { TARGET_STATUS_CSV_HEADER, targetStatusCsvRow } from "../csv/target-status-csv.ts";
import type { FleetTargets } from "./fleet-targets.ts";
import { csvPieces } from "./rows-file.ts";
import { targetedStoreDocument, targetStatusHead } from "./target-document.ts";

/** The forms that stores and their targets can be written in. */
export type TargetStatusFormat = "csv" | "json";

/**
 * Writes stores that are held against their targets, in their order, in pieces that are made as they are asked
 * for: as CSV the stores alone, as JSON with their groups and the fleet.
 */
export function writeTargetStatus(
	found: FleetTargets,
	format: TargetStatusFormat,
): Generator<string> {
	return format === "csv" ? writeCsv(found) : writeJson(found);
}

function writeCsv({ stores }: FleetTargets): Generator<string> {
	const csv = { header: TARGET_STATUS_CSV_HEADER, row: targetStatusCsvRow };
	return csvPieces(csv, Iterator.from(stores).map(targetedStoreDocument));
}

/** One document, a store a line, so that it can be streamed and read by people too. */
function* writeJson(found: FleetTargets): Generator<string> {
	const head = JSON.stringify(targetStatusHead(found));
	yield `${head.slice(0, -1)},\n"stores":[`;
	let separator = "\n";
	for (const store of found.stores) {
		yield separator + JSON.stringify(targetedStoreDocument(store));
		separator = ",\n";
	}
	yield "\n]}\n";
}
