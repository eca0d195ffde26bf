import { setImmediate } from "node:timers/promises";
import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import type { Column } from "./column.ts";

/** What is written as a Parquet file. */
export interface ParquetTable<Row> {
	readonly columns: readonly Column<Row>[];
	readonly batches: Iterable<readonly Row[]> | AsyncIterable<readonly Row[]>;
	/** What the file tells of itself, asked once all rows were taken: each is JSON under `openhours.<name>`. */
	metadata(): Readonly<Record<string, unknown>>;
}

/**
 * So many values are written as one row group, whatever the batches: the same rows give the same bytes. They
 * are all that is kept in memory, some megabytes, and are encoded in some tens of integer, in which
 * nobody else gets a turn.
 */
const GROUP_VALUES = 100_000;

/** Writes a Parquet file in pieces, a row group each, and at last the index of them all. */
export async function* writeParquet<Row>(table: ParquetTable<Row>): AsyncGenerator<Uint8Array> {
	const { columns, batches } = table;
	const bytes = new ByteWriter();
	const root = { name: "openhours", num_children: columns.length };
	const schema = [root, ...columns.map(({ element }) => element)];
	const writer = new ParquetWriter({ writer: bytes, schema, createdBy: "openhours" });
	const groupRows = Math.floor(GROUP_VALUES / columns.length);
	let group = emptyGroup(columns);
	for await (const rows of batches)
		for (const row of rows) {
			for (const { values, column } of group) values.push(column.value(row));
			if (group[0]?.values.length !== groupRows) continue;
			await setImmediate();
			writeGroup(writer, group);
			yield takeBytes(bytes);
			group = emptyGroup(columns);
		}
	writeGroup(writer, group);
	writer.kvMetadata = Object.entries(table.metadata()).map(([name, value]) => ({
		key: `openhours.${name}`,
		value: JSON.stringify(value),
	}));
	writer.finish();
	yield takeBytes(bytes);
}

interface GroupColumn<Row> {
	readonly column: Column<Row>;
	readonly values: ReturnType<Column<Row>["value"]>[];
}

function emptyGroup<Row>(columns: readonly Column<Row>[]): readonly GroupColumn<Row>[] {
	return columns.map((column) => ({ column, values: [] }));
}

function writeGroup<Row>(writer: ParquetWriter, group: readonly GroupColumn<Row>[]): void {
	const rowGroupSize = group[0]?.values.length ?? 0;
	if (rowGroupSize === 0) return;
	writer.write({
		columnData: group.map(({ column, values }) => ({ name: column.element.name, data: values })),
		rowGroupSize,
	});
}

/** Takes out what was written so far; the offset goes on counting all of it. */
function takeBytes(writer: ByteWriter): Uint8Array {
	const taken = writer.getBytes().slice();
	writer.index = 0;
	return taken;
}
