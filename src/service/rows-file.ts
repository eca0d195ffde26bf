import { formatInstant, type Instant } from "../core/instant.ts";
import type { RowCsv } from "../csv/columns.ts";
import type { FilePiece } from "./output-file.ts";

/** A file of rows that is made as it is read. */
export interface RowsFile {
	/** What to call it where it is kept: of printable ASCII, without quotes. */
	readonly name: string;
	readonly pieces: Iterable<FilePiece> | AsyncIterable<FilePiece>;
}

/** More of a name than this is no use to anybody, and too long for some file systems. */
const PART_LENGTH_MAX = 100;

/**
 * What to call a file: what it is about, and as of when. Whatever cannot be in the name of a file everywhere
 * is replaced.
 */
export function fileNameOf(about: readonly string[], asOf: Instant, ending: string): string {
	const parts = about.map((part) => part.replaceAll(/[^\w.-]/gu, "_").slice(0, PART_LENGTH_MAX));
	const instant = `${formatInstant(asOf).slice(0, 19).replaceAll(":", "-")}Z`;
	return `${["openhours", ...parts, instant].join("-")}.${ending}`;
}

/** So many rows are made before others get their turn. */
const PIECE_ROWS = 500;

/** Rows as CSV, in pieces that are made as they are asked for. */
export function* csvPieces<Row>(csv: RowCsv<Row>, rows: Iterable<Row>): Generator<string> {
	yield csv.header;
	let piece = "";
	let count = 0;
	for (const row of rows) {
		piece += csv.row(row);
		if (++count % PIECE_ROWS !== 0) continue;
		yield piece;
		piece = "";
	}
	if (piece !== "") yield piece;
}
