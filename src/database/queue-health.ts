import { sql } from "kysely";
import type { DurationMs } from "../core/instant.ts";
import type { Connection } from "./engine/database.ts";

/*
 * The queue's own tables, read and never written: its library has counts too, and keeps them up to date
 * by writing them down.
 */

/** How it stands with the jobs of one queue. */
export interface QueueCounts {
	readonly queue: string;
	/** Jobs that somebody could do now. */
	readonly waiting: number;
	/** How long the first of them has been waiting; 0 when there is none. */
	readonly oldestWaitMs: DurationMs;
	readonly active: number;
	/** As far as failed jobs are still kept. */
	readonly failedInADay: number;
}

/** Every queue that is not the library's own, by name. */
export async function manyQueueCounts(connection: Connection): Promise<QueueCounts[]> {
	const { rows } = await sql<{
		queue: string;
		waiting: number;
		oldest_wait_ms: number;
		active: number;
		failed: number;
	}>`
		with counted as (
			select
				name,
				state,
				completed_on,
				greatest(start_after, created_on) as due_at,
				state in ('created', 'retry') and start_after <= now() and not blocked as is_waiting
			from pgboss.job
		)
		select
			queue.name as queue,
			(count(*) filter (where is_waiting))::int as waiting,
			coalesce(
				extract(epoch from now() - min(due_at) filter (where is_waiting)) * 1000, 0
			)::bigint as oldest_wait_ms,
			(count(*) filter (where state = 'active'))::int as active,
			(count(*) filter (where state = 'failed' and completed_on > now() - interval '1 day'))::int
				as failed
		from pgboss.queue
		left join counted on counted.name = queue.name
		where not starts_with(queue.name, '__')
		group by queue.name
		order by queue.name
	`.execute(connection.tables);
	return rows.map(({ queue, waiting, oldest_wait_ms, active, failed }) => ({
		queue,
		waiting,
		oldestWaitMs: Math.max(0, oldest_wait_ms),
		active,
		failedInADay: failed,
	}));
}

/** Reports that were asked for over an hour ago, are not finished, and that no job is about. */
export async function manyForgottenReports(connection: Connection): Promise<string[]> {
	const { rows } = await sql<{ report_id: string }>`
		select report_id
		from report
		where state in ('queued', 'running')
			and requested_at < now() - interval '1 hour'
			and not exists (
				select from pgboss.job
				where job.name in ('begin-report', 'compute-slice', 'abandoned')
					and job.state in ('created', 'retry', 'active')
					and job.data ->> 'reportId' = report.report_id::text
			)
		order by requested_at, report_id
	`.execute(connection.tables);
	return rows.map(({ report_id }) => report_id);
}
