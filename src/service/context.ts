import type { Currency } from "../core/currency.ts";
import type { DurationMs, Instant } from "../core/instant.ts";
import type { Rules } from "../core/rules.ts";
import type { Database } from "../database/engine/database.ts";
import type { FleetReadings } from "./fleet-readings.ts";
import type { JobQueue } from "./job-queue.ts";
import type { Observations } from "./observations.ts";
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
	/** What amounts of money are in. */
	readonly currency: Currency;
	/** How many stores a slice of a report has: what one worker takes at a time. */
	readonly sliceStores: number;
	/** How long a report is kept once it is finished. */
	readonly keepReportsMs: DurationMs;
	/** Whether webhooks may be sent to addresses that are not public, such as those of this machine. */
	readonly webhooks: { readonly allowPrivate: boolean };
	readonly imports: {
		/** How long imports are listed once they ended. */
		readonly keepMs: DurationMs;
		/** A report is computed once no import has ended for so long; none without it. */
		readonly reportAfterMs: DurationMs | undefined;
	};
	/** Who counts what is done. */
	readonly observations: Observations;
	/** What of all stores together is read for many requests at once; to be told when data were changed. */
	readonly fleetReadings: FleetReadings;
	/** The version of the running program's zone data. */
	readonly zoneDataVersion: string;
}
