import { daysFromCivil, EARLIEST_POLL, type Instant, isCivilDate } from "../core/instant.ts";
import type { Status } from "../core/poll.ts";
import { type PollFault, type PollPlaces, PollRows } from "./poll-rows.ts";
import type { RejectReason } from "./reject.ts";
import { beginningOf, LINE_LENGTH_MAX, type RowSink } from "./row-cutter.ts";
import { CONTINUES, MALFORMED, NOT_UTF8, splitRowBytes } from "./split-row.ts";

/** Where the three columns of a poll file are, and how many columns there are. */
export interface PollColumns extends PollPlaces {
	readonly count: number;
}

/** Told of every row that is left out; `column` is -1 when the whole row is meant. */
export type OnBadRow = (line: number, column: number, value: string, reason: RejectReason) => void;

const COMMA = 0x2c;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const QUOTE = 0x22;
const SPACE = 0x20;

/** The row is not in the common form: its cells are to be read one by one as text. */
const UNCOMMON = -1;
/** The row goes on behind its line, inside a quoted cell. */
const CONTINUED = -2;

/**
 * Packs the rows of a poll file: the hot loop of the whole program, so it works on bytes.
 *
 * Nearly all rows of real exports have one form: an id seen before, `active` or `inactive`, and
 * `YYYY-MM-DD HH:MM:SS[.fraction][ UTC|Z|+00]`. Those are recognized byte by byte without making a
 * string. Every other row is decoded and judged cell by cell with core's parsers, so that the rules
 * stand in one place and the quick path is only ever a shortcut to the same answer.
 */
export class PollPacker extends PollRows implements RowSink {
	/** The line that the next row is on. */
	line: number;
	rowsRead = 0;

	readonly #columns: PollColumns;
	readonly #onBadRow: OnBadRow;
	#bytes: Uint8Array = new Uint8Array(0);
	#view: DataView = new DataView(new ArrayBuffer(0));
	/** The date that was read last, as the bytes it is written in, and where its UTC day starts. */
	#dateHead = 0x31393730; // 1970
	#dateMiddle = 0x2d30312d; // -01-
	#dateTail = 0x3031; // 01
	#dayStart: Instant = 0;
	/** What the cell readers found; fields, because returning objects would allocate per row. */
	#store = 0;
	#instant: Instant = 0;
	#status: Status = 0;

	/** `latest` is the last instant that is believed; `firstLine` the line of the first row. */
	constructor(
		columns: PollColumns,
		options: { latest: Instant; firstLine: number; expectedRows?: number; onBadRow: OnBadRow },
	) {
		super(options.latest, options.expectedRows);
		this.#columns = columns;
		this.#onBadRow = options.onBadRow;
		this.line = options.firstLine;
	}

	lines(bytes: Uint8Array, begin: number, end: number): number {
		if (bytes !== this.#bytes) {
			this.#bytes = bytes;
			this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
		}
		let at = begin;
		while (at < end) {
			let next = this.#packCommonRow(at, end);
			if (next === UNCOMMON) next = this.#packUncommonRow(at);
			if (next === CONTINUED) return at;
			this.line++;
			at = next;
		}
		return end;
	}

	record(bytes: Uint8Array, lineCount: number): void {
		this.#packBytes(bytes);
		this.line += lineCount;
	}

	longLine(beginning: string): void {
		this.rowsRead++;
		this.#onBadRow(this.line, -1, beginning, "long_line");
		this.line++;
	}

	/** Reads a row as text: any row at all, judged cell by cell. */
	#packBytes(row: Uint8Array): typeof CONTINUED | undefined {
		const { text, cells } = splitRowBytes(row);
		if (cells === CONTINUES) return CONTINUED;
		this.rowsRead++;
		const fault = this.#packRow(cells);
		if (fault !== undefined) {
			const { column, reason } = fault;
			this.#onBadRow(this.line, column, column < 0 ? text : (cells[column] as string), reason);
		}
		return undefined;
	}

	#packRow(cells: ReturnType<typeof splitRowBytes>["cells"]): PollFault | undefined {
		if (cells === NOT_UTF8) return { column: -1, reason: "not_utf8" };
		if (cells === MALFORMED || cells === CONTINUES) return { column: -1, reason: "stray_quote" };
		const { count } = this.#columns;
		if (cells.length < count) return { column: -1, reason: "too_few_cells" };
		if (cells.length > count) return { column: -1, reason: "too_many_cells" };
		return this.packCells(cells, this.#columns);
	}

	/** Reads a row of the common form and returns where the next one begins. */
	#packCommonRow(begin: number, end: number): number {
		const bytes = this.#bytes;
		const { count, storeId, timestamp, status } = this.#columns;
		let at = begin;
		for (let column = 0; column < count; column++) {
			if (column === storeId) at = this.#readStore(at);
			else if (column === timestamp) at = this.#readTimestamp(at, end);
			else if (column === status) at = this.#readStatus(at, end);
			else at = this.#skipCell(at);
			if (at === UNCOMMON) return UNCOMMON;
			if (column + 1 < count) {
				if (bytes[at++] !== COMMA) return UNCOMMON;
			} else {
				if (bytes[at] === CARRIAGE_RETURN) at++;
				if (bytes[at++] !== LINE_FEED) return UNCOMMON;
			}
		}
		if (this.#instant < EARLIEST_POLL || this.#instant > this.latest) return UNCOMMON;
		if (at - begin > LINE_LENGTH_MAX) return UNCOMMON;
		this.rowsRead++;
		this.append(this.#store, this.#instant, this.#status);
		return at;
	}

	#readStore(begin: number): number {
		const bytes = this.#bytes;
		const again = this.stores.endIfLast(bytes, begin);
		if (again !== UNCOMMON) {
			this.#store = this.stores.last;
			return again;
		}
		let hash = 0;
		let at = begin;
		for (let byte = bytes[at] as number; byte !== COMMA && byte > CARRIAGE_RETURN; ) {
			if (byte === QUOTE) return UNCOMMON;
			hash = Math.imul(hash ^ byte, 0x01000193);
			byte = bytes[++at] as number;
		}
		this.#store = this.stores.indexOfBytes(bytes, begin, at, hash);
		return this.#store < 0 ? UNCOMMON : at;
	}

	#readStatus(begin: number, end: number): number {
		if (begin + 8 > end) return UNCOMMON;
		let at = begin;
		this.#status = 1;
		if (this.#view.getUint16(at) === 0x696e /* in */) {
			this.#status = 0;
			at += 2;
		}
		const isActive =
			this.#view.getInt32(at) === 0x61637469 /* acti */ &&
			this.#view.getUint16(at + 4) === 0x7665; /* ve */
		return isActive ? at + 6 : UNCOMMON;
	}

	#readTimestamp(begin: number, end: number): number {
		if (begin + 20 > end) return UNCOMMON;
		if (!this.#readDate(begin)) return UNCOMMON;
		const bytes = this.#bytes;
		const separator = bytes[begin + 10];
		if (separator !== SPACE && separator !== 0x54 /* T */) return UNCOMMON;
		const hour = twoDigits(bytes, begin + 11);
		const minute = twoDigits(bytes, begin + 14);
		const second = twoDigits(bytes, begin + 17);
		// -1 for anything but digits stays negative through the bitwise or.
		if ((hour | minute | second) < 0 || hour > 23 || minute > 59 || second > 59) return UNCOMMON;
		if (bytes[begin + 13] !== 0x3a || bytes[begin + 16] !== 0x3a /* : */) return UNCOMMON;
		let at = begin + 19;
		let milli = 0;
		if (bytes[at] === 0x2e /* . */) {
			let unit = 100;
			let digit = (bytes[++at] as number) - 48;
			if (digit < 0 || digit > 9) return UNCOMMON;
			while (digit >= 0 && digit <= 9) {
				milli += digit * unit;
				// Becomes 0 after the third digit: finer fractions are cut off.
				unit = (unit / 10) | 0;
				digit = (bytes[++at] as number) - 48;
			}
		}
		this.#instant = this.#dayStart + ((hour * 60 + minute) * 60 + second) * 1_000 + milli;
		return this.#skipUtc(at, end);
	}

	/** Skips what may stand for UTC behind a timestamp; other offsets are uncommon. */
	#skipUtc(at: number, end: number): number {
		const byte = this.#bytes[at];
		if (byte === COMMA || byte === LINE_FEED || byte === CARRIAGE_RETURN) return at;
		if (byte === 0x5a /* Z */) return at + 1;
		if (at + 4 > end) return UNCOMMON;
		if (this.#view.getInt32(at) === 0x20555443 /* UTC with its blank */) return at + 4;
		const isZeroOffset = byte === 0x2b && this.#view.getUint16(at + 1) === 0x3030; /* +00 */
		return isZeroOffset ? at + 3 : UNCOMMON;
	}

	/** Reads `YYYY-MM-DD`; the same date as in the last row costs three comparisons. */
	#readDate(at: number): boolean {
		const head = this.#view.getInt32(at);
		const middle = this.#view.getInt32(at + 4);
		const tail = this.#view.getUint16(at + 8);
		if (head === this.#dateHead && middle === this.#dateMiddle && tail === this.#dateTail)
			return true;
		const bytes = this.#bytes;
		const century = twoDigits(bytes, at);
		const yearOfCentury = twoDigits(bytes, at + 2);
		const month = twoDigits(bytes, at + 5);
		const day = twoDigits(bytes, at + 8);
		if ((century | yearOfCentury | month | day) < 0) return false;
		if (bytes[at + 4] !== 0x2d || bytes[at + 7] !== 0x2d /* - */) return false;
		const year = century * 100 + yearOfCentury;
		if (!isCivilDate(year, month, day)) return false;
		this.#dayStart = daysFromCivil(year, month, day) * 86_400_000;
		this.#dateHead = head;
		this.#dateMiddle = middle;
		this.#dateTail = tail;
		return true;
	}

	#skipCell(begin: number): number {
		const bytes = this.#bytes;
		for (let at = begin; ; at++) {
			const byte = bytes[at] as number;
			if (byte === COMMA || byte === LINE_FEED || byte === CARRIAGE_RETURN) return at;
			// A row is UTF-8 as a whole, or is not read: the bytes of other letters are to be looked at.
			if (byte === QUOTE || byte > 0x7f) return UNCOMMON;
		}
	}

	/** Reads any row from its text and returns where the next one begins. */
	#packUncommonRow(begin: number): number {
		const feed = this.#bytes.indexOf(LINE_FEED, begin);
		const last = feed > begin && this.#bytes[feed - 1] === CARRIAGE_RETURN ? feed - 1 : feed;
		if (last === begin) return feed + 1; // an empty line is no row
		const row = this.#bytes.subarray(begin, last);
		if (row.length > LINE_LENGTH_MAX) {
			this.rowsRead++;
			this.#onBadRow(this.line, -1, beginningOf(row), "long_line");
			return feed + 1;
		}
		return this.#packBytes(row) ?? feed + 1;
	}
}

/** Two ASCII digits as a number, or -1. */
function twoDigits(bytes: Uint8Array, at: number): number {
	const tens = (bytes[at] as number) - 48;
	const ones = (bytes[at + 1] as number) - 48;
	return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
}
