import { formatLocalMonth } from "../core/local-month.ts";
import type { FleetTargets } from "./fleet-targets.ts";
import { fileNameOf, type RowsFile } from "./rows-file.ts";
import { writeTargetStatus } from "./write-target-status.ts";

/** Stores that are held against their targets as CSV: a store a row. */
export function targetStatusFile(found: FleetTargets): RowsFile {
	const { month, method } = found;
	return {
		name: fileNameOf(["targets", formatLocalMonth(month)], method.asOf, "csv"),
		pieces: writeTargetStatus(found, "csv"),
	};
}
