import { type Db, PgBoss, type Queue } from "pg-boss";
import type { ServiceContext } from "../service/context.ts";
import type { Job } from "../service/job-queue.ts";

/** What the queue needs of a database. */
export type JobDatabase = Pick<ServiceContext["database"], "kind" | "url" | "plain">;

/** Jobs whose workers came to an end again and again get here, to be given up properly. */
export const ABANDONED = "abandoned";

/** Work that comes by itself, at its times. */
export const SCHEDULED_REPORT = "scheduled-report";
export const IMPORT_SETTLED = "import-settled";
export const HOUSEKEEPING = "housekeeping";
export const EVALUATE_ALERTS = "evaluate-alerts";

/**
 * A worker that has said nothing for so long is dead, and its job is taken over. The least that pg-boss
 * allows.
 */
const HEARTBEAT_SECONDS = 10;

/** How often it is looked whether a worker is dead. */
const SUPERVISE_SECONDS = 2;

/**
 * How often a job is taken up at most. Tries that end in a mistake of ours are counted in the tables
 * and end it long before this; what is left are workers that were killed, and outages of the database.
 */
const TAKEN_UP_MAX = 25;

const PATIENT: Omit<Queue, "name"> = {
	notify: true,
	heartbeatSeconds: HEARTBEAT_SECONDS,
	retryLimit: TAKEN_UP_MAX - 1,
	retryDelay: 1,
	retryBackoff: true,
	retryDelayMax: 30,
	expireInSeconds: 900,
	// Finished jobs say nothing that the tables do not.
	deleteAfterSeconds: 600,
	retentionSeconds: 30 * 24 * 3_600,
};

/** Work that somebody waits for is given up properly when its workers always die. */
const AWAITED: Omit<Queue, "name"> = { ...PATIENT, deadLetter: ABANDONED };

/** The queues of the jobs that the service layer adds. */
const OF_JOBS: Readonly<Record<Job["kind"], Omit<Queue, "name">>> = {
	"begin-report": AWAITED,
	"compute-slice": AWAITED,
	"deliver-webhook": PATIENT,
};

/** Every queue; the one that others refer to comes first. */
export const QUEUES: Readonly<Record<string, Omit<Queue, "name">>> = {
	[ABANDONED]: { ...PATIENT, retryLimit: 1_000 },
	...OF_JOBS,
	[SCHEDULED_REPORT]: PATIENT,
	[IMPORT_SETTLED]: PATIENT,
	[HOUSEKEEPING]: { ...PATIENT, retryLimit: 2 },
	// One waits or is done at a time, and the next comes in a minute.
	[EVALUATE_ALERTS]: { ...PATIENT, policy: "exclusive", retryLimit: 0 },
};

export interface BossOptions {
	/** Told of everything that goes wrong in the queue's own work, such as an outage of the database. */
	readonly onError: (error: Error) => void;
	/** Whether this process looks after the queue: finds dead workers, sends what is scheduled. */
	readonly supervises: boolean;
}

/**
 * Opens the queue that is kept in a database, and makes its tables where they are missing; safe when
 * several processes start at once.
 */
export async function openBoss(database: JobDatabase, options: BossOptions): Promise<PgBoss> {
	const boss = new PgBoss({
		...addressOf(database),
		registerInstance: options.supervises,
		instanceHeartbeatSeconds: HEARTBEAT_SECONDS,
		supervise: options.supervises,
		schedule: options.supervises,
		superviseIntervalSeconds: SUPERVISE_SECONDS,
		monitorIntervalSeconds: SUPERVISE_SECONDS,
		useListenNotify: options.supervises && database.url !== undefined,
		openTelemetry: { enabled: false },
	});
	boss.on("error", options.onError);
	await boss.start();
	const known = new Set((await boss.getQueues()).map(({ name }) => name));
	for (const [name, queue] of Object.entries(QUEUES)) {
		if (!known.has(name)) await boss.createQueue(name, queue);
		// Read once now, so that nothing has to be asked in the middle of somebody's transaction.
		await boss.findJobs(name, { limit: 1 });
	}
	return boss;
}

/**
 * PostgreSQL is asked over connections of the queue's own, so that work and queue never wait for each
 * other's; PGlite has only one.
 */
function addressOf(database: JobDatabase) {
	return database.url === undefined
		? { backend: "pglite" as const, db: asDb(database) }
		: { connectionString: database.url, application_name: "openhours-jobs", max: 4 };
}

/** What runs statements, as pg-boss wants to have it. */
export function asDb(connection: Pick<JobDatabase, "plain">): Db {
	return {
		executeSql: async (statements, values) => ({
			rows: [...(await connection.plain(statements, values))],
		}),
	};
}
