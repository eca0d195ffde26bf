import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { ReportDocument } from "../contract/report.ts";
import {
	IdempotencyHeaders,
	ReportPath,
	ReportRequest,
	ReportsPage,
	ReportsQuery,
	TriggeredReportDocument,
} from "../contract/report-request.ts";
import { Nothing } from "../contract/requests.ts";
import { cancelReport } from "../service/cancel-report.ts";
import type { ServiceContext } from "../service/context.ts";
import { deleteReport } from "../service/delete-report.ts";
import { listReports, type ReportCursor } from "../service/list-reports.ts";
import { reportDocument } from "../service/report-document.ts";
import { type ReportResource, reportWithId } from "../service/report-resource.ts";
import { type TriggeredReport, triggerReport } from "../service/trigger-report.ts";
import { triggerReportOnce } from "../service/trigger-report-once.ts";
import { readTimeCursor, writeTimeCursor } from "./cursor.ts";
import { operation } from "./operation.ts";
import { HttpProblem } from "./problem.ts";
import { readReportRequest } from "./report-request.ts";

const REPORTS_DEFAULT = 20;

/** A report is seldom longer under way than people care to wait between two questions. */
const ASK_AGAIN_SECONDS = 1;

const LOCATION = Type.String({ description: "The address of what was made." });
const RETRY_AFTER = Type.String({ description: "When to ask again, in seconds." });

interface OfReport {
	readonly Params: { readonly report_id: string };
}

/** The report as a resource: ask for one, see how far it is, cancel and delete it. */
export function reportRoutes(context: ServiceContext): FastifyPluginAsync {
	return async (app) => {
		app.post<{ Body: ReportRequest; Headers: IdempotencyHeaders }>(
			"/v1/reports",
			operation({
				id: "triggerReport",
				tag: "Reports",
				scope: "write",
				summary: "Ask for a report",
				description:
					"Asks for a report, which is computed in the background. All of the body may be left out, and the body too: that asks for the last hour, day and week of all stores. The report is written down before the answer is sent: it will be computed even if the server stops and is started again.\n\nWith an `Idempotency-Key`, the request may be sent again, for 24 hours and as often as need be: the report of the first is the answer, as it is by then. A secret that was made up for its webhook is not told again.",
				headers: IdempotencyHeaders,
				body: ReportRequest,
				answers: {
					202: {
						description: "The report as it was accepted.",
						body: TriggeredReportDocument,
						headers: { location: LOCATION },
					},
				},
				refuses: ["refused", "idempotency-key-reused", "conflict"],
			}),
			async (request, reply) => {
				const triggered = await trigger(context, request);
				const report = await reportWithId(context, triggered.reportId);
				reply.code(202).header("location", `/v1/reports/${triggered.reportId}`);
				return documentOf(report, reply, triggered.webhookSecret);
			},
		);

		app.get<{ Querystring: ReportsQuery }>(
			"/v1/reports",
			operation({
				id: "listReports",
				tag: "Reports",
				scope: "read",
				summary: "All reports",
				description: "Lists reports, those that were asked for last first.",
				query: ReportsQuery,
				answers: { 200: { description: "A page of reports.", body: ReportsPage } },
			}),
			async ({ query: { state, limit = REPORTS_DEFAULT, cursor } }): Promise<ReportsPage> => {
				const after = cursor === undefined ? undefined : placeIn(cursor);
				const { reports, next } = await listReports(context, { state, limit, after });
				return {
					reports: reports.map(reportDocument),
					next_cursor:
						next === undefined
							? null
							: writeTimeCursor({ at: next.requestedAt, id: next.reportId }),
				};
			},
		);

		app.get<OfReport>(
			"/v1/reports/:report_id",
			operation({
				id: "getReport",
				tag: "Reports",
				scope: "read",
				summary: "A report",
				description:
					"What was asked of it, how far it is, and how it ended. Until it is finished, `Retry-After` says when to ask again, in seconds. Once it is complete, `method` says how its figures came about.",
				path: ReportPath,
				answers: {
					200: {
						description: "The report as it is now.",
						body: ReportDocument,
						headers: { "retry-after": RETRY_AFTER },
					},
				},
			}),
			async (request, reply) =>
				documentOf(await reportWithId(context, request.params.report_id), reply),
		);

		app.post<OfReport>(
			"/v1/reports/:report_id/cancel",
			operation({
				id: "cancelReport",
				tag: "Reports",
				scope: "write",
				summary: "Cancel a report",
				description:
					"Stops a report that is not finished. One that is complete or failed stays so.",
				path: ReportPath,
				body: Nothing,
				answers: { 200: { description: "The report, which is cancelled.", body: ReportDocument } },
				refuses: ["conflict"],
			}),
			async (request, reply) => {
				const { report_id: reportId } = request.params;
				await cancelReport(context, reportId);
				return documentOf(await reportWithId(context, reportId), reply);
			},
		);

		app.delete<OfReport>(
			"/v1/reports/:report_id",
			operation({
				id: "deleteReport",
				tag: "Reports",
				scope: "write",
				summary: "Delete a report",
				description: "Deletes a report with its rows, whatever its state.",
				path: ReportPath,
				answers: { 204: { description: "It is deleted." } },
			}),
			async (request, reply) => {
				await deleteReport(context, request.params.report_id);
				return reply.code(204).send();
			},
		);
	};
}

/** Accepts a report; once, where the request has a key that says so. */
async function trigger(
	context: ServiceContext,
	request: FastifyRequest<{ Body: ReportRequest; Headers: IdempotencyHeaders }>,
): Promise<TriggeredReport> {
	const asked = readReportRequest(request.body);
	const { "idempotency-key": key } = request.headers;
	if (key === undefined) return triggerReport(context, asked);
	const triggered = await triggerReportOnce(context, asked, { owner: ownerOf(request), key });
	if (triggered !== "key_reused") return triggered;
	throw new HttpProblem(
		"idempotency-key-reused",
		"A request with this Idempotency-Key came before, and asked for something else.",
	);
}

/** Whose keys for requests are meant: those of the caller's API key, or of all who have none. */
function ownerOf({ caller }: FastifyRequest): string {
	return caller.keyId ?? "";
}

/** A report as an answer, which says when to ask again while it is not finished. */
function documentOf(
	report: ReportResource,
	reply: FastifyReply,
	webhookSecret?: string,
): TriggeredReportDocument {
	if (report.state === "queued" || report.state === "running")
		reply.header("retry-after", ASK_AGAIN_SECONDS);
	return {
		...reportDocument(report),
		...(webhookSecret !== undefined && { webhook_secret: webhookSecret }),
	};
}

function placeIn(cursor: string): ReportCursor {
	const { at, id } = readTimeCursor(cursor);
	return { requestedAt: at, reportId: id };
}
