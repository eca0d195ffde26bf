import { describe, expect, test } from "vitest";
import { HOUR_MS } from "../../src/core/instant.ts";
import type { ReportRow } from "../../src/core/report.ts";
import { DEFAULT_RULES } from "../../src/core/rules.ts";
import { readBusinessHours } from "../../src/csv/business-hours.ts";
import type { ByteSource } from "../../src/csv/byte-source.ts";
import { readClosures } from "../../src/csv/closures.ts";
import { readPolls } from "../../src/csv/polls.ts";
import { readSpecialHours } from "../../src/csv/special-hours.ts";
import { readTimezones } from "../../src/csv/timezones.ts";
import type { FleetFiles } from "../../src/service/fleet-files.ts";
import { Refusal } from "../../src/service/refusal.ts";
import { reportFromFiles } from "../../src/service/report-from-files.ts";
import type { Report, ReportRequest } from "../../src/service/report-plan.ts";

const AS_OF = Date.UTC(2023, 0, 25, 18);

interface Texts {
	readonly polls?: readonly string[];
	readonly hours?: readonly string[];
	readonly timezones?: readonly string[];
	readonly specialHours?: readonly string[];
	readonly closures?: readonly string[];
}

function source(header: string, lines: readonly string[]): ByteSource {
	const text = [header, ...lines].join("\n");
	return {
		name: header,
		size: undefined,
		path: undefined,
		async *blocks() {
			yield Buffer.from(text);
		},
	};
}

const badRow = () => {
	throw new Error("a row of the test is bad");
};

/** What files with these rows say; files that are not given were not named. */
async function filesOf({
	polls,
	hours,
	timezones,
	specialHours,
	closures,
}: Texts): Promise<FleetFiles> {
	const openings = "start_time_local,end_time_local";
	return {
		polls:
			polls &&
			(await readPolls(source("store_id,timestamp_utc,status", polls), {
				latest: AS_OF + 30 * 24 * HOUR_MS,
				onReject: badRow,
			})),
		hours:
			hours && (await readBusinessHours(source(`store_id,day,${openings}`, hours), badRow)).stores,
		timezones:
			timezones && (await readTimezones(source("store_id,timezone_str", timezones), badRow)).stores,
		specialHours:
			specialHours &&
			(await readSpecialHours(source(`store_id,date,${openings}`, specialHours), badRow)).stores,
		closures:
			closures &&
			(await readClosures(source("store_id,from_utc,to_utc", closures), badRow)).closures,
		stores: undefined,
		rowsRead: {},
	};
}

async function reportOn(texts: Texts, request: Partial<ReportRequest> = {}): Promise<Report> {
	return reportFromFiles(await filesOf(texts), { rules: DEFAULT_RULES, ...request }, "2026a");
}

async function rowsOf({ batches }: Report): Promise<ReportRow[]> {
	const rows: ReportRow[] = [];
	for await (const batch of batches) rows.push(...batch);
	return rows;
}

const at = (store: string, time: string, status = "active") =>
	`${store},2023-01-25 ${time} UTC,${status}`;

describe("a report from files", () => {
	test("lists every store that was polled at or before as of, byte by byte, and no other", async () => {
		const texts = {
			polls: [
				at("10", "12:00:00"),
				at("9", "12:00:00"),
				at("é", "12:00:00"),
				at("\uffee", "12:00:00"),
				at("🍕", "12:00:00"),
				at("late", "17:00:00.001"),
				at("just", "17:00:00"),
			],
			hours: ["never polled,0,09:00,17:00"],
		};
		const report = await reportOn(texts, { asOf: Date.UTC(2023, 0, 25, 17) });
		const listed = ["10", "9", "just", "é", "\uffee", "🍕"];
		expect((await rowsOf(report)).map(({ storeId }) => storeId)).toEqual(listed);
		expect(report.method.stores).toBe(listed.length);
	});

	test("lists no store of which every row is bad, whatever stands beside it", async () => {
		const rows = [at("bad", "12:00:00", "closed"), at("a", "12:00:00"), at("worse", "12:61:00")];
		const text = source("store_id,timestamp_utc,status", rows);
		const rejects: number[] = [];
		const onReject = ({ line }: { line: number }) => rejects.push(line);
		const polls = await readPolls(text, { latest: AS_OF, onReject });
		const files = { ...(await filesOf({})), polls };
		const report = reportFromFiles(files, { rules: DEFAULT_RULES }, "2026a");
		expect(rejects).toEqual([2, 4]);
		expect((await rowsOf(report)).map(({ storeId }) => storeId)).toEqual(["a"]);
	});

	test("calls the newest poll of any store now, and reports on the time before it", async () => {
		const report = await reportOn({
			polls: [at("a", "10:00:00"), at("b", "18:00:00", "inactive")],
		});
		expect(report.method).toMatchObject({ asOf: AS_OF, newestPoll: AS_OF });
		const [a, b] = await rowsOf(report);
		expect(a?.totals[0]).toEqual({ upMs: HOUR_MS, downMs: 0, unknownMs: 0 });
		expect(b?.totals[0]).toEqual({ upMs: 0, downMs: 0, unknownMs: HOUR_MS });
	});

	test("as of an instant between polls tells the newest poll up to then", async () => {
		const polls = [at("a", "10:00:00"), at("a", "12:00:00"), at("b", "18:00:00")];
		const { method } = await reportOn({ polls }, { asOf: Date.UTC(2023, 0, 25, 12, 30) });
		expect(method.newestPoll).toBe(Date.UTC(2023, 0, 25, 12));
		const before = await reportOn({ polls }, { asOf: Date.UTC(2023, 0, 24) });
		expect(before.method).toMatchObject({ stores: 0, newestPoll: undefined });
		expect(await rowsOf(before)).toEqual([]);
	});

	test("counts what it took for granted, for the stores that it lists", async () => {
		const { method } = await reportOn({
			polls: [at("a", "12:00:00"), at("b", "12:00:00"), at("c", "12:00:00")],
			hours: ["a,0,09:00,17:00", "unknown,0,09:00,17:00"],
			timezones: ["a,Asia/Tokyo", "b,Asia/Tokyo", "unknown,Asia/Tokyo"],
			specialHours: [
				"a,2023-01-25,,",
				"a,2023-01-24,09:00,10:00",
				"a,2023-01-24,11:00,12:00",
				"unknown,2023-01-25,,",
			],
			closures: [
				"*,2023-01-25 00:00:00,2023-01-25 01:00:00",
				"a,2023-01-25 00:00:00,2023-01-25 01:00:00",
				"unknown,2023-01-25 00:00:00,2023-01-25 01:00:00",
			],
		});
		expect(method).toMatchObject({
			stores: 3,
			storesWithDefaultHours: 2,
			storesWithDefaultZone: 1,
			specialDates: 2,
			closures: 2,
			zoneDataVersion: "2026a",
			rules: DEFAULT_RULES,
		});
	});

	test("takes a store without hours or a zone as always open in the default zone", async () => {
		const report = await reportOn({ polls: [at("a", "00:00:00"), at("a", "18:00:00")] });
		const [row] = await rowsOf(report);
		expect(row?.totals[1]).toEqual({ upMs: 18 * HOUR_MS, downMs: 0, unknownMs: 6 * HOUR_MS });
		expect(report.method).toMatchObject({ storesWithDefaultHours: 1, storesWithDefaultZone: 1 });
	});

	test("counts each store's hours in its own zone", async () => {
		const hours = ["a", "b"].flatMap((store) =>
			[0, 1, 2, 3, 4, 5, 6].map((day) => `${store},${day},09:00,17:00`),
		);
		const report = await reportOn(
			{
				polls: [at("a", "09:00:00"), at("b", "00:00:00"), at("c", "18:00:00")],
				hours,
				timezones: ["a,Europe/London", "b,Asia/Tokyo"],
			},
			{ ranges: [{ from: Date.UTC(2023, 0, 25), to: Date.UTC(2023, 0, 25, 12) }] },
		);
		// London's 9 to 12; Tokyo's 9 to 17, which is midnight to 8 in UTC.
		expect((await rowsOf(report)).map(({ totals }) => totals[0]?.upMs)).toEqual([
			3 * HOUR_MS,
			8 * HOUR_MS,
			0,
		]);
	});

	test("of a range that goes on past as of ends there", async () => {
		const report = await reportOn(
			{ polls: [at("a", "16:00:00"), at("a", "18:00:00")] },
			{ ranges: [{ from: Date.UTC(2023, 0, 25, 17), to: Date.UTC(2023, 1, 1) }] },
		);
		expect(report.method.ranges).toEqual([
			{ name: "custom", from: Date.UTC(2023, 0, 25, 17), to: AS_OF },
		]);
		expect((await rowsOf(report))[0]?.totals).toEqual([{ upMs: HOUR_MS, downMs: 0, unknownMs: 0 }]);
	});

	test("of several ranges has the figures of each under its name, in the order asked", async () => {
		const range = (from: number, to: number, name?: string) => ({
			from: Date.UTC(2023, 0, 25, from),
			to: Date.UTC(2023, 0, 25, to),
			...(name !== undefined && { name }),
		});
		const report = await reportOn(
			{ polls: [at("a", "10:00:00"), at("a", "12:00:00", "inactive"), at("a", "18:00:00")] },
			{ ranges: [range(11, 13), range(9, 17, "working_day"), range(16, 17)] },
		);
		expect(report.method.ranges).toEqual([
			{ ...range(11, 13), name: "custom_1" },
			{ ...range(9, 17), name: "working_day" },
			{ ...range(16, 17), name: "custom_3" },
		]);
		expect((await rowsOf(report))[0]?.totals).toEqual([
			{ upMs: HOUR_MS, downMs: HOUR_MS, unknownMs: 0 },
			{ upMs: 2 * HOUR_MS, downMs: 5 * HOUR_MS, unknownMs: HOUR_MS },
			{ upMs: 0, downMs: HOUR_MS, unknownMs: 0 },
		]);
	});

	test("hands out the rows of a large fleet in several batches, and loses none", async () => {
		const stores = Array.from({ length: 2_500 }, (_, i) => `store ${String(i).padStart(4, "0")}`);
		const report = await reportOn({ polls: stores.toReversed().map((id) => at(id, "12:00:00")) });
		const batches: number[] = [];
		const ids: string[] = [];
		for await (const batch of report.batches) {
			batches.push(batch.length);
			ids.push(...batch.map(({ storeId }) => storeId));
		}
		expect(ids).toEqual(stores);
		expect(Math.max(...batches)).toBeLessThanOrEqual(1_000);
	});

	test.each([
		["without polls", {}, {}, "a report needs a file of polls"],
		["of no poll", { polls: [] }, {}, "there are no polls to report on"],
		[
			"of an empty range",
			{ polls: [at("a", "12:00:00")] },
			{ ranges: [{ from: AS_OF, to: AS_OF }] },
			"the range is empty",
		],
		[
			"of a range that has not begun",
			{ polls: [at("a", "12:00:00")] },
			{ ranges: [{ from: AS_OF, to: AS_OF + 1 }] },
			"is not before the report's as of",
		],
		[
			"of one empty range among others",
			{ polls: [at("a", "12:00:00")] },
			{
				ranges: [
					{ from: 0, to: AS_OF },
					{ from: 5, to: 5 },
				],
			},
			"the range is empty",
		],
		[
			"of no range",
			{ polls: [at("a", "12:00:00")] },
			{ ranges: [] },
			"a report has 1 to 366 ranges",
		],
	])("%s is refused", async (_, texts, request, message) => {
		const report = reportOn(texts, request);
		await expect(report).rejects.toThrow(message);
		await expect(report).rejects.toBeInstanceOf(Refusal);
		await expect(report).rejects.toMatchObject({ meaning: "invalid" });
	});
});
