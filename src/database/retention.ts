import { sql } from "kysely";
import { EARLIEST_POLL, type UtcDay, utcDayOf } from "../core/instant.ts";
import type { PollSeries } from "../core/poll.ts";
import { CopyWriter } from "./engine/binary-copy.ts";
import type { Connection, Transaction } from "./engine/database.ts";
import { countFleetChange } from "./fleet-changes.ts";
import { maybeKeptFrom } from "./kept-from.ts";
import {
	type DaySpan,
	dayOfPacked,
	lockPartitions,
	manyMonthPartitions,
	packedStartOf,
} from "./store-day.ts";
import type { StoreKey } from "./stores.ts";
import { formatUtcDay } from "./utc-day.ts";

/**
 * The partition of all time before the day from which on polls are kept. It holds the polls that were
 * carried along, and such as came in since.
 */
export const CARRIED = "store_day_carried";
/** What takes its place, while it is being filled. */
const NEXT_CARRIED = "store_day_carried_next";

/**
 * The stretches of time before a day, which begins a month, that may have polls to be dropped: the
 * latest first. None when there is nothing to drop.
 */
export async function manyOldStretches(connection: Connection, before: UtcDay): Promise<DaySpan[]> {
	const months = (await manyMonthPartitions(connection))
		.map(({ days }) => days)
		.filter(({ last }) => last < before)
		.reverse();
	const keptFrom = await maybeKeptFrom(connection);
	if (keptFrom === undefined) return months;
	if (months.length === 0 && !(await haveOldPollsComeIn(connection))) return [];
	return [...months, { first: utcDayOf(EARLIEST_POLL), last: keptFrom - 1 }];
}

/** Whether there are more polls among those that were carried along than were carried. */
async function haveOldPollsComeIn(connection: Connection): Promise<boolean> {
	const { rows } = await sql<{ count: number | null }>`
		select sum(cardinality(polls)) as count from ${sql.table(CARRIED)}
	`.execute(connection.tables);
	const { carried_polls } = await connection.tables
		.selectFrom("poll_retention")
		.select("carried_polls")
		.executeTakeFirstOrThrow();
	return (rows[0]?.count ?? 0) > carried_polls;
}

/** Polls of a store that are to be carried along. */
export interface CarriedSeries {
	readonly storeKey: StoreKey;
	readonly polls: PollSeries;
}

/** Puts the carried polls of all stores in place of all there is of the time before a day. */
export class CarriedPartition {
	readonly #tx: Transaction;
	#pollCount = 0;

	private constructor(tx: Transaction) {
		this.#tx = tx;
	}

	/** Makes the new partition: a table beside store_day at first, which nobody reads or waits for. */
	static async make(tx: Transaction): Promise<CarriedPartition> {
		await tx.script(`create table ${NEXT_CARRIED} (like store_day including all)`);
		return new CarriedPartition(tx);
	}

	/** Adds stores, each once. */
	async add(stores: readonly CarriedSeries[]): Promise<void> {
		const rows = new CopyWriter();
		for (const { storeKey, polls } of stores) {
			this.#pollCount += polls.length;
			for (let from = 0; from < polls.length; ) {
				const day = dayOfPacked(polls[from] as number);
				let to = from + 1;
				while (to < polls.length && dayOfPacked(polls[to] as number) === day) to++;
				rows.row(3);
				rows.int4(storeKey);
				rows.date(day);
				rows.int4Array(polls, from, to, packedStartOf(day));
				from = to;
			}
		}
		await this.#tx.copyIn(`${NEXT_CARRIED} (store_key, day, polls)`, rows.finish());
	}

	/**
	 * Drops what it replaces and puts it in its place. Returns the names of the months that are gone.
	 *
	 * This alone waits for all who read or write polls, and they for it: so it does not wait for long.
	 * Where somebody's query goes on and on, it fails as busy, and may be tried again later.
	 */
	async putInPlace(before: UtcDay): Promise<string[]> {
		const tx = this.#tx;
		await tx.script("set local lock_timeout to '2s'");
		await lockPartitions(tx);
		// Asked again: months may have been made meanwhile, in which nobody could write anything yet.
		const months = (await manyMonthPartitions(tx)).filter(({ days }) => days.last < before);
		const dropped = months.map(({ name }) => name);
		// One by one: Citus passes each on to its nodes as it was sent.
		await tx.script(`drop table if exists ${[...dropped, CARRIED].join(", ")}`);
		await tx.script(`alter table ${NEXT_CARRIED} rename to ${CARRIED}`);
		await tx.script(
			`alter table store_day attach partition ${CARRIED}
			for values from (minvalue) to ('${formatUtcDay(before)}')`,
		);
		const retention = { kept_from: formatUtcDay(before), carried_polls: this.#pollCount };
		await tx.tables
			.insertInto("poll_retention")
			.values(retention)
			.onConflict((conflict) =>
				conflict.column("is_the_only_row").doUpdateSet({ ...retention, dropped_at: sql`now()` }),
			)
			.execute();
		await countFleetChange(tx);
		return dropped;
	}
}
