// How many requests a second the server answers, and how soon, while polls stream in and reports run.
//
//   node bench/http.ts --dir DIR [--database postgres://user@host/empty_database] [--seconds 20] [--connections 10]
//
// DIR holds store_status.csv, menu_hours.csv and timezones.csv (`openhours sample` writes them). Without
// --database the server keeps them in the embedded one. Before any time counts, the report is compared
// with the one that `openhours report` makes of the files, and the stores' figures with the report's rows.
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { createReadStream, mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import autocannon from "autocannon";
import { BIN, startServer } from "./server.ts";

const { values } = parseArgs({
	options: {
		dir: { type: "string" },
		database: { type: "string" },
		seconds: { type: "string", default: "20" },
		connections: { type: "string", default: "10" },
	},
});
const { dir } = values;
if (dir === undefined) throw new Error("name the files' directory with --dir");

const FILES = {
	polls: join(dir, "store_status.csv"),
	hours: join(dir, "menu_hours.csv"),
	timezones: join(dir, "timezones.csv"),
};
/** So many stores have a poll each in every upload that streams in, and so many uploads come a second. */
const POLLS_STREAMED = 500;
const UPLOADS_A_SECOND = 4;
const STORES_COMPARED = 200;

const scratch = mkdtempSync(join(tmpdir(), "openhours-http-"));

const { server, url } = await startServer({
	dataDirectory: join(scratch, "data"),
	databaseUrl: values.database,
	settings: { OPENHOURS_RATE_LIMIT: "0" },
});

async function upload(method: string, path: string, body: Readable | string): Promise<unknown> {
	const answer = await fetch(`${url}${path}`, {
		method,
		headers: { "content-type": "text/csv" },
		body: typeof body === "string" ? body : (Readable.toWeb(body) as never),
		duplex: "half",
	} as RequestInit);
	if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
	return answer.json();
}

async function triggered(): Promise<string> {
	const answer = await fetch(`${url}/v1/reports`, { method: "POST" });
	if (answer.status !== 202) throw new Error(`a report: ${answer.status} ${await answer.text()}`);
	return ((await answer.json()) as { report_id: string }).report_id;
}

async function untilComplete(reportId: string): Promise<void> {
	for (;;) {
		const report = (await (await fetch(`${url}/v1/reports/${reportId}`)).json()) as {
			state: string;
		};
		if (report.state === "complete") return;
		if (report.state === "failed") throw new Error(JSON.stringify(report));
		await sleep(50);
	}
}

interface Row {
	readonly store_id: string;
	readonly figures: { readonly last_week: unknown };
}

/** Compares what is answered with the report of the files, and some stores' own figures with its rows. */
async function compare(reportId: string): Promise<string[]> {
	const files = [
		...["--polls", FILES.polls],
		...["--hours", FILES.hours],
		...["--timezones", FILES.timezones],
	];
	const wanted = execFileSync(BIN, ["report", ...files], { maxBuffer: 1 << 30, encoding: "utf8" });
	const csv = await (await fetch(`${url}/get_report/${reportId}`)).text();
	if (csv !== wanted) throw new Error("the report is not the one of the files");
	const rows = await fetch(`${url}/v1/reports/${reportId}/rows?format=ndjson`);
	const stores = (await rows.text())
		.trim()
		.split("\n")
		.map((line) => JSON.parse(line) as Row);
	for (let i = 0; i < STORES_COMPARED; i++) {
		const row = stores[Math.floor((i * stores.length) / STORES_COMPARED)] as Row;
		const answer = await fetch(`${url}/v1/stores/${row.store_id}/uptime`);
		const { figures } = (await answer.json()) as { figures: unknown };
		if (JSON.stringify(figures) !== JSON.stringify(row.figures.last_week))
			throw new Error(
				`store ${row.store_id}: ${JSON.stringify(figures)} is not ${JSON.stringify(row)}`,
			);
	}
	return stores.map(({ store_id }) => store_id);
}

/** Polls that come in and reports that run until the signal says that it is enough. */
async function load(storeIds: readonly string[], newest: number, signal: AbortSignal) {
	let uploads = 0;
	let reports = 0;
	const streaming = async () => {
		while (!signal.aborted) {
			const at = new Date(newest + ++uploads * 1_000).toISOString();
			const rows = Array.from({ length: POLLS_STREAMED }, (_, i) => {
				const storeId = storeIds[(uploads * 37 + i * 29) % storeIds.length];
				return `${storeId},${at},${(i + uploads) % 20 === 0 ? "inactive" : "active"}`;
			});
			await upload("POST", "/v1/polls", `store_id,timestamp_utc,status\n${rows.join("\n")}\n`);
			await sleep(1_000 / UPLOADS_A_SECOND);
		}
	};
	const reporting = async () => {
		while (!signal.aborted) {
			await untilComplete(await triggered());
			reports++;
		}
	};
	await Promise.all([streaming(), reporting()]);
	return { uploads, reports };
}

async function measure(title: string, paths: readonly string[]): Promise<void> {
	const result = await autocannon({
		url,
		duration: Number(values.seconds),
		connections: Number(values.connections),
		requests: paths.map((path) => ({ method: "GET" as const, path })),
	});
	const { latency, requests, errors, non2xx, timeouts } = result;
	const wrong = errors + non2xx + timeouts;
	console.log(
		`${title.padEnd(28)} ${String(Math.round(requests.average)).padStart(6)}  ${latency.p50.toFixed(0).padStart(5)}  ${latency.p97_5.toFixed(0).padStart(5)}  ${latency.p99.toFixed(0).padStart(5)}  ${latency.max.toFixed(0).padStart(5)}  ${String(wrong).padStart(6)}`,
	);
	if (wrong > 0) process.exitCode = 1;
}

try {
	console.log(
		`${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}, ${values.database === undefined ? "embedded database" : "PostgreSQL"}, ${values.connections} connections, ${values.seconds} s each`,
	);
	await upload("PUT", "/v1/business-hours", createReadStream(FILES.hours));
	await upload("PUT", "/v1/timezones", createReadStream(FILES.timezones));
	const began = performance.now();
	await upload("POST", "/v1/polls", createReadStream(FILES.polls));
	console.log(`polls uploaded in ${((performance.now() - began) / 1_000).toFixed(1)} s`);
	const reportId = await triggered();
	await untilComplete(reportId);
	const storeIds = await compare(reportId);
	const report = (await (await fetch(`${url}/v1/reports/${reportId}`)).json()) as { as_of: string };

	const over = new AbortController();
	const loading = load(storeIds, Date.parse(report.as_of), over.signal);
	loading.catch((error) => {
		console.error(error);
		process.exit(1);
	});
	const loadBegan = performance.now();
	console.log("                              req/s  p50 ms   97.5     99    max  errors");
	await measure(
		"/v1/stores/{id}/uptime",
		storeIds.filter((_, i) => i % 7 === 0).map((id) => `/v1/stores/${id}/uptime`),
	);
	await measure("/v1/fleet/now", ["/v1/fleet/now"]);
	await measure("/get_report/{id}", [`/get_report/${reportId}`]);
	over.abort();
	const { uploads, reports } = await loading;
	const seconds = (performance.now() - loadBegan) / 1_000;
	console.log(
		`meanwhile ${((uploads * POLLS_STREAMED) / seconds).toFixed(0)} polls a second came in, and ${reports} reports were computed (${((1_000 * seconds) / reports).toFixed(0)} ms each)`,
	);
} finally {
	server.kill("SIGTERM");
	await once(server, "exit");
	rmSync(scratch, { recursive: true, force: true });
}
