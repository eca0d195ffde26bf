import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { formatInstant } from "../../src/core/instant.ts";

/** What a Parquet file says, as another program reads it. */
export interface ParquetFile {
	/** The type of each column, such as `INT64`, or `INT64 TIMESTAMP_MILLIS?` for one that may be null. */
	readonly types: Readonly<Record<string, string>>;
	readonly rows: readonly Readonly<Record<string, unknown>>[];
	/** The rows of each row group. */
	readonly groups: readonly number[];
	/** What the file tells of itself, by name. */
	readonly metadata: Readonly<Record<string, unknown>>;
}

/** Reads the pieces of a Parquet file. */
export async function readParquet(
	pieces: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
): Promise<ParquetFile> {
	return parquetOf(
		Buffer.concat((await Array.fromAsync(pieces)).map((piece) => Buffer.from(piece))),
	);
}

/** Reads a Parquet file. */
export async function parquetOf(bytes: Uint8Array): Promise<ParquetFile> {
	const file = new Uint8Array(bytes).buffer;
	const { schema, row_groups, key_value_metadata = [] } = parquetMetadata(file);
	const types = schema.slice(1).map((column) => {
		const type = [column.type, column.converted_type].filter(Boolean).join(" ");
		return [column.name, `${type}${column.repetition_type === "OPTIONAL" ? "?" : ""}`];
	});
	return {
		types: Object.fromEntries(types),
		rows: await parquetReadObjects({ file }),
		groups: row_groups.map(({ num_rows }) => Number(num_rows)),
		metadata: Object.fromEntries(
			key_value_metadata.map(({ key, value = "" }) => [key, JSON.parse(value)]),
		),
	};
}

/** A row of a Parquet file in the cells that CSV has for the same. */
export function cellsOf(row: Readonly<Record<string, unknown>>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(row).map(([name, value]) => [name, cellOf(name, value)]),
	);
}

function cellOf(name: string, value: unknown): string {
	if (value === null || value === undefined) return "";
	if (value instanceof Date) return formatInstant(value.getTime());
	// JSON and Parquet have the number, and CSV has its three decimals.
	if (name.endsWith("_percent")) return (value as number).toFixed(3);
	// And so it is with amounts, of two digits where no currency says otherwise.
	if (name === "lost_sales_estimate") return Number(value).toFixed(2);
	return String(value);
}
