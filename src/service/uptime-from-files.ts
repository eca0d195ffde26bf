import type { CalendarUnit } from "../core/calendar-parts.ts";
import { StoreSweeper } from "../core/report.ts";
import type { Rules } from "../core/rules.ts";
import { type FiguresPlan, planFiguresAsOf, type RequestedFigures } from "./figures-plan.ts";
import type { FleetFiles } from "./fleet-files.ts";
import { type FoundUptime, PartFolder, type StoreParts } from "./found-uptime.ts";
import { limitsOf } from "./outages-plan.ts";
import { Refusal } from "./refusal.ts";
import { type SelectionInFiles, type StoreInFiles, StoresInFiles } from "./stores-in-files.ts";

/** What uptime is asked of files. */
export interface UptimeOfFiles extends RequestedFigures, SelectionInFiles {
	readonly by: CalendarUnit;
	readonly rules: Rules;
}

/**
 * The uptime of the stores of files, without any database: what the database says of the same, over ranges
 * of any length.
 *
 * Refuses as not found a store that no file names, and as invalid what reports refuse.
 */
export function uptimeFromFiles(
	files: FleetFiles,
	request: UptimeOfFiles,
	zoneDataVersion: string,
): FoundUptime {
	const inFiles = new StoresInFiles(files);
	const asOf = request.asOf ?? inFiles.newestPoll;
	if (asOf === undefined) throw new Refusal("invalid", "there are no polls to report on");
	const plan = planFiguresAsOf(asOf, request, limitsOf(Number.POSITIVE_INFINITY));
	const { stores, method } = inFiles.selected(plan, request, zoneDataVersion);
	const { by } = request;
	const sweep = { inFiles, stores, files, plan, folder: new PartFolder(plan.ranges[0], by) };
	return { plan, by, batches: sweepStores(sweep), method: () => method };
}

interface Sweep {
	readonly inFiles: StoresInFiles;
	readonly stores: readonly StoreInFiles[];
	readonly files: FleetFiles;
	readonly plan: FiguresPlan;
	readonly folder: PartFolder;
}

/** One store at a time: a long range by the hour has many parts. */
function* sweepStores({ inFiles, stores, files, plan, folder }: Sweep): Generator<StoreParts[]> {
	const sweeper = new StoreSweeper(plan, inFiles.maybeEarliestPoll(stores) ?? plan.ranges[0].from);
	for (const store of stores) {
		const history = inFiles.history(store, plan);
		const { name, group, salesPerHour } = files.stores?.get(store.id) ?? {};
		yield [
			folder.fold(
				{
					storeId: store.id,
					name: name ?? undefined,
					group: group ?? undefined,
					zone: history.zone,
					salesPerHour: salesPerHour ?? undefined,
				},
				sweeper.timeline(history),
			),
		];
	}
}
