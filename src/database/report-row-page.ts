import { type RawBuilder, sql } from "kysely";
import type { DurationMs } from "../core/instant.ts";
import type { ReportRow } from "../core/report.ts";
import type { MilliPercent } from "../core/totals.ts";
import type { Connection } from "./engine/database.ts";
import type { RowPlace } from "./report-rows.ts";

/** The figures of a range that rows can be put in order by. */
export const SORT_FIGURES = [
	"openMs",
	"upMs",
	"downMs",
	"unknownMs",
	"uptimePercent",
	"coveragePercent",
] as const;
export type SortFigure = (typeof SORT_FIGURES)[number];

/** An order of rows; those that are equal in it are in the order of their stores' ids. */
export interface RowOrder {
	readonly by: "storeId" | SortFigure;
	readonly isDescending: boolean;
}

/** Which rows are wanted; each condition that is left out holds for all. */
export interface RowFilter {
	/** What is somewhere in the store's id. */
	readonly search?: string | undefined;
	/** The group that the store is in now. */
	readonly group?: string | undefined;
	/** Uptime is known, and less than this. */
	readonly uptimeBelow?: MilliPercent | undefined;
	/** Downtime is more than this. */
	readonly downMsAbove?: DurationMs | undefined;
}

/** A place in an order of rows: the last row of a page. */
export interface OrderedPlace extends RowPlace {
	/** The figure that the rows are ordered by; 0 where that is the store's id. */
	readonly figure: number;
}

/** Some rows of a report, and the place of the last one. */
export interface OrderedRows {
	readonly rows: readonly ReportRow[];
	readonly last: OrderedPlace | undefined;
}

/** The next rows of a report that pass a filter, in an order; `range` is the range's place, from 0. */
export async function manyOrderedRows(
	connection: Connection,
	reportId: string,
	page: {
		readonly range: number;
		readonly filter: RowFilter;
		readonly order: RowOrder;
		readonly after: OrderedPlace | undefined;
		readonly limit: number;
	},
): Promise<OrderedRows> {
	const { range, filter, order, after, limit } = page;
	const { rows } = await sql<{
		slice: number;
		position: number;
		figure: number;
		store_id: string;
		up_ms: number[];
		down_ms: number[];
		unknown_ms: number[];
	}>`
		with matching as (${matchingRows(reportId, range, filter, figureOf(order))})
		select slice, position, figure, store_id, up_ms, down_ms, unknown_ms
		from matching
		${after === undefined ? sql`` : sql`where ${isBehind(order, after)}`}
		order by ${directionsOf(order)}
		limit ${limit}
	`.execute(connection.tables);
	const last = rows.at(-1);
	return {
		rows: rows.map(({ store_id, up_ms, down_ms, unknown_ms }) => ({
			storeId: store_id,
			totals: up_ms.map((upMs, i) => ({
				upMs,
				downMs: down_ms[i] as number,
				unknownMs: unknown_ms[i] as number,
			})),
		})),
		last: last && { figure: last.figure, slice: last.slice, position: last.position },
	};
}

/** How many rows of a report pass a filter. */
export async function countRows(
	connection: Connection,
	reportId: string,
	{ range, filter }: { readonly range: number; readonly filter: RowFilter },
): Promise<number> {
	const { rows } = await sql<{ count: number }>`
		select count(*)::int as count
		from (${matchingRows(reportId, range, filter, sql`0`)}) as matching
	`.execute(connection.tables);
	return rows[0]?.count ?? 0;
}

function matchingRows(
	reportId: string,
	range: number,
	filter: RowFilter,
	figure: RawBuilder<unknown>,
): RawBuilder<unknown> {
	const { search, group, uptimeBelow, downMsAbove } = filter;
	const conditions = [
		sql`report_id = ${reportId}`,
		...(search === undefined ? [] : [sql`strpos(report_row.store_id, ${search}) > 0`]),
		...(group === undefined ? [] : [isInGroup(group)]),
		// What is cut to whole thousandths is less than some of them whenever the share itself is.
		...(uptimeBelow === undefined
			? []
			: [sql`up * ${FULL_SHARE} < ${uptimeBelow}::bigint * (up + down)`]),
		...(downMsAbove === undefined ? [] : [sql`down > ${downMsAbove}::bigint`]),
	];
	// Arrays count from 1.
	const place = sql`${range + 1}::int`;
	return sql`
		select
			slice,
			position,
			report_row.store_id,
			up_ms,
			down_ms,
			unknown_ms,
			(${figure})::bigint as figure
		from report_row
		cross join lateral (
			select up_ms[${place}] as up, down_ms[${place}] as down, unknown_ms[${place}] as unknown
		) as of_range
		where ${sql.join(conditions, sql` and `)}
	`;
}

function isInGroup(group: string): RawBuilder<unknown> {
	return sql`exists (
		select
		from store
		where store.store_id = report_row.store_id and store.group_name = ${group}
	)`;
}

/** All of something, in thousandths of a percent: as core counts shares. */
const FULL_SHARE = sql`100000`;

/** A share as core cuts it; where there is nothing to share, what comes last in the order. */
function share(part: RawBuilder<unknown>, whole: RawBuilder<unknown>, isDescending: boolean) {
	// A range's milliseconds times this fit 64 bits: there are less than 3,000 years of them.
	return sql`coalesce(
		(${part}) * ${FULL_SHARE} / nullif(${whole}, 0), ${isDescending ? sql`-1` : sql`100001`}
	)`;
}

function figureOf({ by, isDescending }: RowOrder): RawBuilder<unknown> {
	switch (by) {
		case "storeId":
			return sql`0`;
		case "openMs":
			return sql`up + down + unknown`;
		case "upMs":
			return sql`up`;
		case "downMs":
			return sql`down`;
		case "unknownMs":
			return sql`unknown`;
		case "uptimePercent":
			return share(sql`up`, sql`up + down`, isDescending);
		case "coveragePercent":
			return share(sql`up + down`, sql`up + down + unknown`, isDescending);
	}
}

/** Slice and position are in the order of the stores' ids, and their index gives them in it. */
function directionsOf({ by, isDescending }: RowOrder): RawBuilder<unknown> {
	const direction = isDescending ? sql`desc` : sql`asc`;
	return by === "storeId"
		? sql`slice ${direction}, position ${direction}`
		: sql`figure ${direction}, slice, position`;
}

function isBehind(
	{ by, isDescending }: RowOrder,
	{ figure, slice, position }: OrderedPlace,
): RawBuilder<unknown> {
	const side = isDescending ? sql`<` : sql`>`;
	const place = sql`(${slice}::int, ${position}::int)`;
	return by === "storeId"
		? sql`(slice, position) ${side} ${place}`
		: sql`(
			figure ${side} ${figure}::bigint
			or (figure = ${figure}::bigint and (slice, position) > ${place})
		)`;
}
