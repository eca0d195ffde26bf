import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import type { RowsDocument } from "../../src/contract/report.ts";
import { DAY_MS, formatInstant, HOUR_MS } from "../../src/core/instant.ts";
import { reportWithId } from "../../src/service/report-resource.ts";
import { reportText } from "../../src/service/report-text.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { importLines } from "./import-lines.ts";
import { reportToItsEnd, testServices } from "./services.ts";

const MONDAY = Date.UTC(2026, 1, 23);
const WEEK = { name: "the_week", from: MONDAY, to: MONDAY + 7 * DAY_MS };
const NOW = WEEK.to + DAY_MS;
const HOURS = "store_id,day,start_time_local,end_time_local,valid_from";
const daily = (store: string, times: string, validFrom = "") =>
	[0, 1, 2, 3, 4, 5, 6].map((day) => `${store},${day},${times},${validFrom}`);

/** Each store is up from nine on and down from twelve on, every day. */
const POLLS = [
	"store_id,timestamp_utc,status",
	...["a", "b", "c"].flatMap((store) =>
		[0, 1, 2, 3, 4, 5, 6].flatMap((day) => [
			`${store},${formatInstant(MONDAY + day * DAY_MS + 9 * HOUR_MS)},active`,
			`${store},${formatInstant(MONDAY + day * DAY_MS + 12 * HOUR_MS)},inactive`,
		]),
	),
];

describeOnBothEngines("a past that is told anew", (given) => {
	async function report(): Promise<RowsDocument> {
		const services = testServices(given.database, NOW);
		const reportId = await reportToItsEnd(services, { ranges: [WEEK], asOf: WEEK.to });
		const found = await reportWithId(services, reportId);
		return JSON.parse(await text(Readable.from(reportText(services, found, "json"))));
	}

	const hoursOf = ({ stores }: RowsDocument) =>
		Object.fromEntries(
			stores.map(({ store_id, figures: { the_week } }) => [
				store_id,
				[the_week?.up_ms ?? 0, the_week?.down_ms ?? 0].map((ms) => ms / HOUR_MS),
			]),
		);

	test("differs by what its method lists, and by nothing else", async () => {
		await importLines(given.database, NOW, {
			polls: POLLS,
			hours: [HOURS, ...["a", "b", "c"].flatMap((store) => daily(store, "09:00,17:00"))],
			timezones: ["store_id,timezone_str", "a,UTC", "b,UTC", "c,UTC"],
		});
		const before = await report();
		// Three hours up and five down, on each of seven days.
		expect(hoursOf(before)).toEqual({ a: [21, 35], b: [21, 35], c: [21, 35] });

		await importLines(given.database, NOW, {
			closures: [
				"store_id,from_utc,to_utc,reason,author",
				"*,2026-02-24 12:30:00,2026-02-24 13:30:00,power cut,Ada",
				"b,2026-01-01 00:00:00,2026-01-02 00:00:00,new year,",
			],
			specialHours: [
				"store_id,date,start_time_local,end_time_local",
				"b,2026-02-26,09:00,13:00",
				"b,2026-12-25,,",
			],
			hours: [HOURS, ...daily("c", "09:00,13:00", "2026-02-28")],
		});
		const after = await report();
		expect(hoursOf(after)).toEqual({
			// Tuesday's power cut takes one of the hours down.
			a: [21, 34],
			// And Thursday has one hour down instead of five.
			b: [21, 30],
			// And Saturday and Sunday have one hour down each instead of five.
			c: [21, 26],
		});
		// What the method says of that, and of what has no effect in this week: only that it is there.
		expect(after.method).toEqual({
			...before.method,
			closures: 2,
			special_dates: 2,
			exceptions: {
				closures: [
					{
						store_id: null,
						from: "2026-02-24T12:30:00.000Z",
						to: "2026-02-24T13:30:00.000Z",
						reason: "power cut",
						author: "Ada",
					},
				],
				special_hours: [
					{
						store_id: "b",
						date: "2026-02-26",
						openings: [{ start_time_local: "09:00:00", end_time_local: "13:00:00" }],
					},
				],
				changes: [{ store_id: "c", valid_from: "2026-02-28", what: "business_hours" }],
				not_listed: 0,
			},
		});
		expect(before.method.exceptions).toEqual({
			closures: [],
			special_hours: [],
			changes: [],
			not_listed: 0,
		});
	});
});
