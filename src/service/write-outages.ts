import type { FleetOutageDocument } from "../contract/outage.ts";
import type { Currency } from "../core/currency.ts";
import {
	type FoundOutages,
	matchingOutages,
	type OutageFilter,
	OutageSums,
	type StoreOutages,
} from "./found-outages.ts";
import { currencyDocument } from "./lost-sales-document.ts";
import {
	clocksOf,
	fleetOutageDocument,
	fleetSummaryDocument,
	outagesMetadata,
	outagesMethod,
} from "./outage-document.ts";
import type { FilePiece } from "./output-file.ts";
import { rangeDocument } from "./report-document.ts";
import { type OutageRows, writeOutageRows } from "./write-outage-rows.ts";

/** The forms that outages can be written in. */
export const OUTAGE_FORMATS = ["csv", "json", "parquet"] as const;
export type OutageFormat = (typeof OUTAGE_FORMATS)[number];

/** How outages are written. */
export interface OutageWriting {
	readonly format: OutageFormat;
	/** What amounts are in. */
	readonly currency: Currency;
}

/**
 * Writes those outages that are wanted, by their stores' ids and starts, in pieces that are made as they are
 * asked for; the same bytes from files and from the database.
 */
export function writeOutages(
	found: FoundOutages,
	filter: OutageFilter,
	{ format, currency }: OutageWriting,
): AsyncGenerator<FilePiece> {
	return format === "json"
		? writeJson(found, filter, currency)
		: writeOutageRows(rowsOf(found, filter, currency), format);
}

function rowsOf(found: FoundOutages, filter: OutageFilter, currency: Currency): OutageRows {
	async function* batches(): AsyncGenerator<readonly FleetOutageDocument[]> {
		for await (const stores of found.batches) yield documentsOf(found, stores, filter, currency);
	}
	return { batches: batches(), metadata: () => outagesMetadata(found.method(), filter) };
}

/** One document, an outage a line, so that it can be streamed and read by people too. */
async function* writeJson(
	found: FoundOutages,
	filter: OutageFilter,
	currency: Currency,
): AsyncGenerator<string> {
	const { from, to } = rangeDocument(found.plan.ranges[0]);
	const sums = new OutageSums();
	let separator = "\n";
	yield `{"from":"${from}","to":"${to}",\n"outages":[`;
	for await (const stores of found.batches) {
		for (const store of stores)
			sums.add(store, matchingOutages(store.outages, filter), store.totals);
		let piece = "";
		for (const document of documentsOf(found, stores, filter, currency)) {
			piece += separator + JSON.stringify(document);
			separator = ",\n";
		}
		yield piece;
	}
	const rest = {
		summary: fleetSummaryDocument(sums, currency),
		...currencyDocument(currency),
		...outagesMethod({ totals: sums.totals, method: found.method() }, filter),
	};
	yield `\n],\n${JSON.stringify(rest).slice(1)}\n`;
}

function documentsOf(
	{ plan }: FoundOutages,
	stores: readonly StoreOutages[],
	filter: OutageFilter,
	currency: Currency,
) {
	const outages = stores.flatMap((store) =>
		matchingOutages(store.outages, filter).map((outage) => ({ ...outage, store })),
	);
	const clocks = clocksOf(outages);
	const [range] = plan.ranges;
	return outages.map((outage) => fleetOutageDocument(outage, { clocks, range, currency }));
}
