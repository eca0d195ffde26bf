import fc from "fast-check";
import { sql } from "kysely";
import { expect, test } from "vitest";
import {
	type BusinessHours,
	businessHours,
	OPENINGS_MAX,
	type Opening,
} from "../../src/core/business-hours.ts";
import { Dated, FROM_THE_BEGINNING, type Version } from "../../src/core/dated.ts";
import { parseLocalDay } from "../../src/core/local-time.ts";
import {
	addBusinessHours,
	readBusinessHours,
	replaceBusinessHours,
} from "../../src/database/business-weeks.ts";
import { manyClosuresOf, manyClosuresOfAll, saveClosures } from "../../src/database/closures.ts";
import { readSpecialHours, replaceSpecialHours } from "../../src/database/special-hours.ts";
import { registerStores } from "../../src/database/stores.ts";
import { readTimezones, replaceTimezones } from "../../src/database/timezones.ts";
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
				weeks.map((hours, i) => ({ storeKey: keys[i] as number, hours: Dated.always(hours) })),
			),
		);
		expect(await readBusinessHours(given.database, keys)).toEqual(
			weeks.map((hours) => Dated.always(hours)),
		);
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
				weeks.map((hours, i) => ({ storeKey: made[i] as number, hours: Dated.always(hours) })),
			);
			await addBusinessHours(tx, []);
			return made;
		});
		expect(await readBusinessHours(given.database, keys)).toEqual(
			weeks.map((hours) => Dated.always(hours)),
		);
	});

	test("those of a store are replaced as a whole, others stay, and a store without is known", async () => {
		const [a, b, none] = await register("a", "b", "none");
		const write = (storeKey: number, hours: BusinessHours) =>
			given.database.transaction((tx) =>
				replaceBusinessHours(tx, [{ storeKey, hours: Dated.always(hours) }]),
			);
		await write(a, NINE_TO_FIVE);
		await write(b, NINE_TO_FIVE);
		await write(a, ALL_DAY);
		expect(await readBusinessHours(given.database, [none, a, b])).toEqual([
			Dated.none,
			Dated.always(ALL_DAY),
			Dated.always(NINE_TO_FIVE),
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
			replaceBusinessHours(tx, [{ storeKey: a, hours: Dated.always(businessHours(rows)) }]),
		);
		expect(await readBusinessHours(given.database, [a])).toEqual([
			Dated.always(businessHours(rows.slice(0, 14))),
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
			replaceBusinessHours(tx, [{ storeKey: a, hours: Dated.always(businessHours(rows)) }]),
		);
		await expect(write).rejects.toMatchObject({
			meaning: "conflict",
			// The nodes of a cluster put the number of the shard behind the name, and tell no name.
			constraint: given.engine === "Citus" ? undefined : "business_week_has_at_most_128_openings",
		});
	});

	const none = { value: undefined };
	const from = (date: string) => ({ validFrom: day(date) });
	const always = { validFrom: FROM_THE_BEGINNING };

	test("hours are replaced from the first date on that is named, and earlier ones stay", async () => {
		const [a, b] = await register("dated hours", "other dated hours");
		const write = (storeKey: number, versions: readonly Version<BusinessHours>[]) =>
			given.database.transaction((tx) =>
				replaceBusinessHours(tx, [{ storeKey, hours: Dated.of(versions) }]),
			);
		const read = async () =>
			(await readBusinessHours(given.database, [a, b])).map(({ versions }) => versions);
		const first = { ...always, value: NINE_TO_FIVE };
		const march = { ...from("2026-03-01"), value: ALL_DAY };
		const april = { ...from("2026-04-01"), value: NINE_TO_FIVE };
		const closedDown = { ...from("2026-05-01"), ...none };
		await write(a, [first, march, april, closedDown]);
		await write(b, [april]);
		expect(await read()).toEqual([[first, march, april, closedDown], [april]]);
		await write(a, [first, march, april, closedDown]);
		expect(await read()).toEqual([[first, march, april, closedDown], [april]]);
		const midMarch = { ...from("2026-03-15"), value: ALL_DAY };
		await write(a, [midMarch, { ...april, ...none }]);
		expect(await read()).toEqual([[first, march, midMarch, { ...april, ...none }], [april]]);
		await write(a, [{ ...march, ...none }]);
		expect(await read()).toEqual([[first, { ...march, ...none }], [april]]);
		await write(a, []);
		await write(a, [{ ...always, value: ALL_DAY }]);
		expect(await read()).toEqual([[{ ...always, value: ALL_DAY }], [april]]);
		await write(a, [{ ...always, ...none }]);
		expect(await read()).toEqual([[], [april]]);
	});

	test("hours that are written again as they are take no new rows", async () => {
		const [a] = await register("same hours");
		const versions = [
			{ ...always, value: NINE_TO_FIVE },
			{ ...from("2026-03-01"), value: ALL_DAY },
			{ ...from("2026-04-01"), ...none },
		];
		const written = async () => {
			await given.database.transaction((tx) =>
				replaceBusinessHours(tx, [{ storeKey: a, hours: Dated.of(versions) }]),
			);
			const { rows } = await sql`
				select valid_from, ctid from business_week where store_key = ${a} order by valid_from
			`.execute(given.database.tables);
			return rows;
		};
		const first = await written();
		expect(first).toHaveLength(3);
		expect(await written()).toEqual(first);
	});

	test("zones are replaced from the first date on that is named, and earlier ones stay", async () => {
		const [a, b] = await register("dated zone", "other dated zone");
		const write = (storeKey: number, versions: readonly Version<string>[]) =>
			given.database.transaction((tx) =>
				replaceTimezones(tx, [{ storeKey, timezones: Dated.of(versions) }]),
			);
		const read = async () => {
			const { rows } = await sql<{ store_key: number; timezone: string | null }>`
				select store_key, timezone from store where store_key in (${a}, ${b}) order by store_id
			`.execute(given.database.tables);
			const stores = rows.map(({ store_key, timezone }) => ({
				storeKey: store_key,
				timezone: timezone ?? undefined,
			}));
			return (await readTimezones(given.database, stores)).map(({ versions }) => versions);
		};
		const first = { ...always, value: "Europe/London" };
		const march = { ...from("2026-03-01"), value: "Asia/Tokyo" };
		const april = { ...from("2026-04-01"), ...none };
		await write(b, [march]);
		await write(a, [first, april, march]);
		expect(await read()).toEqual([
			[first, march, april],
			[{ ...always, ...none }, march],
		]);
		const midMarch = { ...from("2026-03-15"), value: "Asia/Kolkata" };
		await write(a, [midMarch]);
		expect((await read())[0]).toEqual([first, march, midMarch]);
		await write(a, [{ ...first, value: "Europe/Paris" }]);
		expect((await read())[0]).toEqual([{ ...first, value: "Europe/Paris" }]);
		expect((await read())[1]).toEqual([{ ...always, ...none }, march]);
		await given.database.script("delete from store where store_id like '%dated zone'");
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
			{ storeKey: b, timezones: Dated.always("Asia/Kathmandu") },
			{ storeKey: a, timezones: Dated.always("Europe/London") },
		]);
		await write([{ storeKey: a, timezones: Dated.always("Pacific/Apia") }]);
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
		const moved = { ...from("2026-03-01"), value: "Asia/Tokyo" };
		await given.database.transaction((tx) =>
			replaceTimezones(tx, [{ storeKey: a, timezones: Dated.of([moved]) }]),
		);
		await sql`delete from store where store_key = ${a}`.execute(given.database.tables);
		expect(await readBusinessHours(given.database, [a])).toEqual([Dated.none]);
		expect(await readTimezones(given.database, [{ storeKey: a, timezone: undefined }])).toEqual([
			Dated.of([{ ...always, ...none }]),
		]);
		expect(await readSpecialHours(given.database, [a])).toEqual([new Map()]);
		expect(await manyClosuresOf(given.database, [a])).toEqual([]);
		expect(await manyClosuresOf(given.database, [b])).toMatchObject([{ store: b }]);
		expect(await manyClosuresOfAll(given.database)).toMatchObject([{ store: undefined }]);
		expect(await readBusinessHours(given.database, [b])).toEqual([Dated.always(NINE_TO_FIVE)]);
	});
});
