import { Readable } from "node:stream";
import type { FastifyPluginAsync } from "fastify";
import { Type } from "typebox";
import { ReportPath } from "../contract/report-request.ts";
import { CLOSED } from "../contract/requests.ts";
import type { ServiceContext } from "../service/context.ts";
import { reportWithId } from "../service/report-resource.ts";
import { reportFileName, reportText } from "../service/report-text.ts";
import { triggerReport } from "../service/trigger-report.ts";
import { operation } from "./operation.ts";

/** The classic answers, as its clients know them. */
const Triggered = Type.Object(
	{ report_id: Type.String({ format: "uuid" }) },
	{ title: "ClassicReportId", ...CLOSED },
);
const Unfinished = Type.Object(
	{
		status: Type.Enum(["running", "failed"]),
		detail: Type.Optional(Type.String({ description: "Why it failed." })),
	},
	{ title: "ClassicReportStatus", ...CLOSED },
);

/**
 * The two endpoints of the classic system, for its existing clients: trigger, ask until it is there,
 * download. A report that is queued is "running" to them, and one that was cancelled has "failed".
 */
export function classicRoutes(context: ServiceContext): FastifyPluginAsync {
	return async (app) => {
		// Neither endpoint takes a body, and old clients send all sorts of empty ones.
		app.removeAllContentTypeParsers();
		app.addContentTypeParser("*", (_request, payload, done) => {
			payload.resume();
			done(null);
		});

		app.post(
			"/trigger_report",
			operation({
				id: "triggerClassicReport",
				tag: "Classic",
				scope: "write",
				summary: "Ask for a report",
				description: "Asks for the last hour, day and week of all stores.",
				answers: { 200: { description: "The report's id.", body: Triggered } },
				refuses: ["refused"],
				ignoresQuery: true,
			}),
			async () => {
				const { reportId } = await triggerReport(context);
				return { report_id: reportId };
			},
		);

		app.get<{ Params: { report_id: string } }>(
			"/get_report/:report_id",
			operation({
				id: "getClassicReport",
				tag: "Classic",
				scope: "read",
				summary: "The report, once it is there",
				description: "Says that the report is running or has failed, as JSON, or gives its CSV.",
				path: ReportPath,
				answers: {
					200: {
						description: "The report, or how far it is.",
						body: { "application/json": Unfinished, "text/csv": Type.String() },
					},
				},
				ignoresQuery: true,
			}),
			async (request, reply) => {
				const report = await reportWithId(context, request.params.report_id);
				const { state, failure = "The report was cancelled." } = report;
				if (state === "queued" || state === "running") return { status: "running" };
				if (state !== "complete") return { status: "failed", detail: failure };
				return reply
					.type("text/csv; charset=utf-8")
					.header("content-disposition", `attachment; filename="${reportFileName(report, "csv")}"`)
					.send(Readable.from(reportText(context, report, "csv")));
			},
		);
	};
}
