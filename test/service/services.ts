import { UNNAMED_CURRENCY } from "../../src/core/currency.ts";
import type { Instant } from "../../src/core/instant.ts";
import { DAY_MS } from "../../src/core/instant.ts";
import { DEFAULT_RULES } from "../../src/core/rules.ts";
import type { Database } from "../../src/database/engine/database.ts";
import { beginReport } from "../../src/service/begin-report.ts";
import type { ServiceContext } from "../../src/service/context.ts";
import { FleetReadings } from "../../src/service/fleet-readings.ts";
import type { Job, JobQueue } from "../../src/service/job-queue.ts";
import { NO_OBSERVATIONS } from "../../src/service/observations.ts";
import { runSlice } from "../../src/service/run-slice.ts";
import { type NewReportRequest, triggerReport } from "../../src/service/trigger-report.ts";

/** A queue that keeps jobs until the test does them. */
export class HandQueue implements JobQueue {
	jobs: Job[] = [];
	/** How often somebody was told that there are jobs. */
	wakes = 0;
	settles: number[] = [];

	async add(_tx: unknown, jobs: readonly Job[]): Promise<void> {
		this.jobs.push(...jobs);
	}

	wake(): void {
		this.wakes++;
	}

	async reportWhenSettled(settleMs: number): Promise<void> {
		this.settles.push(settleMs);
	}

	/** Takes all jobs of a kind out of the queue. */
	take<Kind extends Job["kind"]>(kind: Kind): Extract<Job, { kind: Kind }>[] {
		const taken = this.jobs.filter((job) => job.kind === kind);
		this.jobs = this.jobs.filter((job) => job.kind !== kind);
		return taken as Extract<Job, { kind: Kind }>[];
	}
}

export interface TestServices extends ServiceContext {
	readonly queue: HandQueue;
}

/** Services over a database, with a clock that stands still and jobs that are done by hand. */
export function testServices(
	database: Database,
	now: Instant,
	differences: Partial<Omit<ServiceContext, "queue">> = {},
): TestServices {
	return {
		database,
		queue: new HandQueue(),
		schedules: {
			save: () => Promise.reject(new Error("no schedules here")),
			remove: () => Promise.reject(new Error("no schedules here")),
			list: async () => [],
			next: (_, from) => from,
		},
		now: () => now,
		rules: DEFAULT_RULES,
		currency: UNNAMED_CURRENCY,
		sliceStores: 5_000,
		keepReportsMs: 30 * DAY_MS,
		webhooks: { allowPrivate: false },
		imports: { keepMs: 7 * DAY_MS, reportAfterMs: undefined },
		observations: NO_OBSERVATIONS,
		fleetReadings: new FleetReadings(differences.now ?? (() => now)),
		zoneDataVersion: "2026c",
		...differences,
	};
}

const NEVER = new AbortController().signal;

/** Triggers a report and computes it to its end; returns its id. */
export async function reportToItsEnd(
	services: TestServices,
	request: NewReportRequest = {},
): Promise<string> {
	const { reportId } = await triggerReport(services, request);
	await computeToItsEnd(services);
	return reportId;
}

/** Does all jobs of reports that are in line. */
export async function computeToItsEnd(services: TestServices): Promise<void> {
	for (const job of services.queue.take("begin-report")) await beginReport(services, job.reportId);
	for (const job of services.queue.take("compute-slice")) await runSlice(services, job, NEVER);
}
