import type { ColumnType, Generated } from "kysely";
import type { Instant } from "../core/instant.ts";

/**
 * The tables as typed queries see them. What is here is read and written by name; the wide and
 * fast ways (polls, rows, hours) go through binary COPY and are typed where they are decoded.
 */
export interface Tables {
	store: StoreTable;
	closure: ClosureTable;
	report: ReportTable;
	report_row: ReportRowTable;
	schema_migration: SchemaMigrationTable;
}

/** Read as whole milliseconds; written as ISO 8601 text, which no driver can shift. */
export type InstantColumn = ColumnType<Instant, string, string>;
export type OptionalInstantColumn = ColumnType<
	Instant | null,
	string | null | undefined,
	string | null
>;
/** Read as what it holds; written as JSON text, because drivers take a JavaScript array for an SQL one. */
export type JsonColumn = ColumnType<unknown, string, string>;
export type OptionalJsonColumn = ColumnType<unknown, string | null | undefined, string | null>;

interface StoreTable {
	store_key: Generated<number>;
	store_id: string;
	timezone: string | null;
	first_poll_at: OptionalInstantColumn;
	last_poll_at: OptionalInstantColumn;
}

interface ClosureTable {
	closure_key: Generated<number>;
	store_key: number | null;
	from_at: InstantColumn;
	to_at: InstantColumn;
	reason: string;
}

/** The states that a report goes through. */
export type ReportState = "queued" | "running" | "complete" | "failed" | "cancelled";

interface ReportTable {
	report_id: string;
	state: Generated<ReportState>;
	parameters: JsonColumn;
	range_names: string[];
	as_of: OptionalInstantColumn;
	requested_at: InstantColumn;
	started_at: OptionalInstantColumn;
	finished_at: OptionalInstantColumn;
	attempts: Generated<number>;
	failure: string | null;
	method: OptionalJsonColumn;
	stores_done: Generated<number>;
	stores_total: number | null;
}

interface ReportRowTable {
	report_id: string;
	position: number;
	store_id: string;
	up_ms: number[];
	down_ms: number[];
	unknown_ms: number[];
}

interface SchemaMigrationTable {
	version: number;
	name: string;
	checksum: string;
	applied_at: OptionalInstantColumn;
}
