import fc from "fast-check";
import { sql } from "kysely";
import { expect, test } from "vitest";
import {
	type BusinessHours,
	businessHours,
	OPENINGS_MAX,
	type Opening,
} from "../../src/core/business-hours.ts";
import { parseLocalDay } from "../../src/core/local-time.ts";
import {
	addBusinessHours,
	readBusinessHours,
	replaceBusinessHours,
} from "../../src/database/business-weeks.ts";
import { manyClosuresOf, manyClosuresOfAll, saveClosures } from "../../src/database/closures.ts";
import { readSpecialHours, replaceSpecialHours } from "../../src/database/special-hours.ts";
import { registerStores } from "../../src/database/stores.ts";
import { replaceTimezones } from "../../src/database/timezones.ts";
import { describeOnBothEngines } from "./databases.ts";

const opening: fc.Arbitrary<Opening> = fc.record({
	opensAt: fc.integer({ min: 0, max: 86_399 }),
	closesAt: fc.integer({ min: 0, max: 86_400 }),
});
const week: fc.Arbitrary<BusinessHours> = fc
	.array(fc.array(opening, { maxLength: 3 }), { minLength: 7, maxLength: 7 })
	.filter((hours) => hours.flat().length > 0);

const NINE_TO_FIVE = businessHours([{ weekday: 0, opensAt: 32_400, closesAt: 61_200 }]);
const ALL_DAY = businessHours([{ weekday: 6, opensAt: 0, closesAt: 86_400 }]);
const day = (text: string) => parseLocalDay(text) as number;

describeOnBothEngines("business hours", (given) => {
	const register = (...ids: string[]) =>
		given.database.transaction((tx) => registerStores(tx, ids)) as Promise<
			[number, number, number]
		>;

	test("weeks are read as they were written, whatever is in them", async () => {
		const weeks = fc.sample(week, 200);
		const keys = await register(...weeks.map((_, i) => `week ${i}`));
		await given.database.transaction((tx) =>
			replaceBusinessHours(
				tx,
				weeks.map((hours, i) => ({ storeKey: keys[i] as number, hours })),
			),
		);
		expect(await readBusinessHours(given.database, keys)).toEqual(weeks);
	});

	test("weeks of stores that the transaction made are added and read the same", async () => {
		const weeks = fc.sample(week, 50);
		const keys = await given.database.transaction(async (tx) => {
			const made = await registerStores(
				tx,
				weeks.map((_, i) => `added week ${i}`),
			);
			await addBusinessHours(
				tx,
				weeks.map((hours, i) => ({ storeKey: made[i] as number, hours })),
			);
			await addBusinessHours(tx, []);
			return made;
		});
		expect(await readBusinessHours(given.database, keys)).toEqual(weeks);
	});

	test("those of a store are replaced as a whole, others stay, and a store without is known", async () => {
		const [a, b, none] = await register("a", "b", "none");
		const write = (storeKey: number, hours: BusinessHours) =>
			given.database.transaction((tx) => replaceBusinessHours(tx, [{ storeKey, hours }]));
		await write(a, NINE_TO_FIVE);
		await write(b, NINE_TO_FIVE);
		await write(a, ALL_DAY);
		expect(await readBusinessHours(given.database, [none, a, b])).toEqual([
			undefined,
			ALL_DAY,
			NINE_TO_FIVE,
		]);
	});

	test("an opening that a file repeats, however often, is there once", async () => {
		const [a] = await register("a");
		const rows = Array.from({ length: 1_000 }, (_, i) => ({
			weekday: i % 7,
			opensAt: 32_400,
			closesAt: i % 2 === 0 ? 43_200 : 61_200,
		}));
		await given.database.transaction((tx) =>
			replaceBusinessHours(tx, [{ storeKey: a, hours: businessHours(rows) }]),
		);
		expect(await readBusinessHours(given.database, [a])).toEqual([
			businessHours(rows.slice(0, 14)),
		]);
	});

	test("more openings than a week can have are a conflict with a rule that has a name", async () => {
		const [a] = await register("a");
		const rows = Array.from({ length: OPENINGS_MAX + 1 }, (_, i) => ({
			weekday: i % 7,
			opensAt: i,
			closesAt: i + 1,
		}));
		const write = given.database.transaction((tx) =>
			replaceBusinessHours(tx, [{ storeKey: a, hours: businessHours(rows) }]),
		);
		await expect(write).rejects.toMatchObject({
			meaning: "conflict",
			// The nodes of a cluster put the number of the shard behind the name, and tell no name.
			constraint: given.engine === "Citus" ? undefined : "business_week_has_1_to_128_openings",
		});
	});

	test("special hours are replaced for each store and date, and closed is not the same as none", async () => {
		const [a, b, none] = await register("a", "b", "none");
		const night = [{ opensAt: 79_200, closesAt: 7_200 }];
		const write = (dates: Parameters<typeof replaceSpecialHours>[1]) =>
			given.database.transaction((tx) => replaceSpecialHours(tx, dates));
		await write([
			{ storeKey: a, day: day("2023-12-25"), openings: night },
			{ storeKey: a, day: day("2023-12-24"), openings: night },
			{
				storeKey: b,
				day: day("2023-12-25"),
				openings: [...night, { opensAt: 0, closesAt: 86_400 }],
			},
		]);
		await write([{ storeKey: a, day: day("2023-12-25"), openings: [] }]);
		await write([]);
		expect(await readSpecialHours(given.database, [b, none, a])).toEqual([
			new Map([[day("2023-12-25"), [...night, { opensAt: 0, closesAt: 86_400 }]]]),
			new Map(),
			new Map([
				[day("2023-12-24"), night],
				[day("2023-12-25"), []],
			]),
		]);
	});

	test("a closure is there once, with the last reason, and is found with its store or with all", async () => {
		const [a, b, c] = await register("a", "b", "c");
		const works = { store: a, from: 1_000, to: 2_000, reason: "works", author: "Ada" };
		const later = { store: a, from: 3_000, to: 4_000, reason: "", author: undefined };
		const elsewhere = { ...works, store: b, reason: "works too" };
		const holiday = {
			store: undefined,
			from: 1_500,
			to: 9_000,
			reason: 'it\'s a holiday, "really"',
			author: 'O\'Neill, "Bob"',
		};
		const write = (closures: Parameters<typeof saveClosures>[1]) =>
			given.database.transaction((tx) => saveClosures(tx, closures));
		await write([later, works, elsewhere, holiday]);
		await write([{ ...works, reason: "still works" }, holiday]);
		const stillWorks = { ...works, reason: "still works" };
		expect(await manyClosuresOfAll(given.database)).toEqual([holiday]);
		expect(await manyClosuresOf(given.database, [a])).toEqual([stillWorks, later]);
		expect(await manyClosuresOf(given.database, [c, b])).toEqual([elsewhere]);
		const ofBoth = await manyClosuresOf(given.database, [b, a]);
		expect(ofBoth).toHaveLength(3);
		expect(new Set(ofBoth)).toEqual(new Set([stillWorks, later, elsewhere]));
		expect(await manyClosuresOf(given.database, [])).toEqual([]);
	});

	test("a closure takes a later author, and keeps the one that it has where none is named", async () => {
		const [a] = await register("authored");
		const closure = { store: a, from: 1, to: 2, reason: "", author: undefined };
		const authors: (string | undefined)[] = [];
		for (const author of [undefined, "Ada", undefined, "Bob"]) {
			await given.database.transaction((tx) => saveClosures(tx, [{ ...closure, author }]));
			authors.push((await manyClosuresOf(given.database, [a]))[0]?.author);
		}
		expect(authors).toEqual([undefined, "Ada", "Ada", "Bob"]);
	});

	test("a closure that does not end after it starts is a conflict with a rule that has a name", async () => {
		const write = given.database.transaction((tx) =>
			saveClosures(tx, [{ store: undefined, from: 5, to: 5, reason: "", author: undefined }]),
		);
		await expect(write).rejects.toMatchObject({ constraint: "closure_ends_after_it_starts" });
	});

	test("zones are replaced for the stores given, others stay", async () => {
		const [a, b] = await register("zone a", "zone b");
		const write = (zones: Parameters<typeof replaceTimezones>[1]) =>
			given.database.transaction((tx) => replaceTimezones(tx, zones));
		await write([
			{ storeKey: b, timezone: "Asia/Kathmandu" },
			{ storeKey: a, timezone: "Europe/London" },
		]);
		await write([{ storeKey: a, timezone: "Pacific/Apia" }]);
		const rows = await given.database.tables
			.selectFrom("store")
			.select(["store_id", "timezone"])
			.where("timezone", "is not", null)
			.orderBy("store_id")
			.execute();
		expect(rows).toEqual([
			{ store_id: "zone a", timezone: "Pacific/Apia" },
			{ store_id: "zone b", timezone: "Asia/Kathmandu" },
		]);
	});

	test("a store that is deleted takes along all that is of it", async () => {
		const [a, b] = await register("a", "b");
		await sql`delete from store where store_key = ${a}`.execute(given.database.tables);
		expect(await readBusinessHours(given.database, [a])).toEqual([undefined]);
		expect(await readSpecialHours(given.database, [a])).toEqual([new Map()]);
		expect(await manyClosuresOf(given.database, [a])).toEqual([]);
		expect(await manyClosuresOf(given.database, [b])).toMatchObject([{ store: b }]);
		expect(await manyClosuresOfAll(given.database)).toMatchObject([{ store: undefined }]);
		expect(await readBusinessHours(given.database, [b])).toEqual([NINE_TO_FIVE]);
	});
});
