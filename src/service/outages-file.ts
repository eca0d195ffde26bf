import type { FleetOutageDocument } from "../contract/outage.ts";
import type { Currency } from "../core/currency.ts";
import { formatInstant } from "../core/instant.ts";
import type { ServiceContext } from "./context.ts";
import { type RequestedSelection, type SelectedOutages, selectOutages } from "./list-outages.ts";
import { clocksOf, fleetOutageDocument, outagesMetadata } from "./outage-document.ts";
import type { FilePiece } from "./output-file.ts";
import { type OutageRowFormat, writeOutageRows } from "./write-outage-rows.ts";

/** A file of outages that is made as it is read. */
export interface OutagesFile {
	readonly name: string;
	readonly pieces: AsyncIterable<FilePiece>;
}

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
): Promise<OutagesFile> {
	const { currency } = context;
	const selected = await selectOutages(context, request, signal);
	const { method } = selected.table;
	const asOf = formatInstant(method.asOf).slice(0, 19).replaceAll(":", "-");
	return {
		name: `openhours-outages-${asOf}Z.${format}`,
		pieces: writeOutageRows(
			{
				batches: documentsOf(selected, currency),
				metadata: () => outagesMetadata(method, request),
			},
			format,
		),
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
