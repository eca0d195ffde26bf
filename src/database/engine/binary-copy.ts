import { Buffer } from "node:buffer";
import { DAY_MS, type Instant, type UtcDay } from "../../core/instant.ts";
import type { TimeOfDay } from "../../core/local-time.ts";

/**
 * PostgreSQL's binary COPY format, written and read without an object per row or value.
 *
 * See https://www.postgresql.org/docs/current/sql-copy.html, "Binary Format". Everything is big
 * endian. Dates count from 2000-01-01, instants and times of day are in microseconds; all of it is
 * turned into the program's own units here and nowhere else.
 */

const SIGNATURE = Buffer.from("PGCOPY\n\xff\r\n\0", "latin1");
const HEADER_BYTES = SIGNATURE.length + 8;
const END_OF_ROWS = -1;
const NULL = -1;

const EPOCH_2000_DAYS = 10_957;
const EPOCH_2000_MS = EPOCH_2000_DAYS * DAY_MS;

const INT2_OID = 21;
const INT4_OID = 23;
const INT8_OID = 20;
const TIME_OID = 1083;
const TIMESTAMPTZ_OID = 1184;

/** How `infinity` and `-infinity` are written as instants. */
const INSTANT_AFTER_ALL = 0x7fff_ffff_ffff_ffffn;
const INSTANT_BEFORE_ALL = -0x8000_0000_0000_0000n;

/** How `-infinity` is written as a date. */
const DATE_BEFORE_ALL = -0x8000_0000;
const SIGN_OF_POSITIVE = 0;
/** How many digits after the point a numeric of {@link CopyWriter.tenThousandths} has. */
const DIGITS_SHOWN = 4;

const TWO_TO_32 = 4_294_967_296;
const ARRAY_HEADER_BYTES = 20;
const EMPTY_ARRAY_BYTES = 12;

/** Writes rows for `COPY … FROM … (format binary)`. Each row is {@link CopyWriter.row}, then its values. */
export class CopyWriter {
	#bytes: Buffer<ArrayBuffer>;
	#view: DataView;
	#at = HEADER_BYTES;

	/** `expectedBytes` spares the growing when it is about right. */
	constructor(expectedBytes = 65_536) {
		this.#bytes = Buffer.allocUnsafeSlow(Math.max(expectedBytes, 256));
		this.#view = new DataView(this.#bytes.buffer);
		SIGNATURE.copy(this.#bytes);
		this.#bytes.fill(0, SIGNATURE.length, HEADER_BYTES);
	}

	row(valueCount: number): void {
		this.#reserve(2);
		this.#view.setInt16(this.#at, valueCount);
		this.#at += 2;
	}

	int4(value: number): void {
		this.#reserve(8);
		this.#putInt4(4);
		this.#putInt4(value);
	}

	/** A day, or -Infinity. */
	date(day: UtcDay): void {
		this.int4(day === Number.NEGATIVE_INFINITY ? DATE_BEFORE_ALL : day - EPOCH_2000_DAYS);
	}

	/** A `timestamptz`. */
	instant(value: Instant): void {
		this.#reserve(12);
		this.#putInstant(value);
	}

	null(): void {
		this.#reserve(4);
		this.#putInt4(NULL);
	}

	text(value: string): void {
		const lengthMax = value.length * 3;
		this.#reserve(4 + lengthMax);
		const length = this.#bytes.write(value, this.#at + 4);
		this.#putInt4(length);
		this.#at += length;
	}

	/** Ten-thousandths, from 0 on, as a `numeric` with four digits after the point. */
	tenThousandths(value: bigint): void {
		// The digits of a numeric are of base 10,000: the last one of these is what is behind the point.
		const digits: number[] = [];
		for (let rest = value; rest > 0n || digits.length === 0; rest /= 10_000n)
			digits.unshift(Number(rest % 10_000n));
		this.#reserve(12 + digits.length * 2);
		this.#putInt4(8 + digits.length * 2);
		const weightOfFirst = digits.length - 2;
		for (const number of [
			digits.length,
			weightOfFirst,
			SIGN_OF_POSITIVE,
			DIGITS_SHOWN,
			...digits,
		]) {
			this.#view.setInt16(this.#at, number);
			this.#at += 2;
		}
	}

	/** Takes the usual form, `01234567-89ab-cdef-0123-456789abcdef`. */
	uuid(value: string): void {
		this.#reserve(20);
		this.#putInt4(16);
		this.#at += this.#bytes.write(value.replaceAll("-", ""), this.#at, "hex");
	}

	/** Writes `values[from]` up to before `values[to]` as `int[]`, each less `base`. */
	int4Array(values: ArrayLike<number>, from = 0, to: number = values.length, base = 0): void {
		const count = to - from;
		this.#arrayHeader(INT4_OID, count, 8);
		const view = this.#view;
		let at = this.#at;
		for (let i = from; i < to; i++) {
			view.setInt32(at, 4);
			view.setInt32(at + 4, (values[i] as number) - base);
			at += 8;
		}
		this.#at = at;
	}

	/** Writes a value that is in binary form already, such as {@link int2ArrayValue} makes. */
	value(bytes: Uint8Array): void {
		this.#reserve(4 + bytes.length);
		this.#putInt4(bytes.length);
		this.#bytes.set(bytes, this.#at);
		this.#at += bytes.length;
	}

	int8(value: number): void {
		this.#reserve(12);
		this.#putInt8(value);
	}

	/** Writes integers as `bigint[]`. */
	int8Array(values: ArrayLike<number>): void {
		this.#arrayHeader(INT8_OID, values.length, 12);
		for (let i = 0; i < values.length; i++) this.#putInt8(values[i] as number);
	}

	/** Writes instants as `timestamptz[]`; Infinity is `infinity`. */
	instantArray(values: ArrayLike<Instant>): void {
		this.#arrayHeader(TIMESTAMPTZ_OID, values.length, 12);
		for (let i = 0; i < values.length; i++) this.#putInstant(values[i] as Instant);
	}

	/** The whole stream. The writer is done. */
	finish(): Uint8Array<ArrayBuffer> {
		this.row(END_OF_ROWS);
		return this.#bytes.subarray(0, this.#at);
	}

	#arrayHeader(elementOid: number, count: number, bytesEach: number): void {
		const bytes = count === 0 ? EMPTY_ARRAY_BYTES : ARRAY_HEADER_BYTES + count * bytesEach;
		this.#reserve(4 + bytes);
		this.#putInt4(bytes);
		this.#putInt4(count === 0 ? 0 : 1);
		this.#putInt4(0);
		this.#putInt4(elementOid);
		if (count === 0) return;
		this.#putInt4(count);
		this.#putInt4(1);
	}

	/** Writes a `bigint` and its length into room that was reserved. */
	#putInt8(value: number): void {
		this.#putInt4(8);
		this.#putInt4(Math.floor(value / TWO_TO_32));
		this.#view.setUint32(this.#at, value >>> 0);
		this.#at += 4;
	}

	/** Writes a `timestamptz` and its length into room that was reserved. */
	#putInstant(value: Instant): void {
		this.#putInt4(8);
		// In whole numbers: from the year 2255 on, microseconds do not fit a float exactly.
		const microseconds =
			value === Number.POSITIVE_INFINITY
				? INSTANT_AFTER_ALL
				: BigInt(value - EPOCH_2000_MS) * 1_000n;
		this.#view.setBigInt64(this.#at, microseconds);
		this.#at += 8;
	}

	/** Writes an integer into room that was reserved. */
	#putInt4(value: number): void {
		this.#view.setInt32(this.#at, value);
		this.#at += 4;
	}

	#reserve(bytes: number): void {
		if (this.#at + bytes <= this.#bytes.length) return;
		const grown = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, this.#at + bytes));
		this.#bytes.copy(grown, 0, 0, this.#at);
		this.#bytes = grown;
		this.#view = new DataView(grown.buffer);
	}
}

/**
 * Reads rows of `COPY … TO … (format binary)`: {@link CopyReader.nextRow}, then its values in the
 * order of the columns. A value that may be null is asked with {@link CopyReader.isNull} first.
 */
export class CopyReader {
	readonly #bytes: Buffer;
	readonly #view: DataView;
	#at: number;

	constructor(bytes: Uint8Array) {
		this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
		this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
		if (bytes.length < HEADER_BYTES || !this.#bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE))
			throw new Error("these bytes are not a binary COPY stream");
		this.#at = HEADER_BYTES + this.#view.getInt32(SIGNATURE.length + 4);
	}

	/** Where it is in the stream; {@link CopyReader.seek} comes back to it. */
	get position(): number {
		return this.#at;
	}

	seek(position: number): void {
		this.#at = position;
	}

	/** Steps into the next row; `false` when there is none. */
	nextRow(): boolean {
		const valueCount = this.#view.getInt16(this.#at);
		this.#at += 2;
		return valueCount !== END_OF_ROWS;
	}

	/** Whether the value that comes next is null; steps over it when it is. */
	isNull(): boolean {
		if (this.#view.getInt32(this.#at) !== NULL) return false;
		this.#at += 4;
		return true;
	}

	/** Steps over the value that comes next, whatever it is. */
	skip(): void {
		this.#at += 4 + Math.max(this.#view.getInt32(this.#at), 0);
	}

	int4(): number {
		const value = this.#view.getInt32(this.#at + 4);
		this.#at += 8;
		return value;
	}

	/** A day; -Infinity for `-infinity`. */
	date(): UtcDay {
		const days = this.int4();
		return days === DATE_BEFORE_ALL ? Number.NEGATIVE_INFINITY : days + EPOCH_2000_DAYS;
	}

	/** A `timestamptz`; parts of a millisecond are cut off, and infinity stays infinity. */
	instant(): Instant {
		this.#at += 12;
		return this.#instantAt(this.#at - 8);
	}

	/** A `timestamptz[]`; each as {@link CopyReader.instant} has it. */
	instantArray(): Instant[] {
		return this.#array(TIMESTAMPTZ_OID, 12, (at) => this.#instantAt(at));
	}

	text(): string {
		const begin = this.#at + 4;
		this.#at = begin + this.#view.getInt32(this.#at);
		return this.#bytes.toString("utf8", begin, this.#at);
	}

	int2Array(): number[] {
		return this.#array(INT2_OID, 6, (at) => this.#view.getInt16(at));
	}

	/** An `int[]`. */
	int4Array(): Int32Array {
		const count = this.arrayLength();
		const values = new Int32Array(count);
		this.int4ArrayInto(values, 0, 0);
		return values;
	}

	/** A `bigint` that a number holds exactly. */
	int8(): number {
		this.#at += 12;
		return this.#int8At(this.#at - 8);
	}

	/** A `bigint[]` of integers that a number holds exactly. */
	int8Array(): number[] {
		return this.#array(INT8_OID, 12, (at) => this.#int8At(at));
	}

	/** A `time[]` in whole seconds. */
	timeArray(): TimeOfDay[] {
		return this.#array(TIME_OID, 12, (at) =>
			Math.floor((this.#view.getInt32(at) * TWO_TO_32 + this.#view.getUint32(at + 4)) / 1e6),
		);
	}

	/** How many elements the array has that comes next; does not step. */
	arrayLength(): number {
		return this.#view.getInt32(this.#at + 4) === 0 ? 0 : this.#view.getInt32(this.#at + 16);
	}

	/** Puts the elements of an `int[]` into `target` from `index` on, each plus `base`. */
	int4ArrayInto(target: Float64Array | Int32Array, index: number, base: number): void {
		const view = this.#view;
		const count = this.arrayLength();
		let at = this.#at + 4 + ARRAY_HEADER_BYTES + 4;
		for (let i = 0; i < count; i++) {
			target[index + i] = view.getInt32(at) + base;
			at += 8;
		}
		this.skip();
	}

	#int8At(at: number): number {
		return this.#view.getInt32(at) * TWO_TO_32 + this.#view.getUint32(at + 4);
	}

	#instantAt(at: number): Instant {
		const microseconds = this.#view.getBigInt64(at);
		if (microseconds === INSTANT_AFTER_ALL) return Number.POSITIVE_INFINITY;
		if (microseconds === INSTANT_BEFORE_ALL) return Number.NEGATIVE_INFINITY;
		// In whole numbers: from the year 2255 on, microseconds do not fit a float exactly.
		const milliseconds = microseconds / 1_000n - (microseconds % 1_000n < 0n ? 1n : 0n);
		return Number(milliseconds) + EPOCH_2000_MS;
	}

	#array<Element>(elementOid: number, bytesEach: number, read: (at: number) => Element): Element[] {
		const count = this.arrayLength();
		const oid = this.#view.getInt32(this.#at + 12);
		if (oid !== elementOid)
			throw new Error(`the array holds elements of type ${oid}, not ${elementOid}`);
		const first = this.#at + 4 + ARRAY_HEADER_BYTES + 4;
		const values: Element[] = [];
		for (let i = 0; i < count; i++) values.push(read(first + i * bytesEach));
		this.skip();
		return values;
	}
}

/*
 * Arrays as bound values in binary form, which both drivers send as they are. Where arrays are long,
 * making and parsing them as text takes longer than all else together.
 */

/** Integers as a bound value of type `int[]`. */
export function int4ArrayValue(values: ArrayLike<number>): Uint8Array {
	return arrayValue(INT4_OID, 4, values, (view, at, value) => view.setInt32(at, value));
}

/** Integers as a bound value of type `smallint[]`. */
export function int2ArrayValue(values: ArrayLike<number>): Uint8Array {
	return arrayValue(INT2_OID, 2, values, (view, at, value) => view.setInt16(at, value));
}

/** Wall times as a bound value of type `time[]`. */
export function timeArrayValue(times: ArrayLike<TimeOfDay>): Uint8Array {
	return arrayValue(TIME_OID, 8, times, (view, at, time) => {
		view.setInt32(at, Math.floor((time * 1e6) / TWO_TO_32));
		view.setUint32(at + 4, (time * 1e6) % TWO_TO_32);
	});
}

function arrayValue(
	elementOid: number,
	elementBytes: number,
	values: ArrayLike<number>,
	put: (view: DataView, at: number, value: number) => void,
): Uint8Array {
	const count = values.length;
	const bytes = new Uint8Array(
		count === 0 ? EMPTY_ARRAY_BYTES : ARRAY_HEADER_BYTES + count * (4 + elementBytes),
	);
	const view = new DataView(bytes.buffer);
	view.setInt32(0, count === 0 ? 0 : 1);
	view.setInt32(8, elementOid);
	if (count === 0) return bytes;
	view.setInt32(12, count);
	view.setInt32(16, 1);
	for (let i = 0, at = ARRAY_HEADER_BYTES; i < count; i++, at += 4 + elementBytes) {
		view.setInt32(at, elementBytes);
		put(view, at + 4, values[i] as number);
	}
	return bytes;
}
