import { setTimeout as sleep } from "node:timers/promises";
import { Refusal } from "../service/refusal.ts";
import type { ReportQueue } from "../service/report-queue.ts";

/** One second, two, four, … and from then on half a minute. */
const DEFAULT_RETRY_DELAY_MS = (failures: number) => Math.min(30_000, 500 * 2 ** failures);

export interface ReportRunnerOptions {
	/** Computes one report; must stop soon when the signal says so, and leave it to be run again. */
	readonly run: (reportId: string, signal: AbortSignal) => Promise<void>;
	/** The reports that wait in the database, oldest first. */
	readonly unfinished: () => Promise<readonly string[]>;
	/** Told of every failure. */
	readonly onError: (error: unknown, reportId: string) => void;
	/** Waits before a report that was refused as unavailable is run again. */
	readonly retryDelayMs?: (failures: number) => number;
}

/**
 * Computes reports in this process, one at a time, in the order in which they were asked for.
 *
 * It holds nothing that is not in the database: after a crash, {@link ReportRunner.start} finds again
 * what had been accepted.
 */
export class ReportRunner implements ReportQueue {
	readonly #options: ReportRunnerOptions;
	readonly #waiting = new Set<string>();
	readonly #stopping = new AbortController();
	#working: Promise<void> | undefined;

	constructor(options: ReportRunnerOptions) {
		this.#options = options;
	}

	/** Takes up what an earlier process accepted and did not finish. */
	async start(): Promise<void> {
		for (const reportId of await this.#options.unfinished()) this.add(reportId);
	}

	add(reportId: string): void {
		if (this.#stopping.signal.aborted) return;
		this.#waiting.add(reportId);
		this.#working ??= this.#work();
	}

	/** Stops soon; a report that is being computed is left to be run again. */
	async stop(): Promise<void> {
		this.#stopping.abort();
		await this.#working;
	}

	async #work(): Promise<void> {
		// The answer to the request that brought the first report goes out before its work begins.
		await new Promise((resolve) => setImmediate(resolve));
		for (const reportId of this.#waiting) {
			if (this.#stopping.signal.aborted) break;
			this.#waiting.delete(reportId);
			await this.#run(reportId);
		}
		this.#working = undefined;
	}
	/** Runs a report to its end, again and again while the database does not play its part. */
	async #run(reportId: string): Promise<void> {
		const { run, onError, retryDelayMs = DEFAULT_RETRY_DELAY_MS } = this.#options;
		const { signal } = this.#stopping;
		for (let failures = 1; !signal.aborted; failures++) {
			try {
				return await run(reportId, signal);
			} catch (error) {
				onError(error, reportId);
				if (!(error instanceof Refusal && error.meaning === "unavailable")) return;
			}
			// Cut short when the process stops, which is no failure of the wait.
			await sleep(retryDelayMs(failures), undefined, { signal }).catch(() => {});
		}
	}
}
