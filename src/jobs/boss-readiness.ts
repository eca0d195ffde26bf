import type { PgBoss } from "pg-boss";
import manifest from "pg-boss/package.json" with { type: "json" };
import type { QueueReadiness } from "../service/readiness.ts";
import type { Workers } from "./workers.ts";

/** What the running queue of this process tells of itself. */
export class BossReadiness implements QueueReadiness {
	readonly #boss: PgBoss;
	readonly #workers: Workers;

	constructor(boss: PgBoss, workers: Workers) {
		this.#boss = boss;
		this.#workers = workers;
	}

	async areTablesThere(): Promise<boolean> {
		return (
			(await this.#boss.isInstalled()) &&
			(await this.#boss.schemaVersion()) === manifest.pgboss.schema
		);
	}

	doWorkersRun(): boolean | undefined {
		return this.#workers.areRunning();
	}
}
