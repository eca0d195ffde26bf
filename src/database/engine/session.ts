/** The rows of an answer, and how many rows a statement wrote. */
export interface Answer {
	readonly rows: readonly Record<string, unknown>[];
	/** The command that was carried out, such as `INSERT` or `COMMIT`. */
	readonly command: string;
	readonly rowCount: number;
}

/**
 * One line to the database, in or out of a transaction: all that PGlite and PostgreSQL differ in.
 * Every failure that has a meaning is a DatabaseError by the time it leaves a session.
 */
export interface Session {
	/** Runs one statement with bound values. */
	run(statement: string, values: readonly unknown[]): Promise<Answer>;
	/** Runs any number of statements without values. */
	script(statements: string): Promise<void>;
	/**
	 * Runs what a library with SQL of its own sends, one statement with values or any number without,
	 * and reads the rows as the drivers do by themselves.
	 */
	plain(statements: string, values: readonly unknown[]): Promise<PlainRows>;
	/** Copies rows in binary COPY form into `table (column, …)`. */
	copyIn(target: string, rows: Uint8Array): Promise<void>;
	/** Copies the rows of a query out in binary COPY form. */
	copyOut(query: string): Promise<Uint8Array>;
}

/** Rows of one or several statements, as the drivers read them by themselves. */
export type PlainRows = readonly Record<string, unknown>[];

/** What a kind of database must give; everything else is the same for all. */
export interface Engine {
	readonly kind: "pglite" | "postgresql";
	/** Where other connections to it can be made; `undefined` where there is only this one. */
	readonly url: string | undefined;
	/** For statements that stand alone, each in a transaction of its own. */
	readonly session: Session;
	/** Lends a session for one transaction; nothing else runs on it meanwhile. */
	reserve<Result>(work: (session: Session) => Promise<Result>): Promise<Result>;
	/** Tells processes that want the same data directory where this one serves. */
	announce(url: string): void;
	close(): Promise<void>;
}
