// How long a server takes to take polls in over HTTP, and how much memory that takes it.
//
//   node bench/upload.ts [--megabytes 2000] [--stores 20000] [--form csv|json|ndjson] [--by time|store]
//                        [--gzip] [--database postgres://user@host/empty_database]
//
// The polls are made up as they are sent. They come by time, as a service that watches stores sends them, or
// store by store, as many exports have them. Without --database the server keeps them in the embedded one. The
// polls that are there in the end are counted before any figure is printed. Memory is read from /proc: Linux.
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { parseArgs } from "node:util";
import { createGzip } from "node:zlib";
import { startServer } from "./server.ts";

const { values } = parseArgs({
	options: {
		megabytes: { type: "string", default: "2000" },
		stores: { type: "string", default: "20000" },
		form: { type: "string", default: "csv" },
		by: { type: "string", default: "time" },
		gzip: { type: "boolean", default: false },
		database: { type: "string" },
	},
});
const BYTES = Number(values.megabytes) * 1_000_000;
const STORES = Number(values.stores);
const FORMS = {
	csv: { type: "text/csv", begin: "store_id,timestamp_utc,status\n", between: "\n", end: "\n" },
	json: { type: "application/json", begin: "[", between: ",", end: "]" },
	ndjson: { type: "application/x-ndjson", begin: "", between: "\n", end: "\n" },
} as const;
const form = FORMS[values.form as keyof typeof FORMS];
if (form === undefined) throw new Error("--form is csv, json or ndjson");

const NEWEST = Date.UTC(2023, 0, 25, 18);
const POLL_EVERY_MS = 15 * 60_000;
const ROWS_A_BLOCK = 2_000;
const scratch = mkdtempSync(join(tmpdir(), "openhours-upload-"));

/** Bytes of memory that a process has, or had at the most since that was last set back. */
function memoryOf(pid: number, what: "VmRSS" | "VmHWM"): number {
	const status = readFileSync(`/proc/${pid}/status`, "utf8");
	return Number(new RegExp(`${what}:\\s+(\\d+) kB`).exec(status)?.[1]) * 1_024;
}

let rows = 0;
let bytes = 0;

/** How many polls a store has, so that all of them together have the bytes that are wanted. */
const pollsEach = Math.ceil(BYTES / (values.form === "csv" ? 51 : 99) / STORES);

function rowAt(i: number): string {
	const isByTime = values.by === "time";
	const store = isByTime ? i % STORES : Math.floor(i / pollsEach);
	const poll = isByTime ? Math.floor(i / STORES) : i % pollsEach;
	const id = `81399262424${String(60_000_000 + store)}`;
	const at = new Date(NEWEST - (pollsEach - poll) * POLL_EVERY_MS + (store % 60) * 1_000);
	const status = (store + poll) % 20 === 0 ? "inactive" : "active";
	return values.form === "csv"
		? `${id},${at.toISOString()},${status}`
		: `{"store_id":"${id}","timestamp_utc":"${at.toISOString()}","status":"${status}"}`;
}

async function* body(): AsyncGenerator<Buffer> {
	for (let begin = 0; begin < STORES * pollsEach; begin += ROWS_A_BLOCK) {
		const end = Math.min(begin + ROWS_A_BLOCK, STORES * pollsEach);
		const texts = Array.from({ length: end - begin }, (_, i) => rowAt(begin + i));
		rows += texts.length;
		const block = Buffer.from(
			`${begin === 0 ? form.begin : form.between}${texts.join(form.between)}`,
		);
		bytes += block.length;
		yield block;
	}
	yield Buffer.from(form.end);
}

const { server, url } = await startServer({
	dataDirectory: join(scratch, "data"),
	databaseUrl: values.database,
	settings: { OPENHOURS_UPLOAD_LIMIT: "100GB" },
});
const pid = server.pid as number;
try {
	const before = memoryOf(pid, "VmRSS");
	const began = performance.now();
	const plain = Readable.from(body());
	const sent = values.gzip ? plain.pipe(createGzip({ level: 1 })) : plain;
	const answer = await fetch(`${url}/v1/polls`, {
		method: "POST",
		headers: { "content-type": form.type },
		body: Readable.toWeb(sent) as never,
		duplex: "half",
	} as RequestInit);
	const seconds = (performance.now() - began) / 1_000;
	const peak = memoryOf(pid, "VmHWM");
	const told = (await answer.json()) as { rows_read: number; polls: { new: number } };
	if (answer.status !== 200 || told.rows_read !== rows || told.polls.new !== rows)
		throw new Error(`${rows} polls were sent: ${answer.status} ${JSON.stringify(told)}`);
	const mega = (of: number) => (of / 1_000_000).toFixed(0);
	console.log(
		`${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}, ${values.database === undefined ? "embedded database" : "PostgreSQL"}`,
	);
	console.log(
		`${mega(bytes)} MB of ${values.form}${values.gzip ? ", packed" : ""}, by ${values.by}: ${rows} polls of ${STORES} stores in ${seconds.toFixed(1)} s, ${(rows / seconds / 1_000).toFixed(0)} thousand a second`,
	);
	console.log(`the server's memory: ${mega(before)} MB before, ${mega(peak)} MB at the most`);
} finally {
	server.kill("SIGTERM");
	await once(server, "exit");
	rmSync(scratch, { recursive: true, force: true });
}
