import { type FileHandle, mkdir, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, SECOND_MS } from "../../core/instant.ts";
import { formatLocalDay, formatTimeOfDay } from "../../core/local-time.ts";
import { formatSalesPerHour } from "../../core/lost-sales.ts";
import { ACTIVE, INACTIVE, instantOf, type Status, statusOf } from "../../core/poll.ts";
import type { StoreId } from "../../core/store-id.ts";
import { formatCell } from "../../csv/cell.ts";
import { Refusal } from "../refusal.ts";
import {
	type SampleClosure,
	SampleFleet,
	type SamplePlan,
	type SampleStore,
} from "./sample-fleet.ts";

/** The files of a sample, by what they hold. */
export const SAMPLE_FILES = {
	polls: "store_status.csv",
	hours: "menu_hours.csv",
	timezones: "timezones.csv",
	specialHours: "special_hours.csv",
	closures: "closures.csv",
	stores: "stores.csv",
} as const;

export type SampleTable = keyof typeof SAMPLE_FILES;

const HEADERS: Readonly<Record<SampleTable, string>> = {
	polls: "store_id,status,timestamp_utc",
	hours: "store_id,day,start_time_local,end_time_local",
	timezones: "store_id,timezone_str",
	specialHours: "store_id,date,start_time_local,end_time_local",
	closures: "store_id,from_utc,to_utc,reason",
	stores: "store_id,name,group,city,sales_per_hour",
};

const TABLES = Object.keys(SAMPLE_FILES) as SampleTable[];

/** The store id that means all stores, in the file of closures. */
const ALL_STORES = "*";

export const DEFAULT_SAMPLE = { stores: 200, days: 14, seed: 1 } as const;

export interface WriteSampleOptions {
	/** Made, with the directories above it, when it is missing. */
	readonly directory: string;
	readonly stores?: number | undefined;
	readonly days?: number | undefined;
	readonly seed?: number | undefined;
	/** The instant of the newest poll, and so what a report of the fleet is as of. */
	readonly end: Instant;
	/** Writes over files of these names. Without it they are left alone: they may be somebody's. */
	readonly replace?: boolean | undefined;
}

export interface WrittenSample {
	readonly plan: SamplePlan;
	readonly files: Readonly<Record<SampleTable, string>>;
	/** Rows written, headers not counted. */
	readonly rows: Readonly<Record<SampleTable, number>>;
	readonly inactivePolls: number;
	readonly newestPoll: Instant;
}

/**
 * Writes a sample fleet as the six CSV files that operators have.
 *
 * Memory does not grow with the fleet: it is generated twice, for the active polls and again for
 * the inactive ones, which follow them in the file. So the file is in the order of a real export
 * that its database sorted by status, and a reader that takes it for the order of time is found out.
 *
 * Refuses as a conflict when one of the files is there already, and as invalid or unavailable when
 * the directory cannot be written; nothing of it is left behind then.
 */
export async function writeSample(options: WriteSampleOptions): Promise<WrittenSample> {
	const fleet = fleetOf(options);
	const files = Object.fromEntries(
		TABLES.map((table) => [table, join(options.directory, SAMPLE_FILES[table])]),
	) as Record<SampleTable, string>;
	const opened = new Map<SampleTable, CsvFile>();
	try {
		await mkdir(options.directory, { recursive: true });
		for (const table of TABLES)
			opened.set(table, await CsvFile.create(files[table], HEADERS[table], options.replace));
		const csv = Object.fromEntries(opened) as Record<SampleTable, CsvFile>;
		await writeStores(fleet, csv);
		const activePolls = await writePolls(fleet, ACTIVE, csv.polls);
		const inactivePolls = await writePolls(fleet, INACTIVE, csv.polls);
		for (const file of opened.values()) await file.close();
		const rows = Object.fromEntries(TABLES.map((table) => [table, csv[table].rows]));
		return {
			plan: fleet.plan,
			files,
			rows: rows as Record<SampleTable, number>,
			inactivePolls: inactivePolls.count,
			newestPoll: Math.max(activePolls.newest, inactivePolls.newest),
		};
	} catch (error) {
		for (const file of opened.values()) await file.discard();
		throw explained(error, options.directory);
	}
}

function fleetOf({ stores, days, seed, end }: WriteSampleOptions): SampleFleet {
	try {
		return new SampleFleet({
			stores: stores ?? DEFAULT_SAMPLE.stores,
			days: days ?? DEFAULT_SAMPLE.days,
			seed: seed ?? DEFAULT_SAMPLE.seed,
			end,
		});
	} catch (error) {
		if (error instanceof RangeError) throw new Refusal("invalid", error.message, { cause: error });
		throw error;
	}
}

/** What the file system's refusals mean to the person who named the directory; bugs stay bugs. */
function explained(error: unknown, directory: string): unknown {
	if (!(error instanceof Error && "code" in error && "syscall" in error)) return error;
	const path = "path" in error && typeof error.path === "string" ? error.path : directory;
	if (error.code === "EEXIST" && path !== directory)
		return new Refusal(
			"conflict",
			`${path} is there already and may be somebody's data; name another directory, or remove it`,
			{ cause: error },
		);
	return new Refusal(
		error.code === "ENOSPC" ? "unavailable" : "invalid",
		`cannot write the sample to ${path}: ${REFUSALS[String(error.code)] ?? error.message}`,
		{ cause: error },
	);
}

const REFUSALS: Readonly<Record<string, string>> = {
	EACCES: "you may not write there; name another directory",
	EPERM: "you may not write there; name another directory",
	EROFS: "it is read-only; name another directory",
	ENOTDIR: "a part of the path is a file; name another directory",
	EEXIST: "it is a file; name a directory",
	EISDIR: "it is a directory where a file should be; name another directory",
	ENOSPC: "the disk is full; free some space, or make fewer stores or days",
};

async function writeStores(
	fleet: SampleFleet,
	csv: Readonly<Record<SampleTable, CsvFile>>,
): Promise<void> {
	for (const closure of fleet.closures) csv.closures.add(closureRow(ALL_STORES, closure));
	for (const store of fleet.stores()) {
		addStore(store, csv);
		for (const table of TABLES) if (csv[table].isFull) await csv[table].flush();
	}
}

function addStore(store: SampleStore, csv: Readonly<Record<SampleTable, CsvFile>>): void {
	const { id, zone, hours, schedule, closures } = store;
	csv.stores.add(storeRow(store));
	if (zone !== undefined) csv.timezones.add(`${id},${zone}`);
	for (const { weekday, opensAt, closesAt } of hours)
		csv.hours.add(`${id},${weekday},${formatTimeOfDay(opensAt)},${formatTimeOfDay(closesAt)}`);
	for (const [day, openings] of schedule.specialHours) {
		const date = formatLocalDay(day);
		if (openings.length === 0) csv.specialHours.add(`${id},${date},,`);
		for (const { opensAt, closesAt } of openings)
			csv.specialHours.add(
				`${id},${date},${formatTimeOfDay(opensAt)},${formatTimeOfDay(closesAt)}`,
			);
	}
	for (const closure of closures) csv.closures.add(closureRow(id, closure));
}

function storeRow({ id, name, group, city, salesPerHour }: SampleStore): string {
	const sales = salesPerHour === undefined ? "" : formatSalesPerHour(salesPerHour);
	return [id, name, group ?? "", city ?? "", sales].map(formatCell).join(",");
}

function closureRow(store: StoreId | typeof ALL_STORES, closure: SampleClosure): string {
	const { from, to, reason } = closure;
	return `${store},${formatTimestamp(from)},${formatTimestamp(to)},${formatCell(reason)}`;
}

async function writePolls(
	fleet: SampleFleet,
	wanted: Status,
	file: CsvFile,
): Promise<{ count: number; newest: Instant }> {
	const status = wanted === ACTIVE ? "active" : "inactive";
	let count = 0;
	let newest = Number.NEGATIVE_INFINITY;
	for (const store of fleet.stores()) {
		const { polls, micros } = fleet.polls(store);
		for (let i = 0; i < polls.length; i++) {
			const poll = polls[i] as number;
			if (statusOf(poll) !== wanted) continue;
			const at = instantOf(poll);
			file.add(`${store.id},${status},${formatTimestamp(at, micros[i])}`);
			newest = Math.max(newest, at);
			count++;
		}
		if (file.isFull) await file.flush();
	}
	return { count, newest };
}

const TWO_DIGITS = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, "0"));
const THREE_DIGITS = Array.from({ length: 1_000 }, (_, n) => String(n).padStart(3, "0"));
/** Dates in words, kept because a fleet asks for the same few of them millions of times. */
const dates = new Map<number, string>();

/** An instant as databases export it: `2023-01-22 12:09:39.388884 UTC`, no fraction when it is 0. */
function formatTimestamp(instant: Instant, micros = 0): string {
	const day = Math.floor(instant / DAY_MS);
	let date = dates.get(day);
	if (date === undefined) {
		date = formatLocalDay(day);
		dates.set(day, date);
	}
	const inDay = instant - day * DAY_MS;
	const hour = TWO_DIGITS[Math.floor(inDay / HOUR_MS)];
	const minute = TWO_DIGITS[Math.floor(inDay / MINUTE_MS) % 60];
	const second = TWO_DIGITS[Math.floor(inDay / SECOND_MS) % 60];
	const milli = inDay % SECOND_MS;
	const fraction =
		milli === 0 && micros === 0 ? "" : `.${THREE_DIGITS[milli]}${THREE_DIGITS[micros]}`;
	return `${date} ${hour}:${minute}:${second}${fraction} UTC`;
}

/** One CSV file on its way to the disk, a chunk at a time; the caller awaits when it is full. */
class CsvFile {
	/** Enough for the disk to work with, and written in a few milliseconds. */
	static readonly #chunkLengthMax = 262_144;
	readonly #path: string;
	readonly #handle: FileHandle;
	#chunk: string;
	rows = 0;

	private constructor(path: string, handle: FileHandle, header: string) {
		this.#path = path;
		this.#handle = handle;
		this.#chunk = `${header}\n`;
	}

	static async create(path: string, header: string, replace = false): Promise<CsvFile> {
		return new CsvFile(path, await open(path, replace ? "w" : "wx"), header);
	}

	get isFull(): boolean {
		return this.#chunk.length >= CsvFile.#chunkLengthMax;
	}

	/** Adds a row, without its line break. */
	add(row: string): void {
		this.#chunk += `${row}\n`;
		this.rows++;
	}

	async flush(): Promise<void> {
		const chunk = this.#chunk;
		this.#chunk = "";
		await this.#handle.writeFile(chunk);
	}

	async close(): Promise<void> {
		await this.flush();
		await this.#handle.close();
	}

	/** Closes and removes a file that will not be finished: half a sample looks like a whole one. */
	async discard(): Promise<void> {
		await this.#handle.close().catch(() => undefined); // it may be what failed
		await rm(this.#path, { force: true });
	}
}
