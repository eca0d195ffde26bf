import { Readable } from "node:stream";
import { buffer, text } from "node:stream/consumers";
import fc from "fast-check";
import Papa from "papaparse";
import { beforeAll, describe, expect, test } from "vitest";
import { UNNAMED_CURRENCY } from "../../src/core/currency.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../src/core/instant.ts";
import { addOutageSummaries, outageSummary } from "../../src/core/outage-summary.ts";
import type { Outage } from "../../src/core/outages.ts";
import { DEFAULT_RULES, type Rules } from "../../src/core/rules.ts";
import { StoreZone } from "../../src/core/store-zone.ts";
import { NO_TIME } from "../../src/core/totals.ts";
import type { Database } from "../../src/database/engine/database.ts";
import { dropOldPolls } from "../../src/service/drop-old-polls.ts";
import type { FleetFiles } from "../../src/service/fleet-files.ts";
import { fleetOutages } from "../../src/service/fleet-outages.ts";
import { fleetUptime } from "../../src/service/fleet-uptime.ts";
import type { FoundOutages, OutageFilter, StoreOutages } from "../../src/service/found-outages.ts";
import {
	listOutages,
	type OutageList,
	type OutageListRequest,
} from "../../src/service/list-outages.ts";
import { type OutageSort, OutageTable } from "../../src/service/outage-table.ts";
import { outagesFile } from "../../src/service/outages-file.ts";
import { outagesFromFiles } from "../../src/service/outages-from-files.ts";
import { planOutages, type RequestedOutages } from "../../src/service/outages-plan.ts";
import { reportFromFiles } from "../../src/service/report-from-files.ts";
import { oneStoresOutages, storeOutages } from "../../src/service/store-outages.ts";
import {
	OUTAGE_FORMATS,
	type OutageFormat,
	writeOutages,
} from "../../src/service/write-outages.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { cellsOf, readParquet } from "../parquet/read-parquet.ts";
import { filesOfLines, importLines } from "./import-lines.ts";
import { linesOf, mixedFleet, NEWEST } from "./mixed-fleet.ts";
import { testServices } from "./services.ts";

const FLEET = mixedFleet();
const POLLED = FLEET.filter(({ polls }) => polls.length > 0);
const NEVER = new AbortController().signal;

const RULES: readonly Partial<Rules>[] = [
	{},
	{ missingDay: "closed", outsidePolls: "use" },
	{ maxGapMs: 6 * HOUR_MS, endOfDay: "literal", defaultZone: "Pacific/Apia" },
];

/** Ranges, and when they are asked for. */
const RANGES: readonly RequestedOutages[] = [
	{},
	{ from: NEWEST - 40 * DAY_MS, to: NEWEST - 20 * DAY_MS - 7 },
	{ from: NEWEST - 3 * HOUR_MS, to: NEWEST + DAY_MS },
	{ asOf: NEWEST - 12.5 * DAY_MS - 1 },
];

const FILTERS: readonly OutageFilter[] = [
	{},
	{ goingOn: true },
	{ goingOn: false, atLeastMs: 5 * HOUR_MS },
	{ ignoreUnderMs: 90 * MINUTE_MS },
];

const SORTS: readonly OutageSort[] = [
	{ by: "start", descends: false },
	{ by: "start", descends: true },
	{ by: "down_ms", descends: false },
	{ by: "down_ms", descends: true },
	{ by: "store_id", descends: false },
];

const REACH = { rangeDays: 366, reachDays: 366 };

const bytesOf = (pieces: ReturnType<typeof writeOutages>) => buffer(Readable.from(pieces));

async function allOf({ batches }: FoundOutages): Promise<StoreOutages[]> {
	const stores: StoreOutages[] = [];
	for await (const batch of batches) stores.push(...batch);
	return stores;
}

function downMs(outages: readonly Outage[]): number {
	return outages.reduce((sum, { downInRangeMs }) => sum + downInRangeMs, 0);
}

const cases = RULES.flatMap((rules) => RANGES.map((request) => ({ rules, request })));

const inUnnamed = (format: OutageFormat) => ({ format, currency: UNNAMED_CURRENCY });

describeOnBothEngines("outages", (given) => {
	const servicesOf = (differences: Partial<Rules> = {}) =>
		testServices(given.database, NEWEST, { rules: { ...DEFAULT_RULES, ...differences } });
	let files: FleetFiles;

	beforeAll(async () => {
		await importLines(given.database, NEWEST, linesOf(FLEET));
		files = await filesOfLines(NEWEST, linesOf(FLEET));
	});

	/** The same outages from the database and from the files. */
	async function both(rules: Partial<Rules>, request: RequestedOutages, group?: string) {
		const services = servicesOf(rules);
		const plan = await planOutages(services, request, REACH);
		const asked = { ...request, rules: services.rules, group };
		return {
			database: () => fleetOutages(services, { plan, group }, NEVER),
			files: () => outagesFromFiles(files, asked, services.zoneDataVersion),
		};
	}

	test.each(cases)(
		"have the downtime of the report, store by store: $request under $rules",
		async ({ rules, request }) => {
			const services = servicesOf(rules);
			const plan = await planOutages(services, request, REACH);
			const found = await allOf(fleetOutages(services, { plan }, NEVER));
			const { batches } = reportFromFiles(
				files,
				{ ...plan, ranges: [{ ...plan.ranges[0], name: "range" }] },
				"2026c",
			);
			const rows = (await Array.fromAsync(batches)).flat();
			expect(found.map(({ storeId }) => storeId)).toEqual(rows.map(({ storeId }) => storeId));
			expect(found.some(({ outages }) => outages.length > 0)).toBe(true);
			for (const [i, { outages, totals }] of found.entries()) {
				expect(totals).toEqual(rows[i]?.totals[0]);
				expect(downMs(outages)).toBe(totals.downMs);
			}
			const fleet = await fleetUptime(services, request, NEVER);
			expect(downMs(found.flatMap(({ outages }) => outages))).toBe(fleet.totals.downMs);
		},
	);

	test.each(cases)(
		"are the same of one store as of all: $request under $rules",
		async ({ rules, request }) => {
			const services = servicesOf(rules);
			const plan = await planOutages(services, request, REACH);
			const all = await allOf(fleetOutages(services, { plan }, NEVER));
			for (const [i, { storeId, outages, totals, zone }] of all.entries()) {
				if (i % 3 > 0) continue;
				const one = await storeOutages(services, storeId, request);
				expect(one).toMatchObject({ storeId, totals, outages });
				expect(one.zone.periods).toEqual(zone.periods);
				expect(one.summary).toEqual(outageSummary(outages, totals));
				expect(one.method).toMatchObject({ selection: "listed", stores: 1 });
			}
		},
	);

	test.each(cases)(
		"are the same from files, byte for byte: $request under $rules",
		async ({ rules, request }) => {
			for (const group of [undefined, "Brand A"]) {
				const found = await both(rules, request, group);
				for (const filter of FILTERS)
					for (const format of OUTAGE_FORMATS) {
						const writing = inUnnamed(format);
						const ofFiles = await bytesOf(writeOutages(found.files(), filter, writing));
						const ofDatabase = writeOutages(found.database(), filter, writing);
						expect((await bytesOf(ofDatabase)).equals(ofFiles)).toBe(true);
					}
			}
		},
	);

	test.each(FILTERS)("are the same as CSV, JSON and Parquet: %j", async (filter) => {
		const found = await both({}, { from: NEWEST - 40 * DAY_MS });
		const csv = (await bytesOf(writeOutages(found.files(), filter, inUnnamed("csv")))).toString();
		const { data } = Papa.parse<Record<string, string>>(csv.trimEnd(), { header: true });
		const json = JSON.parse(
			(await bytesOf(writeOutages(found.files(), filter, inUnnamed("json")))).toString(),
		);
		const file = await readParquet(writeOutages(found.files(), filter, inUnnamed("parquet")));
		expect(file.rows.map(cellsOf)).toEqual(data);
		expect(data.length).toBeGreaterThan(0);
		expect(
			json.outages.map(({ start, end, ...rest }: Record<string, unknown>) =>
				cellsOf({ ...rest, start_utc: start, end_utc: end }),
			),
		).toEqual(data);
		expect(file.metadata).toEqual({
			"openhours.method": json.method,
			"openhours.ignored_under_ms": json.ignored_under_ms,
		});
		expect(file.types).toEqual({
			store_id: "BYTE_ARRAY UTF8",
			name: "BYTE_ARRAY UTF8?",
			group: "BYTE_ARRAY UTF8?",
			timezone: "BYTE_ARRAY UTF8",
			start_utc: "INT64 TIMESTAMP_MILLIS",
			end_utc: "INT64 TIMESTAMP_MILLIS?",
			start_local: "BYTE_ARRAY UTF8",
			end_local: "BYTE_ARRAY UTF8?",
			down_ms: "INT64",
			down_ms_total: "INT64",
			began_before: "BOOLEAN",
			goes_on_past: "BOOLEAN",
			lost_sales_estimate: "DOUBLE?",
		});
	});

	test.each(SORTS)(
		"come as a file in the order in which they are listed: $by, $descends",
		async (sort) => {
			const services = servicesOf();
			const request = { from: NEWEST - 31 * DAY_MS, sort, goingOn: false };
			const { outages } = await listOutages(services, { ...request, limit: 100_000 }, NEVER);
			const file = await outagesFile(services, request, "parquet", NEVER);
			const { rows } = await readParquet(file.pieces);
			expect(rows.map(({ store_id, start_utc }) => [store_id, Number(start_utc)])).toEqual(
				outages.map(({ store, start }) => [store.storeId, start]),
			);
			expect(file.name).toBe("openhours-outages-2025-04-10T12-00-00Z.parquet");
		},
	);

	test("of one store are the same from files, also of one that was never polled", async () => {
		const services = servicesOf();
		const plan = await planOutages(services, {}, REACH);
		for (const { storeId } of FLEET.slice(0, 20)) {
			const request = { rules: services.rules, storeId };
			const ofFiles = outagesFromFiles(files, request, services.zoneDataVersion);
			const ofDatabase = await oneStoresOutages(services, storeId, plan);
			const json = (found: FoundOutages) =>
				text(
					Readable.from(writeOutages(found, {}, { format: "json", currency: UNNAMED_CURRENCY })),
				);
			expect(await json(ofDatabase)).toBe(await json(ofFiles));
		}
	});

	async function pages(
		request: Omit<OutageListRequest, "limit" | "after">,
		limitOf: () => number,
	): Promise<OutageList[]> {
		const services = servicesOf();
		const lists: OutageList[] = [];
		let after: OutageListRequest["after"];
		do {
			const page = { ...request, limit: limitOf(), after };
			lists.push(await listOutages(services, page, NEVER));
			after = lists.at(-1)?.next;
			if (lists.length % 2 === 0) services.fleetReadings.invalidate();
		} while (after !== undefined);
		return lists;
	}

	test.each(SORTS.flatMap((sort) => FILTERS.map((filter) => ({ sort, filter }))))(
		"come page after page, each once and in order, also when they are computed again: $sort, $filter",
		async ({ sort, filter }) => {
			let limit = 1;
			const lists = await pages({ ...filter, from: NEWEST - 31 * DAY_MS, sort }, () => limit++ * 3);
			const outages = lists.flatMap((list) => list.outages);
			const everything = await both({}, { from: NEWEST - 31 * DAY_MS });
			const all = (await allOf(everything.database())).flatMap(({ outages: some, ...store }) =>
				some.map((outage) => ({ ...outage, storeId: store.storeId })),
			);
			const wanted = all.filter(
				(outage) =>
					outage.downMs >= (filter.atLeastMs ?? filter.ignoreUnderMs ?? 0) &&
					(filter.goingOn === undefined || (outage.end === undefined) === filter.goingOn),
			);
			const keyOf = (outage: Outage) => {
				const key = { start: outage.start, down_ms: outage.downInRangeMs, store_id: 0 }[sort.by];
				return sort.descends ? -key : key;
			};
			// They come by id and start, and sorting keeps that where nothing else is asked for.
			wanted.sort((a, b) => keyOf(a) - keyOf(b));
			expect(
				outages.map(({ store, ...outage }) => ({ ...outage, storeId: store.storeId })),
			).toEqual(wanted);
			expect(wanted.length).toBeGreaterThan(0);
			for (const list of lists) {
				expect(list.total).toBe(wanted.length);
				expect(list.summary.count).toBe(wanted.length);
				expect(list.summary.downMs).toBe(downMs(wanted));
				expect(list.totals.downMs).toBe(downMs(all));
			}
		},
	);

	test("as of an instant stay what they are, whatever is polled after it", async () => {
		const services = servicesOf();
		const asOf = NEWEST - 9 * DAY_MS;
		const request: OutageListRequest = { asOf, sort: SORTS[0] as OutageSort, limit: 1_000 };
		const { outages } = await listOutages(services, request, NEVER);
		const known = FLEET.map((store) => ({
			...store,
			polls: store.polls.filter(({ at }) => at <= asOf),
		}));
		const then = await filesOfLines(NEWEST, linesOf(known));
		const found = await allOf(outagesFromFiles(then, { asOf, rules: services.rules }, "2026c"));
		const downTimes = (some: readonly Outage[]) => some.map(({ downMs: ms }) => ms).sort();
		expect(downTimes(outages)).toEqual(downTimes(found.flatMap((store) => store.outages)));
		expect(outages.some(({ end }) => end === undefined)).toBe(true);
	});

	test("of a group that is not there, or cannot be, are none", async () => {
		for (const group of ["Brand Z", "\0", " "]) {
			const request = { group, sort: SORTS[0] as OutageSort, limit: 10 };
			const list = await listOutages(servicesOf(), request, NEVER);
			expect([list.total, list.totals, list.method.stores]).toEqual([0, NO_TIME, 0]);
		}
	});

	test("over more days than there may be, or too far back, are refused", async () => {
		const services = servicesOf();
		const list = (request: RequestedOutages) =>
			listOutages(services, { ...request, sort: SORTS[0] as OutageSort, limit: 1 }, NEVER);
		const saying = (message: RegExp) => ({
			meaning: "invalid",
			message: expect.stringMatching(message),
		});
		await storeOutages(services, "s1", { from: NEWEST - 366 * DAY_MS });
		await expect(
			storeOutages(services, "s1", { from: NEWEST - 366 * DAY_MS - 1 }),
		).rejects.toMatchObject(saying(/too long: it may have 366 days/));
		await list({ from: NEWEST - 31 * DAY_MS });
		await expect(list({ from: NEWEST - 31 * DAY_MS - 1 })).rejects.toMatchObject(
			saying(/too long: it may have 31 days/),
		);
		await expect(
			list({ from: NEWEST - 93 * DAY_MS, to: NEWEST - 90 * DAY_MS }),
		).rejects.toMatchObject(saying(/more than 92 days before as of/));
		const asOf = NEWEST - 90 * DAY_MS;
		await list({ from: NEWEST - 93 * DAY_MS, to: asOf, asOf });
	});

	test("of a store that is not known, or cannot be, are not found", async () => {
		for (const storeId of ["nobody", "", "\0", "\ud800"])
			await expect(storeOutages(servicesOf(), storeId, {})).rejects.toMatchObject({
				meaning: "not_found",
			});
	});

	test("of all stores are found once for all who ask over the same range", async () => {
		let snapshots = 0;
		const database = watched(given.database, () => snapshots++);
		const services = { ...servicesOf(), database };
		const ask = (more: Partial<OutageListRequest>) =>
			listOutages(services, { sort: SORTS[0] as OutageSort, limit: 5, ...more }, NEVER);
		await Promise.all([ask({}), ask({ asOf: NEWEST, goingOn: true }), ask({ limit: 7 })]);
		const once = snapshots;
		await ask({ sort: SORTS[3] as OutageSort, atLeastMs: HOUR_MS });
		expect(snapshots).toBe(once);
		await ask({ group: "Brand A" });
		expect(snapshots).toBeGreaterThan(once);
	});

	test("of all stores are given up when nobody wants them any more", async () => {
		const gone = new AbortController();
		let snapshots = 0;
		const database = watched(given.database, () => {
			snapshots++;
			if (snapshots === 3) gone.abort(new Error("gone"));
		});
		const services = { ...servicesOf(), database };
		const request = { from: NEWEST - 31 * DAY_MS, sort: SORTS[0] as OutageSort, limit: 1 };
		await expect(listOutages(services, request, gone.signal)).rejects.toThrow("gone");
		const again = await listOutages(servicesOf(), request, NEVER);
		expect(again.method.stores).toBe(POLLED.length);
	});
});

/** The database, where something happens before each of its snapshots. */
function watched(database: Database, before: () => void): Database {
	return new Proxy(database, {
		get(target, name) {
			const value = Reflect.get(target, name, target);
			if (typeof value !== "function") return value;
			if (name === "snapshot") before();
			return value.bind(target);
		},
	});
}

describeOnBothEngines("outages over time of which polls were dropped", (given) => {
	test("are refused, and those over time that is kept have the downtime that they had", async () => {
		await importLines(given.database, NEWEST, linesOf(FLEET));
		const services = testServices(given.database, NEWEST);
		const kept = { from: Date.UTC(2025, 1, 1), to: Date.UTC(2025, 1, 9) };
		const before = await storeOutages(services, "s3", kept);
		await dropOldPolls(services, 62 * DAY_MS);
		services.fleetReadings.invalidate();
		const after = await storeOutages(services, "s3", kept);
		expect([after.totals, downMs(after.outages)]).toEqual([before.totals, before.totals.downMs]);
		const dropped = { from: kept.from - 1, to: kept.to };
		const refusal = { meaning: "invalid", message: expect.stringMatching(/were dropped/) };
		await expect(storeOutages(services, "s3", dropped)).rejects.toMatchObject(refusal);
		const asOf = kept.to;
		const list = listOutages(
			services,
			{ ...dropped, asOf, sort: SORTS[0] as OutageSort, limit: 1 },
			NEVER,
		);
		await expect(list).rejects.toMatchObject(refusal);
	});
});

describe("a table of outages", () => {
	const range = { from: 100, to: 200 };
	const anyOutage: fc.Arbitrary<Outage> = fc
		.record({
			start: fc.integer({ min: 0, max: 199 }),
			length: fc.option(fc.integer({ min: 1, max: 300 }), { nil: undefined }),
			downMs: fc.integer({ min: 1, max: 9 }),
		})
		.map(({ start, length, downMs: ms }) => {
			const end = length === undefined ? undefined : start + length;
			const goesOnPast = end === undefined || end > range.to;
			return { start, end, downMs: ms, downInRangeMs: 1, beganBefore: start < 100, goesOnPast };
		});
	const anyStores = fc.array(
		fc.record({
			outages: fc
				.uniqueArray(anyOutage, { selector: ({ start }) => start, maxLength: 9 })
				.map((outages) => outages.sort((a, b) => a.start - b.start)),
			upMs: fc.nat(1_000),
		}),
		{ maxLength: 40 },
	);

	test("gives back what was put in, and sums it up", async () => {
		await fc.assert(
			fc.asyncProperty(anyStores, async (drawn) => {
				const table = new OutageTable(range, 0);
				const stores = drawn.map(({ outages, upMs }, i) => ({
					storeId: String(i).padStart(3, "0"),
					name: undefined,
					group: undefined,
					zone: StoreZone.of("UTC"),
					salesPerHour: undefined,
					outages,
					totals: { upMs, downMs: outages.length, unknownMs: 0 },
				}));
				for (const store of stores) table.add(store);
				const { indices, summary } = await table.select({}, { by: "store_id", descends: false });
				const found = [...indices].map((index) => table.outage(index));
				expect(found.map(({ store: _, ...outage }) => outage)).toEqual(
					drawn.flatMap(({ outages }) => outages),
				);
				const wanted = stores
					.map(({ outages, totals }) => outageSummary(outages, totals))
					.reduce(addOutageSummaries, outageSummary([], NO_TIME));
				const { longest, ...counts } = summary;
				const { longest: wantedLongest, ...wantedCounts } = wanted;
				expect(counts).toEqual(wantedCounts);
				if (wantedLongest === undefined) expect(longest).toBeUndefined();
				else expect(longest).toMatchObject(wantedLongest);
				expect(table.totals.downMs).toBe(found.length);
			}),
		);
	});

	test("of more outages than it began with room for keeps them all", async () => {
		const table = new OutageTable(range, 0);
		const outages = Array.from({ length: 5_000 }, (_, i) => ({
			start: 100 + i,
			end: 101 + i,
			downMs: 1,
			downInRangeMs: 1,
			beganBefore: false,
			goesOnPast: 101 + i > 200,
		}));
		table.add({
			storeId: "a",
			name: "A",
			salesPerHour: undefined,
			group: undefined,
			zone: StoreZone.of("UTC"),
			outages,
			totals: NO_TIME,
		});
		const sort: OutageSort = { by: "start", descends: true };
		const selection = await table.select({}, sort);
		const { indices } = selection;
		expect([...indices].map((index) => table.outage(index).start)).toEqual(
			outages.map(({ start }) => start).reverse(),
		);
		const after = table.place(indices[99] as number, sort);
		expect(table.firstAfter(selection, sort, after)).toBe(100);
	});
});
