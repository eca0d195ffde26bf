import { beforeAll, expect, test } from "vitest";
import { DAY_MS, HOUR_MS, utcDayOf } from "../../src/core/instant.ts";
import { packPoll } from "../../src/core/poll.ts";
import { DEFAULT_RULES } from "../../src/core/rules.ts";
import type { Database } from "../../src/database/engine/database.ts";
import { createMonths } from "../../src/database/store-day.ts";
import { registerStores } from "../../src/database/stores.ts";
import { writePolls } from "../../src/database/write-polls.ts";
import { beginReport } from "../../src/service/begin-report.ts";
import { Refusal } from "../../src/service/refusal.ts";
import { RANGES_MAX } from "../../src/service/report-plan.ts";
import { reportWithId } from "../../src/service/report-resource.ts";
import {
	LISTED_STORES_MAX,
	type NewReportRequest,
	triggerReport,
} from "../../src/service/trigger-report.ts";
import { describeOnBothEngines, type TestDatabase } from "../database/databases.ts";
import { computeToItsEnd, testServices } from "./services.ts";

const NEWEST = Date.UTC(2023, 0, 25, 18, 13, 22, 479);
const LONG_AGO = NEWEST - 2 * DAY_MS;

async function poll(database: Database, storeId: string, at: number): Promise<void> {
	await createMonths(database, { first: utcDayOf(at), last: utcDayOf(at) });
	await database.transaction((tx) =>
		writePolls(tx, [{ storeId, polls: Float64Array.of(packPoll(at, 1)) }]),
	);
}

/** How many reports there are. */
async function countReports({ database }: Pick<TestDatabase, "database">): Promise<number> {
	const { count } = await database.tables
		.selectFrom("report")
		.select(({ fn }) => fn.countAll<number>().as("count"))
		.executeTakeFirstOrThrow();
	return count;
}

describeOnBothEngines("a request for a report, without any poll", (given) => {
	test("is refused, unless it says what now is", async () => {
		const services = testServices(given.database, NEWEST);
		const refused = triggerReport(services);
		await expect(refused).rejects.toBeInstanceOf(Refusal);
		await expect(refused).rejects.toMatchObject({
			meaning: "invalid",
			message: "There are no polls to report on: import some first.",
		});
		expect([services.queue.jobs, services.queue.wakes]).toEqual([[], 0]);
		expect(await triggerReport(services, { asOf: NEWEST })).toMatchObject({ isNew: true });
	});
});

describeOnBothEngines("a request for a report", (given) => {
	beforeAll(async () => {
		for (const storeId of ["a", "b", "c", "é", 'it\'s "quoted" \\ {}, NULL'])
			await poll(given.database, storeId, NEWEST - HOUR_MS);
		await poll(given.database, "a", NEWEST);
		await given.database.transaction((tx) => registerStores(tx, ["never polled"]));
	});

	const services = () => testServices(given.database, NEWEST + 5);

	test("is written down with all that its figures depend on, and a job to begin it", async () => {
		const ours = services();
		const range = { name: "mine", from: LONG_AGO, to: NEWEST + DAY_MS };
		const triggered = await triggerReport(ours, {
			ranges: [range],
			storeIds: ["c", "a", "never polled", "c"],
			rules: { missingDay: "closed" },
		});
		const { reportId } = triggered;
		expect(triggered).toEqual({ reportId, isNew: true });
		expect(ours.queue.jobs).toEqual([{ kind: "begin-report", reportId }]);
		expect(ours.queue.wakes).toBe(1);
		const { state, requestedAt, parameters } = await reportWithId(ours, reportId);
		expect({ state, requestedAt }).toEqual({ state: "queued", requestedAt: NEWEST + 5 });
		expect(parameters).toEqual({
			asOf: NEWEST,
			ranges: [{ ...range, to: NEWEST }],
			rules: { ...DEFAULT_RULES, missingDay: "closed" },
			storeIds: ["a", "c", "never polled"],
		});
		await computeToItsEnd(ours);
		expect(await reportWithId(ours, reportId)).toMatchObject({
			state: "complete",
			method: { stores: 2, selection: "listed" },
		});
	});

	test("calls now what was the newest poll when it came, whatever comes in while it waits", async () => {
		const ours = services();
		const later = Date.UTC(2023, 0, 26);
		const asOf = async (reportId: string) => (await reportWithId(ours, reportId)).parameters.asOf;
		const before = await triggerReport(ours);
		await poll(given.database, "b", later);
		const after = await triggerReport(ours);
		expect(after.reportId).not.toBe(before.reportId);
		expect(await asOf(before.reportId)).toBe(NEWEST);
		expect(await asOf(after.reportId)).toBe(later);
		await computeToItsEnd(ours);
	});

	const empty = { from: NEWEST, to: NEWEST };
	const before = (days: number, name?: string) => ({
		from: NEWEST - (days + 1) * DAY_MS,
		to: NEWEST - days * DAY_MS,
		...(name !== undefined && { name }),
	});
	const badName = (name: string) =>
		`"${name}" cannot be the name of a range of your own; write small letters, digits and _, beginning with a letter`;

	test.each<[title: string, NewReportRequest, message: string]>([
		["no stores", { storeIds: [] }, `a list of stores has 1 to ${LISTED_STORES_MAX} ids`],
		[
			"too many stores",
			{ storeIds: Array.from({ length: LISTED_STORES_MAX + 1 }, (_, i) => `s${i}`) },
			`a list of stores has 1 to ${LISTED_STORES_MAX} ids`,
		],
		["a store that is not known", { storeIds: ["b", "B"] }, "one of the stores is not known: B"],
		[
			"many stores that are not known",
			{ storeIds: ["a", "t7", "t6", "t5", "t4", "t3", "t2", "t1"] },
			"7 of the stores are not known: t1, t2, t3, t4, t5, …",
		],
		["no ranges", { ranges: [] }, `a report has 1 to ${RANGES_MAX} ranges`],
		[
			"too many ranges",
			{ ranges: Array.from({ length: RANGES_MAX + 1 }, (_, i) => before(i)) },
			`a report has 1 to ${RANGES_MAX} ranges`,
		],
		[
			"an empty range",
			{ ranges: [empty] },
			"the range is empty: its end is not after its beginning",
		],
		[
			"an empty range among others",
			{ ranges: [before(1), { from: 9, to: 8 }] },
			"the range is empty: its end is not after its beginning",
		],
		[
			"a range that begins at as of",
			{ asOf: NEWEST, ranges: [{ from: NEWEST, to: NEWEST + 1 }] },
			"the range begins at 2023-01-25T18:13:22.479Z, which is not before the report's as of, 2023-01-25T18:13:22.479Z",
		],
		...["", "March", "1st", "_a", "a b", "a-b", "a,b", "é", "a\n", "x".repeat(64)].map(
			(name): [string, NewReportRequest, string] => [
				`a range that is called ${JSON.stringify(name)}`,
				{ ranges: [before(1, name)] },
				badName(name),
			],
		),
		...["last_hour", "last_day", "last_week"].map((name): [string, NewReportRequest, string] => [
			`a range with the name ${name}, which means another`,
			{ ranges: [before(1, "fine"), before(2, name)] },
			badName(name),
		]),
		[
			"two ranges of one name",
			{ ranges: [before(1, "march"), before(2, "april"), before(3, "march")] },
			"every range of a report needs a name of its own",
		],
		[
			"a range that has the name that another gets",
			{ ranges: [before(1, "custom_2"), before(2)] },
			"every range of a report needs a name of its own",
		],
	])("with %s is refused, and leaves nothing", async (_, request, message) => {
		const ours = services();
		const reports = await countReports(given);
		const refused = triggerReport(ours, request);
		await expect(refused).rejects.toBeInstanceOf(Refusal);
		await expect(refused).rejects.toMatchObject({ meaning: "invalid", message });
		expect(await countReports(given)).toBe(reports);
		expect([ours.queue.jobs, ours.queue.wakes]).toEqual([[], 0]);
	});

	test.each(["", "\0", "a\0", "\ud800", "x".repeat(1_000)])(
		"for the store %j, which cannot be one, is refused like any that is not known",
		async (storeId) => {
			const refused = triggerReport(services(), { storeIds: ["a", storeId] });
			await expect(refused).rejects.toMatchObject({ meaning: "invalid" });
			await expect(refused).rejects.toThrow(`one of the stores is not known: ${storeId}`);
		},
	);

	test("is accepted with as many stores and ranges as there may be, and names of all lengths", async () => {
		const names = ["a", "x".repeat(63), "custom", "last_month", "q1_2023"];
		const ours = services();
		const { reportId } = await triggerReport(ours, {
			storeIds: ["é", 'it\'s "quoted" \\ {}, NULL'],
			ranges: Array.from({ length: RANGES_MAX }, (_, i) => before(i / 2, names[i])),
		});
		const { parameters } = await reportWithId(ours, reportId);
		expect(parameters.ranges.map(({ name }) => name).slice(0, 7)).toEqual([
			...names,
			"custom_6",
			"custom_7",
		]);
		await computeToItsEnd(ours);
		expect(await reportWithId(ours, reportId)).toMatchObject({ method: { stores: 2 } });
	});

	test("that is identical to one that waits gets its report", async () => {
		const ours = services();
		const range = before(1);
		const request = { asOf: NEWEST, ranges: [range], storeIds: ["a", "b"] };
		const first = await triggerReport(ours, request);
		const same: NewReportRequest[] = [
			request,
			{ ...request, storeIds: ["b", "a", "b"] },
			{ ...request, ranges: [{ ...range, name: "custom" }] },
			{ ...request, rules: { missingDay: DEFAULT_RULES.missingDay, maxGapMs: null } },
		];
		for (const again of same)
			expect(await triggerReport(ours, again)).toEqual({
				reportId: first.reportId,
				isNew: false,
			});
		const others: NewReportRequest[] = [
			{ ...request, asOf: NEWEST - 1 },
			{ ...request, ranges: [{ ...range, to: range.to - 1 }] },
			{ ...request, ranges: [{ ...range, name: "mine" }] },
			{ ...request, storeIds: ["a"] },
			{ ...request, storeIds: undefined },
			{ ...request, rules: { maxGapMs: HOUR_MS } },
		];
		const made = new Set([first.reportId]);
		for (const other of others) {
			const triggered = await triggerReport(ours, other);
			expect(triggered.isNew).toBe(true);
			made.add(triggered.reportId);
		}
		expect(made.size).toBe(1 + others.length);
		expect(ours.queue.jobs).toEqual(
			[...made].map((reportId) => ({ kind: "begin-report", reportId })),
		);
		// Each time, in case whoever should have heard of the job did not.
		expect(ours.queue.wakes).toBe(1 + same.length + others.length);
		await computeToItsEnd(ours);
	});

	test("that comes once the identical one was begun gets a report of its own", async () => {
		const ours = services();
		const first = await triggerReport(ours);
		await beginReport(ours, first.reportId);
		const second = await triggerReport(ours);
		expect(second).toMatchObject({ isNew: true });
		await computeToItsEnd(ours);
		const third = await triggerReport(ours);
		expect(new Set([first, second, third].map(({ reportId }) => reportId)).size).toBe(3);
		await computeToItsEnd(ours);
	});

	test("that names its report gets this one, however often it asks and whatever waits", async () => {
		const ours = services();
		const waiting = await triggerReport(ours);
		const reportId = crypto.randomUUID();
		expect(await triggerReport(ours, { reportId })).toEqual({ reportId, isNew: true });
		expect(await triggerReport(ours, { reportId })).toEqual({ reportId, isNew: false });
		expect(await triggerReport(ours)).toEqual({ reportId: waiting.reportId, isNew: false });
		await computeToItsEnd(ours);
		expect(await triggerReport(ours, { reportId })).toEqual({ reportId, isNew: false });
		expect(ours.queue.jobs).toEqual([]);
		expect((await reportWithId(ours, reportId)).state).toBe("complete");
	});

	test("of which the job cannot be written down leaves no report", async () => {
		const ours = services();
		const reports = await countReports(given);
		ours.queue.add = () => Promise.reject(new Error("the queue is broken"));
		await expect(triggerReport(ours)).rejects.toThrow("the queue is broken");
		expect(await countReports(given)).toBe(reports);
	});
});
