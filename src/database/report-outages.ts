import type { Outage } from "../core/outages.ts";
import type { StoreId } from "../core/store-id.ts";
import type { Totals } from "../core/totals.ts";
import { CopyReader, CopyWriter } from "./engine/binary-copy.ts";
import type { Connection, Transaction } from "./engine/database.ts";
import type { RowPlace } from "./report-rows.ts";
import type { SliceName } from "./report-slices.ts";
import { textLiteral } from "./sql-literal.ts";

/** An outage as it is kept: the span of the report says the rest. */
export type KeptOutage = Omit<Outage, "beganBefore" | "goesOnPast">;

/** The outages of one store over the whole span of a report's ranges. */
export interface KeptOutages {
	/** What is told of the store beside them, as JSON. */
	readonly store: unknown;
	readonly totals: Totals;
	/** In order. */
	readonly outages: readonly KeptOutage[];
}

/**
 * Writes outages beside the rows of the same stores, the first of them at `position`. Whether the attempt
 * at the slice has any effect is for who writes the rows, in the same transaction and before it, to see.
 */
export async function writeReportOutages(
	tx: Transaction,
	{ reportId, slice }: SliceName,
	{ position, stores }: { readonly position: number; readonly stores: readonly KeptOutages[] },
): Promise<void> {
	const copy = new CopyWriter(stores.length * 512);
	stores.forEach(({ store, totals, outages }, i) => {
		copy.row(11);
		copy.uuid(reportId);
		copy.int4(slice);
		copy.int4(position + i);
		copy.text(JSON.stringify(store));
		copy.int8(totals.upMs);
		copy.int8(totals.downMs);
		copy.int8(totals.unknownMs);
		copy.instantArray(outages.map(({ start }) => start));
		copy.instantArray(outages.map(({ end = Number.POSITIVE_INFINITY }) => end));
		copy.int8Array(outages.map(({ downInRangeMs }) => downInRangeMs));
		copy.int8Array(outages.map(({ downMs }) => downMs));
	});
	await tx.copyIn(
		`report_outage (
			report_id, slice, position, store, up_ms, down_ms, unknown_ms,
			starts, ends, outages_down_ms, outages_down_ms_total
		)`,
		copy.finish(),
	);
}

/** Stores of a report with their outages, and where the next page goes on; `undefined` after the last. */
export interface OutagesPage {
	readonly stores: readonly (KeptOutages & { readonly storeId: StoreId })[];
	readonly next: RowPlace | undefined;
}

/**
 * Reads the outages of a report's next stores in their order, from a place on, from the first without one;
 * of one store only, when one is given.
 */
export async function readReportOutages(
	connection: Connection,
	reportId: string,
	page: {
		readonly from: RowPlace | undefined;
		readonly storeId?: StoreId | undefined;
		readonly limit: number;
	},
): Promise<OutagesPage> {
	const { storeId, limit } = page;
	const { slice, position } = page.from ?? { slice: 0, position: 0 };
	const reader = new CopyReader(
		await connection.copyOut(`
			select
				slice,
				position,
				report_row.store_id,
				report_outage.store,
				report_outage.up_ms,
				report_outage.down_ms,
				report_outage.unknown_ms,
				starts,
				ends,
				outages_down_ms,
				outages_down_ms_total
			from report_outage
			join report_row using (report_id, slice, position)
			where report_id = ${textLiteral(reportId)}
				and (slice, position) >= (${slice}, ${position})
				${storeId === undefined ? "" : `and report_row.store_id = ${textLiteral(storeId)}`}
			order by slice, position
			limit ${limit}
		`),
	);
	const stores: (KeptOutages & { storeId: StoreId })[] = [];
	let next: RowPlace = { slice, position };
	while (reader.nextRow()) {
		next = { slice: reader.int4(), position: reader.int4() + 1 };
		stores.push({
			storeId: reader.text(),
			store: JSON.parse(reader.text()),
			totals: { upMs: reader.int8(), downMs: reader.int8(), unknownMs: reader.int8() },
			outages: readOutages(reader),
		});
	}
	return { stores, next: stores.length < limit ? undefined : next };
}

function readOutages(reader: CopyReader): KeptOutage[] {
	const starts = reader.instantArray();
	const ends = reader.instantArray();
	const downInRange = reader.int8Array();
	const down = reader.int8Array();
	return starts.map((start, i) => ({
		start,
		end: ends[i] === Number.POSITIVE_INFINITY ? undefined : (ends[i] as number),
		downMs: down[i] as number,
		downInRangeMs: downInRange[i] as number,
	}));
}
