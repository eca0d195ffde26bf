import { beforeAll, expect, test } from "vitest";
import { DAY_MS, type Instant, MINUTE_MS, SECOND_MS, utcDayOf } from "../../src/core/instant.ts";
import { packPoll } from "../../src/core/poll.ts";
import { createMonths } from "../../src/database/store-day.ts";
import { writePolls } from "../../src/database/write-polls.ts";
import { beginReport } from "../../src/service/begin-report.ts";
import { cancelReport } from "../../src/service/cancel-report.ts";
import { listReports, type ReportCursor } from "../../src/service/list-reports.ts";
import { reportWithId } from "../../src/service/report-resource.ts";
import { runSlice } from "../../src/service/run-slice.ts";
import { triggerReport } from "../../src/service/trigger-report.ts";
import { describeOnBothEngines, type TestDatabase } from "../database/databases.ts";
import { computeToItsEnd, type TestServices, testServices } from "./services.ts";

const NOON = Date.UTC(2023, 0, 25, 12);
const STORES = 10;
const NEVER = new AbortController().signal;

/** Ten stores, which reports have in slices of four, four and two. */
async function importTenStores({ database }: Pick<TestDatabase, "database">): Promise<void> {
	await createMonths(database, { first: utcDayOf(NOON), last: utcDayOf(NOON) });
	const polls = Float64Array.of(packPoll(NOON - MINUTE_MS, 1));
	const stores = Array.from({ length: STORES }, (_, i) => ({ storeId: `store ${i}`, polls }));
	await database.transaction((tx) => writePolls(tx, stores));
}

/** Services whose clock is set by hand. */
function servicesWithClock({ database }: Pick<TestDatabase, "database">) {
	const clock = { now: NOON };
	const services = testServices(database, NOON, { sliceStores: 4, now: () => clock.now });
	return { clock, services };
}

describeOnBothEngines("the list of reports", (given) => {
	/** The ids of reports that were asked for one after the other, the last one first. */
	const ids: string[] = [];
	let services: TestServices;

	beforeAll(async () => {
		await importTenStores(given);
		const { clock, ...rest } = servicesWithClock(given);
		services = rest.services;
		for (let i = 0; i < 6; i++) {
			clock.now += SECOND_MS;
			const { reportId } = await triggerReport(services, { asOf: NOON - i });
			ids.unshift(reportId);
			if (i % 3 === 0) await computeToItsEnd(services);
			if (i % 3 === 1) await cancelReport(services, reportId);
		}
	});

	test("has the newest first, and says where the next page goes on as long as there is one", async () => {
		for (const limit of [1, 2, 4, 6, 100]) {
			const walked: string[] = [];
			let after: ReportCursor | undefined;
			do {
				const page = await listReports(services, { after, limit });
				expect(page.reports.length).toBeLessThanOrEqual(limit);
				walked.push(...page.reports.map(({ reportId }) => reportId));
				after = page.next;
			} while (after !== undefined);
			expect(walked).toEqual(ids);
		}
	});

	test("has those of one state by themselves", async () => {
		const idsOf = async (state: "complete" | "cancelled" | "failed") =>
			(await listReports(services, { state, limit: 10 })).reports.map(({ reportId }) => reportId);
		expect(await idsOf("complete")).toEqual([ids[2], ids[3], ids[5]]);
		expect(await idsOf("cancelled")).toEqual([ids[1], ids[4]]);
		expect(await idsOf("failed")).toEqual([]);
	});

	test("tells the same of each report as the report itself", async () => {
		const { reports } = await listReports(services, { limit: 10 });
		for (const report of reports)
			expect(report).toEqual(await reportWithId(services, report.reportId));
		expect(reports.find(({ reportId }) => reportId === ids[2])).toMatchObject({
			state: "complete",
			storesDone: STORES,
			storesTotal: STORES,
			method: { stores: STORES },
			expiresAt: NOON + 4 * SECOND_MS + 30 * DAY_MS,
		});
	});
});

describeOnBothEngines("the time that a report will still take", (given) => {
	beforeAll(() => importTenStores(given));

	test("is that of the stores that are left, at the pace so far", async () => {
		const { clock, services } = servicesWithClock(given);
		const { reportId } = await triggerReport(services);
		const remaining = async (now: Instant) => {
			clock.now = now;
			return (await reportWithId(services, reportId)).remainingMs;
		};
		expect(await remaining(NOON + MINUTE_MS)).toBeUndefined();
		// It waited for a minute, which tells nothing of its pace.
		await beginReport(services, reportId);
		const [first, second, third] = services.queue.take("compute-slice");
		expect(await remaining(NOON + 2 * MINUTE_MS)).toBeUndefined();
		await runSlice(services, first as typeof first & object, NEVER);
		// Four stores in two minutes: six in three.
		expect(await remaining(NOON + 3 * MINUTE_MS)).toBe(3 * MINUTE_MS);
		await runSlice(services, third as typeof third & object, NEVER);
		// Six in three minutes: four in two. And if nothing more is done meanwhile, longer.
		expect(await remaining(NOON + 4 * MINUTE_MS)).toBe(2 * MINUTE_MS);
		expect(await remaining(NOON + 7 * MINUTE_MS)).toBe(4 * MINUTE_MS);
		const { reports } = await listReports(services, { limit: 1 });
		expect(reports[0]).toMatchObject({ reportId, remainingMs: 4 * MINUTE_MS });
		await runSlice(services, second as typeof second & object, NEVER);
		expect(await remaining(NOON + 8 * MINUTE_MS)).toBeUndefined();
	});

	test("is none when a clock that is behind has it begin in the future", async () => {
		const { clock, services } = servicesWithClock(given);
		const { reportId } = await triggerReport(services);
		await beginReport(services, reportId);
		const [first] = services.queue.take("compute-slice");
		await runSlice(services, first as typeof first & object, NEVER);
		clock.now -= MINUTE_MS;
		expect((await reportWithId(services, reportId)).remainingMs).toBe(0);
		await cancelReport(services, reportId);
	});

	test("is never less than none, also when stores were polled after it was begun", async () => {
		const { clock, services } = servicesWithClock(given);
		const { reportId } = await triggerReport(services, { storeIds: ["store 1"] });
		await beginReport(services, reportId);
		await given.database.tables
			.updateTable("report_slice")
			.set({ stores_done: 3 })
			.where("report_id", "=", reportId)
			.execute();
		clock.now += MINUTE_MS;
		expect((await reportWithId(services, reportId)).remainingMs).toBe(0);
		await cancelReport(services, reportId);
	});
});
