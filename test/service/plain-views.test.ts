import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { DAY_MS, formatInstant, HOUR_MS, utcDayOf } from "../../src/core/instant.ts";
import { parseSalesPerHour } from "../../src/core/lost-sales.ts";
import {
	coverageMilliPercent,
	formatPercent,
	openMs,
	uptimeMilliPercent,
} from "../../src/core/totals.ts";
import { readReportRows } from "../../src/database/report-rows.ts";
import { cancelReport } from "../../src/service/cancel-report.ts";
import { listClosures } from "../../src/service/closures.ts";
import { listStores } from "../../src/service/list-stores.ts";
import { methodOfComplete, reportWithId } from "../../src/service/report-resource.ts";
import { timezonesOf } from "../../src/service/store-details.ts";
import {
	businessHoursOf,
	replaceBusinessHoursOf,
	specialHoursOf,
} from "../../src/service/store-hours.ts";
import { storeTarget } from "../../src/service/store-target.ts";
import { setTarget } from "../../src/service/targets.ts";
import type { NewReportRequest } from "../../src/service/trigger-report.ts";
import { triggerReport } from "../../src/service/trigger-report.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { importLines } from "./import-lines.ts";
import { linesOf, mixedFleet, NEWEST } from "./mixed-fleet.ts";
import { reportToItsEnd, testServices } from "./services.ts";

const FLEET = mixedFleet();

const REPORTS: readonly NewReportRequest[] = [
	{},
	{ rules: { maxGapMs: 6 * HOUR_MS, missingDay: "closed", outsidePolls: "use" } },
	{
		ranges: [
			{ from: NEWEST - 40 * DAY_MS, to: NEWEST - 30 * DAY_MS },
			{ from: NEWEST - 3 * DAY_MS + 1, to: NEWEST },
		],
	},
	{ group: "Brand A", asOf: NEWEST - 90 * DAY_MS },
	{ storeIds: ["s1", "s7"] },
	// Before anybody was polled: a report without a store.
	{ asOf: NEWEST - 300 * DAY_MS },
];

interface PlanLine {
	readonly "QUERY PLAN": string;
}

function textOf(plan: readonly PlanLine[]): string {
	return plan.map((line) => line["QUERY PLAN"]).join("\n");
}

describeOnBothEngines("the plain views", (given) => {
	const services = () => testServices(given.database, NEWEST, { sliceStores: 7 });
	const ask = async <Row>(query: string) =>
		(await sql.raw<Row>(query).execute(given.database.tables)).rows;
	const utc = (text: string | null) =>
		text === null ? null : formatInstant(Date.parse(`${text}Z`));

	beforeAll(() => importLines(given.database, NEWEST, linesOf(FLEET)));

	describe.each(REPORTS)("of a report: %j", (request) => {
		let reportId: string;

		beforeAll(async () => {
			reportId = await reportToItsEnd(services(), request);
		});

		test("report_figure has the program's own figures, to the millisecond and the thousandth", async () => {
			const context = services();
			const method = methodOfComplete(await reportWithId(context, reportId));
			const { rows } = await readReportRows(context.database, reportId, {
				from: undefined,
				limit: 1_000,
			});
			const found = await ask<Record<string, string>>(`
				select * from report_figure where report_id = '${reportId}'
				order by store_id, from_utc desc, to_utc desc
			`);
			const expected = rows.flatMap(({ storeId, totals }) =>
				method.ranges
					.map((range, i) => ({ range, total: totals[i] as NonNullable<(typeof totals)[0]> }))
					.sort((a, b) => b.range.from - a.range.from)
					.map(({ range, total }) => ({
						report_id: reportId,
						store_id: storeId,
						range: range.name,
						from_utc: formatInstant(range.from),
						to_utc: formatInstant(range.to),
						open_ms: openMs(total),
						up_ms: total.upMs,
						down_ms: total.downMs,
						unknown_ms: total.unknownMs,
						uptime_percent: formatPercent(uptimeMilliPercent(total)) || null,
						coverage_percent: formatPercent(coverageMilliPercent(total)) || null,
					})),
			);
			expect(
				found.map(({ from_utc, to_utc, ...figures }) => ({
					...figures,
					from_utc: utc(from_utc as string),
					to_utc: utc(to_utc as string),
				})),
			).toEqual(expected.map((row) => expect.objectContaining(row)));
			expect(found).toHaveLength(method.stores * method.ranges.length);
		});

		test("complete_report has its method", async () => {
			const report = await reportWithId(services(), reportId);
			const method = methodOfComplete(report);
			const [found] = await ask<Record<string, string | null>>(
				`select * from complete_report where report_id = '${reportId}'`,
			);
			const instant = (at: number | undefined) => (at === undefined ? null : formatInstant(at));
			expect({
				...found,
				...Object.fromEntries(
					Object.entries(found ?? {})
						.filter(([column]) => column.endsWith("_utc"))
						.map(([column, text]) => [column, utc(text)]),
				),
			}).toEqual({
				report_id: reportId,
				as_of_utc: instant(method.asOf),
				requested_at_utc: instant(report.requestedAt),
				finished_at_utc: instant(report.finishedAt),
				expires_at_utc: instant(report.expiresAt),
				selection: method.selection,
				group_name: method.group ?? null,
				stores: method.stores,
				stores_with_default_timezone: method.storesWithDefaultZone,
				stores_with_default_hours: method.storesWithDefaultHours,
				newest_poll_utc: instant(method.newestPoll),
				end_of_day: method.rules.endOfDay,
				missing_day: method.rules.missingDay,
				outside_polls: method.rules.outsidePolls,
				max_gap_ms: method.rules.maxGapMs ?? null,
				default_timezone: method.rules.defaultZone,
				timezone_data_version: method.zoneDataVersion,
			});
		});

		if (given.engine !== "PGlite")
			test("report_figure reads the rows of that report only", async () => {
				for (const wanted of [
					`'${reportId}'`,
					"(select report_id from complete_report order by finished_at_utc desc limit 1)",
				]) {
					const plan = textOf(
						await ask<PlanLine>(`explain select * from report_figure where report_id = ${wanted}`),
					);
					expect(plan).toMatch(
						/Index Scan (on|using) report_row_has_one_row_for_each_position[^\n]*\n\s+Index Cond: \(report_id = /,
					);
					expect(plan).not.toMatch(/Seq Scan on report_row/);
				}
			});
	});

	test("report_figure and complete_report have nothing of reports that are not complete", async () => {
		const context = services();
		const waiting = await triggerReport(context, { storeIds: ["s2"] });
		const ofIt = (view: string) =>
			ask(`select from ${view} where report_id = '${waiting.reportId}'`);
		expect([...(await ofIt("report_figure")), ...(await ofIt("complete_report"))]).toEqual([]);
		await cancelReport(context, waiting.reportId);
		expect([...(await ofIt("report_figure")), ...(await ofIt("complete_report"))]).toEqual([]);
	});

	test("cut_percent cuts as the program does, whatever the milliseconds", async () => {
		const pairs = [
			[0, 0],
			[0, 1],
			[1, 3],
			[2, 3],
			[999_999, 1_000_000],
			[99_999_999_999_999, 100_000_000_000_000],
			[2 ** 52 - 1, 2 ** 52],
			[7, 7],
		] as const;
		const rows = await ask<{ percent: string | null }>(
			pairs
				.map(([part, whole]) => `select cut_percent(${part}, ${whole}) as percent`)
				.join(" union all "),
		);
		expect(rows.map(({ percent }) => percent ?? "")).toEqual(
			pairs.map(([upMs, whole]) =>
				formatPercent(uptimeMilliPercent({ upMs, downMs: whole - upMs, unknownMs: 0 })),
			),
		);
	});

	test("store_details has every store", async () => {
		const { stores } = await listStores(services(), {
			sort: { by: "store_id", descends: false },
			limit: 1_000,
		});
		const found = await ask<Record<string, string | null>>(
			"select * from store_details order by store_id",
		);
		// Of the zones that change, those of today are the last ones: the changes are of 2025.
		const zoneOf = (storeId: string) => {
			const store = FLEET.find((one) => one.storeId === storeId);
			return store?.zoneChanges?.at(-1)?.zone ?? (store?.hasZone === true ? store.zone : null);
		};
		expect(found).toEqual(
			stores.map(({ storeId, name, group, city, salesPerHour }) => ({
				store_id: storeId,
				name: name ?? null,
				group_name: group ?? null,
				timezone: zoneOf(storeId),
				first_poll_utc: expect.toSatisfy(() => true),
				last_poll_utc: expect.toSatisfy(() => true),
				city: city ?? null,
				sales_per_hour:
					salesPerHour === undefined
						? null
						: expect.toSatisfy((text) => parseSalesPerHour(text) === salesPerHour),
			})),
		);
		expect(
			found.map((row) => [utc(row.first_poll_utc ?? null), utc(row.last_poll_utc ?? null)]),
		).toEqual(
			stores.map(({ firstPollAt, lastPollAt }) =>
				[firstPollAt, lastPollAt].map((at) => (at === undefined ? null : formatInstant(at))),
			),
		);
	});

	test.each(FLEET.filter((_, i) => i % 3 === 0))(
		"store_hours, store_special_hours and store_timezone have all there is of $storeId",
		async ({ storeId }) => {
			const ofStore = (view: string, order: string) =>
				ask<Record<string, unknown>>(
					`select * from ${view} where store_id = '${storeId}' order by valid_from nulls first, ${order}`,
				);
			const { business_hours } = await businessHoursOf(services(), storeId);
			const hours = await ofStore("store_hours", "day_of_week, start_time_local");
			expect(hours.map(({ store_id, valid_to, ...opening }) => opening)).toEqual(business_hours);
			const { timezone, changes } = await timezonesOf(services(), storeId);
			const zones = await ofStore("store_timezone", "timezone");
			expect(zones.map(({ valid_from, timezone: zone }) => [valid_from, zone])).toEqual([
				[null, timezone],
				...changes.map((change) => [change.valid_from, change.timezone]),
			]);
			for (const versions of [hours, zones]) {
				const dates = [...new Set(versions.map(({ valid_from }) => valid_from))];
				for (const { valid_from, valid_to } of versions)
					expect(valid_to).toBe(dates[dates.indexOf(valid_from) + 1] ?? null);
			}
			const special = await ask<Record<string, unknown>>(
				`select date, start_time_local, end_time_local from store_special_hours
				where store_id = '${storeId}' order by date, start_time_local`,
			);
			expect(special).toEqual((await specialHoursOf(services(), storeId)).special_hours);
		},
	);

	test("store_hours has a row without an opening from when on a store is always open", async () => {
		await importLines(given.database, NEWEST, {
			hours: [
				"store_id,day,start_time_local,end_time_local,valid_from",
				"ends,0,09:00,17:00,2025-01-01",
			],
		});
		const validFrom = utcDayOf(Date.UTC(2025, 2, 1));
		await replaceBusinessHoursOf(services(), "ends", { rows: [], validFrom });
		const { always_open_from } = await businessHoursOf(services(), "ends");
		expect(always_open_from).toEqual(["2025-03-01"]);
		expect(
			await ask("select * from store_hours where store_id = 'ends' order by valid_from"),
		).toEqual([
			{
				store_id: "ends",
				valid_from: "2025-01-01",
				valid_to: "2025-03-01",
				day_of_week: 0,
				start_time_local: "09:00:00",
				end_time_local: "17:00:00",
			},
			{
				store_id: "ends",
				valid_from: "2025-03-01",
				valid_to: null,
				day_of_week: null,
				start_time_local: null,
				end_time_local: null,
			},
		]);
		await given.database.script("delete from store where store_id = 'ends'");
	});

	if (given.engine === "PostgreSQL")
		test("store_hours, store_special_hours and store_timezone read the rows of the store that is asked for", async () => {
			await given.database.transaction(async (tx) => {
				// With so few stores, reading all of them would be as quick.
				await tx.script("set local enable_seqscan to off");
				for (const view of ["store_hours", "store_special_hours", "store_timezone"]) {
					const explain = `explain select * from ${view} where store_id = 's1'`;
					const { rows } = await sql.raw<PlanLine>(explain).execute(tx.tables);
					expect(textOf(rows), view).toMatch(/Index Cond: \(store_id = 's1'/);
				}
			});
		});

	test("planned_closure has the closures as they are listed", async () => {
		const { closures } = await listClosures(services(), { after: undefined, limit: 1_000 });
		const found = await ask<Record<string, string>>(
			"select * from planned_closure order by closure_id",
		);
		expect(
			found.map(({ closure_id, from_utc, to_utc, ...closure }) => ({
				...closure,
				closure_id: String(closure_id),
				from_utc: utc(from_utc as string),
				to_utc: utc(to_utc as string),
			})),
		).toEqual(closures);
	});

	test("store_target has the target that each store is measured by", async () => {
		const context = services();
		const inForce = async () => {
			const found = await Promise.all(
				FLEET.map(async ({ storeId }) => ({
					storeId,
					target: (await storeTarget(context, storeId, {})).inForce,
				})),
			);
			return found.flatMap(({ storeId, target }) =>
				target === undefined ? [] : [[storeId, formatPercent(target.target), target.from]],
			);
		};
		const found = async () =>
			(await ask<object>("select * from store_target order by store_id")).map((row) =>
				Object.values(row),
			);
		expect(await found()).toEqual([]);
		await setTarget(context, { of: "group", group: "Brand A" }, 99_001);
		await setTarget(context, { of: "group", group: "Nobody" }, 5);
		await setTarget(context, { of: "store", storeId: "s1" }, 1);
		await setTarget(context, { of: "store", storeId: "s3" }, 100_000);
		expect(await found()).toEqual(await inForce());
		await setTarget(context, { of: "fleet" }, 90_000);
		expect(await found()).toEqual(await inForce());
		expect(await ask("select * from uptime_target order by of, group_name, store_id")).toEqual([
			{ of: "fleet", group_name: null, store_id: null, uptime_percent: "90.000" },
			{ of: "group", group_name: "Brand A", store_id: null, uptime_percent: "99.001" },
			{ of: "group", group_name: "Nobody", store_id: null, uptime_percent: "0.005" },
			{ of: "store", group_name: null, store_id: "s1", uptime_percent: "0.001" },
			{ of: "store", group_name: null, store_id: "s3", uptime_percent: "100.000" },
		]);
	});
});
