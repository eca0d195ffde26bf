import { OutageSweeper } from "../core/outage-sweeper.ts";
import { outagesOf } from "../core/outages.ts";
import type { Rules } from "../core/rules.ts";
import type { Timeline } from "../core/timeline.ts";
import { totalsOf } from "../core/totals.ts";
import { type FiguresPlan, planFiguresAsOf } from "./figures-plan.ts";
import type { FleetFiles } from "./fleet-files.ts";
import type { FoundOutages, StoreOutages } from "./found-outages.ts";
import { limitsOf, type RequestedOutages } from "./outages-plan.ts";
import { Refusal } from "./refusal.ts";
import { type SelectionInFiles, type StoreInFiles, StoresInFiles } from "./stores-in-files.ts";

/** What outages are asked of files. */
export interface OutagesOfFiles extends RequestedOutages, SelectionInFiles {
	readonly rules: Rules;
}

/**
 * The outages of the stores of files, without any database: what the database says of the same, over ranges
 * of any length.
 *
 * Refuses as not found a store that no file names, and as invalid what reports refuse.
 */
export function outagesFromFiles(
	files: FleetFiles,
	request: OutagesOfFiles,
	zoneDataVersion: string,
): FoundOutages {
	const inFiles = new StoresInFiles(files);
	const asOf = request.asOf ?? inFiles.newestPoll;
	if (asOf === undefined) throw new Refusal("invalid", "there are no polls to report on");
	const plan = planFiguresAsOf(asOf, request, limitsOf(Number.POSITIVE_INFINITY));
	const { stores, method } = inFiles.selected(plan, request, zoneDataVersion);
	return { plan, batches: sweepStores(inFiles, stores, files, plan), method: () => method };
}

/** Stores that are written at a time. */
const BATCH_STORES = 500;

function* sweepStores(
	inFiles: StoresInFiles,
	stores: readonly StoreInFiles[],
	files: FleetFiles,
	plan: FiguresPlan,
): Generator<StoreOutages[]> {
	const { asOf, rules } = plan;
	const [range] = plan.ranges;
	const earliest = inFiles.maybeEarliestPoll(stores) ?? range.from;
	const sweeper = new OutageSweeper({ span: range, asOf, rules }, earliest);
	for (let begin = 0; begin < stores.length; begin += BATCH_STORES)
		yield stores.slice(begin, begin + BATCH_STORES).map((store) => {
			const history = inFiles.history(store, plan);
			const { polls, zone } = history;
			const timeline = sweeper.timeline(history, undefined) as Timeline;
			const { name, group, salesPerHour } = files.stores?.get(store.id) ?? {};
			return {
				storeId: store.id,
				name: name ?? undefined,
				group: group ?? undefined,
				zone,
				salesPerHour: salesPerHour ?? undefined,
				outages: outagesOf({ timeline, polls, rules }, { range, asOf }),
				totals: totalsOf(timeline, range),
			};
		});
}
