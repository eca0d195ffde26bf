import type { PgBoss } from "pg-boss";
import type { DurationMs } from "../core/instant.ts";
import type { Job, JobQueue } from "../service/job-queue.ts";
import { asDb, IMPORT_SETTLED } from "./boss.ts";

/** The queue of the service layer, kept by pg-boss in the same database. */
export class BossQueue implements JobQueue {
	readonly #boss: PgBoss;
	/** The workers of this process, by the queue that they serve. */
	readonly #workers = new Map<string, string[]>();
	/** The queues that jobs were added to since their workers were last woken. */
	readonly #added = new Set<string>();

	constructor(boss: PgBoss) {
		this.#boss = boss;
	}

	async add(tx: Parameters<JobQueue["add"]>[0], jobs: readonly Job[]): Promise<void> {
		for (const [kind, ofKind] of Map.groupBy(jobs, (job) => job.kind)) {
			const inserts = ofKind.map((job) => {
				const { kind: _, ...data } = job;
				const notBefore = "notBefore" in job ? job.notBefore : undefined;
				return { data, ...(notBefore !== undefined && { startAfter: new Date(notBefore) }) };
			});
			await this.#boss.insert(kind, inserts, { db: asDb(tx) });
			this.#added.add(kind);
		}
	}

	wake(): void {
		for (const kind of this.#added)
			for (const worker of this.#workers.get(kind) ?? []) this.#boss.notifyWorker(worker);
		this.#added.clear();
	}

	async reportWhenSettled(settleMs: DurationMs): Promise<void> {
		// One waits at the most, and every further import puts it off.
		await this.#boss.upsert(
			IMPORT_SETTLED,
			{},
			{ singletonKey: IMPORT_SETTLED, startAfter: Math.ceil(settleMs / 1_000) },
		);
	}

	/** Makes a worker of this process one of those that are woken. */
	addWorker(queue: string, workerId: string): void {
		this.#workers.set(queue, [...(this.#workers.get(queue) ?? []), workerId]);
	}
}
