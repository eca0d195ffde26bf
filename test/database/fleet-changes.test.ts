import { beforeAll, expect, test } from "vitest";
import { HOUR_MS, utcDayOf } from "../../src/core/instant.ts";
import { packPoll } from "../../src/core/poll.ts";
import { deleteClosure, manyListedClosures } from "../../src/database/closures.ts";
import type { Transaction } from "../../src/database/engine/database.ts";
import { countFleetChange, fleetChangeCount } from "../../src/database/fleet-changes.ts";
import { createMonths } from "../../src/database/store-day.ts";
import { writePolls } from "../../src/database/write-polls.ts";
import { replaceClosuresOf } from "../../src/service/closures.ts";
import { dropOldPolls } from "../../src/service/drop-old-polls.ts";
import { replaceBusinessHoursOf, replaceSpecialHoursOf } from "../../src/service/store-hours.ts";
import { setTarget } from "../../src/service/targets.ts";
import { importLines } from "../service/import-lines.ts";
import { testServices } from "../service/services.ts";
import { describeOnBothEngines, describeOnPostgres } from "./databases.ts";

const NOON = Date.UTC(2023, 0, 25, 12);
const FROM_THE_BEGINNING = Number.NEGATIVE_INFINITY;

describeOnBothEngines("the count of changes of the fleet", (given) => {
	const services = () => testServices(given.database, NOON);
	const lines = (
		kind: "polls" | "hours" | "timezones" | "specialHours" | "closures" | "stores",
	) => {
		const headers = {
			polls: "store_id,timestamp_utc,status",
			hours: "store_id,day,start_time_local,end_time_local",
			timezones: "store_id,timezone_str,valid_from",
			specialHours: "store_id,date,start_time_local,end_time_local",
			closures: "store_id,from_utc,to_utc,reason",
			stores: "store_id,name,group,city,sales_per_hour",
		};
		return (...rows: string[]) =>
			importLines(given.database, NOON, { [kind]: [headers[kind], ...rows] });
	};
	/** By how much the count grows meanwhile. */
	const counted = async (change: () => Promise<unknown>) => {
		const before = await fleetChangeCount(given.database);
		await change();
		return (await fleetChangeCount(given.database)) - before;
	};

	beforeAll(() =>
		lines("polls")("one,2023-01-24T12:00:00Z,active", "two,2023-01-24T12:00:00Z,active"),
	);

	test.each<[string, () => Promise<unknown>]>([
		["a newer poll", () => lines("polls")("one,2023-01-25T09:00:00Z,active")],
		["a late poll between others", () => lines("polls")("one,2023-01-24T15:00:00Z,inactive")],
		["another status at the same instant", () => lines("polls")("one,2023-01-24T15:00:00Z,active")],
		["the first poll of a store", () => lines("polls")("three,2023-01-24T15:00:00Z,active")],
		["a store that was never polled", () => lines("hours")("four,0,09:00,17:00")],
		["business hours", () => lines("hours")("one,0,09:00,17:00")],
		["other business hours", () => lines("hours")("one,0,09:00,18:00")],
		["special hours", () => lines("specialHours")("one,2023-01-25,,")],
		["a zone", () => lines("timezones")("one,Asia/Kathmandu,")],
		["a zone from a date on", () => lines("timezones")("one,Asia/Tokyo,2023-01-20")],
		[
			"a closure of a store",
			() => lines("closures")("one,2023-01-25T00:00:00Z,2023-01-26T00:00:00Z,x"),
		],
		["a closure of all", () => lines("closures")("*,2023-01-25T00:00:00Z,2023-01-26T00:00:00Z,x")],
		["what is said of a store", () => lines("stores")("one,One,North,,12.50")],
		[
			"the hours of one store",
			() =>
				replaceBusinessHoursOf(services(), "two", {
					rows: [{ day_of_week: 1, start_time_local: "08:00", end_time_local: "12:00" }],
					validFrom: FROM_THE_BEGINNING,
				}),
		],
		[
			"the hours of one store, from then on none",
			() => replaceBusinessHoursOf(services(), "two", { rows: [], validFrom: FROM_THE_BEGINNING }),
		],
		[
			"the dates of one store",
			() =>
				replaceSpecialHoursOf(services(), "two", [
					{ date: "2023-01-25", start_time_local: null, end_time_local: null },
				]),
		],
		[
			"the dates of one store, of which it has none any more",
			() => replaceSpecialHoursOf(services(), "two", []),
		],
		["that a store's closures are gone", () => replaceClosuresOf(services(), "one", [], undefined)],
	])("grows by one with %s, and not when it comes again", async (_title, change) => {
		expect(await counted(change)).toBe(1);
		expect(await counted(change)).toBe(0);
	});

	test("grows with a closure that is deleted, and not with one that is not there", async () => {
		const [closure] = await manyListedClosures(given.database, {});
		const remove = () =>
			given.database.transaction((tx) => deleteClosure(tx, closure?.closureKey as number));
		expect(await counted(remove)).toBe(1);
		expect(await counted(remove)).toBe(0);
	});

	test("grows when old polls are dropped", async () => {
		await lines("polls")("one,2022-06-01T12:00:00Z,active");
		const drop = () => dropOldPolls(services(), 62 * 24 * HOUR_MS);
		expect(await counted(drop)).toBe(1);
		expect(await counted(drop)).toBe(0);
	});

	test("stays when something else is written", async () => {
		const target = () => setTarget(services(), { of: "group", group: "North" }, 99_000);
		expect(await counted(target)).toBe(0);
	});

	test("grows once with a transaction of many changes, and not with one that is rolled back", async () => {
		const change = async (tx: Transaction) => {
			for (let i = 0; i < 3; i++) await countFleetChange(tx);
		};
		expect(await counted(() => given.database.transaction(change))).toBe(1);
		const failing = given.database.transaction(async (tx) => {
			await change(tx);
			throw new Error("not to be committed");
		});
		await expect(failing).rejects.toThrow("not to be committed");
		expect(await counted(async () => {})).toBe(0);
	});
});

describeOnPostgres("the count of changes of the fleet, with several processes", (given) => {
	test("grows when a change is committed, whoever else is about to commit one", async () => {
		const [slow, quick] = [await given.openAgain(), await given.openAgain()];
		const day = utcDayOf(NOON);
		await createMonths(slow, { first: day, last: day });
		const seen: number[] = [];
		const look = async () => seen.push(await fleetChangeCount(given.database));
		await look();
		const [counted, end] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
		const held = slow.transaction(async (tx) => {
			await countFleetChange(tx);
			counted.resolve();
			await end.promise;
		});
		await counted.promise;
		await look();
		// Neither waits for the one that is still open.
		for (const storeId of ["one", "two"]) {
			const polls = Float64Array.of(packPoll(NOON, 1));
			await quick.transaction((tx) => writePolls(tx, [{ storeId, polls }]));
			await look();
		}
		end.resolve();
		await held;
		await look();
		expect(seen).toEqual([0, 0, 1, 2, 3]);
	});

	test("counts each of many that are committed at the same time", async () => {
		const before = await fleetChangeCount(given.database);
		const processes = await Promise.all([given.openAgain(), given.openAgain(), given.openAgain()]);
		await Promise.all(
			processes.flatMap((process) =>
				Array.from({ length: 40 }, () => process.transaction(countFleetChange)),
			),
		);
		expect(await fleetChangeCount(given.database)).toBe(before + 120);
		const [{ slots }] = (await given.database.plain(
			"select count(*)::int as slots from fleet_change",
		)) as [{ slots: number }];
		// Ten connections each, at the most.
		expect(slots).toBeLessThanOrEqual(30);
	});
});
