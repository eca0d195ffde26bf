import type { Logger } from "pino";
import type { Settings } from "./config/settings.ts";
import type { DurationMs } from "./core/instant.ts";
import { BossReadiness } from "./jobs/boss-readiness.ts";
import { Workers } from "./jobs/workers.ts";
import { type OpenedServices, openServices, type ProcessFacts } from "./open-services.ts";
import type { Observations } from "./service/observations.ts";
import type { QueueReadiness } from "./service/readiness.ts";

/** How much of the time for what is under way a slice may take, before it is put back for another worker. */
const SLICE_SHARE = 0.7;

/** Services with workers that do what is in line. */
export interface RunningWorkers extends Omit<OpenedServices, "close"> {
	/** What queue and workers tell of themselves. */
	readonly readiness: QueueReadiness;
	/** Finishes what is under way, if that takes no longer than so (by the settings), and lets go of everything. */
	close(graceMs?: DurationMs): Promise<void>;
}

/** Opens the services and, unless there are to be none, starts this process's workers. */
export async function startWorkers(
	settings: Settings,
	process: ProcessFacts,
	options: {
		readonly dataDirectory?: string | undefined;
		/** How many slices are computed at once; 0 for a process that only puts jobs in line. */
		readonly concurrency: number;
		readonly logger: Logger;
		/** Who counts what is done; nobody without it. */
		readonly observations?: Observations | undefined;
	},
): Promise<RunningWorkers> {
	const { concurrency, logger, dataDirectory, observations } = options;
	const opened = await openServices(settings, process, {
		dataDirectory,
		supervises: true,
		observations,
		onError: (error) => logger.error({ err: error }, "the queue of jobs"),
	});
	const workers = new Workers(opened.boss, opened.queue, opened.services, {
		concurrency,
		housekeeping: { keepPollsMs: settings.keepPollsMs },
		onError: (error, job) => logger.error({ err: error, ...job }, "a job failed"),
	});
	const close = async (graceMs = settings.graceMs) => {
		const putBack = setTimeout(() => workers.abort(), graceMs * SLICE_SHARE);
		await opened.close(graceMs);
		clearTimeout(putBack);
	};
	try {
		if (concurrency > 0) await workers.start();
		return { ...opened, readiness: new BossReadiness(opened.boss, workers), close };
	} catch (error) {
		await opened.close(0);
		throw error;
	}
}
