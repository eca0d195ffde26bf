import {
	daysFromCivil,
	EARLIEST_POLL,
	type Instant,
	isCivilDate,
	parseInstant,
} from "../core/instant.ts";
import { packPoll, parseStatus, type Status } from "../core/poll.ts";
import { parseStoreId, type StoreIdFault } from "../core/store-id.ts";
import type { RejectReason } from "./reject.ts";
import { beginningOf, LINE_LENGTH_MAX, type RowSink } from "./row-cutter.ts";
import { CONTINUES, MALFORMED, NOT_UTF8, splitRowBytes } from "./split-row.ts";

/** Where the three columns of a poll file are, and how many columns there are. */
export interface PollColumns {
	readonly count: number;
	readonly storeId: number;
	readonly timestamp: number;
	readonly status: number;
}

/** Told of every row that is left out; `column` is -1 when the whole row is meant. */
export type OnBadRow = (line: number, column: number, value: string, reason: RejectReason) => void;

interface Fault {
	readonly column: number;
	readonly reason: RejectReason;
}

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
export class PollPacker implements RowSink {
	readonly stores: StoreIndex = new StoreIndex();
	/** The row's store, by its index in `stores`, and its poll; `count` of each. */
	storeOf: Int32Array;
	polls: Float64Array;
	count = 0;
	/** The line that the next row is on. */
	line: number;
	rowsRead = 0;

	readonly #columns: PollColumns;
	readonly #latest: Instant;
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
		this.#columns = columns;
		this.#latest = options.latest;
		this.#onBadRow = options.onBadRow;
		this.line = options.firstLine;
		const capacity = Math.max(1_024, options.expectedRows ?? 0);
		this.storeOf = new Int32Array(capacity);
		this.polls = new Float64Array(capacity);
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
		const fault = this.#packCells(cells);
		if (fault !== undefined) {
			const { column, reason } = fault;
			this.#onBadRow(this.line, column, column < 0 ? text : (cells[column] as string), reason);
		}
		return undefined;
	}

	#packCells(cells: readonly string[] | typeof MALFORMED | typeof NOT_UTF8): Fault | undefined {
		if (cells === NOT_UTF8) return { column: -1, reason: "not_utf8" };
		if (cells === MALFORMED) return { column: -1, reason: "stray_quote" };
		const { count, storeId, timestamp, status } = this.#columns;
		if (cells.length < count) return { column: -1, reason: "too_few_cells" };
		if (cells.length > count) return { column: -1, reason: "too_many_cells" };
		const store = this.stores.indexOf(cells[storeId] as string);
		if (typeof store !== "number") return { column: storeId, reason: store };
		const statusRead = parseStatus(cells[status] as string);
		if (statusRead === undefined) return { column: status, reason: "unknown_status" };
		const instant = parseInstant((cells[timestamp] as string).trim());
		const late = instant === undefined ? "not_a_timestamp" : this.#instantFault(instant);
		if (late !== undefined) return { column: timestamp, reason: late };
		this.#append(store, instant as Instant, statusRead);
		return undefined;
	}

	#instantFault(instant: Instant): RejectReason | undefined {
		if (instant < EARLIEST_POLL) return "timestamp_too_early";
		return instant > this.#latest ? "timestamp_in_future" : undefined;
	}

	#append(store: number, instant: Instant, status: Status): void {
		if (this.count === this.polls.length) this.#grow();
		this.storeOf[this.count] = store;
		this.polls[this.count] = packPoll(instant, status);
		this.count++;
	}

	#grow(): void {
		const storeOf = new Int32Array(this.storeOf.length * 2);
		const polls = new Float64Array(this.polls.length * 2);
		storeOf.set(this.storeOf);
		polls.set(this.polls);
		this.storeOf = storeOf;
		this.polls = polls;
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
		if (this.#instant < EARLIEST_POLL || this.#instant > this.#latest) return UNCOMMON;
		if (at - begin > LINE_LENGTH_MAX) return UNCOMMON;
		this.rowsRead++;
		this.#append(this.#store, this.#instant, this.#status);
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

/**
 * The store ids of a file, each with its index in order of appearance.
 *
 * A hash table over the bytes in which ids are written spares a string per row. Two spellings of
 * one id (a blank before it) are two entries with the same index.
 */
export class StoreIndex {
	readonly ids: string[] = [];
	/** The index that was found last. */
	last = -1;

	readonly #indexOfId = new Map<string, number>();
	#slots = new Int32Array(1 << 12).fill(-1);
	/** By entry: where its spelling is kept, its hash, and its store's index. */
	readonly #begins: number[] = [0];
	readonly #hashes: number[] = [];
	readonly #stores: number[] = [];
	#spellings = new Uint8Array(1 << 16);
	#lastBegin = 0;
	#lastLength = -1;

	/** The index of an id given as text, or why it is no id. */
	indexOf(text: string): number | StoreIdFault {
		const parsed = parseStoreId(text);
		if ("fault" in parsed) return parsed.fault;
		let index = this.#indexOfId.get(parsed.id);
		if (index === undefined) {
			index = this.ids.length;
			this.ids.push(parsed.id);
			this.#indexOfId.set(parsed.id, index);
		}
		return index;
	}

	/** Where the cell at `begin` ends if it is spelled as the last one found; -1 if it is not. */
	endIfLast(bytes: Uint8Array, begin: number): number {
		const length = this.#lastLength;
		if (length < 0) return -1;
		const spellings = this.#spellings;
		const from = this.#lastBegin;
		// From the end: ids of one fleet differ there, and share their beginning.
		for (let i = length - 1; i >= 0; i--) if (bytes[begin + i] !== spellings[from + i]) return -1;
		const after = bytes[begin + length] as number;
		return after === COMMA || after === LINE_FEED || after === CARRIAGE_RETURN
			? begin + length
			: -1;
	}

	/** The index of the id in `bytes[begin, end)`; -1 when it is none. */
	indexOfBytes(bytes: Uint8Array, begin: number, end: number, hash: number): number {
		const mask = this.#slots.length - 1;
		for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
			const entry = this.#slots[slot] as number;
			if (entry < 0) return this.#add(bytes, begin, end, hash);
			if (this.#hashes[entry] === hash && this.#isSpelled(entry, bytes, begin, end))
				return this.#found(entry);
		}
	}

	#isSpelled(entry: number, bytes: Uint8Array, begin: number, end: number): boolean {
		const from = this.#begins[entry] as number;
		const length = end - begin;
		if ((this.#begins[entry + 1] as number) - from !== length) return false;
		for (let i = 0; i < length; i++)
			if (this.#spellings[from + i] !== bytes[begin + i]) return false;
		return true;
	}

	#found(entry: number): number {
		this.#lastBegin = this.#begins[entry] as number;
		this.#lastLength = (this.#begins[entry + 1] as number) - this.#lastBegin;
		this.last = this.#stores[entry] as number;
		return this.last;
	}

	#add(bytes: Uint8Array, begin: number, end: number, hash: number): number {
		const spelling = bytes.subarray(begin, end);
		let index: number | StoreIdFault;
		try {
			index = this.indexOf(new TextDecoder("utf-8", { fatal: true }).decode(spelling));
		} catch {
			return -1; // not UTF-8: the row is judged again as a whole, and says so
		}
		if (typeof index !== "number") return -1;
		const entry = this.#stores.length;
		const from = this.#begins[entry] as number;
		while (from + spelling.length > this.#spellings.length) {
			const grown = new Uint8Array(this.#spellings.length * 2);
			grown.set(this.#spellings);
			this.#spellings = grown;
		}
		this.#spellings.set(spelling, from);
		this.#begins.push(from + spelling.length);
		this.#hashes.push(hash);
		this.#stores.push(index);
		if (entry * 2 >= this.#slots.length) this.#rehash();
		else this.#place(entry);
		return this.#found(entry);
	}

	#place(entry: number): void {
		const mask = this.#slots.length - 1;
		const hash = this.#hashes[entry] as number;
		let slot = (hash ^ (hash >>> 15)) & mask;
		while ((this.#slots[slot] as number) >= 0) slot = (slot + 1) & mask;
		this.#slots[slot] = entry;
	}

	#rehash(): void {
		this.#slots = new Int32Array(this.#slots.length * 2).fill(-1);
		for (let entry = 0; entry < this.#stores.length; entry++) this.#place(entry);
	}
}
