import type { Method } from "../core/method.ts";
import type { Rules } from "../core/rules.ts";
import {
	type FiguresPlan,
	NO_LIMITS,
	planFiguresAsOf,
	type RequestedFigures,
} from "./figures-plan.ts";
import type { FleetFiles } from "./fleet-files.ts";
import { Refusal } from "./refusal.ts";
import { type SelectionInFiles, type StoreInFiles, StoresInFiles } from "./stores-in-files.ts";

/** What figures over one range are asked of files, and by which rules. */
export interface RequestedOfFiles extends RequestedFigures, SelectionInFiles {
	readonly rules: Rules;
}

/** What is asked of files, settled, and the stores that it is asked of. */
export interface FiguresOfFiles {
	readonly inFiles: StoresInFiles;
	readonly plan: FiguresPlan;
	readonly stores: readonly StoreInFiles[];
	readonly method: Method;
}

/**
 * Settles over what figures of files are computed, as `planFigures` does for the database; ranges may have any
 * length.
 *
 * Refuses as not found a store that no file names, and as invalid what reports refuse.
 */
export function planFiguresOfFiles(
	files: FleetFiles,
	request: RequestedOfFiles,
	zoneDataVersion: string,
): FiguresOfFiles {
	const inFiles = new StoresInFiles(files);
	const asOf = request.asOf ?? inFiles.newestPoll;
	if (asOf === undefined) throw new Refusal("invalid", "there are no polls to report on");
	const plan = planFiguresAsOf(asOf, request, NO_LIMITS);
	return { inFiles, plan, ...inFiles.selected(plan, request, zoneDataVersion) };
}
