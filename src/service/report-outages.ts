import { formatCount } from "../core/format-count.ts";
import { spanOf } from "../core/report.ts";
import { isPrintable, type StoreId } from "../core/store-id.ts";
import { readReportOutages } from "../database/report-outages.ts";
import type { RowPlace } from "../database/report-rows.ts";
import type { ServiceContext } from "./context.ts";
import type { FoundOutages, OutageFilter, StoreOutages } from "./found-outages.ts";
import { outagesThatWereKept } from "./kept-outages.ts";
import { type OutageList, type OutagePageRequest, outagePageOf } from "./list-outages.ts";
import {
	OUTAGE_TABLES,
	OUTAGES_MAX,
	type OutageSort,
	type SelectedOutages,
	tableOfOutages,
} from "./outage-table.ts";
import { outagesFileName, selectedOutagesFile } from "./outages-file.ts";
import { Refusal } from "./refusal.ts";
import { methodOfComplete, type ReportResource } from "./report-resource.ts";
import type { RowsFile } from "./rows-file.ts";
import type { OutageRowFormat } from "./write-outage-rows.ts";
import { writeOutages } from "./write-outages.ts";

/** Stores whose outages are read at a time. */
const BATCH_STORES = 500;

const TOO_MANY = `the report has more than ${formatCount(OUTAGES_MAX)} outages; ask for those of one store, or for a file in the order of store_id`;

/** Which outages of a report are wanted, and in which order. */
export interface ReportOutagesRequest extends OutageFilter {
	/** Those of one store only. */
	readonly storeId?: StoreId | undefined;
	readonly sort: OutageSort;
}

/** A report, and whose outages of it are wanted. */
interface OutagesOfReport {
	readonly report: ReportResource;
	readonly storeId?: StoreId | undefined;
}

/**
 * The outages of a complete report over the whole span of its ranges, by the order of its stores; they are
 * read as they are asked for.
 *
 * Laws: store by store their downtime inside the span is that of its totals, and they are what
 * {@link fleetOutages} finds over the same span, as of the same instant, in the data of then.
 *
 * Refuses as invalid when the report was not asked for outages, and as a conflict when it is not complete;
 * half-way, as not found when the report is deleted while it is read, and when it does not have the store.
 */
export function outagesOfReport(
	{ database }: Pick<ServiceContext, "database">,
	{ report, storeId }: OutagesOfReport,
): FoundOutages {
	const { include = [], asOf, rules } = report.parameters;
	if (!include.includes("outages"))
		throw new Refusal(
			"invalid",
			"This report was not asked for outages; ask for another one that includes them.",
		);
	const method = methodOfComplete(report);
	const span = spanOf(method);
	const plan = { asOf, rules, ranges: [{ name: "span", ...span }] } as const;
	return { plan, batches: readBatches(database, { report, storeId }), method: () => method };
}

async function* readBatches(
	database: ServiceContext["database"],
	{ report, storeId }: OutagesOfReport,
): AsyncGenerator<readonly StoreOutages[]> {
	const { reportId } = report;
	const method = methodOfComplete(report);
	const kept = { span: spanOf(method), defaultZone: method.rules.defaultZone };
	// Nothing has such an id, and the database takes no text with some of them.
	if (storeId !== undefined && !isPrintable(storeId)) throw noSuchStore();
	let missing = storeId === undefined ? method.stores : 1;
	let from: RowPlace | undefined;
	do {
		const page = await readReportOutages(database, reportId, {
			from,
			storeId,
			limit: BATCH_STORES,
		});
		missing -= page.stores.length;
		from = page.next;
		if (from === undefined && missing > 0)
			throw storeId === undefined
				? new Refusal("not_found", "The report was deleted while it was read.")
				: noSuchStore();
		yield page.stores.map((store) => outagesThatWereKept(store, kept));
	} while (from !== undefined);
}

function noSuchStore(): Refusal {
	return new Refusal("not_found", "The report has no store with this id.");
}

/**
 * A page of a report's outages. Refuses what {@link outagesOfReport} does, more outages than can be put in
 * order, and as unavailable when too many are being read. Throws the signal's reason when that says that
 * nobody wants it any more.
 */
export async function listReportOutages(
	context: ServiceContext,
	report: ReportResource,
	request: ReportOutagesRequest & OutagePageRequest,
	signal: AbortSignal,
): Promise<OutageList> {
	return outagePageOf(await selectOutages(context, report, request, signal), request);
}

/**
 * A report's outages as one file. In the order of the stores' ids it is written as it is read, however
 * long; any other order refuses and throws what {@link listReportOutages} does.
 */
export async function reportOutagesFile(
	context: ServiceContext,
	report: ReportResource,
	asked: { readonly request: ReportOutagesRequest; readonly format: OutageRowFormat },
	signal: AbortSignal,
): Promise<RowsFile> {
	const { request, format } = asked;
	const { storeId, sort } = request;
	const writing = { format, currency: context.currency };
	if (sort.by !== "store_id" || storeId !== undefined) {
		const selected = await selectOutages(context, report, request, signal);
		return selectedOutagesFile(selected, request, writing);
	}
	const found = outagesOfReport(context, { report });
	return {
		name: outagesFileName(found.method(), format),
		pieces: writeOutages(found, request, writing),
	};
}

async function selectOutages(
	context: ServiceContext,
	report: ReportResource,
	request: ReportOutagesRequest,
	signal: AbortSignal,
): Promise<SelectedOutages> {
	const of = { report, storeId: request.storeId };
	const found = outagesOfReport(context, of);
	const { reportId } = report;
	const table = await context.fleetReadings
		.of(OUTAGE_TABLES)
		.get(
			JSON.stringify({ reportId, storeId: request.storeId }),
			(abandoned) =>
				tableOfOutages(found, { computedAt: context.now(), tooMany: TOO_MANY }, abandoned),
			signal,
		);
	return { table, selection: await table.select(request, request.sort) };
}
