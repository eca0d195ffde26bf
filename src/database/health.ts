import { sql } from "kysely";
import type { Instant } from "../core/instant.ts";
import { isDistributed } from "./distribute.ts";
import type { Connection } from "./engine/database.ts";

/** What a database server says of itself. */
export interface ServerFacts {
	/** Of PostgreSQL, such as `15.20`. */
	readonly version: string;
	/** Whether it follows another server, and can only be read. */
	readonly isStandby: boolean;
	/** Whether transactions can only read unless they ask for more. */
	readonly isReadOnly: boolean;
	readonly user: string;
	/** Where tables are made and looked for; `undefined` when there is no such schema. */
	readonly schema: string | undefined;
	/** Whether this user may make tables there, as every new month of polls needs. */
	readonly mayCreate: boolean;
	readonly connectionsUsed: number;
	/** How many there can be, less those that are kept for superusers. */
	readonly connectionsMax: number;
	readonly citusVersion: string | undefined;
}

export async function serverFacts(connection: Connection): Promise<ServerFacts> {
	// The connections are counted by database: pg_stat_activity shows no user all of everybody's.
	const { rows } = await sql<{
		version: string;
		is_standby: boolean;
		is_read_only: boolean;
		user: string;
		schema: string | null;
		may_create: boolean;
		connections_used: number;
		connections_max: number;
		citus_version: string | null;
	}>`
		select
			split_part(current_setting('server_version'), ' ', 1) as version,
			pg_is_in_recovery() as is_standby,
			current_setting('default_transaction_read_only')::boolean as is_read_only,
			current_user as user,
			current_schema() as schema,
			coalesce(has_schema_privilege(current_schema(), 'create'), false) as may_create,
			(select coalesce(sum(numbackends), 0)::int from pg_stat_database) as connections_used,
			current_setting('max_connections')::int
				- current_setting('superuser_reserved_connections')::int as connections_max,
			(select extversion from pg_extension where extname = 'citus') as citus_version
	`.execute(connection.tables);
	const [row] = rows;
	if (row === undefined) throw new Error("a query for one row gave none");
	return {
		version: row.version,
		isStandby: row.is_standby,
		isReadOnly: row.is_read_only,
		user: row.user,
		schema: row.schema ?? undefined,
		mayCreate: row.may_create,
		connectionsUsed: row.connections_used,
		connectionsMax: row.connections_max,
		citusVersion: row.citus_version ?? undefined,
	};
}

/** How many nodes of a Citus cluster hold data. */
export async function citusNodeCount(connection: Connection): Promise<number> {
	const { rows } = await sql<{ count: number }>`
		select count(*) as count from pg_dist_node where shouldhaveshards and isactive
	`.execute(connection.tables);
	return rows[0]?.count ?? 0;
}

/** What the database's own clock shows. */
export async function databaseNow(connection: Connection): Promise<Instant> {
	const { rows } = await sql<{ now: Instant }>`select clock_timestamp() as now`.execute(
		connection.tables,
	);
	return rows[0]?.now as Instant;
}

/** A partition of the polls as it is, whatever its name says. */
export interface PartitionFacts {
	readonly name: string;
	/** The first day that goes into it, `YYYY-MM-DD`; `undefined` when it has no such bound. */
	readonly from: string | undefined;
	/** The day after the last one. */
	readonly to: string | undefined;
	readonly bytes: number;
}

/** All partitions of the polls, by name. */
export async function manyPartitionFacts(connection: Connection): Promise<PartitionFacts[]> {
	const { rows } = await sql<{
		name: string;
		from_day: string | null;
		to_day: string | null;
		bytes: number;
	}>`
		select
			partition.relname as name,
			to_char((bounds.days)[1]::date, 'YYYY-MM-DD') as from_day,
			to_char((bounds.days)[2]::date, 'YYYY-MM-DD') as to_day,
			coalesce(${await sizeFunction(connection)}(partition.oid), 0) as bytes
		from pg_inherits
		join pg_class as partition on partition.oid = pg_inherits.inhrelid
		cross join lateral (
			select regexp_match(
				pg_get_expr(partition.relpartbound, partition.oid),
				$$FROM \\((?:MINVALUE|'([^']*)')\\) TO \\((?:MAXVALUE|'([^']*)')\\)$$
			) as days
		) as bounds
		where pg_inherits.inhparent = 'store_day'::regclass
		order by partition.relname
	`.execute(connection.tables);
	return rows.map(({ name, from_day, to_day, bytes }) => ({
		name,
		from: from_day ?? undefined,
		to: to_day ?? undefined,
		bytes,
	}));
}

/** What tells how large a table of polls is; on Citus its rows are on the nodes. */
async function sizeFunction(connection: Connection) {
	return sql.raw(
		(await isDistributed(connection)) ? "citus_total_relation_size" : "pg_total_relation_size",
	);
}

/** A table and how large it is, with its indexes and all of its partitions. */
export interface TableSize {
	readonly name: string;
	readonly bytes: number;
}

/** How large the database is, and the largest of its tables; without what is on a cluster's nodes. */
export async function databaseSize(
	connection: Connection,
): Promise<{ readonly bytes: number; readonly largest: readonly TableSize[] }> {
	const { rows } = await sql<TableSize>`
		select coalesce(parent.relname, part.relname) as name,
			sum(pg_total_relation_size(part.oid))::bigint as bytes
		from pg_class as part
		left join pg_inherits on pg_inherits.inhrelid = part.oid
		left join pg_class as parent on parent.oid = pg_inherits.inhparent
		join pg_namespace on pg_namespace.oid = part.relnamespace
		where part.relkind = 'r' and pg_namespace.nspname in (current_schema(), 'pgboss')
		group by 1
		order by 2 desc, 1
		limit 3
	`.execute(connection.tables);
	const size = await sql<{ bytes: number }>`
		select pg_database_size(current_database()) as bytes
	`.execute(connection.tables);
	return { bytes: size.rows[0]?.bytes ?? 0, largest: rows };
}

/** A zone that stores are in, by how many stores, and whether PostgreSQL's own zone data have it. */
export interface ZoneUse {
	readonly zone: string;
	readonly stores: number;
	readonly isKnownHere: boolean;
}

/** The zones that stores are in on any date; those without one of their own are in the default zone. */
export async function manyZoneUses(
	connection: Connection,
	defaultZone: string,
): Promise<ZoneUse[]> {
	const { rows } = await sql<{ zone: string; stores: number; is_known: boolean }>`
		with used as (
			select coalesce(timezone, ${defaultZone}::text) as zone, count(distinct store_key)::int as stores
			from (
				select store_key, timezone from store
				union all
				select store_key, timezone from timezone_change
			) as ever
			group by 1
		)
		select used.zone, used.stores, known.name is not null as is_known
		from used
		left join (select distinct lower(name) as name from pg_timezone_names) as known
			on known.name = lower(used.zone)
		order by used.stores desc, used.zone
	`.execute(connection.tables);
	return rows.map(({ zone, stores, is_known }) => ({ zone, stores, isKnownHere: is_known }));
}

/** The newest poll of all, and a store that was polled then; `undefined` when there is none. */
export async function maybeNewestPolled(
	connection: Connection,
): Promise<{ readonly storeId: string; readonly at: Instant } | undefined> {
	const row = await connection.tables
		.selectFrom("store")
		.select(["store_id", "last_poll_at"])
		.where("last_poll_at", "is not", null)
		.orderBy("last_poll_at", "desc")
		.orderBy("store_id")
		.limit(1)
		.executeTakeFirst();
	return row && { storeId: row.store_id, at: row.last_poll_at as Instant };
}

/** How many webhooks are told nothing any more, and how many messages were given up in a day. */
export async function webhookTroubles(
	connection: Connection,
): Promise<{ readonly disabled: number; readonly failedInADay: number }> {
	const { rows } = await sql<{ disabled: number; failed: number }>`
		select
			(select count(*)::int from webhook where disabled_at is not null) as disabled,
			(
				select count(*)::int
				from webhook_delivery
				where state = 'failed' and last_attempt_at > now() - interval '1 day'
			) as failed
	`.execute(connection.tables);
	return { disabled: rows[0]?.disabled ?? 0, failedInADay: rows[0]?.failed ?? 0 };
}
