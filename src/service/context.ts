import type { Instant } from "../core/instant.ts";
import type { Rules } from "../core/rules.ts";
import type { Database } from "../database/engine/database.ts";
import type { ReportQueue } from "./report-queue.ts";

/** What the verbs work with. Put together once, in `main.ts`, and handed to every caller. */
export interface ServiceContext {
	readonly database: Database;
	readonly queue: ReportQueue;
	/** The wall clock. */
	now(): Instant;
	/** What reports go by unless they are asked otherwise. */
	readonly rules: Rules;
	/** The version of the running program's zone data. */
	readonly zoneDataVersion: string;
}
