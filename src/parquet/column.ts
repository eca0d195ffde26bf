import type { SchemaElement } from "hyparquet-writer";

/** A column of a Parquet file: its name and type, and what a row has in it. */
export interface Column<Row> {
	readonly element: SchemaElement;
	/** As the writer takes it; `null` for nothing. */
	value(row: Row): string | bigint | number | boolean | null;
}

type Type = Omit<SchemaElement, "name" | "repetition_type">;

const TEXT: Type = { type: "BYTE_ARRAY", converted_type: "UTF8", logical_type: { type: "STRING" } };
const INTEGER: Type = { type: "INT64" };
/** Both ways to say it: the older one alone leaves open that it is UTC. */
const INSTANT: Type = {
	type: "INT64",
	converted_type: "TIMESTAMP_MILLIS",
	logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MILLIS" },
};
const NUMBER: Type = { type: "DOUBLE" };
const FLAG: Type = { type: "BOOLEAN" };

/** A text that every row has. */
export function text<Row>(name: string, of: (row: Row) => string): Column<Row> {
	return { element: required(name, TEXT), value: of };
}

/** A text that a row may lack. */
export function maybeText<Row>(name: string, of: (row: Row) => string | null): Column<Row> {
	return { element: optional(name, TEXT), value: of };
}

/** A whole number, as a 64-bit integer. */
export function integer<Row>(name: string, of: (row: Row) => number): Column<Row> {
	return { element: required(name, INTEGER), value: (row) => BigInt(of(row)) };
}

/** An instant that every row has, given as it goes over the wire: a timestamp in UTC, of milliseconds. */
export function instant<Row>(name: string, of: (row: Row) => string): Column<Row> {
	return { element: required(name, INSTANT), value: (row) => instantOf(of(row)) };
}

/** An instant that a row may lack. */
export function maybeInstant<Row>(name: string, of: (row: Row) => string | null): Column<Row> {
	return {
		element: optional(name, INSTANT),
		value(row) {
			const wire = of(row);
			return wire === null ? null : instantOf(wire);
		},
	};
}

/** A number with a fraction that a row may lack, as a 64-bit float. */
export function maybeNumber<Row>(name: string, of: (row: Row) => number | null): Column<Row> {
	return { element: optional(name, NUMBER), value: of };
}

/** An amount of money, which goes over the wire as text so that it stays exact: here as a double. */
export function maybeAmount<Row>(name: string, of: (row: Row) => string | null): Column<Row> {
	return maybeNumber(name, (row) => {
		const amount = of(row);
		return amount === null ? null : Number(amount);
	});
}

/** Yes or no. */
export function flag<Row>(name: string, of: (row: Row) => boolean): Column<Row> {
	return { element: required(name, FLAG), value: of };
}

function required(name: string, type: Type): SchemaElement {
	return { name, ...type, repetition_type: "REQUIRED" };
}

function optional(name: string, type: Type): SchemaElement {
	return { name, ...type, repetition_type: "OPTIONAL" };
}

function instantOf(wire: string): bigint {
	return BigInt(Date.parse(wire));
}
