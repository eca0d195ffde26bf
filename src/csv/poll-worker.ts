import { closeSync, openSync, readSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { PollPacker } from "./poll-packer.ts";
import { partOf } from "./poll-table.ts";
import {
	NEEDS_ORDER,
	type PackedRange,
	type PollRange,
	RANGE_REJECTS_MAX,
	type RangeReject,
} from "./polls.ts";
import { cutValue } from "./reject.ts";
import { RowCutter, UnclosedQuoteError } from "./row-cutter.ts";

// One thread of a parallel reading: packs its stretch of the file and sends the result, once.

/** Small enough to stay in the processor's cache between being read and being packed. */
const BLOCK_SIZE = 256 << 10;
/** The shortest rows that are common: more are made room for as they come. */
const BYTES_PER_ROW = 40;

/** Ends the reading early: what stands in the range needs the rows before it. */
class NeedsOrder extends Error {}

function packRange(range: PollRange): PackedRange {
	const rejects: RangeReject[] = [];
	const packer = new PollPacker(range.columns, {
		latest: range.latest,
		firstLine: 0,
		expectedRows: Math.ceil((range.end - range.begin) / BYTES_PER_ROW),
		onBadRow: (lineInRange, column, value, reason) => {
			if (rejects.length === RANGE_REJECTS_MAX) throw new NeedsOrder();
			rejects.push({ lineInRange, column, value: cutValue(value), reason });
		},
	});
	const cutter = new RowCutter({
		lines: (bytes, begin, end) => {
			// A row that goes on behind its line may go on behind the range: this cut, or the one
			// before it, may lie inside a quoted cell.
			if (packer.lines(bytes, begin, end) < end) throw new NeedsOrder();
			return end;
		},
		record: () => {
			throw new NeedsOrder();
		},
		longLine: (beginning) => packer.longLine(beginning),
	});
	readRange(range, (block) => cutter.push(block));
	cutter.finish();
	return { part: partOf(packer), lines: packer.line, rowsRead: packer.rowsRead, rejects };
}

function readRange({ path, begin, end, bytesRead }: PollRange, take: (block: Uint8Array) => void) {
	const block = new Uint8Array(BLOCK_SIZE);
	const file = openSync(path, "r");
	try {
		for (let at = begin; at < end; ) {
			const read = readSync(file, block, 0, Math.min(BLOCK_SIZE, end - at), at);
			if (read === 0) break;
			take(block.subarray(0, read));
			Atomics.add(bytesRead, 0, BigInt(read));
			at += read;
		}
	} finally {
		closeSync(file);
	}
}

function packOrGiveUp(range: PollRange): PackedRange | typeof NEEDS_ORDER {
	try {
		return packRange(range);
	} catch (error) {
		if (error instanceof NeedsOrder || error instanceof UnclosedQuoteError) return NEEDS_ORDER;
		throw error;
	}
}

const packed = packOrGiveUp(workerData as PollRange);
parentPort?.postMessage(
	packed,
	packed === NEEDS_ORDER
		? []
		: ([
				packed.part.series.buffer,
				packed.part.begins.buffer,
				packed.part.counts.buffer,
			] as ArrayBuffer[]),
);
