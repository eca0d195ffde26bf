import fc from "fast-check";
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, utcDayOf } from "../../src/core/instant.ts";
import { type ReportRow, standardRanges } from "../../src/core/report.ts";
import { DEFAULT_RULES, type Rules } from "../../src/core/rules.ts";
import { compareStoreIds, type StoreId } from "../../src/core/store-id.ts";
import { replaceBusinessHours } from "../../src/database/business-weeks.ts";
import { saveClosures } from "../../src/database/closures.ts";
import type { Database } from "../../src/database/engine/database.ts";
import { DatabaseError } from "../../src/database/engine/errors.ts";
import { maybeKeptFrom } from "../../src/database/kept-from.ts";
import { readPolls } from "../../src/database/read-polls.ts";
import { readReportRows } from "../../src/database/report-rows.ts";
import { replaceSpecialHours } from "../../src/database/special-hours.ts";
import {
	createMonths,
	holdMonths,
	lockPartitions,
	manyMonthPartitions,
} from "../../src/database/store-day.ts";
import { findStoreKeys, registerStores, type StoreKey } from "../../src/database/stores.ts";
import { replaceTimezones } from "../../src/database/timezones.ts";
import { writePolls } from "../../src/database/write-polls.ts";
import { beginReport } from "../../src/service/begin-report.ts";
import { dropOldPolls } from "../../src/service/drop-old-polls.ts";
import { keepHouse } from "../../src/service/housekeeping.ts";
import { reportWithId } from "../../src/service/report-resource.ts";
import { triggerReport } from "../../src/service/trigger-report.ts";
import {
	figuresOf,
	instant,
	type PlainPoll,
	type PlainStore,
	scheduleOf,
	seriesOf,
	storeOnPaper,
	zoneOf,
} from "../core/plain-store.ts";
import { anyStore, type Grid } from "../core/random-stores.ts";
import { describeOnBothEngines, describeOnPostgres } from "../database/databases.ts";
import { computeToItsEnd, reportToItsEnd, testServices } from "./services.ts";

const NEWEST = instant("2023-03-20T12:00Z");
const GRID: Grid = { from: instant("2022-07-01T00:00Z"), to: NEWEST, stepMs: 15 * MINUTE_MS };
/** Of polls up to the newest, those from February on are kept. */
const KEEP_MS = 40 * DAY_MS;
const KEPT_FROM = instant("2023-02-01T00:00Z");

type Fleet = Map<StoreId, PlainStore>;

/** Stores with everything that can be said of one, most of which were not polled any more for months. */
function quietFleet(): Fleet {
	const zones = ["America/Chicago", "Europe/London", "Australia/Lord_Howe", "Asia/Kathmandu"];
	const fleet: Fleet = new Map(
		zones.flatMap((zone, z) =>
			fc
				.sample(anyStore(zone, GRID, 40), { numRuns: 25, seed: 7 + z })
				.map((store, i) => [`s${z}-${i}`, { ...store, polls: quietAfter(store.polls, i) }]),
		),
	);
	return fleet.set("newest", storeOnPaper({ polls: ["2023-03-20T12:00Z active"] }));
}

/** Polls end after a while: for every fifth store never, for the others up to eight months ago. */
function quietAfter(polls: readonly PlainPoll[], number: number): PlainPoll[] {
	const end = NEWEST - (number % 5) * 60 * DAY_MS;
	return polls.filter(({ at }) => at < end);
}

async function saveFleet(database: Database, fleet: Fleet): Promise<void> {
	await savePolls(database, new Map([...fleet].map(([id, { polls }]) => [id, polls])));
	await database.transaction(async (tx) => {
		const keys = await registerStores(tx, [...fleet.keys()]);
		const stores = [...fleet.values()].map((store, i) => {
			const storeKey = keys[i] as StoreKey;
			return { storeKey, ...store, schedule: scheduleOf(store) };
		});
		await replaceBusinessHours(
			tx,
			stores.map(({ storeKey, schedule: { hours } }) => ({ storeKey, hours })),
		);
		await replaceSpecialHours(
			tx,
			stores.flatMap(({ storeKey, schedule }) =>
				[...schedule.specialHours].map(([day, openings]) => ({ storeKey, day, openings })),
			),
		);
		await replaceTimezones(
			tx,
			stores.map((store) => ({ storeKey: store.storeKey, timezones: zoneOf(store).own })),
		);
		const closures = stores.flatMap(({ storeKey, closures }) =>
			closures
				.filter(({ from, to }) => from < to)
				.map(({ from, to }) => ({ store: storeKey, from, to, reason: "", author: undefined })),
		);
		// A closure is there once.
		const byPlace = new Map(closures.map((it) => [`${it.store} ${it.from} ${it.to}`, it]));
		await saveClosures(tx, [...byPlace.values()]);
	});
}

async function savePolls(
	database: Database,
	polls: ReadonlyMap<StoreId, readonly PlainPoll[]>,
): Promise<void> {
	const batch = [...polls].map(([storeId, own]) => ({ storeId, polls: seriesOf(own) }));
	const days = [...polls.values()].flat().map(({ at }) => utcDayOf(at));
	await createMonths(database, { first: Math.min(...days), last: Math.max(...days) });
	await database.transaction((tx) => writePolls(tx, batch));
}

const RULES: readonly Partial<Rules>[] = [
	{},
	{ missingDay: "closed" },
	{ endOfDay: "literal" },
	{ outsidePolls: "use" },
	{ maxGapMs: 6 * HOUR_MS },
	{ maxGapMs: 60 * DAY_MS, missingDay: "closed", endOfDay: "literal" },
	{ maxGapMs: 60 * DAY_MS, outsidePolls: "use" },
];

async function rowsOf(database: Database, reportId: string): Promise<readonly ReportRow[]> {
	return (await readReportRows(database, reportId, { from: undefined, limit: 10_000 })).rows;
}

/** Compares reports on time from an instant on, under all rules, with figures from all polls there were. */
async function expectFiguresOfAllPolls(
	database: Database,
	fleet: Fleet,
	{ from, to }: { from: Instant; to: Instant },
): Promise<void> {
	const services = testServices(database, to, { sliceStores: 60 });
	const ranges = [
		{ name: "whole", from, to },
		{ name: "first_hours", from, to: from + 5 * HOUR_MS },
		...standardRanges(to).map((range) => ({ ...range, name: `the_${range.name}` })),
	];
	for (const rules of RULES) {
		const reportId = await reportToItsEnd(services, { asOf: to, ranges, rules });
		expect(await reportWithId(services, reportId)).toMatchObject({ state: "complete" });
		const expected = [...fleet]
			.sort(([a], [b]) => compareStoreIds(a, b))
			.filter(([, { polls }]) => polls.some(({ at }) => at <= to))
			.map(([storeId, store]) => ({
				storeId,
				totals: figuresOf(store, ranges, { ...DEFAULT_RULES, ...rules }),
			}));
		expect(await rowsOf(database, reportId)).toEqual(expected);
	}
}

/** How many polls there are of each store from before an instant. */
async function countsBefore(database: Database, fleet: Fleet, before: Instant): Promise<number[]> {
	const keys = await findStoreKeys(database, [...fleet.keys()]);
	const days = { first: utcDayOf(GRID.from), last: utcDayOf(before) - 1 };
	return (await readPolls(database, [...keys.values()], days)).map(({ length }) => length);
}

async function monthNames(database: Database): Promise<string[]> {
	return (await manyMonthPartitions(database)).map(({ name }) => name);
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

/** A poll for each of some stores that come in late, at night and at noon: most count for some rules. */
function latePolls(fleet: Fleet, days: readonly string[]): Map<StoreId, PlainPoll[]> {
	return new Map(
		[...fleet.keys()].map((storeId, i) => [
			storeId,
			days.flatMap((day) => [
				{ at: instant(`${day}T03:00Z`), status: i % 2 === 0 ? "active" : "inactive" } as const,
				{ at: instant(`${day}T18:00Z`), status: i % 3 === 0 ? "active" : "inactive" } as const,
			]),
		]),
	);
}

function withPolls(fleet: Fleet, polls: ReadonlyMap<StoreId, readonly PlainPoll[]>): Fleet {
	return new Map(
		[...fleet].map(([id, store]) => [
			id,
			{ ...store, polls: [...store.polls, ...(polls.get(id) ?? [])] },
		]),
	);
}

describeOnBothEngines("dropping old polls", (given) => {
	const drop = (keepMs: number) => dropOldPolls({ ...given, rules: DEFAULT_RULES }, keepMs);
	let fleet = quietFleet();

	test("does nothing while there are none", async () => {
		expect(await drop(KEEP_MS)).toEqual({ months: [] });
		await saveFleet(given.database, fleet);
		expect(await drop(365 * DAY_MS)).toEqual({ months: [] });
		expect(await maybeKeptFrom(given.database)).toBeUndefined();
		await expectFiguresOfAllPolls(given.database, fleet, { from: KEPT_FROM, to: NEWEST });
	});

	test("is not part of housekeeping unless it is told how long polls are kept", async () => {
		const before = await monthNames(given.database);
		await keepHouse(testServices(given.database, NEWEST), { keepPollsMs: undefined });
		expect(await monthNames(given.database)).toEqual(before);
		expect(await maybeKeptFrom(given.database)).toBeUndefined();
	});

	describe("once some are old enough", () => {
		let waiting: string;
		let halfComputed: string;
		const services = () => testServices(given.database, NEWEST);
		const older = { ranges: [{ from: KEPT_FROM - 1, to: NEWEST }] };
		const inLine = { begun: services, waiting: services };

		beforeAll(async () => {
			const [begun, notBegun] = [services(), services()];
			inLine.begun = () => begun;
			inLine.waiting = () => notBegun;
			halfComputed = (await triggerReport(begun, { ...older, reportId: crypto.randomUUID() }))
				.reportId;
			for (const { reportId } of begun.queue.take("begin-report"))
				await beginReport(begun, reportId);
			waiting = (await triggerReport(notBegun, { ...older, reportId: crypto.randomUUID() }))
				.reportId;
			expect(await drop(KEEP_MS)).toEqual({
				months: ["07", "08", "09", "10", "11", "12"]
					.map((month) => `store_day_2022_${month}`)
					.concat("store_day_2023_01"),
			});
		});

		test("leaves whole months, and a handful of polls of each store from before them", async () => {
			expect(await monthNames(given.database)).toEqual(["store_day_2023_02", "store_day_2023_03"]);
			const counts = await countsBefore(given.database, fleet, KEPT_FROM);
			expect(Math.max(...counts)).toBeLessThanOrEqual(5);
			expect(sum(counts)).toBeGreaterThan(100);
			expect(await maybeKeptFrom(given.database)).toBe(utcDayOf(KEPT_FROM));
		});

		test("changes no report on time that was kept, under any rules", async () => {
			await expectFiguresOfAllPolls(given.database, fleet, { from: KEPT_FROM, to: NEWEST });
		});

		test("lets no report begin before the time that was kept", async () => {
			const refused = [
				older,
				{ asOf: KEPT_FROM },
				{ asOf: instant("2022-12-24T00:00Z") },
				{ asOf: KEPT_FROM + 7 * DAY_MS - 1 },
			];
			for (const request of refused)
				await expect(triggerReport(services(), request)).rejects.toMatchObject({
					meaning: "invalid",
					message: expect.stringContaining("polls before 2023-02-01 were dropped"),
				});
			await triggerReport(services(), { asOf: KEPT_FROM + 7 * DAY_MS });
		});

		test("fails the reports on it that were waiting, or under way", async () => {
			await computeToItsEnd(inLine.begun());
			await computeToItsEnd(inLine.waiting());
			for (const reportId of [halfComputed, waiting])
				expect(await reportWithId(services(), reportId)).toMatchObject({
					state: "failed",
					failure: expect.stringContaining("polls before 2023-02-01 were dropped"),
				});
		});

		test("changes nothing when it is done again, and brings nothing back when polls are to be kept longer", async () => {
			const state = async () => {
				const { rows } = await sql`select xmin::text, * from poll_retention`.execute(
					given.database.tables,
				);
				return [rows, await countsBefore(given.database, fleet, KEPT_FROM)];
			};
			const before = await state();
			expect(await drop(KEEP_MS)).toEqual({ months: [] });
			expect(await drop(365 * DAY_MS)).toEqual({ months: [] });
			expect(await state()).toEqual(before);
		});

		test("lets older polls come in later: they count, and are dropped again in their turn", async () => {
			const carried = sum(await countsBefore(given.database, fleet, KEPT_FROM));
			const days = ["2021-11-11", "2022-08-08", "2023-01-30", "2023-01-31"];
			const late = latePolls(fleet, days);
			fleet = withPolls(fleet, late);
			await savePolls(given.database, late);
			expect(await monthNames(given.database)).toEqual(["store_day_2023_02", "store_day_2023_03"]);
			const come = sum(await countsBefore(given.database, fleet, KEPT_FROM));
			expect(come).toBeGreaterThan(carried + 500);
			await expectFiguresOfAllPolls(given.database, fleet, { from: KEPT_FROM, to: NEWEST });

			expect(await drop(KEEP_MS)).toEqual({ months: [] });
			const counts = await countsBefore(given.database, fleet, KEPT_FROM);
			expect(Math.max(...counts)).toBeLessThanOrEqual(5);
			expect(sum(counts)).toBeLessThan(come - 500);
			await expectFiguresOfAllPolls(given.database, fleet, { from: KEPT_FROM, to: NEWEST });
		});

		test("goes on with the months as newer polls come in", async () => {
			const late = latePolls(fleet, ["2023-02-14", "2023-04-02", "2023-05-25"]);
			late.delete("s0-0");
			fleet = withPolls(fleet, late);
			await savePolls(given.database, late);
			const [from, to] = [instant("2023-04-01T00:00Z"), instant("2023-05-25T18:00Z")];
			expect(await drop(KEEP_MS)).toEqual({ months: ["store_day_2023_02", "store_day_2023_03"] });
			expect(await monthNames(given.database)).toEqual(["store_day_2023_04", "store_day_2023_05"]);
			await expectFiguresOfAllPolls(given.database, fleet, { from, to });
		});

		test("tells SQL users the state before the first poll that is left", async () => {
			const { rows } = await sql<{ lost: number }>`
				select count(*)::int as lost
				from store_status
				where timestamp_utc = '2023-04-02 03:00' and prev_status is null
			`.execute(given.database.tables);
			expect(rows).toEqual([{ lost: 0 }]);
		});
	});
});

describeOnPostgres("dropping old polls while others are at work", (given) => {
	const drop = (database: Database, keepMs = 62 * DAY_MS) =>
		dropOldPolls({ database, rules: DEFAULT_RULES }, keepMs);
	let others: Database[];
	const fleet = quietFleet();
	beforeAll(async () => {
		others = await Promise.all([1, 2, 3].map(() => given.openAgain()));
		await saveFleet(given.database, fleet);
	});

	test("waits for who reads the time that it drops, and who comes while it waits finds what was carried", async () => {
		const [reader] = others as [Database];
		const keys = [...(await findStoreKeys(reader, [...fleet.keys()])).values()];
		const days = { first: utcDayOf(GRID.from), last: utcDayOf(GRID.to) };
		const before = await readPolls(reader, keys, days);
		const holding = Promise.withResolvers<void>();
		const released = Promise.withResolvers<void>();
		const readsBefore = reader.snapshot(async (connection) => {
			await holdMonths(connection);
			holding.resolve();
			await released.promise;
			return readPolls(connection, keys, days);
		});
		await holding.promise;
		const dropping = drop(given.database, 200 * DAY_MS);
		await untilWaiting(given.database, 1);
		const readsAfter = reader.snapshot(async (connection) => {
			await holdMonths(connection);
			return readPolls(connection, keys, days);
		});
		await untilWaiting(given.database, 2);
		released.resolve();
		expect(await readsBefore).toEqual(before);
		expect(await dropping).toEqual({ months: ["store_day_2022_07", "store_day_2022_08"] });
		const after = await readPolls(reader, keys, days);
		expect(await readsAfter).toEqual(after);
		expect(after).not.toEqual(before);
	});

	test("does not wait for new months to be made, nor they for it, whoever of them comes first", async () => {
		const [other] = others as [Database];
		const reading = Promise.withResolvers<void>();
		const made = Promise.withResolvers<void>();
		const dropping = given.database.transaction(async (tx) => {
			await holdMonths(tx); // as dropping does, when it reads
			reading.resolve();
			await made.promise;
			await lockPartitions(tx);
		});
		await reading.promise;
		await createMonths(other, { first: utcDayOf(NEWEST), last: utcDayOf(NEWEST) + 31 });
		made.resolve();
		await dropping;
		expect(await monthNames(given.database)).toContain("store_day_2023_04");
	});

	test("is done once when several do it at once", async () => {
		const done = await Promise.all(others.map((database) => drop(database, 150 * DAY_MS)));
		expect(done.flatMap(({ months }) => months)).toEqual(["store_day_2022_09"]);
	});

	test("loses nothing that is imported meanwhile, old or new, and no report is wrong for it", async () => {
		const [recent, old, reporter] = others as [Database, Database, Database];
		let all: Fleet = fleet;
		let isDone = false;
		const dropping = (async () => {
			let months = 0;
			while (!isDone) {
				const done = await drop(given.database).catch(refuseUnlessBusy);
				months += done.months.length;
			}
			return months;
		})();
		const ids = [...fleet.keys()];
		for (const month of ["04", "05", "06", "07", "08", "09"]) {
			const newPolls = latePolls(fleet, [`2023-${month}-03`, `2023-${month}-20`]);
			const oldPolls = latePolls(fleet, [
				"2022-06-06",
				"2023-02-02",
				`2023-0${Number(month) - 1}-11`,
			]);
			all = withPolls(withPolls(all, newPolls), oldPolls);
			await Promise.all([
				inBatches(newPolls, ids, (batch) => savePolls(recent, batch)),
				inBatches(oldPolls, ids.toReversed(), (batch) => savePolls(old, batch)),
			]);
			const to = instant(`2023-${month}-20T18:00Z`);
			await expectFiguresOfAllPolls(reporter, all, { from: to - 15 * DAY_MS, to });
		}
		isDone = true;
		expect(await dropping).toBeGreaterThan(3);
		const to = instant("2023-09-20T18:00Z");
		await drop(given.database);
		await expectFiguresOfAllPolls(reporter, all, { from: instant("2023-07-01T00:00Z"), to });
	});
});

/** Where others leave it no moment, dropping is put off: that is as it should be. */
function refuseUnlessBusy(error: unknown): { months: string[] } {
	if (error instanceof DatabaseError && error.meaning === "busy") return { months: [] };
	throw error;
}

async function inBatches(
	polls: ReadonlyMap<StoreId, readonly PlainPoll[]>,
	ids: readonly StoreId[],
	save: (batch: ReadonlyMap<StoreId, readonly PlainPoll[]>) => Promise<void>,
): Promise<void> {
	for (let from = 0; from < ids.length; from += 20)
		await save(new Map(ids.slice(from, from + 20).map((id) => [id, polls.get(id) ?? []])));
}

/** Waits until so many of the database's sessions wait for a lock. */
async function untilWaiting(database: Database, count: number): Promise<void> {
	for (let waiting = 0; waiting < count; ) {
		const { rows } = await sql<{ waiting: number }>`
			select count(*)::int as waiting
			from pg_stat_activity
			where datname = current_database() and wait_event_type = 'Lock'
		`.execute(database.tables);
		waiting = rows[0]?.waiting as number;
	}
}
