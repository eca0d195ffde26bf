import { sql } from "kysely";
import { DAY_MS, EARLIEST_POLL, type UtcDay, utcDayOf } from "../core/instant.ts";
import type { Connection, Database, Transaction } from "./engine/database.ts";
import { maybeKeptFrom } from "./kept-from.ts";
import { formatUtcDay, monthBeginOf, nextMonthBegin } from "./utc-day.ts";

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

/** Who makes or drops partitions does it alone, by this number; it means nothing else. */
const PARTITION_LOCK = 7_310_548_202;

/** Lets nobody else make or drop partitions until the transaction ends. */
export async function lockPartitions(tx: Transaction): Promise<void> {
	await sql`select pg_advisory_xact_lock(${PARTITION_LOCK})`.execute(tx.tables);
}

/** The partition of a month. */
export interface MonthPartition {
	readonly name: string;
	readonly days: DaySpan;
}

/** The partitions that there are of months, in order. */
export async function manyMonthPartitions(connection: Connection): Promise<MonthPartition[]> {
	const { rows } = await sql<{ name: string }>`
		select partition.relname as name
		from pg_inherits
		join pg_class as partition on partition.oid = pg_inherits.inhrelid
		where pg_inherits.inhparent = 'store_day'::regclass
			and partition.relname ~ '^store_day_[0-9]{4}_[0-9]{2}$'
		order by partition.relname
	`.execute(connection.tables);
	return rows.map(({ name }) =>
		monthPartition(utcDayOf(Date.parse(`${name.slice(10).replace("_", "-")}-01`))),
	);
}

function monthPartition(first: UtcDay): MonthPartition {
	const name = `store_day_${formatUtcDay(first).slice(0, 7).replace("-", "_")}`;
	return { name, days: { first, last: nextMonthBegin(first) - 1 } };
}

/**
 * Makes the partitions that days need, a month each, where they are missing.
 *
 * Each is made as a table of its own and then attached, which goes on beside all who read and write
 * store_day. To make it as a partition at once would wait until nobody uses the table: for ever, where
 * somebody who does waits to make or drop partitions.
 *
 * Months of which the polls were dropped get none: what still comes in of them goes where the polls are
 * that were carried along.
 */
export async function createMonths(database: Database, days: DaySpan): Promise<void> {
	if ((await manyMissingMonths(database, days)).length === 0) return;
	await database.transaction(async (tx) => {
		await lockPartitions(tx);
		const keptFrom = (await maybeKeptFrom(tx)) ?? Number.NEGATIVE_INFINITY;
		// Asked again: others may have made some until they let go of the lock.
		const missing = await manyMissingMonths(tx, days);
		for (const { name, days } of missing.filter(({ days }) => days.first >= keptFrom)) {
			await tx.script(`create table ${name} (like store_day including all)`);
			await tx.script(
				`alter table store_day attach partition ${name}
				for values from ('${formatUtcDay(days.first)}') to ('${formatUtcDay(days.last + 1)}')`,
			);
		}
	});
}

async function manyMissingMonths(connection: Connection, days: DaySpan): Promise<MonthPartition[]> {
	const there = new Set((await manyMonthPartitions(connection)).map(({ name }) => name));
	return monthsOf(days).filter(({ name }) => !there.has(name));
}

function monthsOf({ first, last }: DaySpan): MonthPartition[] {
	const months: MonthPartition[] = [];
	for (let month = monthBeginOf(first); month <= last; month = nextMonthBegin(month))
		months.push(monthPartition(month));
	return months;
}

/** Beside the number of a month, the advisory lock on writing polls of that month. */
const MONTH_LOCK = 731_054_820;

/**
 * Announces that the transaction writes polls, the oldest of them on this day. To be called before it
 * touches store_day: whoever drops the month waits for it, or it for them.
 */
export async function shareMonth(tx: Transaction, oldest: UtcDay): Promise<void> {
	await sql`
		select pg_advisory_xact_lock_shared(${MONTH_LOCK}::int, ${monthNumber(oldest)}::int)
	`.execute(tx.tables);
}

/**
 * Waits for those that write polls of months before a day, which begins a month, and lets nobody else
 * do it until the transaction ends. Those who write only later ones, and all who read, go on.
 */
export async function lockMonthsBefore(tx: Transaction, day: UtcDay): Promise<void> {
	await sql`
		select pg_advisory_xact_lock(${MONTH_LOCK}::int, month)
		from generate_series(${monthNumber(utcDayOf(EARLIEST_POLL))}::int, ${monthNumber(day) - 1}::int)
			as month
	`.execute(tx.tables);
}

function monthNumber(day: UtcDay): number {
	const date = new Date(day * DAY_MS);
	return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/**
 * Keeps months from being dropped until the transaction ends. To be called first in every transaction
 * that reads polls to make figures of them: COPY settles which rows it sees before it waits for a
 * table, and would find a month gone and what was carried of it not yet there.
 */
export async function holdMonths(connection: Connection): Promise<void> {
	await connection.script(HOLD_MONTHS);
}

/** The statement of {@link holdMonths}, for those who send it together with others. */
export const HOLD_MONTHS = "lock table only store_day in access share mode";
