import { Readable } from "node:stream";
import { buffer, text } from "node:stream/consumers";
import Papa from "papaparse";
import { Value } from "typebox/value";
import { beforeAll, describe, expect, test } from "vitest";
import type { Figures } from "../../src/contract/report.ts";
import { UptimeDocument, type UptimeSubject } from "../../src/contract/uptime.ts";
import type { CalendarUnit } from "../../src/core/calendar-parts.ts";
import { UNNAMED_CURRENCY } from "../../src/core/currency.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../src/core/instant.ts";
import { DEFAULT_RULES, type Rules } from "../../src/core/rules.ts";
import type { RequestedFigures } from "../../src/service/figures-plan.ts";
import type { FleetFiles } from "../../src/service/fleet-files.ts";
import { fleetUptime } from "../../src/service/fleet-uptime.ts";
import type { FoundUptime } from "../../src/service/found-uptime.ts";
import { lostSalesSumDocument } from "../../src/service/lost-sales-document.ts";
import { figures } from "../../src/service/report-document.ts";
import { reportFromFiles } from "../../src/service/report-from-files.ts";
import { storeUptime } from "../../src/service/store-figures.ts";
import { uptimeFromFiles } from "../../src/service/uptime-from-files.ts";
import { uptimeOfDatabase } from "../../src/service/uptime-of-database.ts";
import { type UptimeFormat, writeUptime } from "../../src/service/write-uptime.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { cellsOf, parquetOf } from "../parquet/read-parquet.ts";
import { filesOfLines, importLines } from "./import-lines.ts";
import { linesOf, mixedFleet, NEWEST } from "./mixed-fleet.ts";
import { testServices } from "./services.ts";

const FLEET = mixedFleet();
const NEVER = new AbortController().signal;

const RULES: readonly Partial<Rules>[] = [
	{},
	{ maxGapMs: 6 * HOUR_MS, missingDay: "closed", defaultZone: "Pacific/Apia" },
];

/** Ranges, each with a unit: over the week in which Chicago's clocks change and the one in which London's do. */
const RANGES: readonly (RequestedFigures & { readonly by: CalendarUnit })[] = [
	{ by: "day" },
	{ by: "hour", from: Date.UTC(2025, 2, 8, 20), to: Date.UTC(2025, 2, 10, 3, 30) },
	{ by: "day", from: Date.UTC(2025, 2, 28), to: Date.UTC(2025, 3, 8) },
	{ by: "week", from: NEWEST - 60 * DAY_MS - 7 },
	{ by: "month", asOf: NEWEST - 12.5 * DAY_MS - 1, from: NEWEST - 150 * DAY_MS },
];

const SUBJECTS: readonly UptimeSubject[] = ["store", "group", "fleet"];
const FORMATS: readonly UptimeFormat[] = ["csv", "json", "parquet"];

async function bytesOf(found: FoundUptime, per: UptimeSubject, format: UptimeFormat) {
	return buffer(
		Readable.from(writeUptime(found, per, { format, currency: UNNAMED_CURRENCY }), {
			objectMode: true,
		}),
	);
}

async function documentOf(found: FoundUptime, per: UptimeSubject) {
	const document = JSON.parse((await bytesOf(found, per, "json")).toString()) as UptimeDocument;
	expect([...Value.Errors(UptimeDocument, document)]).toEqual([]);
	return document;
}

type Part = UptimeDocument["parts"][number];
const groupOf = (part: Part) => ("group" in part ? part.group : null);
const storeOf = (part: Part) => ("store_id" in part ? part.store_id : "");

/** Sums of milliseconds by a name, in the order in which the names first come. */
function sumsBy(parts: readonly Part[], nameOf: (part: Part) => string): Map<string, number[]> {
	const sums = new Map<string, number[]>();
	for (const part of parts) {
		const before = sums.get(nameOf(part)) ?? [0, 0, 0, 0];
		sums.set(
			nameOf(part),
			msOf(part.figures).map((ms, i) => ms + (before[i] as number)),
		);
	}
	return sums;
}

function msOf({ open_ms, up_ms, down_ms, unknown_ms }: Figures): number[] {
	return [open_ms, up_ms, down_ms, unknown_ms];
}

const sorted = (sums: Map<string, unknown>) => [...sums].sort(([a], [b]) => (a < b ? -1 : 1));

const cases = RULES.flatMap((rules) => RANGES.map((request) => ({ rules, request })));

describeOnBothEngines("uptime by the stores' own calendars", (given) => {
	let files: FleetFiles;

	beforeAll(async () => {
		await importLines(given.database, NEWEST, linesOf(FLEET));
		files = await filesOfLines(NEWEST, linesOf(FLEET));
	});

	const servicesOf = (differences: Partial<Rules>) =>
		testServices(given.database, NEWEST, { rules: { ...DEFAULT_RULES, ...differences } });

	test.each(cases)(
		"is the same from files, byte for byte: $request under $rules",
		async ({ rules, request }) => {
			const services = servicesOf(rules);
			for (const group of [undefined, "Brand A"])
				for (const per of SUBJECTS)
					for (const format of FORMATS) {
						const asked = { ...request, group, rules: services.rules };
						const ofFiles = uptimeFromFiles(files, asked, services.zoneDataVersion);
						const ofDatabase = await uptimeOfDatabase(services, { ...request, group }, NEVER);
						const bytes = await bytesOf(ofFiles, per, format);
						expect((await bytesOf(ofDatabase, per, format)).equals(bytes)).toBe(true);
						expect(bytes.length).toBeGreaterThan(100);
					}
		},
	);

	test("of one store is the same from files, also of one that was never polled", async () => {
		const services = servicesOf({});
		for (const { storeId } of FLEET.slice(0, 20)) {
			const request = { by: "day", storeId } as const;
			const asked = { ...request, rules: services.rules };
			const ofFiles = uptimeFromFiles(files, asked, services.zoneDataVersion);
			const ofDatabase = await uptimeOfDatabase(services, request, NEVER);
			const document = await documentOf(ofDatabase, "store");
			expect(document).toEqual(await documentOf(ofFiles, "store"));
			const { parts = [] } = await storeUptime(services, storeId, { by: "day" });
			expect(document.parts.map(({ local, figures: of }) => [local, of])).toEqual(
				parts.map(({ local, totals }) => [local, figures(totals)]),
			);
		}
	});

	test("of a store that is not known is not found", async () => {
		const request = { by: "day", storeId: "nobody" } as const;
		await expect(uptimeOfDatabase(servicesOf({}), request, NEVER)).rejects.toMatchObject({
			meaning: "not_found",
		});
	});

	test("of the fleet is what its figures over HTTP are", async () => {
		const services = servicesOf({});
		for (const request of RANGES.filter(({ from = NEWEST }) => from > NEWEST - 92 * DAY_MS)) {
			const found = await uptimeOfDatabase(services, request, NEVER);
			const { parts, figures: whole } = await documentOf(found, "fleet");
			const { parts: wanted = [], totals } = await fleetUptime(services, request, NEVER);
			expect(parts).toEqual(
				wanted.map(({ local, totals, lostSales }) => ({
					local,
					figures: figures(totals),
					...lostSalesSumDocument(lostSales, UNNAMED_CURRENCY),
				})),
			);
			expect(whole).toEqual(figures(totals));
		}
	});
});

describe("uptime of files", async () => {
	const files = await filesOfLines(NEWEST, linesOf(FLEET));

	const foundBy = (request: (typeof RANGES)[number], rules: Partial<Rules>) =>
		uptimeFromFiles(files, { ...request, rules: { ...DEFAULT_RULES, ...rules } }, "2026c");

	test.each(cases)(
		"adds up over the parts of every store to its report: $request under $rules",
		async ({ request, rules }) => {
			const found = foundBy(request, rules);
			const { parts, method } = await documentOf(found, "store");
			const ranges = [{ ...found.plan.ranges[0], name: "range" }];
			const { batches } = reportFromFiles(files, { ...found.plan, ranges }, "2026c");
			const rows = (await Array.fromAsync(batches)).flat();
			expect(method.stores).toBe(rows.length);
			expect([...sumsBy(parts, storeOf)]).toEqual(
				rows.map(({ storeId, totals: [totals] }) => [storeId, msOf(figures(totals as never))]),
			);
			// They adjoin each other from the beginning of the range to its end.
			const { from, to } = await documentOf(foundBy(request, rules), "fleet");
			for (const ofStore of Map.groupBy(parts, storeOf).values()) {
				const edges = ofStore.flatMap((part) => ("from" in part ? [part.from, part.to] : []));
				expect([edges[0], edges.at(-1)]).toEqual([from, to]);
				for (let i = 1; i < edges.length - 1; i += 2) expect(edges[i]).toBe(edges[i + 1]);
			}
		},
	);

	test.each(cases)(
		"adds up from stores to groups, and from groups to the fleet: $request under $rules",
		async ({ request, rules }) => {
			const [ofStores, ofGroups, ofFleet] = (await Promise.all(
				SUBJECTS.map((per) => documentOf(foundBy(request, rules), per)),
			)) as [UptimeDocument, UptimeDocument, UptimeDocument];
			// Of all zones together, an hour has no offset any more.
			const local = (part: Part) => part.local.slice(0, 16);
			const inGroup = (part: Part) => `${groupOf(part)} ${local(part)}`;
			expect(sorted(sumsBy(ofStores.parts, inGroup))).toEqual(
				sorted(sumsBy(ofGroups.parts, inGroup)),
			);
			expect(sorted(sumsBy(ofStores.parts, local))).toEqual([...sumsBy(ofFleet.parts, local)]);
			expect(sorted(sumsBy(ofGroups.parts, local))).toEqual([...sumsBy(ofFleet.parts, local)]);
			expect([ofStores.figures, ofGroups.figures]).toEqual([ofFleet.figures, ofFleet.figures]);
			const groups = [...new Set(ofGroups.parts.map(groupOf))];
			expect(groups).toEqual(["Brand A", "Brand B", null]);
		},
	);

	test.each(SUBJECTS)("has the same figures in every form, per %s", async (per) => {
		for (const request of RANGES) {
			const { parts, method } = await documentOf(foundBy(request, {}), per);
			const csv = await text(
				Readable.from(
					writeUptime(foundBy(request, {}), per, { format: "csv", currency: UNNAMED_CURRENCY }),
				),
			);
			const { data } = Papa.parse<Record<string, string>>(csv.trimEnd(), { header: true });
			const file = await parquetOf(await bytesOf(foundBy(request, {}), per, "parquet"));
			expect(file.rows.map(cellsOf)).toEqual(data);
			expect(Object.keys(file.types)).toEqual(Object.keys(data[0] as object));
			expect(file.metadata).toEqual({
				"openhours.method": method,
				"openhours.by": request.by,
				"openhours.per": per,
			});
			const cells = parts.map((part) => {
				const { figures: of, ...rest } = part;
				const { from, to, ...named } = rest as Record<string, string | number | null>;
				return cellsOf({
					...named,
					...(from !== undefined && { from_utc: from, to_utc: to }),
					...of,
				});
			});
			expect(data).toEqual(cells);
		}
	});

	test("is of exact types in Parquet", async () => {
		const { types } = await parquetOf(
			await bytesOf(foundBy({ by: "day" }, {}), "store", "parquet"),
		);
		expect(types).toEqual({
			store_id: "BYTE_ARRAY UTF8",
			name: "BYTE_ARRAY UTF8?",
			group: "BYTE_ARRAY UTF8?",
			timezone: "BYTE_ARRAY UTF8",
			local: "BYTE_ARRAY UTF8",
			from_utc: "INT64 TIMESTAMP_MILLIS",
			to_utc: "INT64 TIMESTAMP_MILLIS",
			open_ms: "INT64",
			up_ms: "INT64",
			down_ms: "INT64",
			unknown_ms: "INT64",
			uptime_percent: "DOUBLE?",
			coverage_percent: "DOUBLE?",
			lost_sales_estimate: "DOUBLE?",
		});
	});
});

// As of is Wednesday, 25 January 2023, 18:00 UTC, which is 12:00 in Chicago and 23:45 in Kathmandu.
const NOON = Date.UTC(2023, 0, 25, 18);

/**
 * Store 1 is open from 9 to 17 in Chicago, 15:00 to 23:00 by UTC, and was up since Tuesday at 10:00 there, and
 * down for 20 minutes on Wednesday at 11:00. Store =2 is always open, in Kathmandu, and was found up on
 * Wednesday at 22:45 there for the first time. Store 1 sells 60 an hour, one each minute.
 */
const LINES = {
	polls: [
		"store_id,timestamp_utc,status",
		"1,2023-01-24T16:00:00Z,active",
		"1,2023-01-25T17:00:00Z,inactive",
		"1,2023-01-25T17:20:00Z,active",
		"1,2023-01-25T18:00:00Z,active",
		"=2,2023-01-25T17:00:00Z,active",
	],
	hours: [
		"store_id,day,start_time_local,end_time_local",
		...[0, 1, 2, 3, 4, 5, 6].map((day) => `1,${day},09:00,17:00`),
	],
	timezones: ["store_id,timezone_str", "=2,Asia/Kathmandu"],
	stores: ["store_id,name,group,sales_per_hour", '1,"Main, North",North,60'],
};

describe("uptime as CSV", async () => {
	const files = await filesOfLines(NOON, LINES);
	const csvOf = async (per: UptimeSubject, by: CalendarUnit, from = NOON - 2 * DAY_MS) => {
		const found = uptimeFromFiles(files, { by, from, rules: DEFAULT_RULES }, "2026c");
		return (
			await text(
				Readable.from(writeUptime(found, per, { format: "csv", currency: UNNAMED_CURRENCY })),
			)
		).split("\r\n");
	};

	test("has a store and a day of its own calendar a line", async () => {
		expect(await csvOf("store", "day")).toEqual([
			"store_id,name,group,timezone,local,from_utc,to_utc,open_ms,up_ms,down_ms,unknown_ms,uptime_percent,coverage_percent,lost_sales_estimate",
			// Monday from noon on: five hours of which nothing is known.
			'1,"Main, North",North,America/Chicago,2023-01-23,2023-01-23T18:00:00.000Z,2023-01-24T06:00:00.000Z,18000000,0,0,18000000,,0.000,0.00',
			// Tuesday: eight hours, the first of which nothing is known; 7 of 8 is 87.5 %.
			'1,"Main, North",North,America/Chicago,2023-01-24,2023-01-24T06:00:00.000Z,2023-01-25T06:00:00.000Z,28800000,25200000,0,3600000,100.000,87.500,0.00',
			// Wednesday until noon: three hours, 20 minutes of them down; 160 of 180 is 88.888… %, cut.
			'1,"Main, North",North,America/Chicago,2023-01-25,2023-01-25T06:00:00.000Z,2023-01-25T18:00:00.000Z,10800000,9600000,1200000,0,88.888,100.000,20.00',
			// Kathmandu is 5:45 before UTC: its Monday had a quarter of an hour left, and its Wednesday as much.
			"'=2,,,Asia/Kathmandu,2023-01-23,2023-01-23T18:00:00.000Z,2023-01-23T18:15:00.000Z,900000,0,0,900000,,0.000,",
			"'=2,,,Asia/Kathmandu,2023-01-24,2023-01-23T18:15:00.000Z,2023-01-24T18:15:00.000Z,86400000,0,0,86400000,,0.000,",
			// One hour of 23 and three quarters: 4.2105… %.
			"'=2,,,Asia/Kathmandu,2023-01-25,2023-01-24T18:15:00.000Z,2023-01-25T18:00:00.000Z,85500000,3600000,0,81900000,100.000,4.210,",
			"",
		]);
	});

	test("has a group, or the fleet, and a day a line", async () => {
		expect(await csvOf("group", "day", NOON - DAY_MS)).toEqual([
			"group,local,open_ms,up_ms,down_ms,unknown_ms,uptime_percent,coverage_percent,lost_sales_estimate,lost_sales_stores,stores_with_downtime",
			// Tuesday from noon on: five hours.
			"North,2023-01-24,18000000,18000000,0,0,100.000,100.000,0.00,0,0",
			"North,2023-01-25,10800000,9600000,1200000,0,88.888,100.000,20.00,1,1",
			",2023-01-24,900000,0,0,900000,,0.000,,0,0",
			",2023-01-25,85500000,3600000,0,81900000,100.000,4.210,,0,0",
			"",
		]);
		expect(await csvOf("fleet", "day", NOON - DAY_MS)).toEqual([
			"local,open_ms,up_ms,down_ms,unknown_ms,uptime_percent,coverage_percent,lost_sales_estimate,lost_sales_stores,stores_with_downtime",
			// 5 of 5.25 hours are known: 95.238… %.
			"2023-01-24,18900000,18000000,0,900000,100.000,95.238,0.00,0,0",
			// 220 of 240 minutes are up: 91.666… %; 240 of 1,605 are known: 14.953… %.
			"2023-01-25,96300000,13200000,1200000,81900000,91.666,14.953,20.00,1,1",
			"",
		]);
	});

	test("tells the hours of one zone with their offset, and those of many without", async () => {
		const from = NOON - 90 * MINUTE_MS;
		const locals = async (per: UptimeSubject, column: number) =>
			(await csvOf(per, "hour", from))
				.slice(1, -1)
				.map((line) => Papa.parse<string[]>(line).data[0]?.[column]);
		expect(await locals("store", 4)).toEqual([
			"2023-01-25T10:00-06:00",
			"2023-01-25T11:00-06:00",
			"2023-01-25T22:00+05:45",
			"2023-01-25T23:00+05:45",
		]);
		expect(await locals("fleet", 0)).toEqual([
			"2023-01-25T10:00",
			"2023-01-25T11:00",
			"2023-01-25T22:00",
			"2023-01-25T23:00",
		]);
	});
});
