import { createReadStream } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { MalformedError, TableError } from "./reject.ts";

/** The forms in which a table is written. */
export type TableForm = "csv" | "json" | "ndjson";

/** A file to be read, looked at but not read yet. */
export interface ByteSource {
	/** As the user named it; `-` for standard input. */
	readonly name: string;
	/** Bytes in all where that is known: of the file as it lies on the disk. */
	readonly size: number | undefined;
	/** Where the file can be read from any place; absent for gzip and standard input. */
	readonly path: string | undefined;
	/** CSV without it. */
	readonly form?: TableForm;
	/** The bytes from the beginning, unpacked. To be asked for once. */
	blocks(): AsyncIterable<Uint8Array>;
}

const BLOCK_SIZE = 1 << 20;
const UNPACKED_SIZE = 128 << 10;

/**
 * Looks at a file, `-` for standard input; gzip is recognized by its first bytes, not by its name.
 *
 * Throws {@link TableError} for what cannot be read or is visibly no text: a directory, a ZIP or
 * Excel file, UTF-16, other binary data.
 */
export async function openSource(
	name: string,
	standardInput: Readable,
	onRead: (bytes: number) => void = () => {},
): Promise<ByteSource> {
	if (name === "-") return streamSource(name, () => standardInput, undefined, onRead);
	const stream = () => createReadStream(name);
	const stats = await stat(name).catch((error) => {
		throw unreadable(name, error);
	});
	if (stats.isDirectory()) throw new TableError(name, "is a directory; name a CSV file in it");
	// A pipe can be opened once only: its writer would find it closed in between.
	if (!stats.isFile()) return streamSource(name, stream, undefined, onRead);
	const handle = await openFile(name);
	try {
		const { buffer, bytesRead } = await handle.read(new Uint8Array(4_096), 0, 4_096, 0);
		const beginning = buffer.subarray(0, bytesRead);
		if (isGzip(beginning)) return streamSource(name, stream, stats.size, onRead);
		refuseBinary(name, beginning);
		return { name, size: stats.size, path: name, blocks: () => fileBlocks(name, onRead) };
	} finally {
		await handle.close();
	}
}

/**
 * What comes in from somewhere else, such as the body of a request. Gzip is recognized by its first
 * bytes; it is an error when it was promised and does not come.
 */
export function bodySource(
	name: string,
	body: AsyncIterable<Uint8Array>,
	{ form, isGzip }: { readonly form: TableForm; readonly isGzip: boolean },
): ByteSource {
	const isExpected = (isPacked: boolean) => {
		if (isGzip && !isPacked) throw new MalformedError(name, "is not gzip, as was promised");
	};
	return {
		name,
		size: undefined,
		path: undefined,
		form,
		blocks: () => streamBlocks(name, body, { form, onBeginning: isExpected }),
	};
}

async function openFile(name: string): Promise<FileHandle> {
	try {
		return await open(name, "r");
	} catch (error) {
		throw unreadable(name, error);
	}
}

const TOLD: Readonly<Record<string, string>> = {
	ENOENT: "there is no such file",
	EACCES: "may not be read: permission denied",
	EPERM: "may not be read: permission denied",
	EISDIR: "is a directory; name a CSV file in it",
};

const TOLD_OF_GZIP: Readonly<Record<string, string>> = {
	Z_BUF_ERROR: "is cut off: its gzip data ends too early",
	Z_DATA_ERROR: "is damaged: its gzip data cannot be unpacked",
};

/** The complaint about a file that the system does not let us read. */
export function unreadable(name: string, error: unknown): TableError {
	const { code = "" } = error as NodeJS.ErrnoException;
	const cause = { cause: error };
	const ofGzip = TOLD_OF_GZIP[code];
	if (ofGzip !== undefined) return new MalformedError(name, ofGzip, cause);
	return new TableError(name, TOLD[code] ?? `cannot be read: ${code || String(error)}`, cause);
}

/** What the system or the unpacking says becomes a complaint about the file; the rest is passed on. */
function complaintAbout(name: string, error: unknown): unknown {
	if (!(error instanceof Error) || error instanceof TableError) return error;
	const isOfSystem = "syscall" in error || (error as NodeJS.ErrnoException).code?.startsWith("Z_");
	return isOfSystem ? unreadable(name, error) : error;
}

function isGzip(beginning: Uint8Array): boolean {
	return beginning[0] === 0x1f && beginning[1] === 0x8b;
}

function refuseBinary(name: string, beginning: Uint8Array, form: TableForm = "csv"): void {
	const [first, second] = beginning;
	if (first === 0x50 && second === 0x4b)
		throw new MalformedError(name, "is a ZIP or Excel file; save the sheet as CSV (UTF-8)");
	if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
		throw new MalformedError(name, "is UTF-16 text; save it as UTF-8");
	if (beginning.includes(0))
		throw new MalformedError(
			name,
			form === "csv" ? "is a binary file; a CSV file is expected" : "is binary; text is expected",
		);
}

async function* fileBlocks(
	name: string,
	onRead: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
	const handle = await openFile(name);
	try {
		const buffer = new Uint8Array(BLOCK_SIZE);
		for (;;) {
			const { bytesRead } = await handle.read(buffer, 0, BLOCK_SIZE, null);
			if (bytesRead === 0) return;
			onRead(bytesRead);
			yield buffer.subarray(0, bytesRead);
		}
	} catch (error) {
		throw complaintAbout(name, error);
	} finally {
		await handle.close();
	}
}

function streamSource(
	name: string,
	open: () => Readable,
	size: number | undefined,
	onRead: (bytes: number) => void,
): ByteSource {
	return {
		name,
		size,
		path: undefined,
		blocks: () => streamBlocks(name, countBytes(open(), onRead)),
	};
}

/** The blocks of a stream, unpacked when they turn out to be gzip. */
async function* streamBlocks(
	name: string,
	stream: AsyncIterable<Uint8Array>,
	options: { readonly form?: TableForm; readonly onBeginning?: (isGzip: boolean) => void } = {},
): AsyncGenerator<Uint8Array> {
	const packed = stream[Symbol.asyncIterator]();
	try {
		const beginning = await readBeginning(packed);
		options.onBeginning?.(isGzip(beginning));
		const whole = chain(beginning, packed);
		// The callback is there because pipeline() wants one; an error reaches us by the iteration.
		const plain = isGzip(beginning)
			? pipeline(
					Readable.from(whole, { highWaterMark: 1 }),
					createGunzip({ chunkSize: UNPACKED_SIZE }),
					() => {},
				)
			: whole;
		let isFirst = true;
		for await (const block of plain as AsyncIterable<Uint8Array>) {
			if (isFirst) refuseBinary(name, block.subarray(0, 4_096), options.form);
			isFirst = false;
			yield block;
		}
	} catch (error) {
		throw complaintAbout(name, error);
	}
}

async function* countBytes(
	stream: AsyncIterable<Uint8Array>,
	onRead: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
	for await (const block of stream) {
		onRead(block.length);
		yield block;
	}
}

/** At least the two bytes that tell gzip, or all that there is. */
async function readBeginning(blocks: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
	let beginning = new Uint8Array(0);
	while (beginning.length < 2) {
		const next = await blocks.next();
		if (next.done === true) break;
		beginning = Buffer.concat([beginning, next.value]);
	}
	return beginning;
}

async function* chain(
	first: Uint8Array,
	rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
	try {
		if (first.length > 0) yield first;
		for (;;) {
			const next = await rest.next();
			if (next.done === true) return;
			yield next.value;
		}
	} finally {
		await rest.return?.();
	}
}
