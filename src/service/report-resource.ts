import type { DurationMs, Instant } from "../core/instant.ts";
import type { Method } from "../core/method.ts";
import type { Connection } from "../database/engine/database.ts";
import { maybeReport, type Report, type ReportState } from "../database/reports.ts";
import type { ServiceContext } from "./context.ts";
import { Refusal } from "./refusal.ts";
import type { ReportParameters } from "./report-parameters.ts";
import { isUuid } from "./uuid.ts";

export type { ReportState } from "../database/reports.ts";

/** A report as callers see it: what was asked, how far it is, how it ended. */
export interface ReportResource {
	readonly reportId: string;
	readonly state: ReportState;
	readonly parameters: ReportParameters;
	readonly requestedAt: Instant;
	readonly startedAt: Instant | undefined;
	readonly finishedAt: Instant | undefined;
	readonly expiresAt: Instant | undefined;
	/** The most tries that any part of it took. */
	readonly attempts: number;
	readonly storesDone: number;
	/** `undefined` until it is begun. */
	readonly storesTotal: number | undefined;
	/** How long it will still take if it goes on as until now; `undefined` when nothing tells. */
	readonly remainingMs: DurationMs | undefined;
	/** Why it failed. */
	readonly failure: string | undefined;
	/** How its figures came about, once it is complete. */
	readonly method: Method | undefined;
}

/** Looks a report up. Refuses as not found when there is none with this id. */
export async function reportWithId(
	{ database, now }: Pick<ServiceContext, "now"> & { readonly database: Connection },
	reportId: string,
): Promise<ReportResource> {
	const report = isUuid(reportId) ? await maybeReport(database, reportId) : undefined;
	if (report === undefined) throw new Refusal("not_found", "There is no report with this id.");
	return resourceOf(report, now());
}

/** How the figures of a report came about. Refuses as a conflict when it is not complete. */
export function methodOfComplete({ state, method }: ReportResource): Method {
	if (state !== "complete" || method === undefined)
		throw new Refusal("conflict", `The report is ${state}; only a complete one has rows.`);
	return method;
}

export function resourceOf(report: Report, now: Instant): ReportResource {
	return {
		reportId: report.reportId,
		state: report.state,
		parameters: report.parameters as ReportParameters,
		requestedAt: report.requestedAt,
		startedAt: report.startedAt,
		finishedAt: report.finishedAt,
		expiresAt: report.expiresAt,
		attempts: report.attempts,
		storesDone: report.storesDone,
		storesTotal: report.storesTotal,
		remainingMs: remainingMs(report, now),
		failure: report.failure,
		method: report.method as Method | undefined,
	};
}

/** As long as what is left takes at the pace so far. */
function remainingMs(report: Report, now: Instant): DurationMs | undefined {
	const { state, startedAt, storesDone, storesTotal } = report;
	if (state !== "running" || startedAt === undefined || storesTotal === undefined) return undefined;
	if (storesDone === 0) return undefined;
	// More may be done than there were in all: stores may come in until their slice is read.
	const storesLeft = Math.max(0, storesTotal - storesDone);
	return Math.round((Math.max(0, now - startedAt) * storesLeft) / storesDone);
}
