import type { Figures } from "../contract/report.ts";
import type { UptimeRows, UptimeSubject } from "../contract/uptime.ts";
import type { Currency } from "../core/currency.ts";
import { addTotals, NO_TIME } from "../core/totals.ts";
import { UPTIME_CSV } from "../csv/uptime-csv.ts";
import type { FoundUptime, UptimeOfStores } from "./found-uptime.ts";
import { currencyDocument } from "./lost-sales-document.ts";
import type { FilePiece } from "./output-file.ts";
import { figures, methodDocument, rangeDocument } from "./report-document.ts";
import { UPTIME_ROWS } from "./uptime-rows.ts";

/** The forms that uptime can be written in. */
export type UptimeFormat = "csv" | "json" | "parquet";

/** How uptime is written. */
export interface UptimeWriting {
	readonly format: UptimeFormat;
	/** What amounts are in. */
	readonly currency: Currency;
}

/**
 * Writes uptime, a part of the calendar of a store, a group or the fleet a row, in pieces that are made as
 * they are asked for; the same bytes from files and from the database.
 */
export function writeUptime<Per extends UptimeSubject>(
	found: FoundUptime,
	per: Per,
	{ format, currency }: UptimeWriting,
): AsyncGenerator<FilePiece> {
	switch (format) {
		case "csv":
			return writeUptimeCsv(found, per, currency);
		case "json":
			return writeJson(found, per, currency);
		case "parquet":
			return writeParquetFile(found, per, currency);
	}
}

/** Writes uptime as CSV. */
export async function* writeUptimeCsv<Per extends UptimeSubject>(
	found: UptimeOfStores,
	per: Per,
	currency: Currency,
): AsyncGenerator<string> {
	const csv = UPTIME_CSV[per];
	yield csv.header;
	for await (const rows of UPTIME_ROWS[per](found, currency))
		yield rows.map((row) => csv.row(row)).join("");
}

/** One document, a part a line, so that it can be streamed and read by people too. */
async function* writeJson<Per extends UptimeSubject>(
	found: FoundUptime,
	per: Per,
	currency: Currency,
): AsyncGenerator<string> {
	const { from, to } = rangeDocument(found.plan.ranges[0]);
	let totals = NO_TIME;
	let separator = "\n";
	yield `{"from":"${from}","to":"${to}","by":"${found.by}","per":"${per}",\n"parts":[`;
	for await (const rows of UPTIME_ROWS[per](found, currency)) {
		let piece = "";
		for (const row of rows) {
			piece += separator + JSON.stringify(row);
			separator = ",\n";
			totals = addTotals(totals, totalsOf(row.figures));
		}
		yield piece;
	}
	const rest = {
		figures: figures(totals),
		...currencyDocument(currency),
		method: methodDocument(found.method()),
	};
	yield `\n],\n${JSON.stringify(rest).slice(1)}\n`;
}

function totalsOf({ up_ms, down_ms, unknown_ms }: Figures) {
	return { upMs: up_ms, downMs: down_ms, unknownMs: unknown_ms };
}

async function* writeParquetFile<Per extends UptimeSubject>(
	found: FoundUptime,
	per: Per,
	currency: Currency,
): AsyncGenerator<Uint8Array> {
	// Loaded when it is asked for: the other forms need not wait for it.
	const { UPTIME_COLUMNS } = await import("../parquet/uptime-columns.ts");
	const { writeParquet } = await import("../parquet/write-parquet.ts");
	yield* writeParquet<UptimeRows[Per]>({
		columns: UPTIME_COLUMNS[per],
		batches: UPTIME_ROWS[per](found, currency),
		metadata: () => ({ method: methodDocument(found.method()), by: found.by, per }),
	});
}
