import type { FleetOutageDocument } from "../contract/outage.ts";
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
	outagesMetadata,
	outagesMethod,
	rangeDocument,
} from "./outage-document.ts";
import type { FilePiece } from "./output-file.ts";
import { type OutageRows, writeOutageRows } from "./write-outage-rows.ts";

/** The forms that outages can be written in. */
export const OUTAGE_FORMATS = ["csv", "json", "parquet"] as const;
export type OutageFormat = (typeof OUTAGE_FORMATS)[number];

/**
 * Writes those outages that are wanted, by their stores' ids and starts, in pieces that are made as they are
 * asked for; the same bytes from files and from the database.
 */
export function writeOutages(
	found: FoundOutages,
	filter: OutageFilter,
	format: OutageFormat,
): AsyncGenerator<FilePiece> {
	return format === "json"
		? writeJson(found, filter)
		: writeOutageRows(rowsOf(found, filter), format);
}

function rowsOf(found: FoundOutages, filter: OutageFilter): OutageRows {
	async function* batches(): AsyncGenerator<readonly FleetOutageDocument[]> {
		for await (const stores of found.batches) yield documentsOf(found, stores, filter);
	}
	return { batches: batches(), metadata: () => outagesMetadata(found.method(), filter) };
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
