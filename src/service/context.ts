import type { DurationMs, Instant } from "../core/instant.ts";
import type { Rules } from "../core/rules.ts";
import type { Database } from "../database/engine/database.ts";
import type { JobQueue } from "./job-queue.ts";
import type { Schedules } from "./schedules.ts";

/** What the verbs work with. Put together once, in `main.ts`, and handed to every caller. */
export interface ServiceContext {
	readonly database: Database;
	readonly queue: JobQueue;
	readonly schedules: Schedules;
	/** The wall clock. */
	now(): Instant;
	/** What reports go by unless they are asked otherwise. */
	readonly rules: Rules;
	/** How many stores a slice of a report has: what one worker takes at a time. */
	readonly sliceStores: number;
	/** How long a report is kept once it is finished. */
	readonly keepReportsMs: DurationMs;
	/** Whether webhooks may be sent to addresses that are not public, such as those of this machine. */
	readonly webhooks: { readonly allowPrivate: boolean };
	/** The version of the running program's zone data. */
	readonly zoneDataVersion: string;
}
