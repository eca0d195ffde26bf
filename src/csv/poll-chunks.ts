import type { Instant } from "../core/instant.ts";
import type { ByteSource } from "./byte-source.ts";
import { PollPacker } from "./poll-packer.ts";
import { type PollPlaces, PollRows } from "./poll-rows.ts";
import { PollTable, partOf } from "./poll-table.ts";
import { columnsOf, POLL_COLUMNS, rejecting } from "./polls.ts";
import { rowReader } from "./rows.ts";
import {
	type BlockReader,
	type CountingSink,
	type Header,
	type OnReject,
	TableReader,
} from "./table.ts";

/**
 * A chunk is full with so many rows or stores, or when so many bytes were read for it, because ids may be
 * long. Many rows of a store are best written together; many stores only hold up others while they are sorted.
 */
const CHUNK_ROWS = 500_000;
const CHUNK_STORES = 100_000;
const CHUNK_BYTES = 64 << 20;

export interface PollChunkReading {
	/** The last instant that is believed. */
	readonly latest: Instant;
	/** Told of the bad rows of a chunk before it is handed over. */
	readonly onReject: OnReject;
	/** How many rows fill a chunk; half a million by default. */
	readonly chunkRows?: number;
}

/**
 * Reads polls, in whichever form they are, chunk by chunk in their order, so that memory does not grow with
 * their number. In a chunk they are settled; of two chunks, the later wins.
 *
 * At least one chunk comes, if only an empty one.
 */
export async function* readPollChunks(
	source: ByteSource,
	reading: PollChunkReading,
): AsyncGenerator<PollTable> {
	const { chunkRows = CHUNK_ROWS } = reading;
	const isCsv = source.form === undefined || source.form === "csv";
	const packing = isCsv ? packCsv(source, reading) : packValues(source, reading);
	const { reader } = packing;
	let rowsHanded = 0;
	let bytes = 0;
	const nextChunk = () => {
		const table = new PollTable([partOf(packing.take())], reader.rowsRead - rowsHanded);
		rowsHanded = reader.rowsRead;
		bytes = 0;
		return table;
	};
	let hasHanded = false;
	for await (const block of source.blocks()) {
		reader.push(block);
		bytes += block.length;
		const isFull =
			reader.rowsRead - rowsHanded >= chunkRows ||
			packing.storeCount() >= CHUNK_STORES ||
			bytes >= CHUNK_BYTES;
		if (!isFull) continue;
		yield nextChunk();
		hasHanded = true;
	}
	reader.finish();
	if (!hasHanded || reader.rowsRead > rowsHanded) yield nextChunk();
}

/** What packs rows as they are read, and gives away what it has packed, to begin anew. */
interface Packing {
	readonly reader: BlockReader;
	readonly storeCount: () => number;
	readonly take: () => PollRows;
}

function packCsv({ name }: ByteSource, { latest, onReject }: PollChunkReading): Packing {
	const reader = new TableReader(
		name,
		POLL_COLUMNS,
		(header) => new ChunkSink(name, header, { latest, onReject }),
	);
	return {
		reader,
		storeCount: () => reader.sink?.storeCount ?? 0,
		take: () => reader.sink?.take() ?? new PollRows(latest),
	};
}

/** Packs rows of CSV. Ids are kept for a chunk only, too. */
class ChunkSink implements CountingSink {
	readonly #newPacker: (firstLine: number) => PollPacker;
	#packer: PollPacker;
	#rowsTaken = 0;

	constructor(file: string, header: Header, { latest, onReject }: PollChunkReading) {
		const columns = columnsOf(header);
		const onBadRow = rejecting(file, header, onReject);
		this.#newPacker = (firstLine) => new PollPacker(columns, { latest, firstLine, onBadRow });
		this.#packer = this.#newPacker(2);
	}

	get line(): number {
		return this.#packer.line;
	}

	get storeCount(): number {
		return this.#packer.stores.ids.length;
	}

	get rowsRead(): number {
		return this.#rowsTaken + this.#packer.rowsRead;
	}

	lines(bytes: Uint8Array, begin: number, end: number): number {
		return this.#packer.lines(bytes, begin, end);
	}

	record(bytes: Uint8Array, lineCount: number): void {
		this.#packer.record(bytes, lineCount);
	}

	longLine(beginning: string): void {
		this.#packer.longLine(beginning);
	}

	take(): PollPacker {
		const packed = this.#packer;
		this.#rowsTaken += packed.rowsRead;
		this.#packer = this.#newPacker(packed.line);
		return packed;
	}
}

/** Where the cells are in a row of values: in the order of the columns. */
const PLACES: PollPlaces = { storeId: 0, timestamp: 1, status: 2 };

function packValues(source: ByteSource, { latest, onReject }: PollChunkReading): Packing {
	let rows = new PollRows(latest);
	const reader = rowReader(source, {
		columns: POLL_COLUMNS,
		onRow: (row) => {
			const fault = rows.packCells(row.cells, PLACES);
			if (fault !== undefined) row.reject(fault.column, fault.reason);
		},
		onReject,
	});
	const take = () => {
		const packed = rows;
		rows = new PollRows(latest);
		return packed;
	};
	return { reader, storeCount: () => rows.stores.ids.length, take };
}
