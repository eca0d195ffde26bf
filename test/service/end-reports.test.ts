import { expect, test } from "vitest";
import { DAY_MS } from "../../src/core/instant.ts";
import { cancelReport } from "../../src/service/cancel-report.ts";
import { deleteExpiredReports, deleteReport } from "../../src/service/delete-report.ts";
import { giveUpReport } from "../../src/service/give-up-report.ts";
import { listReports } from "../../src/service/list-reports.ts";
import { Refusal } from "../../src/service/refusal.ts";
import { reportWithId } from "../../src/service/report-resource.ts";
import { triggerReport } from "../../src/service/trigger-report.ts";
import { describeOnBothEngines, describeOnPostgres } from "../database/databases.ts";
import { computeToItsEnd, reportToItsEnd, testServices } from "./services.ts";

const NOON = Date.UTC(2023, 0, 25, 12);

/** There are no polls here: who asks says what now is, and nobody else asks the same. */
const asked = () => ({ asOf: NOON, reportId: crypto.randomUUID() });

describeOnBothEngines("a report that is not wanted any more", (given) => {
	test("is cancelled, at once and for good, and may be cancelled again", async () => {
		const services = testServices(given.database, NOON);
		const { reportId } = await triggerReport(services, asked());
		const { wakes } = services.queue;
		await cancelReport(services, reportId);
		expect(services.queue.wakes).toBe(wakes + 1);
		expect(await reportWithId(services, reportId)).toMatchObject({
			state: "cancelled",
			finishedAt: NOON,
			expiresAt: NOON + 30 * DAY_MS,
		});
		await cancelReport(services, reportId);
		await computeToItsEnd(services);
		expect((await reportWithId(services, reportId)).state).toBe("cancelled");
	});

	test("cannot be cancelled once it is finished", async () => {
		const services = testServices(given.database, NOON);
		const complete = await reportToItsEnd(services, asked());
		const { reportId: failed } = await triggerReport(services, asked());
		await giveUpReport(services, failed, "mistake");
		for (const reportId of [complete, failed]) {
			const before = await reportWithId(services, reportId);
			const refused = cancelReport(services, reportId);
			await expect(refused).rejects.toBeInstanceOf(Refusal);
			await expect(refused).rejects.toMatchObject({
				meaning: "conflict",
				message: "The report is finished; it cannot be cancelled, only deleted.",
			});
			expect(await reportWithId(services, reportId)).toEqual(before);
		}
	});

	test("is deleted in whatever state it is", async () => {
		const services = testServices(given.database, NOON);
		const complete = await reportToItsEnd(services, asked());
		const { reportId: waiting } = await triggerReport(services, asked());
		for (const reportId of [complete, waiting]) {
			await deleteReport(services, reportId);
			const gone = reportWithId(services, reportId);
			await expect(gone).rejects.toMatchObject({ meaning: "not_found" });
		}
		// Whoever has the job of the one that waited finds nothing to do.
		await computeToItsEnd(services);
	});

	test.each([crypto.randomUUID(), "no-uuid", "", "\0"])(
		"must be there to be cancelled or deleted: %j is not",
		async (reportId) => {
			const services = testServices(given.database, NOON);
			for (const end of [cancelReport, deleteReport]) {
				const refused = end(services, reportId);
				await expect(refused).rejects.toBeInstanceOf(Refusal);
				await expect(refused).rejects.toMatchObject({
					meaning: "not_found",
					message: "There is no report with this id.",
				});
			}
		},
	);
});

describeOnBothEngines("a report that is of no use to try again", (given) => {
	test.each([
		["mistake", /mistake in the program.*please report it/],
		[
			"workers_died",
			/came to an end before it was done, again and again.*trigger the report again/,
		],
	] as const)("has failed, and says why: %s", async (reason, says) => {
		const services = testServices(given.database, NOON);
		const { reportId } = await triggerReport(services, asked());
		const { wakes } = services.queue;
		await giveUpReport(services, reportId, reason);
		expect(services.queue.wakes).toBe(wakes + 1);
		expect(await reportWithId(services, reportId)).toMatchObject({
			state: "failed",
			finishedAt: NOON,
			failure: expect.stringMatching(says),
		});
	});

	test("stays as it is when it is finished, or gone", async () => {
		const services = testServices(given.database, NOON);
		const reportId = await reportToItsEnd(services, asked());
		const complete = await reportWithId(services, reportId);
		await giveUpReport(services, reportId, "workers_died");
		expect(await reportWithId(services, reportId)).toEqual(complete);
		await giveUpReport(services, crypto.randomUUID(), "workers_died");
	});
});

describeOnBothEngines("reports past their time", (given) => {
	test("are deleted however many there are, and the others stay", async () => {
		const early = testServices(given.database, NOON, { keepReportsMs: DAY_MS });
		for (let i = 0; i < 43; i++) await reportToItsEnd(early, asked());
		const late = testServices(given.database, NOON + 1, { keepReportsMs: DAY_MS });
		const kept = [await reportToItsEnd(late, asked())];
		kept.push((await triggerReport(late, { asOf: NOON })).reportId);
		const deleteBy = (now: number) => deleteExpiredReports(testServices(given.database, now));
		expect(await deleteBy(NOON + DAY_MS - 1)).toBe(0);
		expect(await deleteBy(NOON + DAY_MS)).toBe(43);
		expect(await deleteBy(NOON + DAY_MS)).toBe(0);
		const { reports } = await listReports(late, { limit: 100 });
		expect(new Set(reports.map(({ reportId }) => reportId))).toEqual(new Set(kept));
		// One that nobody finished never expires.
		expect(await deleteBy(NOON + 999 * DAY_MS)).toBe(1);
	});
});

describeOnPostgres("a report that two cancel at once", (given) => {
	test("is cancelled for both", async () => {
		const ours = testServices(given.database, NOON);
		const theirs = testServices(await given.openAgain(), NOON);
		for (let round = 0; round < 10; round++) {
			const { reportId } = await triggerReport(ours, asked());
			await Promise.all([cancelReport(ours, reportId), cancelReport(theirs, reportId)]);
			expect((await reportWithId(ours, reportId)).state).toBe("cancelled");
		}
	});
});
