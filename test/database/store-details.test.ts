import { sql } from "kysely";
import { expect, test } from "vitest";
import { manyKnownStores } from "../../src/database/known-stores.ts";
import { maybeDescribedStore, replaceStoreDetails } from "../../src/database/store-details.ts";
import { makeStores, registerStores, type StoreKey } from "../../src/database/stores.ts";
import { describeOnBothEngines } from "./databases.ts";

describeOnBothEngines("names and groups of stores", (given) => {
	const register = (...ids: string[]) =>
		given.database.transaction((tx) => registerStores(tx, ids)) as Promise<[StoreKey, StoreKey]>;
	const replace = (...stores: Parameters<typeof replaceStoreDetails>[1][number][]) =>
		given.database.transaction((tx) => replaceStoreDetails(tx, stores));

	/** What is known of some stores, and the transaction that wrote it. */
	async function detailsOf(...keys: StoreKey[]) {
		const rows = await given.database.tables
			.selectFrom("store")
			.select(["name", "group_name", sql<string>`xmin::text`.as("writer")])
			.where("store_key", "in", keys)
			.orderBy("store_id")
			.execute();
		return rows.map(({ name, group_name, writer }) => ({ details: [name, group_name], writer }));
	}
	const knownOf = async (...keys: StoreKey[]) =>
		(await detailsOf(...keys)).map(({ details }) => details);

	test("are what was said last, and stay where nothing is said", async () => {
		const [a, b] = await register("a", "b");
		expect(await knownOf(a, b)).toEqual([
			[null, null],
			[null, null],
		]);
		const awkward = `it's a "Kettle" \\ {NULL}, 🍜`;
		await replace(
			{ storeKey: b, name: awkward, group: "NULL" },
			{ storeKey: a, name: undefined, group: "North" },
		);
		expect(await knownOf(a, b)).toEqual([
			[null, "North"],
			[awkward, "NULL"],
		]);
		await replace(
			{ storeKey: a, name: "Kettle", group: undefined },
			{ storeKey: b, name: null, group: undefined },
		);
		expect(await knownOf(a, b)).toEqual([
			["Kettle", "North"],
			[null, "NULL"],
		]);
		await replace({ storeKey: a, name: undefined, group: null });
		expect(await knownOf(a, b)).toEqual([
			["Kettle", null],
			[null, "NULL"],
		]);
	});

	test("hold cities and sales of all digits, whether a store is made with them or told later", async () => {
		const sales = [0n, 1n, 10_000n, 1_234_500n, 9_999n, 123_400_000_000n, 9_999_999_999_999_999n];
		const made = await given.database.transaction((tx) =>
			makeStores(
				tx,
				sales.map((salesPerHour, i) => ({
					storeId: `sells ${i}`,
					span: undefined,
					details: { name: null, group: null, city: "Duluth", salesPerHour },
				})),
			),
		);
		const soldBy = async () => {
			const found: unknown[] = [];
			for (const storeId of made.keys()) {
				const store = await maybeDescribedStore(given.database, storeId);
				found.push([store?.city, store?.salesPerHour]);
			}
			return found;
		};
		expect(await soldBy()).toEqual(sales.map((salesPerHour) => ["Duluth", salesPerHour]));
		const nothing = { name: undefined, group: undefined };
		const keys = [...made.values()];
		await replace(
			...keys.map((storeKey, i) => ({
				storeKey,
				...nothing,
				salesPerHour: sales.at(-1 - i) as bigint,
			})),
		);
		expect(await soldBy()).toEqual(sales.toReversed().map((perHour) => ["Duluth", perHour]));
		const known = await manyKnownStores(given.database, { after: "sells ", limit: 7 });
		expect(known.map(({ salesPerHour }) => salesPerHour)).toEqual(sales.toReversed());
		await replace(
			...keys.map((storeKey) => ({ storeKey, ...nothing, city: null, salesPerHour: null })),
		);
		expect(await soldBy()).toEqual(sales.map(() => [null, null]));
	});

	test("are not written again where nothing changes", async () => {
		const [a, b] = await register("same a", "same b");
		await replace(
			{ storeKey: a, name: "Kettle", group: "North" },
			{ storeKey: b, name: null, group: "North" },
		);
		const before = await detailsOf(a, b);
		await replace(
			{ storeKey: a, name: "Kettle", group: "North" },
			{ storeKey: b, name: undefined, group: "North" },
		);
		await replace({ storeKey: b, name: null, group: undefined });
		await replace();
		expect(await detailsOf(a, b)).toEqual(before);
	});

	test("can be what a store is made with", async () => {
		const made = await given.database.transaction((tx) =>
			makeStores(tx, [
				{ storeId: "made a", span: undefined, details: { name: "Kettle", group: "North" } },
				{
					storeId: "made b",
					span: { first: 5, last: 7 },
					timezone: "Asia/Kathmandu",
					details: { name: null, group: undefined },
				},
			]),
		);
		expect(await knownOf(...made.values())).toEqual([
			["Kettle", "North"],
			[null, null],
		]);
	});

	test("that are empty or too long are a conflict with a rule that has a name", async () => {
		const [a] = await register("a");
		for (const text of ["", "x".repeat(256)]) {
			await expect(replace({ storeKey: a, name: text, group: undefined })).rejects.toMatchObject({
				constraint: "store_name_has_1_to_255_characters",
			});
			await expect(replace({ storeKey: a, name: undefined, group: text })).rejects.toMatchObject({
				constraint: "store_group_name_has_1_to_255_characters",
			});
		}
		for (const city of ["", "x".repeat(256)])
			await expect(
				replace({ storeKey: a, name: undefined, group: undefined, city }),
			).rejects.toMatchObject({ constraint: "store_city_has_1_to_255_characters" });
		for (const sales of ["-1", "'NaN'"])
			await expect(
				given.database.plain(`update store set sales_per_hour = ${sales}`),
			).rejects.toMatchObject({ constraint: "store_sales_per_hour_is_a_number_from_0_on" });
		await replace({ storeKey: a, name: "𘬉".repeat(255), group: "𘬉".repeat(255) });
	});
});
