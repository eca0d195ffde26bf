import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { Worker } from "node:worker_threads";
import { DirectoryLock } from "./directory-lock.ts";
import {
	DatabaseError,
	type DatabaseErrorMeaning,
	translateDirectoryError,
	translateError,
} from "./errors.ts";
import {
	ENDED,
	OPENING,
	type PgliteFailure,
	type PgliteReply,
	type PgliteTask,
	type PgliteThreadData,
} from "./pglite-messages.ts";
import type { Answer, Engine, PlainRows, Session } from "./session.ts";
import { Turns } from "./turns.ts";

/**
 * Opens PGlite in a data directory, which is made when it is not there, and locks the directory
 * against every other process. `url` is where this process serves, if that is known already.
 */
export async function openPgliteDirectory(directory: string, url?: string): Promise<Engine> {
	const path = resolve(directory);
	let lock: DirectoryLock;
	try {
		mkdirSync(path, { recursive: true });
		lock = DirectoryLock.take(path, url);
	} catch (error) {
		throw translateDirectoryError(error, path);
	}
	try {
		return await PgliteEngine.open({ directory: path }, lock);
	} catch (error) {
		lock.release();
		throw translateDirectoryError(error, path);
	}
}

/** Opens PGlite in memory: nothing is kept. */
export function openPgliteInMemory(): Promise<Engine> {
	return PgliteEngine.open({ directory: undefined }, undefined);
}

interface Pending {
	readonly resolve: (result: never) => void;
	readonly reject: (error: unknown) => void;
}

/**
 * PGlite in a thread of its own. Statements go to it at once, and it serves them in order; only a
 * transaction keeps all others waiting until it has ended.
 */
class PgliteEngine implements Engine {
	readonly kind = "pglite";
	readonly url = undefined;
	readonly session: Session;
	readonly #thread: Worker;
	readonly #lock: DirectoryLock | undefined;
	readonly #directory: string | undefined;
	readonly #place: string;
	readonly #direct: Session;
	readonly #turns = new Turns();
	readonly #pending = new Map<number, Pending>();
	#lastId = OPENING;
	/** Why nothing more can be asked of it. */
	#end: Error | undefined;

	static async open(data: PgliteThreadData, lock: DirectoryLock | undefined): Promise<Engine> {
		const engine = new PgliteEngine(data, lock);
		try {
			await engine.#opened;
			return engine;
		} catch (error) {
			// A PGlite that could not start may be anything but at an end.
			await engine.#thread.terminate();
			throw error;
		}
	}

	readonly #opened: Promise<void>;

	private constructor(data: PgliteThreadData, lock: DirectoryLock | undefined) {
		this.#lock = lock;
		this.#directory = data.directory;
		this.#place = `the database in ${data.directory ?? "memory"}`;
		const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
		this.#thread = new Worker(new URL(`./pglite-thread.${extension}`, import.meta.url), {
			workerData: data,
			// What the program was started with, such as --eval, is not meant for the thread.
			execArgv: [],
		});
		this.#opened = new Promise((resolve, reject) => {
			this.#pending.set(OPENING, { resolve, reject });
		});
		this.#thread.on("message", (message: PgliteReply) => this.#settle(message));
		this.#thread.on("error", (error) => this.#endWith(error as Error));
		this.#thread.on("exit", () => this.#endWith(new Error(`${this.#place} is closed`)));
		this.#direct = {
			run: (statement, values) => this.#ask<Answer>({ act: "run", statement, values }),
			script: (statements) => this.#ask<void>({ act: "script", statements }),
			plain: (statements, values) =>
				this.#ask<PlainRows>({ act: "plain", statements, values: [...values] }),
			// A copy, because the bytes change hands: the caller's may be a part of a larger buffer.
			copyIn: (target, rows) => this.#ask<void>({ act: "copyIn", target, rows: rows.slice() }),
			copyOut: (query) => this.#ask<Uint8Array>({ act: "copyOut", query }),
		};
		this.session = {
			run: (...request) => this.#turns.single(() => this.#direct.run(...request)),
			script: (...request) => this.#turns.single(() => this.#direct.script(...request)),
			plain: (...request) => this.#turns.single(() => this.#direct.plain(...request)),
			copyIn: (...request) => this.#turns.single(() => this.#direct.copyIn(...request)),
			copyOut: (...request) => this.#turns.single(() => this.#direct.copyOut(...request)),
		};
	}

	reserve<Result>(work: (session: Session) => Promise<Result>): Promise<Result> {
		return this.#turns.exclusive(() => work(this.#direct));
	}

	announce(url: string): void {
		this.#lock?.announce(url);
	}

	async close(): Promise<void> {
		await this.#turns.exclusive(async () => {
			if (this.#end === undefined) await this.#ask<void>({ act: "close" });
		});
		await this.#thread.terminate();
		this.#lock?.release();
	}

	#ask<Result>(task: PgliteTask): Promise<Result> {
		if (this.#end !== undefined) return Promise.reject(this.#end);
		this.#lastId++;
		const id = this.#lastId;
		return new Promise<Result>((resolve, reject) => {
			this.#pending.set(id, { resolve, reject });
			this.#thread.postMessage({ id, ...task }, "rows" in task ? [task.rows.buffer] : []);
		});
	}

	#settle(message: PgliteReply): void {
		const pending = this.#pending.get(message.id);
		this.#pending.delete(message.id);
		if (!("failure" in message)) pending?.resolve(message.result as never);
		else if (message.id === ENDED) this.#stop(this.#errorOf(message.failure));
		else if (message.id === OPENING) pending?.reject(this.#openingErrorOf(message.failure));
		else pending?.reject(this.#errorOf(message.failure));
	}

	/** Stops the thread, which hears nothing any more. */
	#stop(error: Error): void {
		const { meaning } = error as Partial<DatabaseError>;
		this.#endWith(
			new DatabaseError(
				meaning ?? "lost",
				`${this.#place} came to an end; what was committed is kept. Start the program again` +
					`${meaning === "disk_full" ? " when there is disk space" : ""}.`,
				{ cause: error },
			),
		);
		void this.#thread.terminate();
	}

	#endWith(error: Error): void {
		this.#end ??= error;
		for (const { reject } of this.#pending.values()) reject(this.#end);
		this.#pending.clear();
	}

	/** Why PGlite did not start: what is not said by its files or the system, it says in its log. */
	#openingErrorOf(failure: PgliteFailure): Error {
		const error = this.#errorOf(failure);
		if (error instanceof DatabaseError || failure.code !== undefined) return error;
		const isFull = /No space left on device/.test(failure.message);
		return new DatabaseError(
			isFull ? "disk_full" : "damaged",
			isFull
				? `${this.#place} cannot be started: there is no disk space left. What was committed is kept; free some space, then try again.`
				: `${this.#place} cannot be started. Restore it from a backup, or import into another directory. ${failure.message}`,
			{ cause: error },
		);
	}

	#errorOf({ message, stack, code, constraint, meaning }: PgliteFailure): Error {
		if (meaning !== undefined) return new DatabaseError(meaning as DatabaseErrorMeaning, message);
		const error = Object.assign(new Error(message), { code, constraint });
		if (stack !== undefined) error.stack = stack;
		const inDirectory = translateDirectoryError(error, this.#directory ?? "in memory");
		return translateError(inDirectory, this.#place) as Error;
	}
}
