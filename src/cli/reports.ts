import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { formatCount } from "../core/format-count.ts";
import { formatInstant, type Instant } from "../core/instant.ts";
import { cancelReport } from "../service/cancel-report.ts";
import type { ServiceContext } from "../service/context.ts";
import { deleteReport } from "../service/delete-report.ts";
import { listReports } from "../service/list-reports.ts";
import type { FilePiece } from "../service/output-file.ts";
import { Refusal } from "../service/refusal.ts";
import { reportDocument } from "../service/report-document.ts";
import type { ReportPart } from "../service/report-parameters.ts";
import { type ReportResource, type ReportState, reportWithId } from "../service/report-resource.ts";
import { reportText } from "../service/report-text.ts";
import { type NewReportRequest, triggerReport } from "../service/trigger-report.ts";
import type { ReportFormat } from "../service/write-report.ts";
import type { Context } from "./context.ts";
import { partialRules, type RuleValues } from "./options.ts";
import { Progress } from "./progress.ts";
import { refuseUnreadable } from "./refuse-unreadable.ts";
import { alignedTable } from "./table.ts";
import { type OutputValues, writeResult } from "./with-fleet-files.ts";
import { withServices } from "./with-services.ts";

const ASK_AGAIN_MS = 200;

export interface TriggerValues extends RuleValues {
	readonly asOf?: Instant;
	readonly from?: Instant;
	readonly to?: Instant;
	readonly stores?: string;
	readonly group?: string;
	readonly include?: ReportPart;
	readonly webhook?: string;
	readonly wait?: boolean;
}

/** `openhours reports trigger`: puts a report in line and prints its id. */
export async function trigger(values: TriggerValues, context: Context): Promise<void> {
	await withServices(context, async (services) => {
		if (values.wait === true && services.database.kind === "pglite")
			throw new Refusal(
				"invalid",
				"nobody computes a report while this command has the embedded database: leave out --wait, and run openhours worker or openhours serve",
			);
		const request = await requestOf(values);
		const { reportId, webhookSecret } = await triggerReport(services, request);
		context.standardOutput.write(`${reportId}\n`);
		if (webhookSecret !== undefined)
			context.standardError.write(`the webhook's secret, shown this once: ${webhookSecret}\n`);
		if (values.wait === true) await waitFor(services, reportId, context);
	});
}

/** What a report is asked by options; the same for one report and for one that recurs. */
export async function requestOf(values: TriggerValues): Promise<NewReportRequest> {
	const { from, to, asOf, stores, group, include, webhook } = values;
	if ((from === undefined) !== (to === undefined))
		throw new Refusal("invalid", "--from and --to go together: give both, or neither");
	return {
		asOf,
		...(from !== undefined && to !== undefined && { ranges: [{ from, to }] }),
		...(stores !== undefined && { storeIds: await readStoreIds(stores) }),
		...(group !== undefined && { group }),
		...(include !== undefined && { include: [include] }),
		...(webhook !== undefined && { webhook: { url: webhook } }),
		rules: partialRules(values),
	};
}

/** Ids from the command line, with commas between, or from a file (`@ids.txt`), one a line. */
async function readStoreIds(stores: string): Promise<string[]> {
	const text = stores.startsWith("@") ? await readListFile(stores.slice(1)) : stores;
	return text
		.split(stores.startsWith("@") ? /\r?\n/ : ",")
		.map((id) => id.trim())
		.filter((id) => id !== "");
}

async function readListFile(file: string): Promise<string> {
	try {
		return await readFile(file, "utf8");
	} catch (error) {
		throw new Refusal("invalid", `the list of stores ${file} cannot be read`, { cause: error });
	}
}

/** Shows how far a report is until it is finished; a report that was not computed is an error. */
async function waitFor(
	services: ServiceContext,
	reportId: string,
	context: Context,
): Promise<void> {
	const progress = new Progress(context.standardError);
	for (;;) {
		const report = await reportWithId(services, reportId);
		const { state, storesDone, storesTotal, failure } = report;
		if (state === "queued" || state === "running") {
			progress.show(state, storesDone, storesTotal, (count) => `${formatCount(count)} stores`);
			await sleep(ASK_AGAIN_MS);
			continue;
		}
		progress.clear();
		if (state === "complete") return;
		throw new Refusal("conflict", failure ?? "The report was cancelled.");
	}
}

/** `openhours reports list`: reports, newest first. */
export async function list(
	values: { readonly state?: ReportState; readonly limit: number; readonly json?: boolean },
	context: Context,
): Promise<void> {
	await withServices(context, async (services) => {
		const { reports } = await listReports(services, values);
		context.standardOutput.write(
			values.json === true
				? reports.map((report) => `${JSON.stringify(reportDocument(report))}\n`).join("")
				: alignedTable(
						["report", "state", "as of", "requested", "stores", "took"],
						reports.map(describeReport),
					),
		);
	});
}

function describeReport(report: ReportResource): string[] {
	const { reportId, state, parameters, requestedAt, startedAt, finishedAt } = report;
	const { storesDone, storesTotal } = report;
	return [
		reportId,
		state,
		formatInstant(parameters.asOf),
		formatInstant(requestedAt),
		storesTotal === undefined || state === "complete"
			? formatCount(storesDone)
			: `${formatCount(storesDone)} of ${formatCount(storesTotal)}`,
		startedAt === undefined || finishedAt === undefined
			? ""
			: `${((finishedAt - startedAt) / 1_000).toFixed(1)} s`,
	];
}

/** `openhours reports show`: all that is known of one report, as JSON. */
export async function show(reportId: string, context: Context): Promise<void> {
	await withServices(context, async (services) => {
		const report = await reportWithId(services, reportId);
		context.standardOutput.write(`${JSON.stringify(reportDocument(report), undefined, 2)}\n`);
	});
}

export interface DownloadValues extends OutputValues {
	readonly format: ReportFormat;
	readonly outages?: true;
}

/** `openhours reports download`: the rows of a complete report, or its outages. */
export async function download(
	reportId: string,
	values: DownloadValues,
	context: Context,
): Promise<void> {
	refuseUnreadable(values, context);
	await withServices(context, async (services) => {
		const report = await reportWithId(services, reportId);
		await writeResult(await fileOf(services, report, values), values, context);
	});
}

async function fileOf(
	services: ServiceContext,
	report: ReportResource,
	{ format, outages }: DownloadValues,
): Promise<AsyncIterable<FilePiece>> {
	if (outages !== true) return reportText(services, report, format);
	const { OUTAGE_FORMATS, writeOutages } = await import("../service/write-outages.ts");
	const { outagesOfReport } = await import("../service/report-outages.ts");
	const form = OUTAGE_FORMATS.find((one) => one === format);
	if (form === undefined)
		throw new Refusal(
			"invalid",
			`outages do not come as ${format}: give --format ${OUTAGE_FORMATS.join(" or ")}`,
		);
	const writing = { format: form, currency: services.currency };
	return writeOutages(outagesOfReport(services, { report }), {}, writing);
}

/** `openhours reports cancel` and `openhours reports delete`. */
export async function end(
	reportId: string,
	how: "cancel" | "delete",
	context: Context,
): Promise<void> {
	const verb = how === "cancel" ? cancelReport : deleteReport;
	await withServices(context, (services) => verb(services, reportId));
}
