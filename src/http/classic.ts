import { Readable } from "node:stream";
import type { FastifyPluginAsync } from "fastify";
import type { ServiceContext } from "../service/context.ts";
import { readReport } from "../service/read-report.ts";
import { triggerReport } from "../service/trigger-report.ts";

/**
 * The two endpoints of the classic system, for its existing clients: trigger, ask until it is there,
 * download. A report that is queued is "running" to them.
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
			const { reportId } = await triggerReport(context, context.rules);
			return { report_id: reportId };
		});

		app.get<{ Params: { report_id: string } }>("/get_report/:report_id", async (request, reply) => {
			const report = await readReport(context, request.params.report_id);
			if (report.state === "queued" || report.state === "running") return { status: "running" };
			if (report.state !== "complete") return { status: "failed", detail: report.detail };
			return reply
				.type("text/csv; charset=utf-8")
				.header("content-disposition", `attachment; filename="${report.fileName}.csv"`)
				.send(Readable.from(report.text("csv")));
		});
	};
}
