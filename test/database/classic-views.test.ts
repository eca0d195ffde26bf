import fc from "fast-check";
import { sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import { businessHours } from "../../src/core/business-hours.ts";
import { Dated, FROM_THE_BEGINNING } from "../../src/core/dated.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, utcDayOf } from "../../src/core/instant.ts";
import { packPoll, type Status } from "../../src/core/poll.ts";
import type { ReportRow } from "../../src/core/report.ts";
import { formatInUnit } from "../../src/core/totals.ts";
import { replaceBusinessHours } from "../../src/database/business-weeks.ts";
import { writeReportRows } from "../../src/database/report-rows.ts";
import { beginSlice, type SliceAttempt } from "../../src/database/report-slices.ts";
import { endReport, insertReport, type ReportEnd } from "../../src/database/reports.ts";
import { createMonths } from "../../src/database/store-day.ts";
import { registerStores } from "../../src/database/stores.ts";
import { replaceTimezones } from "../../src/database/timezones.ts";
import { writePolls } from "../../src/database/write-polls.ts";
import { describeOnBothEngines } from "./databases.ts";
import { begunReport, newReport, TWO_SLICES } from "./sliced-report.ts";

const at = (text: string) => Date.parse(text);

function polled(storeId: string, polls: readonly (readonly [string, Status])[]) {
	return {
		storeId,
		polls: Float64Array.from(polls, ([text, status]) => packPoll(at(text), status)),
	};
}

describeOnBothEngines("the classic tables", (given) => {
	const ask = async (query: string) => (await sql.raw(query).execute(given.database.tables)).rows;
	const keys: number[] = [];

	beforeAll(async () => {
		const days = {
			first: utcDayOf(at("2023-01-31T00:00Z")),
			last: utcDayOf(at("2023-03-12T00:00Z")),
		};
		await createMonths(given.database, days);
		await given.database.transaction((tx) =>
			writePolls(tx, [
				polled("chicago", [
					["2023-01-31T23:59:59.999Z", 1],
					["2023-02-01T00:00:00.000Z", 0],
					["2023-03-12T07:59:00.000Z", 0],
					["2023-03-12T08:01:00.000Z", 1],
				]),
				polled("kathmandu", [["2023-02-01T00:00:00.120Z", 1]]),
				polled("nowhere", [["2023-02-01T00:00:00.000Z", 1]]),
			]),
		);
		await given.database.transaction(async (tx) => {
			keys.push(...(await registerStores(tx, ["chicago", "kathmandu", "nowhere", "unpolled"])));
			await replaceTimezones(tx, [
				{ storeKey: keys[1] as number, timezones: Dated.always("Asia/Kathmandu") },
				// A zone that is newer than PostgreSQL's own zone data.
				{ storeKey: keys[2] as number, timezones: Dated.always("Moon/Tranquility") },
			]);
			await replaceBusinessHours(tx, [
				{
					storeKey: keys[0] as number,
					hours: Dated.always(
						businessHours([
							{ weekday: 0, opensAt: 32_400, closesAt: 43_200 },
							{ weekday: 0, opensAt: 61_200, closesAt: 3_600 },
							{ weekday: 6, opensAt: 0, closesAt: 86_400 },
						]),
					),
				},
				{
					storeKey: keys[3] as number,
					hours: Dated.always(businessHours([{ weekday: 2, opensAt: 1, closesAt: 2 }])),
				},
			]);
		});
	});

	test("have exactly the classic columns", async () => {
		const columns = await ask(`
			select table_name || '.' || column_name || ' ' || data_type as column
			from information_schema.columns
			where table_name in ('store_status', 'business_hours', 'timezone_data', 'report_status')
			order by table_name, ordinal_position
		`);
		expect(columns.map((row) => (row as { column: string }).column)).toEqual([
			"business_hours.id integer",
			"business_hours.store_id text",
			"business_hours.dayofweek integer",
			"business_hours.start_time_local time without time zone",
			"business_hours.end_time_local time without time zone",
			"report_status.report_id text",
			"report_status.status text",
			"report_status.report_data text",
			"store_status.store_id text",
			"store_status.timestamp_utc timestamp without time zone",
			"store_status.status text",
			"store_status.local_time timestamp without time zone",
			"store_status.prev_status text",
			...(given.engine === "Citus" ? ["store_status.store_key integer"] : []),
			"timezone_data.store_id text",
			"timezone_data.timezone_str text",
		]);
	});

	test("store_status has every poll, with the store's wall clock and the poll before", async () => {
		expect(
			await ask(`
				select store_id, timestamp_utc, status, local_time, prev_status
				from store_status where store_id = 'chicago' order by timestamp_utc
			`),
		).toEqual([
			{
				store_id: "chicago",
				timestamp_utc: "2023-01-31 23:59:59.999",
				status: "active",
				local_time: "2023-01-31 17:59:59.999",
				prev_status: null,
			},
			{
				store_id: "chicago",
				timestamp_utc: "2023-02-01 00:00:00",
				status: "inactive",
				local_time: "2023-01-31 18:00:00",
				prev_status: "active",
			},
			{
				store_id: "chicago",
				timestamp_utc: "2023-03-12 07:59:00",
				status: "inactive",
				local_time: "2023-03-12 01:59:00",
				prev_status: "inactive",
			},
			{
				store_id: "chicago",
				timestamp_utc: "2023-03-12 08:01:00",
				status: "active",
				local_time: "2023-03-12 03:01:00",
				prev_status: "inactive",
			},
		]);
	});

	test("a poll knows the one before also when that is not asked for", async () => {
		expect(
			await ask(`
				select prev_status from store_status
				where store_id = 'chicago' and timestamp_utc >= '2023-03-01' order by timestamp_utc
			`),
		).toEqual([{ prev_status: "inactive" }, { prev_status: "inactive" }]);
	});

	test("a zone that PostgreSQL does not know has no local time, and breaks nothing", async () => {
		expect(
			await ask(`
				select store_id, local_time from store_status
				where store_id <> 'chicago' order by store_id
			`),
		).toEqual([
			{ store_id: "kathmandu", local_time: "2023-02-01 05:45:00.12" },
			{ store_id: "nowhere", local_time: null },
		]);
	});

	// A cluster plans otherwise, and has a view of its own: see migrations/citus.
	test.skipIf(given.engine === "Citus")(
		"store_status reads only the rows of the store that it is asked for",
		async () => {
			const plan = (await ask("explain select * from store_status where store_id = 'chicago'"))
				.map((row) => (row as { "QUERY PLAN": string })["QUERY PLAN"])
				.join("\n");
			expect(plan).toMatch(/(Index Cond|Filter): \(store_id = 'chicago'/);
			expect(plan).toMatch(/Index Cond: \(store_key = store.store_key\)/);
			expect(plan).not.toMatch(/Seq Scan on store_day/);
		},
	);

	test("business_hours has every opening with an id of its own", async () => {
		const rows = await ask("select * from business_hours order by id");
		expect(rows).toMatchObject([
			{
				store_id: "chicago",
				dayofweek: 0,
				start_time_local: "09:00:00",
				end_time_local: "12:00:00",
			},
			{
				store_id: "chicago",
				dayofweek: 0,
				start_time_local: "17:00:00",
				end_time_local: "01:00:00",
			},
			{
				store_id: "chicago",
				dayofweek: 6,
				start_time_local: "00:00:00",
				end_time_local: "24:00:00",
			},
			{
				store_id: "unpolled",
				dayofweek: 2,
				start_time_local: "00:00:01",
				end_time_local: "00:00:02",
			},
		]);
		expect(new Set(rows.map((row) => (row as { id: number }).id)).size).toBe(4);
	});

	test("business_hours and timezone_data show what is valid today", async () => {
		const today = Math.floor(Date.now() / DAY_MS);
		const version = <Value>(days: number, value: Value | undefined) => ({
			validFrom: today + days,
			value,
		});
		const hours = (opensAt: number) => businessHours([{ weekday: 1, opensAt, closesAt: 3_600 }]);
		await given.database.transaction(async (tx) => {
			const [moved, ended] = (await registerStores(tx, ["moved", "moved back"])) as [
				number,
				number,
			];
			await replaceBusinessHours(tx, [
				{
					storeKey: moved,
					hours: Dated.of([version(-9, hours(0)), version(-2, hours(60)), version(2, hours(120))]),
				},
				{ storeKey: ended, hours: Dated.of([version(-9, hours(0)), version(-2, undefined)]) },
			]);
			const zones = [version(-9, "UTC"), version(-2, "Asia/Tokyo"), version(2, "Asia/Seoul")];
			await replaceTimezones(tx, [
				{ storeKey: moved, timezones: Dated.of(zones) },
				{ storeKey: ended, timezones: Dated.of([version(-9, "UTC"), version(-2, undefined)]) },
			]);
		});
		expect(
			await ask("select * from business_hours where store_id like 'moved%' order by store_id"),
		).toMatchObject([{ store_id: "moved", dayofweek: 1, start_time_local: "00:01:00" }]);
		expect(await ask("select * from timezone_data where store_id like 'moved%'")).toEqual([
			{ store_id: "moved", timezone_str: "Asia/Tokyo" },
		]);
		await given.database.script("delete from store where store_id like 'moved%'");
	});

	test("store_status tells local times by the zone that was valid then", async () => {
		await given.database.transaction(async (tx) => {
			// 1 February begins in New York, at 05:00 UTC, and then it is 21:00 in Los Angeles; 10 February
			// begins in the east, at 15:00 UTC on the 9th.
			await writePolls(tx, [
				polled("mover", [
					["2023-02-01T04:59:59.000Z", 1],
					["2023-02-01T05:00:00.000Z", 1],
					["2023-02-09T14:59:59.000Z", 1],
					["2023-02-09T15:00:00.000Z", 1],
				]),
			]);
			const [mover] = (await registerStores(tx, ["mover"])) as [number];
			const zones = Dated.of([
				{ validFrom: FROM_THE_BEGINNING, value: "America/New_York" },
				{ validFrom: utcDayOf(at("2023-02-01T00:00Z")), value: "America/Los_Angeles" },
				{ validFrom: utcDayOf(at("2023-02-10T00:00Z")), value: "Asia/Tokyo" },
			]);
			await replaceTimezones(tx, [{ storeKey: mover, timezones: zones }]);
		});
		const rows = await ask(
			"select local_time from store_status where store_id = 'mover' order by timestamp_utc",
		);
		expect(rows.map((row) => (row as { local_time: string }).local_time)).toEqual([
			"2023-01-31 23:59:59",
			"2023-01-31 21:00:00",
			"2023-02-09 06:59:59",
			"2023-02-10 00:00:00",
		]);
		await given.database.script("delete from store where store_id = 'mover'");
	});

	test("timezone_data has the zones of the stores that have one", async () => {
		expect(await ask("select * from timezone_data order by store_id")).toEqual([
			{ store_id: "kathmandu", timezone_str: "Asia/Kathmandu" },
			{ store_id: "nowhere", timezone_str: "Moon/Tranquility" },
		]);
	});
});

describeOnBothEngines("report_status", (given) => {
	const ENDED = { finishedAt: 0, keepMs: 0 };

	/** A running report with some rows in its first slice, and the others in its second. */
	async function report(
		rows: readonly (readonly ReportRow[])[],
		rangeNames = newReport().rangeNames,
	): Promise<string> {
		const { database } = given;
		const reportId = await begunReport(database, TWO_SLICES, newReport({ rangeNames }));
		// The last slice first: workers do not wait for each other.
		for (const slice of [1, 0])
			await database.transaction(async (tx) => {
				const attempt = (await beginSlice(tx, { reportId, slice }, 0)) as SliceAttempt;
				await writeReportRows(tx, attempt, { position: 0, rows: rows[slice] ?? [] });
			});
		return reportId;
	}

	const end = (reportId: string, how: ReportEnd) =>
		given.database.transaction((tx) => endReport(tx, reportId, how));
	const complete = (reportId: string) => end(reportId, { ...ENDED, state: "complete", method: {} });
	const statusOf = async (reportId: string) => {
		const { rows } = await sql<{ status: string; report_data: string | null }>`
			select status, report_data from report_status where report_id = ${reportId}
		`.execute(given.database.tables);
		return rows[0];
	};
	const ms = (upMs: number, downMs: number) => ({ upMs, downMs, unknownMs: 0 });

	test("tells the state in the classic words", async () => {
		const waiting = newReport();
		await given.database.transaction((tx) => insertReport(tx, waiting));
		expect(await statusOf(waiting.reportId)).toEqual({ status: "running", report_data: null });
		const running = await report([[{ storeId: "a", totals: [ms(1, 2), ms(1, 2), ms(1, 2)] }]]);
		expect(await statusOf(running)).toEqual({ status: "running", report_data: null });
		await end(running, { ...ENDED, state: "failed", failure: "why" });
		expect(await statusOf(running)).toEqual({ status: "failed", report_data: null });
		await end(waiting.reportId, { ...ENDED, state: "cancelled" });
		expect(await statusOf(waiting.reportId)).toEqual({ status: "cancelled", report_data: null });
	});

	test("has the CSV of a complete report, with every kind of id written so that it stays an id", async () => {
		const ids = ["1000385412041408565", 'say "hi", ok', "=1+1", "-3", "+3", "@x", "plain 'quote'"];
		const totals = [ms(59_699, 299), ms(86_399_999, 18_000), ms(17_999, 604_800_000)];
		const rows = ids.map((storeId) => ({ storeId, totals }));
		const reportId = await report([rows.slice(0, 3), rows.slice(3)]);
		await complete(reportId);
		const figures = "0.99,24.00,0.00,0.00,0.01,168.00";
		expect(await statusOf(reportId)).toEqual({
			status: "complete",
			report_data: [
				"store_id,uptime_last_hour,uptime_last_day,uptime_last_week,downtime_last_hour,downtime_last_day,downtime_last_week",
				`1000385412041408565,${figures}`,
				`"say ""hi"", ok",${figures}`,
				`'=1+1,${figures}`,
				`'-3,${figures}`,
				`'+3,${figures}`,
				`'@x,${figures}`,
				`plain 'quote',${figures}`,
				"",
			].join("\r\n"),
		});
	});

	test("of a report without stores is the header alone, and of other ranges nothing", async () => {
		const empty = await report([]);
		await complete(empty);
		expect((await statusOf(empty))?.report_data).toMatch(/^store_id,[a-z_,]+\r\n$/);
		const custom = await report([[{ storeId: "a", totals: [ms(1, 2)] }]], ["custom"]);
		await complete(custom);
		expect(await statusOf(custom)).toEqual({ status: "complete", report_data: null });
	});

	test("rounds as the program does, for every duration", async () => {
		const durations = fc.sample(
			fc.oneof(
				fc.nat({ max: 700_000_000 }),
				fc.nat({ max: 20_000 }).map((hundredths) => hundredths * 600 + 299),
				fc.nat({ max: 20_000 }).map((hundredths) => hundredths * 18_000),
			),
			2_000,
		);
		const { rows } = await sql<{ minutes: string; hours: string }>`
			select in_unit(ms, 60000) as minutes, in_unit(ms, 3600000) as hours
			from unnest(${durations}::bigint[]) with ordinality as duration (ms, place)
			order by place
		`.execute(given.database.tables);
		expect(rows).toEqual(
			durations.map((duration) => ({
				minutes: formatInUnit(duration, MINUTE_MS),
				hours: formatInUnit(duration, HOUR_MS),
			})),
		);
	});
});
