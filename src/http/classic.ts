import { Readable } from "node:stream";
import type { FastifyPluginAsync } from "fastify";
import type { ServiceContext } from "../service/context.ts";
import { reportWithId } from "../service/report-resource.ts";
import { reportFileName, reportText } from "../service/report-text.ts";
import { triggerReport } from "../service/trigger-report.ts";

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

		app.post("/trigger_report", async () => {
			const { reportId } = await triggerReport(context);
			return { report_id: reportId };
		});

		app.get<{ Params: { report_id: string } }>("/get_report/:report_id", async (request, reply) => {
			const report = await reportWithId(context, request.params.report_id);
			const { state, failure = "The report was cancelled." } = report;
			if (state === "queued" || state === "running") return { status: "running" };
			if (state !== "complete") return { status: "failed", detail: failure };
			return reply
				.type("text/csv; charset=utf-8")
				.header("content-disposition", `attachment; filename="${reportFileName(report, "csv")}"`)
				.send(Readable.from(reportText(context, report, "csv")));
		});
	};
}
