import type { FleetOutageDocument } from "../contract/outage.ts";
import type { Currency } from "../core/currency.ts";
import type { Method } from "../core/method.ts";
import { OUTAGES_CSV_HEADER, outageCsvRow } from "../csv/outages-csv.ts";
import type { ServiceContext } from "./context.ts";
import type { OutageFilter } from "./found-outages.ts";
import { type RequestedSelection, selectOutages } from "./list-outages.ts";
import { clocksOf, fleetOutageDocument, outagesMetadata } from "./outage-document.ts";
import type { SelectedOutages } from "./outage-table.ts";
import { csvPieces, fileNameOf, type RowsFile } from "./rows-file.ts";
import type { OneStoreOutages } from "./store-outages.ts";
import { type OutageRowFormat, writeOutageRows } from "./write-outage-rows.ts";

/** So many outages are made rows of before others get their turn. */
const BATCH_OUTAGES = 500;

/**
 * All outages of which `listOutages` lists a page, in the order that is asked for, as one file. Refuses and
 * throws what that does, before there is anything of the file.
 */
export async function outagesFile(
	context: ServiceContext,
	request: RequestedSelection,
	format: OutageRowFormat,
	signal: AbortSignal,
): Promise<RowsFile> {
	const selected = await selectOutages(context, request, signal);
	return selectedOutagesFile(selected, request, { format, currency: context.currency });
}

/** How outages are written as a file of rows. */
export interface OutagesFileWriting {
	readonly format: OutageRowFormat;
	/** What amounts are in. */
	readonly currency: Currency;
}

/** Outages that were put in order as one file; those that the filter wants. */
export function selectedOutagesFile(
	selected: SelectedOutages,
	filter: OutageFilter,
	{ format, currency }: OutagesFileWriting,
): RowsFile {
	const { method } = selected.table;
	return {
		name: outagesFileName(method, format),
		pieces: writeOutageRows(
			{
				batches: documentsOf(selected, currency),
				metadata: () => outagesMetadata(method, filter),
			},
			format,
		),
	};
}

/** What to call a file of outages. */
export function outagesFileName({ asOf }: Method, format: OutageRowFormat): string {
	return fileNameOf(["outages"], asOf, format);
}

/** Those outages of one store that are wanted as CSV. */
export function storeOutagesFile(found: OneStoreOutages, currency: Currency): RowsFile {
	const { outages, range, method, ...store } = found;
	const writing = { clocks: clocksOf(outages), range, currency };
	const rows = outages.map((outage) => fleetOutageDocument({ ...outage, store }, writing));
	return {
		name: fileNameOf(["outages", store.storeId], method.asOf, "csv"),
		pieces: csvPieces({ header: OUTAGES_CSV_HEADER, row: outageCsvRow }, rows),
	};
}

function* documentsOf(
	{ table, selection: { indices } }: SelectedOutages,
	currency: Currency,
): Generator<readonly FleetOutageDocument[]> {
	const { range } = table;
	for (let begin = 0; begin < indices.length; begin += BATCH_OUTAGES) {
		const outages = [...indices.subarray(begin, begin + BATCH_OUTAGES)].map((index) =>
			table.outage(index),
		);
		const clocks = clocksOf(outages);
		yield outages.map((outage) => fleetOutageDocument(outage, { clocks, range, currency }));
	}
}
