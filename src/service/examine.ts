import type { DurationMs, Instant } from "../core/instant.ts";
import type { Connection, Database } from "../database/engine/database.ts";
import { DatabaseError } from "../database/engine/errors.ts";
import { type AccessSettings, examineAccess } from "./examine/access.ts";
import { examineClock, examineNewestPoll } from "./examine/clock.ts";
import { examineDatabaseSize } from "./examine/disk.ts";
import { couldNotLook, type Finding, type SchemaState, type Subject } from "./examine/finding.ts";
import { examineMigrations } from "./examine/migrations.ts";
import { examinePartitions } from "./examine/partitions.ts";
import { examineJobs, examineQueueTables } from "./examine/queue.ts";
import { examineServer } from "./examine/server.ts";
import { examineWebhooks } from "./examine/webhooks.ts";
import { examineZones } from "./examine/zones.ts";
import type { QueueHealth } from "./queue-health.ts";

/** A database to be looked at, and what is expected of it. */
export interface ExaminedDatabase {
	readonly database: Database;
	/** What it is called in messages: never with a password. */
	readonly place: string;
	readonly queue: QueueHealth;
	now(): Instant;
	/** The zone of stores that have none. */
	readonly defaultZone: string;
	readonly keepPollsMs: DurationMs | undefined;
	readonly access: AccessSettings;
}

/** Nobody waits for longer, whatever the database is busy with. */
const LIMITS = "set local statement_timeout to '20s'; set local lock_timeout to '5s'";

/**
 * Looks at all that is in a database. Changes nothing: each subject is looked at in a transaction that
 * can only read. What cannot be looked at is a finding too, and the rest is looked at all the same.
 */
export async function examineDatabase(examined: ExaminedDatabase): Promise<Finding[]> {
	const { place, now, defaultZone, keepPollsMs } = examined;
	const examination = new Examination(examined.database);
	await examination.look("database", (connection) => examineServer(connection, place));
	await examination.look("migrations", async (connection) => {
		const { findings, state } = await examineMigrations(connection);
		examination.schema = state;
		return findings;
	});
	if (examination.schema !== "none") {
		await examination.look("partitions", (connection) =>
			examinePartitions(connection, keepPollsMs),
		);
		await examineQueue(examination, examined.queue);
		await examination.look("webhooks", examineWebhooks);
		await examination.look("access", (connection) =>
			examineAccess(connection, examined.access, now()),
		);
		await examination.look("zone data", (connection) => examineZones(connection, defaultZone));
	}
	if (examined.database.kind === "postgresql") await examination.look("disk", examineDatabaseSize);
	await examination.look("clock", (connection) => examineClock(connection, now));
	if (examination.schema !== "none")
		await examination.look("clock", (connection) => examineNewestPoll(connection, now()));
	return examination.findings;
}

/** The queue's library asks for itself, and so not in a transaction; it only reads too. */
async function examineQueue(examination: Examination, queue: QueueHealth): Promise<void> {
	await examination.lookFreely("queue", async () => {
		const { findings, areUsable } = await examineQueueTables(queue);
		if (!areUsable) return findings;
		// On PGlite there is this process alone: whoever was here a moment ago is gone.
		const processes = examination.kind === "pglite" ? undefined : await queue.liveProcesses();
		await examination.look("queue", (connection) => examineJobs(connection, processes));
		return findings;
	});
}

class Examination {
	/** What was found so far. */
	readonly findings: Finding[] = [];
	/** How the tables stand to this program; taken to be its own until they are looked at. */
	schema: SchemaState = "this version";
	readonly #database: Database;
	/** Set when the connection was lost: then everything else would only say so again. */
	#isLost = false;

	constructor(database: Database) {
		this.#database = database;
	}

	get kind(): Database["kind"] {
		return this.#database.kind;
	}

	async look(
		subject: Subject,
		examine: (connection: Connection) => Promise<readonly Finding[]>,
	): Promise<void> {
		await this.lookFreely(subject, () =>
			this.#database.snapshot(async (connection) => {
				await connection.script(LIMITS);
				return examine(connection);
			}),
		);
	}

	async lookFreely(subject: Subject, examine: () => Promise<readonly Finding[]>): Promise<void> {
		if (this.#isLost) return;
		try {
			this.findings.push(...(await examine()));
		} catch (error) {
			this.findings.push(couldNotLook(subject, error, this.schema));
			this.#isLost = error instanceof DatabaseError && ENDS.has(error.meaning);
		}
	}
}

/** Failures after which nothing more can be asked. */
const ENDS: ReadonlySet<DatabaseError["meaning"]> = new Set([
	"lost",
	"unreachable",
	"misconfigured",
	"disk_full",
]);
