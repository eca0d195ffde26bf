import { cutValue, type RejectReason } from "./reject.ts";
import type { Column, OnReject, Row } from "./table.ts";

/** A column of the table that a field belongs to, and what is said of it. */
interface FieldCell {
	readonly name: string;
	readonly text: string;
}

/**
 * Takes values of JSON, each an object, for rows: null is an empty cell. Whatever is wrong with the form
 * of one is told, and the row is left out.
 */
export class RowValues implements Row {
	rowsRead = 0;
	cells: string[] = [];
	#place = 0;
	#fields: (FieldCell | undefined)[] = [];
	readonly #file: string;
	readonly #columns: readonly Column[];
	readonly #columnOf: ReadonlyMap<string, number>;
	readonly #onRow: (row: Row) => void;
	readonly #onReject: OnReject;

	constructor(
		file: string,
		taker: {
			readonly columns: readonly Column[];
			readonly onRow: (row: Row) => void;
			readonly onReject: OnReject;
		},
	) {
		this.#file = file;
		this.#columns = taker.columns;
		this.#onRow = taker.onRow;
		this.#onReject = taker.onReject;
		this.#columnOf = new Map(
			taker.columns.flatMap(({ name, field = name, aliases = [] }, column) =>
				[name, field, ...aliases].map((known) => [known, column] as const),
			),
		);
	}

	/** Takes a value; `place` is its line, or its index in an array. */
	take(value: unknown, place: number): void {
		this.#place = place;
		this.rowsRead++;
		if (typeof value !== "object" || value === null || Array.isArray(value))
			this.#reject("", describe(value), "not_an_object");
		else if (this.#readFields(value)) this.#onRow(this);
	}

	/** Leaves out a row that is no value at all. */
	rejectRow(place: number, text: string, reason: RejectReason): void {
		this.rowsRead++;
		this.#place = place;
		this.#reject("", text, reason);
	}

	has(column: number): boolean {
		return this.#fields[column] !== undefined;
	}

	/** Leaves out the row that is being handed over. */
	reject(column: number, reason: RejectReason): void {
		const field = this.#fields[column];
		this.#reject(field?.name ?? this.#nameOf(column), field?.text ?? "", reason);
	}

	/** Reads an object's fields into cells; `false` when it is left out. */
	#readFields(value: object): boolean {
		const fields: (FieldCell | undefined)[] = new Array(this.#columns.length).fill(undefined);
		for (const [name, content] of Object.entries(value)) {
			const column = this.#columnOf.get(name);
			const text = describe(content);
			const fault = column === undefined ? "unknown_field" : this.#faultOf(column, content, fields);
			if (fault !== undefined) {
				this.#reject(name, text, fault);
				return false;
			}
			fields[column as number] = { name, text };
		}
		const missing = this.#missingIn(fields);
		if (missing !== undefined) {
			this.#reject(this.#nameOf(missing), "", "missing_field");
			return false;
		}
		this.#fields = fields;
		this.cells = fields.map((field) => field?.text ?? "");
		return true;
	}

	#faultOf(
		column: number,
		content: unknown,
		fields: readonly (FieldCell | undefined)[],
	): RejectReason | undefined {
		if (fields[column] !== undefined) return "repeated_field";
		if (typeof content === "string" || content === null) return undefined;
		const { numbers } = this.#columns[column] as Column;
		if (typeof content !== "number" || numbers === undefined) return "not_text";
		return numbers === "lose digits" ? "id_is_number" : undefined;
	}

	/** The first column that an object lacks and must have. */
	#missingIn(fields: readonly (FieldCell | undefined)[]): number | undefined {
		const hasOneOf = this.#columns.some(({ oneOf }, column) => oneOf && fields[column]);
		const missing = this.#columns.findIndex(
			({ optional, oneOf }, column) =>
				fields[column] === undefined && !optional && !(oneOf && hasOneOf),
		);
		return missing < 0 ? undefined : missing;
	}

	#nameOf(column: number): string {
		const { name, field = name } = this.#columns[column] as Column;
		return field;
	}

	#reject(column: string, value: string, reason: RejectReason): void {
		this.#onReject({
			file: this.#file,
			line: this.#place,
			column: cutValue(column),
			value: cutValue(value),
			reason,
		});
	}
}

/** A value as the text of a cell, or as a complaint quotes it: what is inside of it can be anything. */
function describe(value: unknown): string {
	if (value === null) return "";
	if (typeof value === "string") return value;
	if (typeof value !== "object") return String(value);
	return Array.isArray(value) ? "[…]" : "{…}";
}
