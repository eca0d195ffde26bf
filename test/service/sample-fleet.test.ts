import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
	DAY_MS,
	HOUR_MS,
	type Instant,
	MINUTE_MS,
	parseInstant,
	type Range,
} from "../../src/core/instant.ts";
import type { Intervals } from "../../src/core/intervals.ts";
import { parseLocalDay, parseTimeOfDay } from "../../src/core/local-time.ts";
import { formatSalesPerHour } from "../../src/core/lost-sales.ts";
import { openTime } from "../../src/core/open-time.ts";
import { ACTIVE, INACTIVE, instantOf, parseStatus, statusOf } from "../../src/core/poll.ts";
import { StoreSweeper } from "../../src/core/report.ts";
import { DEFAULT_RULES } from "../../src/core/rules.ts";
import { parseName } from "../../src/core/store-details.ts";
import { parseStoreId } from "../../src/core/store-id.ts";
import { StoreZone } from "../../src/core/store-zone.ts";
import { addTotals, NO_TIME, type Totals, uptimeMilliPercent } from "../../src/core/totals.ts";
import { DEFAULT_ZONE, parseZone, ZoneClock } from "../../src/core/zone-clock.ts";
import { Refusal } from "../../src/service/refusal.ts";
import {
	SampleFleet,
	type SamplePlan,
	type SamplePolls,
	type SampleStore,
} from "../../src/service/sample/sample-fleet.ts";
import {
	SAMPLE_FILES,
	type SampleTable,
	writeSample,
} from "../../src/service/sample/write-sample.ts";

// In the days before, the clocks of the United States went forward; London's and Sydney's did not.
const END = Date.UTC(2026, 2, 12, 18, 30);
const PLAN: SamplePlan = { stores: 200, days: 14, seed: 1, end: END };
const LAST_SECOND = 86_399;

interface Store extends SampleStore, SamplePolls {
	readonly open: Intervals;
}

function storesOf(fleet: SampleFleet): Store[] {
	return [...fleet.stores()].map((store) => {
		const clock = new ZoneClock(store.zone ?? DEFAULT_ZONE, fleet.range);
		const open = openTime(store.schedule, clock, fleet.range, DEFAULT_RULES);
		return { ...store, ...fleet.polls(store), open };
	});
}

function holds(intervals: Intervals, at: Instant): boolean {
	for (let i = 0; i < intervals.count; i++)
		if (intervals.from(i) <= at && at < intervals.to(i)) return true;
	return false;
}

const fleet = new SampleFleet(PLAN);
const stores = storesOf(fleet);

describe("the sample fleet", () => {
	test("is the same for the same seed, store by store and walk by walk", () => {
		expect([...fleet.stores()]).toEqual([...new SampleFleet(PLAN).stores()]);
		for (const store of fleet.stores()) expect(fleet.polls(store)).toEqual(fleet.polls(store));
	});

	test("is another for another seed, also where the seeds differ above 32 bits", () => {
		const ids = (seed: number) =>
			[...new SampleFleet({ ...PLAN, seed }).stores()].map(({ id }) => id).join();
		expect(new Set([1, 2, -1, 1 + 2 ** 32].map(ids)).size).toBe(4);
		const polls = (seed: number) => {
			const other = new SampleFleet({ ...PLAN, seed });
			return [...other.stores()].map((store) => other.polls(store).polls.join()).join();
		};
		expect(polls(2)).not.toBe(polls(1));
	});

	test("has ids of 19 digits, all different, below 2^63 and beyond what a float can tell apart", () => {
		const many = [...new SampleFleet({ ...PLAN, stores: 20_000 }).stores()].map(({ id }) => id);
		expect(new Set(many).size).toBe(20_000);
		for (const id of many) {
			expect(id).toMatch(/^[1-9]\d{18}$/);
			expect(BigInt(id) < 2n ** 63n).toBe(true);
		}
		expect(new Set(stores.map(({ id }) => Number(id))).size).toBeLessThan(stores.length);
	});

	test("has names, all different, and four groups of some size, and a few stores in none", () => {
		expect(new Set(stores.map(({ name }) => name)).size).toBe(stores.length);
		const sizes = [...Map.groupBy(stores, ({ group }) => group)].map(
			([group, { length }]) => [group, length] as const,
		);
		expect(sizes).toHaveLength(5);
		for (const [group, size] of sizes) {
			expect(size).toBeGreaterThan(group === undefined ? 2 : 10);
			expect(size).toBeLessThan(stores.length / 2);
		}
		for (const { name, group } of stores)
			expect(name.startsWith(group ?? "Corner Kitchen")).toBe(true);
	});

	test("is refused beyond its limits, with the value and what to give instead", () => {
		const refuse = (change: Partial<SamplePlan>) => () => new SampleFleet({ ...PLAN, ...change });
		expect(refuse({ stores: 0 })).toThrow("stores 0: give a whole number from 1 to 1000000");
		expect(refuse({ days: 1.5 })).toThrow("days 1.5: give a whole number from 1 to 400");
		expect(refuse({ seed: Number.NaN })).toThrow("seed NaN: give a whole number");
		expect(refuse({ end: Date.UTC(2000, 0, 10) })).toThrow("between the years 2000 and 9999");
	});

	test("can be as small as one store and one day", () => {
		const smallest = new SampleFleet({ ...PLAN, stores: 1, days: 1 });
		const [store] = storesOf(smallest) as [Store];
		expect(instantOf(store.polls.at(-1) as number)).toBe(END);
		expect(store.polls.length).toBeGreaterThan(12);
	});
});

describe("business hours of the sample fleet", () => {
	const withRows = stores.filter(({ hours }) => hours.length > 0);
	const some = (is: (store: Store) => boolean) => {
		const share = stores.filter(is).length / stores.length;
		expect(share).toBeGreaterThan(0.01);
		expect(share).toBeLessThan(0.5);
	};
	const everyRow = (is: (row: SampleStore["hours"][number]) => boolean) => (store: Store) =>
		store.hours.length === 7 && store.hours.every(is);

	test("have days in two parts", () => {
		some(({ hours }) => {
			const monday = hours.filter(({ weekday }) => weekday === 2);
			return monday.length === 2 && monday.every(({ opensAt }) => opensAt > 0);
		});
	});

	test("have nights written once, closing before they open", () => {
		some(everyRow(({ opensAt, closesAt }) => closesAt < opensAt && closesAt > 0));
	});

	test("have nights written in two rows, to 23:59:59 and on from 00:00:00", () => {
		some(
			({ hours }) =>
				hours.filter(({ closesAt }) => closesAt === LAST_SECOND).length === 7 &&
				hours.filter(({ opensAt }) => opensAt === 0).length === 7,
		);
	});

	test("have 24 hours written to 24:00 and written to 00:00", () => {
		some(everyRow(({ opensAt, closesAt }) => opensAt === 0 && closesAt === 86_400));
		some(everyRow(({ opensAt, closesAt }) => opensAt === 0 && closesAt === 0));
	});

	test("have stores without any, and stores without a zone", () => {
		some(({ hours }) => hours.length === 0);
		some(({ zone }) => zone === undefined);
	});

	test("have weekdays without rows: open around the clock, or closed by special hours each time", () => {
		const missesADay = ({ hours }: Store) => new Set(hours.map((row) => row.weekday)).size < 7;
		const rests = ({ schedule }: Store) =>
			[...schedule.specialHours.values()].filter((openings) => openings.length === 0).length > 1;
		some((store) => store.hours.length > 0 && missesADay(store) && rests(store));
		some((store) => store.hours.length > 0 && missesADay(store) && !rests(store));
		for (const { zone, schedule, open } of withRows.filter(rests)) {
			const clock = new ZoneClock(zone ?? DEFAULT_ZONE, fleet.range);
			for (const [day, openings] of schedule.specialHours)
				if (openings.length === 0)
					expect(holds(open, clock.instantAt(day * DAY_MS + 13 * HOUR_MS))).toBe(false);
		}
	});

	test("have a holiday on which some stores are closed, some open for less long, some in two parts", () => {
		const openingsADay = (count: number) => (store: Store) =>
			[...store.schedule.specialHours.values()].some((openings) => openings.length === count);
		some(openingsADay(0));
		some(openingsADay(1));
		some(openingsADay(2));
	});

	test("lie in zones of several countries, each known to this machine", () => {
		const zones = new Set(stores.flatMap(({ zone }) => zone ?? []));
		for (const zone of zones) expect(parseZone(zone)).toBeDefined();
		expect([...zones]).toEqual(
			expect.arrayContaining([
				"America/New_York",
				"America/Chicago",
				"America/Denver",
				"America/Los_Angeles",
				"America/Phoenix",
				"America/Sao_Paulo",
				"Europe/London",
				"Asia/Kathmandu",
				"Australia/Sydney",
			]),
		);
	});

	test("are suspended by planned closures, one of all stores and some of one, each with a reason", () => {
		const ofOne = stores.flatMap(({ closures }) => closures);
		expect(fleet.closures).toHaveLength(1);
		expect(ofOne.length).toBeGreaterThan(0);
		for (const { from, to, reason } of [...fleet.closures, ...ofOne]) {
			expect(to).toBeGreaterThan(from);
			expect(from).toBeGreaterThan(fleet.range.from);
			expect(to).toBeLessThan(fleet.range.to);
			expect(reason).not.toBe("");
		}
		const { from, to } = fleet.closures[0] as Range;
		for (const { open } of stores)
			for (let at = from; at < to; at += 10 * MINUTE_MS) expect(holds(open, at)).toBe(false);
	});
});

describe("polls of the sample fleet", () => {
	test("lie in the range asked for, ascending, and the newest is at its end", () => {
		let newest = 0;
		for (const { polls } of stores) {
			expect(polls.length).toBeGreaterThan(0);
			for (let i = 0; i < polls.length; i++) {
				const at = instantOf(polls[i] as number);
				expect(Number.isInteger(polls[i])).toBe(true);
				expect(at).toBeGreaterThan(i === 0 ? fleet.range.from : instantOf(polls[i - 1] as number));
				newest = Math.max(newest, at);
			}
		}
		expect(newest).toBe(END);
	});

	test("come about once an hour, and from quiet stores seldom", () => {
		const counts = stores.map(({ polls }) => polls.length).sort((a, b) => a - b);
		const usual = counts[100] as number;
		expect(usual).toBeGreaterThan(14 * 24 * 0.9);
		expect(usual).toBeLessThanOrEqual(14 * 24);
		const quiet = counts.filter((count) => count < 10);
		expect(quiet.length).toBeGreaterThan(2);
		expect(quiet.length).toBeLessThan(20);
	});

	test("stop for all stores in some hours in which the poller was silent", () => {
		expect(fleet.silence.count).toBeGreaterThan(1);
		expect(fleet.silence.totalMs()).toBeLessThan(DAY_MS);
		for (const { polls } of stores)
			for (const poll of polls) expect(holds(fleet.silence, instantOf(poll))).toBe(false);
	});

	test("say active whenever a store is open and well, inactive whenever it is down", () => {
		for (const { open, outages, polls } of stores)
			for (const poll of polls) {
				const at = instantOf(poll);
				if (holds(outages, at)) expect(statusOf(poll)).toBe(INACTIVE);
				else if (holds(open, at)) expect(statusOf(poll)).toBe(ACTIVE);
			}
	});

	test("mostly say inactive when a store is closed, not always", () => {
		const closed = stores.flatMap(({ open, polls }) =>
			[...polls].filter((poll) => !holds(open, instantOf(poll))),
		);
		const share = closed.filter((poll) => statusOf(poll) === INACTIVE).length / closed.length;
		expect(share).toBeGreaterThan(0.7);
		expect(share).toBeLessThan(0.95);
	});
});

describe("outages of the sample fleet", () => {
	const totalsOf = (of: SampleFleet): { store: Store; totals: Totals }[] => {
		const ranges = [{ name: "all", ...of.range }];
		const sweeper = new StoreSweeper({ asOf: END, ranges, rules: DEFAULT_RULES }, of.range.from);
		return storesOf(of).map((store) => {
			const history = { ...store, zone: StoreZone.of(store.zone ?? DEFAULT_ZONE) };
			return { store, totals: sweeper.totals(history)[0] as Totals };
		});
	};

	test("begin inside open time and last from minutes to a day", () => {
		const lengths = stores.flatMap(({ open, outages }) =>
			Array.from({ length: outages.count }, (_, i) => {
				const from = outages.from(i);
				// One that begins in the hour after the end is not in the open time of the range.
				if (from < END) expect(holds(open, from)).toBe(true);
				return outages.to(i) - from;
			}),
		);
		expect(Math.min(...lengths)).toBeGreaterThanOrEqual(4 * MINUTE_MS);
		expect(Math.max(...lengths)).toBeLessThanOrEqual(DAY_MS);
		const shareOf = (is: (length: number) => boolean) => lengths.filter(is).length / lengths.length;
		expect(shareOf((length) => length < HOUR_MS)).toBeGreaterThan(0.4);
		expect(shareOf((length) => length > 6 * HOUR_MS)).toBeGreaterThan(0.05);
	});

	test("happen to fragile stores often and to most stores not at all", () => {
		const counts = stores.map(({ outages }) => outages.count);
		expect(counts.filter((count) => count >= 7).length).toBeGreaterThan(5);
		expect(counts.filter((count) => count === 0).length).toBeGreaterThan(60);
	});

	test("are what makes down time, and nothing else is: not the night, no closure, no change of clocks", () => {
		for (const { store, totals } of totalsOf(fleet))
			if (store.outages.count === 0) expect(totals.downMs).toBe(0);
	});

	test("make down time whenever a poll inside open time finds one", () => {
		let found = 0;
		for (const { store, totals } of totalsOf(fleet)) {
			const isFound = [...store.polls].some((poll) => {
				const at = instantOf(poll);
				return at < END && holds(store.open, at) && holds(store.outages, at);
			});
			expect(totals.downMs > 0).toBe(isFound);
			if (isFound) found++;
		}
		expect(found).toBeGreaterThan(30);
	});

	test("leave a fleet that an operator would recognise: up for most of its time, and not always", () => {
		const all = totalsOf(fleet).reduce((sum, { totals }) => addTotals(sum, totals), NO_TIME);
		expect(uptimeMilliPercent(all)).toBeGreaterThan(93_000);
		expect(uptimeMilliPercent(all)).toBeLessThan(99_000);
	});
});

describe("the files of a sample", () => {
	let scratch: string;
	beforeAll(async () => {
		scratch = await mkdtemp(join(tmpdir(), "openhours-sample-"));
	});
	afterAll(() => rm(scratch, { recursive: true }));

	async function rowsOf(path: string): Promise<string[][]> {
		const lines = (await readFile(path, "utf8")).split("\n");
		expect(lines.pop()).toBe("");
		return lines.map((line) => line.split(","));
	}

	test("have as many rows as was said, and as the fleet has", async () => {
		const directory = join(scratch, "new", "counted");
		const { files, rows, inactivePolls, newestPoll, plan } = await writeSample({
			directory,
			end: END,
		});
		expect(plan).toEqual(PLAN);
		expect((await readdir(directory)).sort()).toEqual(Object.values(SAMPLE_FILES).sort());
		for (const table of Object.keys(SAMPLE_FILES) as SampleTable[])
			expect((await rowsOf(files[table])).length - 1).toBe(rows[table]);
		const sum = (count: (store: Store) => number) =>
			stores.reduce((total, store) => total + count(store), 0);
		expect(rows).toEqual({
			polls: sum(({ polls }) => polls.length),
			hours: sum(({ hours }) => hours.length),
			timezones: sum(({ zone }) => (zone === undefined ? 0 : 1)),
			specialHours: sum(({ schedule }) =>
				[...schedule.specialHours.values()].reduce((n, list) => n + Math.max(1, list.length), 0),
			),
			closures: sum(({ closures }) => closures.length) + fleet.closures.length,
			stores: stores.length,
		});
		expect(inactivePolls).toBe(
			sum(({ polls }) => polls.filter((poll) => statusOf(poll) === INACTIVE).length),
		);
		expect(newestPoll).toBe(END);
	});

	test("are taken by every parser, and give the fleet's polls back", async () => {
		const { files } = await writeSample({ directory: join(scratch, "parsed"), end: END });
		const [header, ...polls] = await rowsOf(files.polls);
		expect(header).toEqual(["store_id", "status", "timestamp_utc"]);
		const byStore = new Map(stores.map(({ id }) => [id, [] as number[]]));
		for (const [id = "", status = "", at = ""] of polls) {
			expect(parseStoreId(id)).toEqual({ id });
			byStore.get(id)?.push((parseInstant(at) as number) * 4 + (parseStatus(status) as number));
		}
		for (const { id, polls } of stores)
			expect(byStore.get(id)?.sort((a, b) => a - b)).toEqual([...polls]);

		for (const [, day, opens = "", closes = ""] of (await rowsOf(files.hours)).slice(1)) {
			expect(day).toMatch(/^[0-6]$/);
			expect(parseTimeOfDay(opens)).toBeLessThan(86_400);
			expect(parseTimeOfDay(closes)).toBeDefined();
		}
		for (const [, zone = ""] of (await rowsOf(files.timezones)).slice(1))
			expect(parseZone(zone)).toBeDefined();
		for (const [, date = "", opens = "", closes = ""] of (await rowsOf(files.specialHours)).slice(
			1,
		)) {
			expect(parseLocalDay(date)).toBeDefined();
			if (opens !== "" || closes !== "") {
				expect(parseTimeOfDay(opens)).toBeLessThan(86_400);
				expect(parseTimeOfDay(closes)).toBeDefined();
			}
		}
		expect((await rowsOf(files.stores)).slice(1)).toEqual(
			stores.map(({ id, name, group, city, salesPerHour }) => [
				id,
				name,
				group ?? "",
				city ?? "",
				salesPerHour === undefined ? "" : formatSalesPerHour(salesPerHour),
			]),
		);
		const sales = stores.map(({ salesPerHour }) => salesPerHour);
		expect(new Set(sales).size).toBeGreaterThan(stores.length / 2);
		expect(sales).toContain(undefined);
		for (const { name, group } of stores) {
			expect(parseName(name)).toEqual({ name });
			expect(parseName(group ?? "")).toEqual({ name: group ?? null });
		}
		for (const row of (await rowsOf(files.closures)).slice(1)) {
			expect(row).toHaveLength(4);
			expect(parseInstant(row[1] as string)).toBeLessThan(parseInstant(row[2] as string) as number);
		}
	});

	test("are in an order that is not the order of time, with fractions to the microsecond and without", async () => {
		const { files } = await writeSample({ directory: join(scratch, "order"), end: END });
		const polls = (await rowsOf(files.polls)).slice(1);
		const firstInactive = polls.findIndex(([, status]) => status === "inactive");
		expect(polls.slice(firstInactive).every(([, status]) => status === "inactive")).toBe(true);
		const fractions = polls.filter(([, , at]) =>
			/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6} UTC$/.test(at as string),
		);
		const whole = polls.filter(([, , at]) =>
			/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/.test(at as string),
		);
		expect(fractions.length + whole.length).toBe(polls.length);
		expect(whole.length / polls.length).toBeGreaterThan(0.01);
		expect(whole.length / polls.length).toBeLessThan(0.02);
	});

	test("are the same bytes for the same seed and others for another", async () => {
		const write = async (name: string, seed: number) => {
			const { files } = await writeSample({ directory: join(scratch, name), end: END, seed });
			return Promise.all(Object.values(files).map((path) => readFile(path, "utf8")));
		};
		const first = await write("seed-7", 7);
		expect(await write("seed-7-again", 7)).toEqual(first);
		const other = await write("seed-8", 8);
		for (const [i, file] of other.entries()) expect(file).not.toBe(first[i]);
	});

	test("are not written over somebody's data unless that is asked for", async () => {
		const directory = join(scratch, "taken");
		const theirs = join(directory, SAMPLE_FILES.specialHours);
		await mkdir(directory);
		await writeFile(theirs, "precious\n");
		const refused = writeSample({ directory, end: END, stores: 2 });
		await expect(refused).rejects.toThrow(Refusal);
		await expect(refused).rejects.toMatchObject({ meaning: "conflict" });
		await expect(refused).rejects.toThrow(`${theirs} is there already`);
		expect(await readdir(directory)).toEqual([SAMPLE_FILES.specialHours]);
		expect(await readFile(theirs, "utf8")).toBe("precious\n");

		await writeSample({ directory, end: END, stores: 2, replace: true });
		expect(await readFile(theirs, "utf8")).toMatch(/^store_id,date,/);
	});

	test("are refused in one sentence where no directory can be", async () => {
		const file = join(scratch, "file");
		await writeFile(file, "");
		const write = (directory: string) => writeSample({ directory, end: END, stores: 2 });
		await expect(write(file)).rejects.toThrow(
			`cannot write the sample to ${file}: it is a file; name a directory`,
		);
		await expect(write(join(file, "below"))).rejects.toMatchObject({ meaning: "invalid" });
	});

	test("are refused for a plan beyond its limits before anything is made", async () => {
		const directory = join(scratch, "never");
		await expect(writeSample({ directory, end: END, stores: -1 })).rejects.toMatchObject({
			meaning: "invalid",
			message: "stores -1: give a whole number from 1 to 1000000",
		});
		expect(await readdir(scratch)).not.toContain("never");
	});
});
