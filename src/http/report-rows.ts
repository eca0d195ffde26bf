import type { FastifyPluginAsync, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { ReportRowsPage, RowsDocument, StoreFigures } from "../contract/report.ts";
import { FileHeaders, ReportPath, type RowSort, RowsQuery } from "../contract/report-request.ts";
import type { ServiceContext } from "../service/context.ts";
import { methodDocument, storeFigures } from "../service/report-document.ts";
import { methodOfComplete, type ReportResource, reportWithId } from "../service/report-resource.ts";
import { type RowOrder, reportRowPage } from "../service/report-row-page.ts";
import { reportFileName, reportText } from "../service/report-text.ts";
import { type ReportFormat, WRITER_VERSION } from "../service/write-report.ts";
import { acceptedFormat } from "./accepted-format.ts";
import { FileAnswers, type WrittenFile } from "./file-answer.ts";
import { InvalidRequest } from "./invalid-request.ts";
import { operation } from "./operation.ts";
import { PARQUET_TYPE } from "./parquet-type.ts";
import { readRowCursor, writeRowCursor } from "./row-cursor.ts";
import { addVary } from "./vary.ts";

const ROWS_DEFAULT = 100;

const CONTENT_TYPES: Readonly<Record<ReportFormat, string>> = {
	csv: "text/csv; charset=utf-8",
	"extended-csv": "text/csv; charset=utf-8",
	json: "application/json",
	ndjson: "application/x-ndjson",
	parquet: PARQUET_TYPE,
};

/** The forms that `Accept` can ask for; of equal ones, the first. */
const NEGOTIATED = ["csv", "json", "ndjson", "parquet"] as const satisfies readonly ReportFormat[];

const DESCRIPTION = `The figures of every store, streamed as CSV, JSON, NDJSON or Parquet, as \`Accept\` says or \`format\`; CSV without both. When something goes wrong half-way, the connection ends without the end of the answer: what has come is not the whole.

These files never change: they have an \`ETag\`, and parts of them can be asked for with \`Range\`, so that a download can be taken up where it broke off.

With any of the other parameters, a page of the stores comes instead, as JSON: those that pass every condition, in the order of \`sort\`. A page has the figures of 20,000 stores and ranges at the most, whatever \`limit\` says: of a report with many ranges, fewer stores come at once.`;

const HEADERS = {
	etag: Type.String({ description: "Stands for the bytes of the file; pages have none." }),
	"accept-ranges": Type.String(),
	"cache-control": Type.String(),
	"content-disposition": Type.String({ description: "The name of the file; pages have none." }),
	vary: Type.String(),
};

interface OfRows {
	readonly Params: { readonly report_id: string };
	readonly Querystring: RowsQuery;
}

/** The rows of a report: as files, and page by page. */
export function reportRowRoutes(context: ServiceContext): FastifyPluginAsync {
	const files = new FileAnswers();
	return async (app) => {
		app.get<OfRows>(
			"/v1/reports/:report_id/rows",
			operation({
				id: "getReportRows",
				tag: "Reports",
				scope: "read",
				summary: "A report's rows",
				description: DESCRIPTION,
				path: ReportPath,
				query: RowsQuery,
				headers: FileHeaders,
				answers: {
					200: {
						description: "The rows, or a page of them.",
						body: {
							"text/csv": Type.String(),
							"application/json": Type.Union([RowsDocument, ReportRowsPage]),
							"application/x-ndjson": StoreFigures,
							[PARQUET_TYPE]: Type.String(),
						},
						headers: HEADERS,
					},
					206: {
						description: "The part of the file that was asked for.",
						body: {
							"text/csv": Type.String(),
							"application/json": Type.String(),
							"application/x-ndjson": Type.String(),
							[PARQUET_TYPE]: Type.String(),
						},
						headers: { ...HEADERS, "content-range": Type.String() },
					},
					304: { description: "The file is the one that the client has." },
				},
				refuses: ["not-acceptable", "conflict", "range-not-satisfiable", "refused"],
			}),
			async (request, reply) => {
				const { report_id: reportId } = request.params;
				addVary(reply, "accept");
				const format = formatOf(request);
				if (isPage(request.query)) return rowsPage(context, reportId, request.query);
				const report = await reportWithId(context, reportId);
				return files.send(request, reply, fileOf(context, report, format));
			},
		);
	};
}

/** The parameters that ask for a page. */
const PAGE_PARAMETERS = [
	"search",
	"group",
	"range",
	"uptime_below",
	"down_ms_above",
	"sort",
	"limit",
	"cursor",
] as const satisfies readonly (keyof RowsQuery)[];

function isPage(query: RowsQuery): boolean {
	return PAGE_PARAMETERS.some((parameter) => query[parameter] !== undefined);
}

/** The form that a request asks for. Refuses one in which there is no answer. */
function formatOf(request: FastifyRequest<OfRows>): ReportFormat {
	const { format } = request.query;
	const there = isPage(request.query) ? (["json"] as const) : NEGOTIATED;
	if (format === undefined) return acceptedFormat(request, there, CONTENT_TYPES);
	if (isPage(request.query) && format !== "json")
		throw new InvalidRequest(
			PAGE_PARAMETERS.filter((parameter) => request.query[parameter] !== undefined).map(
				(parameter) => ({ parameter, detail: "goes with the format json only" }),
			),
		);
	return format;
}

/** The rows as a file. Refuses as a conflict when the report is not complete. */
function fileOf(
	context: ServiceContext,
	report: ReportResource,
	format: ReportFormat,
): WrittenFile {
	methodOfComplete(report);
	return {
		tag: `${report.reportId}-${format}-${WRITER_VERSION}`,
		contentType: CONTENT_TYPES[format],
		name: reportFileName(report, format),
		write: () => reportText(context, report, format),
	};
}

async function rowsPage(
	context: ServiceContext,
	reportId: string,
	query: RowsQuery,
): Promise<ReportRowsPage> {
	const { search, group, range, uptime_below, down_ms_above, cursor } = query;
	const { sort = "store_id", limit = ROWS_DEFAULT } = query;
	const order = { sort, range };
	const { method, rows, total, next } = await reportRowPage(context, reportId, {
		search,
		group,
		range,
		uptimeBelow: uptime_below === undefined ? undefined : milliPercentOf(uptime_below),
		downMsAbove: down_ms_above,
		order: orderOf(sort),
		after: cursor === undefined ? undefined : readRowCursor(order, cursor),
		limit,
	});
	return {
		method: methodDocument(method),
		stores: rows.map((row) => storeFigures(method.ranges, row)),
		total,
		next_cursor: next === undefined ? null : writeRowCursor(order, next),
	};
}

/** A percentage in thousandths, from its text: no float comes between. */
function milliPercentOf(text: string): number {
	const [whole, fraction = ""] = text.split(".");
	return Number(`${whole}${fraction.padEnd(3, "0")}`);
}

const ORDERS = {
	store_id: "storeId",
	open_ms: "openMs",
	up_ms: "upMs",
	down_ms: "downMs",
	unknown_ms: "unknownMs",
	uptime_percent: "uptimePercent",
	coverage_percent: "coveragePercent",
} as const;

function orderOf(sort: RowSort): RowOrder {
	const isDescending = sort.startsWith("-");
	return { by: ORDERS[sort.slice(isDescending ? 1 : 0) as keyof typeof ORDERS], isDescending };
}
