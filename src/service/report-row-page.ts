import type { DurationMs } from "../core/instant.ts";
import type { Method } from "../core/method.ts";
import type { ReportRow } from "../core/report.ts";
import { isPrintable } from "../core/store-id.ts";
import type { MilliPercent } from "../core/totals.ts";
import type { Connection } from "../database/engine/database.ts";
import {
	countRows,
	manyOrderedRows,
	type OrderedPlace,
	type RowFilter,
	type RowOrder,
} from "../database/report-row-page.ts";
import type { ServiceContext } from "./context.ts";
import { Refusal } from "./refusal.ts";
import { methodOfComplete, reportWithId } from "./report-resource.ts";

export type { OrderedPlace, RowOrder } from "../database/report-row-page.ts";

/** Which rows of a report are wanted, and in which order. */
export interface RowPageRequest extends RowFilter {
	/** The range that order and conditions go by; needed where a report has several. */
	readonly range?: string | undefined;
	readonly uptimeBelow?: MilliPercent | undefined;
	readonly downMsAbove?: DurationMs | undefined;
	readonly order: RowOrder;
	/** Where the page goes on: behind this place. */
	readonly after?: OrderedPlace | undefined;
	readonly limit: number;
}

/** A page of a report's rows. */
export interface ReportRowPage {
	readonly method: Method;
	readonly rows: readonly ReportRow[];
	/** How many rows pass the filter, on all pages. */
	readonly total: number;
	/** Where the next page goes on; `undefined` when this was the last. */
	readonly next: OrderedPlace | undefined;
}

/** A page has so many figures at the most: of many ranges, few stores. */
const PAGE_FIGURES_MAX = 20_000;

/**
 * The next rows of a complete report that pass a filter, in an order. Walking from page to page gives
 * each of them once.
 *
 * Refuses as not found when there is no such report, as a conflict when it is not complete, and as
 * invalid when it has no such range, or several and none is named.
 */
export function reportRowPage(
	{ database, now }: ServiceContext,
	reportId: string,
	request: RowPageRequest,
): Promise<ReportRowPage> {
	// In one snapshot: a report that is deleted meanwhile is there with all of its rows, or not at all.
	return database.snapshot(async (connection) => {
		const report = await reportWithId({ database: connection, now }, reportId);
		return readPage(connection, methodOfComplete(report), reportId, request);
	});
}

async function readPage(
	connection: Connection,
	method: Method,
	reportId: string,
	request: RowPageRequest,
): Promise<ReportRowPage> {
	const { search, group, uptimeBelow, downMsAbove, order, after } = request;
	const range = placeOfRange(method, request);
	const filter: RowFilter = { search, group, uptimeBelow, downMsAbove };
	// Nothing has such an id or group, and the database takes no text with some of them.
	if (![search, group].every((text) => text === undefined || isPrintable(text)))
		return { method, rows: [], total: 0, next: undefined };
	const figuresLimit = Math.max(1, Math.floor(PAGE_FIGURES_MAX / method.ranges.length));
	const limit = Math.min(request.limit, figuresLimit);
	const page = { range, filter, order, after, limit };
	const { rows, last } = await manyOrderedRows(connection, reportId, page);
	const isFiltered = Object.values(filter).some((condition) => condition !== undefined);
	const total = isFiltered
		? await countRows(connection, reportId, { range, filter })
		: method.stores;
	return { method, rows, total, next: rows.length < limit ? undefined : last };
}

/** Where the range that a request goes by is among those of the report, from 0. */
function placeOfRange({ ranges }: Method, request: RowPageRequest): number {
	const { range, uptimeBelow, downMsAbove, order } = request;
	const names = ranges.map(({ name }) => name);
	if (range !== undefined) {
		const place = names.indexOf(range);
		if (place >= 0) return place;
		throw new Refusal("invalid", `The report has no range of this name, only ${list(names)}.`);
	}
	const isNeeded = uptimeBelow !== undefined || downMsAbove !== undefined || order.by !== "storeId";
	if (isNeeded && names.length > 1)
		throw new Refusal("invalid", `Say which range is meant: range is one of ${list(names)}.`);
	return 0;
}

const NAMED_MAX = 10;

function list(names: readonly string[]): string {
	return `${names.slice(0, NAMED_MAX).join(", ")}${names.length > NAMED_MAX ? ", …" : ""}`;
}
