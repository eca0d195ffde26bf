import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { beforeAll, expect, test } from "vitest";
import { UNNAMED_CURRENCY } from "../../src/core/currency.ts";
import { DAY_MS, HOUR_MS } from "../../src/core/instant.ts";
import type { Outage } from "../../src/core/outages.ts";
import { spanOf } from "../../src/core/report.ts";
import { DEFAULT_RULES, type Rules } from "../../src/core/rules.ts";
import { addTotals, NO_TIME } from "../../src/core/totals.ts";
import type { Database } from "../../src/database/engine/database.ts";
import { DatabaseError } from "../../src/database/engine/errors.ts";
import type { SliceName } from "../../src/database/report-slices.ts";
import { beginReport } from "../../src/service/begin-report.ts";
import { cancelReport } from "../../src/service/cancel-report.ts";
import { deleteReport } from "../../src/service/delete-report.ts";
import { fleetOutages } from "../../src/service/fleet-outages.ts";
import type { FoundOutages, StoreOutages } from "../../src/service/found-outages.ts";
import type { OutageSort } from "../../src/service/outage-table.ts";
import {
	listReportOutages,
	outagesOfReport,
	reportOutagesFile,
} from "../../src/service/report-outages.ts";
import type { RequestedRange } from "../../src/service/report-plan.ts";
import { type ReportResource, reportWithId } from "../../src/service/report-resource.ts";
import { reportText } from "../../src/service/report-text.ts";
import { runSlice } from "../../src/service/run-slice.ts";
import { type NewReportRequest, triggerReport } from "../../src/service/trigger-report.ts";
import { OUTAGE_FORMATS, writeOutages } from "../../src/service/write-outages.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { importLines } from "./import-lines.ts";
import { linesOf, mixedFleet, NEWEST } from "./mixed-fleet.ts";
import { computeToItsEnd, reportToItsEnd, testServices } from "./services.ts";

const NEVER = new AbortController().signal;
const BY_STORE: OutageSort = { by: "store_id", descends: false };
/** The mixed fleet is in several slices. */
const SLICE_STORES = 7;

const RULES: readonly Partial<Rules>[] = [
	{},
	{ missingDay: "closed", outsidePolls: "use" },
	{ maxGapMs: 6 * HOUR_MS, endOfDay: "literal", defaultZone: "Pacific/Apia" },
];

/** What is asked of reports; the last one's ranges lie apart, and overlap, and none of them is the span. */
const REQUESTS: readonly NewReportRequest[] = [
	{},
	{ asOf: NEWEST - 12.5 * DAY_MS - 1 },
	{ ranges: [{ from: NEWEST - 40 * DAY_MS, to: NEWEST - 20 * DAY_MS - 7 }] },
	{
		ranges: [
			{ name: "later", from: NEWEST - 9 * DAY_MS, to: NEWEST - 3 * DAY_MS },
			{ name: "early", from: NEWEST - 30 * DAY_MS, to: NEWEST - 20 * DAY_MS },
			{ name: "within", from: NEWEST - 8 * DAY_MS, to: NEWEST - 7 * DAY_MS },
		],
	},
];

const cases = RULES.flatMap((rules) => REQUESTS.map((request) => ({ rules, request })));

async function allOf({ batches }: FoundOutages): Promise<StoreOutages[]> {
	const stores: StoreOutages[] = [];
	for await (const batch of batches) stores.push(...batch);
	return stores;
}

function downMs(outages: readonly Outage[]): number {
	return outages.reduce((sum, { downInRangeMs }) => sum + downInRangeMs, 0);
}

/** The database, where something happens before each of its transactions, which are numbered from 1. */
function watched(
	database: Database,
	before: (transaction: number) => Promise<unknown> | undefined,
): Database {
	let transactions = 0;
	return new Proxy(database, {
		get(target, name) {
			if (name === "transaction")
				return async (work: Parameters<Database["transaction"]>[0]) => {
					await before(++transactions);
					return target.transaction(work);
				};
			const value = Reflect.get(target, name, target);
			return typeof value === "function" ? value.bind(target) : value;
		},
	});
}

describeOnBothEngines("the outages of a report", (given) => {
	beforeAll(() => importLines(given.database, NEWEST, linesOf(mixedFleet())));

	const servicesOf = (rules: Partial<Rules> = {}, sliceStores = SLICE_STORES) =>
		testServices(given.database, NEWEST, { rules: { ...DEFAULT_RULES, ...rules }, sliceStores });
	const reportOf = async (
		request: NewReportRequest = {},
		services = servicesOf(),
	): Promise<ReportResource> => {
		const asked = { ...request, include: ["outages"] } as const;
		return reportWithId(services, await reportToItsEnd(services, asked));
	};
	const written = (report: ReportResource, format: (typeof OUTAGE_FORMATS)[number] = "json") =>
		text(
			Readable.from(
				writeOutages(
					outagesOfReport(given, { report }),
					{},
					{
						format,
						currency: UNNAMED_CURRENCY,
					},
				),
			),
		);
	const kept = async (reportId: string) => {
		const rows = await given.database.tables
			.selectFrom("report_outage")
			.select("position")
			.where("report_id", "=", reportId)
			.execute();
		return rows.length;
	};

	test.each(cases)(
		"are those of all stores as of the same instant, and have the report's downtime: $request under $rules",
		async ({ rules, request }) => {
			const services = servicesOf(rules);
			const report = await reportOf(request, services);
			const { asOf, rules: asked, ranges } = report.parameters;
			const span = spanOf(report.parameters);
			const found = await allOf(outagesOfReport(services, { report }));
			const plan = { asOf, rules: asked, ranges: [{ name: "span", ...span }] } as const;
			const wanted = await allOf(fleetOutages(services, { plan }, NEVER));
			expect(found.some(({ outages }) => outages.length > 0)).toBe(true);
			expect(found.map(({ zone, ...store }) => store)).toEqual(
				wanted.map(({ zone, ...store }) => store),
			);
			expect(found.map(({ zone }) => zone.periods)).toEqual(wanted.map(({ zone }) => zone.periods));
			for (const { outages, totals } of found) expect(downMs(outages)).toBe(totals.downMs);
			// A report over the span says the same of every store, and of all of them.
			const { from, to } = span;
			const ofSpan = { asOf, ranges: [{ name: "span", from, to }] };
			const { stores, fleet } = await rowsOf(await reportToItsEnd(servicesOf(rules), ofSpan));
			expect(stores.map(({ figures }) => figures.span?.down_ms)).toEqual(
				found.map(({ outages }) => downMs(outages)),
			);
			expect(fleet.span?.down_ms).toBe(downMs(found.flatMap(({ outages }) => outages)));
			// So do its own rows, where the span is one of the ranges.
			const place = ranges.findIndex((range) => range.from === from && range.to === to);
			const name = ranges[place]?.name;
			if (name !== undefined)
				expect((await rowsOf(report.reportId)).fleet[name]?.down_ms).toBe(fleet.span?.down_ms);
			expect(place >= 0).toBe(ranges.length < 3 || ranges[0]?.name === "last_hour");
		},
	);

	async function rowsOf(reportId: string): Promise<{
		stores: { figures: Record<string, { down_ms: number }> }[];
		fleet: Record<string, { down_ms: number }>;
	}> {
		const report = await reportWithId(servicesOf(), reportId);
		return JSON.parse(await text(Readable.from(reportText(servicesOf(), report, "json"))));
	}

	test.each(cases)(
		"change nothing of its rows, and are the same however it is sliced: $request under $rules",
		async ({ rules, request }) => {
			const services = servicesOf(rules);
			const report = await reportOf(request, services);
			const plain = await reportToItsEnd(services, request);
			expect(await rowsOf(report.reportId)).toEqual(await rowsOf(plain));
			const whole = await reportOf(request, servicesOf(rules, 1_000));
			for (const format of OUTAGE_FORMATS)
				expect(await written(whole, format)).toBe(await written(report, format));
		},
	);

	test("are kept of a report that asks for them, a row for each store, and of no other", async () => {
		const report = await reportOf();
		expect(await kept(report.reportId)).toBe(report.method?.stores);
		const plain = await reportToItsEnd(servicesOf());
		expect(await kept(plain)).toBe(0);
		await deleteReport(servicesOf(), report.reportId);
		expect(await kept(report.reportId)).toBe(0);
	});

	test("are read when they are asked for only: others read no polls behind their ranges", async () => {
		const ranges: RequestedRange[] = [{ from: NEWEST - 150 * DAY_MS, to: NEWEST - 149 * DAY_MS }];
		const bytesRead = async (include: NewReportRequest["include"]) => {
			let bytes = 0;
			const database = measured(given.database, (read) => {
				bytes += read;
			});
			const services = testServices(database, NEWEST);
			await reportToItsEnd(services, { ranges, include });
			return bytes;
		};
		const without = await bytesRead(undefined);
		expect(await bytesRead([])).toBe(without);
		// Some 150 days of polls instead of nine or so.
		expect(await bytesRead(["outages"])).toBeGreaterThan(3 * without);
	});

	test("of a slice that is killed at whatever point, and run again, are there once", async () => {
		// Over so many days, a slice of all stores is computed in several pages.
		const request = { ranges: [{ from: NEWEST - 500 * DAY_MS, to: NEWEST }] };
		const wanted = await written(await reportOf(request, servicesOf({}, 1_000)));
		for (let at = 2; ; at++) {
			const services = servicesOf({}, 1_000);
			const { reportId } = await triggerReport(services, { ...request, include: ["outages"] });
			for (const job of services.queue.take("begin-report"))
				await beginReport(services, job.reportId);
			const slice = services.queue.take("compute-slice")[0] as SliceName;
			let isKilled = false;
			const database = watched(given.database, async (transaction) => {
				isKilled ||= transaction === at;
				if (isKilled) throw new DatabaseError("lost", "the database broke off the connection.");
			});
			const killed = await runSlice({ ...services, database }, slice, NEVER).catch(() => "killed");
			expect(killed).toBe(isKilled ? "killed" : true);
			await runSlice(services, slice, NEVER);
			const report = await reportWithId(services, reportId);
			expect(await written(report)).toBe(wanted);
			expect(await kept(reportId)).toBe(report.method?.stores);
			if (isKilled) continue;
			expect(at).toBeGreaterThan(4);
			return;
		}
	});

	test("of a report that was cancelled half-way are gone", async () => {
		const services = servicesOf();
		const { reportId } = await triggerReport(services, { include: ["outages"] });
		for (const job of services.queue.take("begin-report"))
			await beginReport(services, job.reportId);
		const [first] = services.queue.take("compute-slice");
		await runSlice(services, first as SliceName, NEVER);
		expect(await kept(reportId)).toBe(SLICE_STORES);
		await cancelReport(services, reportId);
		expect(await kept(reportId)).toBe(0);
		const report = await reportWithId(services, reportId);
		expect(() => outagesOfReport(services, { report })).toThrow(
			expect.objectContaining({ meaning: "conflict" }),
		);
	});

	test("of a report that was not asked for them, or is not complete, are refused", async () => {
		const services = servicesOf();
		const plain = await reportWithId(services, await reportToItsEnd(services));
		expect(() => outagesOfReport(services, { report: plain })).toThrow(
			expect.objectContaining({
				meaning: "invalid",
				message: "This report was not asked for outages; ask for another one that includes them.",
			}),
		);
		const { reportId } = await triggerReport(services, { include: ["outages"] });
		const waiting = await reportWithId(services, reportId);
		expect(() => outagesOfReport(services, { report: waiting })).toThrow(
			expect.objectContaining({ meaning: "conflict" }),
		);
		await computeToItsEnd(services);
	});

	test("that are deleted while they are read do not pass for the whole", async () => {
		const services = servicesOf();
		const report = await reportOf();
		const found = outagesOfReport(services, { report });
		await deleteReport(services, report.reportId);
		await expect(allOf(found)).rejects.toMatchObject({ meaning: "not_found" });
	});

	test("are part of what makes two requests identical", async () => {
		const services = servicesOf();
		const plain = await triggerReport(services);
		expect(await triggerReport(services, { include: [] })).toEqual({ ...plain, isNew: false });
		const asking = await triggerReport(services, { include: ["outages"] });
		expect(asking.isNew).toBe(true);
		expect(await triggerReport(services, { include: ["outages", "outages"] })).toEqual({
			...asking,
			isNew: false,
		});
		await computeToItsEnd(services);
	});

	test("of one store are those that it has among all", async () => {
		const services = servicesOf();
		const report = await reportOf({ ranges: [{ from: NEWEST - 31 * DAY_MS, to: NEWEST }] });
		const all = await allOf(outagesOfReport(services, { report }));
		const page = { sort: BY_STORE, limit: 1_000 };
		for (const { storeId, outages, totals } of all) {
			const list = await listReportOutages(services, report, { ...page, storeId }, NEVER);
			expect(list.outages.map(({ store, ...outage }) => outage)).toEqual(outages);
			expect([list.totals, list.summary.downMs]).toEqual([totals, totals.downMs]);
		}
		for (const storeId of ["nobody", "s15", "\0"])
			await expect(
				listReportOutages(services, report, { ...page, storeId }, NEVER),
			).rejects.toMatchObject({ meaning: "not_found" });
	});

	test("come page after page in any order, each once, and as a file in the same", async () => {
		const services = servicesOf();
		const report = await reportOf({ ranges: [{ from: NEWEST - 31 * DAY_MS, to: NEWEST }] });
		const all = await allOf(outagesOfReport(services, { report }));
		const totals = all.map((store) => store.totals).reduce(addTotals, NO_TIME);
		const count = all.flatMap(({ outages }) => outages).length;
		const file = await reportOutagesFile(
			services,
			report,
			{ request: { sort: BY_STORE }, format: "csv" },
			NEVER,
		);
		expect(await text(Readable.from(file.pieces))).toBe(await written(report, "csv"));
		expect(file.name).toBe("openhours-outages-2025-04-10T12-00-00Z.csv");
		for (const by of ["start", "down_ms", "store_id"] as const) {
			const sort = { by, descends: by === "down_ms" };
			const places: string[] = [];
			let after: Awaited<ReturnType<typeof listReportOutages>>["next"];
			do {
				const list = await listReportOutages(services, report, { sort, limit: 17, after }, NEVER);
				expect([list.total, list.totals]).toEqual([count, totals]);
				places.push(...list.outages.map(({ store, start }) => `${store.storeId} ${start}`));
				after = list.next;
			} while (after !== undefined);
			expect([places.length, new Set(places).size]).toEqual([count, count]);
			const request = { sort };
			const sorted = await reportOutagesFile(services, report, { request, format: "csv" }, NEVER);
			const lines = (await text(Readable.from(sorted.pieces))).split("\r\n").slice(1, -1);
			expect(lines.map((line) => line.split(",", 1)[0])).toEqual(
				places.map((place) => place.split(" ")[0]),
			);
		}
	});

	test("that are too many to be put in order come as a file in the order of the stores, and store by store", async () => {
		const services = servicesOf();
		const report = await reportOf();
		const many = 500_001;
		await given.database.script(`
			update report_outage
			set starts = array_fill(timestamptz '2025-04-09', array[${many}]),
				ends = array_fill(timestamptz '2025-04-10', array[${many}]),
				outages_down_ms = array_fill(1::bigint, array[${many}]),
				outages_down_ms_total = array_fill(1::bigint, array[${many}])
			where report_id = '${report.reportId}' and (slice, position) = (0, 0)
		`);
		const request = { sort: BY_STORE };
		const page = { ...request, limit: 10 };
		await expect(listReportOutages(services, report, page, NEVER)).rejects.toMatchObject({
			meaning: "invalid",
			message: expect.stringMatching(/more than 500,000 outages; ask for those of one store/),
		});
		const all = await allOf(outagesOfReport(services, { report }));
		const { storeId, outages } = all.at(-1) as StoreOutages;
		const list = await listReportOutages(services, report, { ...page, storeId }, NEVER);
		expect(list.total).toBe(outages.length);
		const asked = { request, format: "csv" } as const;
		const { pieces } = await reportOutagesFile(services, report, asked, NEVER);
		let lines = -1;
		for await (const piece of pieces) lines += String(piece).split("\r\n").length - 1;
		expect(lines).toBe(all.flatMap((store) => store.outages).length);
		expect(lines).toBeGreaterThan(many);
		await deleteReport(services, report.reportId);
	});

	// Changes the fleet, and so it is the last.
	test("stay what they are, whatever becomes of polls, hours, names and zones", async () => {
		const services = servicesOf();
		const report = await reportOf();
		const before = await Promise.all(OUTAGE_FORMATS.map((format) => written(report, format)));
		await importLines(given.database, NEWEST, {
			polls: [
				"store_id,status,timestamp_utc",
				...mixedFleet().flatMap(({ storeId }) =>
					[1, 2, 3, 4].map(
						(days) =>
							`${storeId},${days % 2 === 0 ? "active" : "inactive"},${new Date(NEWEST - days * DAY_MS + 7).toISOString()}`,
					),
				),
			],
			hours: [
				"store_id,day,start_time_local,end_time_local",
				...mixedFleet().map(({ storeId }) => `${storeId},2,06:00,07:00`),
			],
			timezones: [
				"store_id,timezone_str",
				...mixedFleet().map(({ storeId }) => `${storeId},Asia/Tokyo`),
			],
			stores: [
				"store_id,name,group",
				...mixedFleet().map(({ storeId }) => `${storeId},Another,Others`),
			],
		});
		services.fleetReadings.invalidate();
		const after = await Promise.all(OUTAGE_FORMATS.map((format) => written(report, format)));
		expect(after).toEqual(before);
		expect(await written(await reportOf())).not.toBe(before[OUTAGE_FORMATS.indexOf("json")]);
	});
});

/** The database, where the bytes that COPY reads in its snapshots are counted. */
function measured(database: Database, count: (bytes: number) => void): Database {
	return instead(database, "snapshot", (work: Parameters<Database["snapshot"]>[0]) =>
		database.snapshot((connection) =>
			work(
				instead(connection, "copyOut", async (query: string) => {
					const bytes = await connection.copyOut(query);
					count(bytes.length);
					return bytes;
				}),
			),
		),
	);
}

/** What is given, with something else in the place of one of its methods. */
function instead<Whole extends object>(
	whole: Whole,
	method: keyof Whole & string,
	other: unknown,
): Whole {
	return new Proxy(whole, {
		get(target, name) {
			if (name === method) return other;
			const value = Reflect.get(target, name, target);
			return typeof value === "function" ? value.bind(target) : value;
		},
	});
}
