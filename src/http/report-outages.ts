import type { FastifyPluginAsync, FastifyReply } from "fastify";
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
import { answerInForm, answerOf } from "./answer-in-form.ts";
import { operation } from "./operation.ts";
import { readOutageCursor, writeOutageCursor } from "./outage-cursor.ts";
import { OUTAGES_DEFAULT, readOutageFilter, readOutageSort } from "./outage-query.ts";

const DESCRIPTION = `The outages that a report found, where it was asked for them with \`include\`: of its stores, over the whole span of its ranges, from the earliest beginning to the latest end. They are fixed as its rows are, whatever comes in later; names, groups and zones are those of then. \`summary\` is over all that match, on all pages; \`figures\` are those of the stores over the span.

As CSV or Parquet, as \`Accept\` says or \`format\`, all that match come at once, in the order of \`sort\`; \`limit\` and \`cursor\` are for JSON. A report with more than 500,000 outages gives them as a file in the order of \`store_id\`, and those of one store in every form. When something goes wrong half-way, the connection ends without the end of the answer.`;

interface OfOutages {
	readonly Params: { readonly report_id: string };
	readonly Querystring: ReportOutagesQuery;
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
					200: answerOf("A page of outages, or a file of all of them.", ReportOutagesPage, [
						"csv",
						"parquet",
					]),
				},
				refuses: ["not-acceptable", "conflict", "refused"],
			}),
			async (request, reply): Promise<ReportOutagesPage | FastifyReply> => {
				const { query } = request;
				const find = () => reportWithId(context, request.params.report_id);
				const file = async (format: OutageRowFormat, gone: AbortSignal) => {
					const asked = { request: readRequest(query), format };
					return reportOutagesFile(context, await find(), asked, gone);
				};
				return answerInForm<ReportOutagesPage>(
					{ request, reply },
					{
						json: async (gone) => pageOf(context, await find(), query, gone),
						csv: (gone) => file("csv", gone),
						parquet: (gone) => file("parquet", gone),
					},
				);
			},
		);
	};
}

async function pageOf(
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

function readRequest(query: ReportOutagesQuery): ReportOutagesRequest {
	const { store_id: storeId, sort = "store_id" } = query;
	return { ...readOutageFilter(query), storeId, sort: readOutageSort(sort) };
}
