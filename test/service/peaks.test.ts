import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { beforeAll, expect, test } from "vitest";
import type { RowsDocument } from "../../src/contract/report.ts";
import { DAY_MS, HOUR_MS } from "../../src/core/instant.ts";
import { addPeaks, type PeakCells } from "../../src/core/peaks.ts";
import { DEFAULT_RULES, type Rules } from "../../src/core/rules.ts";
import { openMs } from "../../src/core/totals.ts";
import { dropOldPolls } from "../../src/service/drop-old-polls.ts";
import type { FleetFiles } from "../../src/service/fleet-files.ts";
import { fleetPeaks } from "../../src/service/fleet-peaks.ts";
import type { Peaks, RequestedPeaks } from "../../src/service/peaks.ts";
import { peaksFromFiles } from "../../src/service/peaks-from-files.ts";
import { figures } from "../../src/service/report-document.ts";
import { reportWithId } from "../../src/service/report-resource.ts";
import { reportText } from "../../src/service/report-text.ts";
import { storeUptime } from "../../src/service/store-figures.ts";
import { storePeaks } from "../../src/service/store-peaks.ts";
import { writePeaks } from "../../src/service/write-peaks.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { filesOfLines, importLines } from "./import-lines.ts";
import { linesOf, mixedFleet, NEWEST } from "./mixed-fleet.ts";
import { reportToItsEnd, type TestServices, testServices } from "./services.ts";

const FLEET = mixedFleet();
const POLLED = FLEET.filter(({ polls }) => polls.length > 0);
const [UNPOLLED] = FLEET.filter(({ polls }) => polls.length === 0);

const RULES: readonly Partial<Rules>[] = [
	{},
	{ missingDay: "closed", outsidePolls: "use" },
	{ maxGapMs: 6 * HOUR_MS, endOfDay: "literal", defaultZone: "Pacific/Apia" },
];

/** Ranges, and when they are asked for; clocks change in most of them. */
const RANGES: readonly RequestedPeaks[] = [
	{},
	{ from: NEWEST - 45 * DAY_MS - 7, to: NEWEST - 2 * DAY_MS },
	{ from: NEWEST - 3 * HOUR_MS, to: NEWEST + DAY_MS },
	{ asOf: NEWEST - 12.5 * DAY_MS - 1 },
	{ to: NEWEST - 100 * DAY_MS },
];

const CASES = RULES.flatMap((rules) => RANGES.map((request) => ({ rules, request })));
const NEVER = new AbortController().signal;

describeOnBothEngines("peaks", (given) => {
	let files: FleetFiles;
	beforeAll(async () => {
		files = await filesOfLines(NEWEST, linesOf(FLEET));
		await importLines(given.database, NEWEST, linesOf(FLEET));
	});

	const rulesOf = (differences: Partial<Rules>): Rules => ({ ...DEFAULT_RULES, ...differences });
	const servicesOf = (differences: Partial<Rules> = {}) =>
		testServices(given.database, NEWEST, { rules: rulesOf(differences) });

	/** The fleet's figures in a report over a range. */
	async function reported(services: TestServices, { range, method }: Peaks) {
		const reportId = await reportToItsEnd(services, { asOf: method.asOf, ranges: [range] });
		const report = await reportWithId(services, reportId);
		const rows = await text(Readable.from(reportText(services, report, "json")));
		return Object.values((JSON.parse(rows) as RowsDocument).fleet);
	}

	test.each(CASES)(
		"of all stores add up to the fleet in a report, and are the sums of the stores': $request under $rules",
		async ({ rules, request }) => {
			const services = servicesOf(rules);
			const fleet = await fleetPeaks(services, request, NEVER);
			expect(fleet.method.stores).toBeGreaterThan(30);
			expect([figures(fleet.totals)]).toEqual(await reported(services, fleet));
			const stores: PeakCells[] = [];
			for (const [i, { storeId, polls }] of POLLED.entries()) {
				if (polls.every(({ at }) => at > fleet.method.asOf)) continue;
				const store = await storePeaks(services, storeId, request);
				stores.push(store.cells);
				if (i % 4 > 0) continue;
				const { from, to } = store.range;
				const uptime = await storeUptime(services, storeId, { ...request, from, to });
				expect([storeId, store.zone, store.totals]).toEqual([
					storeId,
					uptime.zone.at(to - 1).zone,
					uptime.totals,
				]);
			}
			expect(fleet.cells).toEqual(stores.reduce(addPeaks));
		},
	);

	test.each(CASES)(
		"are written alike from files and from the database: $request under $rules",
		async ({ rules, request }) => {
			const services = servicesOf(rules);
			const inFiles = { ...request, rules: rulesOf(rules) };
			const { zoneDataVersion } = services;
			for (const group of [undefined, "Brand A"]) {
				const fleet = await fleetPeaks(services, { ...request, group }, NEVER);
				const ofFiles = peaksFromFiles(files, { ...inFiles, group }, zoneDataVersion);
				for (const format of ["csv", "json"] as const)
					expect(writePeaks(ofFiles, format)).toBe(writePeaks(fleet, format));
			}
			for (const { storeId } of FLEET.slice(0, 8)) {
				const store = await storePeaks(services, storeId, request);
				const inFile = peaksFromFiles(files, { ...inFiles, storeId }, zoneDataVersion);
				expect(writePeaks(inFile, "json")).toBe(writePeaks(store, "json"));
			}
		},
	);

	test("of a group are those of its stores", async () => {
		const services = servicesOf();
		const stores: PeakCells[] = [];
		for (const { storeId, group } of POLLED)
			if (group === "Brand A") stores.push((await storePeaks(services, storeId, {})).cells);
		const { cells, method } = await fleetPeaks(services, { group: " Brand A" }, NEVER);
		expect(cells).toEqual(stores.reduce(addPeaks));
		expect(method).toMatchObject({ selection: "group", group: "Brand A", stores: stores.length });
		for (const group of ["Brand Z", "\0", " "]) {
			const none = await fleetPeaks(services, { group }, NEVER);
			expect([openMs(none.totals), none.cells.count, none.method.stores]).toEqual([0, 168, 0]);
		}
	});

	test("of a store that was never polled are unknown time", async () => {
		const { totals, method } = await storePeaks(servicesOf(), UNPOLLED?.storeId ?? "", {});
		expect(totals.unknownMs).toBe(openMs(totals));
		expect(totals.unknownMs).toBeGreaterThan(0);
		expect(method.newestPoll).toBeUndefined();
	});

	test("are those of four weeks, unless it is said of when", async () => {
		const { range } = await storePeaks(servicesOf(), "s1", {});
		expect(range).toMatchObject({ from: NEWEST - 28 * DAY_MS, to: NEWEST });
		const past = await storePeaks(servicesOf(), "s1", { to: NEWEST - 1 });
		expect(past.range).toMatchObject({ from: NEWEST - 28 * DAY_MS - 1, to: NEWEST - 1 });
		const future = await storePeaks(servicesOf(), "s1", { to: NEWEST + 1 });
		expect(future.range).toMatchObject({ from: NEWEST - 28 * DAY_MS, to: NEWEST });
	});

	test("are refused over ranges that are none or too long, and of stores that are not there", async () => {
		const services = servicesOf();
		const over = (days: number) => ({ from: NEWEST - days * DAY_MS });
		const tooLong = { meaning: "invalid", message: expect.stringMatching(/range is too long/) };
		await storePeaks(services, "s1", over(366));
		await expect(storePeaks(services, "s1", over(367))).rejects.toMatchObject(tooLong);
		await fleetPeaks(services, over(92), NEVER);
		await expect(fleetPeaks(services, over(93), NEVER)).rejects.toMatchObject(tooLong);
		const empty = { meaning: "invalid", message: expect.stringMatching(/empty/) };
		await expect(storePeaks(services, "s1", { from: 1, to: 1 })).rejects.toMatchObject(empty);
		for (const storeId of ["nobody", "", "\0"]) {
			const notFound = { meaning: "not_found" };
			await expect(storePeaks(services, storeId, {})).rejects.toMatchObject(notFound);
			expect(() => peaksFromFiles(files, { storeId, rules: DEFAULT_RULES }, "2026c")).toThrowError(
				expect.objectContaining(notFound),
			);
		}
	});

	test("of all stores are computed once for all who ask for the same", async () => {
		const services = servicesOf();
		const [one, other] = await Promise.all([
			fleetPeaks(services, {}, NEVER),
			fleetPeaks(services, { asOf: NEWEST }, NEVER),
		]);
		expect(other).toBe(one);
		services.fleetReadings.invalidate();
		const anew = await fleetPeaks(services, {}, NEVER);
		expect(anew).not.toBe(one);
		expect(anew).toEqual(one);
	});
});

describeOnBothEngines("peaks over time of which polls were dropped", (given) => {
	test("are refused, and those over time that is kept stay what they were", async () => {
		await importLines(given.database, NEWEST, linesOf(FLEET));
		const services = testServices(given.database, NEWEST);
		const kept = { from: Date.UTC(2025, 1, 1), to: Date.UTC(2025, 2, 12) };
		const before = await storePeaks(services, "s3", kept);
		const fleetBefore = await fleetPeaks(services, kept, NEVER);
		await dropOldPolls(services, 62 * DAY_MS);
		services.fleetReadings.invalidate();
		expect((await storePeaks(services, "s3", kept)).totals).toEqual(before.totals);
		expect((await fleetPeaks(services, kept, NEVER)).totals).toEqual(fleetBefore.totals);
		const dropped = { from: kept.from - 1, to: kept.to };
		const refusal = { meaning: "invalid", message: expect.stringMatching(/were dropped/) };
		await expect(storePeaks(services, "s3", dropped)).rejects.toMatchObject(refusal);
		await expect(fleetPeaks(services, dropped, NEVER)).rejects.toMatchObject(refusal);
	});
});
