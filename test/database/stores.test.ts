import fc from "fast-check";
import { expect, test } from "vitest";
import { Dated } from "../../src/core/dated.ts";
import { DAY_MS, type Instant, utcDayOf } from "../../src/core/instant.ts";
import { packPoll } from "../../src/core/poll.ts";
import { compareStoreIds, type StoreId } from "../../src/core/store-id.ts";
import { readPolls } from "../../src/database/read-polls.ts";
import { createMonths } from "../../src/database/store-day.ts";
import { replaceStoreDetails } from "../../src/database/store-details.ts";
import {
	findStoreKeys,
	isGroupOfStores,
	manyPolledStores,
	maybeCutFleet,
	maybeNewestPoll,
	maybeNewestPollBy,
	registerStores,
	type StoreKey,
} from "../../src/database/stores.ts";
import { replaceTimezones } from "../../src/database/timezones.ts";
import { writePolls } from "../../src/database/write-polls.ts";
import { describeOnBothEngines, describeOnPostgres } from "./databases.ts";

/** A slice of all stores that there are, of which a test asks for some. */
const ALL = { firstStoreId: "", nextStoreId: undefined, selection: undefined };

describeOnBothEngines("an empty fleet", (given) => {
	test("has no newest poll, no stores and no polls", async () => {
		expect(await maybeNewestPoll(given.database)).toBeUndefined();
		expect(await maybeNewestPollBy(given.database, [1, 2], 0)).toBeUndefined();
		expect(await isGroupOfStores(given.database, "North")).toBe(false);
		for (const selection of [undefined, { storeIds: ["a"] }, { group: "North" }]) {
			const stores = { asOf: 0, selection };
			expect(await maybeCutFleet(given.database, stores, 10)).toBeUndefined();
			const page = { ...ALL, ...stores, limit: 10 };
			expect(await manyPolledStores(given.database, page)).toEqual([]);
		}
		expect(await readPolls(given.database, [], { first: 0, last: 0 })).toEqual([]);
		expect(await readPolls(given.database, [1, 2], { first: 0, last: 0 })).toEqual([
			new Float64Array(0),
			new Float64Array(0),
		]);
	});
});

describeOnBothEngines("registering stores", (given) => {
	const register = (ids: readonly StoreId[]) =>
		given.database.transaction((tx) => registerStores(tx, ids));

	test("gives each a key of its own, in the order asked, and the same one again", async () => {
		const keys = await register(["b", "a", "c"]);
		expect(new Set(keys).size).toBe(3);
		expect(await register(["c", "a", "new", "b", "a"])).toEqual([
			keys[2],
			keys[1],
			expect.any(Number),
			keys[0],
			keys[1],
		]);
	});

	test("uses up no key for stores that are there", async () => {
		const [first] = (await register(["one more"])) as [number];
		for (let i = 0; i < 10; i++) await register(["a", "b", "c", "one more"]);
		expect(await register(["the next"])).toEqual([first + 1]);
	});

	test("a store made by hand gets the next key too", async () => {
		const [key] = (await register(["before"])) as [number];
		const byHand = await given.database.tables
			.insertInto("store")
			.values({ store_id: "by hand" })
			.returning("store_key")
			.executeTakeFirstOrThrow();
		expect(byHand.store_key).toBe(key + 1);
		expect(await register(["after"])).toEqual([key + 2]);
	});

	test("an id that is empty or too long is a conflict with a rule that has a name", async () => {
		for (const id of ["", "x".repeat(256)])
			await expect(register([id])).rejects.toMatchObject({
				meaning: "conflict",
				constraint: "store_id_has_1_to_255_characters",
			});
		await register(["𘬉".repeat(255)]);
	});
});

describeOnPostgres("registering stores at the same time", (given) => {
	test("gives all the same keys", async () => {
		const others = await Promise.all([1, 2, 3, 4].map(() => given.openAgain()));
		const ids = Array.from({ length: 200 }, (_, i) => `store ${i}`);
		const keys = await Promise.all(
			others.map((database, i) =>
				database.transaction(async (tx) => {
					const order = i % 2 === 0 ? ids : ids.toReversed();
					const registered = await registerStores(tx, order);
					return i % 2 === 0 ? registered : registered.toReversed();
				}),
			),
		);
		for (const registered of keys) expect(registered).toEqual(keys[0]);
		expect(new Set(keys[0]).size).toBe(ids.length);
	});
});

describeOnBothEngines("polled stores", (given) => {
	const NOON = Date.parse("2023-01-25T12:00Z");
	const polledAt = (storeId: StoreId, instants: readonly Instant[]) => ({
		storeId,
		polls: Float64Array.from(instants, (instant) => packPoll(instant, 1)),
	});

	/** The ids of a slice, page by page. */
	async function walk(slice: Parameters<typeof manyPolledStores>[1]): Promise<StoreId[]> {
		const walked: StoreId[] = [];
		for (;;) {
			const page = await manyPolledStores(given.database, { ...slice, after: walked.at(-1) });
			expect(page.length).toBeLessThanOrEqual(slice.limit);
			if (page.length === 0) return walked;
			walked.push(...page.map(({ storeId }) => storeId));
		}
	}

	test("come by id, byte by byte, in pages and slices of any size, each once", async () => {
		const ids = fc.sample(
			fc
				.string({ unit: "grapheme", minLength: 1, maxLength: 6 })
				.filter((id) => id.isWellFormed() && !id.includes("\0")),
			80,
		);
		const distinct = [...new Set(["a", "B", "𘬉", "\uffee", "é", "z", ...ids])];
		await createMonths(given.database, { first: utcDayOf(NOON), last: utcDayOf(NOON) });
		await given.database.transaction((tx) =>
			writePolls(
				tx,
				distinct.map((id, i) => polledAt(id, [NOON + i])),
			),
		);
		const expected = distinct.toSorted(compareStoreIds);
		const asOf = NOON + 1_000;
		for (const limit of [1, 7, 1_000])
			expect(await walk({ ...ALL, asOf, limit })).toEqual(expected);
		for (const sliceStores of [1, 7, expected.length - 1, expected.length, 1_000]) {
			const stores = { asOf, selection: undefined };
			const fleet = await maybeCutFleet(given.database, stores, sliceStores);
			expect(fleet).toMatchObject({ storesTotal: expected.length, earliestPoll: NOON });
			const slices = fleet?.slices ?? [];
			expect(slices).toHaveLength(Math.ceil(expected.length / sliceStores));
			const walked: StoreId[] = [];
			for (const { storesTotal, ...bounds } of slices) {
				const ids = await walk({ ...ALL, ...bounds, asOf, limit: 3 });
				expect(ids).toHaveLength(storesTotal);
				expect(ids[0]).toBe(bounds.firstStoreId);
				walked.push(...ids);
			}
			expect(walked).toEqual(expected);
		}
	});

	test("of a list are those of its ids that were polled, and are cut among themselves", async () => {
		const storeIds = ["z", "é", "a", "𘬉", "not there", 'it\'s \\ {"quoted"}, NULL', "NULL"];
		await given.database.transaction((tx) =>
			writePolls(tx, [
				polledAt("NULL", [NOON + 500, NOON + DAY_MS]),
				polledAt('it\'s \\ {"quoted"}, NULL', [NOON + 2]),
			]),
		);
		const expected = storeIds.filter((id) => id !== "not there").toSorted(compareStoreIds);
		const stores = { asOf: NOON + 1_000, selection: { storeIds } };
		expect(await walk({ ...ALL, ...stores, limit: 2 })).toEqual(expected);
		expect(await maybeCutFleet(given.database, stores, 4)).toEqual({
			storesTotal: 6,
			earliestPoll: NOON,
			slices: [
				{ firstStoreId: expected[0], nextStoreId: expected[4], storesTotal: 4 },
				{ firstStoreId: expected[4], nextStoreId: undefined, storesTotal: 2 },
			],
		});
		const early = { asOf: NOON + 499, selection: { storeIds: ["NULL"] } };
		expect(await maybeCutFleet(given.database, early, 4)).toBeUndefined();
		expect(await walk({ ...ALL, ...early, limit: 2 })).toEqual([]);
	});

	test("of a group are those in it that were polled, and are cut among themselves", async () => {
		const group = `it's "the \\ North"`;
		const expected = ["é", "z", "𘬉"].toSorted(compareStoreIds);
		await given.database.transaction(async (tx) => {
			const keys = await registerStores(tx, [...expected, "not polled", "a"]);
			await replaceStoreDetails(
				tx,
				keys.map((storeKey, i) => ({
					storeKey,
					name: undefined,
					group: i < expected.length + 1 ? group : group.toLowerCase(),
				})),
			);
		});
		expect(await isGroupOfStores(given.database, group)).toBe(true);
		expect(await isGroupOfStores(given.database, group.toUpperCase())).toBe(false);
		const stores = { asOf: NOON + 1_000, selection: { group } };
		expect(await walk({ ...ALL, ...stores, limit: 2 })).toEqual(expected);
		expect(await maybeCutFleet(given.database, stores, 2)).toEqual({
			storesTotal: 3,
			earliestPoll: NOON,
			slices: [
				{ firstStoreId: expected[0], nextStoreId: expected[2], storesTotal: 2 },
				{ firstStoreId: expected[2], nextStoreId: undefined, storesTotal: 1 },
			],
		});
		const early = { asOf: NOON - 1, selection: { group } };
		expect(await maybeCutFleet(given.database, early, 4)).toBeUndefined();
		expect(await walk({ ...ALL, ...early, limit: 2 })).toEqual([]);
	});

	test("are those polled at or before the instant, with zone and first and last poll", async () => {
		const later = NOON + DAY_MS;
		await given.database.transaction(async (tx) => {
			await writePolls(tx, [polledAt("late", [later, later + 5])]);
			const [late] = (await registerStores(tx, ["late", "never polled"])) as [number, number];
			await replaceTimezones(tx, [{ storeKey: late, timezones: Dated.always("Asia/Kathmandu") }]);
		});
		const storesBy = (asOf: Instant) =>
			manyPolledStores(given.database, { ...ALL, asOf, limit: 1_000 });
		const idsBy = async (asOf: Instant) => (await storesBy(asOf)).map(({ storeId }) => storeId);
		expect(await idsBy(later - 1)).not.toContain("late");
		expect(await idsBy(later)).toContain("late");
		expect(await idsBy(later)).not.toContain("never polled");
		const stores = await storesBy(later);
		expect(stores.find(({ storeId }) => storeId === "late")).toEqual({
			storeKey: expect.any(Number),
			storeId: "late",
			timezone: "Asia/Kathmandu",
			firstPollAt: later,
			lastPollAt: later + 5,
		});
		expect(stores.find(({ storeId }) => storeId === "z")?.timezone).toBeUndefined();
		const fleet = (asOf: Instant) =>
			maybeCutFleet(given.database, { asOf, selection: undefined }, 1_000);
		expect(await fleet(later)).toMatchObject({ storesTotal: stores.length, earliestPoll: NOON });
		expect(await fleet(later - 1)).toMatchObject({ storesTotal: stores.length - 1 });
		expect(await fleet(NOON - 1)).toBeUndefined();
	});
});

describeOnBothEngines("the newest poll", (given) => {
	const NOON = Date.parse("2023-01-25T12:00Z");

	test("by an instant is the newest of all polls of the stores given up to it", async () => {
		await createMonths(given.database, {
			first: utcDayOf(NOON) - 5,
			last: utcDayOf(NOON) + 5,
		});
		const stores = [
			[-3 * DAY_MS, -3 * DAY_MS + 7, -1, 0, 40, DAY_MS, DAY_MS + 5],
			[-2 * DAY_MS, 20],
			[2 * DAY_MS],
		].map((offsets) => offsets.map((offset) => NOON + offset));
		const ids = stores.map((_, i) => `store ${i}`);
		await given.database.transaction((tx) =>
			writePolls(
				tx,
				stores.map((instants, i) => ({
					storeId: `store ${i}`,
					polls: Float64Array.from(instants, (instant) => packPoll(instant, 0)),
				})),
			),
		);
		const keyOf = await findStoreKeys(given.database, ids);
		const keys = ids.map((id) => keyOf.get(id) as StoreKey);
		const asOfs = stores.flat().flatMap((instant) => [instant - 1, instant, instant + 1]);
		for (const some of [[0, 1, 2], [1, 2], [0], [2], []])
			for (const asOf of [NOON - 9 * DAY_MS, ...asOfs]) {
				const polls = some.flatMap((i) => stores[i] as Instant[]);
				const newest = Math.max(...polls.filter((instant) => instant <= asOf));
				const asked = some.map((i) => keys[i] as StoreKey);
				expect(await maybeNewestPollBy(given.database, asked, asOf)).toBe(
					Number.isFinite(newest) ? newest : undefined,
				);
			}
		expect(await maybeNewestPoll(given.database)).toBe(NOON + 2 * DAY_MS);
	});
});
