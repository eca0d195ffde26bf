import { sql } from "kysely";
import type { Connection, Transaction } from "./engine/database.ts";

/** Transactions that are counted already. */
const counted = new WeakSet<Transaction>();

/**
 * Has all processes see, once the transaction is committed, that data of stores are others: their polls, hours,
 * zones, closures or details. Every function that writes some of these calls it when it has really changed any.
 *
 * Counted once for each transaction, in a slot that no other transaction holds: nobody ever waits here, so that
 * writers of different stores wait for one another as little as before. A sequence would not do, because it
 * shows a change before that is committed, and whoever then looks at the data does not find it.
 */
export async function countFleetChange(tx: Transaction): Promise<void> {
	if (counted.has(tx)) return;
	counted.add(tx);
	await sql`
		with free as (
			select slot
			from fleet_change
			order by slot
			limit 1
			for update skip locked
		), added as (
			update fleet_change
			set changes = changes + 1
			from free
			where fleet_change.slot = free.slot
			returning 1
		)
		insert into fleet_change (changes)
		select 1
		where not exists (select from added)
	`.execute(tx.tables);
}

/**
 * How many transactions have changed data of stores so far: more with each one that is committed. A look at a few
 * short rows, however many stores there are.
 */
export async function fleetChangeCount(connection: Connection): Promise<number> {
	const { changes } = await connection.tables
		.selectFrom("fleet_change")
		.select(({ fn }) => fn.sum<string | null>("changes").as("changes"))
		.executeTakeFirstOrThrow();
	return Number(changes ?? 0);
}
