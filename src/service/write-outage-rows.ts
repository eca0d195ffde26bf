import type { FleetOutageDocument } from "../contract/outage.ts";
import { OUTAGES_CSV_HEADER, outageCsvRow } from "../csv/outages-csv.ts";
import type { FilePiece } from "./output-file.ts";

/** The forms that have an outage a row, and nothing that sums them up. */
export type OutageRowFormat = "csv" | "parquet";

/** Outages in the order in which they are to be written, some at a time. */
export interface OutageRows {
	readonly batches:
		| Iterable<readonly FleetOutageDocument[]>
		| AsyncIterable<readonly FleetOutageDocument[]>;
	/** What a file tells of how they came about; to be asked once all batches were taken. */
	metadata(): Readonly<Record<string, unknown>>;
}

/** Writes outages, a row each, in pieces that are made as they are asked for. */
export function writeOutageRows(
	rows: OutageRows,
	format: OutageRowFormat,
): AsyncGenerator<FilePiece> {
	return format === "csv" ? writeCsv(rows) : writeParquetFile(rows);
}

async function* writeCsv({ batches }: OutageRows): AsyncGenerator<string> {
	yield OUTAGES_CSV_HEADER;
	for await (const outages of batches) yield outages.map(outageCsvRow).join("");
}

async function* writeParquetFile(rows: OutageRows): AsyncGenerator<Uint8Array> {
	// Loaded when it is asked for: the other forms need not wait for it.
	const { OUTAGE_COLUMNS } = await import("../parquet/outage-columns.ts");
	const { writeParquet } = await import("../parquet/write-parquet.ts");
	yield* writeParquet({
		columns: OUTAGE_COLUMNS,
		batches: rows.batches,
		metadata: () => rows.metadata(),
	});
}
