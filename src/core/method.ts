import type { Exceptions } from "./exceptions.ts";
import type { Instant } from "./instant.ts";
import type { ReportPlan } from "./report.ts";

/** What the report took for granted, counted: together with the plan, its method. */
export interface MethodCounts {
	/** Stores in the report. */
	readonly stores: number;
	/** Stores in the default zone for want of one of their own. */
	readonly storesWithDefaultZone: number;
	/** Stores taken as always open for want of business hours. */
	readonly storesWithDefaultHours: number;
	/** Dates with special hours, over the stores in the report. */
	readonly specialDates: number;
	/** Planned closures, those of all stores counted once. */
	readonly closures: number;
	/** Those special dates and closures that touch the ranges, one by one. */
	readonly exceptions: Exceptions;
	/** The newest poll at or before as of; `undefined` when there is none. */
	readonly newestPoll: Instant | undefined;
}

/** How a result came about, so that a reader can tell why two of them differ. */
export interface Method extends ReportPlan, MethodCounts {
	/** Whether it is about all stores, or only those of a list that was given, or of a group. */
	readonly selection: "all" | "listed" | "group";
	/** The group that was asked for. */
	readonly group: string | undefined;
	/** The version of the IANA zone data, such as `2026c`. */
	readonly zoneDataVersion: string;
}
