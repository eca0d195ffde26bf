import { OUTAGES_CSV_HEADER, outageCsvRow } from "../csv/outages-csv.ts";
import {
	type FoundOutages,
	matchingOutages,
	type OutageFilter,
	OutageSums,
	type StoreOutages,
} from "./found-outages.ts";
import {
	clocksOf,
	fleetOutageDocument,
	fleetSummaryDocument,
	outagesMethod,
	rangeDocument,
} from "./outage-document.ts";

/** The forms that outages can be written in. */
export const OUTAGE_FORMATS = ["csv", "json"] as const;
export type OutageFormat = (typeof OUTAGE_FORMATS)[number];

/**
 * Writes those outages that are wanted, by their stores' ids and starts, in pieces that are made as they are
 * asked for; the same bytes from files and from the database.
 */
export function writeOutages(
	found: FoundOutages,
	filter: OutageFilter,
	format: OutageFormat,
): AsyncGenerator<string> {
	return format === "csv" ? writeCsv(found, filter) : writeJson(found, filter);
}

async function* writeCsv(found: FoundOutages, filter: OutageFilter): AsyncGenerator<string> {
	yield OUTAGES_CSV_HEADER;
	for await (const stores of found.batches)
		yield documentsOf(found, stores, filter).map(outageCsvRow).join("");
}

/** One document, an outage a line, so that it can be streamed and read by people too. */
async function* writeJson(found: FoundOutages, filter: OutageFilter): AsyncGenerator<string> {
	const { from, to } = rangeDocument(found.plan.ranges[0]);
	const sums = new OutageSums();
	let separator = "\n";
	yield `{"from":"${from}","to":"${to}",\n"outages":[`;
	for await (const stores of found.batches) {
		for (const store of stores)
			sums.add(store, matchingOutages(store.outages, filter), store.totals);
		let piece = "";
		for (const document of documentsOf(found, stores, filter)) {
			piece += separator + JSON.stringify(document);
			separator = ",\n";
		}
		yield piece;
	}
	const rest = {
		summary: fleetSummaryDocument(sums.summary),
		...outagesMethod({ totals: sums.totals, method: found.method() }, filter),
	};
	yield `\n],\n${JSON.stringify(rest).slice(1)}\n`;
}

function documentsOf(
	{ plan }: FoundOutages,
	stores: readonly StoreOutages[],
	filter: OutageFilter,
) {
	const outages = stores.flatMap((store) =>
		matchingOutages(store.outages, filter).map((outage) => ({ ...outage, store })),
	);
	const clocks = clocksOf(outages);
	return outages.map((outage) => fleetOutageDocument(outage, { clocks, range: plan.ranges[0] }));
}
