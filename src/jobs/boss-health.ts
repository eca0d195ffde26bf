import { PgBoss, type SchemaDriftReport } from "pg-boss";
import manifest from "pg-boss/package.json" with { type: "json" };
import type { QueueHealth, QueueProcess } from "../service/queue-health.ts";
import { asDb, type JobDatabase } from "./boss.ts";

/**
 * The state of the queue that pg-boss keeps, read by a pg-boss that is never started: only starting
 * makes tables, registers the process or sets timers.
 */
export class BossHealth implements QueueHealth {
	readonly versionWanted = manifest.pgboss.schema;
	readonly #boss: PgBoss;

	constructor(database: JobDatabase) {
		this.#boss = new PgBoss({
			db: asDb(database),
			...(database.kind === "pglite" && { backend: "pglite" as const }),
			migrate: false,
			supervise: false,
			schedule: false,
			registerInstance: false,
		});
	}

	async version(): Promise<number | undefined> {
		if (!(await this.#boss.isInstalled())) return undefined;
		return (await this.#boss.schemaVersion()) ?? undefined;
	}

	async drift(): Promise<string[]> {
		const report = await this.#boss.detectSchemaDrift();
		return report.ok ? [] : describeDrift(report);
	}

	async liveProcesses(): Promise<QueueProcess[]> {
		const instances = await this.#boss.getInstances();
		return instances
			.filter(({ live }) => live)
			.map(({ host, pid, workers }) => ({
				host,
				pid,
				queues: [...new Set(workers.map(({ queue }) => queue))],
			}));
	}
}

function describeDrift(report: SchemaDriftReport): string[] {
	const named = (what: string, parts: readonly { readonly name: string }[]) =>
		parts.map(({ name }) => `${what} ${name}`);
	return [
		...report.missingTables.map((table) => `no table ${table}`),
		...named("no index", report.missing),
		...named("half an index", report.invalid),
		...named("another index", report.mismatched),
		...named("no function", report.missingFunctions),
		...named("another function", report.mismatchedFunctions),
		...report.columnDrift.map(({ table }) => `other columns of ${table}`),
		...report.constraintDrift.map(({ table }) => `other constraints of ${table}`),
		...(report.enumDrift === null ? [] : [`another type ${report.enumDrift.name}`]),
	];
}
