import { type DurationMs, SECOND_MS } from "../core/instant.ts";
import { databaseNow } from "../database/health.ts";
import { appliedMigrations } from "../database/migrate.ts";
import { readMigrations, schemaChecksum } from "../database/migrations.ts";
import type { ServiceContext } from "./context.ts";
import { sharedQuestion } from "./shared-question.ts";

/** What the queue of a process tells of itself. */
export interface QueueReadiness {
	/** Whether its tables are those of this program. */
	areTablesThere(): Promise<boolean>;
	/** Whether this process's workers run; `undefined` when it has none. */
	doWorkersRun(): boolean | undefined;
}

/** `failed` also when it could not be found out in time; `off` for what this process does not have. */
export type CheckState = "ok" | "failed" | "off";

/** Whether a process can do what it is there for. */
export interface Readiness {
	readonly isReady: boolean;
	readonly checks: {
		/** The database answers. */
		readonly database: CheckState;
		/** Its tables are those of this program. */
		readonly migrations: CheckState;
		readonly queue: CheckState;
		readonly workers: CheckState;
	};
}

const ANSWER_MS: DurationMs = 2 * SECOND_MS;

/**
 * Makes the question whether a process is ready, which is answered within two seconds. Without a queue,
 * that is left out.
 */
export function readinessQuestion(
	{ database }: Pick<ServiceContext, "database">,
	queue: QueueReadiness | undefined,
): () => Promise<Readiness> {
	let wanted: string | undefined;
	const question = (ask: () => Promise<boolean | undefined>) => sharedQuestion(ask, ANSWER_MS);
	const questions = {
		database: question(async () => {
			await databaseNow(database);
			return true;
		}),
		migrations: question(async () => {
			wanted ??= schemaChecksum(readMigrations());
			return schemaChecksum(await appliedMigrations(database)) === wanted;
		}),
		queue: question(async () => queue?.areTablesThere()),
		workers: question(async () => queue?.doWorkersRun()),
	};
	return async () => {
		const states = await Promise.all(
			Object.entries(questions).map(async ([name, ask]) => [name, await stateOf(ask)] as const),
		);
		return {
			isReady: states.every(([, state]) => state !== "failed"),
			checks: Object.fromEntries(states) as unknown as Readiness["checks"],
		};
	};
}

async function stateOf(ask: () => Promise<boolean | undefined>): Promise<CheckState> {
	try {
		const answer = await ask();
		if (answer === undefined) return "off";
		return answer ? "ok" : "failed";
	} catch {
		return "failed";
	}
}
