import { OutageSweeper } from "../core/outage-sweeper.ts";
import type { Timeline } from "../core/timeline.ts";
import {
	type FiguresOfFiles,
	planFiguresOfFiles,
	type RequestedOfFiles,
} from "./figures-of-files.ts";
import type { FleetFiles } from "./fleet-files.ts";
import { type FoundOutages, type StoreOutages, sweptStoreOutages } from "./found-outages.ts";

/** What outages are asked of files. */
export type OutagesOfFiles = Omit<RequestedOfFiles, "by">;

/**
 * The outages of the stores of files, without any database: what the database says of the same, over ranges
 * of any length. Refuses what {@link planFiguresOfFiles} refuses.
 */
export function outagesFromFiles(
	files: FleetFiles,
	request: OutagesOfFiles,
	zoneDataVersion: string,
): FoundOutages {
	const asked = planFiguresOfFiles(files, request, zoneDataVersion);
	const { plan, method } = asked;
	return { plan, batches: sweepStores(asked), method: () => method };
}

/** Stores that are written at a time. */
const BATCH_STORES = 500;

function* sweepStores({ inFiles, stores, plan }: FiguresOfFiles): Generator<StoreOutages[]> {
	const { asOf, rules } = plan;
	const [range] = plan.ranges;
	const earliest = inFiles.maybeEarliestPoll(stores) ?? range.from;
	const sweeper = new OutageSweeper({ span: range, asOf, rules }, earliest);
	for (let begin = 0; begin < stores.length; begin += BATCH_STORES)
		yield stores.slice(begin, begin + BATCH_STORES).map((store) => {
			const history = inFiles.history(store, plan);
			const timeline = sweeper.timeline(history, undefined) as Timeline;
			const { polls } = history;
			return sweptStoreOutages({ ...inFiles.listed(store, history), polls }, timeline, plan);
		});
}
