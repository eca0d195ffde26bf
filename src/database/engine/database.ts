import { AsyncLocalStorage } from "node:async_hooks";
import type { Kysely } from "kysely";
import type { Tables } from "../tables.ts";
import { kyselyOver } from "./dialect.ts";
import type { Engine, PlainRows, Session } from "./session.ts";

/** What the functions of this folder work on: the database itself, or a transaction on it. */
export class Connection {
	readonly kind: Engine["kind"];
	/** Typed queries. */
	readonly tables: Kysely<Tables>;
	readonly #session: Session;

	constructor(kind: Engine["kind"], session: Session) {
		this.kind = kind;
		this.#session = session;
		this.tables = kyselyOver<Tables>(session);
	}

	/** Runs any number of statements without values. */
	async script(statements: string): Promise<void> {
		await this.#session.script(statements);
	}

	/**
	 * Runs what a library with SQL of its own sends, one statement with values or any number without,
	 * and reads the rows as the drivers do by themselves.
	 */
	async plain(statements: string, values: readonly unknown[] = []): Promise<PlainRows> {
		return this.#session.plain(statements, values);
	}

	/** Copies rows in binary COPY form (see CopyWriter) into `table (column, …)`. */
	async copyIn(target: string, rows: Uint8Array): Promise<void> {
		await this.#session.copyIn(target, rows);
	}

	/** Copies the rows of a query, which can have no bound values, out in binary COPY form. */
	async copyOut(query: string): Promise<Uint8Array> {
		return this.#session.copyOut(query);
	}
}

/** A connection inside a transaction: all of its work happens, or none of it. */
export class Transaction extends Connection {
	/** Keeps a plain connection from being taken for one: what needs a transaction asks for it. */
	readonly inTransaction = true;
}

/** Whether the code that runs now was called by a transaction that is still open. */
const openTransaction = new AsyncLocalStorage<{ open: boolean }>();

/**
 * A database. Its own queries stand alone, each in a transaction of its own, and may run at the
 * same time; on PGlite they take turns.
 */
export class Database extends Connection {
	readonly #engine: Engine;

	constructor(engine: Engine) {
		super(engine.kind, outsideTransactions(engine.session));
		this.#engine = engine;
	}

	/** Where other connections to it can be made; `undefined` where there is only this one. */
	get url(): string | undefined {
		return this.#engine.url;
	}

	/**
	 * Runs `work` in a transaction, commits when it returns and rolls back when it throws. Keep it
	 * short: on PGlite everything else waits for it.
	 */
	async transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
		return this.#inTransaction("begin", work);
	}

	/** Runs `work`, which only reads, on one state of the database: what others commit meanwhile is not seen. */
	async snapshot<Result>(work: (connection: Connection) => Promise<Result>): Promise<Result> {
		return this.#inTransaction("begin isolation level repeatable read read only", work);
	}

	async #inTransaction<Result>(
		begin: string,
		work: (tx: Transaction) => Promise<Result>,
	): Promise<Result> {
		refuseInsideTransaction();
		return this.#engine.reserve(async (session) => {
			await session.script(begin);
			const scope = { open: true };
			try {
				const tx = new Transaction(this.kind, session);
				const result = await openTransaction.run(scope, () => work(tx));
				await commit(session);
				return result;
			} catch (error) {
				// The error that counts is the one at hand: a rollback fails only with its connection.
				await session.script("rollback").catch(() => {});
				throw error;
			} finally {
				scope.open = false;
			}
		});
	}

	/** Tells processes that want the same data directory where this one serves. */
	announce(url: string): void {
		this.#engine.announce(url);
	}

	/** Waits for what is under way, and lets go of everything: connections, threads, the lock. */
	async close(): Promise<void> {
		await this.#engine.close();
	}
}

async function commit(session: Session): Promise<void> {
	const { command } = await session.run("commit", []);
	// PostgreSQL answers a commit after a failed statement with a rollback and no error.
	if (command === "ROLLBACK")
		throw new Error("nothing was committed: a statement failed and its error was not passed on");
}

function outsideTransactions(session: Session): Session {
	return {
		run: async (statement, values) => {
			refuseInsideTransaction();
			return session.run(statement, values);
		},
		script: async (statements) => {
			refuseInsideTransaction();
			return session.script(statements);
		},
		plain: async (statements, values) => {
			refuseInsideTransaction();
			return session.plain(statements, values);
		},
		copyIn: async (target, rows) => {
			refuseInsideTransaction();
			return session.copyIn(target, rows);
		},
		copyOut: async (query) => {
			refuseInsideTransaction();
			return session.copyOut(query);
		},
	};
}

/**
 * PGlite has one connection: a query that does not go through the open transaction's handle, and
 * that the transaction waits for, would wait for ever. So it is a mistake everywhere.
 */
function refuseInsideTransaction(): void {
	if (openTransaction.getStore()?.open === true)
		throw new Error(
			"this query belongs to a transaction: pass it the transaction, not the database",
		);
}
