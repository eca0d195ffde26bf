import type { ByteSource } from "./byte-source.ts";
import { JsonArrayReader, NdjsonReader } from "./json-rows.ts";
import { RowValues } from "./row-values.ts";
import {
	type BlockReader,
	type Column,
	type OnReject,
	type Row,
	readBlocks,
	TableReader,
	TableRows,
} from "./table.ts";

/** Rows that were read before, as values of JSON. */
export interface ValueSource {
	readonly name: string;
	readonly values: readonly unknown[];
}

/** What a table that is not read by the million can be read from. */
export type RowSource = ByteSource | ValueSource;

/** What takes the rows of a table, and what is told of those that are left out. */
export interface RowTaker {
	readonly columns: readonly Column[];
	readonly onRow: (row: Row) => void;
	readonly onReject: OnReject;
}

/** Reads a table row by row, in whichever form it is, and returns how many rows it has, bad ones included. */
export async function readRows(
	source: RowSource,
	columns: readonly Column[],
	onRow: (row: Row) => void,
	onReject: OnReject,
): Promise<number> {
	const taker = { columns, onRow, onReject };
	if ("values" in source) {
		const rows = new RowValues(source.name, taker);
		source.values.forEach((value, index) => {
			rows.take(value, index);
		});
		return rows.rowsRead;
	}
	const reader = rowReader(source, taker);
	await readBlocks(source, reader);
	return reader.rowsRead;
}

/** What reads a table of this form, and hands its rows on. */
export function rowReader({ name, form }: ByteSource, taker: RowTaker): BlockReader {
	switch (form) {
		case "json":
			return new JsonArrayReader(name, new RowValues(name, taker));
		case "ndjson":
			return new NdjsonReader(new RowValues(name, taker));
		default:
			return new TableReader(
				name,
				taker.columns,
				(header) => new TableRows(name, header, taker.onRow, taker.onReject),
			);
	}
}
