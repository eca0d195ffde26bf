import { formatByteSize } from "../core/byte-size.ts";
import { FUTURE_TOLERANCE_MS } from "../core/instant.ts";
import type { LocalDay } from "../core/local-time.ts";
import { readBusinessHours } from "../csv/business-hours.ts";
import { type ByteSource, bodySource, type TableForm } from "../csv/byte-source.ts";
import { readClosures } from "../csv/closures.ts";
import { readPollChunks } from "../csv/poll-chunks.ts";
import type { PollTable } from "../csv/poll-table.ts";
import { MalformedError, TableError } from "../csv/reject.ts";
import { readSpecialHours } from "../csv/special-hours.ts";
import { readStores } from "../csv/stores.ts";
import type { OnReject } from "../csv/table.ts";
import { readTimezones } from "../csv/timezones.ts";
import type { ImportKind } from "../database/imports.ts";
import { asRefusal } from "./as-refusal.ts";
import type { ServiceContext } from "./context.ts";
import type { FleetTables } from "./fleet-files.ts";
import { writeFiles } from "./import-files.ts";
import { type ImportDetails, importWithId } from "./import-resource.ts";
import { Refusal } from "./refusal.ts";
import { type RejectedPart, RejectKeeper } from "./reject-keeper.ts";
import { RunningImport } from "./running-import.ts";
import { ImportFailed, MalformedUpload, UploadStopped } from "./upload-failure.ts";

export type { TableForm } from "../csv/byte-source.ts";
export type { ImportKind } from "../database/imports.ts";

/** The media types of the forms in which a table can be sent. */
export const MEDIA_TYPES: Readonly<Record<TableForm, string>> = {
	csv: "text/csv",
	json: "application/json",
	ndjson: "application/x-ndjson",
};

/** A table that comes in. */
export interface Upload {
	readonly kind: ImportKind;
	readonly form: TableForm;
	/** Its bytes, in blocks as they come; whoever gives them throws {@link UploadStopped} for the end of it. */
	readonly body: AsyncIterable<Uint8Array>;
	/** Whether it is said to be gzip; it is unpacked, too, where it is and nobody said so. */
	readonly isGzip: boolean;
	/** As the client announced it. */
	readonly bytesTotal: number | undefined;
	/** How many bytes are read at the most, unpacked. */
	readonly bytesMax: number;
	/** Who entered the closures that name nobody; `undefined` where that is not known. */
	readonly author?: string | undefined;
	/** The date from which hours and zones are valid whose rows say none; from the beginning without it. */
	readonly validFrom?: LocalDay | undefined;
	/** How many polls are put together at once; see `readPollChunks`. */
	readonly chunkRows?: number | undefined;
}

/** What the source of an upload is called in complaints, which are then about "The body". */
const BODY = "the body";

/**
 * Takes a table in as it comes, and answers with the import once all of it is committed.
 *
 * Polls are committed part by part, in their order: memory stays flat. The other tables are read as a whole
 * before anything of them is written, because a store's rows may be anywhere in them.
 *
 * Law: to send the same again changes nothing; so what broke off half-way is put right by a repeat.
 *
 * Throws {@link ImportFailed} for whatever ends it early; what was committed until then stays.
 */
export async function takeInUpload(
	context: ServiceContext,
	upload: Upload,
): Promise<ImportDetails> {
	const { kind, form, bytesTotal } = upload;
	const mediaType = MEDIA_TYPES[form];
	const running = await RunningImport.begin(context, { kind, mediaType, bytesTotal });
	try {
		const source = bodySource(BODY, counted(upload, running), upload);
		const limited = { ...source, blocks: () => upTo(upload.bytesMax, source.blocks()) };
		if (kind === "polls") await takeInPolls(context, running, limited, upload.chunkRows);
		else await takeInTable(context, running, limited, { ...upload, kind });
		await running.finish();
	} catch (error) {
		const cause = refusalOf(error);
		// Where the database is gone, that the import ended shows by its giving no sign of life.
		await running.finish(whyItFailed(cause)).catch(() => {});
		throw new ImportFailed(running.importId, running.rowsRead, { cause });
	} finally {
		context.fleetReadings.invalidate();
	}
	const { reportAfterMs } = context.imports;
	if (reportAfterMs !== undefined) await context.queue.reportWhenSettled(reportAfterMs);
	return importWithId(context, running.importId);
}

async function* counted({ body }: Upload, running: RunningImport): AsyncGenerator<Uint8Array> {
	for await (const block of body) {
		running.countBytes(block.length);
		yield block;
	}
}

async function* upTo(
	bytesMax: number,
	blocks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
	let bytes = 0;
	for await (const block of blocks) {
		bytes += block.length;
		if (bytes > bytesMax) throw tooLarge(bytesMax);
		yield block;
	}
}

/** The complaint about a body of more bytes than are taken in. */
export function tooLarge(bytesMax: number): UploadStopped {
	return new UploadStopped(
		"too_large",
		`The body has more than ${formatByteSize(bytesMax)}, counted unpacked; send it in parts.`,
	);
}

/** The next part is read while the database writes the one before: two are in memory, and no more. */
async function takeInPolls(
	context: ServiceContext,
	running: RunningImport,
	source: ByteSource,
	chunkRows: number | undefined,
): Promise<void> {
	const rejects = new RejectKeeper();
	const write = async (polls: PollTable, rejected: RejectedPart) => {
		await writeFiles(context.database, { ...NO_TABLES, polls }, running);
		await running.countRows(polls.rowsRead, rejected);
	};
	const chunks = readPollChunks(source, {
		latest: context.now() + FUTURE_TOLERANCE_MS,
		onReject: (reject) => rejects.add(reject),
		...(chunkRows !== undefined && { chunkRows }),
	});
	let writing: Promise<void> = Promise.resolve();
	try {
		for await (const polls of chunks) {
			const rejected = rejects.take();
			await writing;
			writing = write(polls, rejected);
			writing.catch(() => {}); // heard where it is awaited
		}
	} finally {
		// What is being written is in its place before anything is said about the end.
		await writing.catch(() => {});
	}
	await writing;
}

async function takeInTable(
	{ database }: ServiceContext,
	running: RunningImport,
	source: ByteSource,
	{ kind, author, validFrom }: Pick<Upload, "author" | "validFrom"> & { readonly kind: SmallTable },
): Promise<void> {
	const rejects = new RejectKeeper();
	const onReject: OnReject = (reject) => rejects.add(reject);
	const { tables, rowsRead } = await READERS[kind](source, onReject, validFrom);
	const closures = tables.closures?.map((it) => ({ ...it, author: it.author ?? author }));
	await writeFiles(database, { ...NO_TABLES, ...tables, closures }, running);
	await running.countRows(rowsRead, rejects.take());
}

const NO_TABLES: FleetTables = {
	polls: undefined,
	hours: undefined,
	timezones: undefined,
	specialHours: undefined,
	closures: undefined,
	stores: undefined,
};

interface ReadTable {
	readonly tables: Partial<FleetTables>;
	readonly rowsRead: number;
}

/** The tables that are read as a whole. */
type SmallTable = Exclude<ImportKind, "polls">;

const READERS: Readonly<
	Record<
		SmallTable,
		(source: ByteSource, onReject: OnReject, validFrom: LocalDay | undefined) => Promise<ReadTable>
	>
> = {
	business_hours: async (source, onReject, validFrom) => {
		const { stores: hours, rowsRead } = await readBusinessHours(source, onReject, validFrom);
		return { tables: { hours }, rowsRead };
	},
	timezones: async (source, onReject, validFrom) => {
		const { stores: timezones, rowsRead } = await readTimezones(source, onReject, validFrom);
		return { tables: { timezones }, rowsRead };
	},
	special_hours: async (source, onReject) => {
		const { stores: specialHours, rowsRead } = await readSpecialHours(source, onReject);
		return { tables: { specialHours }, rowsRead };
	},
	closures: async (source, onReject) => {
		const { closures, rowsRead } = await readClosures(source, onReject);
		return { tables: { closures }, rowsRead };
	},
	stores: async (source, onReject) => {
		const { stores, rowsRead } = await readStores(source, onReject);
		return { tables: { stores }, rowsRead };
	},
};

/** What an error means to whoever sent the upload; mistakes of ours stay what they are. */
function refusalOf(error: unknown): unknown {
	if (!(error instanceof TableError)) return error;
	const message = `The body ${error.says}.`;
	return error instanceof MalformedError
		? new MalformedUpload(message, { cause: error })
		: new Refusal("invalid", message, { cause: error });
}

function whyItFailed(cause: unknown): string {
	if (cause instanceof UploadStopped) return cause.message;
	const refusal = asRefusal(cause);
	if (!(refusal instanceof Refusal)) return "The server made a mistake; its log tells more.";
	// What is out of order, and where, is for the log: it may name the database's host.
	return refusal.meaning === "unavailable"
		? "The database could not be written to at the time; the server's log tells more."
		: refusal.message;
}
