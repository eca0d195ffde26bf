import { sql } from "kysely";
import { beforeEach, expect, test } from "vitest";
import { describeOnBothEngines } from "../database/databases.ts";
import { importLines } from "./import-lines.ts";

const NOW = Date.parse("2023-01-25T12:00Z");

describeOnBothEngines("importing a file of stores", (given) => {
	const importStores = (...stores: string[]) => importLines(given.database, NOW, { stores });

	/** All stores by id: name and group, and with `writer` the transaction that wrote the row. */
	async function knownStores({ writer = false } = {}) {
		const rows = await given.database.tables
			.selectFrom("store")
			.select(["store_id", "name", "group_name", "timezone", sql`xmin::text`.as("writer")])
			.orderBy("store_id")
			.execute();
		return rows.map((row) => [
			row.store_id,
			row.name,
			row.group_name,
			...(writer ? [row.timezone, row.writer] : []),
		]);
	}

	beforeEach(async () => {
		await sql`delete from store`.execute(given.database.tables);
		await importLines(given.database, NOW, {
			polls: ["store_id,timestamp_utc,status", "a,2023-01-25 11:00:00,active"],
			timezones: ["store_id,timezone_str", "b,Asia/Kathmandu"],
		});
		await importStores("store_id,name,group", "b,Kettle B,North", "c,Kettle C,South");
	});

	test("makes the stores that are not known yet, and keeps of others all that it does not speak of", async () => {
		expect(await knownStores()).toEqual([
			["a", null, null],
			["b", "Kettle B", "North"],
			["c", "Kettle C", "South"],
		]);
		const [zone] = await given.database.tables
			.selectFrom("store")
			.select("timezone")
			.where("store_id", "=", "b")
			.execute();
		expect(zone?.timezone).toBe("Asia/Kathmandu");
	});

	test("replaces what was known, and clears it where a cell is empty", async () => {
		await importStores("group,name,store_id", "West,,b", ",Noodles,c", "West,Noodles A,a");
		expect(await knownStores()).toEqual([
			["a", "Noodles A", "West"],
			["b", null, "West"],
			["c", "Noodles", null],
		]);
	});

	test("changes nothing of a column that is not in it", async () => {
		await importStores("store_id,group_name", "b,West", "c,", "d,West");
		await importStores("store_id,store_name", "a,Kettle A", "b,", "d,Kettle D");
		expect(await knownStores()).toEqual([
			["a", "Kettle A", null],
			["b", null, "West"],
			["c", "Kettle C", null],
			["d", "Kettle D", "West"],
		]);
	});

	test("changes nothing when it is repeated, alone or with polls, and polls alone change none of it", async () => {
		const stores = ["store_id,name,group", "a,Kettle A,", "b,,North", "c,Kettle C,South"];
		const polls = ["store_id,timestamp_utc,status", "c,2023-01-25 11:30:00,inactive"];
		await importLines(given.database, NOW, { stores, polls });
		const before = await knownStores({ writer: true });
		await importLines(given.database, NOW, { stores });
		await importLines(given.database, NOW, { stores, polls });
		await importLines(given.database, NOW, { polls });
		expect(await knownStores({ writer: true })).toEqual(before);
	});

	test("says it of a store that another file makes in the same import", async () => {
		await importLines(given.database, NOW, {
			stores: ["store_id,name,group", "new,Kettle,West"],
			hours: ["store_id,day,start_time_local,end_time_local", "new,0,09:00,17:00"],
			timezones: ["store_id,timezone_str", "new,Europe/London"],
		});
		const rows = await given.database.tables
			.selectFrom("store")
			.select(["name", "group_name", "timezone"])
			.where("store_id", "=", "new")
			.execute();
		expect(rows).toEqual([{ name: "Kettle", group_name: "West", timezone: "Europe/London" }]);
	});
});
