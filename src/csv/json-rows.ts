import { JSONParser, TokenType } from "@streamparser/json";
import { MalformedError, type RejectReason } from "./reject.ts";
import { beginningOf, LINE_LENGTH_MAX, RowCutter, type RowSink } from "./row-cutter.ts";
import type { RowValues } from "./row-values.ts";
import { decodeUtf8 } from "./split-row.ts";
import type { BlockReader } from "./table.ts";

const LINE_FEED = 0x0a;
const BYTE_ORDER_MARK = "\ufeff";

/**
 * Reads a table that has an object of JSON on each line. A line that is no JSON, or has more than 65,536
 * bytes, is a bad row and takes no other along; an empty one is no row.
 */
export class NdjsonReader implements BlockReader, RowSink {
	readonly #rows: RowValues;
	readonly #cutter: RowCutter = new RowCutter(this);
	#line = 1;

	constructor(rows: RowValues) {
		this.#rows = rows;
	}

	get rowsRead(): number {
		return this.#rows.rowsRead;
	}

	push(block: Uint8Array): void {
		this.#cutter.push(block);
	}

	finish(): void {
		this.#cutter.finish();
	}

	lines(bytes: Uint8Array, begin: number, end: number): number {
		for (let at = begin; at < end; ) {
			const feed = bytes.indexOf(LINE_FEED, at);
			this.#takeLine(bytes.subarray(at, feed));
			this.#line++;
			at = feed + 1;
		}
		return end;
	}

	/** No line goes on behind its end. */
	record(): void {}

	longLine(beginning: string): void {
		this.#reject(beginning, "long_line");
		this.#line++;
	}

	#takeLine(bytes: Uint8Array): void {
		if (bytes.length > LINE_LENGTH_MAX) {
			this.#reject(beginningOf(bytes), "long_line");
			return;
		}
		const text = decodeUtf8(bytes);
		if (text === undefined) {
			this.#reject(new TextDecoder().decode(bytes), "not_utf8");
			return;
		}
		const row = this.#line === 1 && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
		if (row.trim() === "") return;
		const parsed = parseJson(row);
		if (parsed === undefined) this.#reject(row.trim(), "not_json");
		else this.#rows.take(parsed.value, this.#line);
	}

	#reject(text: string, reason: RejectReason): void {
		this.#rows.rejectRow(this.#line, text, reason);
	}
}

function parseJson(text: string): { readonly value: unknown } | undefined {
	try {
		return { value: JSON.parse(text) };
	} catch {
		return undefined; // a SyntaxError is how it says that this is no JSON
	}
}

/** Bytes that are parsed at once: as much as an array can go wrong before that is noticed. */
const SLICE_BYTES = 16_384;
/** A row has fields, and these have nothing in them; deeper than this is no table. */
const DEPTH_MAX = 16;

/**
 * Reads a table that is an array of objects of JSON, as it comes: one row at a time is kept.
 *
 * Complains when it is no such array, when it is cut off, and when a row has more than 65,536 bytes.
 */
export class JsonArrayReader implements BlockReader {
	readonly #file: string;
	readonly #rows: RowValues;
	readonly #parser = new JSONParser({ paths: ["$.*"], keepStack: false });
	/** What was parsed of the slice at hand. */
	#values: unknown[] = [];
	#index = 0;
	#depth = 0;
	/** Where the bytes begin that the row at hand has at the most. */
	#rowBegin = 0;
	#bytes = 0;
	#hasBegun = false;

	constructor(file: string, rows: RowValues) {
		this.#file = file;
		this.#rows = rows;
		this.#parser.onValue = ({ value }) => {
			this.#values.push(value);
		};
		this.#parser.onToken = ({ token, offset }) => this.#takeToken(token, offset);
	}

	get rowsRead(): number {
		return this.#rows.rowsRead;
	}

	push(block: Uint8Array): void {
		for (let at = 0; at < block.length; at += SLICE_BYTES) {
			this.#parse(block.subarray(at, at + SLICE_BYTES));
			this.#handRows();
		}
	}

	finish(): void {
		if (!this.#hasBegun) throw this.#complaint("is empty; a JSON array is expected");
		if (!this.#parser.isEnded) throw this.#complaint("is cut off: its JSON array has no end");
	}

	#parse(slice: Uint8Array): void {
		this.#bytes += slice.length;
		try {
			this.#parser.write(slice);
		} catch (error) {
			if (error instanceof MalformedError) throw error;
			throw this.#complaint(`is not JSON any more in or behind ${this.#rowAtHand()}`, error);
		}
		if (this.#depth > 0) this.#refuseLongRow(this.#bytes);
	}

	#handRows(): void {
		for (const value of this.#values) this.#rows.take(value, this.#index++);
		this.#values = [];
	}

	#takeToken(token: TokenType, offset: number): void {
		if (!this.#hasBegun && token !== TokenType.LEFT_BRACKET)
			throw this.#complaint("is not a JSON array; write the rows between [ and ]");
		this.#hasBegun = true;
		if (this.#depth > 0) this.#refuseLongRow(offset);
		if (token === TokenType.LEFT_BRACKET || token === TokenType.LEFT_BRACE) this.#depth++;
		else if (token === TokenType.RIGHT_BRACKET || token === TokenType.RIGHT_BRACE) this.#depth--;
		if (this.#depth > DEPTH_MAX)
			throw this.#complaint(`is nested too deep in ${this.#rowAtHand()}`);
		if (this.#depth <= 1) this.#rowBegin = offset + 1;
	}

	#refuseLongRow(end: number): void {
		if (end - this.#rowBegin > LINE_LENGTH_MAX)
			throw this.#complaint(`has more than 65,536 bytes in ${this.#rowAtHand()}; no row has`);
	}

	#rowAtHand(): string {
		return `the row with index ${this.#index + this.#values.length}`;
	}

	#complaint(says: string, cause?: unknown): MalformedError {
		return new MalformedError(this.#file, says, { cause });
	}
}
