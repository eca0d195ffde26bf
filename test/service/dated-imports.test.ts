import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { beforeEach, expect, test } from "vitest";
import { DAY_MS, formatInstant, HOUR_MS } from "../../src/core/instant.ts";
import { parseLocalDay } from "../../src/core/local-time.ts";
import { describeStore } from "../../src/service/describe-store.ts";
import { reportFromFiles } from "../../src/service/report-from-files.ts";
import { reportWithId } from "../../src/service/report-resource.ts";
import { reportText } from "../../src/service/report-text.ts";
import { storeUptime } from "../../src/service/store-figures.ts";
import { storePeaks } from "../../src/service/store-peaks.ts";
import { type ImportKind, takeInUpload } from "../../src/service/take-in-upload.ts";
import type { NewReportRequest } from "../../src/service/trigger-report.ts";
import { writeReport } from "../../src/service/write-report.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { filesOfLines, importLines } from "./import-lines.ts";
import { linesOf, mixedFleet, NEWEST } from "./mixed-fleet.ts";
import { reportToItsEnd, testServices } from "./services.ts";

const NOW = Date.UTC(2026, 3, 2); // 2 April 2026
const MARCH = parseLocalDay("2026-03-01") as number;
const ZONES = "store_id,timezone_str";
const HOURS = "store_id,day,start_time_local,end_time_local";
const daily = (store: string, times: string, more = "") =>
	[0, 1, 2, 3, 4, 5, 6].map((day) => `${store},${day},${times}${more}`);

/** Up all the time, but for the first half of each hour of the day: polled every half hour. */
const POLLS = [
	"store_id,timestamp_utc,status",
	...["a", "b"].flatMap((store) =>
		Array.from({ length: 60 * 48 }, (_, i) => {
			const at = Date.UTC(2026, 1, 1) + i * (HOUR_MS / 2);
			return `${store},${formatInstant(at)},${i % 2 === 0 ? "inactive" : "active"}`;
		}),
	),
];

describeOnBothEngines("hours and zones that are valid from a date", (given) => {
	beforeEach(async () => {
		await given.database.script("delete from store; delete from closure; delete from import");
		await importLines(given.database, NOW, {
			polls: POLLS,
			hours: [HOURS, ...daily("a", "09:00,17:00"), ...daily("b", "09:00,17:00")],
			timezones: [ZONES, "a,America/New_York", "b,America/New_York"],
		});
	});

	const services = () => testServices(given.database, NOW);
	const take = (kind: ImportKind, lines: readonly string[], validFrom?: number) =>
		takeInUpload(services(), {
			kind,
			form: "csv",
			body: Readable.from([Buffer.from(lines.map((line) => `${line}\n`).join(""))]),
			isGzip: false,
			bytesTotal: undefined,
			bytesMax: 1_000_000,
			validFrom,
		});

	/** A report as JSON, but for when it was computed. */
	async function report(request: NewReportRequest): Promise<string> {
		const context = services();
		const reportId = await reportToItsEnd(context, request);
		const found = await reportWithId(context, reportId);
		return text(Readable.from(reportText(context, found, "json")));
	}

	const FEBRUARY = { name: "february", from: Date.UTC(2026, 1, 1), to: Date.UTC(2026, 2, 1, 5) };
	const february = () => report({ ranges: [FEBRUARY], asOf: FEBRUARY.to });

	test("leave February's report as it was, to the byte, when they change in March", async () => {
		const before = await february();
		await take("business_hours", [HOURS, ...daily("a", "10:00,11:00")], MARCH);
		await take("timezones", [`${ZONES},valid_from`, "b,America/Chicago,2026-03-01"]);
		expect(await february()).toBe(before);
		// A plain import replaces from the beginning, and with it February.
		await take("business_hours", [HOURS, ...daily("a", "10:00,11:00")]);
		expect(await february()).not.toBe(before);
	});

	test("change the figures of March", async () => {
		// Two days from New York's midnight on: 8 hours of business each, half of them down.
		const range = { from: Date.UTC(2026, 1, 28, 5), to: Date.UTC(2026, 2, 2, 5) };
		const downHours = async (storeId: string) => {
			const { totals } = await storeUptime(services(), storeId, { ...range, asOf: range.to });
			return totals.downMs / HOUR_MS;
		};
		expect([await downHours("a"), await downHours("b")]).toEqual([8, 8]);
		// The second of them has one hour instead, half of it down.
		await take("business_hours", [HOURS, ...daily("a", "10:00,11:00")], MARCH);
		expect([await downHours("a"), await downHours("b")]).toEqual([4.5, 8]);
		// Kolkata's midnight of 1 March, 18:30 UTC, is 13:30 in New York. The hours of 28 February, from 14:00
		// UTC on, are 8 all the same: 17:00 is skipped, and moves forward. Those of 1 March are 03:30 to 11:30
		// UTC, and of 2 March the first hour and a half is in the range, of which half an hour is down.
		await take("timezones", [`${ZONES},valid_from`, "b,Asia/Kolkata,2026-03-01"]);
		expect(await downHours("b")).toBe(4 + 4 + 0.5);
	});

	test("come with polls and details of new stores, too, in one import", async () => {
		const files = {
			polls: [POLLS[0] as string, "new,2026-04-01T00:00:00Z,active"],
			hours: [`${HOURS},valid_from`, ...daily("new", "09:00,17:00", ",2026-03-01")],
			timezones: [`valid_from,${ZONES}`, ",new,Asia/Tokyo", "2026-05-01,new,Asia/Seoul"],
			stores: ["store_id,name", "new,New"],
		};
		for (let time = 0; time < 2; time++) {
			await importLines(given.database, NOW, files);
			const { store } = await describeStore(services(), "new");
			expect(store.name).toBe("New");
			expect(store.timezone).toBe("Asia/Tokyo");
			expect(store.zone.own.changes).toEqual([parseLocalDay("2026-05-01")]);
			expect(store.schedule.hours.changes).toEqual([MARCH]);
		}
	});

	test("are told with the zone that was valid at the end of a range", async () => {
		await take("timezones", [ZONES, "a,Asia/Tokyo"], MARCH);
		const zoneUntil = async (to: number) =>
			(await storePeaks(services(), "a", { from: to - DAY_MS, to })).zone;
		const cut = Date.UTC(2026, 1, 28, 15); // midnight in Tokyo, ten hours before New York's
		expect(await zoneUntil(cut)).toBe("America/New_York");
		expect(await zoneUntil(cut + 1)).toBe("Asia/Tokyo");
	});
});

describeOnBothEngines("a fleet whose hours and zones change", (given) => {
	test("has the same report from its files and from the database, byte for byte", async () => {
		const lines = linesOf(mixedFleet());
		const { stores: _, ...files } = lines;
		await importLines(given.database, NEWEST, lines);
		const context = testServices(given.database, NEWEST);
		const ofFiles = await filesOfLines(NEWEST, files);
		for (const daysAgo of [0, 2.5, 20]) {
			const asOf = NEWEST - daysAgo * DAY_MS;
			const reportId = await reportToItsEnd(context, { asOf });
			const found = await reportWithId(context, reportId);
			for (const format of ["csv", "json"] as const) {
				const { rules } = context;
				const report = reportFromFiles(ofFiles, { asOf, rules }, "2026c");
				expect(await text(Readable.from(reportText(context, found, format)))).toBe(
					await text(Readable.from(writeReport(report, format))),
				);
			}
		}
	});
});
