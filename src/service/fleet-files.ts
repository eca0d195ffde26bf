import type { Readable } from "node:stream";
import type { BusinessHours, SpecialHours } from "../core/business-hours.ts";
import type { PlannedClosure } from "../core/closures.ts";
import type { Dated } from "../core/dated.ts";
import { FUTURE_TOLERANCE_MS, type Instant } from "../core/instant.ts";
import type { LocalDay } from "../core/local-time.ts";
import type { StoreDetails } from "../core/store-details.ts";
import type { StoreId } from "../core/store-id.ts";
import { readBusinessHours } from "../csv/business-hours.ts";
import { type ByteSource, openSource } from "../csv/byte-source.ts";
import { readClosures } from "../csv/closures.ts";
import type { PollTable } from "../csv/poll-table.ts";
import { readPolls } from "../csv/polls.ts";
import { TableError } from "../csv/reject.ts";
import { readSpecialHours } from "../csv/special-hours.ts";
import { readStores } from "../csv/stores.ts";
import { readTimezones } from "../csv/timezones.ts";
import { Refusal } from "./refusal.ts";
import type { RejectLog } from "./reject-log.ts";

/** The kinds of files that say something of a fleet. */
export type FleetFileKind =
	| "polls"
	| "hours"
	| "timezones"
	| "specialHours"
	| "closures"
	| "stores";

/** The files that were named, by kind; `-` is standard input. */
export type FleetFileNames = Readonly<Partial<Record<FleetFileKind, string>>>;

/** What files say of a fleet; `undefined` where there is no such file. */
export interface FleetTables {
	readonly polls: PollTable | undefined;
	readonly hours: ReadonlyMap<StoreId, Dated<BusinessHours>> | undefined;
	readonly timezones: ReadonlyMap<StoreId, Dated<string>> | undefined;
	readonly specialHours: ReadonlyMap<StoreId, SpecialHours> | undefined;
	readonly closures: readonly PlannedClosure<StoreId>[] | undefined;
	readonly stores: ReadonlyMap<StoreId, StoreDetails> | undefined;
}

/** What the files say that were named. */
export interface FleetFiles extends FleetTables {
	/** Rows read, bad ones included, for each file that was named. */
	readonly rowsRead: Readonly<Partial<Record<FleetFileKind, number>>>;
}

export interface FleetReading {
	readonly names: FleetFileNames;
	readonly standardInput: Readable;
	/** The wall clock: polls more than 24 hours ahead of it are bad rows. */
	readonly now: Instant;
	readonly rejects: RejectLog;
	/** The date from which hours and zones are valid whose rows say none; from the beginning without it. */
	readonly validFrom?: LocalDay | undefined;
	/** Any bad row is a refusal. */
	readonly strict: boolean;
	/** How many threads may read polls; by default as many as there are processors. */
	readonly threads?: number;
	/** Called when all files are found and open: what follows may be begun meanwhile. */
	readonly onOpened?: () => void;
	/** Told how many bytes of the files have been read, of how many as far as is known. */
	readonly onProgress?: (bytesRead: number, bytesTotal: number) => void;
}

/**
 * Reads all files of a fleet, the small tables while threads pack the polls.
 *
 * Refuses as invalid when a file is not the table that it was named as, or, where that is asked
 * for, when any row is bad; before that, every bad row has been told to `rejects`.
 */
export async function readFleetFiles(reading: FleetReading): Promise<FleetFiles> {
	const { names, rejects } = reading;
	refuseSharedInput(names);
	try {
		const files = await readAll(reading);
		if (reading.strict && rejects.total > 0)
			throw new Refusal("invalid", "a row is bad, and --strict allows none: nothing was done");
		return files;
	} catch (error) {
		if (error instanceof TableError) throw new Refusal("invalid", error.message, { cause: error });
		throw error;
	}
}

function refuseSharedInput(names: FleetFileNames): void {
	if (Object.values(names).filter((name) => name === "-").length > 1)
		throw new Refusal("invalid", "only one of the files can be read from standard input (-)");
}

async function readAll(reading: FleetReading): Promise<FleetFiles> {
	const sources = await openSources(reading);
	reading.onOpened?.();
	const { rejects, now, validFrom } = reading;
	const onReject = rejects.add.bind(rejects);
	// Started first and awaited last: threads are busy with the polls meanwhile. Their bad rows are
	// kept until the small tables are done, so that the list is in the same order every time.
	const pollRejects: Parameters<typeof onReject>[0][] = [];
	let takePollReject: typeof onReject = (reject) => void pollRejects.push(reject);
	const polls =
		sources.polls &&
		readPolls(sources.polls.source, {
			latest: now + FUTURE_TOLERANCE_MS,
			onReject: (reject) => takePollReject(reject),
			onProgress: sources.polls.onProgress,
			...(reading.threads !== undefined && { threads: reading.threads }),
		});
	// A failure of the small tables must not leave this one unheard.
	polls?.catch(() => {});
	const hours =
		sources.hours && (await readBusinessHours(sources.hours.source, onReject, validFrom));
	const zones =
		sources.timezones && (await readTimezones(sources.timezones.source, onReject, validFrom));
	const special =
		sources.specialHours && (await readSpecialHours(sources.specialHours.source, onReject));
	const closures = sources.closures && (await readClosures(sources.closures.source, onReject));
	const stores = sources.stores && (await readStores(sources.stores.source, onReject));
	pollRejects.forEach(onReject);
	takePollReject = onReject;
	const pollTable = await polls;
	return {
		polls: pollTable,
		hours: hours?.stores,
		timezones: zones?.stores,
		specialHours: special?.stores,
		closures: closures?.closures,
		stores: stores?.stores,
		rowsRead: {
			...(pollTable && { polls: pollTable.rowsRead }),
			...(hours && { hours: hours.rowsRead }),
			...(zones && { timezones: zones.rowsRead }),
			...(special && { specialHours: special.rowsRead }),
			...(closures && { closures: closures.rowsRead }),
			...(stores && { stores: stores.rowsRead }),
		},
	};
}

interface OpenedSource {
	readonly source: ByteSource;
	readonly onProgress: (bytesRead: number) => void;
}

/** Opens every file before any is read, so that a wrong name shows at once. */
async function openSources({
	names,
	standardInput,
	onProgress,
}: FleetReading): Promise<Partial<Record<FleetFileKind, OpenedSource>>> {
	const readOf = new Map<FleetFileKind, number>();
	let bytesTotal = 0;
	const tell = (kind: FleetFileKind, bytesRead: number) => {
		readOf.set(kind, bytesRead);
		let sum = 0;
		for (const bytes of readOf.values()) sum += bytes;
		onProgress?.(sum, bytesTotal);
	};
	const sources: Partial<Record<FleetFileKind, OpenedSource>> = {};
	for (const [kind, name] of Object.entries(names) as [FleetFileKind, string][]) {
		let bytesRead = 0;
		const source = await openSource(name, standardInput, (bytes) => {
			bytesRead += bytes;
			tell(kind, bytesRead);
		});
		bytesTotal += source.size ?? 0;
		sources[kind] = { source, onProgress: (bytes) => tell(kind, bytes) };
	}
	return sources;
}
