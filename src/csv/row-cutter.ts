/** No row of the tables that are read here comes near this; a longer line is not kept in memory. */
export const LINE_LENGTH_MAX = 65_536;

/** What a table's rows are handed to. It counts lines by itself. */
export interface RowSink {
	/**
	 * Takes `bytes[begin, end)`, whole lines that each end with a line feed. Returns `end`, or where
	 * the first row begins that goes on behind its line in a quoted cell. The bytes are good only
	 * during the call.
	 */
	lines(bytes: Uint8Array, begin: number, end: number): number;
	/** Takes one row of several lines, without its last line break. Good only during the call. */
	record(bytes: Uint8Array, lineCount: number): void;
	/** Takes notice of a line that is too long to be read, by its beginning. */
	longLine(beginning: string): void;
}

/** A quoted cell is open where the rows end, or for longer than any row may be. */
export class UnclosedQuoteError extends Error {
	override readonly name = "UnclosedQuoteError";
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const COMMA = 0x2c;
const QUOTE = 0x22;
/** Bytes enough for as many characters as a complaint quotes, whatever they are. */
const BEGINNING_LENGTH = 400;

/** How a line that is too long to be read is quoted in the complaint, by its beginning. */
export function beginningOf(line: Uint8Array): string {
	return new TextDecoder().decode(line.subarray(0, BEGINNING_LENGTH));
}

/** Where in CSV's grammar a byte stands. */
type Place = "begins cell" | "in bare cell" | "in quoted cell" | "behind quote" | "misplaced quote";

/**
 * The place behind a byte. A row with a misplaced quote ends with the line that this is on: what
 * looks like quoted cells after it cannot be relied on, and must not take good rows along.
 */
function placeAfter(byte: number, place: Place): Place {
	if (place === "misplaced quote") return place;
	if (place === "in quoted cell") return byte === QUOTE ? "behind quote" : place;
	if (byte === COMMA) return "begins cell";
	if (place === "begins cell") return byte === QUOTE ? "in quoted cell" : "in bare cell";
	if (place === "in bare cell") return byte === QUOTE ? "misplaced quote" : place;
	return byte === QUOTE ? "in quoted cell" : "misplaced quote";
}

/**
 * Cuts blocks of bytes, as a file or a network gives them, into whole lines and rows.
 *
 * Keeps at most one unfinished row, so its memory does not grow with the file nor with a line.
 */
export class RowCutter {
	readonly #sink: RowSink;
	#held = new Uint8Array(4_096);
	#heldLength = 0;
	/** What the held bytes are the beginning of. */
	#holding: "line" | "long line" | "record" = "line";
	#recordLines = 0;
	#recordPlace: Place = "begins cell";

	constructor(sink: RowSink) {
		this.#sink = sink;
	}

	/** Takes the next block; it may be overwritten afterwards. Throws {@link UnclosedQuoteError}. */
	push(block: Uint8Array): void {
		let at = 0;
		while (at < block.length) {
			if (this.#holding === "record") at = this.#continueRecord(block, at);
			else if (this.#holding === "long line") at = this.#skipLongLine(block, at);
			else if (this.#heldLength > 0) at = this.#finishLine(block, at);
			else at = this.#handLines(block, at);
		}
	}

	/** Takes notice that there is no more: a last line need not end with a line feed. */
	finish(): void {
		if (this.#holding === "record" || this.#heldLength > 0) this.push(Uint8Array.of(LINE_FEED));
		if (this.#holding === "record") throw new UnclosedQuoteError();
	}

	#handLines(block: Uint8Array, begin: number): number {
		const end = block.lastIndexOf(LINE_FEED) + 1;
		if (end <= begin) return this.#hold(block, begin, block.length);
		const taken = this.#sink.lines(block, begin, end);
		if (taken === end) return end;
		this.#beginRecord();
		return taken;
	}

	#finishLine(block: Uint8Array, begin: number): number {
		const feed = block.indexOf(LINE_FEED, begin);
		if (feed < 0) return this.#hold(block, begin, block.length);
		this.#hold(block, begin, feed + 1);
		if (this.#holding === "long line") return feed + 1;
		const line = this.#held.subarray(0, this.#heldLength);
		this.#heldLength = 0;
		if (this.#sink.lines(line, 0, line.length) < line.length) {
			this.#beginRecord();
			// Cannot recurse further: a record takes its lines one by one.
			this.#continueRecord(line.slice(), 0);
		}
		return feed + 1;
	}

	/** Keeps the beginning of a line for the next block; a line that gets too long is given up. */
	#hold(block: Uint8Array, begin: number, end: number): number {
		if (this.#heldLength + end - begin > LINE_LENGTH_MAX + 2 && this.#holding === "line") {
			this.#keep(block, begin, Math.min(end, begin + BEGINNING_LENGTH));
			this.#sink.longLine(beginningOf(this.#held.subarray(0, this.#heldLength)));
			this.#heldLength = 0;
			// With its line feed at hand the line is over, and the next one is an ordinary one.
			if (block[end - 1] !== LINE_FEED) this.#holding = "long line";
			return end;
		}
		this.#keep(block, begin, end);
		return end;
	}

	#keep(block: Uint8Array, begin: number, end: number): void {
		const length = this.#heldLength + end - begin;
		if (length > this.#held.length) {
			const grown = new Uint8Array(Math.max(length, this.#held.length * 2));
			grown.set(this.#held.subarray(0, this.#heldLength));
			this.#held = grown;
		}
		this.#held.set(block.subarray(begin, end), this.#heldLength);
		this.#heldLength = length;
	}

	#skipLongLine(block: Uint8Array, begin: number): number {
		const feed = block.indexOf(LINE_FEED, begin);
		if (feed < 0) return block.length;
		this.#holding = "line";
		return feed + 1;
	}

	#beginRecord(): void {
		this.#holding = "record";
		this.#recordLines = 0;
		this.#recordPlace = "begins cell";
	}

	/** Adds lines to a row of several until one ends outside of a quoted cell: then it is whole. */
	#continueRecord(block: Uint8Array, begin: number): number {
		for (let at = begin; at < block.length; at++) {
			const byte = block[at] as number;
			if (byte !== LINE_FEED) {
				this.#recordPlace = placeAfter(byte, this.#recordPlace);
				continue;
			}
			this.#recordLines++;
			if (this.#recordPlace === "in quoted cell") continue;
			this.#keep(block, begin, at);
			this.#handRecord();
			return at + 1;
		}
		this.#keep(block, begin, block.length);
		if (this.#heldLength > LINE_LENGTH_MAX) throw new UnclosedQuoteError();
		return block.length;
	}

	#handRecord(): void {
		if (this.#heldLength > LINE_LENGTH_MAX) throw new UnclosedQuoteError();
		const hasReturn = this.#held[this.#heldLength - 1] === CARRIAGE_RETURN;
		const row = this.#held.subarray(0, this.#heldLength - (hasReturn ? 1 : 0));
		this.#heldLength = 0;
		this.#holding = "line";
		this.#sink.record(row, this.#recordLines);
	}
}
