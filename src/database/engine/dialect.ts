import {
	type CompiledQuery,
	type DatabaseConnection,
	type Dialect,
	type Driver,
	Kysely,
	PostgresAdapter,
	PostgresIntrospector,
	PostgresQueryCompiler,
	type QueryResult,
} from "kysely";
import type { Session } from "./session.ts";

/**
 * Kysely over a session, as a typed query builder and nothing more.
 *
 * Kysely's own dialects would each bring their own idea of a transaction, and hide the connection
 * that a bulk copy in the same transaction needs; so transactions are the business of Database.
 */
export function kyselyOver<Tables>(session: Session): Kysely<Tables> {
	const dialect: Dialect = {
		createAdapter: () => new PostgresAdapter(),
		createDriver: () => new SessionDriver(session),
		createIntrospector: (kysely) => new PostgresIntrospector(kysely),
		createQueryCompiler: () => new PostgresQueryCompiler(),
	};
	return new Kysely<Tables>({ dialect });
}

class SessionDriver implements Driver {
	readonly #connection: DatabaseConnection;

	constructor(session: Session) {
		this.#connection = {
			executeQuery: (query) => execute(session, query),
			// biome-ignore lint/correctness/useYield: it only refuses
			streamQuery: async function* () {
				throw new Error("rows are not streamed one by one: read them in batches, or copy them out");
			},
		};
	}

	async init(): Promise<void> {}
	async destroy(): Promise<void> {}
	async releaseConnection(): Promise<void> {}

	async acquireConnection(): Promise<DatabaseConnection> {
		return this.#connection;
	}

	async beginTransaction(): Promise<void> {
		throw new Error("begin a transaction with Database.transaction, which copies in bulk too");
	}

	async commitTransaction(): Promise<void> {}
	async rollbackTransaction(): Promise<void> {}
}

async function execute<Row>(session: Session, query: CompiledQuery): Promise<QueryResult<Row>> {
	const { rows, command, rowCount } = await session.run(query.sql, query.parameters);
	const writes = command !== "SELECT";
	return {
		rows: rows as Row[],
		...(writes && { numAffectedRows: BigInt(rowCount) }),
	};
}
