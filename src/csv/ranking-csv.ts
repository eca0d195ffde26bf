import type { GroupFiguresDocument, StoreFiguresDocument } from "../contract/ranking.ts";
import { formatCell, percentCell } from "./cell.ts";
import {
	type Columns,
	figureColumns,
	LOST_SALES_SUM_COLUMNS,
	type RowCsv,
	rowCsv,
} from "./columns.ts";

/** Over what stores and groups are told of next to each other. */
interface RankedRange {
	readonly from: string;
	readonly to: string;
	/** Whether the period before is told of, too: with it there are more columns. */
	readonly comparesBefore: boolean;
}

/** The figures of stores next to each other as CSV, a store a line. */
export function storeRankingCsv(range: RankedRange): RowCsv<StoreFiguresDocument> {
	return rowCsv<StoreFiguresDocument>({
		store_id: (row) => formatCell(row.store_id),
		name: (row) => formatCell(row.name ?? ""),
		group: (row) => formatCell(row.group ?? ""),
		city: (row) => formatCell(row.city ?? ""),
		timezone: (row) => formatCell(row.timezone),
		from_utc: () => range.from,
		to_utc: () => range.to,
		sales_per_hour: (row) => row.sales_per_hour ?? "",
		...figureColumns((row) => row.figures),
		lost_sales_estimate: (row) => row.lost_sales_estimate ?? "",
		...changeColumns(range),
	});
}

/** The figures of groups next to each other as CSV, a group a line. */
export function groupRankingCsv(range: RankedRange): RowCsv<GroupFiguresDocument> {
	return rowCsv<GroupFiguresDocument>({
		group: (row) => formatCell(row.group ?? ""),
		from_utc: () => range.from,
		to_utc: () => range.to,
		stores: (row) => String(row.stores),
		...figureColumns((row) => row.figures),
		...LOST_SALES_SUM_COLUMNS,
		...changeColumns(range),
	});
}

type Compared = Pick<StoreFiguresDocument, "before" | "uptime_change_points">;

function changeColumns({ comparesBefore }: RankedRange): Columns<Compared> {
	if (!comparesBefore) return {};
	// It is told of every row, or of none.
	const before = (row: Compared) => row.before as NonNullable<Compared["before"]>;
	return {
		before_from_utc: (row) => before(row).from,
		before_to_utc: (row) => before(row).to,
		...figureColumns<Compared>((row) => before(row).figures, "before_"),
		uptime_change_points: (row) => percentCell(row.uptime_change_points),
	};
}
