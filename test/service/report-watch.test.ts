import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { DatabaseError } from "../../src/database/engine/errors.ts";
import { Refusal } from "../../src/service/refusal.ts";
import type { ReportResource } from "../../src/service/report-resource.ts";
import { ReportWatch } from "../../src/service/report-watch.ts";

const RUNNING = {
	reportId: "a",
	state: "running",
	storesDone: 0,
	storesTotal: 9,
	remainingMs: undefined,
} as ReportResource;

/** A report that the test changes, and that counts how often it is looked up. */
function givenReport() {
	const given = {
		looks: 0,
		report: RUNNING,
		failure: undefined as unknown,
		lookUp: async (reportId: string): Promise<ReportResource> => {
			given.looks++;
			if (given.failure !== undefined) throw given.failure;
			return { ...given.report, reportId };
		},
	};
	return given;
}

/** A listener that writes down what it is told. */
function listener() {
	const told: string[] = [];
	return {
		told,
		tell: ({ state, storesDone }: ReportResource) => told.push(`${state} ${storesDone}`),
		end: () => told.push("end"),
	};
}

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

test("a report is told at once, and whenever it has changed, to its end", async () => {
	const given = givenReport();
	const watch = new ReportWatch(given.lookUp);
	const { told, ...one } = listener();
	await watch.listen("a", one);
	expect(told).toEqual(["running 0"]);
	await vi.advanceTimersByTimeAsync(2_000);
	given.report = { ...given.report, remainingMs: 5 };
	await vi.advanceTimersByTimeAsync(500);
	expect(told).toEqual(["running 0"]);
	given.report = { ...given.report, storesDone: 4, remainingMs: 4 };
	await vi.advanceTimersByTimeAsync(500);
	given.report = { ...given.report, state: "complete", storesDone: 9 };
	await vi.advanceTimersByTimeAsync(500);
	expect(told).toEqual(["running 0", "running 4", "complete 9", "end"]);
});

test("it is looked up twice a second at most, however many listen, come and go", async () => {
	const given = givenReport();
	const watch = new ReportWatch(given.lookUp);
	for (let second = 0; second < 10; second++) {
		const leaves = await Promise.all(
			Array.from({ length: 100 }, () => watch.listen("a", listener())),
		);
		for (const leave of leaves.slice(0, second % 2 === 0 ? 100 : 50)) leave();
		await vi.advanceTimersByTimeAsync(1_000);
	}
	expect(given.looks).toBeLessThanOrEqual(21);
});

test("it is not looked up any more when nobody listens", async () => {
	const given = givenReport();
	const watch = new ReportWatch(given.lookUp);
	const leave = await watch.listen("a", listener());
	leave();
	await vi.advanceTimersByTimeAsync(60_000);
	expect([given.looks, vi.getTimerCount()]).toEqual([1, 0]);
	await watch.listen("a", listener());
	expect(given.looks).toBe(2);
});

test("those who come once it is finished are told so, and that was it", async () => {
	const given = givenReport();
	given.report = { ...RUNNING, state: "failed" };
	const watch = new ReportWatch(given.lookUp);
	for (let i = 0; i < 3; i++) {
		const { told, ...one } = listener();
		await watch.listen("a", one);
		expect(told).toEqual(["failed 0", "end"]);
	}
	expect(given.looks).toBe(1);
	await vi.advanceTimersByTimeAsync(500);
	expect(vi.getTimerCount()).toBe(0);
});

test("one that is not there is refused, each time anew", async () => {
	const given = givenReport();
	given.failure = new Refusal("not_found", "no such report");
	const watch = new ReportWatch(given.lookUp);
	for (let i = 0; i < 2; i++)
		await expect(watch.listen("a", listener())).rejects.toThrow("no such report");
	expect([given.looks, vi.getTimerCount()]).toEqual([2, 0]);
});

test("one that is deleted ends", async () => {
	const given = givenReport();
	const watch = new ReportWatch(given.lookUp);
	const { told, ...one } = listener();
	await watch.listen("a", one);
	given.failure = new Refusal("not_found", "no such report");
	await vi.advanceTimersByTimeAsync(500);
	expect(told).toEqual(["running 0", "end"]);
	expect(vi.getTimerCount()).toBe(0);
});

test("an outage of the database is waited out", async () => {
	const given = givenReport();
	const watch = new ReportWatch(given.lookUp);
	const { told, ...one } = listener();
	await watch.listen("a", one);
	given.failure = new DatabaseError("unreachable", "nothing answers");
	await vi.advanceTimersByTimeAsync(5_000);
	given.failure = undefined;
	given.report = { ...RUNNING, storesDone: 3 };
	await vi.advanceTimersByTimeAsync(500);
	expect(told).toEqual(["running 0", "running 3"]);
	watch.close();
	expect(told).toEqual(["running 0", "running 3", "end"]);
	expect(vi.getTimerCount()).toBe(0);
});

test("closing ends it for all, also for those that are just coming", async () => {
	const given = givenReport();
	const watch = new ReportWatch(given.lookUp);
	const here = listener();
	await watch.listen("a", here);
	const coming = listener();
	const listening = watch.listen("b", coming);
	watch.close();
	await listening;
	const late = listener();
	await watch.listen("c", late);
	for (const { told } of [here, coming, late]) expect(told).toEqual(["running 0", "end"]);
	await vi.advanceTimersByTimeAsync(1_000);
	expect(vi.getTimerCount()).toBe(0);
});
