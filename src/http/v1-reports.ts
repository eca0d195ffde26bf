import { Readable } from "node:stream";
import type { FastifyPluginAsync, FastifyReply } from "fastify";
import {
	ReportRequest,
	type ReportsPage,
	ReportsQuery,
	RowsQuery,
	type TriggeredReportDocument,
} from "../contract/report-request.ts";
import { Nothing } from "../contract/requests.ts";
import { cancelReport } from "../service/cancel-report.ts";
import type { ServiceContext } from "../service/context.ts";
import { deleteReport } from "../service/delete-report.ts";
import { listReports } from "../service/list-reports.ts";
import { reportDocument } from "../service/report-document.ts";
import { type ReportResource, reportWithId } from "../service/report-resource.ts";
import { reportFileName, reportText } from "../service/report-text.ts";
import { triggerReport } from "../service/trigger-report.ts";
import type { ReportFormat } from "../service/write-report.ts";
import { readCursor, writeCursor } from "./report-cursor.ts";
import { readReportRequest } from "./report-request.ts";

const REPORTS_DEFAULT = 20;

/** A report is seldom longer under way than people care to wait between two questions. */
const ASK_AGAIN_SECONDS = 1;

const CONTENT_TYPES: Readonly<Record<ReportFormat, string>> = {
	csv: "text/csv; charset=utf-8",
	"extended-csv": "text/csv; charset=utf-8",
	json: "application/json",
	ndjson: "application/x-ndjson",
};

interface OfReport {
	readonly Params: { readonly report_id: string };
}

/** The report as a resource: ask for one, see how far it is, fetch its rows, cancel and delete it. */
export function reportRoutes(context: ServiceContext): FastifyPluginAsync {
	return async (app) => {
		app.post<{ Body: ReportRequest }>(
			"/v1/reports",
			{ schema: { body: ReportRequest, querystring: Nothing } },
			async (request, reply) => {
				const triggered = await triggerReport(context, readReportRequest(request.body));
				const report = await reportWithId(context, triggered.reportId);
				reply.code(202).header("location", `/v1/reports/${triggered.reportId}`);
				return documentOf(report, reply, triggered.webhookSecret);
			},
		);

		app.get<{ Querystring: ReportsQuery }>(
			"/v1/reports",
			{ schema: { querystring: ReportsQuery } },
			async ({ query: { state, limit = REPORTS_DEFAULT, cursor } }): Promise<ReportsPage> => {
				const after = cursor === undefined ? undefined : readCursor(cursor);
				const { reports, next } = await listReports(context, { state, limit, after });
				return {
					reports: reports.map(reportDocument),
					next_cursor: next === undefined ? null : writeCursor(next),
				};
			},
		);

		app.get<OfReport>(
			"/v1/reports/:report_id",
			{ schema: { querystring: Nothing } },
			async (request, reply) =>
				documentOf(await reportWithId(context, request.params.report_id), reply),
		);

		app.post<OfReport>(
			"/v1/reports/:report_id/cancel",
			{ schema: { body: Nothing, querystring: Nothing } },
			async (request, reply) => {
				const { report_id: reportId } = request.params;
				await cancelReport(context, reportId);
				return documentOf(await reportWithId(context, reportId), reply);
			},
		);

		app.delete<OfReport>(
			"/v1/reports/:report_id",
			{ schema: { querystring: Nothing } },
			async (request, reply) => {
				await deleteReport(context, request.params.report_id);
				return reply.code(204).send();
			},
		);

		app.get<OfReport & { Querystring: RowsQuery }>(
			"/v1/reports/:report_id/rows",
			{ schema: { querystring: RowsQuery } },
			async (request, reply) => {
				const { format = "csv" } = request.query;
				const report = await reportWithId(context, request.params.report_id);
				const text = reportText(context, report, format);
				return reply
					.type(CONTENT_TYPES[format])
					.header("content-disposition", `attachment; filename="${reportFileName(report, format)}"`)
					.send(Readable.from(text));
			},
		);
	};
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
