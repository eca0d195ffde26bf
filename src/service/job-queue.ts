import type { DurationMs, Instant } from "../core/instant.ts";
import type { Transaction } from "../database/engine/database.ts";

/** Work that somebody will do, in this process or another. */
export type Job =
	/** Cut a report that waits in slices. */
	| { readonly kind: "begin-report"; readonly reportId: string }
	/** Compute one slice of a running report. */
	| { readonly kind: "compute-slice"; readonly reportId: string; readonly slice: number }
	/** Try to send a message to a webhook, at once or from an instant on. */
	| {
			readonly kind: "deliver-webhook";
			readonly deliveryId: string;
			readonly notBefore?: Instant;
	  };

/**
 * Where work waits that was accepted. What a job is about is in the tables, and they are the truth
 * about it: a job may be done twice, and its effect happens once.
 */
export interface JobQueue {
	/** Adds jobs in the caller's transaction: they are there once that is committed, or not at all. */
	add(tx: Transaction, jobs: readonly Job[]): Promise<void>;
	/** Tells the workers of this process that jobs were committed; others hear it from the database. */
	wake(): void;
	/** Has a report computed once nobody has asked for this for so long. */
	reportWhenSettled(settleMs: DurationMs): Promise<void>;
}
