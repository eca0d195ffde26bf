import type { ColumnType, Generated } from "kysely";
import type { Instant } from "../core/instant.ts";

/**
 * The tables as typed queries see them. What is here is read and written by name; the wide and
 * fast ways (polls, rows, hours) go through binary COPY and are typed where they are decoded.
 */
export interface Tables {
	store: StoreTable;
	closure: ClosureTable;
	import: ImportTable;
	import_reject: ImportRejectTable;
	poll_retention: PollRetentionTable;
	fleet_change: FleetChangeTable;
	report: ReportTable;
	report_slice: ReportSliceTable;
	report_row: ReportRowTable;
	report_outage: ReportOutageTable;
	idempotency_key: IdempotencyKeyTable;
	webhook: WebhookTable;
	webhook_delivery: WebhookDeliveryTable;
	alert: AlertTable;
	alert_outage: AlertOutageTable;
	api_key: ApiKeyTable;
	session: SessionTable;
	target: TargetTable;
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
	name: string | null;
	group_name: string | null;
	city: string | null;
	/** In the text form of a `numeric`: `123.4500`. */
	sales_per_hour: string | null;
}

interface ClosureTable {
	closure_key: Generated<number>;
	store_key: number | null;
	from_at: InstantColumn;
	to_at: InstantColumn;
	reason: string;
	author: string | null;
}

/** What an upload can be a table of. */
export type ImportKind =
	| "polls"
	| "business_hours"
	| "timezones"
	| "special_hours"
	| "closures"
	| "stores";

interface ImportTable {
	import_id: string;
	kind: ImportKind;
	media_type: string;
	state: Generated<"running" | "complete" | "failed">;
	started_at: InstantColumn;
	finished_at: OptionalInstantColumn;
	last_sign_at: OptionalInstantColumn;
	bytes_read: Generated<number>;
	bytes_total: number | null;
	rows_read: Generated<number>;
	rows_rejected: Generated<number>;
	rejects_kept: Generated<number>;
	stores: Generated<number>;
	polls_added: Generated<number>;
	polls_replaced: Generated<number>;
	polls_unchanged: Generated<number>;
	failure: string | null;
}

interface ImportRejectTable {
	import_id: string;
	position: number;
	place: number;
	field: string;
	value: string;
	reason: string;
}

interface PollRetentionTable {
	is_the_only_row: Generated<boolean>;
	/** `YYYY-MM-DD` */
	kept_from: string;
	carried_polls: number;
	dropped_at: OptionalInstantColumn;
}

interface FleetChangeTable {
	slot: Generated<number>;
	changes: number;
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
	fingerprint: string | null;
	settled: OptionalJsonColumn;
	expires_at: OptionalInstantColumn;
}

interface ReportSliceTable {
	report_id: string;
	slice: number;
	first_store_id: string;
	next_store_id: string | null;
	stores_total: number;
	stores_done: Generated<number>;
	state: Generated<"waiting" | "running" | "done">;
	attempts: Generated<number>;
	failures: Generated<number>;
	last_failure: string | null;
	counts: OptionalJsonColumn;
	started_at: OptionalInstantColumn;
	finished_at: OptionalInstantColumn;
}

interface ReportRowTable {
	report_id: string;
	slice: number;
	position: number;
	store_id: string;
	up_ms: number[];
	down_ms: number[];
	unknown_ms: number[];
}

/** Its other columns are written and read by COPY. */
interface ReportOutageTable {
	report_id: string;
	slice: number;
	position: number;
}

interface IdempotencyKeyTable {
	owner: string;
	idempotency_key: string;
	fingerprint: string;
	report_id: string;
	expires_at: InstantColumn;
}

interface WebhookTable {
	webhook_id: string;
	url: string;
	secret: string;
	report_id: string | null;
	alert_id: string | null;
	created_at: InstantColumn;
	disabled_at: OptionalInstantColumn;
	disabled_because: string | null;
}

/** The states that a message to a webhook goes through. */
export type DeliveryState = "pending" | "delivered" | "failed";

interface WebhookDeliveryTable {
	delivery_id: string;
	webhook_id: string;
	report_id: string | null;
	event: string;
	body: string;
	state: Generated<DeliveryState>;
	attempts: Generated<number>;
	created_at: InstantColumn;
	last_attempt_at: OptionalInstantColumn;
	next_attempt_at: OptionalInstantColumn;
	last_status: number | null;
	last_error: string | null;
	delivered_at: OptionalInstantColumn;
}

/** Whether polls come in, as far as an alert knows; `stopped_untold` when it told nobody that they do not. */
export type AlertPolls = "coming" | "stopped" | "stopped_untold";

interface AlertTable {
	alert_id: string;
	webhook_id: string;
	group_name: string | null;
	down_for_ms: number;
	quiet_before_closing_ms: number;
	messages_per_hour: number;
	polls_stopped_after_ms: number | null;
	created_at: InstantColumn;
	evaluations: Generated<number>;
	evaluated_data: string | null;
	as_of: OptionalInstantColumn;
	polls: AlertPolls;
	polls_stopped_since: OptionalInstantColumn;
}

interface AlertOutageTable {
	outage_id: string;
	alert_id: string;
	store_id: string;
	start_at: InstantColumn;
	told_in: "message" | "summary";
	told_at: InstantColumn;
	seen_at: InstantColumn;
	ended_at: OptionalInstantColumn;
}

/** What a key is good for: each scope does all that the one before it does, too. */
export type KeyScope = "read" | "write" | "admin";

interface ApiKeyTable {
	key_id: string;
	name: string;
	scope: KeyScope;
	key_hash: string;
	created_at: InstantColumn;
	expires_at: OptionalInstantColumn;
	revoked_at: OptionalInstantColumn;
	last_used_at: OptionalInstantColumn;
}

interface SessionTable {
	token_hash: string;
	key_id: string;
	created_at: InstantColumn;
	expires_at: InstantColumn;
}

interface TargetTable {
	store_key: number | null;
	group_name: string | null;
	uptime_milli_percent: number;
}

interface SchemaMigrationTable {
	version: number;
	name: string;
	checksum: string;
	applied_at: OptionalInstantColumn;
}
