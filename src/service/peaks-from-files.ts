import type { PeakCells } from "../core/peaks.ts";
import type { ReportRange } from "../core/report.ts";
import type { Rules } from "../core/rules.ts";
import type { StoreId } from "../core/store-id.ts";
import type { FiguresPlan } from "./figures-plan.ts";
import type { FleetFiles } from "./fleet-files.ts";
import { PeakSweeper } from "./peak-sweeper.ts";
import { type Peaks, peaksOf, peaksRange, type RequestedPeaks, type StorePeaks } from "./peaks.ts";
import { Refusal } from "./refusal.ts";
import { planReport } from "./report-plan.ts";
import { isOfGroup } from "./store-group.ts";
import { type StoreInFiles, StoresInFiles } from "./stores-in-files.ts";

/** What peaks are asked of files. */
export interface PeaksOfFiles extends RequestedPeaks {
	readonly rules: Rules;
	/** Only this store; all of them without it. */
	readonly storeId?: StoreId | undefined;
	/** Only the stores of this group. */
	readonly group?: string | undefined;
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
	const { storeId, group } = request;
	const plan = planPeaks(request, inFiles);
	const [range] = plan.ranges;
	if (storeId !== undefined) {
		const store = inFiles.maybeStore(storeId);
		if (store === undefined) throw new Refusal("not_found", "There is no store with this id.");
		const method = inFiles.methodOfOne(plan, store, zoneDataVersion);
		const { zone } = inFiles.history(store, plan);
		return { storeId, zone, ...peaksOf(method, range, sweep(inFiles, [store], plan)) };
	}
	const isWanted = isOfGroup(group);
	const stores = inFiles
		.polledBy(plan.asOf)
		.filter(({ id }) => isWanted({ group: files.stores?.get(id)?.group ?? undefined }));
	const method =
		group === undefined
			? inFiles.methodOfAll(plan, stores, zoneDataVersion)
			: inFiles.methodOfGroup(plan, { stores, group: group.trim() }, zoneDataVersion);
	return peaksOf(method, range, sweep(inFiles, stores, plan));
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
