import fc from "fast-check";
import { sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import { DAY_MS, HOUR_MS, type Instant, utcDayOf } from "../../src/core/instant.ts";
import {
	instantOf,
	type PollSeries,
	packPoll,
	type Status,
	settlePolls,
} from "../../src/core/poll.ts";
import type { StoreId } from "../../src/core/store-id.ts";
import type { Connection, Database } from "../../src/database/engine/database.ts";
import { readPolls } from "../../src/database/read-polls.ts";
import { createMonths } from "../../src/database/store-day.ts";
import { findStoreKeys, maybeNewestPoll } from "../../src/database/stores.ts";
import {
	addPollCounts,
	NO_POLLS,
	type PollCounts,
	type StorePolls,
	writePolls,
} from "../../src/database/write-polls.ts";
import { describeOnBothEngines, describeOnPostgres } from "./databases.ts";

interface Poll {
	readonly store: number;
	readonly at: Instant;
	readonly status: Status;
}

// Four days around a month's end: two partitions, and days before, between and after others.
const BEGIN: Instant = Date.parse("2023-01-30T00:00Z");
const DAYS = { first: utcDayOf(BEGIN), last: utcDayOf(BEGIN) + 3 };

// Few instants, so that polls meet; the first and last millisecond of days among them.
const at = fc
	.tuple(fc.integer({ min: 0, max: 3 }), fc.constantFrom(0, 1, HOUR_MS, DAY_MS / 2, DAY_MS - 1))
	.map(([day, inDay]) => BEGIN + day * DAY_MS + inDay);
const poll: fc.Arbitrary<Poll> = fc.record({
	store: fc.integer({ min: 0, max: 2 }),
	at,
	status: fc.constantFrom<Status>(0, 1),
});

function settle(polls: readonly Poll[]): PollSeries {
	const packed = Float64Array.from(polls, ({ at, status }) => packPoll(at, status));
	return packed.slice(0, settlePolls(packed, new Float64Array(packed.length)));
}

/** Makes a batch of polls in any order; a case's stores are its own, so that cases do not meet. */
function batchOf(polls: readonly Poll[], caseName: string): StorePolls[] {
	return [...Map.groupBy(polls, ({ store }) => store)].map(([store, own]) => ({
		storeId: `${caseName} ${store}`,
		polls: settle(own),
	}));
}

async function storedPolls(connection: Connection, storeIds: readonly StoreId[]) {
	const keys = await findStoreKeys(connection, storeIds);
	const series = await readPolls(connection, [...keys.values()], DAYS);
	return new Map([...keys.keys()].map((id, i) => [id, [...(series[i] as PollSeries)]]));
}

/** The same bookkeeping as plainly as can be: a map from instants to statuses for each store. */
class PlainStore {
	readonly #statusAt = new Map<string, Status>();

	take(batch: readonly StorePolls[]): PollCounts {
		let counts = NO_POLLS;
		for (const { storeId, polls } of batch)
			for (const packed of polls) {
				const key = `${storeId} at ${instantOf(packed)}`;
				const before = this.#statusAt.get(key);
				const status = (packed % 4) as Status;
				this.#statusAt.set(key, status);
				const what = before === undefined ? "added" : before === status ? "unchanged" : "replaced";
				counts = addPollCounts(counts, { ...NO_POLLS, [what]: 1 });
			}
		return counts;
	}
}

describeOnBothEngines("writing polls", (given) => {
	beforeAll(() => createMonths(given.database, DAYS));

	const write = (batch: readonly StorePolls[]) =>
		given.database.transaction((tx) => writePolls(tx, batch));

	let caseCount = 0;
	const nextCase = () => `case ${++caseCount}`;

	test("imports one after the other give what settling all of their polls in order gives", async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.array(poll, { maxLength: 12 }), { maxLength: 4 }),
				async (imports) => {
					const name = nextCase();
					const plain = new PlainStore();
					for (const polls of imports) {
						const batch = batchOf(polls, name);
						expect(await write(batch)).toEqual(plain.take(batch));
					}
					const expected = batchOf(imports.flat(), name).map(
						({ storeId, polls }) => [storeId, [...polls]] as const,
					);
					const ids = expected.map(([storeId]) => storeId);
					expect(await storedPolls(given.database, ids)).toEqual(new Map(expected));
				},
			),
			{ numRuns: 150 },
		);
	});

	test("the same polls in any order, split and repetition give the same, and change nothing again", async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.uniqueArray(poll, { maxLength: 16, selector: ({ store, at }) => `${store} ${at}` }),
				fc.infiniteStream(fc.nat()),
				async (polls, numbers) => {
					const [whole, parts] = [nextCase(), nextCase()];
					await write(batchOf(polls, whole));
					const shuffled = polls
						.flatMap((poll) => [poll, poll])
						.map((poll) => ({ poll, rank: numbers.next().value as number }))
						.sort((a, b) => a.rank - b.rank)
						.map(({ poll }) => poll);
					for (let from = 0; from < shuffled.length; from += 5)
						await write(batchOf(shuffled.slice(from, from + 5), parts));
					const again = await write(batchOf(polls, parts));
					expect(again).toEqual({ added: 0, replaced: 0, unchanged: polls.length });
					const ids = (name: string) => [0, 1, 2].map((store) => `${name} ${store}`);
					const inOrder = (stored: Map<StoreId, number[]>, name: string) =>
						ids(name).map((id) => stored.get(id));
					expect(inOrder(await storedPolls(given.database, ids(parts)), parts)).toEqual(
						inOrder(await storedPolls(given.database, ids(whole)), whole),
					);
				},
			),
			{ numRuns: 60 },
		);
	});

	test("a store's row tells its first and last poll", async () => {
		const { rows } = await sql`
			select store_id
			from store
			join (
				select
					store_key,
					min((day + (poll >> 2) * interval '1 ms') at time zone 'UTC') as first_at,
					max((day + (poll >> 2) * interval '1 ms') at time zone 'UTC') as last_at
				from store_day, unnest(polls) as poll
				group by store_key
			) as polled using (store_key)
			where first_poll_at <> first_at or last_poll_at <> last_at
		`.execute(given.database.tables);
		expect(rows).toEqual([]);
		const count = await given.database.tables
			.selectFrom("store")
			.select(({ fn }) => fn.countAll<number>().as("stores"))
			.executeTakeFirstOrThrow();
		expect(count.stores).toBeGreaterThan(100);
		expect(await maybeNewestPoll(given.database)).toBe(BEGIN + 4 * DAY_MS - 1);
	});

	test("a day that reads the same is not written again", async () => {
		const batch = batchOf([{ store: 0, at: BEGIN, status: 1 }], nextCase());
		await write(batch);
		const version = async () => {
			const { rows } = await sql`
				select store_day.xmin::text from store_day
				join store using (store_key) where store_id = ${batch[0]?.storeId}
			`.execute(given.database.tables);
			return rows;
		};
		const before = await version();
		await write(batch);
		expect(await version()).toEqual(before);
	});

	test("ids that only differ in case, in blanks or beyond ASCII are different stores", async () => {
		const ids = [
			"a",
			"A",
			"a b",
			"a  b",
			'quote " and \\',
			"o'clock",
			"é",
			"e\u0301",
			"𘬉",
			"{a,b}",
		];
		const series = settle([{ store: 0, at: BEGIN, status: 1 }]);
		await write(ids.map((storeId) => ({ storeId, polls: series })));
		const keys = await findStoreKeys(given.database, ids);
		expect([...keys.keys()].sort()).toEqual([...ids].sort());
		expect(new Set(keys.values()).size).toBe(ids.length);
	});

	test("a store can be taken without polls, and is made with its zone", async () => {
		const name = nextCase();
		const [quiet, loud] = [`${name} quiet`, `${name} loud`];
		const none = new Float64Array(0);
		const some = settle([{ store: 0, at: BEGIN, status: 1 }]);
		await write([
			{ storeId: quiet, polls: none, timezone: "Asia/Kathmandu" },
			{ storeId: loud, polls: some, timezone: "Europe/London" },
		]);
		// The zone is that of a new store only: to change one is the business of replaceTimezones.
		const counts = await write([
			{ storeId: loud, polls: none, timezone: "Pacific/Apia" },
			{ storeId: quiet, polls: none },
		]);
		expect(counts).toEqual(NO_POLLS);
		const rows = await given.database.tables
			.selectFrom("store")
			.select(["store_id", "timezone", "first_poll_at", "last_poll_at"])
			.where("store_id", "in", [quiet, loud])
			.orderBy("store_id")
			.execute();
		expect(rows).toEqual([
			{ store_id: loud, timezone: "Europe/London", first_poll_at: BEGIN, last_poll_at: BEGIN },
			{ store_id: quiet, timezone: "Asia/Kathmandu", first_poll_at: null, last_poll_at: null },
		]);
		expect((await write([{ storeId: quiet, polls: some }])).added).toBe(1);
		expect(await write([])).toEqual(NO_POLLS);
	});

	test("what cannot be written leaves nothing behind", async () => {
		const name = nextCase();
		const otherMonth = Date.parse("2031-01-01T00:00Z");
		const failing = write(batchOf([{ store: 0, at: otherMonth, status: 1 }], name));
		await expect(failing).rejects.toThrow("store_day");
		expect(await findStoreKeys(given.database, [`${name} 0`])).toEqual(new Map());
	});
});

describeOnPostgres("writers at the same time", (given) => {
	const STORES = 40;

	function fleet(writer: number): Poll[] {
		// Each has half of the polls in common with the next, and all together contradict nowhere.
		return Array.from({ length: STORES * 24 }, (_, i) => {
			const step = Math.floor(i / STORES) + writer * 12;
			const status: Status = step % 3 === 0 ? 0 : 1;
			return { store: i % STORES, at: BEGIN + step * HOUR_MS, status };
		});
	}

	async function writeInBatches(database: Database, batch: readonly StorePolls[], size: number) {
		let counts = NO_POLLS;
		for (let from = 0; from < batch.length; from += size)
			counts = addPollCounts(
				counts,
				await database.transaction((tx) => writePolls(tx, batch.slice(from, from + size))),
			);
		return counts;
	}

	test("of overlapping polls do not wait for ever, and lose and count nothing twice", async () => {
		const writers = await Promise.all([0, 1, 2].map(() => given.openAgain()));
		for (let round = 0; round < 15; round++) {
			const name = `round ${round}`;
			const counts = await Promise.all(
				writers.map(async (database, writer) => {
					await createMonths(database, DAYS);
					const batch = batchOf(fleet(writer), name);
					if ((writer + round) % 2 === 1) batch.reverse();
					return writeInBatches(database, batch, 7 + writer * 4);
				}),
			);
			const all = batchOf([0, 1, 2].flatMap(fleet), name);
			const expected = new Map(all.map(({ storeId, polls }) => [storeId, [...polls]]));
			const stored = await storedPolls(
				given.database,
				all.map(({ storeId }) => storeId),
			);
			expect(stored).toEqual(expected);
			const total = counts.reduce(addPollCounts);
			expect(total.added).toBe(all.reduce((sum, { polls }) => sum + polls.length, 0));
			expect(total.replaced).toBe(0);
		}
	});

	test("who want the same partition make it once", async () => {
		const writers = await Promise.all([0, 1, 2, 3].map(() => given.openAgain()));
		const days = {
			first: utcDayOf(Date.parse("2024-01-15")),
			last: utcDayOf(Date.parse("2024-06-01")),
		};
		await Promise.all(writers.map((database) => createMonths(database, days)));
		const { rows } = await sql<{ name: string }>`
			select relname as name from pg_class where relname ~ '^store_day_2024_[0-9]*$' order by relname
		`.execute(given.database.tables);
		expect(rows.map(({ name }) => name)).toEqual(
			["01", "02", "03", "04", "05", "06"].map((month) => `store_day_2024_${month}`),
		);
	});
});
