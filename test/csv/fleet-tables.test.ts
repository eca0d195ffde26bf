import { describe, expect, test } from "vitest";
import type { BusinessHours } from "../../src/core/business-hours.ts";
import { Dated, FROM_THE_BEGINNING } from "../../src/core/dated.ts";
import { parseLocalDay, parseTimeOfDay } from "../../src/core/local-time.ts";
import { readBusinessHours } from "../../src/csv/business-hours.ts";
import type { ByteSource } from "../../src/csv/byte-source.ts";
import { readClosures } from "../../src/csv/closures.ts";
import type { Reject } from "../../src/csv/reject.ts";
import { readSpecialHours } from "../../src/csv/special-hours.ts";
import { readStores } from "../../src/csv/stores.ts";
import type { OnReject } from "../../src/csv/table.ts";
import { readTimezones } from "../../src/csv/timezones.ts";
import { sourceInBlocks } from "./random-tables.ts";

async function read<Result>(
	reader: (source: ByteSource, onReject: OnReject) => Promise<Result>,
	lines: readonly string[],
): Promise<Result & { rejects: string[] }> {
	const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(""));
	const rejects: Reject[] = [];
	const result = await reader(sourceInBlocks(bytes, [bytes.length]), (reject) =>
		rejects.push(reject),
	);
	return { ...result, rejects: rejects.map(({ line, reason }) => `${line} ${reason}`) };
}

const opening = (opens: string, closes: string) => ({
	opensAt: parseTimeOfDay(opens),
	closesAt: parseTimeOfDay(closes),
});

describe("business hours", () => {
	const HEADER = "store_id,dayofweek,start_time_local,end_time_local";

	test("may have several rows a day, in any order; the second shift is not lost", async () => {
		const { stores, rowsRead } = await read(readBusinessHours, [
			HEADER,
			"a,0,17:00,22:00",
			"b,6,00:00:00,24:00:00",
			"a,0,11:00,14:30",
		]);
		expect(stores.get("a")?.at(0)?.[0]).toEqual([
			opening("17:00", "22:00"),
			opening("11:00", "14:30"),
		]);
		expect(stores.get("a")?.at(0)?.slice(1)).toEqual([[], [], [], [], [], []]);
		expect(stores.get("b")?.at(0)?.[6]).toEqual([opening("00:00", "24:00")]);
		expect(rowsRead).toBe(3);
	});

	test.each(["dayofweek", "day", "dayOfWeek", "day_of_week", "DAY"])(
		"name their weekday %s",
		async (name) => {
			const { stores } = await read(readBusinessHours, [
				`end_time_local,${name},note,store_id,start_time_local`,
				'14:00,3,"a, b",7,09:00',
			]);
			expect(stores.get("7")?.at(0)?.[3]).toEqual([opening("09:00", "14:00")]);
		},
	);

	test("of a store whose rows are all bad are none, so that it is no store of the file", async () => {
		const { stores, rejects } = await read(readBusinessHours, [HEADER, "a,7,09:00,17:00"]);
		expect(stores.has("a")).toBe(false);
		expect(rejects).toEqual(["2 not_a_weekday"]);
	});

	test("find a store under its id with or without blanks around it", async () => {
		const { stores } = await read(readBusinessHours, [HEADER, "a,0,1:00,2:00", " a ,1,1:00,2:00"]);
		expect([...stores.keys()]).toEqual(["a"]);
		expect(
			stores
				.get("a")
				?.at(0)
				?.map((day) => day.length),
		).toEqual([1, 1, 0, 0, 0, 0, 0]);
	});

	test("are valid from the date that their row says, and where it says none from the one given", async () => {
		const lines = [
			`valid_from,${HEADER}`,
			"2026-03-01,a,0,10:00,18:00",
			",a,0,09:00,17:00",
			" 2026-03-01 ,a,1,10:00,18:00",
			"2026-02-30,a,2,10:00,18:00",
			"spring,b,2,10:00,18:00",
		];
		const versionsOf = (stores: ReadonlyMap<string, Dated<BusinessHours>>) =>
			stores.get("a")?.versions.map(({ validFrom, value }) => [validFrom, value?.flat().length]);
		const march = parseLocalDay("2026-03-01") as number;
		const plain = await read(readBusinessHours, lines);
		expect(plain.rejects).toEqual(["5 not_a_date", "6 not_a_date"]);
		expect([...plain.stores.keys()]).toEqual(["a"]);
		expect(versionsOf(plain.stores)).toEqual([
			[FROM_THE_BEGINNING, 1],
			[march, 2],
		]);
		const given = await read(
			(source, onReject) => readBusinessHours(source, onReject, march),
			lines,
		);
		expect(versionsOf(given.stores)).toEqual([[march, 3]]);
	});

	test("may be as many a week from each date on", async () => {
		const two = (number: number) => String(number).padStart(2, "0");
		const week = (date: string) =>
			Array.from({ length: 128 }, (_, i) => {
				const closes = `${two(1 + Math.floor(i / 60))}:${two(i % 60)}`;
				return `a,${i % 7},00:00,${closes},${date}`;
			});
		const { rejects } = await read(readBusinessHours, [
			`${HEADER},valid_from`,
			...week(""),
			...week("2026-03-01"),
			"a,0,12:00,13:00,2026-03-01",
		]);
		expect(rejects).toEqual(["258 too_many_openings"]);
	});
});

describe("zones", () => {
	const HEADER = "store_id,timezone_str";

	test("are spelled as the zone data spells them, links included", async () => {
		const { stores } = await read(readTimezones, [HEADER, "a,america/new_york", "b, US/Central "]);
		expect(Object.fromEntries(stores)).toEqual({
			a: Dated.always("America/New_York"),
			b: Dated.always("US/Central"),
		});
	});

	test("keep the first of two for one store; the same zone again is no mistake", async () => {
		const { stores, rejects, rowsRead } = await read(readTimezones, [
			HEADER,
			"a,America/New_York",
			"a,Asia/Tokyo",
			"a,America/New_York",
			"a,Mars/Olympus",
		]);
		expect(stores.get("a")).toEqual(Dated.always("America/New_York"));
		expect(rejects).toEqual(["3 second_zone", "5 unknown_zone"]);
		expect(rowsRead).toBe(4);
	});

	test("are valid from the date that their row says; a second one is bad for the same date", async () => {
		const { stores, rejects } = await read(readTimezones, [
			`${HEADER},valid_from`,
			"a,America/New_York,",
			"a,Asia/Tokyo,2026-03-01",
			"a,Asia/Kolkata,2026-03-01",
			"a,Asia/Tokyo,2026-03-01",
			"a,Asia/Tokyo,1 March",
		]);
		expect(rejects).toEqual(["4 second_zone", "6 not_a_date"]);
		expect(stores.get("a")?.versions).toEqual([
			{ validFrom: FROM_THE_BEGINNING, value: "America/New_York" },
			{ validFrom: parseLocalDay("2026-03-01"), value: "Asia/Tokyo" },
		]);
	});

	test("may stand under the name timezone", async () => {
		const { stores } = await read(readTimezones, ["Timezone,store_id", "Asia/Beirut,a"]);
		expect(stores.get("a")).toEqual(Dated.always("Asia/Beirut"));
	});
});

describe("special hours", () => {
	const HEADER = "store_id,date,start_time_local,end_time_local";
	const day = (text: string) => parseLocalDay(text) as number;

	test("are several openings of a date, or none for closed", async () => {
		const { stores, rejects } = await read(readSpecialHours, [
			HEADER,
			"a,2023-12-24,09:00,12:00",
			"a,2023-12-25,,",
			"a,2023-12-24,14:00,16:00",
			"a,2023-12-25, , ",
			"b,2023-12-24,22:00,02:00",
		]);
		expect(rejects).toEqual([]);
		expect([...(stores.get("a") ?? [])]).toEqual([
			[day("2023-12-24"), [opening("09:00", "12:00"), opening("14:00", "16:00")]],
			[day("2023-12-25"), []],
		]);
		expect(stores.get("b")?.get(day("2023-12-24"))).toEqual([opening("22:00", "02:00")]);
	});

	test("keep what the first row says when a date is closed in one and open in another", async () => {
		const { stores, rejects } = await read(readSpecialHours, [
			HEADER,
			"a,2023-12-24,09:00,12:00",
			"a,2023-12-24,,",
			"a,2023-12-25,,",
			"a,2023-12-25,09:00,12:00",
		]);
		expect(rejects).toEqual(["3 closed_and_open", "5 closed_and_open"]);
		expect(stores.get("a")?.get(day("2023-12-24"))).toHaveLength(1);
		expect(stores.get("a")?.get(day("2023-12-25"))).toEqual([]);
	});

	test("of a date whose only row is bad leave the date as it is in any other week", async () => {
		const { stores } = await read(readSpecialHours, [HEADER, "a,2023-12-24,09:00,"]);
		expect(stores.get("a")).toBeUndefined();
	});
});

describe("planned closures", () => {
	const from = Date.UTC(2023, 11, 24);
	const to = Date.UTC(2023, 11, 25);

	test("are of one store, or of all where the store is *", async () => {
		const { closures, rowsRead } = await read(readClosures, [
			"store_id,from_utc,to_utc,reason,author",
			"a,2023-12-24 00:00:00 UTC,2023-12-25 00:00:00 UTC,repairs, Ada ",
			" * ,2023-12-24T02:00:00+02:00,2023-12-25T00:00:00Z, public holiday , ",
		]);
		expect(closures).toEqual([
			{ store: "a", from, to, reason: "repairs", author: "Ada" },
			{ store: undefined, from, to, reason: "public holiday", author: undefined },
		]);
		expect(rowsRead).toBe(2);
	});

	test("need no reason and no author, and no columns for them", async () => {
		const { closures } = await read(readClosures, [
			"to_utc,store_id,from_utc",
			"2023-12-25 00:00:00,a,2023-12-24 00:00:00",
		]);
		expect(closures).toEqual([{ store: "a", from, to, reason: "", author: undefined }]);
	});
});

describe("stores", () => {
	test.each([
		["store_id,name,group", "a, Kettle 7 ,North"],
		["group_name,country,STORE_ID,Store_Name", "North,US,a,Kettle 7"],
	])("have a name and a group, under the names of %s", async (header, row) => {
		const { stores, rejects } = await read(readStores, [header, row]);
		expect(rejects).toEqual([]);
		expect(Object.fromEntries(stores)).toEqual({ a: { name: "Kettle 7", group: "North" } });
	});

	test("have none where the cell is empty, and are not spoken of where the column is missing", async () => {
		const both = await read(readStores, ["store_id,name,group", "a,,North", "b,Kettle, "]);
		expect(Object.fromEntries(both.stores)).toEqual({
			a: { name: null, group: "North" },
			b: { name: "Kettle", group: null },
		});
		const groups = await read(readStores, ["group,store_id", "North,a", ",b"]);
		expect(Object.fromEntries(groups.stores)).toEqual({
			a: { name: undefined, group: "North" },
			b: { name: undefined, group: null },
		});
		const names = await read(readStores, ["store_id,name", "a,Kettle"]);
		expect(Object.fromEntries(names.stores)).toEqual({ a: { name: "Kettle", group: undefined } });
	});

	test("keep what the first row says; the same again is no mistake, and less is", async () => {
		const { stores, rejects, rowsRead } = await read(readStores, [
			"store_id,name,group",
			"a,Kettle,North",
			"a,Kettle,South",
			" a , Kettle,North ",
			"a,Kettle,",
			"a,kettle,North",
		]);
		expect(Object.fromEntries(stores)).toEqual({ a: { name: "Kettle", group: "North" } });
		expect(rejects).toEqual(["3 second_details", "5 second_details", "6 second_details"]);
		expect(rowsRead).toBe(5);
	});

	test("have a city and sales per hour, or none, and are not spoken of without the column", async () => {
		const both = await read(readStores, [
			"sales_per_hour,store_id,city",
			" 123.45 ,a, Duluth ",
			",b,",
			// 16 digits are more than a float holds.
			"999999999999.9999,c,",
			"0,d,",
		]);
		expect(both.rejects).toEqual([]);
		expect([...both.stores.values()].map(({ city, salesPerHour }) => [city, salesPerHour])).toEqual(
			[
				["Duluth", 1_234_500n],
				[null, null],
				[null, 9_999_999_999_999_999n],
				[null, 0n],
			],
		);
		const { stores } = await read(readStores, ["store_id,city", "a,Duluth"]);
		expect(stores.get("a")).toEqual({
			name: undefined,
			group: undefined,
			city: "Duluth",
			salesPerHour: undefined,
		});
	});

	test("with none of the columns are no such file", async () => {
		await expect(read(readStores, ["store_id,country", "a,US"])).rejects.toThrow(
			'random.csv: has none of the columns name, group, city, sales_per_hour; expected a header with the columns store_id, name and/or group and/or city and/or sales_per_hour, found "store_id,country"',
		);
		await expect(read(readStores, ["id,name", "a,Kettle"])).rejects.toThrow(
			'has no column store_id; expected a header with the columns store_id, name and/or group and/or city and/or sales_per_hour, found "id,name"',
		);
	});
});
