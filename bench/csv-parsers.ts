// How fast polls are read from a file, by our reader and by CSV libraries:
//
//   node bench/csv-parsers.ts FILE [--rounds 5]
//   node bench/csv-parsers.ts --malformed        what each makes of rows that are no CSV
//
// The libraries are asked for the least that could be of use, the cells of every row, of which the
// distinct store ids are kept. Ours does the whole work: ids looked up, timestamps and statuses
// understood, polls settled by store. One more contender does the same work from uDSV's cells.
//
// Before the clock is looked at, all must find the same number of rows and the same ids, and our polls
// must be those that uDSV's cells give; otherwise nothing is timed. Every run is a process of its own,
// the contenders take turns, and the time is that from opening the file to having the result.

import { execFileSync } from "node:child_process";
import { createReadStream, readFileSync, statSync } from "node:fs";
import { cpus } from "node:os";
import { Readable } from "node:stream";
import { parseArgs } from "node:util";
import { parse as csvParse } from "csv-parse";
import { parse as csvParseSync } from "csv-parse/sync";
import Papa from "papaparse";
import { inferSchema, initParser, type Parser } from "udsv";
import { parseInstant } from "../src/core/instant.ts";
import { packPoll, parseStatus, settlePolls } from "../src/core/poll.ts";
import { parseStoreId } from "../src/core/store-id.ts";
import { type ByteSource, openSource } from "../src/csv/byte-source.ts";
import { readPolls } from "../src/csv/polls.ts";
import { formatReject, type Reject } from "../src/csv/reject.ts";

/** What every contender must agree on. */
interface Found {
	readonly rows: number;
	readonly ids: Iterable<string>;
}

type Reader = (file: string) => Promise<Found>;

const BLOCK_SIZE = 1 << 20;
const LATEST = Date.UTC(2100, 0, 1);

/** Counts rows and keeps their ids; the first row is the header. */
class Cells implements Found {
	rows = -1;
	readonly ids = new Set<string>();
	#idColumn = -1;

	take(cells: readonly string[]): void {
		if (this.rows++ < 0) this.#idColumn = cells.indexOf("store_id");
		else this.ids.add(cells[this.#idColumn] as string);
	}
}

/** The file as text, in blocks. */
function textBlocks(file: string): AsyncIterable<string> {
	return createReadStream(file, { encoding: "utf8", highWaterMark: BLOCK_SIZE });
}

/** Hands all rows to a function, the header among them. */
async function eachUdsvRow(file: string, take: (cells: string[]) => void): Promise<void> {
	let parser: Parser | undefined;
	for await (const text of textBlocks(file)) {
		if (parser === undefined) {
			parser = initParser(inferSchema(text, { trim: false }));
			take(parser.schema.cols.map(({ name }) => name));
		}
		parser.chunk<string[]>(text, parser.stringArrs, take);
	}
	parser?.end();
}

async function readWithUdsv(file: string): Promise<Found> {
	const cells = new Cells();
	await eachUdsvRow(file, (row) => cells.take(row));
	return cells;
}

function readWithPapaParse(file: string): Promise<Found> {
	const cells = new Cells();
	return new Promise((resolve, reject) => {
		Papa.parse<string[]>(createReadStream(file, { highWaterMark: BLOCK_SIZE }), {
			delimiter: ",",
			skipEmptyLines: true,
			chunk: ({ data }) => {
				for (const row of data) cells.take(row);
			},
			complete: () => resolve(cells),
			error: reject,
		});
	});
}

async function readWithCsvParse(file: string): Promise<Found> {
	const cells = new Cells();
	const rows = createReadStream(file, { highWaterMark: BLOCK_SIZE }).pipe(csvParse());
	for await (const row of rows) cells.take(row);
	return cells;
}

/** Our polls by another way: uDSV's cells and the core's parsers, in plain arrays. */
async function pollsFromUdsv(file: string): Promise<Found & { polls: Map<string, Float64Array> }> {
	const packed = new Map<string, number[]>();
	let columns: number[] | undefined;
	let rows = 0;
	await eachUdsvRow(file, (cells) => {
		if (columns === undefined) {
			columns = ["store_id", "timestamp_utc", "status"].map((name) => cells.indexOf(name));
			return;
		}
		rows++;
		const [id, timestamp, status] = columns.map((column) => cells[column] as string) as [
			string,
			string,
			string,
		];
		const parsed = parseStoreId(id);
		const instant = parseInstant(timestamp.trim());
		const read = parseStatus(status);
		if ("fault" in parsed || instant === undefined || read === undefined)
			throw new Error(`row ${rows} is bad; the benchmark wants a file without bad rows`);
		const ofStore = packed.get(parsed.id);
		if (ofStore === undefined) packed.set(parsed.id, [packPoll(instant, read)]);
		else ofStore.push(packPoll(instant, read));
	});
	const polls = new Map<string, Float64Array>();
	for (const [id, ofStore] of packed) {
		const series = Float64Array.from(ofStore);
		polls.set(id, series.subarray(0, settlePolls(series, new Float64Array(series.length))));
	}
	return { rows, ids: polls.keys(), polls };
}

async function readOurs(source: ByteSource, threads?: number) {
	const table = await readPolls(source, {
		latest: LATEST,
		onReject: (reject) => {
			throw new Error(formatReject(reject));
		},
		...(threads !== undefined && { threads }),
	});
	return { rows: table.rowsRead, ids: table.ids, table };
}

const openhours = async (file: string, threads?: number) =>
	readOurs(await openSource(file, Readable.from([])), threads);

const OURS = "openhours: polls";
const CONTENDERS: Readonly<Record<string, Reader>> = {
	[OURS]: (file) => openhours(file),
	"openhours: polls, one thread": (file) => openhours(file, 1),
	"uDSV: cells": readWithUdsv,
	"uDSV: polls": pollsFromUdsv,
	"PapaParse: cells": readWithPapaParse,
	"csv-parse: cells": readWithCsvParse,
};

/** Throws unless all find the same; without that, no time is worth anything. */
async function checkAgreement(file: string): Promise<number> {
	const { table, rows } = await openhours(file);
	const expected = table.ids.toSorted();
	for (const [name, read] of Object.entries(CONTENDERS)) {
		const found = await read(file);
		if (found.rows !== rows) throw new Error(`${name} finds ${found.rows} rows, and ours ${rows}`);
		const ids = [...found.ids].toSorted();
		const i = ids.length === expected.length ? ids.findIndex((id, at) => id !== expected[at]) : 0;
		if (i >= 0) throw new Error(`${name} finds other stores: ${ids[i]}, and ours ${expected[i]}`);
	}
	const { polls } = await pollsFromUdsv(file);
	table.ids.forEach((id, store) => {
		const [a, b] = [table.polls(store), polls.get(id) as Float64Array];
		if (a.length !== b.length || a.some((poll, at) => poll !== b[at]))
			throw new Error(`the polls of store ${id} differ from those that uDSV's cells give`);
	});
	return rows;
}

interface Measured {
	readonly ms: number;
	readonly peakMb: number;
}

/** One run in a process of its own. */
function measure(name: string, file: string): Measured {
	const printed = execFileSync(process.execPath, [import.meta.filename, "--only", name, file]);
	return JSON.parse(printed.toString());
}

async function measureHere(name: string, file: string): Promise<Measured> {
	const start = performance.now();
	await (CONTENDERS[name] as Reader)(file);
	return { ms: performance.now() - start, peakMb: process.resourceUsage().maxRSS / 1024 };
}

function median(values: readonly number[]): number {
	const sorted = values.toSorted((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2 === 1
		? (sorted[middle] as number)
		: ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

function versionOf(name: string): string {
	const manifest = new URL(`../node_modules/${name}/package.json`, import.meta.url);
	return `${name} ${JSON.parse(readFileSync(manifest, "utf8")).version}`;
}

async function compare(file: string, rounds: number): Promise<void> {
	const rows = await checkAgreement(file);
	const runs = new Map(Object.keys(CONTENDERS).map((name) => [name, [] as Measured[]]));
	for (let round = 0; round < rounds; round++)
		for (const [name, measured] of runs) measured.push(measure(name, file));
	const megabytes = statSync(file).size / 1e6;
	const msOf = (name: string) => median((runs.get(name) as Measured[]).map(({ ms }) => ms));
	console.log(
		`${file}: ${megabytes.toFixed(1)} MB, ${rows.toLocaleString("en")} rows; the same rows, stores and polls by all\n` +
			`${cpus().length} × ${cpus()[0]?.model}, ${process.platform}, Node ${process.version}, ` +
			`${["udsv", "papaparse", "csv-parse"].map(versionOf).join(", ")}; median of ${rounds} rounds\n`,
	);
	console.log(
		`${"".padEnd(32)}${["ms", "from", "to", "MB/s", "× ours", "peak MB"].map((head) => head.padStart(9)).join("")}`,
	);
	for (const [name, measured] of runs) {
		const ms = measured.map((run) => run.ms);
		const figures = [
			median(ms).toFixed(0),
			Math.min(...ms).toFixed(0),
			Math.max(...ms).toFixed(0),
			(megabytes / (median(ms) / 1000)).toFixed(0),
			(median(ms) / msOf(OURS)).toFixed(2),
			median(measured.map(({ peakMb }) => peakMb)).toFixed(0),
		];
		console.log(`${name.padEnd(32)}${figures.map((figure) => figure.padStart(9)).join("")}`);
	}
}

const SOUND = "a,2023-01-22 12:00:00 UTC,active";
const SOUND_AFTER = "z,2023-01-22 12:00:00 UTC,active";

/** Each stands between two sound rows, but for the first, which ends the file. */
const MALFORMED: Readonly<Record<string, string>> = {
	"unclosed quote at the end": '"b,2023-01-22 12:00:00 UTC,active',
	"unclosed quote in the middle": '"b,2023-01-22 12:00:00 UTC,active',
	"quote in a bare cell": 'b"c,2023-01-22 12:00:00 UTC,active',
	"text behind a closing quote": '"b"c,2023-01-22 12:00:00 UTC,active',
	"blank before a quoted cell": ' "b",2023-01-22 12:00:00 UTC,active',
	"too few cells": "b,2023-01-22 12:00:00 UTC",
	"too many cells": "b,2023-01-22 12:00:00 UTC,active,",
	"empty line": "",
	"LF in a file of CRLF": "b,2023-01-22 12:00:00 UTC,active",
};

function malformedText(name: string, row: string): string {
	const [end, odd] = name.includes("CRLF") ? ["\r\n", "\n"] : ["\n", "\n"];
	const after = name.endsWith("end") ? "" : `${odd}${SOUND_AFTER}${end}`;
	return `store_id,timestamp_utc,status${end}${SOUND}${end}${row}${after}`;
}

/** The rows that a library hands out, or its complaint, in its default form. */
const ROWS: Readonly<Record<string, (text: string) => Promise<string> | string>> = {
	uDSV: (text) => {
		const rows = initParser(inferSchema(text)).stringArrs(text);
		return JSON.stringify(rows);
	},
	PapaParse: (text) => {
		const { data, errors } = Papa.parse<string[]>(text);
		const told = errors.map(({ code, row }) => `${code} in row ${row}`).join(", ");
		return `${JSON.stringify(data.slice(1))}${told === "" ? "" : `, and tells: ${told}`}`;
	},
	"csv-parse": (text) => JSON.stringify(csvParseSync(text).slice(1)),
	openhours: async (text) => {
		const told: string[] = [];
		const source: ByteSource = {
			name: "polls.csv",
			size: undefined,
			path: undefined,
			async *blocks() {
				yield Buffer.from(text);
			},
		};
		const onReject = (reject: Reject) => told.push(formatReject(reject));
		const table = await readPolls(source, { latest: LATEST, onReject });
		const ids = table.ids.filter((_, store) => table.polls(store).length > 0);
		return `polls of ${ids.join(", ")}${told.length === 0 ? "" : `, and tells: ${told.join("; ")}`}`;
	},
};

async function showMalformed(): Promise<void> {
	for (const [name, row] of Object.entries(MALFORMED)) {
		const text = malformedText(name, row);
		console.log(`${name}: ${JSON.stringify(text.slice(text.indexOf("a,")))}`);
		for (const [parser, read] of Object.entries(ROWS)) {
			const said = await Promise.resolve(text)
				.then(read)
				.catch((error) => `refuses the file: ${(error as Error).message}`);
			console.log(`  ${parser.padEnd(10)} ${said.replaceAll(" 12:00:00 UTC", "")}`);
		}
	}
}

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		rounds: { type: "string", default: "5" },
		only: { type: "string" },
		malformed: { type: "boolean" },
	},
});
const [file] = positionals;
if (values.malformed === true) await showMalformed();
else if (file === undefined) {
	console.error("usage: node bench/csv-parsers.ts FILE [--rounds 5], or --malformed");
	process.exitCode = 2;
} else if (values.only !== undefined) {
	console.log(JSON.stringify(await measureHere(values.only, file)));
} else {
	await compare(file, Number(values.rounds));
}
