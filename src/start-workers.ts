import type { Logger } from "pino";
import type { Settings } from "./config/settings.ts";
import { Workers } from "./jobs/workers.ts";
import { type OpenedServices, openServices, type ProcessFacts } from "./open-services.ts";

/** How long work that is under way may take when the process is asked to stop. */
const GRACE_MS = 10_000;

/** How long a slice may still take of that time, before it is put back for another worker. */
const SLICE_GRACE_MS = 7_000;

/** Services with workers that do what is in line. */
export interface RunningWorkers extends Omit<OpenedServices, "close"> {
	/** Finishes what is under way if that does not take long, and lets go of everything. */
	close(): Promise<void>;
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
	},
): Promise<RunningWorkers> {
	const { concurrency, logger, dataDirectory } = options;
	const opened = await openServices(settings, process, {
		dataDirectory,
		supervises: true,
		onError: (error) => logger.error({ err: error }, "the queue of jobs"),
	});
	const workers = new Workers(opened.boss, opened.queue, opened.services, {
		concurrency,
		housekeeping: { keepPollsMs: settings.keepPollsMs },
		onError: (error, job) => logger.error({ err: error, ...job }, "a job failed"),
	});
	const close = async () => {
		const putBack = setTimeout(() => workers.abort(), SLICE_GRACE_MS);
		await opened.close(GRACE_MS);
		clearTimeout(putBack);
	};
	try {
		if (concurrency > 0) await workers.start();
		return { ...opened, close };
	} catch (error) {
		await opened.close(0);
		throw error;
	}
}
