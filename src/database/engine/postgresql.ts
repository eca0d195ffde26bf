import { Buffer } from "node:buffer";
import { pipeline } from "node:stream/promises";
import { Client, Pool, type PoolClient, type QueryResult, types } from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { DatabaseError, translateError } from "./errors.ts";
import type { Answer, Engine, PlainRows, Session } from "./session.ts";
import { VALUE_READERS } from "./values.ts";

/** Views and constraints here need what came with this version (nulls not distinct). */
const OLDEST_VERSION = 15;

const CONNECT_TIMEOUT_MS = 5_000;

/**
 * Limits that keep one stuck process from stopping all others: a transaction that does nothing is
 * given up, and no lock is waited for without end. Batches take milliseconds; migrations lift these.
 */
const SESSION_SETTINGS = [
	"set timezone to 'UTC'",
	"set client_min_messages to warning",
	"set statement_timeout to '5min'",
	"set lock_timeout to '1min'",
	"set idle_in_transaction_session_timeout to '5min'",
].join("; ");

/** Opens PostgreSQL at a URL. Connects once, so that a wrong address is an error now. */
export async function openPostgresql(options: {
	url: string;
	connectionsMax?: number | undefined;
}): Promise<Engine> {
	const place = placeOf(options.url);
	const pool = new Pool({
		connectionString: options.url,
		application_name: "openhours",
		connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
		keepAlive: true,
		max: options.connectionsMax ?? 10,
		onConnect: (client) => client.query(SESSION_SETTINGS),
		types: {
			getTypeParser: (oid: number, format?: "text" | "binary") =>
				(format !== "binary" && VALUE_READERS.get(oid)) || types.getTypeParser(oid, format),
		},
	});
	// An idle connection that the server drops is replaced when one is needed; without a listener
	// the error would end the process. The same holds for one that is in use: its query fails too.
	pool.on("error", () => {});
	pool.on("connect", (client) => client.on("error", () => {}));
	const engine = new PostgresqlEngine(pool, place, options.url);
	try {
		await checkVersion(engine.session, place);
		return engine;
	} catch (error) {
		await pool.end();
		throw error;
	}
}

/** Names a server for messages: never with the password. */
export function placeOf(url: string): string {
	try {
		const { host, port, database } = new Client({ connectionString: url });
		const server = host.startsWith("/") ? `the socket in ${host}` : `${host}:${port}`;
		return `PostgreSQL at ${server} (database "${database}")`;
	} catch {
		// The error would repeat the URL, and the password with it.
		throw new DatabaseError(
			"misconfigured",
			"DATABASE_URL is not a URL such as postgres://user:password@host:5432/database; characters " +
				"like @ : / ? # in the password are written as %40 %3A %2F %3F %23",
		);
	}
}

async function checkVersion(session: Session, place: string): Promise<void> {
	const { rows } = await session.run(
		"select current_setting('server_version_num')::int / 10000 as version",
		[],
	);
	const version = Number(rows[0]?.version);
	if (version < OLDEST_VERSION)
		throw new DatabaseError(
			"incompatible",
			`${place} is version ${version}; Openhours needs ${OLDEST_VERSION} or later`,
		);
}

class PostgresqlEngine implements Engine {
	readonly kind = "postgresql";
	readonly url: string;
	readonly session: Session;
	readonly #pool: Pool;
	readonly #place: string;

	constructor(pool: Pool, place: string, url: string) {
		this.#pool = pool;
		this.#place = place;
		this.url = url;
		this.session = {
			run: (statement, values) => this.#lend((client) => client.run(statement, values)),
			script: (statements) => this.#lend((client) => client.script(statements)),
			plain: (statements, values) => this.#lend((client) => client.plain(statements, values)),
			copyIn: (target, rows) => this.#lend((client) => client.copyIn(target, rows)),
			copyOut: (query) => this.#lend((client) => client.copyOut(query)),
		};
	}

	reserve<Result>(work: (session: Session) => Promise<Result>): Promise<Result> {
		return this.#lend(work);
	}

	announce(): void {}

	async close(): Promise<void> {
		await this.#pool.end();
	}

	async #lend<Result>(work: (session: Session) => Promise<Result>): Promise<Result> {
		let client: PoolClient;
		try {
			client = await this.#pool.connect();
		} catch (error) {
			throw translateError(error, this.#place);
		}
		let isBroken = false;
		try {
			return await work(new ClientSession(client, this.#place));
		} catch (error) {
			isBroken = error instanceof DatabaseError && error.meaning === "lost";
			throw error;
		} finally {
			// A broken one may not know it yet: given back as it is, it would fail the next query too.
			client.release(isBroken);
		}
	}
}

class ClientSession implements Session {
	readonly #client: PoolClient;
	readonly #place: string;

	constructor(client: PoolClient, place: string) {
		this.#client = client;
		this.#place = place;
	}

	run(statement: string, values: readonly unknown[]): Promise<Answer> {
		return this.#translating(async () => {
			const { rows, command, rowCount } = await this.#client.query(statement, [...values]);
			return { rows, command, rowCount: rowCount ?? 0 };
		});
	}

	script(statements: string): Promise<void> {
		return this.#translating(async () => {
			await this.#client.query(statements);
		});
	}

	plain(statements: string, values: readonly unknown[]): Promise<PlainRows> {
		return this.#translating(async () => {
			const result: QueryResult | QueryResult[] = await this.#client.query({
				text: statements,
				// With values there can be only one statement, and without them any number.
				...(values.length > 0 && { values: [...values] }),
				types,
			});
			return Array.isArray(result) ? result.flatMap(({ rows }) => rows) : result.rows;
		});
	}

	copyIn(target: string, rows: Uint8Array): Promise<void> {
		return this.#translating(async () => {
			const sink = this.#client.query(copyFrom(`copy ${target} from stdin (format binary)`));
			await pipeline([rows], sink);
		});
	}

	copyOut(query: string): Promise<Uint8Array> {
		return this.#translating(async () => {
			const source = this.#client.query(copyTo(`copy (${query}) to stdout (format binary)`));
			const chunks: Uint8Array[] = [];
			for await (const chunk of source) chunks.push(chunk);
			return Buffer.concat(chunks);
		});
	}

	async #translating<Result>(work: () => Promise<Result>): Promise<Result> {
		try {
			return await work();
		} catch (error) {
			throw translateError(error, this.#place);
		}
	}
}
