import type { CalendarUnit } from "../core/calendar-parts.ts";
import { StoreSweeper } from "../core/report.ts";
import {
	type FiguresOfFiles,
	planFiguresOfFiles,
	type RequestedOfFiles,
} from "./figures-of-files.ts";
import type { FleetFiles } from "./fleet-files.ts";
import { type FoundUptime, PartFolder, type StoreParts } from "./found-uptime.ts";

/** What uptime is asked of files. */
export interface UptimeOfFiles extends RequestedOfFiles {
	readonly by: CalendarUnit;
}

/**
 * The uptime of the stores of files, without any database: what the database says of the same, over ranges
 * of any length. Refuses what {@link planFiguresOfFiles} refuses.
 */
export function uptimeFromFiles(
	files: FleetFiles,
	request: UptimeOfFiles,
	zoneDataVersion: string,
): FoundUptime {
	const asked = planFiguresOfFiles(files, request, zoneDataVersion);
	const { plan, method } = asked;
	const { by } = request;
	const folder = PartFolder.by(by, plan.ranges[0]);
	return { plan, by, batches: sweepStores(asked, folder), method: () => method };
}

/** One store at a time: a long range by the hour has many parts. */
function* sweepStores(
	{ inFiles, stores, plan }: FiguresOfFiles,
	folder: PartFolder,
): Generator<StoreParts[]> {
	const sweeper = new StoreSweeper(plan, inFiles.maybeEarliestPoll(stores) ?? plan.ranges[0].from);
	for (const store of stores) {
		const history = inFiles.history(store, plan);
		yield [folder.fold(inFiles.listed(store, history), sweeper.timeline(history))];
	}
}
