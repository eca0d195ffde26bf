import { formatCount } from "../../core/format-count.ts";
import { MINUTE_MS } from "../../core/instant.ts";
import type { Connection } from "../../database/engine/database.ts";
import {
	manyForgottenReports,
	manyQueueCounts,
	type QueueCounts,
} from "../../database/queue-health.ts";
import type { QueueHealth, QueueProcess } from "../queue-health.ts";
import { type Finding, note, ok, wrong } from "./finding.ts";
import { counted, inTime } from "./words.ts";

const SUBJECT = "queue";

/** Jobs that nobody could do wait so long before it is called wrong. */
const UNATTENDED_MS = MINUTE_MS;

/** Jobs that wait so long although there are workers are too many for them. */
const OVERLOADED_MS = 10 * MINUTE_MS;

/** How many are named of what there may be very many of. */
const NAMED_MAX = 3;

/** Whether the queue's tables are as this program needs them; the jobs in them only make sense then. */
export async function examineQueueTables(
	queue: QueueHealth,
): Promise<{ readonly findings: Finding[]; readonly areUsable: boolean }> {
	const version = await queue.version();
	const versions = compareVersions(version, queue.versionWanted);
	if (versions !== undefined) return { findings: [versions], areUsable: false };
	const drift = await queue.drift();
	if (drift.length === 0) return { findings: [], areUsable: true };
	const drifted = wrong(
		SUBJECT,
		`its tables were changed by hand or restored in part: ${drift.join(", ")}`,
		"Write down the schedules (openhours schedules list), stop servers and workers, run " +
			"drop schema pgboss cascade; in the database and then openhours migrate: reports that wait are " +
			"put in line again. Add the schedules again.",
	);
	return { findings: [drifted], areUsable: false };
}

function compareVersions(version: number | undefined, wanted: number): Finding | undefined {
	if (version === wanted) return undefined;
	if (version === undefined)
		return note(
			SUBJECT,
			"it has no tables yet",
			"Run openhours migrate; the first openhours serve or worker makes them too.",
		);
	const found = `its tables are at version ${version}, and this openhours uses ${wanted}`;
	return version < wanted
		? wrong(
				SUBJECT,
				found,
				"Run openhours migrate; openhours serve and worker do it too when they start.",
			)
		: wrong(
				SUBJECT,
				`${found}: a newer one used them`,
				"Run that version or a later one; there is no way back, except a backup from before.",
			);
}

/**
 * Who works on the jobs, how many wait and for how long, and whether any report was forgotten.
 * `processes` is `undefined` where there can be no other process at all.
 */
export async function examineJobs(
	connection: Connection,
	processes: readonly QueueProcess[] | undefined,
): Promise<Finding[]> {
	const queues = await manyQueueCounts(connection);
	const forgotten = await manyForgottenReports(connection);
	return [
		...(processes === undefined ? [] : [describeProcesses(processes)]),
		...examineQueues(queues, processes ?? []),
		...examineForgotten(forgotten),
	];
}

function describeProcesses(processes: readonly QueueProcess[]): Finding {
	const workers = processes.filter(({ queues }) => queues.length > 0);
	const names = workers
		.slice(0, NAMED_MAX)
		.map(({ host, pid }) => `process ${pid} on ${host}`)
		.join(", ");
	const more = workers.length > NAMED_MAX ? ` and ${workers.length - NAMED_MAX} more` : "";
	return ok(
		SUBJECT,
		workers.length === 0
			? "no worker is alive"
			: `${counted(workers.length, "worker")} alive: ${names}${more}`,
	);
}

/** The queues in which something is or was going on, one each, and then all others together. */
export function examineQueues(
	queues: readonly QueueCounts[],
	processes: readonly QueueProcess[],
): Finding[] {
	const served = new Set(processes.flatMap(({ queues }) => queues));
	const isQuiet = ({ waiting, active, failedInADay }: QueueCounts) =>
		waiting + active + failedInADay === 0;
	const quiet = queues.filter(isQuiet).map(({ queue }) => queue);
	const busy = queues.filter((counts) => !isQuiet(counts));
	const rest = busy.length === 0 ? "nothing waits" : `nothing waits in ${quiet.join(", ")}`;
	return [
		...busy.map((counts) => examineQueue(counts, served.has(counts.queue))),
		...(quiet.length === 0 ? [] : [ok(SUBJECT, rest)]),
	];
}

function examineQueue(counts: QueueCounts, isServed: boolean): Finding {
	const { queue, waiting, oldestWaitMs, active, failedInADay } = counts;
	const parts = [
		waiting === 0
			? "nothing waits"
			: `${formatCount(waiting)} waiting, the first for ${inTime(oldestWaitMs)}`,
		...(active === 0 ? [] : [`${formatCount(active)} being done`]),
		...(failedInADay === 0 ? [] : [`${formatCount(failedInADay)} failed in a day`]),
	];
	const found = `${queue}: ${parts.join(", ")}`;
	if (!isServed && oldestWaitMs > UNATTENDED_MS)
		return wrong(
			SUBJECT,
			`${found}, and no worker is alive that would do them`,
			"Start openhours serve (with OPENHOURS_WORKER on) or openhours worker.",
		);
	if (oldestWaitMs > OVERLOADED_MS)
		return note(
			SUBJECT,
			`${found}: the workers cannot keep up`,
			"Start openhours worker on another machine, or raise OPENHOURS_CONCURRENCY where there are processors to spare.",
		);
	if (failedInADay > 0)
		return note(
			SUBJECT,
			found,
			"The logs of servers and workers say why, where they say a job failed.",
		);
	return ok(SUBJECT, found);
}

function examineForgotten(reportIds: readonly string[]): Finding[] {
	if (reportIds.length === 0) return [];
	const named = reportIds.slice(0, NAMED_MAX).join(", ");
	const more = reportIds.length > NAMED_MAX ? ` and ${reportIds.length - NAMED_MAX} more` : "";
	return [
		wrong(
			SUBJECT,
			`${counted(reportIds.length, "report")} unfinished for over an hour, and no job in line: ${named}${more}`,
			"Start openhours serve or openhours worker (again, where one runs): it puts them in line when it starts. " +
				"Or give one up: openhours reports cancel <report-id>.",
		),
	];
}
