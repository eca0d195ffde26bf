import { insertImportRejects } from "../database/import-rejects.ts";
import {
	finishImport,
	type ImportProgress,
	insertImport,
	type NewImport,
	saveImportProgress,
	touchImport,
} from "../database/imports.ts";
import { addPollCounts, NO_POLLS } from "../database/write-polls.ts";
import type { ServiceContext } from "./context.ts";
import type { CommitBatch } from "./import-files.ts";
import { KeySet } from "./key-set.ts";
import type { RejectedPart } from "./reject-keeper.ts";

/** How often the process says that it is alive: several times before anybody would doubt it. */
const SIGN_OF_LIFE_MS = 10_000;

/**
 * An import under way, and what is written down of it: how far it is with every commit, and that its process
 * is alive in between.
 */
export class RunningImport {
	readonly importId: string;
	readonly #context: ServiceContext;
	readonly #begun: NewImport;
	readonly #stores = new KeySet();
	readonly #signsOfLife: NodeJS.Timeout;
	/** As it was last committed. */
	#progress: ImportProgress = {
		bytesRead: 0,
		rowsRead: 0,
		rowsRejected: 0,
		rejectsKept: 0,
		stores: 0,
		polls: NO_POLLS,
	};
	#bytesRead = 0;
	#touching: Promise<void> | undefined;

	/** Writes down that it begins. */
	static async begin(
		context: ServiceContext,
		upload: Pick<NewImport, "kind" | "mediaType" | "bytesTotal">,
	): Promise<RunningImport> {
		const { kind, mediaType, bytesTotal } = upload;
		const importId = crypto.randomUUID();
		const begun = { importId, kind, mediaType, bytesTotal, startedAt: context.now() };
		await insertImport(context.database, begun);
		return new RunningImport(context, begun);
	}

	private constructor(context: ServiceContext, begun: NewImport) {
		this.importId = begun.importId;
		this.#context = context;
		this.#begun = begun;
		this.#signsOfLife = setInterval(() => this.#touch(), SIGN_OF_LIFE_MS).unref();
	}

	/** Rows that were taken in, bad ones included. */
	get rowsRead(): number {
		return this.#progress.rowsRead;
	}

	countBytes(bytes: number): void {
		this.#bytesRead += bytes;
	}

	/** Writes a batch together with what it adds to the counts. */
	readonly commit: CommitBatch = async (write) => {
		this.#progress = await this.#context.database.transaction(async (tx) => {
			const { storeKeys, polls } = await write(tx);
			this.#stores.add(storeKeys);
			const progress = {
				...this.#progress,
				bytesRead: this.#bytesRead,
				stores: this.#stores.size,
				polls: addPollCounts(this.#progress.polls, polls),
			};
			await saveImportProgress(tx, this.importId, progress);
			return progress;
		});
	};

	/** Writes down that rows were taken in, with those that were left out. */
	async countRows(rowsRead: number, rejected: RejectedPart): Promise<void> {
		const { kept, position, count } = rejected;
		const progress = {
			...this.#progress,
			bytesRead: this.#bytesRead,
			rowsRead: this.#progress.rowsRead + rowsRead,
			rowsRejected: this.#progress.rowsRejected + count,
			rejectsKept: this.#progress.rejectsKept + kept.length,
		};
		await this.#context.database.transaction(async (tx) => {
			await insertImportRejects(tx, this.importId, kept, position);
			await saveImportProgress(tx, this.importId, progress);
		});
		this.#progress = progress;
	}

	/** Writes down that it is whole or, with a failure, that it is not and why. */
	async finish(failure?: string): Promise<void> {
		clearInterval(this.#signsOfLife);
		await this.#touching;
		const { database, now, observations } = this.#context;
		const finishedAt = now();
		const end = { ...this.#progress, bytesRead: this.#bytesRead, finishedAt, failure };
		await finishImport(database, this.importId, end);
		const isOfPolls = this.#begun.kind === "polls";
		observations.importEnded({
			state: failure === undefined ? "complete" : "failed",
			durationMs: Math.max(0, finishedAt - this.#begun.startedAt),
			polls: { ...end.polls, rejected: isOfPolls ? end.rowsRejected : 0 },
		});
	}

	#touch(): void {
		// Where the database does not answer, whoever does the import notices it.
		this.#touching ??= touchImport(this.#context.database, this.importId, this.#bytesRead)
			.catch(() => {})
			.finally(() => {
				this.#touching = undefined;
			});
	}
}
