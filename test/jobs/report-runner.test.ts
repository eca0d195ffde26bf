import { describe, expect, test } from "vitest";
import { ReportRunner } from "../../src/jobs/report-runner.ts";
import { Refusal } from "../../src/service/refusal.ts";

/** A promise that is resolved from outside. */
function gate() {
	let open: () => void = () => {};
	const passed = new Promise<void>((resolve) => {
		open = resolve;
	});
	return { open, passed };
}

describe("the runner of reports", () => {
	test("computes reports one at a time, in the order in which they were asked for", async () => {
		const steps: string[] = [];
		const done = gate();
		const runner = new ReportRunner({
			run: async (id) => {
				steps.push(`begin ${id}`);
				await Promise.resolve();
				steps.push(`end ${id}`);
				if (id === "c") done.open();
			},
			unfinished: async () => [],
			onError: () => {},
		});
		for (const id of ["a", "b", "c"]) runner.add(id);
		await done.passed;
		expect(steps).toEqual(["begin a", "end a", "begin b", "end b", "begin c", "end c"]);
		await runner.stop();
	});

	test("a report that comes in while another is computed is computed after it", async () => {
		const ran: string[] = [];
		const done = gate();
		const runner: ReportRunner = new ReportRunner({
			run: async (id) => {
				ran.push(id);
				if (id === "first") runner.add("second");
				else done.open();
			},
			unfinished: async () => [],
			onError: () => {},
		});
		runner.add("first");
		await done.passed;
		expect(ran).toEqual(["first", "second"]);
		await runner.stop();
	});

	test("takes up at its start what an earlier process left unfinished", async () => {
		const done = gate();
		const ran: string[] = [];
		const runner = new ReportRunner({
			run: async (id) => {
				ran.push(id);
				if (ran.length === 2) done.open();
			},
			unfinished: async () => ["old", "older"],
			onError: () => {},
		});
		await runner.start();
		await done.passed;
		expect(ran).toEqual(["old", "older"]);
		await runner.stop();
	});

	test("runs a report again when the database did not answer, and tells of each failure", async () => {
		const done = gate();
		const errors: unknown[] = [];
		const delays: number[] = [];
		let runs = 0;
		const runner = new ReportRunner({
			run: async () => {
				if (++runs < 3) throw new Refusal("unavailable", "does not answer");
				done.open();
			},
			unfinished: async () => [],
			onError: (error) => errors.push(error),
			retryDelayMs: (failures) => {
				delays.push(failures);
				return 0;
			},
		});
		runner.add("a");
		await done.passed;
		expect([runs, errors.length, delays]).toEqual([3, 2, [1, 2]]);
		await runner.stop();
	});

	test("does not run a report again that failed for a mistake, and goes on with the next", async () => {
		const done = gate();
		const ran: string[] = [];
		const runner = new ReportRunner({
			run: async (id) => {
				ran.push(id);
				if (id === "bad") throw new TypeError("a mistake");
				done.open();
			},
			unfinished: async () => [],
			onError: () => {},
		});
		runner.add("bad");
		runner.add("good");
		await done.passed;
		expect(ran).toEqual(["bad", "good"]);
		await runner.stop();
	});

	test("when it is stopped it tells the report that is computed, waits for it, and begins no other", async () => {
		const begun = gate();
		const ran: string[] = [];
		const runner = new ReportRunner({
			run: async (id, signal) => {
				ran.push(id);
				begun.open();
				await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
			},
			unfinished: async () => [],
			onError: () => {},
		});
		runner.add("a");
		runner.add("b");
		await begun.passed;
		await runner.stop();
		runner.add("c");
		expect(ran).toEqual(["a"]);
	});
});
