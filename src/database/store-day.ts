import { sql } from "kysely";
import { DAY_MS, type UtcDay } from "../core/instant.ts";
import type { Database } from "./engine/database.ts";
import { formatUtcDay } from "./utc-day.ts";

/** What a packed poll counts in a day: see core's `packPoll`. */
const DAY_PACKED = DAY_MS * 4;

/** UTC days, the last one included. */
export interface DaySpan {
	readonly first: UtcDay;
	readonly last: UtcDay;
}

/** The day that a packed poll lies in. */
export function dayOfPacked(poll: number): UtcDay {
	return Math.floor(poll / DAY_PACKED);
}

/** The packed poll, of no status, with which a day begins. */
export function packedStartOf(day: UtcDay): number {
	return day * DAY_PACKED;
}

/** Two that want the same month's partition take turns by this number; it means nothing else. */
const PARTITION_LOCK = 7_310_548_202;

/**
 * Makes the partitions that days need, a month each, where they are missing. To be called before
 * the transactions that write: to make one waits until nobody uses the table, and the other way
 * round both would wait for ever.
 */
export async function createMonths(database: Database, days: DaySpan): Promise<void> {
	const { rows } = await sql<{ name: string }>`
		select partition.relname as name
		from pg_inherits
		join pg_class as partition on partition.oid = pg_inherits.inhrelid
		where pg_inherits.inhparent = 'store_day'::regclass
	`.execute(database.tables);
	const there = new Set(rows.map(({ name }) => name));
	const missing = monthsOf(days).filter(({ name }) => !there.has(name));
	if (missing.length === 0) return;
	await database.transaction(async (tx) => {
		await sql`select pg_advisory_xact_lock(${PARTITION_LOCK})`.execute(tx.tables);
		for (const { name, from, to } of missing)
			await tx.script(
				`create table if not exists ${name} partition of store_day for values from ('${from}') to ('${to}')`,
			);
	});
}

function monthsOf(days: DaySpan): { name: string; from: string; to: string }[] {
	const months: { name: string; from: string; to: string }[] = [];
	const last = formatUtcDay(days.last);
	for (let month = new Date(`${formatUtcDay(days.first).slice(0, 7)}-01`); ; ) {
		const from = month.toISOString().slice(0, 10);
		if (from > last) return months;
		month = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 1));
		months.push({
			name: `store_day_${from.slice(0, 7).replace("-", "_")}`,
			from,
			to: month.toISOString().slice(0, 10),
		});
	}
}
