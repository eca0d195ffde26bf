import type { Currency } from "../core/currency.ts";
import { groupRankingCsv, storeRankingCsv } from "../csv/ranking-csv.ts";
import type { FleetTable } from "./fleet-table.ts";
import type { RankedGroups } from "./rank-groups.ts";
import type { RankedStores } from "./rank-stores.ts";
import { groupFiguresDocument, storeFiguresDocument } from "./ranking-document.ts";
import { rangeDocument } from "./report-document.ts";
import { csvPieces, fileNameOf, type RowsFile } from "./rows-file.ts";

/** Stores with their figures, in their order, as CSV: a store a row. */
export function storeRankingFile({ table, things }: RankedStores, currency: Currency): RowsFile {
	const documents = Iterator.from(things).map((row) => storeFiguresDocument(row, table, currency));
	return {
		name: fileNameOf(["stores"], table.method.asOf, "csv"),
		pieces: csvPieces(storeRankingCsv(toldOf(table)), documents),
	};
}

/** Groups with their figures, in their order, as CSV: a group a row. */
export function groupRankingFile({ table, things }: RankedGroups, currency: Currency): RowsFile {
	const documents = Iterator.from(things).map((row) => groupFiguresDocument(row, table, currency));
	return {
		name: fileNameOf(["groups"], table.method.asOf, "csv"),
		pieces: csvPieces(groupRankingCsv(toldOf(table)), documents),
	};
}

function toldOf({ range, before }: FleetTable) {
	return { ...rangeDocument(range), comparesBefore: before !== undefined };
}
