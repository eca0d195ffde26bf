import type { Job as BossJob, PgBoss, WorkOptions } from "pg-boss";
import { asRefusal } from "../service/as-refusal.ts";
import { beginReport } from "../service/begin-report.ts";
import type { ServiceContext } from "../service/context.ts";
import { deliverWebhook } from "../service/deliver-webhook.ts";
import { evaluateAlerts } from "../service/evaluate-alerts.ts";
import { giveUpReport } from "../service/give-up-report.ts";
import { type HousekeepingSettings, keepHouse } from "../service/housekeeping.ts";
import type { Job } from "../service/job-queue.ts";
import { Refusal } from "../service/refusal.ts";
import { runSlice, TRIES } from "../service/run-slice.ts";
import type { ReportSchedule } from "../service/schedules.ts";
import { triggerReport } from "../service/trigger-report.ts";
import { unfinishedJobs } from "../service/unfinished-jobs.ts";
import {
	ABANDONED,
	EVALUATE_ALERTS,
	HOUSEKEEPING,
	IMPORT_SETTLED,
	SCHEDULED_REPORT,
} from "./boss.ts";
import type { BossQueue } from "./boss-queue.ts";

/** Told of a job that failed; `reportId` where it is about a report. */
export type OnJobError = (error: unknown, job: { queue: string; reportId?: string }) => void;

export interface WorkersOptions {
	/** How many slices this process computes at once. */
	readonly concurrency: number;
	readonly housekeeping: HousekeepingSettings;
	readonly onError: OnJobError;
}

/** Webhooks are waited for, not computed. */
const DELIVERIES_AT_ONCE = 4;

/** A job without anybody who would say that it is there is found after so long. */
const POLLING: WorkOptions = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 5 };

/** Every hour, at a minute at which few others have their hourly work. */
const HOUSEKEEPING_CRON = "17 * * * *";

const EVERY_MINUTE = "* * * * *";

/** The states of jobs that are being done, or will be. */
const IN_LINE: ReadonlySet<string> = new Set(["created", "retry", "active"]);

/** As many jobs as pg-boss lists at the most. */
const JOBS_MAX = 100_000;

/** What a job is about, as it is kept. */
type DataOf<Kind extends Job["kind"]> = Omit<Extract<Job, { kind: Kind }>, "kind">;

/** The workers of this process: take jobs from the queue, and call the verb for each. */
export class Workers {
	readonly #boss: PgBoss;
	readonly #queue: BossQueue;
	readonly #services: ServiceContext;
	readonly #options: WorkersOptions;
	readonly #stopping = new AbortController();
	readonly #ids: string[] = [];

	constructor(boss: PgBoss, queue: BossQueue, services: ServiceContext, options: WorkersOptions) {
		this.#boss = boss;
		this.#queue = queue;
		this.#services = services;
		this.#options = options;
	}

	async start(): Promise<void> {
		const services = this.#services;
		await this.#adoptUnfinished();
		await this.#work<DataOf<"begin-report">>("begin-report", 1, async ({ data, retryCount }) => {
			try {
				await beginReport(services, data.reportId);
			} catch (error) {
				if (!(asRefusal(error) instanceof Refusal) && retryCount + 1 >= TRIES)
					await giveUpReport(services, data.reportId, "mistake");
				throw error;
			}
		});
		await this.#work<DataOf<"compute-slice">>(
			"compute-slice",
			this.#options.concurrency,
			async ({ data, signal }) => {
				const stop = AbortSignal.any([signal, this.#stopping.signal]);
				const isDone = await runSlice(services, data, stop);
				if (!isDone) throw new Refusal("unavailable", "the worker was stopped");
			},
		);
		await this.#work<DataOf<"deliver-webhook">>(
			"deliver-webhook",
			DELIVERIES_AT_ONCE,
			async ({ data }) => deliverWebhook(services, data.deliveryId),
		);
		await this.#work<{ readonly reportId: string }>(ABANDONED, 1, async ({ data }) =>
			giveUpReport(services, data.reportId, "workers_died"),
		);
		await this.#work<object>(IMPORT_SETTLED, 1, async ({ id }) => {
			await triggerReport(services, { reportId: id });
		});
		await this.#work<ReportSchedule["request"]>(SCHEDULED_REPORT, 1, async ({ id, data }) => {
			// The job's id is the report's: taken up twice, it is still one report.
			await triggerReport(services, { ...data, reportId: id });
		});
		await this.#work<object>(HOUSEKEEPING, 1, async () =>
			keepHouse(services, this.#options.housekeeping),
		);
		await this.#boss.schedule(HOUSEKEEPING, HOUSEKEEPING_CRON);
		await this.#work<object>(EVALUATE_ALERTS, 1, async () => evaluateAlerts(services));
		await this.#boss.schedule(EVALUATE_ALERTS, EVERY_MINUTE);
	}

	/** Whether all of them look for jobs or do some; `undefined` when none was started here. */
	areRunning(): boolean | undefined {
		if (this.#ids.length === 0) return undefined;
		const active = new Set(
			this.#boss.getWipData().flatMap(({ workId, state }) => (state === "active" ? workId : [])),
		);
		return this.#ids.every((id) => active.has(id));
	}

	/** Has the slices that are being computed put back, instead of waiting for their end. */
	abort(): void {
		this.#stopping.abort();
	}

	async #work<Data extends object>(
		queue: string,
		atOnce: number,
		handle: (job: BossJob<Data>) => Promise<void>,
	): Promise<void> {
		for (let i = 0; i < atOnce; i++) {
			let own: string | undefined;
			own = await this.#boss.work<Data>(queue, POLLING, async ([job]) => {
				if (job === undefined) return;
				// Where there was one job there may be another: look at once, and not after a while.
				if (own !== undefined) this.#boss.notifyWorker(own);
				await this.#handle(queue, job, handle);
			});
			this.#queue.addWorker(queue, own);
			this.#ids.push(own);
		}
	}

	async #handle<Data extends object>(
		queue: string,
		job: BossJob<Data>,
		handle: (job: BossJob<Data>) => Promise<void>,
	): Promise<void> {
		try {
			await handle(job);
		} catch (cause) {
			const error = asRefusal(cause);
			if (this.#stopping.signal.aborted) throw error;
			const { reportId } = job.data as { reportId?: string };
			this.#options.onError(error, { queue, ...(reportId !== undefined && { reportId }) });
			// What makes no sense now will make none later: trying again is for everything else.
			if (error instanceof Refusal && error.meaning !== "unavailable") return;
			throw error;
		}
	}

	/**
	 * Puts work in line that the tables say is to be done and that nobody has in line: it was accepted
	 * by a version that kept no queue, or the queue's tables were lost.
	 *
	 * On PGlite, whoever has the database is alone with it: jobs that are being done are those of an
	 * earlier life of this process, and need not be waited for.
	 */
	async #adoptUnfinished(): Promise<void> {
		const missing = new Map((await unfinishedJobs(this.#services)).map((job) => [keyOf(job), job]));
		if (missing.size === 0) return;
		for (const kind of ["begin-report", "compute-slice"] as const) {
			const isAlone = this.#services.database.kind === "pglite";
			const jobs = await this.#boss.findJobs<object>(kind, { limit: JOBS_MAX });
			for (const { id, state, data } of jobs)
				if (state === "active" && isAlone) await this.#boss.deleteJob(kind, id);
				else if (IN_LINE.has(state)) missing.delete(keyOf({ kind, ...data } as Job));
		}
		await this.#services.database.transaction((tx) => this.#queue.add(tx, [...missing.values()]));
	}
}

function keyOf(job: Job): string {
	return JSON.stringify(Object.entries(job).sort());
}
