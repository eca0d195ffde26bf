import type { UtcDay } from "../core/instant.ts";
import type { PollSeries } from "../core/poll.ts";
import { CopyReader } from "./engine/binary-copy.ts";
import type { Connection } from "./engine/database.ts";
import { intArrayLiteral } from "./sql-literal.ts";
import { type DaySpan, packedStartOf } from "./store-day.ts";
import type { StoreKey } from "./stores.ts";
import { formatUtcDay } from "./utc-day.ts";

/**
 * Reads the polls of stores over some days: a series for each store given, in their order, empty
 * for a store without any. The polls are decoded straight into one array; no object is made for any.
 */
export async function readPolls(
	connection: Connection,
	storeKeys: readonly StoreKey[],
	days: DaySpan,
): Promise<PollSeries[]> {
	if (storeKeys.length === 0) return [];
	const bytes = await connection.copyOut(`
		select store_key, day, polls
		from store_day
		where store_key = any(${intArrayLiteral(storeKeys)})
			and day between '${formatUtcDay(days.first)}' and '${formatUtcDay(days.last)}'
	`);
	return joinRows(new CopyReader(bytes), storeKeys);
}

/** A row of store_day, and where its polls are in the stream. */
interface DayRow {
	readonly store: number;
	readonly day: UtcDay;
	readonly position: number;
	readonly count: number;
}

function joinRows(reader: CopyReader, storeKeys: readonly StoreKey[]): PollSeries[] {
	const rows = findRows(reader, storeKeys);
	const counts = new Int32Array(storeKeys.length);
	for (const { store, count } of rows) counts[store] = (counts[store] as number) + count;
	const begins = new Int32Array(storeKeys.length);
	for (let i = 1; i < begins.length; i++)
		begins[i] = (begins[i - 1] as number) + (counts[i - 1] as number);
	const polls = new Float64Array(counts.reduce((sum, count) => sum + count, 0));
	const next = begins.slice();
	for (const { store, day, position, count } of rows) {
		reader.seek(position);
		reader.int4ArrayInto(polls, next[store] as number, packedStartOf(day));
		next[store] = (next[store] as number) + count;
	}
	return storeKeys.map((_, i) => polls.subarray(begins[i], next[i]));
}

/** Finds the rows in the stream, each store's in the order of its days. */
function findRows(reader: CopyReader, storeKeys: readonly StoreKey[]): DayRow[] {
	const storeOf = new Map(storeKeys.map((key, index) => [key, index]));
	const lastDay = new Int32Array(storeKeys.length).fill(-0x8000_0000);
	const rows: DayRow[] = [];
	let inOrder = true;
	while (reader.nextRow()) {
		const store = storeOf.get(reader.int4()) as number;
		const day = reader.date();
		if (day < (lastDay[store] as number)) inOrder = false;
		lastDay[store] = day;
		rows.push({ store, day, position: reader.position, count: reader.arrayLength() });
		reader.skip();
	}
	// The database is not asked to sort: it nearly always reads them in this order anyway.
	return inOrder ? rows : rows.sort((a, b) => a.day - b.day);
}
