import type { PeakCells } from "../core/peaks.ts";
import { lastInstantOf, type ReportRange } from "../core/report.ts";
import type { Rules } from "../core/rules.ts";
import type { FiguresPlan } from "./figures-plan.ts";
import type { FleetFiles } from "./fleet-files.ts";
import { PeakSweeper } from "./peak-sweeper.ts";
import { type Peaks, peaksOf, peaksRange, type RequestedPeaks, type StorePeaks } from "./peaks.ts";
import { planReport } from "./report-plan.ts";
import { type SelectionInFiles, type StoreInFiles, StoresInFiles } from "./stores-in-files.ts";

/** What peaks are asked of files. */
export interface PeaksOfFiles extends RequestedPeaks, SelectionInFiles {
	readonly rules: Rules;
}

/**
 * When in the week the stores of files were down, without any database: what the database says of the same,
 * over ranges of any length.
 *
 * Refuses as not found a store that no file names, and as invalid what reports refuse.
 */
export function peaksFromFiles(
	files: FleetFiles,
	request: PeaksOfFiles,
	zoneDataVersion: string,
): Peaks | StorePeaks {
	const inFiles = new StoresInFiles(files);
	const plan = planPeaks(request, inFiles);
	const [range] = plan.ranges;
	const { stores, method } = inFiles.selected(plan, request, zoneDataVersion);
	const peaks = peaksOf(method, range, sweep(inFiles, stores, plan));
	const { storeId } = request;
	if (storeId === undefined) return peaks;
	const { zone } = inFiles.history(stores[0] as StoreInFiles, plan);
	return { storeId, zone: zone.at(lastInstantOf(plan)).zone, ...peaks };
}

function planPeaks(request: PeaksOfFiles, { newestPoll }: StoresInFiles): FiguresPlan {
	const asOf = request.asOf ?? newestPoll;
	const ranges = asOf === undefined ? undefined : [peaksRange(request, asOf)];
	const plan = planReport({ asOf, ranges, rules: request.rules }, newestPoll);
	return { ...plan, ranges: [plan.ranges[0] as ReportRange] };
}

function sweep(
	inFiles: StoresInFiles,
	stores: readonly StoreInFiles[],
	plan: FiguresPlan,
): PeakCells {
	const sweeper = new PeakSweeper(plan);
	for (const store of stores) sweeper.add(inFiles.history(store, plan), undefined);
	return sweeper.cells();
}
