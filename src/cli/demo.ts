import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { formatCount } from "../core/format-count.ts";
import { formatInstant, wholeHour } from "../core/instant.ts";
import { Refusal } from "../service/refusal.ts";
import { importSample } from "../service/sample/load-sample.ts";
import { type WrittenSample, writeSample } from "../service/sample/write-sample.ts";
import type { Context, RunningServer } from "./context.ts";
import { Progress } from "./progress.ts";

const ROWS_SHOWN = 8;
const ASK_AGAIN_MS = 50;

/**
 * `openhours demo`: the main job from end to end, as a stranger would do it: a sample fleet, the
 * server on the embedded database, an import, a report through the API; then it goes on serving.
 * Everything is in a temporary directory, which is removed at the end.
 */
export async function demo(values: { readonly port?: number }, context: Context): Promise<void> {
	const say = (line: string) => context.standardOutput.write(`${line}\n`);
	const askedToStop = context.untilAskedToStop();
	const directory = await mkdtemp(join(tmpdir(), "openhours-demo-"));
	let server: RunningServer | undefined;
	try {
		say(`openhours ${context.version}: when a store should have been open, was it?\n`);
		const end = wholeHour(context.now());
		const sample = await writeSample({ directory: join(directory, "files"), end });
		say(
			`1  A sample fleet: ${formatCount(sample.plan.stores)} stores, ${formatCount(sample.rows.polls)} polls over ${sample.plan.days} days, in ${directory}/files`,
		);
		server = await startSomewhere(values.port, join(directory, "data"), context);
		say(`2  The server on the embedded database: ${server.url}`);
		await showImport(sample, server, context);
		say("3  The fleet's six files are imported.");
		const reportUrl = await computeReport(server);
		say(`4  A report, as of ${formatInstant(end)}; its first stores:\n`);
		say(await firstRows(reportUrl));
		say(nextSteps(server, reportUrl, directory));
		await askedToStop;
		say("\nstopping …");
	} finally {
		await server?.close();
		await rm(directory, { recursive: true, force: true });
	}
}

/** On the port that was asked for or the usual one; where the usual one is taken, on a free one. */
async function startSomewhere(
	port: number | undefined,
	dataDirectory: string,
	context: Context,
): Promise<RunningServer> {
	const options = { host: "127.0.0.1", dataDirectory, logLevel: "warn", isOpenHere: true };
	try {
		return await context.startServer({ ...options, port });
	} catch (error) {
		const isTaken = error instanceof Refusal && error.meaning === "conflict";
		if (port !== undefined || !isTaken) throw error;
		return context.startServer({ ...options, port: 0 });
	}
}

async function showImport(
	sample: WrittenSample,
	{ services }: RunningServer,
	context: Context,
): Promise<void> {
	const progress = new Progress(context.standardOutput);
	await importSample(services.database, sample, {
		now: context.now(),
		onProgress: (done, total) =>
			progress.show("   importing", done, total, (count) => `${formatCount(count)} stores`),
	});
	progress.clear();
}

/** Triggers a report and asks until it is there, as any client does. */
async function computeReport({ url }: RunningServer): Promise<string> {
	const triggered = await fetch(`${url}/trigger_report`, { method: "POST" });
	const { report_id: reportId } = (await triggered.json()) as { report_id: string };
	const reportUrl = `${url}/get_report/${reportId}`;
	for (;;) {
		const answer = await fetch(reportUrl);
		if (answer.headers.get("content-type")?.startsWith("text/csv")) return reportUrl;
		const { status, detail } = (await answer.json()) as { status: string; detail?: string };
		if (status !== "running") throw new Error(`the sample report ended as ${status}: ${detail}`);
		await sleep(ASK_AGAIN_MS);
	}
}

async function firstRows(reportUrl: string): Promise<string> {
	const csv = await (await fetch(reportUrl)).text();
	const rows = csv.split("\r\n").slice(1, ROWS_SHOWN + 1);
	const widths = [19, 8, 8, 8, 8, 8, 8];
	const line = (cells: readonly string[]) =>
		`   ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join("  ")}`;
	return [
		line(["", "up", "up", "up", "down", "down", "down"]),
		line(["store", "hour", "day", "week", "hour", "day", "week"]),
		line(["", "min", "h", "h", "min", "h", "h"]),
		...rows.map((row) => line(row.split(","))),
		"",
	].join("\n");
}

function nextSteps({ url }: RunningServer, reportUrl: string, directory: string): string {
	return [
		`The dashboard         ${url}/`,
		`The whole CSV         curl ${reportUrl}`,
		`Another report        curl -X POST ${url}/v1/reports`,
		`Stores now            curl ${url}/v1/fleet/now`,
		`The worst stores      curl "${url}/v1/fleet/stores?limit=5"`,
		`Groups                curl "${url}/v1/fleet/groups?compare=before"`,
		`The API               ${url}/docs`,
		`The files themselves  ls ${directory}/files`,
		"The figures           docs/figures.md",
		"",
		"It goes on serving; stop it with Ctrl-C.",
	].join("\n");
}
