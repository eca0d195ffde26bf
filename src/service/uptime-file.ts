import type { Currency } from "../core/currency.ts";
import { UPTIME_CSV } from "../csv/uptime-csv.ts";
import type { FleetUptime } from "./fleet-uptime.ts";
import { csvPieces, fileNameOf, type RowsFile } from "./rows-file.ts";
import type { StoreUptime } from "./store-figures.ts";
import { fleetRow } from "./uptime-rows.ts";
import { writeUptimeCsv } from "./write-uptime.ts";

/** What the only part of a range that was not cut is called. */
const WHOLE = "";

/** The figures of one store as CSV: a part of its calendar a row, or the whole range in one. */
export function storeUptimeFile(uptime: StoreUptime, currency: Currency): RowsFile {
	const { method, range, totals } = uptime;
	const parts = uptime.parts ?? [{ ...range, local: WHOLE, totals }];
	const store = { ...uptime, parts, totals: parts.map((part) => part.totals) };
	return {
		name: fileNameOf(["uptime", uptime.storeId], method.asOf, "csv"),
		pieces: writeUptimeCsv({ plan: method, batches: [[store]] }, "store", currency),
	};
}

/** The figures of all stores together as CSV: a part of their calendars a row, or the whole range in one. */
export function fleetUptimeFile(uptime: FleetUptime, currency: Currency): RowsFile {
	const { parts = [{ ...uptime, local: WHOLE }], method } = uptime;
	const rows = parts.map((part) => fleetRow(part, currency));
	return {
		name: fileNameOf(["uptime"], method.asOf, "csv"),
		pieces: csvPieces(UPTIME_CSV.fleet, rows),
	};
}
