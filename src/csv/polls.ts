import { closeSync, openSync, readSync } from "node:fs";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Instant } from "../core/instant.ts";
import { type ByteSource, unreadable } from "./byte-source.ts";
import { type OnBadRow, type PollColumns, PollPacker } from "./poll-packer.ts";
import { type PollPart, PollTable, partOf } from "./poll-table.ts";
import { cutValue } from "./reject.ts";
import { STORE_ID } from "./row-cells.ts";
import { LINE_LENGTH_MAX } from "./row-cutter.ts";
import {
	type Column,
	type Header,
	type OnReject,
	parseHeader,
	readBlocks,
	TableReader,
} from "./table.ts";

/** The columns of a poll file. */
export const POLL_COLUMNS: readonly Column[] = [
	STORE_ID,
	{ name: "timestamp_utc" },
	{ name: "status" },
];

/** A stretch of a file for one thread to pack: it begins and ends between two lines. */
export interface PollRange {
	readonly path: string;
	readonly begin: number;
	readonly end: number;
	readonly columns: PollColumns;
	readonly latest: Instant;
	/** Where the bytes that were read are added up, for the progress of all threads. */
	readonly bytesRead: BigInt64Array;
}

/** A row left out by a thread; its line is counted from the first row of the range. */
export interface RangeReject {
	readonly lineInRange: number;
	readonly column: number;
	/** Cut already: ten thousand whole rows would be a lot to keep. */
	readonly value: string;
	readonly reason: Parameters<OnReject>[0]["reason"];
}

/** What a thread made of its range. */
export interface PackedRange {
	readonly part: PollPart;
	readonly lines: number;
	readonly rowsRead: number;
	readonly rejects: readonly RangeReject[];
}

/** The range cannot be packed by itself: it is to be read in order with the rest of the file. */
export const NEEDS_ORDER = "needs order";

/** A thread costs some 40 ms to start; below this much file for each it does not pay. */
export const BYTES_PER_THREAD_MIN = 12 << 20;
const THREADS_MAX = 8;
/** More bad rows than this in one range are read in order, so that they need not all be kept. */
export const RANGE_REJECTS_MAX = 10_000;

export interface PollReading {
	/** The instant by the wall clock; polls more than 24 hours ahead of it are bad rows. */
	readonly latest: Instant;
	readonly onReject: OnReject;
	/** Told now and then how many bytes of the file have been read. */
	readonly onProgress?: (bytesRead: number) => void;
	/** How many threads a large plain file may use; as many as there are processors by default. */
	readonly threads?: number;
	/** How much file there must be for each thread; {@link BYTES_PER_THREAD_MIN} by default. */
	readonly bytesPerThreadMin?: number;
}

/**
 * Reads a poll file: any column order, any row order, `.gz`, standard input.
 *
 * A large plain file is packed in parallel, a stretch for each thread. Where a stretch cannot be
 * understood by itself (a quoted cell over several lines, thousands of bad rows), the file is read
 * again in order; the result is the same.
 */
export async function readPolls(source: ByteSource, reading: PollReading): Promise<PollTable> {
	const inParallel = await readInParallel(source, reading);
	return inParallel ?? readInOrder(source, reading);
}

/** Where the columns of a poll file are, by its header. */
export function columnsOf({ names, places }: Header): PollColumns {
	const [storeId, timestamp, status] = places as [number, number, number];
	return { count: names.length, storeId, timestamp, status };
}

async function readInOrder(source: ByteSource, reading: PollReading): Promise<PollTable> {
	const reader = new TableReader(source.name, POLL_COLUMNS, (header) => {
		const onBadRow = rejecting(source.name, header, reading.onReject);
		return new PollPacker(columnsOf(header), { latest: reading.latest, firstLine: 2, onBadRow });
	});
	await readBlocks(source, reader);
	return new PollTable([partOf(reader.sink as PollPacker)], reader.rowsRead);
}

/** Tells of bad rows under the names of their columns. */
export function rejecting(file: string, { names }: Header, onReject: OnReject): OnBadRow {
	return (line, column, value, reason) =>
		onReject({ file, line, column: names[column] ?? "", value: cutValue(value), reason });
}

async function readInParallel(
	{ name, path, size }: ByteSource,
	reading: PollReading,
): Promise<PollTable | undefined> {
	if (path === undefined || size === undefined) return undefined;
	const threads = Math.min(
		reading.threads ?? availableParallelism(),
		Math.floor(size / (reading.bytesPerThreadMin ?? BYTES_PER_THREAD_MIN)),
		THREADS_MAX,
	);
	if (threads < 2) return undefined;
	const { header, cuts } = cutFile(name, path, size, threads);
	if (cuts === undefined) return undefined;
	const bytesRead = new BigInt64Array(new SharedArrayBuffer(8));
	const ticking = setInterval(() => reading.onProgress?.(Number(bytesRead[0])), 100);
	try {
		const ranges = await Promise.all(
			cuts.slice(1).map((end, i) =>
				packInThread({
					path,
					begin: cuts[i] as number,
					end,
					columns: columnsOf(header),
					latest: reading.latest,
					bytesRead,
				}),
			),
		);
		if (ranges.some((range) => range === NEEDS_ORDER)) return undefined;
		return joinRanges(name, header, ranges as PackedRange[], reading.onReject);
	} finally {
		clearInterval(ticking);
	}
}

/**
 * Reads the header and finds the line breaks next to equal cuts; no cuts when a line is too long. It
 * waits for its few reads, so that the threads have begun before the caller does anything else.
 */
function cutFile(
	name: string,
	path: string,
	size: number,
	threads: number,
): { header: Header; cuts: number[] | undefined } {
	const file = openForReading(name, path);
	try {
		const window = new Uint8Array(LINE_LENGTH_MAX + 2);
		const read = (at: number) => window.subarray(0, readSync(file, window, 0, window.length, at));
		const header = parseHeader(name, read(0), POLL_COLUMNS);
		const cuts = [header.byteLength];
		for (let i = 1; i < threads; i++) {
			const at = Math.floor(header.byteLength + ((size - header.byteLength) * i) / threads);
			const feed = read(at).indexOf(0x0a);
			if (feed < 0) return { header, cuts: undefined };
			cuts.push(at + feed + 1);
		}
		cuts.push(size);
		return { header, cuts };
	} finally {
		closeSync(file);
	}
}

function openForReading(name: string, path: string): number {
	try {
		return openSync(path, "r");
	} catch (error) {
		throw unreadable(name, error);
	}
}

function packInThread(range: PollRange): Promise<PackedRange | typeof NEEDS_ORDER> {
	return new Promise((resolve, reject) => {
		const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
		const worker = new Worker(new URL(`./poll-worker.${extension}`, import.meta.url), {
			workerData: range,
		});
		worker.once("message", resolve);
		worker.once("error", reject);
		worker.once("exit", (code) => {
			if (code !== 0) reject(new Error(`a thread that read ${range.path} ended with ${code}`));
		});
	});
}

function joinRanges(
	file: string,
	header: Header,
	ranges: readonly PackedRange[],
	onReject: OnReject,
): PollTable {
	let firstLine = 2;
	for (const { rejects, lines } of ranges) {
		for (const { lineInRange, column, value, reason } of rejects)
			onReject({
				file,
				line: firstLine + lineInRange,
				column: header.names[column] ?? "",
				value,
				reason,
			});
		firstLine += lines;
	}
	const rowsRead = ranges.reduce((sum, range) => sum + range.rowsRead, 0);
	return new PollTable(
		ranges.map(({ part }) => part),
		rowsRead,
	);
}
