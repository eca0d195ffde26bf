import { Readable } from "node:stream";
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { ReportOutagesPage, ReportOutagesQuery } from "../contract/report-outages.ts";
import { ReportPath } from "../contract/report-request.ts";
import type { ServiceContext } from "../service/context.ts";
import { outagesPage } from "../service/outage-document.ts";
import {
	listReportOutages,
	type ReportOutagesRequest,
	reportOutagesFile,
} from "../service/report-outages.ts";
import { type ReportResource, reportWithId } from "../service/report-resource.ts";
import type { OutageRowFormat } from "../service/write-outage-rows.ts";
import { unlessGone } from "./client-gone.ts";
import { operation } from "./operation.ts";
import { readOutageCursor, writeOutageCursor } from "./outage-cursor.ts";
import {
	OUTAGE_TYPES,
	OUTAGES_DEFAULT,
	outagesFormatOf,
	readOutageFilter,
	readOutageSort,
} from "./outage-query.ts";
import { PARQUET_TYPE } from "./parquet-type.ts";
import { addVary } from "./vary.ts";

const DESCRIPTION = `The outages that a report found, where it was asked for them with \`include\`: of its stores, over the whole span of its ranges, from the earliest beginning to the latest end. They are fixed as its rows are, whatever comes in later; names, groups and zones are those of then. \`summary\` is over all that match, on all pages; \`figures\` are those of the stores over the span.

As CSV or Parquet, as \`Accept\` says or \`format\`, all that match come at once, in the order of \`sort\`; \`limit\` and \`cursor\` are for JSON. A report with more than 500,000 outages gives them as a file in the order of \`store_id\`, and those of one store in every form. When something goes wrong half-way, the connection ends without the end of the answer.`;

interface OfOutages {
	readonly Params: { readonly report_id: string };
	readonly Querystring: ReportOutagesQuery;
}

interface FileRequest {
	readonly request: FastifyRequest<OfOutages>;
	readonly reply: FastifyReply;
	readonly format: OutageRowFormat;
}

/** The outages of a report that was asked for them. */
export function reportOutageRoutes(context: ServiceContext): FastifyPluginAsync {
	return async (app) => {
		app.get<OfOutages>(
			"/v1/reports/:report_id/outages",
			operation({
				id: "listReportOutages",
				tag: "Reports",
				scope: "read",
				summary: "A report's outages",
				description: DESCRIPTION,
				path: ReportPath,
				query: ReportOutagesQuery,
				answers: {
					200: {
						description: "A page of outages, or a file of all of them.",
						body: {
							"application/json": ReportOutagesPage,
							"text/csv": Type.String(),
							[PARQUET_TYPE]: Type.String(),
						},
						headers: {
							"content-disposition": Type.String({
								description: "The name of the file; pages have none.",
							}),
							vary: Type.String(),
						},
					},
				},
				refuses: ["not-acceptable", "conflict", "refused"],
			}),
			async (request, reply): Promise<ReportOutagesPage | FastifyReply> => {
				addVary(reply, "accept");
				const format = outagesFormatOf(request, request.query);
				const report = await reportWithId(context, request.params.report_id);
				return unlessGone<ReportOutagesPage | FastifyReply>(reply, (gone) =>
					format === "json"
						? answerPage(context, report, request.query, gone)
						: answerFile(context, report, { request, reply, format }, gone),
				);
			},
		);
	};
}

async function answerPage(
	context: ServiceContext,
	report: ReportResource,
	query: ReportOutagesQuery,
	gone: AbortSignal,
): Promise<ReportOutagesPage> {
	const request = readRequest(query);
	const { sort } = request;
	const { asOf } = report.parameters;
	const cursor =
		query.cursor === undefined ? undefined : readOutageCursor(query.cursor, sort, asOf);
	const asked = { ...request, limit: query.limit ?? OUTAGES_DEFAULT, after: cursor?.place };
	const list = await listReportOutages(context, report, asked, gone);
	const next = list.next === undefined ? null : writeOutageCursor(sort, { asOf, place: list.next });
	// When it was read tells nothing of what never changes.
	const { computed_at, ...page } = outagesPage(list, request, {
		nextCursor: next,
		currency: context.currency,
	});
	return page;
}

async function answerFile(
	context: ServiceContext,
	report: ReportResource,
	{ request, reply, format }: FileRequest,
	gone: AbortSignal,
): Promise<FastifyReply> {
	const asked = { request: readRequest(request.query), format };
	const file = await reportOutagesFile(context, report, asked, gone);
	return reply
		.type(OUTAGE_TYPES[format])
		.header("content-disposition", `attachment; filename="${file.name}"`)
		.send(Readable.from(request.method === "HEAD" ? [] : file.pieces));
}

function readRequest(query: ReportOutagesQuery): ReportOutagesRequest {
	const { store_id: storeId, sort = "store_id" } = query;
	return { ...readOutageFilter(query), storeId, sort: readOutageSort(sort) };
}
