import type { ByteSource } from "./byte-source.ts";
import { cutValue, MalformedError, type Reject, type RejectReason, TableError } from "./reject.ts";
import {
	beginningOf,
	LINE_LENGTH_MAX,
	RowCutter,
	type RowSink,
	UnclosedQuoteError,
} from "./row-cutter.ts";
import {
	CONTINUES,
	decodeUtf8,
	MALFORMED,
	NOT_UTF8,
	splitRow,
	splitRowBytes,
} from "./split-row.ts";

/** A column that a table has, under the names that exports give it. */
export interface Column {
	readonly name: string;
	/** Other names for it; letter case never matters. */
	readonly aliases?: readonly string[];
	readonly optional?: boolean;
	/** Optional, but at least one of the columns that say so must be there. */
	readonly oneOf?: boolean;
	/** Its name in JSON where that is another; the others are understood there too. */
	readonly field?: string;
	/** Whether JSON may have a number there; an id that is one has lost digits, which is told. */
	readonly numbers?: "allowed" | "lose digits";
}

/** The header of a file that turned out to be the table that was expected. */
export interface Header {
	/** The names as the file writes them, in its order. */
	readonly names: readonly string[];
	/** For each expected column its place in the file; -1 for an optional one that is not there. */
	readonly places: readonly number[];
	/** Bytes before the first row. */
	readonly byteLength: number;
}

export type OnReject = (reject: Reject) => void;

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/**
 * Finds the header in the beginning of a file. The beginning must hold its whole first line, or the
 * whole file. Throws {@link TableError} that names the columns that were expected.
 */
export function parseHeader(
	file: string,
	beginning: Uint8Array,
	columns: readonly Column[],
): Header {
	const expected = `expected a header with the columns ${describeColumns(columns)}`;
	const start = BYTE_ORDER_MARK.every((byte, i) => beginning[i] === byte) ? 3 : 0;
	if (beginning.length === start) throw new TableError(file, `is empty; ${expected}`);
	const feed = beginning.indexOf(LINE_FEED);
	const end = feed < 0 ? beginning.length : feed;
	if (end - start > LINE_LENGTH_MAX)
		throw new TableError(file, `has a first line of more than 65,536 bytes; ${expected}`);
	const text = new TextDecoder().decode(beginning.subarray(start, end)).replace(/\r$/, "");
	const cells = splitRow(text);
	if (cells === CONTINUES || cells === MALFORMED)
		throw new TableError(file, `has a first line with misplaced quotes; ${expected}`);
	const names = cells.map((cell) => cell.trim());
	const places = columns.map((column) => placeOf(file, column, names, expected));
	const oneOf = columns.filter((column) => column.oneOf);
	if (oneOf.length > 0 && columns.every(({ oneOf }, i) => !oneOf || (places[i] as number) < 0))
		throw new TableError(
			file,
			`has none of the columns ${oneOf.map(({ name }) => name).join(", ")}; ${expected}, found ${describeFound(names)}`,
		);
	return { names, places, byteLength: feed < 0 ? beginning.length : feed + 1 };
}

function describeColumns(columns: readonly Column[]): string {
	const oneOf = columns.filter((column) => column.oneOf).map(({ name }) => name);
	const others = columns
		.filter((column) => !column.oneOf)
		.map(({ name, optional }) => (optional ? `${name} (optional)` : name));
	return [...others, ...(oneOf.length > 0 ? [oneOf.join(" and/or ")] : [])].join(", ");
}

function placeOf(file: string, column: Column, names: readonly string[], expected: string): number {
	const known = [column.name, ...(column.aliases ?? [])].map((name) => name.toLowerCase());
	const places = names.flatMap((name, place) => (known.includes(name.toLowerCase()) ? place : []));
	if (places.length > 1)
		throw new TableError(file, `has the column ${column.name} more than once; ${expected}`);
	if (places.length === 0 && !column.optional && !column.oneOf)
		throw new TableError(
			file,
			`has no column ${column.name}; ${expected}, found ${describeFound(names)}`,
		);
	return places[0] ?? -1;
}

function describeFound(names: readonly string[]): string {
	const found = cutValue(names.join(",")).replace(/[^\x20-\x7e\u00a0-\uffff]/g, "·");
	const separator = names.length === 1 ? /[;\t|]/.exec(names[0] as string)?.[0] : undefined;
	if (separator === undefined) return JSON.stringify(found);
	const word = { ";": "semicolons", "\t": "tabs", "|": "bars" }[separator] as string;
	return `${JSON.stringify(found)}, which is separated by ${word}; export it with commas`;
}

/** Reads a table that comes in blocks. */
export interface BlockReader {
	/** Rows so far, bad ones included. */
	readonly rowsRead: number;
	/** Takes the next block; it may be overwritten afterwards. Throws {@link TableError}. */
	push(block: Uint8Array): void;
	/** Takes notice that there is no more. Throws {@link TableError}. */
	finish(): void;
}

/** Has a source read to its end. */
export async function readBlocks(source: ByteSource, reader: BlockReader): Promise<void> {
	for await (const block of source.blocks()) reader.push(block);
	reader.finish();
}

/** A sink that counts the lines and rows that it was handed. */
export interface CountingSink extends RowSink {
	readonly line: number;
	readonly rowsRead: number;
}

/**
 * Puts a file through a sink: the header first, which makes the sink, then all rows in order.
 *
 * Complains when the file is not such a table, or ends inside a quoted cell.
 */
export class TableReader<Sink extends CountingSink> implements BlockReader {
	readonly #file: string;
	readonly #columns: readonly Column[];
	readonly #makeSink: (header: Header) => Sink;
	#beginning: Uint8Array = new Uint8Array(0);
	#sink: Sink | undefined;
	#cutter: RowCutter | undefined;

	constructor(file: string, columns: readonly Column[], makeSink: (header: Header) => Sink) {
		this.#file = file;
		this.#columns = columns;
		this.#makeSink = makeSink;
	}

	/** What all rows were put through; `undefined` as long as there is no whole header. */
	get sink(): Sink | undefined {
		return this.#sink;
	}

	get rowsRead(): number {
		return this.#sink?.rowsRead ?? 0;
	}

	push(block: Uint8Array): void {
		if (this.#cutter !== undefined) {
			this.#orComplain(this.#cutter, block);
			return;
		}
		this.#beginning = Buffer.concat([this.#beginning, block]);
		if (this.#beginning.includes(LINE_FEED) || this.#beginning.length > LINE_LENGTH_MAX)
			this.#begin();
	}

	finish(): void {
		this.#orComplain(this.#cutter ?? this.#begin(), undefined);
	}

	#begin(): RowCutter {
		const header = parseHeader(this.#file, this.#beginning, this.#columns);
		this.#sink = this.#makeSink(header);
		this.#cutter = new RowCutter(this.#sink);
		this.#orComplain(this.#cutter, this.#beginning.subarray(header.byteLength));
		this.#beginning = new Uint8Array(0);
		return this.#cutter;
	}

	#orComplain(cutter: RowCutter, block: Uint8Array | undefined): void {
		try {
			if (block === undefined) cutter.finish();
			else cutter.push(block);
		} catch (error) {
			if (!(error instanceof UnclosedQuoteError)) throw error;
			throw new MalformedError(
				this.#file,
				`line ${this.#sink?.line}: a quoted cell is not closed; a row ends with its quotes closed, so the file is cut off or a quote is missing there`,
			);
		}
	}
}

/**
 * One row of a small table, by the expected columns, and the way to complain about it. Good only
 * during the call that it is handed to: one object serves for all rows.
 */
export interface Row {
	/** The cells in the order of the expected columns; empty for an optional one not there. */
	readonly cells: readonly string[];
	/** Whether the file, or in JSON the row, has an expected column at all. */
	has(column: number): boolean;
	/** Leaves the row out, for the cell of an expected column. */
	reject(column: number, reason: RejectReason): void;
}

/** Hands every row of a table that is not read by the million to a function. */
export class TableRows implements CountingSink, Row {
	line = 2;
	rowsRead = 0;
	cells: readonly string[] = [];
	#fileCells: readonly string[] = [];
	readonly #isInOrder: boolean;
	readonly #file: string;
	readonly #header: Header;
	readonly #onRow: (row: Row) => void;
	readonly #onReject: OnReject;

	constructor(file: string, header: Header, onRow: (row: Row) => void, onReject: OnReject) {
		this.#file = file;
		this.#header = header;
		this.#onRow = onRow;
		this.#onReject = onReject;
		this.#isInOrder = header.places.every((place, column) => place === column);
	}

	lines(bytes: Uint8Array, begin: number, end: number): number {
		const text = decodeUtf8(bytes.subarray(begin, end));
		// Where the text is sound, one decoding serves for all its lines, which are cut from it.
		if (text === undefined) return this.#takeLinesApart(bytes, begin, end);
		for (let at = 0; at < text.length; ) {
			const feed = text.indexOf("\n", at);
			const last = feed > at && text.charCodeAt(feed - 1) === CARRIAGE_RETURN ? feed - 1 : feed;
			if (this.#takeText(text.slice(at, last)) === CONTINUES)
				return begin + Buffer.byteLength(text.slice(0, at));
			this.line++;
			at = feed + 1;
		}
		return end;
	}

	#takeLinesApart(bytes: Uint8Array, begin: number, end: number): number {
		for (let at = begin; at < end; ) {
			const feed = bytes.indexOf(LINE_FEED, at);
			const last = feed > at && bytes[feed - 1] === CARRIAGE_RETURN ? feed - 1 : feed;
			if (this.#takeBytes(bytes.subarray(at, last)) === CONTINUES) return at;
			this.line++;
			at = feed + 1;
		}
		return end;
	}

	record(bytes: Uint8Array, lineCount: number): void {
		this.#takeBytes(bytes);
		this.line += lineCount;
	}

	longLine(beginning: string): void {
		this.#rejectRow(beginning, "long_line");
		this.line++;
	}

	#takeText(text: string): typeof CONTINUES | undefined {
		if (text === "") return undefined; // an empty line is no row
		// No character has more than three bytes for each unit of a string's length.
		if (text.length * 3 > LINE_LENGTH_MAX) return this.#takeBytes(Buffer.from(text));
		return this.#takeRow(text, splitRow(text));
	}

	#takeBytes(bytes: Uint8Array): typeof CONTINUES | undefined {
		if (bytes.length === 0) return undefined;
		if (bytes.length > LINE_LENGTH_MAX) {
			this.#rejectRow(beginningOf(bytes), "long_line");
			return undefined;
		}
		const { text, cells } = splitRowBytes(bytes);
		return this.#takeRow(text, cells);
	}

	#takeRow(
		text: string,
		cells: ReturnType<typeof splitRowBytes>["cells"],
	): typeof CONTINUES | undefined {
		if (cells === CONTINUES) return CONTINUES;
		const wanted = this.#header.names.length;
		if (cells === NOT_UTF8) this.#rejectRow(text, "not_utf8");
		else if (cells === MALFORMED) this.#rejectRow(text, "stray_quote");
		else if (cells.length < wanted) this.#rejectRow(text, "too_few_cells");
		else if (cells.length > wanted) this.#rejectRow(text, "too_many_cells");
		else this.#takeCells(cells);
		return undefined;
	}

	#takeCells(cells: readonly string[]): void {
		this.rowsRead++;
		this.#fileCells = cells;
		this.cells = this.#isInOrder
			? cells
			: this.#header.places.map((place) => (place < 0 ? "" : (cells[place] as string)));
		this.#onRow(this);
	}

	has(column: number): boolean {
		return (this.#header.places[column] as number) >= 0;
	}

	/** Leaves out the row that is being handed over. */
	reject(column: number, reason: RejectReason): void {
		const place = this.#header.places[column] as number;
		this.#reject(this.#header.names[place] as string, this.#fileCells[place] as string, reason);
	}

	#rejectRow(text: string, reason: RejectReason): void {
		this.rowsRead++;
		this.#reject("", text, reason);
	}

	#reject(column: string, value: string, reason: RejectReason): void {
		this.#onReject({ file: this.#file, line: this.line, column, value: cutValue(value), reason });
	}
}
