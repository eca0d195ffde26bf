import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY_MS, type Instant, utcDayOf } from "../../src/core/instant.ts";
import { packPoll } from "../../src/core/poll.ts";
import { compareStoreIds, type StoreId } from "../../src/core/store-id.ts";
import { readPolls } from "../../src/database/read-polls.ts";
import { createMonths } from "../../src/database/store-day.ts";
import {
	manyPolledStores,
	maybeNewestPoll,
	maybeNewestPollBy,
	maybePolledFleet,
	registerStores,
} from "../../src/database/stores.ts";
import { replaceTimezones } from "../../src/database/timezones.ts";
import { writePolls } from "../../src/database/write-polls.ts";
import { describeOnBothEngines, describeOnPostgres } from "./databases.ts";

describeOnBothEngines("an empty fleet", (given) => {
	test("has no newest poll, no stores and no polls", async () => {
		expect(await maybeNewestPoll(given.database)).toBeUndefined();
		expect(await maybeNewestPollBy(given.database, 0)).toBeUndefined();
		expect(await maybePolledFleet(given.database, 0)).toBeUndefined();
		expect(await manyPolledStores(given.database, { asOf: 0, limit: 10 })).toEqual([]);
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

	test("come by id, byte by byte, in pages of any size, each once", async () => {
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
		for (const limit of [1, 7, 1_000]) {
			const walked: StoreId[] = [];
			for (let after: StoreId | undefined; ; after = walked.at(-1)) {
				const page = await manyPolledStores(given.database, { asOf: NOON + 1_000, after, limit });
				expect(page.length).toBeLessThanOrEqual(limit);
				if (page.length === 0) break;
				walked.push(...page.map(({ storeId }) => storeId));
			}
			expect(walked).toEqual(expected);
		}
	});

	test("are those polled at or before the instant, with zone and first poll", async () => {
		const later = NOON + DAY_MS;
		await given.database.transaction(async (tx) => {
			await writePolls(tx, [polledAt("late", [later, later + 5])]);
			const [late] = (await registerStores(tx, ["late", "never polled"])) as [number, number];
			await replaceTimezones(tx, [{ storeKey: late, timezone: "Asia/Kathmandu" }]);
		});
		const idsBy = async (asOf: Instant) =>
			(await manyPolledStores(given.database, { asOf, limit: 1_000 })).map(
				({ storeId }) => storeId,
			);
		expect(await idsBy(later - 1)).not.toContain("late");
		expect(await idsBy(later)).toContain("late");
		expect(await idsBy(later)).not.toContain("never polled");
		const stores = await manyPolledStores(given.database, { asOf: later, limit: 1_000 });
		expect(stores.find(({ storeId }) => storeId === "late")).toEqual({
			storeKey: expect.any(Number),
			storeId: "late",
			timezone: "Asia/Kathmandu",
			firstPollAt: later,
		});
		expect(stores.find(({ storeId }) => storeId === "z")?.timezone).toBeUndefined();
		expect(await maybePolledFleet(given.database, later)).toEqual({
			storeCount: stores.length,
			earliestPoll: NOON,
		});
		expect(await maybePolledFleet(given.database, NOON - 1)).toBeUndefined();
	});
});

describeOnBothEngines("the newest poll", (given) => {
	const NOON = Date.parse("2023-01-25T12:00Z");

	test("by an instant is the newest of all polls of all stores up to it", async () => {
		await createMonths(given.database, {
			first: utcDayOf(NOON) - 5,
			last: utcDayOf(NOON) + 5,
		});
		const stores = [
			[-3 * DAY_MS, -3 * DAY_MS + 7, -1, 0, 40, DAY_MS, DAY_MS + 5],
			[-2 * DAY_MS, 20],
			[2 * DAY_MS],
		].map((offsets) => offsets.map((offset) => NOON + offset));
		await given.database.transaction((tx) =>
			writePolls(
				tx,
				stores.map((instants, i) => ({
					storeId: `store ${i}`,
					polls: Float64Array.from(instants, (instant) => packPoll(instant, 0)),
				})),
			),
		);
		const asOfs = stores.flat().flatMap((instant) => [instant - 1, instant, instant + 1]);
		for (const asOf of [NOON - 9 * DAY_MS, ...asOfs]) {
			const newest = Math.max(...stores.flat().filter((instant) => instant <= asOf));
			expect(await maybeNewestPollBy(given.database, asOf)).toBe(
				Number.isFinite(newest) ? newest : undefined,
			);
		}
		expect(await maybeNewestPoll(given.database)).toBe(NOON + 2 * DAY_MS);
	});
});
