import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { DAY_MS } from "../../src/core/instant.ts";
import type { Method } from "../../src/core/method.ts";
import { type ReportRow, standardRanges } from "../../src/core/report.ts";
import { DEFAULT_RULES } from "../../src/core/rules.ts";
import { compareStoreIds } from "../../src/core/store-id.ts";
import {
	coverageMilliPercent,
	openMs,
	type Totals,
	uptimeMilliPercent,
} from "../../src/core/totals.ts";
import type { Database } from "../../src/database/engine/database.ts";
import { SORT_FIGURES, type SortFigure } from "../../src/database/report-row-page.ts";
import { writeReportRows } from "../../src/database/report-rows.ts";
import { beginSlice, type SliceAttempt } from "../../src/database/report-slices.ts";
import { endReport } from "../../src/database/reports.ts";
import { registerStores } from "../../src/database/stores.ts";
import { deleteReport } from "../../src/service/delete-report.ts";
import { Refusal } from "../../src/service/refusal.ts";
import {
	type OrderedPlace,
	type RowPageRequest,
	reportRowPage,
} from "../../src/service/report-row-page.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { begunReport, newReport } from "../database/sliced-report.ts";
import { testServices } from "./services.ts";

const NOON = Date.UTC(2023, 0, 25, 12);
const RANGES = standardRanges(NOON);
const GROUPS = ["north", "south"];

/** Many that are equal, many of nothing, and some that are as long as figures can be. */
const milliseconds = fc.oneof(
	{ weight: 6, arbitrary: fc.nat({ max: 3 }) },
	{ weight: 2, arbitrary: fc.nat({ max: 100_000 }) },
	{ weight: 1, arbitrary: fc.nat({ max: 2_000 * 365 * DAY_MS }) },
);

const totals: fc.Arbitrary<Totals> = fc.record({
	upMs: milliseconds,
	downMs: milliseconds,
	unknownMs: milliseconds,
});

const storeId = fc.oneof(
	fc.string({
		unit: fc.constantFrom("a", "B", "1", "%", "_", "\\", "'"),
		minLength: 1,
		maxLength: 4,
	}),
	fc.string({
		unit: fc.constantFrom("a", "ä", "\u{ff5e}", "\u{1f600}"),
		minLength: 1,
		maxLength: 3,
	}),
);

const rowsOfStores: fc.Arbitrary<ReportRow[]> = fc
	.uniqueArray(fc.record({ storeId, totals: fc.array(totals, { minLength: 3, maxLength: 3 }) }), {
		minLength: 60,
		maxLength: 60,
		selector: (row) => row.storeId,
	})
	.map((rows) => rows.sort((a, b) => compareStoreIds(a.storeId, b.storeId)));

const request: fc.Arbitrary<RowPageRequest> = fc.record(
	{
		search: fc.oneof(fc.constantFrom("a", "ä", "%", "_", "\\", "'", "", "A", "\0"), storeId),
		group: fc.constantFrom(...GROUPS, "east", "\0"),
		range: fc.constantFrom(...RANGES.map(({ name }) => name)),
		uptimeBelow: fc.oneof(fc.nat({ max: 100_000 }), fc.constantFrom(0, 50_000, 66_667, 100_000)),
		downMsAbove: milliseconds,
		order: fc.record({
			by: fc.constantFrom("storeId" as const, ...SORT_FIGURES),
			isDescending: fc.boolean(),
		}),
		limit: fc.integer({ min: 3, max: 70 }),
	},
	{ requiredKeys: ["range", "order", "limit"] },
);

/** Writes a complete report down that has these rows, in two slices. */
async function completeReport(database: Database, rows: readonly ReportRow[]): Promise<Method> {
	const half = Math.floor(rows.length / 2);
	const slices = [rows.slice(0, half), rows.slice(half)];
	const reportId = await begunReport(
		database,
		slices.map((slice, i) => ({
			firstStoreId: slice[0]?.storeId as string,
			nextStoreId: slices[i + 1]?.[0]?.storeId,
			storesTotal: slice.length,
		})),
		newReport({ reportId: REPORT }),
	);
	const method: Method = {
		asOf: NOON,
		ranges: RANGES,
		rules: DEFAULT_RULES,
		selection: "all",
		group: undefined,
		zoneDataVersion: "2026c",
		stores: rows.length,
		storesWithDefaultZone: 0,
		storesWithDefaultHours: 0,
		specialDates: 0,
		closures: 0,
		exceptions: { closures: [], dates: [], changes: [], notListed: 0 },
		newestPoll: NOON,
	};
	await database.transaction(async (tx) => {
		for (const [slice, ofSlice] of slices.entries()) {
			const attempt = (await beginSlice(tx, { reportId, slice }, NOON)) as SliceAttempt;
			await writeReportRows(tx, attempt, { position: 0, rows: ofSlice });
		}
		await endReport(tx, reportId, { state: "complete", method, finishedAt: NOON, keepMs: DAY_MS });
	});
	return method;
}

const REPORT = randomUUID();

/** A figure of a range, computed as the report's own documents do; `undefined` for no share of nothing. */
function figureOf(by: SortFigure, of: Totals): number | undefined {
	switch (by) {
		case "openMs":
			return openMs(of);
		case "uptimePercent":
			return uptimeMilliPercent(of);
		case "coveragePercent":
			return coverageMilliPercent(of);
		default:
			return of[by];
	}
}

/** All rows that pass, in their order, in the plainest way. */
function sortedRows(
	rows: readonly ReportRow[],
	groupOf: ReadonlyMap<string, string>,
	{ search, group, range, uptimeBelow, downMsAbove, order }: RowPageRequest,
): ReportRow[] {
	const place = RANGES.findIndex(({ name }) => name === range);
	const totalsOf = (row: ReportRow) => row.totals[place] as Totals;
	const passing = rows.filter((row) => {
		const uptime = uptimeMilliPercent(totalsOf(row));
		return (
			(search === undefined || row.storeId.includes(search)) &&
			(group === undefined || groupOf.get(row.storeId) === group) &&
			(uptimeBelow === undefined || (uptime !== undefined && uptime < uptimeBelow)) &&
			(downMsAbove === undefined || totalsOf(row).downMs > downMsAbove)
		);
	});
	const { by, isDescending } = order;
	const sign = isDescending ? -1 : 1;
	return passing.sort((a, b) => {
		const byId = compareStoreIds(a.storeId, b.storeId);
		if (by === "storeId") return sign * byId;
		const [x, y] = [figureOf(by, totalsOf(a)), figureOf(by, totalsOf(b))];
		if (x === y) return byId;
		if (x === undefined || y === undefined) return x === undefined ? 1 : -1;
		return sign * (x - y);
	});
}

describeOnBothEngines("pages of a report's rows", (given) => {
	const services = () => testServices(given.database, NOON);
	const groupOf = new Map<string, string>();
	let rows: readonly ReportRow[];
	let method: Method;

	beforeAll(async () => {
		[rows] = fc.sample(rowsOfStores, { numRuns: 1, seed: 25 }) as [ReportRow[]];
		method = await completeReport(given.database, rows);
		const ids = rows.map((row) => row.storeId);
		for (const [i, id] of ids.entries())
			if (i % 3 > 0) groupOf.set(id, GROUPS[i % 3 === 1 ? 0 : 1] as string);
		await given.database.transaction(async (tx) => {
			await registerStores(tx, ids);
			for (const [store_id, group_name] of groupOf)
				await tx.tables
					.updateTable("store")
					.set({ group_name })
					.where("store_id", "=", store_id)
					.execute();
		});
	});

	async function walk(asked: RowPageRequest): Promise<ReportRow[]> {
		const walked: ReportRow[] = [];
		let after: OrderedPlace | undefined;
		let total: number | undefined;
		do {
			const page = await reportRowPage(services(), REPORT, { ...asked, after });
			expect(page.rows.length).toBeLessThanOrEqual(asked.limit);
			total ??= page.total;
			expect(page.total).toBe(total);
			expect(page.method).toEqual(method);
			walked.push(...page.rows);
			after = page.next;
		} while (after !== undefined);
		expect(walked).toHaveLength(total);
		return walked;
	}

	test("put together are all rows that pass the filter, in order, whatever is asked for", async () => {
		await fc.assert(
			fc.asyncProperty(request, async (asked) => {
				expect(await walk(asked)).toEqual(sortedRows(rows, groupOf, asked));
			}),
			{ numRuns: 400, seed: 26 },
		);
	});

	const refusalOf = async (asked: Partial<RowPageRequest>, reportId: string = REPORT) => {
		const order = { by: "storeId", isDescending: false } as const;
		const page = reportRowPage(services(), reportId, { order, limit: 1, ...asked });
		const refusal = await page.catch((error) => error);
		expect(refusal).toBeInstanceOf(Refusal);
		return `${refusal.meaning}: ${refusal.message}`;
	};

	test("need to be told which of several ranges is meant, and one that there is", async () => {
		const meant =
			"invalid: Say which range is meant: range is one of last_hour, last_day, last_week.";
		expect(await refusalOf({ uptimeBelow: 1 })).toBe(meant);
		expect(await refusalOf({ downMsAbove: 1 })).toBe(meant);
		expect(await refusalOf({ order: { by: "upMs", isDescending: true } })).toBe(meant);
		expect(await refusalOf({ range: "today" })).toBe(
			"invalid: The report has no range of this name, only last_hour, last_day, last_week.",
		);
	});

	test("are of a report that is there and complete", async () => {
		const { reportId } = newReport();
		expect(await refusalOf({}, reportId)).toMatch(/^not_found: /);
		expect(await refusalOf({}, "no-uuid")).toMatch(/^not_found: /);
		const begun = await begunReport(given.database);
		expect(await refusalOf({}, begun)).toMatch(/^conflict: The report is running/);
		await deleteReport(services(), begun);
	});
});
